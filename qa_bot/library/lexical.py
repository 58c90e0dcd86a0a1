"""BM25 over postings that lie in SQLite, scored with numpy: nothing to build, load or keep in memory.

Passages are grouped into blocks of `BLOCK` consecutive ids. A term's postings in a block are one blob of
(offset in block, frequency); a block's lengths are one array in which 0 means "no such passage", so removing
a passage is writing a zero and every count that BM25 needs stays exact. Blocks that are mostly zeros are
rewritten. benchmarks/lexical_engines.py says how this compares with FTS5, tantivy and bm25s.
"""

from __future__ import annotations

import sqlite3
import struct
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa_bot.library.ranges import Ranges
from qa_bot.library.statistics import K1, B, TermStatistics

BLOCK = 8192
MOST_OFTEN = 255  # BM25 has long been saturated when a frequency reaches one byte
POSTING = np.dtype([("offset", "<u2"), ("frequency", "u1")])
LENGTH = np.dtype("<u4")
_MASK = 0xFFFFFFFF
_pack = struct.Struct("<HB").pack  # one POSTING
TERMS_A_QUERY = 500  # SQLite before 3.32 takes 999 variables

_APPEND = """
INSERT INTO postings VALUES (?, ?, ?)
ON CONFLICT (block, term) DO UPDATE SET data = CAST(data || excluded.data AS BLOB)
"""
_FIND = """
SELECT block, term, data FROM postings WHERE block IN (SELECT block FROM lengths) AND term IN ({marks})
"""


@dataclass(slots=True)
class _Block:
    """What is known of a block's passages, while it is being changed."""

    stored: NDArray[np.uint32]
    checksums: NDArray[np.uint32]
    removed: int  # passages that are gone, but whose postings are still there


@dataclass(frozen=True, slots=True)
class _Slots:
    """The lengths of all blocks in a row; slot s of block i stands for passage `blocks[i] * BLOCK + s`."""

    blocks: NDArray[np.int64]
    stored: NDArray[np.uint32]  # number of terms plus one; 0 where there is no passage

    @property
    def ids(self) -> NDArray[np.int64]:
        starts = self.blocks[:, None] * BLOCK
        ids: NDArray[np.int64] = (starts + np.arange(BLOCK)).ravel()
        return ids


def add_postings(connection: sqlite3.Connection, first_id: int, bags: Sequence[Sequence[str]]) -> None:
    """Index passages `first_id`, `first_id + 1`, …, given as their terms, in the open transaction."""
    postings: dict[tuple[int, bytes], bytearray] = defaultdict(bytearray)
    lengths: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for passage_id, bag in enumerate(bags, first_id):
        block, offset = divmod(passage_id, BLOCK)
        checksum = 0
        for term, frequency in Counter(bag).items():
            key, frequency = _key(term), min(frequency, MOST_OFTEN)
            postings[block, key] += _pack(offset, frequency)
            checksum += zlib.crc32(key) * frequency
        lengths[block].append((offset, len(bag) + 1, checksum & _MASK))
    for block, triples in lengths.items():
        state = _read_block(connection, block)
        offsets, values, checksums = zip(*triples, strict=True)
        state.stored[list(offsets)] = values
        state.checksums[list(offsets)] = checksums
        _write_block(connection, block, state)
    rows = ((block, term, bytes(data)) for (block, term), data in sorted(postings.items()))
    connection.executemany(_APPEND, rows)


