"""What a filter lets through, said once for SQL and once for Python."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import get_args

from qa_bot.errors import ConfigError
from qa_bot.types import Article, Filters, Language

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Conditions:
    """Checked filters: days are real ones, the source is folded for comparison."""

    language: str | None = None
    source: str | None = None
    since: str | None = None
    until: str | None = None

    @classmethod
    def of(cls, filters: Filters | None) -> Conditions:
        """The conditions of `filters`; `ConfigError` for a language or a day that is none, or days exchanged.

        >>> Conditions.of(Filters(since="어제"))
        Traceback (most recent call last):
        qa_bot.errors.ConfigError: since is "어제", which is no date; use YYYY-MM-DD
        """
        if filters is None:
            return cls()
        if filters.language is not None and filters.language not in get_args(Language):
            known = ", ".join(get_args(Language))
            raise ConfigError(f'language is "{filters.language}"; use one of {known}')
        since, until = _checked_days(filters.since, filters.until)
        return cls(
            language=filters.language,
            source=None if filters.source is None else _checked_source(filters.source),
            since=since,
            until=until,
        )

    def __bool__(self) -> bool:
        return any(value is not None for value in (self.language, self.source, self.since, self.until))

    def admits(self, article: Article) -> bool:
        """Whether the article passes."""
        day = published_day(article) or ""
        places = (fold(article.source), fold(article.url or ""))
        return (
            self.language in (None, article.language)
            and (self.source is None or any(self.source in place for place in places))
            and (self.since is None or day >= self.since)
            and (self.until is None or "" < day <= self.until)
        )

    def where(self) -> tuple[str, dict[str, str]]:
        """The same as an SQL condition on a row of `articles`, and its parameters."""
        parts = {
            "language": "language = :language",
            # instr, not LIKE: nothing in it is a wildcard
            "source": "(instr(source_folded, :source) > 0 OR instr(url_folded, :source) > 0)",
            "since": "published_day >= :since",
            "until": "published_day <= :until",
        }
        given = {name: getattr(self, name) for name in parts if getattr(self, name) is not None}
        return " AND ".join(parts[name] for name in given) or "1", given


def fold(text: str) -> str:
    r"""Text as sources are compared: composed, and without regard to case.

    >>> fold("/NEWS/Ü.TXT") == fold("/news/u\u0308.txt")
    True
    """
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


def published_day(article: Article) -> str | None:
    """The calendar day of publication in the zone that the article states."""
    return article.published.date().isoformat() if article.published else None


def _checked_days(since: str | None, until: str | None) -> tuple[str | None, str | None]:
    first, last = _checked_day("since", since), _checked_day("until", until)
    if first and last and first > last:
        raise ConfigError(f'since is "{first}", later than until, "{last}"; exchange the two days')
    return first, last


def _checked_day(name: str, value: str | None) -> str | None:
    if value is None:
        return None
    try:
        if not _DAY.fullmatch(value):
            raise ValueError
        return date.fromisoformat(value).isoformat()
    except (TypeError, ValueError):
        raise ConfigError(f'{name} is "{value}", which is no date; use YYYY-MM-DD') from None


def _checked_source(value: str) -> str:
    if not is_storable(value):
        raise ConfigError(f"source is {value!a}, which holds half a character; remove it")
    return fold(value)


def is_storable(text: str) -> bool:
    """Whether the text can be written as UTF-8; a lone surrogate can't."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
