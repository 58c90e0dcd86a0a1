"""What a library in memory holds at one moment: a frozen value, searched by scoring every passage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from qa_bot.feedback import Feedback
from qa_bot.filters import Conditions
from qa_bot.library.statistics import TermStatistics
from qa_bot.ports import Vectors
from qa_bot.types import Article, Hit, Passage

_K1, _B, _MOST_OFTEN = 1.2, 0.75, 255


@dataclass(frozen=True, slots=True)
class Shelved:
    """A passage with what it is found by: vectors of shape (rows, dimension) and its counted terms."""

    passage: Passage
    vectors: Vectors
    terms: Counter[str]


@dataclass(frozen=True, slots=True)
class Holdings:
    """Articles as they were added, their passages, who is paired with whom, and the readers' marks."""

    articles: Mapping[str, Article] = field(default_factory=dict)
    shelves: Mapping[str, tuple[Shelved, ...]] = field(default_factory=dict)
    pairs: Mapping[str, str] = field(default_factory=dict)
    feedback: Mapping[str, Feedback] = field(default_factory=dict)

    def having(self, shelves: Sequence[tuple[Article, tuple[Shelved, ...]]]) -> Holdings:
        """These and more articles, each in place of one of its id."""
        return replace(
            self,
            articles={**self.articles, **{article.id: article for article, _ in shelves}},
            shelves={**self.shelves, **{article.id: shelf for article, shelf in shelves}},
        )

    def without(self, article_id: str) -> Holdings:
        """These less one article and its pair."""
        gone = {article_id, self.pairs.get(article_id)}
        return replace(
            self,
            articles={key: value for key, value in self.articles.items() if key != article_id},
            shelves={key: value for key, value in self.shelves.items() if key != article_id},
            pairs={key: value for key, value in self.pairs.items() if key not in gone},
        )

    def all_shelved(self) -> list[Shelved]:
        """The passages of all articles."""
        return [shelved for shelf in self.shelves.values() for shelved in shelf]

    def shown(self, article_id: str) -> Article | None:
        """The article with the edition that was paired with it."""
        article = self.articles.get(article_id)
        if article is None or article_id not in self.pairs:
            return article
        return replace(article, translation_of=self.pairs[article_id])

    def shown_passage(self, passage: Passage) -> Passage:
        """The passage in its article as that is shown."""
        return Passage(self.shown(passage.article.id) or passage.article, passage.span)

    def term_statistics(self, terms: Sequence[str]) -> TermStatistics:
        """What BM25 for `terms` has to know about all passages."""
        return TermStatistics.of([shelved.terms for shelved in self.all_shelved()], terms)

    def search_dense(self, query: Vectors, k: int, conditions: Conditions) -> list[Hit]:
        """The k passages of largest inner product with `query`, ties by passage id."""
        return self._best(
            [(float(np.max(s.vectors @ query)), s.passage) for s in self._admitted(conditions)], k
        )

    def search_lexical(self, whole: TermStatistics, k: int, conditions: Conditions) -> list[Hit]:
        """The k passages of largest BM25 for the terms that the statistics are of, ties by passage id."""
        scored = [(_bm25(shelved, whole), shelved.passage) for shelved in self._admitted(conditions)]
        return self._best([(score, passage) for score, passage in scored if score > 0], k)

    def _admitted(self, conditions: Conditions) -> Iterator[Shelved]:
        return (
            shelved
            for article_id, shelf in self.shelves.items()
            if conditions.admits(self.articles[article_id])
            for shelved in shelf
        )

    def _best(self, scored: Sequence[tuple[float, Passage]], k: int) -> list[Hit]:
        ordered = sorted(scored, key=lambda item: (-item[0], item[1].id))[: max(0, k)]
        return [Hit(self.shown_passage(passage), score) for score, passage in ordered]


def both_ways(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Each id's partner.

    >>> both_ways([("a", "b")])
    {'a': 'b', 'b': 'a'}
    """
    return {one: other for left, right in pairs for one, other in ((left, right), (right, left))}


def _bm25(shelved: Shelved, whole: TermStatistics) -> float:
    score = 0.0
    norm = _K1 * (1 - _B + _B * shelved.terms.total() / whole.average_length)
    # always in the order of the terms, so that equal passages get equal sums to the last bit
    for term in whole.holding:
        if term in shelved.terms:
            frequency = min(shelved.terms[term], _MOST_OFTEN)
            score += whole.weight(term) * frequency / (frequency + norm)
    return score
