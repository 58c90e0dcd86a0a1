"""Questions written about news that nobody trains on, asked of a library of news.

They are those of `data/train/` whose passages are kept out of training: one half of these passages is for
choosing settings ("tune"), the other for figures ("report"). A quarter of the questions asks for something
that the news nearly says and does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from zlib import crc32

from sets import draw

from qa_bot.evaluation.dataset import Example, articles_of
from qa_bot.evaluation.example import Gold
from qa_bot.text.language import detect_question
from qa_bot.training.examples import TrainingExample
from qa_bot.training.written import KEPT_OF, is_kept, read_written
from qa_bot.types import Article

WRITTEN = Path(__file__).parent.parent / "data" / "train"
NEWS = "text"
UNANSWERED_SHARE = 0.25
# Passages in the library beside those that are asked about, so that there is something to mistake.
OTHERS = 400


def read_news(datasets: Path, limit: int, part: str = "report") -> list[Example]:
    """`limit` questions about kept news of that part, "tune" or "report", drawn by a fixed seed."""
    kept = [example for example in _written(datasets) if is_kept(example) and _part(example) == part]
    unanswered = round(UNANSWERED_SHARE * limit)
    chosen = [
        *draw([_as_example(one) for one in kept if one.start is not None], limit - unanswered),
        *draw([_as_example(one) for one in kept if one.start is None], unanswered),
    ]
    return sorted(chosen, key=lambda example: example.id)


def news_articles(datasets: Path, asked: Sequence[Example]) -> list[Article]:
    """What is asked about, and other news beside it."""
    others = [_as_example(one) for one in _written(datasets) if not is_kept(one)]
    return articles_of([*asked, *others])[: len(articles_of(asked)) + OTHERS]


def _written(datasets: Path) -> list[TrainingExample]:
    files = sorted(WRITTEN.glob("*.jsonl"))
    return [example for file in files for example in read_written(file, datasets, NEWS)]


def _part(example: TrainingExample) -> str:
    return ("tune", "report")[crc32(example.text.encode()) // KEPT_OF % 2]


def _as_example(one: TrainingExample) -> Example:
    gold = () if one.start is None else (Gold(one.answer, one.start),)
    passage, asked = detect_question(one.text), detect_question(one.question)
    name = f"{crc32(one.text.encode()):08x} {one.question}"
    return Example(name, one.title, one.text, one.question, gold, passage, asked, one.kind)
