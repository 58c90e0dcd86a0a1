"""A visitor's library: the articles that everybody sees, unchangeable, and the visitor's own in memory.

Both are searched as one. Dense scores don't depend on what else is there. BM25 does: the statistics of both
parts are added up, less those of shared articles that an own one of the same id hides, and each part is
scored by the sum; so scores and ranks are those of a single library that holds it all.
"""

from __future__ import annotations

import heapq
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from qa_bot.errors import LibraryError
from qa_bot.feedback import Feedback
from qa_bot.library.checks import not_own
from qa_bot.library.headlines import Headline, newest_first
from qa_bot.library.memory import MemoryLibrary
from qa_bot.library.statistics import TermStatistics
from qa_bot.library.store import LibraryStore
from qa_bot.library.visitor_room import MOST_ARTICLES, MOST_CHARACTERS, Room
from qa_bot.library.visitor_view import VisitorView
from qa_bot.ports import PassageVectors, TermSplitter, Vectors
from qa_bot.types import Article, Filters, Hit, Passage

MOST_MARKS = 100


class OverlayLibrary:
    """A library over a shared one, which it never changes; see `LibraryStore` for what each method does.

    >>> import numpy as np
    >>> from qa_bot.types import Span
    >>> def split(text, language):
    ...     return text.split()
    >>> shared = MemoryLibrary(dimension=2, terms=split)
    >>> overlay = OverlayLibrary(shared, dimension=2, terms=split)
    >>> article = Article(id="a", title="금리", text="한국은행이 금리를 올렸다.", language="ko")
    >>> overlay.add(article, [Passage(article, Span(0, 14))], np.eye(1, 2, dtype=np.float32))
    >>> len(overlay), len(shared)
    (1, 0)
    """

    def __init__(
        self,
        shared: LibraryStore,
        *,
        dimension: int,
        terms: TermSplitter,
        most_articles: int = MOST_ARTICLES,
        most_characters: int = MOST_CHARACTERS,
    ) -> None:
        self._shared, self._terms = shared, terms
        self._own = MemoryLibrary(dimension=dimension, terms=terms)
        self._room = Room(most_articles, most_characters)
        self._view = VisitorView(self._own, shared)
        self._marks: dict[str, Feedback] = {}
        self._writing = threading.RLock()

    @property
    def folder(self) -> Path:
        """Where the shared library lies."""
        return self._shared.folder

    @property
    def own_count(self) -> int:
        """How many of the articles are the visitor's."""
        return len(self._own)

    def add(self, article: Article, passages: Sequence[Passage], vectors: PassageVectors) -> None:
        """Store an article as the visitor's own; see `add_many`."""
        self.add_many([(article, passages, vectors)])

    def add_many(
        self,
        entries: Iterable[tuple[Article, Sequence[Passage], PassageVectors]],
        *,
        articles_per_batch: int = 64,
    ) -> int:
        """Store articles as the visitor's own, all or none, and return how many.

        One of a shared article's id hides that article from this visitor. Raises `LibraryError` where they
        would be too many.
        """
        del articles_per_batch
        batch = list(entries)
        with self._writing:
            if refusal := self.refusal(article for article, _, _ in batch):
                raise LibraryError(refusal)
            hidden = {article.id: self._bags(article.id) for article, _, _ in batch}
            self._own.add_many(batch)
            known = {key: bags for key, bags in hidden.items() if bags is not None}
            self._view = self._view.hiding(known)
        return len(batch)

    def remove(self, article_id: str) -> bool:
        """Forget an own article; whether it was there. A shared one that it hid can be seen again.

        Raises `LibraryError` for a shared article.
        """
        with self._writing:
            if self._own.remove(article_id):
                self._view = self._view.without(article_id)
                return True
        if self._shared.get(article_id):
            raise not_own(article_id)
        return False

    def refusal(self, articles: Iterable[Article]) -> str:
        """Why these can't become the visitor's own beside those that are; empty where they can."""
        return self._room.refusal([*self._own.articles(), *articles])

    def is_own(self, article_id: str) -> bool:
        """Whether the article is the visitor's."""
        return self._own.is_own(article_id)

    def get(self, article_id: str) -> Article | None:
        """The article of that id, or None."""
        article = self._own.get(article_id) or self._shared.get(article_id)
        return self._view.shown(article) if article else None

    def stated(self, article_id: str) -> Article | None:
        """The article as it was added."""
        return self._view.stated(article_id)

    def articles(self, filters: Filters | None = None) -> Iterator[Article]:
        """All articles that pass the filters, ordered by id."""
        own, shared = self._own.articles(filters), self._shared.articles(filters)
        view = self._view
        return map(view.shown, heapq.merge(own, view.seen(shared), key=lambda article: article.id))

    def headlines(self) -> list[Headline]:
        """All articles without their texts, newest first."""
        return newest_first(self._view.headlines())

    def passages(self, article_id: str) -> tuple[Passage, ...]:
        """The passages of one article in reading order; empty when it isn't there."""
        view = self._view
        return tuple(view.shown_passage(one) for one in view.part_of(article_id).passages(article_id))

    def article_vectors(self, article_id: str) -> list[Vectors]:
        """By passage the vectors of one article, in reading order."""
        return self._view.part_of(article_id).article_vectors(article_id)

    def find_duplicate(self, article: Article) -> str | None:
        """The smallest id of another article that has the same text in the same language, or None."""
        found = [self._own.find_duplicate(article), self._shared.find_duplicate(article)]
        if found[1] is not None and self._own.is_own(found[1]):
            # Hidden; but another may say the same, which is so rare that looking at all will do.
            said = (article.language, article.text)
            seen = self._view.seen(self._shared.articles())
            found[1] = next((a.id for a in seen if (a.language, a.text) == said and a.id != article.id), None)
        return min((name for name in found if name is not None), default=None)

    def is_unchanged(self, article: Article) -> bool:
        """Whether the article is here with exactly these fields."""
        return self.stated(article.id) == article

    def pairs(self) -> list[tuple[str, str]]:
        """The pairs of editions that the visitor sees, smaller id first, ordered."""
        return self._view.pairs()

    def fixed_pairs(self) -> list[tuple[str, str]]:
        """The pairs of shared articles: no visitor's article parts them."""
        return self._view.fixed_pairs()

    def set_pairs(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Let these be the pairs of the visitor's own articles; those of shared ones stay as they are."""
        with self._writing:
            self._view = self._view.pairing(pairs)

    def search_dense(self, vector: Vectors, k: int, filters: Filters | None = None) -> list[Hit]:
        """The k passages of largest inner product with `vector`, ties by passage id."""
        return self._view.search(lambda part, most: part.search_dense(vector, most, filters), k)

    def score_dense(self, vector: Vectors, passage_ids: Iterable[str]) -> dict[str, float]:
        """Inner products with the nearest rows of those passages; unknown ids are left out."""
        asked = list(passage_ids)
        own = [name for name in asked if self._own.is_own(name.rpartition(":")[0])]
        others = [name for name in asked if name not in set(own)]
        return self._own.score_dense(vector, own) | self._shared.score_dense(vector, others)

    def search_lexical(
        self,
        terms: Sequence[str],
        k: int,
        filters: Filters | None = None,
        *,
        statistics: TermStatistics | None = None,
    ) -> list[Hit]:
        """The k passages of largest BM25 for `terms`, ties by passage id."""
        whole = statistics or self.term_statistics(terms)
        return self._view.search(
            lambda part, most: part.search_lexical(terms, most, filters, statistics=whole), k
        )

    def term_statistics(self, terms: Sequence[str]) -> TermStatistics:
        """What BM25 for `terms` has to know about all passages that the visitor sees."""
        hidden = [bag for bags in self._view.hidden.values() for bag in bags]
        shared = self._shared.term_statistics(terms) - TermStatistics.of(hidden, terms)
        return shared + self._own.term_statistics(terms)

    def ideal_score(self, terms: Sequence[str]) -> float:
        """What no passage's BM25 for `terms` can exceed."""
        return self.term_statistics(terms).ideal_score()

    def add_feedback(self, feedback: Feedback, *, replaces: str = "") -> None:
        """Keep a mark with the visitor and, unless it quotes what nobody else sees, in the shared library.

        `replaces` counts for the visitor's own marks alone.
        """
        with self._writing:
            known = replaces if replaces in self._marks else ""
            if all(self._view.is_shared(article) for article in feedback.articles):
                self._shared.add_feedback(feedback, replaces=known)
            kept = {key: mark for key, mark in self._marks.items() if key != known}
            latest = list(kept.items())[-(MOST_MARKS - 1) :]
            self._marks = {**dict(latest), feedback.id: feedback}

    def feedback(self) -> Iterator[Feedback]:
        """The visitor's latest marks, oldest first: nobody sees another's."""
        return iter(sorted(self._marks.values(), key=lambda mark: (mark.asked_at, mark.id)))

    def build_index(self) -> bool:
        """Never: the shared library has its index."""
        return False

    def info(self) -> dict[str, Any]:
        """The shared library's counts, and the visitor's own under `own`."""
        return {**self._shared.info(), "own": self._own.info()}

    def verify(self) -> list[str]:
        """What is wrong with the shared library."""
        return self._shared.verify()

    def close(self) -> None:
        """Nothing: the shared library stays open for the others."""

    def __len__(self) -> int:
        """Number of articles that the visitor sees."""
        both = sum(self._shared.stated(article.id) is not None for article in self._own.articles())
        return len(self._shared) + len(self._own) - both

    def _bags(self, article_id: str) -> tuple[Counter[str], ...] | None:
        """The counted terms of a shared article's passages; None where there is no such article."""
        if self._shared.stated(article_id) is None:
            return None
        found = self._shared.passages(article_id)
        return tuple(Counter(self._terms(p.indexed_text, p.article.language)) for p in found)
