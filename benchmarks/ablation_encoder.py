"""What each kind of training data brings the encoder, by runs of equal and few batches from the base.

    python benchmarks/ablation_encoder.py --datasets DIR --base BASE --runs DIR [--batches 40] [--limit 300]

Every run has as many batches: questions and passages of one language; those that cross languages;
translations too; questions with words of the other language; and the wrong passage that search finds beside
each right one. Figures are those of vectors alone, with int8 weights but for the last row. An interrupted run
goes on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from record import record
from sets import embed, parser, read_set, recall

from qa_bot.models.onnx_encoder import OnnxEncoder
from qa_bot.models.sentence_transformer import SentenceTransformerEncoder
from qa_bot.ports import Embedder
from qa_bot.training.encoder import EncoderRecipe, Source, samples, train_encoder
from qa_bot.training.encoder_mix import mix_for_encoder
from qa_bot.training.export import export_encoder

SETS = ("korquad", "squad dev", "korean to english", "english to korean")
SAME, CROSSING, TRANSLATED = ("ko→ko", "en→en"), ("ko→en", "en→ko"), ("translations", "questions")
SWITCHED = ("ko→ko switched", "en→en switched")


def main() -> None:
    """Train and measure every row, and record the table."""
    made = parser(__doc__ or "")
    made.add_argument("--base", type=Path, required=True)
    made.add_argument("--runs", type=Path, required=True, help="where the runs are kept")
    made.add_argument("--batches", type=int, default=40, help="batches of each run")
    arguments = made.parse_args()
    sources = mix_for_encoder(arguments.datasets, arguments.runs / "search")
    texts = samples(sources)
    table = {"base": measure(arguments, _exported(arguments.base, arguments.runs / "base", texts))}
    for name, chosen in rows(sources).items():
        folder = arguments.runs / name.replace(" ", "-")
        train_encoder(arguments.base, chosen, folder, EncoderRecipe(batches=arguments.batches))
        table[name] = measure(arguments, _exported(folder, folder / "onnx", texts))
    table["the same in float32"] = measure(arguments, SentenceTransformerEncoder(str(folder)))
    record("ablation of the encoder", {"batches of each run": arguments.batches, "rows": table})


def rows(sources: Sequence[Source]) -> dict[str, list[Source]]:
    """The sources of each run, by the name of its row; only the last has wrong passages."""
    plain = [replace(s, pairs=tuple(replace(pair, wrong="") for pair in s.pairs)) for s in sources]
    names = {
        "one language": SAME,
        "and crossing": SAME + CROSSING,
        "and translations": SAME + CROSSING + TRANSLATED,
        "and switched words": SAME + CROSSING + TRANSLATED + SWITCHED,
    }
    made = {row: [s for s in plain if s.name in kept] for row, kept in names.items()}
    return {**made, "and wrong passages": list(sources)}


def measure(arguments: Any, encoder: Embedder) -> dict[str, dict[str, float]]:
    """R@1 and R@5, in percent, of vectors alone, each set's contexts being the passages."""
    figures = {}
    for name in SETS:
        examples = read_set(arguments.datasets, name, arguments.limit)
        found = embed(encoder, examples)
        figures[name] = {f"R@{k}": recall(*found, k) for k in (1, 5)}
    return figures


def _exported(folder: Path, out: Path, texts: list[tuple[str]]) -> OnnxEncoder:
    export_encoder(folder, out, texts, name="ablation")
    return OnnxEncoder(out)


if __name__ == "__main__":
    main()
