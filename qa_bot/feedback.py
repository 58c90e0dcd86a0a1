"""What a reader thinks of an answer: right or wrong, what would be right, and a word about it."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

from qa_bot.errors import FeedbackError
from qa_bot.text.normalize import normalize, single_line
from qa_bot.types import Answer, Article

MOST_CHARACTERS = 2000


@dataclass(frozen=True, slots=True)
class Feedback:
    """A reader's mark on an answer, with the whole answer, so that it outlives the articles it quotes.

    `asked_at` is when the mark was made, in UTC. An answer that says nothing is right when the articles
    don't say.
    """

    id: str
    asked_at: datetime
    is_right: bool
    answer: Answer
    correction: str = ""
    comment: str = ""

    def __post_init__(self) -> None:
        if not self.id:
            raise ValueError("feedback needs an id")
        for name in ("correction", "comment"):
            _check_length(name, getattr(self, name), MOST_CHARACTERS)

    @classmethod
    def of(cls, answer: Answer, *, is_right: bool, correction: str = "", comment: str = "") -> Feedback:
        """A new mark, of now; its texts are normalised: NFC, the correction on one line.

        Raises `FeedbackError` for a text of more than 2,000 characters.

        >>> Feedback.of(Answer("언제?"), is_right=False, correction=" 5월  12일 ").correction
        '5월 12일'
        """
        return cls(
            id=secrets.token_hex(8),
            asked_at=datetime.now(timezone.utc),
            is_right=is_right,
            answer=answer,
            correction=_clean("correction", correction, single_line),
            comment=_clean("comment", comment, normalize),
        )

    @property
    def question(self) -> str:
        """What was asked."""
        return self.answer.question

    @property
    def articles(self) -> tuple[Article, ...]:
        """The articles that the answer and other reports quote, then those shown as nearest; each once."""
        found = [citation.article for citation in (*self.answer.citations, *self.answer.other_reports)]
        found += [passage.article for passage in self.answer.nearest]
        by_id: dict[str, Article] = {}
        for article in found:
            by_id.setdefault(article.id, article)
        return tuple(by_id.values())

    def to_dict(self) -> dict[str, Any]:
        """A JSON-ready mapping; `from_dict` takes it back."""
        return {
            "id": self.id,
            "asked_at": self.asked_at.isoformat(),
            "question": self.question,
            "is_right": self.is_right,
            "correction": self.correction,
            "comment": self.comment,
            "answer": self.answer.to_dict(),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Feedback:
        """The feedback that `to_dict` described."""
        return cls(
            id=data["id"],
            asked_at=datetime.fromisoformat(data["asked_at"]),
            is_right=data["is_right"],
            answer=Answer.from_dict(data["answer"]),
            correction=data["correction"],
            comment=data["comment"],
        )


def _clean(name: str, text: str, change: Callable[[str], str]) -> str:
    # Decomposed Hangul is up to three times as long; what is longer still need not be looked at.
    _check_length(name, text, 10 * MOST_CHARACTERS)
    return change(text).strip()


def _check_length(name: str, text: str, most: int) -> None:
    if len(text) > most:
        raise FeedbackError(f"the {name} has {len(text):,} characters; write at most {MOST_CHARACTERS:,}")
