"""What BM25 has to know about all passages at once, so that parts kept apart are scored as one whole."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

K1, B = 1.2, 0.75  # Robertson and Zaragoza 2009; Lucene's defaults


@dataclass(frozen=True, slots=True)
class TermStatistics:
    """Of a collection: its passages, the terms in all of them, and in how many passages some terms stand.

    >>> here = TermStatistics(passages=2, length=9, holding={"금리": 1})
    >>> here + TermStatistics(passages=1, length=3, holding={"금리": 1})
    TermStatistics(passages=3, length=12, holding={'금리': 2})
    """

    passages: int
    length: int
    holding: Mapping[str, int]

    @classmethod
    def of(cls, bags: Sequence[Counter[str]], terms: Iterable[str]) -> TermStatistics:
        """Of passages that are given as their counted terms."""
        return cls(
            passages=len(bags),
            length=sum(bag.total() for bag in bags),
            holding={term: sum(term in bag for bag in bags) for term in sorted(set(terms))},
        )

    def __add__(self, other: TermStatistics) -> TermStatistics:
        """Of both collections together; they must know the same terms."""
        holding = {term: count + other.holding[term] for term, count in self.holding.items()}
        return TermStatistics(self.passages + other.passages, self.length + other.length, holding)

    def __sub__(self, part: TermStatistics) -> TermStatistics:
        """Of the collection without a part of it; never below nothing, should the part have changed."""
        holding = {term: max(0, count - part.holding[term]) for term, count in self.holding.items()}
        passages, length = self.passages - part.passages, self.length - part.length
        return TermStatistics(max(0, passages), max(0, length), holding)

    @property
    def average_length(self) -> float:
        """Terms a passage; a little more than nothing where there are none, so that it can divide."""
        return max(self.length / max(1, self.passages), 1e-9)

    def weight(self, term: str) -> float:
        """The BM25 of a term that stands in a passage without end."""
        return idf(self.passages, self.holding[term]) * (K1 + 1)

    def ideal_score(self) -> float:
        """What no passage's BM25 for these terms can exceed."""
        return sum(self.weight(term) for term in self.holding)


def idf(passage_count: int, document_frequency: int) -> float:
    """Weight of a term that stands in `document_frequency` of `passage_count` passages; always positive.

    >>> round(idf(3, 1), 4)
    0.9808
    """
    # The parts of a joined collection may be counted at two moments, between which one has shrunk.
    absent = max(0, passage_count - document_frequency)
    return math.log(1 + (absent + 0.5) / (document_frequency + 0.5))
