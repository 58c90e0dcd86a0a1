"""Looks for damage that no single search would notice."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from qa_bot.filters import Conditions
from qa_bot.library import feedback, lexical, schema
from qa_bot.library.rows import article_columns, find_article, read_articles
from qa_bot.library.stored_vectors import checksum_of, counts_column, read_counts, stored_type
from qa_bot.library.vector_store import cache_problem

_DERIVED = ("content_hash", "checksum", "published_day", "source_folded", "url_folded")
_STORED = f"SELECT id, {', '.join(_DERIVED)} FROM articles"  # noqa: S608 - constants


def find_problems(connection: sqlite3.Connection, folder: Path, splitter: str) -> Iterator[str]:
    """Everything that is wrong with the connection's state, a sentence each."""
    yield from _file_problems(connection)
    yield from _text_problems(connection)
    yield from _vector_problems(connection)
    yield from lexical.find_problems(connection)
    yield from _term_problems(connection, splitter)
    yield from feedback.find_problems(connection)
    if problem := cache_problem(connection, folder):
        yield problem


def _file_problems(connection: sqlite3.Connection) -> Iterator[str]:
    for (message,) in connection.execute("PRAGMA integrity_check"):
        if message != "ok":
            yield f"SQLite: {message}"
    for table, *_ in connection.execute("PRAGMA foreign_key_check"):
        yield f"a row of {table} belongs to an article that does not exist"


def _text_problems(connection: sqlite3.Connection) -> Iterator[str]:
    stored = {row[0]: row[1:] for row in connection.execute(_STORED)}
    spans: dict[str, list[tuple[int, int, int]]] = {}
    for article_id, *span in connection.execute(
        "SELECT a.id, p.id - a.first_passage, p.start_at, p.end_at "
        "FROM articles a JOIN passages p ON p.article = a.key ORDER BY p.id"
    ):
        spans.setdefault(article_id, []).append(tuple(span))
    counts = dict(connection.execute("SELECT id, passage_count FROM articles"))
    for article in read_articles(connection, Conditions()):
        stated = find_article(connection, article.id, as_stated=True) or article
        columns = article_columns(stated)
        if tuple(columns[name] for name in _DERIVED) != stored[article.id]:
            yield f"article {article.id}: it is not as it was added"
        found = spans.get(article.id, [])
        if [position for position, _, _ in found] != list(range(counts[article.id])):
            yield f"article {article.id}: {len(found)} of its {counts[article.id]} passages are in place"
        for _, start, end in found:
            if not 0 <= start < end <= len(article.text):
                yield f"article {article.id}: passage {start}-{end} reaches past its text"


def _vector_problems(connection: sqlite3.Connection) -> Iterator[str]:
    width = stored_type(connection).itemsize * int(schema.read_meta(connection, "dimension"))
    rows = connection.execute(
        f"SELECT a.id, a.first_passage, a.passage_count, v.first_passage, v.checksum, v.data, "  # noqa: S608
        f"{counts_column(connection)} "
        "FROM articles a LEFT JOIN vectors v ON v.article = a.key ORDER BY a.id"
    )
    for article_id, first, count, stored_first, checksum, data, stored in rows:
        rest = len(data or b"") % width
        counts = read_counts(None if len(stored or b"") % 2 else stored, len(data or b"") // width)
        is_whole = not rest and len(counts) == count and counts.sum() * width == len(data or b"")
        if not is_whole or (count and stored_first != first):
            yield f"article {article_id}: its vectors are not those of its {count} passages"
        elif count and checksum_of(data, stored) != checksum:
            yield f"article {article_id}: its vectors are not the vectors that were added"


def _term_problems(connection: sqlite3.Connection, splitter: str) -> Iterator[str]:
    indexed = lexical.count_passages(connection)
    passages = connection.execute("SELECT count(*) FROM passages").fetchone()[0]
    if indexed != passages:
        yield f"the terms index knows {indexed} passages of {passages}"
    stored = schema.read_meta(connection, "splitter")
    if stored != splitter:
        yield f'its terms were cut by "{stored}", questions are cut by "{splitter}"; build the terms anew'
