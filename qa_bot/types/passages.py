"""Places in an article: a passage, which is searched and read, and a citation, which is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from qa_bot.errors import SpanError
from qa_bot.types.articles import Article
from qa_bot.types.spans import Span


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
