"""The nouns of the package: frozen values that can't be built wrong.

Offsets are Unicode code points, half-open, as in Python slices.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from qa_bot.errors import SpanError

Language = Literal["ko", "en", "other"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points, `0 <= start < end`.

    >>> Span(3, 7).of("금리 3.5% 인상")
    '3.5%'
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise SpanError(f"a span needs 0 <= start < end, not {self.start}, {self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The slice of `text`; `SpanError` when the span reaches past its end."""
        if self.end > len(text):
            raise SpanError(f"span {self.start}-{self.end} reaches past a text of {len(text)}")
        return text[self.start : self.end]

    def shift(self, offset: int) -> Span:
        """The same range, `offset` code points further on."""
        return Span(self.start + offset, self.end + offset)

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a code point; spans that only touch do not."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Article:
    """One news article in one language.

    `text` is the only string that spans index: NFC, not empty. `source` is the path or the URL that the
    article was read from and, with the record's own id where a file holds many, decides the `id`.
    `translation_of` is the id of the other edition, once that is known.
    """

    id: str
    title: str
    text: str
    language: Language
    source: str = ""
    url: str | None = None
    author: str | None = None
    published: datetime | None = None
    modified: datetime | None = None
    translation_of: str | None = None

    def __post_init__(self) -> None:
        if not self.id:
            raise ValueError("an article needs an id")
        if not self.text.strip():
            raise ValueError(f"article {self.id} has no text")
        if not unicodedata.is_normalized("NFC", self.text):
            raise ValueError(f"the text of article {self.id} is not NFC; normalise it first")

    def to_dict(self) -> dict[str, Any]:
        """A JSON-ready mapping; times are ISO 8601. `from_dict` takes it back."""
        return {
            "id": self.id,
            "title": self.title,
            "text": self.text,
            "language": self.language,
            "source": self.source,
            "url": self.url,
            "author": self.author,
            "published": self.published.isoformat() if self.published else None,
            "modified": self.modified.isoformat() if self.modified else None,
            "translation_of": self.translation_of,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Article:
        """The article that `to_dict` described."""
        times = {
            name: datetime.fromisoformat(data[name]) if data.get(name) else None
            for name in ("published", "modified")
        }
        return cls(**{**data, **times})


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of sentences of an article: what is searched, read and cited from.

    >>> article = Article(id="a", title="금리", text="금리. 한국은행이 올렸다.", language="ko")
    >>> Passage(article, Span(4, 13)).text
    '한국은행이 올렸다'
    """

    article: Article
    span: Span

    def __post_init__(self) -> None:
        self.span.of(self.article.text)

    @property
    def id(self) -> str:
        """The article's id and the span's start; unique within a library."""
        return f"{self.article.id}:{self.span.start}"

    @property
    def text(self) -> str:
        """The slice of the article's text."""
        return self.span.of(self.article.text)

    @property
    def heading(self) -> str:
        """Headline and date, as they stand before the text for search and reading.

        Empty for the first passage of an article whose text begins with its headline.
        """
        article = self.article
        if self.span.start == 0 and article.text.startswith(article.title):
            return ""
        date = article.published.date().isoformat() if article.published else ""
        return " · ".join(part for part in (article.title, date) if part)

    @property
    def indexed_text(self) -> str:
        """Heading and text: searched and read, never cited. The text comes last."""
        heading = self.heading
        return f"{heading}\n{self.text}" if heading else self.text

    def cite(self, span_in_passage: Span) -> Citation:
        """The one shift from passage to article coordinates."""
        span_in_passage.of(self.text)
        return Citation(self.article, span_in_passage.shift(self.span.start))


@dataclass(frozen=True, slots=True)
class Citation:
    """An exact place in an article; its quote is always `article.text[start:end]`."""

    article: Article
    span: Span

    def __post_init__(self) -> None:
        self.span.of(self.article.text)

    @property
    def start(self) -> int:
        """First code point of the quote in `article.text`."""
        return self.span.start

    @property
    def end(self) -> int:
        """One past the last code point of the quote in `article.text`."""
        return self.span.end

    @property
    def quote(self) -> str:
        """The words of the article."""
        return self.span.of(self.article.text)

    def to_dict(self) -> dict[str, Any]:
        """A JSON-ready mapping with the quote beside its article and offsets."""
        return {
            "quote": self.quote,
            "start": self.start,
            "end": self.end,
            "article": self.article.to_dict(),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Citation:
        """The citation that `to_dict` described; `SpanError` where the quote does not stand there."""
        citation = cls(Article.from_dict(data["article"]), Span(data["start"], data["end"]))
        if "quote" in data and data["quote"] != citation.quote:
            raise SpanError(f"quote {data['quote']!r} does not stand at {citation.start}-{citation.end}")
        return citation


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
class Translation:
    """Terms that may stand for those of a question, and the share of its terms, 0 to 1, that are covered."""

    terms: tuple[str, ...]
    share: float


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
class Answer:
    """What the articles say to a question, best citation first; falsy when they say nothing.

    `confidence` is the share of such answers that are right, 0 to 1. Without citations, `nearest` holds
    the passages that came closest and `reason` says in a sentence why there is no answer.
    """

    question: str
    citations: tuple[Citation, ...] = ()
    confidence: float = 0.0
    nearest: tuple[Passage, ...] = field(default=())
    reason: str = ""

    def __post_init__(self) -> None:
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"confidence is a share of 0 to 1, not {self.confidence}")

    def __bool__(self) -> bool:
        return bool(self.citations)

    @property
    def text(self) -> str | None:
        """The first citation's words, or None."""
        return self.citations[0].quote if self.citations else None

    def to_dict(self) -> dict[str, Any]:
        """A JSON-ready mapping; `from_dict` takes it back."""
        return {
            "question": self.question,
            "text": self.text,
            "confidence": self.confidence,
            "citations": [citation.to_dict() for citation in self.citations],
            "nearest": [
                {
                    "article": passage.article.to_dict(),
                    "start": passage.span.start,
                    "end": passage.span.end,
                }
                for passage in self.nearest
            ],
            "reason": self.reason,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Answer:
        """The answer that `to_dict` described."""
        return cls(
            question=data["question"],
            citations=tuple(Citation.from_dict(item) for item in data["citations"]),
            confidence=data["confidence"],
            nearest=tuple(
                Passage(Article.from_dict(item["article"]), Span(item["start"], item["end"]))
                for item in data["nearest"]
            ),
            reason=data["reason"],
        )
