"""What a search looks for and finds, and what a reader proposes in it."""

from __future__ import annotations

from dataclasses import dataclass

from qa_bot.types.articles import Language
from qa_bot.types.passages import Citation, Passage
from qa_bot.types.spans import Span


@dataclass(frozen=True, slots=True)
class Filters:
    """Which articles a search may look at; None lets everything through.

    `source` is looked for in the article's source and URL, whatever the case. `since` and `until` are
    inclusive calendar days of publication; an article without a date passes neither.
    """

    language: Language | None = None
    source: str | None = None
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Translation:
    """Terms that may stand for those of a question, and the share of its terms, 0 to 1, that are covered."""

    terms: tuple[str, ...]
    share: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that a search found; higher scores are better.

    `lexical` is the share, 0 to 1, of the best possible BM25 that it reached by the question's words or their
    translations, 0 where it has none of them.
    """

    passage: Passage
    score: float
    lexical: float = 0.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span that a reader proposes, in passage coordinates.

    `score` is the sum of the unnormalised start and end logits, `no_answer_score` that of the no-answer
    position in the same pass: their difference, `margin`, compares across passages of one question.
    `is_statement` says that a whole sentence is the answer, whose edges are left as they are.
    """

    passage: Passage
    span: Span
    score: float
    no_answer_score: float = 0.0
    is_statement: bool = False

    def __post_init__(self) -> None:
        self.span.of(self.passage.text)

    @property
    def margin(self) -> float:
        """How much the reader prefers this span to saying nothing, in logits."""
        return self.score - self.no_answer_score

    @property
    def text(self) -> str:
        """The proposed words."""
        return self.span.of(self.passage.text)

    @property
    def citation(self) -> Citation:
        """The span as a place in its article."""
        return self.passage.cite(self.span)
