"""Editions by their contents: each other's nearest neighbours across the languages, of the same days."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from qa_bot.editions.sides import Side, Vectors, mean_of, nearest, side_of
from qa_bot.types import Article

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
# A line or two, of which a date is half, is like any other. Of 36 stories of data/, cut short, so many
# unrelated pairs reach `LEAST_COSINE`: headline and dateline alone 29 %, with 40 Hangul syllables of story
# 6.5 %, with 80 of them 1.7 %. The limit counts headline and byline too; a syllable is two Latin letters.
_LEAST_SYLLABLES = 80
_SURELY_ENOUGH = 1000
_LETTER, _HANGUL = re.compile(r"[^\W\d_]"), re.compile("[\uac00-\ud7a3]")


@dataclass(frozen=True, slots=True)
class _Sides:
    """Both languages' articles that may pair by content, and the limits that fit their vectors."""

    ko: Side
    en: Side
    least: float
    margin: float


def alike(
    free: Sequence[Article],
    everything: Sequence[Article],
    vectors: Vectors,
    window: timedelta = WINDOW,
    least_similarity: float | None = None,
    least_margin: float | None = None,
) -> Iterator[tuple[Article, Article]]:
    """Pairs of the articles in `free`, the Korean one first; `everything` tells what all have in common.

    The limits that are None are those that fit the articles; see `find_pairs`.
    """
    for group in _by_dating(free):
        sides = _sides(group, everything, vectors, window)
        if sides is not None:
            least = sides.least if least_similarity is None else least_similarity
            usual = sides.margin if group[0].published else _UNDATED_FACTOR * sides.margin
            margin = usual if least_margin is None else least_margin
            yield from _nearest_neighbours(sides.ko, sides.en, window, least, margin)


def _sides(
    free: Sequence[Article], everything: Sequence[Article], vectors: Vectors, window: timedelta
) -> _Sides | None:
    """The articles without partner that have a possible one in reach; None where there are none."""
    ko, en = (_by_time(free, language) for language in ("ko", "en"))
    ko, en = _in_reach(ko, en, window), _in_reach(en, ko, window)
    if not ko or not en:
        return None
    means = [mean_of(everything, language, vectors) for language in ("ko", "en")]
    if means[0] is None or means[1] is None:
        return _Sides(side_of(ko, vectors), side_of(en, vectors), LEAST_COSINE, LEAST_COSINE_MARGIN)
    # vectors of one encoder all lean the same way, and each language's its own way: that says nothing
    return _Sides(
        side_of(ko, vectors, means[0]), side_of(en, vectors, means[1]), LEAST_SIMILARITY, LEAST_MARGIN
    )


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


def _nearest_neighbours(
    ko: Side, en: Side, window: timedelta, least: float, margin: float
) -> Iterator[tuple[Article, Article]]:
    if not ko.articles or not en.articles:
        return
    en_of_ko, best_of_ko, second_of_ko = nearest(ko, en, window)
    ko_of_en, _, second_of_en = nearest(en, ko, window)
    for row, column in enumerate(en_of_ko):
        if column < 0 or ko_of_en[column] != row:
            continue
        runner_up = max(second_of_ko[row], second_of_en[column])
        if best_of_ko[row] >= least and best_of_ko[row] - runner_up >= margin:
            yield ko.articles[row], en.articles[column]
