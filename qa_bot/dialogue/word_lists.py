"""Closed lists of words, written as a dictionary would: several to a line."""

from __future__ import annotations


def word_set(*lines: str) -> frozenset[str]:
    """The words of the lines.

    >>> sorted(word_set("when where", "why"))
    ['when', 'where', 'why']
    """
    return frozenset(word for line in lines for word in line.split())
