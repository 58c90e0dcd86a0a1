"""What a library refuses to store or to search for, the same for every adapter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from types import NoneType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa_bot.errors import LibraryError, ModelError
from qa_bot.filters import is_storable
from qa_bot.ports import PassageVectors, Vectors
from qa_bot.types import Article, Passage

MOST_ROWS = 65_535  # of one passage; their number is stored in two bytes
_KINDS: dict[str, tuple[type, ...]] = {
    **dict.fromkeys(("id", "title", "text", "language", "source"), (str,)),
    **dict.fromkeys(("url", "author", "translation_of"), (str, NoneType)),
    **dict.fromkeys(("published", "modified"), (datetime, NoneType)),
}


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
    """`LibraryError` for an article that can't be stored as it is."""
    if problem := find_problem(article):
        raise LibraryError(f"article {article.id!a}: {problem}")


def find_problem(article: Article) -> str | None:
    r"""What keeps an article from being stored: a field of a wrong kind, or one that can't be UTF-8.

    >>> find_problem(Article(id="a", title="\ud800", text="글", language="ko"))
    'its title holds half a character (a lone surrogate); read the file again with its right encoding'
    """
    for name, kinds in _KINDS.items():
        value = getattr(article, name)
        if not isinstance(value, kinds):
            shown = " ".join(str(value).split())[:60]
            return f'its {name} is "{shown}" of kind {type(value).__name__}; make it a {kinds[0].__name__}'
        # SQLite and JSON need UTF-8
        if isinstance(value, str) and not is_storable(value):
            return (
                f"its {name} holds half a character (a lone surrogate); "
                "read the file again with its right encoding"
            )
    return None


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
