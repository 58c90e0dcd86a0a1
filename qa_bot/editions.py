"""Which articles are the Korean and the English edition of one story.

A link from one to the other decides; else the same file name but for the language; else the contents: two
articles that are each other's nearest neighbours across the languages, clearly so, and of the same days.
Articles without a date pair by contents among themselves. A line or two is too little to go by its contents.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from qa_bot.ingest.edition_names import linked, named_alike
from qa_bot.types import Article

Vectors = Callable[[str], NDArray[np.float32] | None] | Mapping[str, NDArray[np.float32]]
Pair = tuple[str, str]

WINDOW = timedelta(days=2)
# They belong to the shipped encoder; chosen on NTREX-128 news stories that it was trained on, as of one day
# and half of them without their partner: of the pairs found 99.5 % are right, 98.8 % of all are found.
# benchmarks/editions.py measures them on stories that it was not trained on.
LEAST_SIMILARITY = 0.5
LEAST_MARGIN = 0.05
# for plain cosines, where articles are too few to tell what all have in common: 99.1 % and 97.3 %, of
# fourteen stories at a time
LEAST_COSINE = 0.7
LEAST_COSINE_MARGIN = 0.03
# Without dates there is more to be mistaken for. Among 474 Korean and 474 English articles of the news, 74 of
# each the editions of one story, none with a date, a lead of `LEAST_MARGIN` finds 72 pairs and a wrong one,
# twice that 71 and none.
_UNDATED_FACTOR = 2
# so many take some seconds, whenever an article comes or goes
_MOST_UNDATED = 5_000
# a news story says what it is about at its beginning
_LEAD_PASSAGES = 2
# A line or two, of which a date is half, is like any other. Of 36 stories of data/, cut short, so many
# unrelated pairs reach `LEAST_COSINE`: headline and dateline alone 29 %, with 40 Hangul syllables of story
# 6.5 %, with 80 of them 1.7 %. The limit counts headline and byline too; a syllable is two Latin letters.
_LEAST_SYLLABLES = 80
_SURELY_ENOUGH = 1000
_LETTER, _HANGUL = re.compile(r"[^\W\d_]"), re.compile("[\uac00-\ud7a3]")
_LEAST_SAMPLE, _LARGEST_SAMPLE = 20, 500
_ROWS_AT_ONCE = 1024


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
    for group in _by_dating(pairs.without_partner(ordered)):
        sides = _sides(group, ordered, vectors, window)
        if sides is not None:
            least = sides.least if least_similarity is None else least_similarity
            usual = sides.margin if group[0].published else _UNDATED_FACTOR * sides.margin
            margin = usual if least_margin is None else least_margin
            for first, second in _alike(sides.ko, sides.en, window, least, margin):
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


@dataclass(frozen=True, slots=True)
class _Side:
    """The articles of one language, by time: their times as seconds and their vectors."""

    articles: list[Article]
    seconds: NDArray[np.float64]
    vectors: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Sides:
    """Both languages' articles that may pair by content, and the limits that fit their vectors."""

    ko: _Side
    en: _Side
    least: float
    margin: float


def _sides(
    free: Sequence[Article], everything: Sequence[Article], vectors: Vectors, window: timedelta
) -> _Sides | None:
    """The articles without partner that have a possible one in reach; None where there are none."""
    ko, en = (_by_time(free, language) for language in ("ko", "en"))
    ko, en = _in_reach(ko, en, window), _in_reach(en, ko, window)
    if not ko or not en:
        return None
    means = [_mean(everything, language, vectors) for language in ("ko", "en")]
    if means[0] is None or means[1] is None:
        return _Sides(_side(ko, vectors), _side(en, vectors), LEAST_COSINE, LEAST_COSINE_MARGIN)
    # vectors of one encoder all lean the same way, and each language's its own way: that says nothing
    return _Sides(_side(ko, vectors, means[0]), _side(en, vectors, means[1]), LEAST_SIMILARITY, LEAST_MARGIN)


def _by_dating(articles: Sequence[Article]) -> Iterator[list[Article]]:
    """Those with a date; then those without one, as of one day, where they are not too many for that."""
    yield [article for article in articles if article.published]
    undated = [article for article in articles if not article.published]
    yield undated if len(undated) <= _MOST_UNDATED else []


def _by_time(articles: Sequence[Article], language: str) -> list[tuple[float, Article]]:
    timed = [
        (article.published.timestamp() if article.published else 0.0, article)
        for article in articles
        if article.language == language and _says_enough(article.text)
    ]
    return sorted(timed, key=lambda item: (item[0], item[1].id))


