"""The edges of the package: what an encoder, a reader and a library must do.

Every adapter of a port passes the same contract tests, compared with a slow oracle.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from qa_bot.types import Article, Candidate, Filters, Hit, Language, Passage, Translation

Vectors = NDArray[np.float32]
# By passage what it is found by: an array of shape (rows, dimension), or (dimension,) where that is one row.
PassageVectors = Vectors | Sequence[Vectors]


@runtime_checkable
class Embedder(Protocol):
    """Turns text into unit vectors whose inner product is likeness."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        ...

    @property
    def fingerprint(self) -> str:
        """Names the weights: two encoders with the same fingerprint give the same vectors."""
        ...

    def embed_queries(self, questions: Sequence[str]) -> Vectors:
        """float32 of shape (questions, dimension), rows of unit length."""
        ...

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """float32 of shape (texts, dimension), rows of unit length."""
        ...


@runtime_checkable
class Reader(Protocol):
    """Finds the words in passages that answer a question."""

    @property
    def fingerprint(self) -> str:
        """Names the weights."""
        ...

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Length of each text in the reader's own tokens, without special ones."""
        ...

    def read(self, question: str, passages: Sequence[Passage]) -> list[Candidate]:
        """Candidates of all passages, best margin first, no two of one passage overlapping.

        Every passage yields at least one candidate, so that its no-answer score is known, unless it
        has no place where an answer could stand.
        """
        ...


@runtime_checkable
class Library(Protocol):
    """Articles, their passages and both indexes, as one consistent whole."""

    def add(self, article: Article, passages: Sequence[Passage], vectors: PassageVectors) -> None:
        """Store an article, in place of what was stored under its id; all of it or nothing.

        `vectors` are by passage what it is found by: one row or several, of which the nearest counts.
        """
        ...

    def remove(self, article_id: str) -> bool:
        """Forget an article; whether it was there."""
        ...

    def get(self, article_id: str) -> Article | None:
        """The article of that id, or None."""
        ...

    def articles(self, filters: Filters | None = None) -> Iterator[Article]:
        """All articles that pass the filters, ordered by id."""
        ...

    def passages(self, article_id: str) -> tuple[Passage, ...]:
        """The passages of one article in reading order; empty when it isn't there."""
        ...

    def search_dense(self, vector: Vectors, k: int, filters: Filters | None = None) -> list[Hit]:
        """The k passages of largest inner product with `vector` (dimension,), ties by passage id.

        A passage of several rows is as near as the nearest of them.
        """
        ...

    def search_lexical(self, terms: Sequence[str], k: int, filters: Filters | None = None) -> list[Hit]:
        """The k passages of largest BM25 for `terms`, ties by passage id; scores are positive."""
        ...

    def ideal_score(self, terms: Sequence[str]) -> float:
        """The BM25 that no passage can exceed for `terms`; unknown terms count as the rarest."""
        ...

    def score_dense(self, vector: Vectors, passage_ids: Iterable[str]) -> dict[str, float]:
        """Inner products with the nearest rows of those passages; unknown ids are left out."""
        ...

    def __len__(self) -> int:
        """Number of articles."""
        ...


class TermSplitter(Protocol):
    """Cuts text into the terms that lexical search compares."""

    def __call__(self, text: str, language: Language) -> list[str]:
        """The terms of a text in reading order, repeated ones included."""
        ...


class TermTranslator(Protocol):
    """Puts terms of a question into the other of the two languages."""

    def __call__(self, terms: Sequence[str], language: Language) -> Translation:
        """What terms of the other language may stand for `terms`, which are of `language`."""
        ...
