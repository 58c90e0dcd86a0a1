"""Looks for damage that no single search would notice, and says what to do about it."""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from qa_bot.filters import Conditions
from qa_bot.library import feedback, lexical, schema
from qa_bot.library.faults import RESTORE, shortened
from qa_bot.library.rows import article_columns, find_article, read_articles
from qa_bot.library.stored_vectors import checksum_of, counts_column, read_counts, stored_type
from qa_bot.library.vector_store import cache_problem

_DERIVED = ("content_hash", "checksum", "published_day", "source_folded", "url_folded")
_STORED = f"SELECT id, {', '.join(_DERIVED)} FROM articles"  # noqa: S608 - constants
_MOST_PLACES = 100  # SQLite stops looking there
_AGAIN = "remove it and add it again"


def find_problems(connection: sqlite3.Connection, folder: Path, splitter: str) -> Iterator[str]:
    """Everything that is wrong with the connection's state, a line each, with what to do about it.

    Where SQLite's own structure is damaged that is all: whatever else is found then follows from it.
    """
    if problem := _file_problem(connection, folder):
        yield problem
        return
    yield from _orphans(connection, folder)
    yield from _text_problems(connection)
    yield from _vector_problems(connection)
    yield from _term_problems(connection, folder, splitter)
    yield from feedback.find_problems(connection)
    if problem := cache_problem(connection, folder):
        yield problem


def _file_problem(connection: sqlite3.Connection, folder: Path) -> str | None:
    messages = [message for (message,) in connection.execute(f"PRAGMA integrity_check({_MOST_PLACES})")]
    # of one message SQLite makes several lines under a heading
    places = [
        line
        for message in messages
        for line in str(message).splitlines()
        if line != "ok" and not line.startswith("***")
    ]
    if not places:
        return None
    more = " or more" if len(places) >= _MOST_PLACES else ""
    where = "in one place" if len(places) == 1 else f"in {len(places)}{more} places"
    return f"{folder}: its SQLite file is damaged {where} ({shortened(places[0])}); {RESTORE}"


def _orphans(connection: sqlite3.Connection, folder: Path) -> Iterator[str]:
    found = Counter(table for table, *_ in connection.execute("PRAGMA foreign_key_check"))
    for table, count in sorted(found.items()):
        yield f"{folder}: its table {table} has {count} rows of articles that do not exist; {RESTORE}"


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
            yield f"article {article.id}: it is not as it was added; {_AGAIN}"
        found = spans.get(article.id, [])
        if [position for position, _, _ in found] != list(range(counts[article.id])):
            yield (
                f"article {article.id}: {len(found)} of its {counts[article.id]} passages are in place; "
                f"{_AGAIN}"
            )
        for _, start, end in found:
            if not 0 <= start < end <= len(article.text):
                yield f"article {article.id}: passage {start}-{end} reaches past its text; {_AGAIN}"


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
            yield f"article {article_id}: its vectors are not those of its {count} passages; {_AGAIN}"
        elif count and checksum_of(data, stored) != checksum:
            yield f"article {article_id}: its vectors are not those that were added; {_AGAIN}"


def _term_problems(connection: sqlite3.Connection, folder: Path, splitter: str) -> Iterator[str]:
    rows = connection.execute(
        "SELECT first_passage, passage_count, id FROM articles WHERE passage_count > 0 ORDER BY first_passage"
    ).fetchall()
    starts = [first for first, *_ in rows]
    wrong: Counter[int] = Counter()
    for passage in lexical.find_wrong(connection):
        at = bisect_right(starts, passage) - 1
        wrong[at if at >= 0 and passage < sum(rows[at][:2]) else -1] += 1
    for at, count in sorted(wrong.items()):
        if at >= 0:
            _, held, article_id = rows[at]
            yield f"article {article_id}: the terms of {count} of its {held} passages are damaged; {_AGAIN}"
    strays = wrong[-1] + lexical.count_strays(connection)
    indexed = lexical.count_passages(connection)
    passages = connection.execute("SELECT count(*) FROM passages").fetchone()[0]
    if strays or indexed != passages:
        yield f"{folder}: its terms are those of {indexed} passages, but it has {passages}; {RESTORE}"
    stored = schema.read_meta(connection, "splitter")
    if stored != splitter:
        yield (
            f'{folder}: its terms were cut by "{stored}", questions are cut by "{splitter}"; add the '
            "articles again in a new folder, or call rebuild_terms()"
        )
