"""F1 of two bags of units, the share that SQuAD and KorQuAD both count, each with units of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence


def overlap_f1(prediction: Sequence[str], gold: Sequence[str]) -> float:
    """Harmonic mean of precision and recall over units with their multiplicity, 0 to 1.

    Where one side is empty, both being empty is right and anything else is wrong.

    >>> overlap_f1(["two", "new", "bridges"], ["two", "bridges"])
    0.8
    """
    if not prediction or not gold:
        return float(not prediction and not gold)
    shared = sum((Counter(prediction) & Counter(gold)).values())
    # the same as 2pr / (p + r), without the division by zero
    return 2 * shared / (len(prediction) + len(gold))
