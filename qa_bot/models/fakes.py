"""Deterministic stand-ins whose results can be worked out by hand, for tests and documentation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from zlib import crc32

import numpy as np

from qa_bot.ports import Vectors
from qa_bot.types import Candidate, Passage, Span

_WORD = re.compile(r"\w+")


class HashingEmbedder:
    """Counts words into buckets by checksum: texts that share words are alike.

    >>> a, b, c = HashingEmbedder().embed_passages(["금리 인상", "금리 동결", "school lunch"])
    >>> bool(a @ b > a @ c)
    True
    """

    def __init__(self, dimension: int = 64) -> None:
        self._dimension = dimension

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self._dimension

    @property
    def fingerprint(self) -> str:
        """Names the buckets."""
        return f"hashing-{self._dimension}"

    def embed_queries(self, questions: Sequence[str]) -> Vectors:
        """float32 of shape (questions, dimension), rows of unit length."""
        return self._embed(questions)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """float32 of shape (texts, dimension), rows of unit length."""
        return self._embed(texts)

    def _embed(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), self._dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in _words(text):
                vectors[row, crc32(word.encode()) % self._dimension] += 1.0
        # A text without words still needs a direction.
        vectors[~vectors.any(axis=1), 0] = 1.0
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors


class KeywordReader:
    """Answers with the word that follows the last word a passage shares with the question.

    The score is the number of distinct
    shared words, the no-answer score is 1.5, so one shared word is not enough.

    >>> from qa_bot.types import Article
    >>> article = Article(id="a", title="", text="The port opened in Haesong yesterday.", language="en")
    >>> best = KeywordReader().read("Where was the port opened in?", [Passage(article, Span(0, 37))])[0]
    >>> (best.text, best.score)
    ('Haesong', 4.0)
    """

    fingerprint = "keyword"

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Number of words."""
        return [len(_WORD.findall(text)) for text in texts]

    def read(self, question: str, passages: Sequence[Passage]) -> list[Candidate]:
        """At most one candidate a passage, best margin first."""
        asked = set(_words(question))
        candidates = [self._best(asked, passage) for passage in passages]
        found = [candidate for candidate in candidates if candidate is not None]
        return sorted(found, key=lambda c: (-c.margin, c.passage.id, c.span))

    def _best(self, asked: set[str], passage: Passage) -> Candidate | None:
        matches = list(_WORD.finditer(passage.text))
        shared = [i for i, match in enumerate(matches) if match.group().lower() in asked]
        if not matches:
            return None
        position = min(shared[-1] + 1, len(matches) - 1) if shared else 0
        match = matches[position]
        score = float(len({matches[i].group().lower() for i in shared}))
        return Candidate(passage, Span(match.start(), match.end()), score, 1.5)


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]
