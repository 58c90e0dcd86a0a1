"""The default library: a folder with one SQLite file that is the truth, searched by BM25 and FAISS.

The two indexes can't disagree with the articles: postings and vectors are written in the articles' own
transaction, and what FAISS holds in memory is brought up to date from them before every search.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import TracebackType

from qa_bot.errors import LibraryError
from qa_bot.feedback import Feedback
from qa_bot.library import opening, schema, upkeep, writing
from qa_bot.library.checks import check_article, check_pairs, check_passages, check_vectors
from qa_bot.library.connections import Connections
from qa_bot.library.faults import decoding
from qa_bot.library.feedback import store_feedback
from qa_bot.library.migrating import bring_up_to_date
from qa_bot.library.reading import LibraryReader
from qa_bot.library.vector_store import Progress
from qa_bot.ports import PassageVectors, TermSplitter
from qa_bot.types import Article, Passage

ARTICLES_A_BATCH = 64
EXACT_UP_TO = 200_000  # vectors; scoring all of these takes some 20 ms on one core


class LocalLibrary(LibraryReader):
    """Articles in a folder; implements the `Library` port, from any number of threads and processes.

    >>> import tempfile
    >>> import numpy as np
    >>> from qa_bot.types import Span
    >>> article = Article(id="a", title="금리", text="한국은행이 금리를 올렸다.", language="ko")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with LocalLibrary.open(
    ...         folder, dimension=2, fingerprint="toy", terms=lambda text, language: text.split()
    ...     ) as library:
    ...         library.add(article, [Passage(article, Span(0, 14))], np.eye(1, 2, dtype=np.float32))
    ...         [hit.passage.id for hit in library.search_lexical(["금리를"], 5)]
    ['a:0']
    """

    _exact_up_to: int = EXACT_UP_TO

    @classmethod
    def open(
        cls,
        folder: str | Path,
        *,
        dimension: int,
        fingerprint: str,
        terms: TermSplitter,
        create: bool = True,
        accept_mismatch: bool = False,
        lock_wait_seconds: float = 30.0,
        exact_up_to: int = EXACT_UP_TO,
    ) -> LocalLibrary:
        """Open the library in `folder`, made for an encoder of that `dimension` and `fingerprint`.

        Raises `LibraryNotFound` when there is none and `create` is false, `LibraryMismatch` when another
        encoder made its vectors, unless `accept_mismatch` (then `reembed` it before searching),
        `LibraryCorrupt` for a damaged file, and `LibraryError` for a folder that can't be used.
        """
        connections = Connections(Path(folder), lock_wait_seconds)
        try:
            opening.prepare(
                connections,
                {
                    "dimension": str(dimension),
                    "fingerprint": fingerprint,
                    "splitter": upkeep.splitter_version(terms),
                },
                create=create,
            )
            library = cls(connections, dimension=dimension, fingerprint=fingerprint, terms=terms)
            library._exact_up_to = exact_up_to
            if not accept_mismatch:
                with connections.snapshot() as connection:
                    library._check_encoder(connection)
        except BaseException:
            connections.close()
            raise
        return library

    def close(self) -> None:
        """Let go of the file; closing twice is fine."""
        self._connections.close()
        self._index = None

    def __enter__(self) -> LocalLibrary:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def add(self, article: Article, passages: Sequence[Passage], vectors: PassageVectors) -> None:
        """Store an article, in place of what was stored under its id; all of it or nothing.

        Raises `ModelError` for vectors of a wrong shape or with NaN, `LibraryError` for passages of another
        text, `LibraryLocked` when another process keeps writing.
        """
        self.add_many([(article, passages, vectors)])

    def add_many(
        self,
        entries: Iterable[tuple[Article, Sequence[Passage], PassageVectors]],
        *,
        articles_per_batch: int = ARTICLES_A_BATCH,
    ) -> int:
        """Store articles, a transaction a batch, and return how many; the last of equal ids stays.

        `entries` is read without holding the lock, so it may take its time. When something fails, the
        batches before are kept and nothing of the failing one.
        """
        stored = 0
        batch: dict[str, writing.Entry] = {}
        for article, passages, vectors in entries:
            batch[article.id] = self._entry(article, passages, vectors)
            stored += 1
            if len(batch) >= articles_per_batch:
                self._store(batch.values())
                batch = {}
        self._store(batch.values())
        return stored

    def remove(self, article_id: str) -> bool:
        """Forget an article, its passages, vectors, terms and pair; whether it was there."""
        if self.get(article_id) is None:
            return False
        with self._connections.transaction() as connection, decoding(self.folder):
            return writing.delete_article(connection, article_id)

    def set_pairs(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Let these ids be each other's editions, and no others.

        Raises `LibraryError` for an id that isn't there or that stands in two pairs.
        """
        with self._connections.transaction() as connection:
            known = {row[0] for row in connection.execute("SELECT id FROM articles")}
            writing.store_pairs(connection, check_pairs(pairs, known))

    def add_feedback(self, feedback: Feedback, *, replaces: str = "") -> None:
        """Keep a reader's mark, in place of that of the id `replaces` where one is named.

        Raises `LibraryError` where the library may only be read.
        """
        if not schema.is_writable(self.folder / schema.FILE_NAME):
            raise LibraryError(
                f"{self.folder}: feedback can't be stored, for the library may only be read; "
                "check the folder's permissions"
            )
        with self._connections.transaction() as connection, decoding(self.folder):
            bring_up_to_date(connection)
            store_feedback(connection, feedback, replaces)

    def reembed(
        self,
        embed_passages: Callable[[Sequence[Passage]], PassageVectors],
        fingerprint: str,
        dimension: int,
        progress: Progress | None = None,
    ) -> None:
        """Replace all vectors by another encoder's, in one transaction; readers see the old ones until then.

        `embed_passages` gives by passage its rows; `progress` gets (passages done, passages in all).
        """
        with self._connections.transaction() as connection:
            with decoding(self.folder):
                bring_up_to_date(connection)
            upkeep.replace_vectors(connection, embed_passages, fingerprint, dimension, progress)
        self._dimension, self._fingerprint = dimension, fingerprint

    def rebuild_terms(self, progress: Progress | None = None) -> None:
        """Cut all passages into terms anew, after the term splitter has changed; one transaction."""
        with self._connections.transaction() as connection:
            upkeep.replace_terms(connection, self._terms, progress)

    def build_index(self, progress: Progress | None = None) -> bool:
        """Build and keep the graph that speeds dense search up beyond `exact_up_to` vectors.

        Takes minutes; whether there were enough passages for it to be worth it. Without it the search is
        exact and slower.
        """
        is_built = upkeep.refresh_cache(self._connections, self._exact_up_to, progress)
        with self._index_lock:
            self._index = None
        return is_built

    def _entry(self, article: Article, passages: Sequence[Passage], vectors: PassageVectors) -> writing.Entry:
        check_article(article)
        checked = check_vectors(article.id, vectors, len(passages), self._dimension)
        order = sorted(range(len(passages)), key=lambda i: passages[i].span)
        ordered = check_passages(article, passages)
        bags = [self._terms(passage.indexed_text, article.language) for passage in ordered]
        return writing.Entry(article, ordered, [checked[place] for place in order], bags)

    def _store(self, entries: Iterable[writing.Entry]) -> None:
        batch = list(entries)
        if not batch:
            return
        with self._connections.transaction() as connection, decoding(self.folder):
            self._check_encoder(connection)
            writing.store_entries(connection, batch)
