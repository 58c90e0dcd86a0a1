"""Articles without their texts: what a list of many shows, read at a fraction of the cost."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from qa_bot.types import Article, Language

# the edition that was paired with it, else the one that it names itself, so far as that is here
_STATEMENT = """
SELECT a.id, a.title, a.language, a.source, a.url, a.author, a.published, a.passage_count,
       coalesce((SELECT o.id FROM pairs p JOIN articles o ON o.key = p.other WHERE p.article = a.key),
                (SELECT o.id FROM articles o WHERE o.id = a.translation_of))
FROM articles a
"""


@dataclass(frozen=True, slots=True)
class Headline:
    """What is known of an article without reading it; `edition` is the id of the other one that is here."""

    id: str
    title: str
    language: Language
    source: str = ""
    url: str | None = None
    author: str | None = None
    published: datetime | None = None
    passages: int = 0
    edition: str | None = None

    @classmethod
    def of(cls, article: Article, passages: int, *, is_edition_here: bool = False) -> Headline:
        """The headline of an article that is at hand.

        >>> Headline.of(Article(id="a", title="금리", text="금리가 올랐다.", language="ko"), 1).title
        '금리'
        """
        return cls(
            id=article.id,
            title=article.title,
            language=article.language,
            source=article.source,
            url=article.url,
            author=article.author,
            published=article.published,
            passages=passages,
            edition=article.translation_of if is_edition_here else None,
        )

    @property
    def day(self) -> str:
        """The calendar day of publication as the article states it, or ""."""
        return self.published.date().isoformat() if self.published else ""


def newest_first(headlines: Iterable[Headline]) -> list[Headline]:
    """By time of publication, those without one last, ties by id."""
    by_id = sorted(headlines, key=lambda headline: headline.id)
    return sorted(by_id, key=_printed_time, reverse=True)


def read_headlines(connection: sqlite3.Connection) -> list[Headline]:
    """All of them, newest first."""
    return newest_first(_headline(*row) for row in connection.execute(_STATEMENT))


def _printed_time(headline: Headline) -> str:
    # without the zone, for some newspapers state one and others don't
    return headline.published.replace(tzinfo=None).isoformat() if headline.published else ""


def _headline(
    article_id: str,
    title: str,
    language: Language,
    source: str,
    url: str | None,
    author: str | None,
    published: str | None,
    passages: int,
    edition: str | None,
) -> Headline:
    time = datetime.fromisoformat(published) if published else None
    return Headline(article_id, title, language, source, url, author, time, passages, edition)