def remove_postings(connection: sqlite3.Connection, first_id: int, count: int) -> None:
    """Forget `count` passages from `first_id` on, in the open transaction."""
    ids = np.arange(first_id, first_id + count)
    for block in np.unique(ids // BLOCK).tolist():
        state = _read_block(connection, block)
        offsets = ids[ids // BLOCK == block] % BLOCK
        state.removed += int(np.count_nonzero(state.stored[offsets]))
        state.stored[offsets] = 0
        if state.removed >= np.count_nonzero(state.stored):
            _compact(connection, block, state.stored)
            state.removed = 0
        _write_block(connection, block, state)


def best(
    connection: sqlite3.Connection,
    terms: Iterable[str],
    k: int,
    ranges: Ranges | None = None,
    statistics: TermStatistics | None = None,
) -> dict[int, float]:
    """BM25 of the k best passages by id, and of all that tie with the last of them."""
    ids, scores, _ = score(connection, terms, statistics)
    if ranges is not None:
        scores = np.where(ranges.mask(ids), scores, 0.0)
    found = np.flatnonzero(scores)
    if len(found) > k:
        least = np.partition(scores[found], -k)[-k]
        found = found[scores[found] >= least]
    return dict(zip(ids[found].tolist(), scores[found].tolist(), strict=True))


def read_statistics(connection: sqlite3.Connection, terms: Iterable[str]) -> TermStatistics:
    """What BM25 for `terms` has to know about all passages."""
    slots = _read_slots(connection)
    live = slots.stored > 0
    holding = dict.fromkeys(sorted(set(terms)), 0)
    for term, positions, _ in _read_postings(connection, slots.blocks, list(holding)):
        holding[term] = int(np.count_nonzero(live[positions]))
    count = int(np.count_nonzero(live))
    return TermStatistics(count, int(slots.stored.sum(dtype=np.int64)) - count, holding)


def score(
    connection: sqlite3.Connection, terms: Iterable[str], statistics: TermStatistics | None = None
) -> tuple[NDArray[np.int64], NDArray[np.float64], dict[str, int]]:
    """Ids of all slots (ascending), their BM25 scores (0 where no term stands), and each term's df.

    A bag of terms: repeated ones count once. `statistics` are those of a larger collection that these
    passages are scored as a part of.
    """
    slots = _read_slots(connection)
    live = slots.stored > 0
    count = int(np.count_nonzero(live))
    scores = np.zeros(len(slots.stored))
    counts = dict.fromkeys(sorted(set(terms)), 0)
    if not count:
        return slots.ids, scores, counts
    lengths = np.maximum(slots.stored, 1).astype(np.float64) - 1
    whole = statistics or TermStatistics(count, int(lengths.sum()), counts)
    norms = K1 * (1 - B + B * lengths / whole.average_length)
    # always in the order of the terms, so that equal passages get equal sums to the last bit
    for term, positions, frequencies in _read_postings(connection, slots.blocks, list(counts)):
        kept = live[positions]
        positions, frequencies = positions[kept], frequencies[kept]
        counts[term] = len(positions)
        scores[positions] += whole.weight(term) * frequencies / (frequencies + norms[positions])
    return slots.ids, scores, counts


def count_passages(connection: sqlite3.Connection) -> int:
    """Number of passages that the index knows, those without any term included."""
    return int(np.count_nonzero(_read_slots(connection).stored))


def find_wrong(connection: sqlite3.Connection) -> Iterator[int]:
    """The ids of passages whose postings are not those that were written, ascending."""
    for (block,) in connection.execute("SELECT block FROM lengths ORDER BY block").fetchall():
        state = _read_block(connection, block)
        found = np.zeros(BLOCK, dtype=np.int64)
        for term, data in connection.execute("SELECT term, data FROM postings WHERE block = ?", (block,)):
            postings = np.frombuffer(data, dtype=POSTING)
            # a passage has a term once, so nothing is added twice; wrapping around keeps the low bits right
            found[postings["offset"]] += zlib.crc32(term) * postings["frequency"].astype(np.int64)
        wrong = (state.stored > 0) & ((found & _MASK) != state.checksums)
        yield from (block * BLOCK + np.flatnonzero(wrong)).tolist()


def count_strays(connection: sqlite3.Connection) -> int:
    """How many postings belong to blocks of which no passage is known."""
    stray = "SELECT count(*) FROM postings WHERE block NOT IN (SELECT block FROM lengths)"
    return int(connection.execute(stray).fetchone()[0])


def _read_slots(connection: sqlite3.Connection) -> _Slots:
    rows = connection.execute("SELECT block, data FROM lengths ORDER BY block").fetchall()
    blocks = np.array([block for block, _ in rows], dtype=np.int64)
    return _Slots(blocks, np.frombuffer(b"".join(data for _, data in rows), dtype=LENGTH))


def _read_postings(
    connection: sqlite3.Connection, blocks: NDArray[np.int64], terms: Sequence[str]
) -> Iterator[tuple[str, NDArray[np.int64], NDArray[np.float64]]]:
    slot_of = {block: slot * BLOCK for slot, block in enumerate(blocks.tolist())}
    for start in range(0, len(terms), TERMS_A_QUERY):
        part = {_key(term): term for term in terms[start : start + TERMS_A_QUERY]}
        marks = ", ".join("?" * len(part))
        found: dict[bytes, list[tuple[int, bytes]]] = defaultdict(list)
        for block, key, data in connection.execute(_FIND.replace("{marks}", marks), list(part)):
            found[key].append((slot_of[block], data))
        for key, term in part.items():
            if rows := found.get(key):
                yield term, *_decode(rows)


def _decode(rows: list[tuple[int, bytes]]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    postings = np.frombuffer(b"".join(data for _, data in rows), dtype=POSTING)
    counts = [len(data) // POSTING.itemsize for _, data in rows]
    positions = np.repeat([base for base, _ in rows], counts) + postings["offset"]
    return positions, postings["frequency"].astype(np.float64)


def _compact(connection: sqlite3.Connection, block: int, stored: NDArray[np.uint32]) -> None:
    """Drop the postings of removed passages from a block."""
    rows = connection.execute("SELECT term, data FROM postings WHERE block = ?", (block,)).fetchall()
    connection.execute("DELETE FROM postings WHERE block = ?", (block,))
    for term, data in rows:
        postings = np.frombuffer(data, dtype=POSTING)
        kept = postings[stored[postings["offset"]] > 0]
        if len(kept):
            connection.execute("INSERT INTO postings VALUES (?, ?, ?)", (block, term, kept.tobytes()))


def _read_block(connection: sqlite3.Connection, block: int) -> _Block:
    statement = "SELECT data, checksums, removed FROM lengths WHERE block = ?"
    row = connection.execute(statement, (block,)).fetchone() or (bytes(4 * BLOCK), bytes(4 * BLOCK), 0)
    stored, checksums = (np.frombuffer(data, dtype=LENGTH).copy() for data in row[:2])
    return _Block(stored, checksums, row[2])


def _write_block(connection: sqlite3.Connection, block: int, state: _Block) -> None:
    if state.stored.any():
        row = (block, state.removed, state.stored.tobytes(), state.checksums.tobytes())
        connection.execute("INSERT OR REPLACE INTO lengths VALUES (?, ?, ?, ?)", row)
    else:
        connection.execute("DELETE FROM lengths WHERE block = ?", (block,))


def _key(term: str) -> bytes:
    return term.encode("utf-8", "surrogatepass")
