"""From the vectors in SQLite to an index in memory, and the graph's cache file beside them.

An exact index is read straight from SQLite: 50,000 vectors of 384 numbers take 0.14 s, a file of FAISS with
its checksum 0.07 s, too little gained for a second copy that can go stale. The graph takes minutes to build,
so it is kept in a file; SQLite remembers that file's sha256, and any other file is ignored. Losing it costs
time, never an answer: the search is exact, and slower, without it.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa_bot.library import dense, schema
from qa_bot.library.dense import DenseIndex
from qa_bot.library.ranges import Ranges
from qa_bot.ports import Vectors

CACHE_NAME = "vectors.faiss"
_STORED, _STORED_BEFORE = np.dtype("<f2"), np.dtype("<f4")
_COUNT = np.dtype("<u2")
_SEVERAL = 3  # the version of the schema with several vectors a passage, in float16
_ROWS_AT_ONCE = 16_384
_MOST_HIDDEN = 0.25
_DAY_SECONDS = 86_400
_MOST_LATE = 1000  # vectors; the graph takes in about a thousand a second, an exact index a million

Progress = Callable[[int, int], None]


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


def load_index(connection: sqlite3.Connection, folder: Path) -> DenseIndex:
    """The index of the connection's state: the graph where a good one is kept, else an exact one."""
    dimension = int(schema.read_meta(connection, "dimension"))
    index = _read_cache(connection, folder, dimension)
    if index is not None:
        return catch_up(connection, index, folder)
    return _load_exact(connection, dimension)


def catch_up(connection: sqlite3.Connection, index: DenseIndex, folder: Path) -> DenseIndex:
    """The index brought to the connection's state: changed in place where that is enough."""
    generation = int(schema.read_meta(connection, "generation"))
    if generation == index.generation:
        return index
    if index.epoch != int(schema.read_meta(connection, "epoch")):
        return load_index(connection, folder)
    removed = connection.execute(
        "SELECT first_passage, passage_count FROM removals WHERE generation > ?", (index.generation,)
    )
    index.hide(Ranges.of(removed))
    dimension = int(schema.read_meta(connection, "dimension"))
    if _is_outdated(connection, index):
        return _load_exact(connection, dimension)
    for ids, vectors in _read_vectors(connection, dimension, after=index.last_id):
        index.append(ids, vectors)
    index.generation = generation
    return index


def build_graph(connection: sqlite3.Connection, folder: Path, progress: Progress | None) -> dict[str, Any]:
    """Build the graph of the connection's state into the cache file; what SQLite is to remember of it."""
    faiss = dense.load_faiss()
    dimension = int(schema.read_meta(connection, "dimension"))
    total = count_vectors(connection)
    graph = faiss.IndexIDMap2(dense.graph_index(dimension))
    for ids, vectors in _read_vectors(connection, dimension, after=-1):
        graph.add_with_ids(vectors, ids)
        if progress is not None:
            progress(graph.ntotal, total)
    _drop_leftovers(folder)
    handle, name = tempfile.mkstemp(prefix=CACHE_NAME, suffix=".part", dir=folder)
    os.close(handle)
    try:
        faiss.write_index(graph, name)
        record = {
            "sha256": _sha256(Path(name)),
            "count": int(graph.ntotal),
            "generation": int(schema.read_meta(connection, "generation")),
            "epoch": int(schema.read_meta(connection, "epoch")),
        }
        Path(name).replace(folder / CACHE_NAME)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return record


def _drop_leftovers(folder: Path) -> None:
    """Remove what builders that were killed left half-written; a younger file may be someone's work."""
    for path in folder.glob(f"{CACHE_NAME}*.part"):
        if time.time() - path.stat().st_mtime > _DAY_SECONDS:
            path.unlink(missing_ok=True)


def cache_problem(connection: sqlite3.Connection, folder: Path) -> str | None:
    """What is wrong with the cache file, in a sentence; None when nothing is."""
    path = folder / CACHE_NAME
    record = _read_record(connection)
    if record is None or _sha256(path) in ("", record["sha256"]):
        return None
    return f"{CACHE_NAME} is not the file that was saved; searches ignore it: build the index anew"


def _read_cache(connection: sqlite3.Connection, folder: Path, dimension: int) -> DenseIndex | None:
    """The graph in the cache file, if it is the one that SQLite remembers and of this epoch."""
    faiss = dense.load_faiss()
    path = folder / CACHE_NAME
    record = _read_record(connection)
    epoch = int(schema.read_meta(connection, "epoch"))
    if record is None or record["epoch"] != epoch or _sha256(path) != record["sha256"]:
        return None
    try:
        graph = _read_bounded(faiss, path)
    except (RuntimeError, OSError):
        return None
    if graph.d != dimension or graph.ntotal != record["count"]:
        return None
    return DenseIndex.from_graph(graph, generation=record["generation"], epoch=epoch)


def _read_bounded(faiss: Any, path: Path) -> Any:
    """Read a file that its checksum vouches for; where FAISS can limit what it allocates, that too."""
    if not hasattr(faiss, "set_deserialization_vector_byte_limit"):
        return faiss.read_index(str(path))
    limit = faiss.get_deserialization_vector_byte_limit()
    faiss.set_deserialization_vector_byte_limit(2 * path.stat().st_size + 4096)
    try:
        return faiss.read_index(str(path))
    finally:
        faiss.set_deserialization_vector_byte_limit(limit)


def _read_record(connection: sqlite3.Connection) -> dict[str, Any] | None:
    try:
        record: dict[str, Any] = json.loads(schema.read_meta(connection, "cache"))
    except KeyError:
        return None
    return record


def _load_exact(connection: sqlite3.Connection, dimension: int) -> DenseIndex:
    index = DenseIndex(
        dense.flat_index(dimension),
        np.empty(0, dtype=np.int64),
        generation=int(schema.read_meta(connection, "generation")),
        epoch=int(schema.read_meta(connection, "epoch")),
    )
    for ids, vectors in _read_vectors(connection, dimension, after=-1):
        index.append(ids, vectors)
    return index


def _is_outdated(connection: sqlite3.Connection, index: DenseIndex) -> bool:
    """Whether bringing the index up to date takes longer than reading all vectors."""
    if not index.is_graph:
        return index.hidden_share > _MOST_HIDDEN
    return count_vectors(connection, after=index.last_id) > _MOST_LATE


def _read_vectors(
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


def _sha256(path: Path) -> str:
    """Of the file's content; empty when there is no file or it can't be read."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while part := file.read(1 << 20):
                digest.update(part)
    except OSError:
        return ""
    return digest.hexdigest()
