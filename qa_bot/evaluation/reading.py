"""Task `read`: every question on its own context, or on the article that answers it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, runtime_checkable

from qa_bot.errors import ConfigError
from qa_bot.evaluation.dataset import articles_of, context_id
from qa_bot.evaluation.documents import article_asked, articles_by_name
from qa_bot.evaluation.example import Example
from qa_bot.evaluation.progress import track
from qa_bot.evaluation.quality import Outcome, Qualities
from qa_bot.evaluation.report import ReadingReport
from qa_bot.evaluation.scores import score_example
from qa_bot.ports import Reader
from qa_bot.types import Article, Candidate, Passage, Span

Split = Callable[[Article], Sequence[Passage]]
Postprocess = Callable[[Candidate], Candidate]

_BATCH = 32


@runtime_checkable
class BatchReader(Protocol):
    """A reader that can also read for many questions in one pass."""

    def read_many(self, questions: Sequence[tuple[str, Sequence[Passage]]]) -> list[list[Candidate]]:
        """What `read` gives for each question and its passages, in the same order."""
        ...


@dataclass(frozen=True, slots=True)
class Reading:
    """A question with the one article that it is read on."""

    example: Example
    article: Article


def evaluate_reading(
    examples: Sequence[Example],
    reader: Reader,
    *,
    articles: Iterable[Article] = (),
    split: Split | None = None,
    postprocess: Postprocess | None = None,
    no_answer_threshold: float | None = 0.0,
    progress: bool = True,
) -> ReadingReport:
    """Scores of the reader's best candidates.

    `articles` are those that questions on articles name: each is read on the article of its first answer
    and scored by that article's answers; unanswerable ones are skipped. `split` cuts an article into
    passages; without it, the article is one passage. `postprocess` may move the best candidate's span.

    In a set with unanswerable questions, a best candidate whose margin (in logits) is less than
    `no_answer_threshold` says that there is no answer; None, or a set where all have one, lets every
    question have its best candidate, as the official scores want it.

    `ConfigError` for a set without questions to read, or for a named article that is not among `articles`.
    """
    readings = _readings(examples, articles)
    if not readings:
        raise ConfigError("no question to read: each needs a context, or an answer that names an article")
    is_threshold_used = not all(reading.example.is_answerable for reading in readings)
    threshold = no_answer_threshold if is_threshold_used else None
    outcomes = []
    best = _best_candidates(readings, reader, split)
    for reading, candidate in zip(track(readings, "read", is_shown=progress), best, strict=True):
        said = _said(candidate, threshold, postprocess)
        outcomes.append(Outcome(reading.example, score_example(said, reading.example)))
    return ReadingReport(Qualities.of(outcomes), skipped=len(examples) - len(readings))


def _readings(examples: Sequence[Example], articles: Iterable[Article]) -> list[Reading]:
    # The official scores are of question and context alone, so no reader sees the title.
    by_context = {article.id: replace(article, title="") for article in articles_of(examples)}
    by_name = articles_by_name(articles)
    readings = []
    for example in examples:
        if example.context is not None:
            readings.append(Reading(example, by_context[context_id(example.context)]))
        elif example.is_answerable:
            asked = article_asked(example, by_name)
            doc = example.answers[0].doc
            golds = tuple(gold for gold in example.answers if gold.doc == doc)
            readings.append(Reading(replace(example, answers=golds, language=asked.language), asked))
    return readings


def _best_candidates(
    readings: Sequence[Reading], reader: Reader, split: Split | None
) -> Iterator[Candidate | None]:
    """The best candidate of each reading, in order; None where the reader proposes nothing."""
    passages: dict[str, Sequence[Passage]] = {}
    for first in range(0, len(readings), _BATCH):
        asked = []
        for reading in readings[first : first + _BATCH]:
            article = reading.article
            if article.id not in passages:
                passages[article.id] = split(article) if split else [_whole(article)]
            asked.append((reading.example.question, passages[article.id]))
        for candidates in _read(asked, reader):
            yield candidates[0] if candidates else None


def _read(asked: Sequence[tuple[str, Sequence[Passage]]], reader: Reader) -> Iterable[list[Candidate]]:
    if isinstance(reader, BatchReader):
        return reader.read_many(asked)
    return (reader.read(question, passages) for question, passages in asked)


def _whole(article: Article) -> Passage:
    return Passage(article, Span(0, len(article.text)))


def _said(candidate: Candidate | None, threshold: float | None, postprocess: Postprocess | None) -> str:
    if candidate is None or (threshold is not None and candidate.margin < threshold):
        return ""
    return (postprocess(candidate) if postprocess else candidate).text
