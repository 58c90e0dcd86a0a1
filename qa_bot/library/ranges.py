"""Which passages pass a filter, as runs of their ids."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Ranges:
    """Disjoint runs of passage ids: what passes a filter."""

    firsts: NDArray[np.int64]
    counts: NDArray[np.int64]

    @classmethod
    def of(cls, runs: Iterable[tuple[int, int]]) -> Ranges:
        """From pairs of (first id, number of ids)."""
        table = np.array(list(runs), dtype=np.int64).reshape(-1, 2)
        return cls(table[:, 0], table[:, 1])

    def mask(self, ids: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which of the ascending `ids` lie in one of the runs.

        >>> Ranges.of([(2, 2), (7, 1)]).mask(np.array([1, 2, 3, 4, 7])).tolist()
        [False, True, True, False, True]
        """
        steps = np.zeros(len(ids) + 1, dtype=np.int64)
        np.add.at(steps, np.searchsorted(ids, self.firsts), 1)
        np.add.at(steps, np.searchsorted(ids, self.firsts + self.counts), -1)
        inside: NDArray[np.bool_] = np.cumsum(steps[:-1]) > 0
        return inside
