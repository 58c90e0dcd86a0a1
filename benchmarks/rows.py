"""What a passage is to be found by: its own vector, its sentences', or sentences in the light of the whole.

    python benchmarks/rows.py --datasets DIR [--limit 600] [--part report] [--cut] [--encoder DIR]

Vectors alone, each set's contexts being its passages, as in `retrieval.py`, or cut into passages as a library
cuts them. A context is as near as the nearest of its rows. `qa_bot.multi_vector` makes the last sort.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from record import record
from sets import ONE_PART, PARTS, parser, read_set, recall_of

from qa_bot.evaluation.dataset import Example, articles_of, context_id
from qa_bot.models.onnx_encoder import OnnxEncoder
from qa_bot.models.onnx_reader import OnnxReader
from qa_bot.models.shipped import embeddings_folder
from qa_bot.multi_vector import embed_passages, sentences_of
from qa_bot.ports import Vectors
from qa_bot.text.chunking import chunk
from qa_bot.types import Article, Passage, Span

SETS = ("korquad", "squad dev", "new wikipedia", "korean to english", "english to korean")


def main() -> None:
    """Measure every set that has the part, and record the figures."""
    made = parser(__doc__ or "")
    made.add_argument("--part", choices=tuple(PARTS), default="report")
    made.add_argument("--cut", action="store_true", help="contexts cut into passages of 160 tokens")
    made.add_argument("--encoder", type=Path, default=embeddings_folder() / "encoder")
    arguments = made.parse_args()
    encoder = OnnxEncoder(arguments.encoder)
    cut = cut_by_reader if arguments.cut else leave_whole
    figures = {
        name: measure(encoder, read_set(arguments.datasets, name, arguments.limit, arguments.part), cut)
        for name in SETS
        if ONE_PART.get(name, (arguments.part,))[0] == arguments.part
    }
    is_shipped = arguments.encoder == embeddings_folder() / "encoder"
    record(
        f"rows, {arguments.part}"
        + (", cut" if arguments.cut else "")
        + ("" if is_shipped else f", {arguments.encoder.name}"),
        figures,
    )


def leave_whole(article: Article) -> list[Passage]:
    """The article as one passage."""
    return [Passage(article, Span(0, len(article.text)))]


def cut_by_reader(article: Article) -> list[Passage]:
    """The article's passages as a library has them."""
    return chunk(article, load_reader().count_tokens)


@cache
def load_reader() -> OnnxReader:
    """The shipped reader, loaded once."""
    return OnnxReader(embeddings_folder() / "reader")


def measure(
    encoder: OnnxEncoder, examples: Sequence[Example], cut: Callable[[Article], list[Passage]]
) -> dict[str, dict[str, float]]:
    """R@1, R@5 and how many rows, by what a passage is found by."""
    articles = articles_of(examples)
    ids = {article.id: place for place, article in enumerate(articles)}
    passages = [passage for article in articles for passage in cut(article)]
    whose = np.array([ids[passage.article.id] for passage in passages])
    gold = np.array([ids[context_id(example.context or "")] for example in examples], dtype=np.int64)
    questions = encoder.embed_queries([example.question for example in examples])
    ways: dict[str, list[Vectors]] = {
        "whole": [row[None, :] for row in encoder.embed_passages([p.indexed_text for p in passages])],
        "sentences": [encoder.embed_passages(sentences_of(p) or [p.text]) for p in passages],
        "both": embed_passages(encoder, passages),
    }
    return {
        way: {
            **{f"R@{k}": recall_of(nearest(questions, rows, whose), gold, k) for k in (1, 5)},
            "rows": sum(len(part) for part in rows),
        }
        for way, rows in ways.items()
    }


def nearest(questions: Vectors, rows: Sequence[Vectors], whose: NDArray[np.int64]) -> NDArray[np.float32]:
    """Of shape (questions, articles): the inner product with each article's nearest row; `whose` ascends."""
    owners = np.repeat(whose, [len(part) for part in rows])
    firsts = np.searchsorted(owners, np.arange(owners[-1] + 1))
    scores: NDArray[np.float32] = np.maximum.reduceat(questions @ np.concatenate(rows).T, firsts, axis=1)
    return scores


if __name__ == "__main__":
    main()
