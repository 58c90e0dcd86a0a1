"""A library in memory, as plain as can be: the oracle of the contract tests, and a visitor's own articles.

It scores every passage on every search, so it is exact, and slow where passages are many: fifty articles
take some milliseconds. What it holds is one value that every write replaces, so readers in other threads
see what was there before or after.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from qa_bot.feedback import Feedback
from qa_bot.filters import Conditions
from qa_bot.library.checks import check_article, check_pairs, check_passages, check_query, check_vectors
from qa_bot.library.headlines import Headline, newest_first
from qa_bot.library.holdings import Holdings, Shelved, both_ways
from qa_bot.library.statistics import TermStatistics
from qa_bot.ports import PassageVectors, TermSplitter, Vectors
from qa_bot.types import Article, Filters, Hit, Passage


class MemoryLibrary:
    """Implements the `Library` port with dicts and loops.

    >>> import numpy as np
    >>> from qa_bot.types import Span
    >>> library = MemoryLibrary(dimension=2, terms=lambda text, language: text.split())
    >>> article = Article(id="a", title="금리", text="한국은행이 금리를 올렸다.", language="ko")
    >>> library.add(article, [Passage(article, Span(0, 14))], np.eye(1, 2, dtype=np.float32))
    >>> [hit.passage.id for hit in library.search_lexical(["금리를"], 5)]
    ['a:0']
    """

    folder = Path(":memory:")  # SQLite's name for what lies nowhere

    def __init__(self, *, dimension: int, terms: TermSplitter) -> None:
        self._dimension, self._terms = dimension, terms
        self._state = Holdings()
        self._writing = threading.RLock()

    def add(self, article: Article, passages: Sequence[Passage], vectors: PassageVectors) -> None:
        """Store an article, in place of what was stored under its id."""
        self.add_many([(article, passages, vectors)])

    def add_many(
        self,
        entries: Iterable[tuple[Article, Sequence[Passage], PassageVectors]],
        *,
        articles_per_batch: int | None = None,
    ) -> int:
        """Store articles, all or none whatever the batch, and return how many."""
        del articles_per_batch
        shelves = [
            (article, self._shelf(article, passages, vectors)) for article, passages, vectors in entries
        ]
        with self._writing:
            self._state = self._state.having(shelves)
        return len(shelves)

    def remove(self, article_id: str) -> bool:
        """Forget an article; whether it was there."""
        with self._writing:
            if article_id not in self._state.articles:
                return False
            self._state = self._state.without(article_id)
        return True

    def set_pairs(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Let these ids be each other's editions, and no others."""
        with self._writing:
            checked = check_pairs(pairs, set(self._state.articles))
            self._state = replace(self._state, pairs=both_ways(checked))

    def pairs(self) -> list[tuple[str, str]]:
        """The pairs of editions, smaller id first, ordered."""
        return sorted((one, other) for one, other in self._state.pairs.items() if one < other)

    def fixed_pairs(self) -> list[tuple[str, str]]:
        """The pairs that pairing must leave as they are: none."""
        return []

    def get(self, article_id: str) -> Article | None:
        """The article of that id, or None."""
        return self._state.shown(article_id)

    def stated(self, article_id: str) -> Article | None:
        """The article as it was added, without what pairing found out; None when it isn't there."""
        return self._state.articles.get(article_id)

    @property
    def own_count(self) -> int:
        """How many of the articles may be changed: all."""
        return len(self)

    def is_own(self, article_id: str) -> bool:
        """Whether the article is here, and so may be changed."""
        return article_id in self._state.articles

    def refusal(self, articles: Iterable[Article]) -> str:
        """Why these articles can't be taken in, in a line; empty, for here they always can."""
        del articles
        return ""

    def articles(self, filters: Filters | None = None) -> Iterator[Article]:
        """All articles that pass the filters, ordered by id."""
        conditions, state = Conditions.of(filters), self._state
        return (
            state.shown(article_id) or article
            for article_id, article in sorted(state.articles.items())
            if conditions.admits(article)
        )

    def headlines(self) -> list[Headline]:
        """All articles without their texts, newest first."""
        state = self._state
        return newest_first(
            Headline.of(a, len(state.shelves[a.id]), is_edition_here=a.translation_of in state.articles)
            for a in (state.shown(key) or article for key, article in state.articles.items())
        )

    def passages(self, article_id: str) -> tuple[Passage, ...]:
        """The passages of one article in reading order; empty when it isn't there."""
        state = self._state
        return tuple(state.shown_passage(shelved.passage) for shelved in state.shelves.get(article_id, ()))

    def article_vectors(self, article_id: str) -> list[Vectors]:
        """By passage float32 of shape (rows, dimension), in reading order; empty when it isn't there."""
        return [shelved.vectors for shelved in self._state.shelves.get(article_id, ())]

    def find_duplicate(self, article: Article) -> str | None:
        """The smallest id of another article that has the same text in the same language, or None."""
        same = (article.language, article.text)
        others = self._state.articles.values()
        return min(
            (a.id for a in others if (a.language, a.text) == same and a.id != article.id), default=None
        )

    def is_unchanged(self, article: Article) -> bool:
        """Whether the article is stored with exactly these fields."""
        return self.stated(article.id) == article

    def search_dense(self, vector: Vectors, k: int, filters: Filters | None = None) -> list[Hit]:
        """The k passages of largest inner product with `vector`, ties by passage id."""
        query = check_query(vector, self._dimension)
        return self._state.search_dense(query, k, Conditions.of(filters))

    def score_dense(self, vector: Vectors, passage_ids: Iterable[str]) -> dict[str, float]:
        """Inner products with the nearest rows of those passages; unknown ids are left out."""
        query = check_query(vector, self._dimension)
        known = {shelved.passage.id: shelved.vectors for shelved in self._state.all_shelved()}
        return {name: float(np.max(known[name] @ query)) for name in passage_ids if name in known}

    def search_lexical(
        self,
        terms: Sequence[str],
        k: int,
        filters: Filters | None = None,
        *,
        statistics: TermStatistics | None = None,
    ) -> list[Hit]:
        """The k passages of largest BM25 for `terms`, ties by passage id.

        `statistics` are those of a larger collection that these articles are searched as a part of.
        """
        state = self._state
        whole = statistics or state.term_statistics(terms)
        return state.search_lexical(whole, k, Conditions.of(filters))

    def term_statistics(self, terms: Sequence[str]) -> TermStatistics:
        """What BM25 for `terms` has to know about all passages."""
        return self._state.term_statistics(terms)

    def ideal_score(self, terms: Sequence[str]) -> float:
        """What no passage's BM25 for `terms` can exceed."""
        return self.term_statistics(terms).ideal_score()

    def add_feedback(self, feedback: Feedback, *, replaces: str = "") -> None:
        """Keep a reader's mark, in place of that of the id `replaces` where one is named."""
        with self._writing:
            kept = {key: value for key, value in self._state.feedback.items() if key != replaces}
            self._state = replace(self._state, feedback={**kept, feedback.id: feedback})

    def feedback(self) -> Iterator[Feedback]:
        """The readers' marks, oldest first, ties by id."""
        return iter(sorted(self._state.feedback.values(), key=lambda mark: (mark.asked_at, mark.id)))

    def build_index(self) -> bool:
        """Whether there was an index to build: never, every passage is looked at."""
        return False

    def info(self) -> dict[str, Any]:
        """Counts, ready for JSON."""
        state = self._state
        return {
            "articles": len(state.articles),
            "articles_by_language": dict(
                sorted(Counter(a.language for a in state.articles.values()).items())
            ),
            "passages": len(state.all_shelved()),
            "pairs": len(state.pairs) // 2,
            "feedback": len(state.feedback),
        }

    def verify(self) -> list[str]:
        """What is wrong: nothing, memory needs no looking after."""
        return []

    def close(self) -> None:
        """Nothing to let go of."""

    def __len__(self) -> int:
        """Number of articles."""
        return len(self._state.articles)

    def _shelf(
        self, article: Article, passages: Sequence[Passage], vectors: PassageVectors
    ) -> tuple[Shelved, ...]:
        check_article(article)
        checked = check_vectors(article.id, vectors, len(passages), self._dimension)
        order = sorted(range(len(passages)), key=lambda i: passages[i].span)
        return tuple(
            Shelved(passage, checked[place], Counter(self._terms(passage.indexed_text, article.language)))
            for passage, place in zip(check_passages(article, passages), order, strict=True)
        )
