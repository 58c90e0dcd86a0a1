"""What can be asked of the library in a folder: articles, passages, and both searches.

What FAISS holds in memory is brought up to the state of the SQLite file before every dense search; lexical
search holds nothing in memory at all.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from qa_bot.errors import LibraryCorrupt
from qa_bot.feedback import Feedback
from qa_bot.filters import Conditions, is_storable
from qa_bot.library import lexical, opening, rows, schema, upkeep, verify
from qa_bot.library.checks import check_article, check_query
from qa_bot.library.connections import Connections
from qa_bot.library.dense import DenseIndex
from qa_bot.library.faults import decoding
from qa_bot.library.feedback import read_feedback
from qa_bot.library.headlines import Headline, read_headlines
from qa_bot.library.ranges import Ranges
from qa_bot.library.statistics import TermStatistics
from qa_bot.library.stored_vectors import read_article_vectors
from qa_bot.library.vector_store import catch_up, load_index
from qa_bot.ports import TermSplitter, Vectors
from qa_bot.types import Article, Filters, Hit, Passage


class LibraryReader:
    """The reading half of `LocalLibrary`; each call sees one whole state, whatever is written meanwhile."""

    def __init__(
        self, connections: Connections, *, dimension: int, fingerprint: str, terms: TermSplitter
    ) -> None:
        self._connections = connections
        self._dimension, self._fingerprint = dimension, fingerprint
        self._terms = terms
        self._index: DenseIndex | None = None
        self._index_lock = threading.RLock()
        self._ranges: tuple[int, Conditions, Ranges | None] = (-1, Conditions(), None)

    @property
    def folder(self) -> Path:
        """Where the library lies."""
        return self._connections.folder

    def __len__(self) -> int:
        """Number of articles."""
        with self._connections.snapshot() as connection:
            return int(connection.execute("SELECT count(*) FROM articles").fetchone()[0])

    def get(self, article_id: str) -> Article | None:
        """The article of that id, or None."""
        with self._connections.snapshot() as connection, decoding(self.folder):
            return rows.find_article(connection, article_id)

    def stated(self, article_id: str) -> Article | None:
        """The article as it was added, without what pairing found out; None when it isn't there."""
        with self._connections.snapshot() as connection, decoding(self.folder):
            return rows.find_article(connection, article_id, as_stated=True)

    @property
    def own_count(self) -> int:
        """How many of the articles may be changed: all."""
        return len(self)

    def is_own(self, article_id: str) -> bool:
        """Whether the article is here, and so may be changed."""
        if not is_storable(article_id):
            return False
        with self._connections.snapshot() as connection:
            statement = "SELECT count(*) FROM articles WHERE id = ?"
            return bool(connection.execute(statement, (article_id,)).fetchone()[0])

    def refusal(self, articles: Iterable[Article]) -> str:
        """Why these articles can't be taken in, in a line; empty, for here they always can."""
        del articles
        return ""

    def articles(self, filters: Filters | None = None) -> Iterator[Article]:
        """All articles that pass the filters, ordered by id; the state of when the first is taken."""
        return self._read_articles(Conditions.of(filters))

    def headlines(self) -> list[Headline]:
        """All articles without their texts, newest first; quick, also where they are many thousands."""
        with self._connections.snapshot() as connection, decoding(self.folder):
            return read_headlines(connection)

    def passages(self, article_id: str) -> tuple[Passage, ...]:
        """The passages of one article in reading order; empty when it isn't there."""
        with self._connections.snapshot() as connection, decoding(self.folder):
            article = rows.find_article(connection, article_id)
            return rows.read_passages(connection, article) if article else ()

    def article_vectors(self, article_id: str) -> list[Vectors]:
        """By passage float32 of shape (rows, dimension), in reading order; empty when it isn't there."""
        with self._connections.snapshot() as connection, decoding(self.folder):
            return read_article_vectors(connection, article_id if is_storable(article_id) else "")

    def pairs(self) -> list[tuple[str, str]]:
        """The pairs of editions, smaller id first, ordered."""
        with self._connections.snapshot() as connection:
            return connection.execute(
                "SELECT a.id, o.id FROM pairs p JOIN articles a ON a.key = p.article "
                "JOIN articles o ON o.key = p.other WHERE a.id < o.id ORDER BY a.id"
            ).fetchall()

    def fixed_pairs(self) -> list[tuple[str, str]]:
        """The pairs that pairing must leave as they are: none."""
        return []

    def find_duplicate(self, article: Article) -> str | None:
        """The smallest id of another article that has the same text in the same language, or None."""
        check_article(article)
        with self._connections.snapshot() as connection:
            row = connection.execute(
                "SELECT min(id) FROM articles WHERE content_hash = ? AND id <> ?",
                (rows.content_hash(article), article.id),
            ).fetchone()
        return None if row[0] is None else str(row[0])

    def is_unchanged(self, article: Article) -> bool:
        """Whether the article is stored with exactly these fields."""
        return self.stated(article.id) == article

    def search_dense(self, vector: Vectors, k: int, filters: Filters | None = None) -> list[Hit]:
        """The k passages of largest inner product with `vector` (dimension,), ties by passage id.

        Raises `ModelError` for a vector of a wrong shape or with NaN, `LibraryMismatch` when another
        process has embedded the library anew with another encoder.
        """
        query = check_query(vector, self._dimension)
        conditions = Conditions.of(filters)
        # the lock first, the snapshot second: so the snapshot is never older than the index
        with self._index_lock, self._connections.snapshot() as connection, decoding(self.folder):
            index = self._current_index(connection)
            scores = index.search(query, k, self._read_ranges(connection, conditions))
            return rows.read_hits(connection, scores, k)

    def score_dense(self, vector: Vectors, passage_ids: Iterable[str]) -> dict[str, float]:
        """Inner products with the nearest rows of those passages; unknown ids are left out."""
        query = check_query(vector, self._dimension)
        with self._index_lock, self._connections.snapshot() as connection, decoding(self.folder):
            keys = rows.find_passage_keys(connection, passage_ids)
            index = self._current_index(connection)
            scores = index.scores(query, np.array(list(keys.values()), dtype=np.int64))
        return dict(zip(keys, scores.tolist(), strict=True))

    def search_lexical(
        self,
        terms: Sequence[str],
        k: int,
        filters: Filters | None = None,
        *,
        statistics: TermStatistics | None = None,
    ) -> list[Hit]:
        """The k passages of largest BM25 for `terms`, a bag without repeats, ties by passage id.

        Scores are above 0 and below `ideal_score(terms)`. `statistics` are those of a larger collection
        that these articles are searched as a part of.
        """
        conditions = Conditions.of(filters)
        if k < 1:
            return []
        with self._connections.snapshot() as connection, decoding(self.folder):
            ranges = self._read_ranges(connection, conditions)
            return rows.read_hits(connection, lexical.best(connection, terms, k, ranges, statistics), k)

    def ideal_score(self, terms: Sequence[str]) -> float:
        """What no passage's BM25 for `terms` can exceed: the sum of their weights, unknown ones included."""
        return self.term_statistics(terms).ideal_score()

    def term_statistics(self, terms: Sequence[str]) -> TermStatistics:
        """What BM25 for `terms` has to know about all passages."""
        with self._connections.snapshot() as connection, decoding(self.folder):
            return lexical.read_statistics(connection, terms)

    def feedback(self) -> Iterator[Feedback]:
        """The readers' marks, oldest first; none in a library from before they were kept."""
        with self._connections.snapshot() as connection, decoding(self.folder):
            yield from read_feedback(connection)

    def info(self) -> dict[str, Any]:
        """Counts, sizes and versions, ready for JSON."""
        with self._connections.snapshot() as connection, decoding(self.folder):
            return upkeep.describe(connection, self.folder)

    def verify(self) -> list[str]:
        """Problems found in the file and between its parts, a sentence each; empty when it is whole."""
        splitter = upkeep.splitter_version(self._terms)
        problems: list[str] = []
        try:
            with self._connections.snapshot() as connection, decoding(self.folder):
                problems.extend(verify.find_problems(connection, self.folder, splitter))
        except LibraryCorrupt as error:  # so bad that looking further is no use
            problems.append(str(error))
        return problems

    def _read_articles(self, conditions: Conditions) -> Iterator[Article]:
        with self._connections.snapshot() as connection, decoding(self.folder):
            yield from rows.read_articles(connection, conditions)

    def _read_ranges(self, connection: sqlite3.Connection, conditions: Conditions) -> Ranges | None:
        """What passes; the last answer is kept, since one question asks twice and a chat again and again."""
        generation = int(schema.read_meta(connection, "generation"))
        kept = self._ranges  # one look: another thread may put in its own
        if kept[:2] != (generation, conditions):
            self._ranges = kept = (generation, conditions, rows.read_ranges(connection, conditions))
        return kept[2]

    def _current_index(self, connection: sqlite3.Connection) -> DenseIndex:
        self._check_encoder(connection)
        known, self._index = self._index, None  # forgotten for good if what follows fails half-way
        index = load_index(connection, self.folder) if known is None else known
        self._index = catch_up(connection, index, self.folder)
        return self._index

    def _check_encoder(self, connection: sqlite3.Connection) -> None:
        opening.check_encoder(connection, self.folder, self._fingerprint, self._dimension)