def _says_enough(text: str) -> bool:
    r"""Whether the text is long enough to be told from others by what it says.

    >>> _says_enough("2024-05-03\n\n점심은 비빔밥이다."), _says_enough("한국은행이 금리를 올렸다. " * 8)
    (False, True)
    """
    if len(text) >= _SURELY_ENOUGH:
        return True
    # a syllable is a letter too, so it counts as the two letters that it takes in English
    return len(_LETTER.findall(text)) + len(_HANGUL.findall(text)) >= 2 * _LEAST_SYLLABLES


def _in_reach(
    side: list[tuple[float, Article]], other: list[tuple[float, Article]], window: timedelta
) -> list[tuple[float, Article]]:
    times, reach = [seconds for seconds, _ in other], window.total_seconds()
    return [
        (seconds, article)
        for seconds, article in side
        if bisect_left(times, seconds - reach) < bisect_right(times, seconds + reach)
    ]


def _mean(articles: Sequence[Article], language: str, vectors: Vectors) -> NDArray[np.float32] | None:
    """The mean vector of a language's articles, of a sample by id; None when they are few."""
    found = [article for article in articles if article.language == language][:_LARGEST_SAMPLE]
    rows = [vector for article in found if (vector := _unit_vector(article.id, vectors)) is not None]
    return np.mean(rows, axis=0, dtype=np.float32) if len(rows) >= _LEAST_SAMPLE else None


def _side(
    dated: Sequence[tuple[float, Article]], vectors: Vectors, mean: NDArray[np.float32] | None = None
) -> _Side:
    found = [
        (seconds, article, vector)
        for seconds, article in dated
        if (vector := _unit_vector(article.id, vectors, mean)) is not None
    ]
    return _Side(
        [article for _, article, _ in found],
        np.array([seconds for seconds, _, _ in found], dtype=np.float64),
        np.array([vector for _, _, vector in found], dtype=np.float32),
    )


def _alike(
    ko: _Side, en: _Side, window: timedelta, least: float, margin: float
) -> Iterator[tuple[Article, Article]]:
    if not ko.articles or not en.articles:
        return
    en_of_ko, best_of_ko, second_of_ko = _nearest(ko, en, window)
    ko_of_en, _, second_of_en = _nearest(en, ko, window)
    for row, column in enumerate(en_of_ko):
        if column < 0 or ko_of_en[column] != row:
            continue
        runner_up = max(second_of_ko[row], second_of_en[column])
        if best_of_ko[row] >= least and best_of_ko[row] - runner_up >= margin:
            yield ko.articles[row], en.articles[column]


def _unit_vector(
    key: str, vectors: Vectors, away: NDArray[np.float32] | None = None
) -> NDArray[np.float32] | None:
    """The mean of an article's first vectors, of unit length, less `away`; None for one without any."""
    rows = vectors.get(key) if isinstance(vectors, Mapping) else vectors(key)
    if rows is None or rows.size == 0:
        return None
    mean = _of_unit_length(np.asarray(np.atleast_2d(rows)[:_LEAD_PASSAGES].mean(axis=0), dtype=np.float32))
    return mean if mean is None or away is None else _of_unit_length(mean - away)


def _of_unit_length(vector: NDArray[np.float32]) -> NDArray[np.float32] | None:
    length = np.float32(np.linalg.norm(vector))
    return vector / length if length > 0 else None


def _nearest(
    side: _Side, other: _Side, window: timedelta
) -> tuple[NDArray[np.int64], NDArray[np.float32], NDArray[np.float32]]:
    """For each article its nearest of the other side within the window (-1: none), and the two best scores.

    Both sides are ordered by time, so a run of articles meets only the slice of the other side around it.
    """
    count, reach = len(side.articles), window.total_seconds()
    nearest = np.full(count, -1, dtype=np.int64)
    best = np.full(count, -1.0, dtype=np.float32)
    second = np.full(count, -1.0, dtype=np.float32)
    for start in range(0, count, _ROWS_AT_ONCE):
        seconds = side.seconds[start : start + _ROWS_AT_ONCE]
        low = int(np.searchsorted(other.seconds, seconds[0] - reach, side="left"))
        high = int(np.searchsorted(other.seconds, seconds[-1] + reach, side="right"))
        if low == high:
            continue
        scores = side.vectors[start : start + len(seconds)] @ other.vectors[low:high].T
        scores[np.abs(seconds[:, None] - other.seconds[None, low:high]) > reach] = -1.0
        rows = np.arange(len(seconds))
        columns = scores.argmax(axis=1)
        best[start : start + len(seconds)] = scores[rows, columns]
        nearest[start : start + len(seconds)] = np.where(scores[rows, columns] > -1.0, columns + low, -1)
        scores[rows, columns] = -1.0
        second[start : start + len(seconds)] = scores.max(axis=1)
    return nearest, best, second
