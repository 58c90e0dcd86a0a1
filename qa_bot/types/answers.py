"""An answer: citations, or why there are none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from qa_bot.types.articles import Article
from qa_bot.types.passages import Citation, Passage
from qa_bot.types.spans import Span


@dataclass(frozen=True, slots=True)
class Answer:
    """What the articles say to a question, best citation first; falsy when they say nothing.

    `confidence` is the share of such answers that are right, 0 to 1. Without citations, `nearest` holds
    the passages that came closest and `reason` says in a sentence why there is no answer. Where stories of
    other days answer otherwise, `other_reports` holds what they say, latest first.
    """

    question: str
    citations: tuple[Citation, ...] = ()
    confidence: float = 0.0
    nearest: tuple[Passage, ...] = field(default=())
    reason: str = ""
    other_reports: tuple[Citation, ...] = ()

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
            "other_reports": [citation.to_dict() for citation in self.other_reports],
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
            # answers that were stored before 0.11 have none
            other_reports=tuple(Citation.from_dict(item) for item in data.get("other_reports", ())),
        )
