"""The development sets that benchmarks read, by name, from a folder of datasets.

The folder is given by `--datasets` and holds `qa/NAME.jsonl.gz` in SQuAD's JSON lines form. Articles are
split by the checksum of their title. A quarter of them is held out of training: one half of it for choosing
weights and settings ("tune"), the other for the figures that are published ("report").
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qa_bot.evaluation.dataset import Example, articles_of, context_id, read_examples
from qa_bot.multi_vector import embed_passages
from qa_bot.ports import Embedder, Vectors
from qa_bot.training.examples import is_held_out_title
from qa_bot.types import Passage, Span

FILES = {
    "squad dev": "squad_v1_dev.en",
    "korquad": "korquad_dev_100.ko",
    "korean to english": "cross_koq_enp_squad",
    "english to korean": "cross_enq_kop",
    "new wikipedia": "squadshifts_new_wiki.en",
    "tydi ko": "tydiqa_goldp.ko",
    "klue": "klue_mrc_wiki.ko",
    "squad unanswerable": "squad_v2_dev_unanswerable.en",
}
PARTS = {"tune": range(12), "report": range(12, 25)}
# Some are for one part only. Three quarters of SQuAD's development articles are trained on, with questions
# that they don't answer, and measured on nowhere. The new Wikipedia has no part in training.
ONE_PART = {
    "squad dev": ("report", range(25)),
    "squad unanswerable": ("report", range(25)),
    "new wikipedia": ("tune", range(100)),
}


def parser(description: str) -> argparse.ArgumentParser:
    """A parser with the options that all benchmarks share."""
    made = argparse.ArgumentParser(description=description)
    made.add_argument("--datasets", type=Path, required=True, help="folder with qa/*.jsonl.gz")
    made.add_argument("--limit", type=int, default=1000, help="questions of each set, 0 for all")
    return made


def read_set(datasets: Path, name: str, limit: int, part: str = "report") -> list[Example]:
    """`limit` questions of a set's part, "tune" or "report", drawn by a fixed seed; 0 for all."""
    examples = read_examples(datasets / "qa" / f"{FILES[name]}.jsonl.gz")
    only, percents = ONE_PART.get(name, (part, PARTS[part]))
    if part != only:
        raise ValueError(f"{name} is for {only} only")
    return draw([e for e in examples if is_held_out_title(e.title, e.context or "", percents)], limit)


def embed(encoder: Embedder, examples: Sequence[Example]) -> tuple[Vectors, Vectors, NDArray[np.int64]]:
    """Vectors of the distinct contexts, vectors of the questions, and the row of each question's context."""
    articles = articles_of(examples)
    rows = {article.id: row for row, article in enumerate(articles)}
    gold = np.array([rows[context_id(example.context or "")] for example in examples], dtype=np.int64)
    passages = encoder.embed_passages([article.text for article in articles])
    return passages, encoder.embed_queries([example.question for example in examples]), gold


def embed_rows(
    encoder: Embedder, examples: Sequence[Example]
) -> tuple[Vectors, NDArray[np.int64], Vectors, NDArray[np.int64]]:
    """The rows that the distinct contexts are found by, whose each is, the questions, and whose is wanted."""
    articles = articles_of(examples)
    places = {article.id: place for place, article in enumerate(articles)}
    gold = np.array([places[context_id(example.context or "")] for example in examples], dtype=np.int64)
    rows = embed_passages(encoder, [Passage(article, Span(0, len(article.text))) for article in articles])
    whose = np.repeat(np.arange(len(rows)), [len(part) for part in rows])
    questions = encoder.embed_queries([example.question for example in examples])
    return np.concatenate(rows), whose, questions, gold


def recall(passages: Vectors, questions: Vectors, gold: NDArray[np.int64], k: int) -> float:
    """In percent, to a tenth, the questions whose passage is among the k nearest."""
    return recall_of(questions @ passages.T, gold, k)


def recall_of(scores: NDArray[np.float32], gold: NDArray[np.int64], k: int) -> float:
    """The same from the likeness of each question with each passage, of shape (questions, passages)."""
    better = (scores > scores[np.arange(len(gold)), gold][:, None]).sum(axis=1)
    return round(100 * float((better < k).mean()), 1)


def draw(examples: Sequence[Example], limit: int) -> list[Example]:
    """So many examples by a fixed seed, in their first order; 0 for all."""
    if not limit or limit >= len(examples):
        return list(examples)
    chosen = random.Random(11).sample(range(len(examples)), limit)
    return [examples[index] for index in sorted(chosen)]
