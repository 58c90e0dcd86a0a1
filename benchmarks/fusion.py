"""Choose how much each side of hybrid search counts, on the articles kept for choosing.

    python benchmarks/fusion.py --datasets DIR [--limit 300]

Every set's contexts are searched alone and those of all sets together. The weights climb one at a time from
those in use. What counts is the mean, over all of these, of the share of questions whose passage comes first
and of the mean reciprocal rank. The best are printed; `qa_bot.retrieval.Fusion` holds those in use.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import islice
from pathlib import Path

import numpy as np
from record import record
from retrieval import library_of
from sets import parser, read_set

from qa_bot.evaluation.dataset import Example, context_id
from qa_bot.models.lexicon import load_lexicon
from qa_bot.models.onnx_encoder import OnnxEncoder
from qa_bot.models.shipped import embeddings_folder
from qa_bot.retrieval import Found, Fusion, Retriever, best
from qa_bot.text.terms import terms

SETS = ("korquad", "new wikipedia", "korean to english", "english to korean")
STEPS = {
    "lexical_korean": (0.3, 0.4, 0.5, 0.6, 0.7, 0.9, 1.1),
    "lexical_english": (0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8),
    "lexical_across": (0.15, 0.25, 0.35, 0.45, 0.6, 0.8),
    "across": (0.0, 0.02, 0.04, 0.055, 0.07, 0.085, 0.1),
    "benefit": (0.0, 0.1, 0.2, 0.3),
}
ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Asked:
    """What was found for a question, and the id of the article that has its answer."""

    found: Found
    gold: str


def main() -> None:
    """Find once, then weigh again and again."""
    made = parser(__doc__ or "")
    made.add_argument("--encoder", type=Path, default=embeddings_folder() / "encoder")
    arguments = made.parse_args()
    encoder = OnnxEncoder(arguments.encoder)
    sets = {name: read_set(arguments.datasets, name, arguments.limit, "tune") for name in SETS}
    everything = [example for examples in sets.values() for example in examples]
    asked = {name: list(find_all(encoder, examples, examples)) for name, examples in sets.items()}
    together = iter(find_all(encoder, everything, everything))
    asked |= {f"mixed: {name}": list(islice(together, len(examples))) for name, examples in sets.items()}
    chosen = climb(asked)
    table = {"in use": Fusion(), "chosen": chosen}
    figures = {row: {**asdict(fusion), "figures": measure(asked, fusion)} for row, fusion in table.items()}
    record("fusion", figures)


def find_all(encoder: OnnxEncoder, held: Sequence[Example], questions: Sequence[Example]) -> Iterator[Asked]:
    """Every question, asked of a library of the contexts of `held`."""
    with tempfile.TemporaryDirectory() as folder, library_of(held, encoder, folder) as library:
        retriever = Retriever(library, encoder, terms, load_lexicon())
        for example in questions:
            vector = retriever.embed(example.question)
            found = retriever.find(example.question, retriever.candidates, None, vector)
            yield Asked(found, context_id(example.context or ""))


def climb(asked: dict[str, list[Asked]]) -> Fusion:
    """The best weights that changing one at a time leads to."""
    chosen = Fusion()
    for _ in range(ROUNDS):
        before = chosen
        for name, values in STEPS.items():
            tried = [chosen, *(replace(chosen, **{name: value}) for value in values)]
            chosen = max(tried, key=lambda fusion: worth(asked, fusion))
        if chosen == before:
            break
    return chosen


def worth(asked: dict[str, list[Asked]], fusion: Fusion) -> float:
    """The mean of all figures."""
    return float(np.mean([list(figures.values()) for figures in measure(asked, fusion).values()]))


def measure(asked: dict[str, list[Asked]], fusion: Fusion) -> dict[str, dict[str, float]]:
    """R@1 and mean reciprocal rank among the first ten, in percent, by set."""
    retriever = Retriever(None, None, None, fusion=fusion)  # type: ignore[arg-type]  # weighing needs none
    figures = {}
    for name, questions in asked.items():
        ranks = np.array([rank_of(retriever, one) for one in questions])
        reciprocal = np.where(ranks <= 10, 1 / ranks, 0.0)
        figures[name] = {
            "R@1": round(100 * float((ranks == 1).mean()), 2),
            "MRR": round(100 * float(reciprocal.mean()), 2),
        }
    return figures


def rank_of(retriever: Retriever, asked: Asked) -> float:
    """At which place the right article stands, from 1; infinite where it was not found."""
    hits = best(retriever.fuse(asked.found), 10)
    ids = [hit.passage.article.id for hit in hits]
    return float(ids.index(asked.gold) + 1) if asked.gold in ids else float("inf")


if __name__ == "__main__":
    main()
