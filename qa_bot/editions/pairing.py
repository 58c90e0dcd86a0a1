"""Pairs of editions, the surest evidence first: a link, then the file name, then the contents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from qa_bot.editions.contents import WINDOW, alike
from qa_bot.editions.sides import Vectors
from qa_bot.ingest.edition_names import linked, named_alike
from qa_bot.types import Article

Pair = tuple[str, str]


def find_pairs(
    articles: Sequence[Article],
    vectors: Vectors,
    *,
    known: Iterable[Pair] = (),
    window: timedelta = WINDOW,
    least_similarity: float | None = None,
    least_margin: float | None = None,
) -> list[Pair]:
    """Pairs of ids, the Korean one first, sorted; no article stands in two of them.

    `vectors` gives by article id a unit vector (dimension,) or the passages' (passages, dimension), of
    which the first two count. `known` pairs stay as they are. By content pair only articles of more than a
    line or two, published within `window`, with a similarity of `least_similarity` that beats every other's
    by `least_margin`: the cosine after each language's mean was taken away, or the plain cosine among few
    articles, with limits of its own.

    >>> ko = Article(id="k", title="금리", text="금리", language="ko", source="news/rates.ko.txt")
    >>> en = Article(id="e", title="Rates", text="Rates", language="en", source="news/rates.en.html")
    >>> find_pairs([ko, en], {})
    [('k', 'e')]
    """
    by_id = {article.id: article for article in articles}
    pairs = _Pairs()
    for pair in known:
        if all(key in by_id for key in pair):
            pairs.add(by_id[pair[0]], by_id[pair[1]])
    ordered = [by_id[key] for key in sorted(by_id)]
    for find in (linked, named_alike):
        for first, second in find(pairs.without_partner(ordered)):
            pairs.add(first, second)
    free = pairs.without_partner(ordered)
    for first, second in alike(free, ordered, vectors, window, least_similarity, least_margin):
        pairs.add(first, second)
    return sorted(pairs.found)


class _Pairs:
    """Pairs of a Korean and an English article, none of which is taken twice; the first to come stays."""

    def __init__(self) -> None:
        self.found: list[Pair] = []
        self._taken: set[str] = set()

    def add(self, first: Article, second: Article) -> None:
        if {first.language, second.language} != {"ko", "en"} or {first.id, second.id} & self._taken:
            return
        ko, en = (first, second) if first.language == "ko" else (second, first)
        self._taken |= {ko.id, en.id}
        self.found.append((ko.id, en.id))

    def without_partner(self, articles: Iterable[Article]) -> list[Article]:
        return [article for article in articles if article.id not in self._taken]
