"""The statements that change a library, each inside a transaction that its caller holds.

A new state of an article is written over the old one in the same transaction, so the order of inserting and
deleting within it can't be seen: a reader finds the old state or the new one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from qa_bot.library import lexical, schema
from qa_bot.library.migrating import bring_up_to_date
from qa_bot.library.rows import article_columns
from qa_bot.library.stored_vectors import vectors_to_blobs
from qa_bot.ports import Vectors
from qa_bot.types import Article, Passage


@dataclass(frozen=True, slots=True)
class Entry:
    """An article ready to be stored: checked passages in order, their vectors and their terms."""

    article: Article
    passages: Sequence[Passage]
    vectors: Sequence[Vectors]
    bags: Sequence[Sequence[str]]


def store_entries(connection: sqlite3.Connection, entries: Sequence[Entry]) -> None:
    """Store articles with distinct ids, each in place of what stood under its id."""
    bring_up_to_date(connection)
    generation = begin_generation(connection)
    first = next_id = int(schema.read_meta(connection, "next_passage"))
    for entry in entries:
        key = _replace_row(connection, entry, generation, next_id)
        connection.executemany(
            "INSERT INTO passages VALUES (?, ?, ?, ?)",
            [(i, key, p.span.start, p.span.end) for i, p in enumerate(entry.passages, next_id)],
        )
        if entry.passages:
            row = (next_id, key, *vectors_to_blobs(entry.vectors))
            connection.execute("INSERT INTO vectors VALUES (?, ?, ?, ?, ?)", row)
        next_id += len(entry.passages)
    lexical.add_postings(connection, first, [bag for entry in entries for bag in entry.bags])
    schema.write_meta(connection, "next_passage", str(next_id))


def delete_article(connection: sqlite3.Connection, article_id: str) -> bool:
    """Delete an article with all that hangs on it; whether it was there."""
    row = _find_row(connection, article_id)
    if row is None:
        return False
    key, first, count = row
    _forget_passages(connection, begin_generation(connection), key, first, count)
    connection.execute("DELETE FROM articles WHERE key = ?", (key,))
    return True


def store_pairs(connection: sqlite3.Connection, pairs: Sequence[tuple[str, str]]) -> None:
    """Let these be the only pairs of editions."""
    begin_generation(connection)
    connection.execute("DELETE FROM pairs")
    for left, right in pairs:
        for one, other in ((left, right), (right, left)):
            connection.execute(
                "INSERT INTO pairs SELECT a.key, o.key "
                "FROM articles a, articles o WHERE a.id = ? AND o.id = ?",
                (one, other),
            )


def begin_generation(connection: sqlite3.Connection) -> int:
    """Count this write, so that others notice it."""
    generation = int(schema.read_meta(connection, "generation")) + 1
    schema.write_meta(connection, "generation", str(generation))
    return generation


def begin_epoch(connection: sqlite3.Connection, fingerprint: str, dimension: int) -> None:
    """Say that from this write on all vectors are of another encoder."""
    generation = begin_generation(connection)
    schema.write_meta(connection, "epoch", str(generation))
    schema.write_meta(connection, "fingerprint", fingerprint)
    schema.write_meta(connection, "dimension", str(dimension))
    connection.execute("DELETE FROM removals")  # only indexes of an earlier epoch would have asked for them


def _replace_row(connection: sqlite3.Connection, entry: Entry, generation: int, first_passage: int) -> int:
    """The key of the article's row; a replaced article keeps its key, and so its pair."""
    columns = article_columns(entry.article)
    columns |= {"first_passage": first_passage, "passage_count": len(entry.passages)}
    names = ", ".join(columns)
    values = ", ".join(f":{name}" for name in columns)
    old = _find_row(connection, entry.article.id)
    if old is None:
        statement = f"INSERT INTO articles ({names}) VALUES ({values})"  # noqa: S608 - our columns
        return int(connection.execute(statement, columns).lastrowid or 0)
    _forget_passages(connection, generation, *old)
    statement = f"UPDATE articles SET ({names}) = ({values}) WHERE key = {old[0]}"  # noqa: S608
    connection.execute(statement, columns)
    return old[0]


def _find_row(connection: sqlite3.Connection, article_id: str) -> tuple[int, int, int] | None:
    row: tuple[int, int, int] | None = connection.execute(
        "SELECT key, first_passage, passage_count FROM articles WHERE id = ?", (article_id,)
    ).fetchone()
    return row


def _forget_passages(
    connection: sqlite3.Connection, generation: int, key: int, first: int, count: int
) -> None:
    if not count:
        return
    lexical.remove_postings(connection, first, count)
    connection.execute("DELETE FROM passages WHERE article = ?", (key,))
    connection.execute("DELETE FROM vectors WHERE article = ?", (key,))
    connection.execute("INSERT INTO removals VALUES (?, ?, ?)", (generation, first, count))
