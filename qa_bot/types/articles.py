"""A news article, the one thing that has a text."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

Language = Literal["ko", "en", "other"]


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
