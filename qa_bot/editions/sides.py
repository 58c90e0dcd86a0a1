"""The articles of one language as vectors in the order of time, and the nearest of the other language's."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from qa_bot.types import Article

Vectors = Callable[[str], NDArray[np.float32] | None] | Mapping[str, NDArray[np.float32]]

# a news story says what it is about at its beginning
_LEAD_PASSAGES = 2
_LEAST_SAMPLE, _LARGEST_SAMPLE = 20, 500
_ROWS_AT_ONCE = 1024


@dataclass(frozen=True, slots=True)
class Side:
    """The articles of one language, by time: their times as seconds and their vectors."""

    articles: list[Article]
    seconds: NDArray[np.float64]
    vectors: NDArray[np.float32]


def mean_of(articles: Sequence[Article], language: str, vectors: Vectors) -> NDArray[np.float32] | None:
    """The mean vector of a language's articles, of a sample by id; None when they are few."""
    found = [article for article in articles if article.language == language][:_LARGEST_SAMPLE]
    rows = [vector for article in found if (vector := _unit_vector(article.id, vectors)) is not None]
    return np.mean(rows, axis=0, dtype=np.float32) if len(rows) >= _LEAST_SAMPLE else None


def side_of(
    dated: Sequence[tuple[float, Article]], vectors: Vectors, mean: NDArray[np.float32] | None = None
) -> Side:
    """Articles with their times in that order, as a side; `mean` is taken away from their vectors."""
    found = [
        (seconds, article, vector)
        for seconds, article in dated
        if (vector := _unit_vector(article.id, vectors, mean)) is not None
    ]
    return Side(
        [article for _, article, _ in found],
        np.array([seconds for seconds, _, _ in found], dtype=np.float64),
        np.array([vector for _, _, vector in found], dtype=np.float32),
    )


def nearest(
    side: Side, other: Side, window: timedelta
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
