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
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from qa_bot.library import dense, schema
from qa_bot.library.dense import DenseIndex
from qa_bot.library.ranges import Ranges
from qa_bot.library.stored_vectors import count_vectors, read_vectors

CACHE_NAME = "vectors.faiss"
_MOST_HIDDEN = 0.25
_DAY_SECONDS = 86_400
_MOST_LATE = 1000  # vectors; the graph takes in about a thousand a second, an exact index a million

Progress = Callable[[int, int], None]


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
    for ids, vectors in read_vectors(connection, dimension, after=index.last_id):
        index.append(ids, vectors)
    index.generation = generation
    return index


def build_graph(connection: sqlite3.Connection, folder: Path, progress: Progress | None) -> dict[str, Any]:
    """Build the graph of the connection's state into the cache file; what SQLite is to remember of it."""
    faiss = dense.load_faiss()
    dimension = int(schema.read_meta(connection, "dimension"))
    total = count_vectors(connection)
    graph = faiss.IndexIDMap2(dense.graph_index(dimension))
    for ids, vectors in read_vectors(connection, dimension, after=-1):
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
    return (
        f"{CACHE_NAME} is not the file that was saved; searches are slower without it; it is built anew with "
        "the next article that is added"
    )


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
    for ids, vectors in read_vectors(connection, dimension, after=-1):
        index.append(ids, vectors)
    return index


def _is_outdated(connection: sqlite3.Connection, index: DenseIndex) -> bool:
    """Whether bringing the index up to date takes longer than reading all vectors."""
    if not index.is_graph:
        return index.hidden_share > _MOST_HIDDEN
    return count_vectors(connection, after=index.last_id) > _MOST_LATE


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
