"""What a library refuses to store or to search for, the same for every adapter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa_bot.errors import LibraryError, ModelError
from qa_bot.filters import is_storable
from qa_bot.ports import PassageVectors, Vectors
from qa_bot.types import Article, Passage

MOST_ROWS = 65_535  # of one passage; their number is stored in two bytes


def check_query(vector: Vectors, dimension: int) -> Vectors:
    """The vector as contiguous float32 of shape (dimension,); `ModelError` when it isn't one."""
    checked = np.asarray(vector, dtype=np.float32)
    if checked.shape != (dimension,):
        raise ModelError(f"the encoder gave a vector of shape {checked.shape}, not ({dimension},)")
    _finite(checked, "the question")
    return np.ascontiguousarray(checked)


def check_vectors(article_id: str, vectors: PassageVectors, count: int, dimension: int) -> list[Vectors]:
    """By passage contiguous float32 of shape (rows, dimension); `ModelError` when they aren't."""
    whose = f"article {article_id}"
    if len(vectors) != count:
        raise ModelError(f"{whose}: the encoder gave vectors for {len(vectors)} passages, not for {count}")
    checked = [np.atleast_2d(np.asarray(rows, dtype=np.float32)) for rows in vectors]
    for rows in checked:
        if rows.ndim != 2 or not 1 <= len(rows) <= MOST_ROWS or rows.shape[1] != dimension:
            raise ModelError(
                f"{whose}: the encoder gave vectors of shape {rows.shape} for a passage, "
                f"not (1 to {MOST_ROWS}, {dimension})"
            )
        with np.errstate(over="ignore"):  # what becomes infinite is said below
            _finite(rows.astype(np.float16), whose)
    return [np.ascontiguousarray(rows) for rows in checked]


def check_passages(article: Article, passages: Sequence[Passage]) -> list[Passage]:
    """The passages in reading order; `LibraryError` when they are of another text or two start together."""
    ordered = sorted(passages, key=lambda passage: passage.span)
    starts = set()
    for passage in ordered:
        if passage.article.id != article.id or passage.article.text != article.text:
            raise LibraryError(f"passage {passage.id} is not of article {article.id}; cut that article anew")
        if passage.span.start in starts:
            raise LibraryError(f"two passages of article {article.id} start at {passage.span.start}")
        starts.add(passage.span.start)
    return ordered


def check_article(article: Article) -> None:
    """`LibraryError` when a field can't be written as UTF-8, which SQLite and JSON need."""
    for name in ("id", "title", "text", "source", "url", "author", "translation_of"):
        if not is_storable(getattr(article, name) or ""):
            raise LibraryError(
                f"article {article.id!a}: its {name} holds half a character (a lone surrogate); "
                "read the file again with its right encoding"
            )


def not_own(article_id: str) -> LibraryError:
    """The error for an article that may be seen, but not changed or removed."""
    return LibraryError(
        f"article {article_id} is one that everybody sees; only those that you added can be changed or "
        "removed"
    )


def check_pairs(pairs: Sequence[tuple[str, str]], known: set[str]) -> list[tuple[str, str]]:
    """Distinct pairs, smaller id first, ordered; `LibraryError` when an article is missing or in two."""
    ordered = sorted({(min(pair), max(pair)) for pair in pairs})
    seen: set[str] = set()
    for left, right in ordered:
        for article_id in (left, right):
            if article_id not in known:
                raise LibraryError(f"article {article_id!a} can't be paired: it is not in the library")
            if article_id in seen or left == right:
                raise LibraryError(f"article {article_id!a} is paired twice, or with itself")
            seen.add(article_id)
    return ordered


def _finite(vectors: NDArray[np.floating[Any]], whose: str) -> None:
    if not np.isfinite(vectors).all():
        raise ModelError(
            f"{whose}: the encoder gave a vector with NaN, infinity or a number beyond 65,504; "
            "check the model's files"
        )
