"""A library in memory, as plain as can be: the oracle of the contract tests, and handy in notebooks.

It scores every passage on every search, so it is exact and slow.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from qa_bot.filters import Conditions
from qa_bot.library.checks import check_article, check_pairs, check_passages, check_query, check_vectors
from qa_bot.library.headlines import Headline, newest_first
from qa_bot.ports import TermSplitter, Vectors
from qa_bot.types import Article, Filters, Hit, Passage

_K1, _B, _MOST_OFTEN = 1.2, 0.75, 255


@dataclass(frozen=True, slots=True)
class _Shelved:
    passage: Passage
    vector: Vectors
    terms: Counter[str]


class MemoryLibrary:
    """Implements the `Library` port with lists and loops.

    >>> import numpy as np
    >>> from qa_bot.types import Span
    >>> library = MemoryLibrary(dimension=2, terms=lambda text, language: text.split())
    >>> article = Article(id="a", title="금리", text="한국은행이 금리를 올렸다.", language="ko")
    >>> library.add(article, [Passage(article, Span(0, 14))], np.eye(1, 2, dtype=np.float32))
    >>> [hit.passage.id for hit in library.search_lexical(["금리를"], 5)]
    ['a:0']
    """

    def __init__(self, *, dimension: int, terms: TermSplitter) -> None:
        self._dimension, self._terms = dimension, terms
        self._articles: dict[str, Article] = {}
        self._shelves: dict[str, list[_Shelved]] = {}
        self._pairs: dict[str, str] = {}

    def add(self, article: Article, passages: Sequence[Passage], vectors: Vectors) -> None:
        """Store an article, in place of what was stored under its id."""
        check_article(article)
        checked = check_vectors(article.id, vectors, len(passages), self._dimension)
        order = sorted(range(len(passages)), key=lambda i: passages[i].span)
        self._shelves[article.id] = [
            _Shelved(passage, vector, Counter(self._terms(passage.indexed_text, article.language)))
            for passage, vector in zip(check_passages(article, passages), checked[order], strict=True)
        ]
        self._articles[article.id] = article

    def add_many(self, entries: Iterable[tuple[Article, Sequence[Passage], Vectors]]) -> int:
        """Store articles and return how many."""
        stored = 0
        for entry in entries:
            self.add(*entry)
            stored += 1
        return stored

    def remove(self, article_id: str) -> bool:
        """Forget an article; whether it was there."""
        if self._articles.pop(article_id, None) is None:
            return False
        del self._shelves[article_id]
        self._pairs.pop(self._pairs.pop(article_id, ""), None)
        return True

    def set_pairs(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Let these ids be each other's editions, and no others."""
        checked = check_pairs(pairs, set(self._articles))
        self._pairs = {one: other for left, right in checked for one, other in ((left, right), (right, left))}

    def pairs(self) -> list[tuple[str, str]]:
        """The pairs of editions, smaller id first, ordered."""
        return sorted((one, other) for one, other in self._pairs.items() if one < other)

    def get(self, article_id: str) -> Article | None:
        """The article of that id, or None."""
        article = self._articles.get(article_id)
        if article is None or article_id not in self._pairs:
            return article
        return replace(article, translation_of=self._pairs[article_id])

    def articles(self, filters: Filters | None = None) -> Iterator[Article]:
        """All articles that pass the filters, ordered by id."""
        conditions = Conditions.of(filters)
        found = [self._current(self._articles[article_id]) for article_id in sorted(self._articles)]
        return (article for article in found if conditions.admits(article))

    def headlines(self) -> list[Headline]:
        """All articles without their texts, newest first."""
        current = (self._current(article) for article in self._articles.values())
        return newest_first(
            Headline.of(a, len(self._shelves[a.id]), is_edition_here=a.translation_of in self._articles)
            for a in current
        )

    def passages(self, article_id: str) -> tuple[Passage, ...]:
        """The passages of one article in reading order; empty when it isn't there."""
        return tuple(self._shown(shelved.passage) for shelved in self._shelves.get(article_id, []))

    def article_vectors(self, article_id: str) -> Vectors:
        """float32 of shape (passages, dimension), in reading order; of no rows when it isn't there."""
        vectors = [shelved.vector for shelved in self._shelves.get(article_id, [])]
        return np.array(vectors, dtype=np.float32).reshape(-1, self._dimension)

    def find_duplicate(self, article: Article) -> str | None:
        """The smallest id of another article that has the same text in the same language, or None."""
        same = (article.language, article.text)
        ids = [a.id for a in self._articles.values() if (a.language, a.text) == same and a.id != article.id]
        return min(ids, default=None)

    def is_unchanged(self, article: Article) -> bool:
        """Whether the article is stored with exactly these fields."""
        return self._articles.get(article.id) == article

    def search_dense(self, vector: Vectors, k: int, filters: Filters | None = None) -> list[Hit]:
        """The k passages of largest inner product with `vector`, ties by passage id."""
        query = check_query(vector, self._dimension)
        return self._best({s.passage.id: float(s.vector @ query) for s in self._all()}, k, filters)

    def score_dense(self, vector: Vectors, passage_ids: Iterable[str]) -> dict[str, float]:
        """Inner products with the vectors of those passages; unknown ids are left out."""
        query = check_query(vector, self._dimension)
        known = {shelved.passage.id: shelved.vector for shelved in self._all()}
        return {name: float(known[name] @ query) for name in passage_ids if name in known}

    def search_lexical(self, terms: Sequence[str], k: int, filters: Filters | None = None) -> list[Hit]:
        """The k passages of largest BM25 for `terms`, ties by passage id."""
        scores = {s.passage.id: self._bm25(s, set(terms)) for s in self._all()}
        return self._best({name: score for name, score in scores.items() if score > 0}, k, filters)

    def ideal_score(self, terms: Sequence[str]) -> float:
        """What no passage's BM25 for `terms` can exceed."""
        return sum(self._idf(term) * (_K1 + 1) for term in sorted(set(terms)))

    def __len__(self) -> int:
        """Number of articles."""
        return len(self._articles)

    def _all(self) -> list[_Shelved]:
        return [shelved for shelf in self._shelves.values() for shelved in shelf]

    def _bm25(self, shelved: _Shelved, terms: set[str]) -> float:
        shelves = self._all()
        average = sum(other.terms.total() for other in shelves) / len(shelves)
        score = 0.0
        for term in sorted(terms & shelved.terms.keys()):
            frequency = min(shelved.terms[term], _MOST_OFTEN)
            norm = _K1 * (1 - _B + _B * shelved.terms.total() / average)
            score += self._idf(term) * (_K1 + 1) * frequency / (frequency + norm)
        return score

    def _idf(self, term: str) -> float:
        shelves = self._all()
        holding = sum(term in shelved.terms for shelved in shelves)
        return math.log(1 + (len(shelves) - holding + 0.5) / (holding + 0.5))

    def _best(self, scores: dict[str, float], k: int, filters: Filters | None) -> list[Hit]:
        conditions = Conditions.of(filters)
        hits = [
            Hit(self._shown(shelved.passage), scores[shelved.passage.id])
            for shelved in self._all()
            if shelved.passage.id in scores and conditions.admits(shelved.passage.article)
        ]
        return sorted(hits, key=lambda hit: (-hit.score, hit.passage.id))[: max(0, k)]

    def _current(self, article: Article) -> Article:
        return self.get(article.id) or article

    def _shown(self, passage: Passage) -> Passage:
        return Passage(self._current(passage.article), passage.span)
