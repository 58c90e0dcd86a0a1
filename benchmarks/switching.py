"""What it brings to ask a passage in the other language with its own words.

    python benchmarks/switching.py --datasets DIR [--limit 300] [--part report]

Reads questions that cross languages on their own paragraph, as they are asked and with words exchanged for
the paragraph's (`qa_bot.text.switching`), and those of one language, which must stay as they are. The part
"tune" was looked at while the exchange was built, "report" was not.
"""

from __future__ import annotations

from pathlib import Path
from time import perf_counter

import numpy as np
from record import record
from sets import PARTS, parser, read_set

from qa_bot.citing import polished
from qa_bot.evaluation.dataset import Example
from qa_bot.evaluation.scores import Scores, score_example
from qa_bot.models.lexicon import load_switcher
from qa_bot.models.onnx_reader import OnnxReader
from qa_bot.models.shipped import embeddings_folder
from qa_bot.models.switching_reader import SwitchingReader
from qa_bot.ports import Reader
from qa_bot.types import Article, Passage, Span

CROSSING = ("korean to english", "english to korean")


def main() -> None:
    """Read, compare and record."""
    made = parser(__doc__ or "")
    made.add_argument("--part", choices=sorted(PARTS), default="report")
    arguments = made.parse_args()
    figures = {name: compare(arguments.datasets, name, arguments.limit, arguments.part) for name in CROSSING}
    record(f"switching, {arguments.part}", figures)


def compare(datasets: Path, name: str, limit: int, part: str) -> dict[str, float]:
    """Exact match and F1 both ways in percent, how far their difference is chance, and the time it takes."""
    examples = read_set(datasets, name, limit, part)
    reader, switch = OnnxReader(embeddings_folder() / "reader"), load_switcher()
    began = perf_counter()
    wordings = [switch(example.question, example.context or "") for example in examples]
    milliseconds = 1000 * (perf_counter() - began) / len(examples)
    plain = [read(reader, example) for example in examples]
    switched = [read(SwitchingReader(reader, switch), example) for example in examples]
    gains = [100 * (new.f1 - old.f1) for old, new in zip(plain, switched, strict=True)]
    return {
        "n": len(examples),
        "questions changed": _percent(
            [example.question != wording for example, wording in zip(examples, wordings, strict=True)]
        ),
        "exact match": _percent([one.exact_match for one in plain]),
        "F1": _percent([one.f1 for one in plain]),
        "exact match, words exchanged": _percent([one.exact_match for one in switched]),
        "F1, words exchanged": _percent([one.f1 for one in switched]),
        "standard error of the difference of F1": round(float(np.std(gains) / len(gains) ** 0.5), 1),
        "milliseconds a passage": round(milliseconds, 1),
    }


def read(reader: Reader, example: Example) -> Scores:
    """How well the best candidate of a question's own paragraph does."""
    text = example.context or ""
    passage = Passage(Article("a", "", text, example.language), Span(0, len(text)))
    return score_example(polished(reader.read(example.question, [passage])[0]).text, example)


def _percent(values: list[float]) -> float:
    return round(100 * float(np.mean(values)), 1)


if __name__ == "__main__":
    main()
