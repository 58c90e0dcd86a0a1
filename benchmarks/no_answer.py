"""How well a reader knows that a passage does not answer, at the margin that costs at most two points of F1.

    python benchmarks/no_answer.py --datasets DIR [--limit 1000] [--reader DIR]

SQuAD's development questions and SQuAD 2.0's unanswerable ones, each on its own paragraph; then questions of
four sets on their own paragraphs and on the best wrong ones that our own search finds for them, as the reader
meets them in a library. The margin below which the reader is silent is chosen on half of the articles and
measured on the other half, both ways round.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from zlib import crc32

import numpy as np
from record import record
from sets import parser, read_set

from qa_bot import QABot
from qa_bot.citing import polished
from qa_bot.evaluation.dataset import Example, articles_of
from qa_bot.evaluation.scores import score_example
from qa_bot.models.choose import load_reader
from qa_bot.models.shipped import embeddings_folder
from qa_bot.ports import Reader
from qa_bot.settings import Settings
from qa_bot.text.language import detect_question
from qa_bot.training.examples import TrainingExample
from qa_bot.training.mining import mine
from qa_bot.types import Article, Language, Passage, Span

COST = 0.02
SEARCHED = ("squad dev", "korquad", "korean to english", "english to korean")


@dataclass(frozen=True, slots=True)
class Read:
    """What came of one question: margin and F1 of the best candidate."""

    margin: float
    f1: float
    is_answerable: bool
    half: int


def main() -> None:
    """Read, choose, measure and record."""
    made = parser(__doc__ or "")
    made.add_argument("--reader", type=Path, default=embeddings_folder() / "reader")
    arguments = made.parse_args()
    datasets, limit = arguments.datasets, arguments.limit
    reader = load_reader(replace(Settings(), reader=str(arguments.reader)))
    record("no answer", figures_of(datasets, limit, arguments.reader))
    for name, examples in found_by_search(datasets, limit).items():
        record(f"no answer, found by search: {name}", measure_both([read(reader, e) for e in examples]))


def figures_of(datasets: Path, limit: int, folder: Path) -> dict[str, float]:
    """The figures of the reader in `folder` for SQuAD 2.0."""
    reader = load_reader(replace(Settings(), reader=str(folder)))
    examples = [
        example for name in ("squad dev", "squad unanswerable") for example in read_set(datasets, name, limit)
    ]
    return measure_both([read(reader, example) for example in examples])


def found_by_search(datasets: Path, limit: int) -> dict[str, list[Example]]:
    """Of each set its questions as they are, and without answers on what search finds for them.

    One library holds the paragraphs of all sets. A paragraph that has the answer's words is not taken.
    """
    asked = {name: read_set(datasets, name, limit) for name in SEARCHED}
    with tempfile.TemporaryDirectory() as folder, QABot.open(folder) as bot:
        bot.add(*articles_of([example for examples in asked.values() for example in examples]))
        return {
            name: [*examples, *(wrong for example in examples for wrong in _mistaken(bot, example))]
            for name, examples in asked.items()
        }


def _mistaken(bot: QABot, example: Example) -> Iterator[Example]:
    gold = example.answers[0]
    asked = TrainingExample(
        example.question, example.context or "", example.title, gold.start or 0, gold.text
    )
    for wrong in mine([asked], bot.search):
        yield replace(example, context=wrong.text, answers=(), language=_language(wrong.text))


def _language(text: str) -> Language:
    return "ko" if detect_question(text) == "ko" else "en"


def measure_both(reads: Sequence[Read]) -> dict[str, float]:
    """Means of both ways round."""
    figures = [measure(reads, chosen_on) for chosen_on in (0, 1)]
    return {name: round(float(np.mean([f[name] for f in figures])), 2) for name in figures[0]}


def read(reader: Reader, example: Example) -> Read:
    """The best candidate for a question on its own paragraph."""
    text = example.context or ""
    passage = Passage(Article("a", "", text, example.language), Span(0, len(text)))
    best = reader.read(example.question, [passage])[0]
    said = score_example(polished(best).text, example)
    half = crc32(example.title.encode()) % 2
    return Read(best.margin, said.f1 if example.is_answerable else 0.0, example.is_answerable, half)


def measure(reads: Sequence[Read], chosen_on: int) -> dict[str, float]:
    """Figures in percent, on the articles that the margin was not chosen on."""
    margin = choose_margin([one for one in reads if one.half == chosen_on])
    measured = [one for one in reads if one.half != chosen_on]
    answerable = [one for one in measured if one.is_answerable]
    unanswerable = [one.margin for one in measured if not one.is_answerable]
    return {
        "margin": margin,
        "answerable f1, always answered": 100 * float(np.mean([one.f1 for one in answerable])),
        "answerable f1": 100 * mean_f1(answerable, margin),
        "unanswerable turned down": 100 * float(np.mean([m < margin for m in unanswerable])),
        "unanswerable turned down at 0": 100 * float(np.mean([m < 0 for m in unanswerable])),
        "answerable f1 at 0": 100 * mean_f1(answerable, 0.0),
        "area under the curve": 100 * area([one.margin for one in answerable], unanswerable),
    }


def choose_margin(reads: Sequence[Read]) -> float:
    """The highest margin at which the answerable questions lose no more than `COST`."""
    answerable = [one for one in reads if one.is_answerable]
    least = mean_f1(answerable, -np.inf) - COST
    return max(m for m in sorted(one.margin for one in reads) if mean_f1(answerable, m) >= least)


def mean_f1(answerable: Sequence[Read], margin: float) -> float:
    """F1 where everything below `margin` is left unanswered."""
    return float(np.mean([one.f1 if one.margin >= margin else 0.0 for one in answerable]))


def area(answerable: Sequence[float], unanswerable: Sequence[float]) -> float:
    """The chance that an answerable question has the larger margin of two."""
    above = np.asarray(answerable)[:, None] > np.asarray(unanswerable)[None, :]
    return float(above.mean())


if __name__ == "__main__":
    main()
