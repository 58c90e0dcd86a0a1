"""Vectors as SQLite holds them: one row an article, each passage's vectors behind those of the one before."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa_bot.library import schema
from qa_bot.ports import Vectors

_STORED, _STORED_BEFORE = np.dtype("<f2"), np.dtype("<f4")
_COUNT = np.dtype("<u2")
_SEVERAL = 3  # the version of the schema with several vectors a passage, in float16
_ROWS_AT_ONCE = 16_384


def vectors_to_blobs(vectors: Sequence[Vectors]) -> tuple[int, bytes, bytes | None]:
    """Checksum, bytes and counts of the vectors of one article's passages, as they are stored."""
    data = np.concatenate(vectors).astype(_STORED).tobytes()
    counts = np.array([len(rows) for rows in vectors], dtype=_COUNT)
    stored = None if (counts == 1).all() else counts.tobytes()
    return checksum_of(data, stored), data, stored


def stored_type(connection: sqlite3.Connection) -> np.dtype[Any]:
    """What the numbers of the connection's vectors are."""
    return _STORED if schema.read_version(connection) >= _SEVERAL else _STORED_BEFORE


def counts_column(connection: sqlite3.Connection) -> str:
    """What to select for `vectors.counts`, which older libraries lack."""
    return "counts" if schema.read_version(connection) >= _SEVERAL else "NULL"


def checksum_of(data: bytes, counts: bytes | None) -> int:
    """Over the vectors and how many each passage has."""
    return zlib.crc32(counts or b"", zlib.crc32(data))


def read_counts(counts: bytes | None, rows: int) -> NDArray[np.int64]:
    """How many of the article's `rows` vectors each passage has."""
    if counts is None:
        return np.ones(rows, dtype=np.int64)
    return np.frombuffer(counts, dtype=_COUNT).astype(np.int64)


def read_article_vectors(connection: sqlite3.Connection, article_id: str) -> list[Vectors]:
    """The vectors of each of one article's passages in reading order; empty when it isn't there."""
    dimension = int(schema.read_meta(connection, "dimension"))
    counts, stored = counts_column(connection), stored_type(connection)
    row = connection.execute(
        f"SELECT data, {counts} FROM vectors "  # noqa: S608 - a column's name
        "WHERE article = (SELECT key FROM articles WHERE id = ?)",
        (article_id,),
    ).fetchone()
    if row is None:
        return []
    vectors = np.frombuffer(row[0], dtype=stored).reshape(-1, dimension).astype(np.float32)
    return np.split(vectors, np.cumsum(read_counts(row[1], len(vectors)))[:-1])


def count_vectors(connection: sqlite3.Connection, *, after: int = -1) -> int:
    """How many vectors the passages behind the id `after` have."""
    width = int(schema.read_meta(connection, "dimension")) * stored_type(connection).itemsize
    statement = "SELECT coalesce(sum(length(data)), 0) FROM vectors WHERE first_passage > ?"
    return int(connection.execute(statement, (after,)).fetchone()[0]) // width


def read_vectors(
    connection: sqlite3.Connection, dimension: int, *, after: int
) -> Iterator[tuple[NDArray[np.int64], Vectors]]:
    """Vectors of all passages behind `after` with their passages' ids, in ascending order, in large parts."""
    number = stored_type(connection)
    width = dimension * number.itemsize
    ids: list[NDArray[np.int64]] = []
    blobs: list[bytes] = []
    waiting = 0
    statement = (
        f"SELECT first_passage, data, {counts_column(connection)} FROM vectors "  # noqa: S608
        "WHERE first_passage > ? ORDER BY first_passage"
    )
    for first, data, stored in connection.execute(statement, (after,)):
        count, rest = divmod(len(data), width)
        counts = read_counts(stored, count)
        if rest or counts.sum() != count:
            raise ValueError(f"vectors of passage {first} have a length of {len(data)} bytes")
        ids.append(np.repeat(np.arange(first, first + len(counts)), counts))
        blobs.append(data)
        waiting += count
        if waiting >= _ROWS_AT_ONCE:
            yield _joined(ids, blobs, number, dimension)
            ids, blobs, waiting = [], [], 0
    if blobs:
        yield _joined(ids, blobs, number, dimension)


def _joined(
    ids: list[NDArray[np.int64]], blobs: list[bytes], number: np.dtype[Any], dimension: int
) -> tuple[NDArray[np.int64], Vectors]:
    vectors = np.frombuffer(b"".join(blobs), dtype=number).reshape(-1, dimension)
    return np.concatenate(ids), np.ascontiguousarray(vectors, dtype=np.float32)
