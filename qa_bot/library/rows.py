"""Articles and passages as rows of SQLite, and back."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from qa_bot.filters import Conditions, fold, is_storable, published_day
from qa_bot.library.ranges import Ranges
from qa_bot.types import Article, Hit, Passage, Span

_STATED = "a.id, a.title, a.text, a.language, a.source, a.url, a.author, a.published, a.modified"
# the edition that was paired with it, else the one that the article itself names
_OTHER = (
    "coalesce((SELECT o.id FROM pairs p JOIN articles o ON o.key = p.other WHERE p.article = a.key), "
    "a.translation_of)"
)
_PART = 500  # SQLite before 3.32 takes 999 variables


def content_hash(article: Article) -> bytes:
    """Equal for two articles exactly when they say the same in the same language."""
    return hashlib.sha256(f"{article.language}\0{article.text}".encode()).digest()


def checksum(article: Article) -> int:
    """Over all stated fields, so that damage to any of them is noticed."""
    return zlib.crc32(json.dumps(article.to_dict(), sort_keys=True).encode())


def article_columns(article: Article) -> dict[str, Any]:
    """The article's values by column, those that are only searched included."""
    stated = article.to_dict()
    return {
        **stated,
        "published_day": published_day(article),
        "source_folded": fold(article.source),
        "url_folded": fold(article.url or ""),
        "content_hash": content_hash(article),
        "checksum": checksum(article),
    }


def find_article(
    connection: sqlite3.Connection, article_id: str, *, as_stated: bool = False
) -> Article | None:
    """The article of that id; `as_stated` leaves out what pairing found."""
    if not is_storable(article_id):
        return None
    other = "a.translation_of" if as_stated else _OTHER
    statement = f"SELECT {_STATED}, {other} FROM articles a WHERE a.id = ?"  # noqa: S608 - constants
    row = connection.execute(statement, (article_id,)).fetchone()
    return _article(row) if row else None


def read_articles(connection: sqlite3.Connection, conditions: Conditions) -> Iterator[Article]:
    """The articles that pass, ordered by id."""
    where, values = conditions.where()
    statement = f"SELECT {_STATED}, {_OTHER} FROM articles a WHERE {where} ORDER BY a.id"  # noqa: S608
    for row in connection.execute(statement, values):
        yield _article(row)


def read_passages(connection: sqlite3.Connection, article: Article) -> tuple[Passage, ...]:
    """The article's passages in reading order."""
    rows = connection.execute(
        "SELECT p.start_at, p.end_at FROM passages p JOIN articles a ON a.key = p.article "
        "WHERE a.id = ? ORDER BY p.start_at",
        (article.id,),
    )
    return tuple(Passage(article, Span(start, end)) for start, end in rows)


def read_ranges(connection: sqlite3.Connection, conditions: Conditions) -> Ranges | None:
    """The passages of the articles that pass; None when nothing is filtered."""
    if not conditions:
        return None
    where, values = conditions.where()
    statement = f"SELECT first_passage, passage_count FROM articles WHERE {where}"  # noqa: S608
    return Ranges.of(connection.execute(statement, values))


def read_hits(connection: sqlite3.Connection, scores: dict[int, float], k: int) -> list[Hit]:
    """The k best of the scored passages as hits, ties by passage id."""
    if len(scores) > k:
        scores = dict(_cut_ties(connection, scores, k))
    statement = (
        f"SELECT p.id, p.start_at, p.end_at, {_STATED}, {_OTHER} "  # noqa: S608 - constants
        "FROM passages p JOIN articles a ON a.key = p.article WHERE p.id IN ({marks})"
    )
    articles: dict[str, Article] = {}
    hits = []
    for row in _select_in(connection, statement, list(scores)):
        if row[3] not in articles:
            articles[row[3]] = _article(row[3:])
        hits.append(Hit(Passage(articles[row[3]], Span(row[1], row[2])), scores[row[0]]))
    return sorted(hits, key=lambda hit: (-hit.score, hit.passage.id))


def find_passage_keys(connection: sqlite3.Connection, passage_ids: Iterable[str]) -> dict[str, int]:
    """The row id of each passage that is there."""
    keys = {}
    for passage_id in passage_ids:
        article_id, _, start = passage_id.rpartition(":")
        if not (start.isascii() and start.isdecimal() and len(start) < 16 and str(int(start)) == start):
            continue
        if not is_storable(article_id):
            continue
        row = connection.execute(
            "SELECT p.id FROM passages p JOIN articles a ON a.key = p.article "
            "WHERE a.id = ? AND p.start_at = ?",
            (article_id, int(start)),
        ).fetchone()
        if row:
            keys[passage_id] = row[0]
    return keys


def _cut_ties(connection: sqlite3.Connection, scores: dict[int, float], k: int) -> list[tuple[int, float]]:
    statement = (
        "SELECT p.id, a.id, p.start_at FROM passages p JOIN articles a ON a.key = p.article "
        "WHERE p.id IN ({marks})"
    )
    names = {
        key: f"{article}:{start}" for key, article, start in _select_in(connection, statement, list(scores))
    }
    return sorted(scores.items(), key=lambda item: (-item[1], names[item[0]]))[:k]


def _select_in(connection: sqlite3.Connection, statement: str, keys: Sequence[int]) -> Iterator[Any]:
    for start in range(0, len(keys), _PART):
        part = keys[start : start + _PART]
        yield from connection.execute(statement.replace("{marks}", ", ".join("?" * len(part))), part)


def _article(row: Sequence[Any]) -> Article:
    article_id, title, text, language, source, url, author, published, modified, other = row
    return Article(
        id=article_id,
        title=title,
        text=text,
        language=language,
        source=source,
        url=url,
        author=author,
        published=datetime.fromisoformat(published) if published else None,
        modified=datetime.fromisoformat(modified) if modified else None,
        translation_of=other,
    )
