"""Which cells of a table a question is about, by the words that it shares with what stands in the table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from qa_bot.text.table_rows import Cell, Table
from qa_bot.text.terms import terms

# How much of a name or heading a question has to have for its row or column to be meant.
LEAST_SHARE = 0.5
_LEAST_SYLLABLES = 2
_HANGUL = re.compile("[가-힣]")
_DIGIT = re.compile(r"\d")


def columns_asked_for(table: Table, text: str, question: str) -> tuple[int, ...]:
    r"""The columns, but for the first, whose headings a question says most of; all where it says none.

    >>> from qa_bot.text.table_rows import find_tables
    >>> text = "| 분야 | 올해 | 내년 |\n| 복지 | 43억 원 | 48억 원 |\n| 도로 | 15억 원 | 13억 원 |"
    >>> columns_asked_for(find_tables(text)[0], text, "내년 도로 예산은?")
    (2,)
    """
    shares = _shares([_said(text, cell) for cell in table.header.cells[1:]], _Asked(question))
    return tuple(column + 1 for column in _most(shares))


def rows_asked_for(table: Table, text: str, question: str) -> tuple[int, ...]:
    r"""The rows of which a question says most of a name; all where it says none.

    A name stands in the first cell, or is any other without figures.

    >>> from qa_bot.text.table_rows import find_tables
    >>> text = "| 분야 | 올해 | 내년 |\n| 복지 | 43억 원 | 48억 원 |\n| 도로 | 15억 원 | 13억 원 |"
    >>> rows_asked_for(find_tables(text)[0], text, "내년 도로 예산은?")
    (1,)
    """
    asked = _Asked(question)
    shares = [0.0] * len(table.rows)
    for column in range(len(table.header)):
        names = [_said(text, row.cells[column]) for row in table.rows]
        if column:
            names = ["" if _DIGIT.search(name) else name for name in names]
        shares = [max(pair) for pair in zip(shares, _shares(names, asked), strict=True)]
    return _most(shares)


def _said(text: str, cell: Cell) -> str:
    return cell.of(text) if cell else ""


def _most(shares: Sequence[float]) -> tuple[int, ...]:
    least = max(shares, default=0.0)
    return tuple(place for place, share in enumerate(shares) if share >= least or least < LEAST_SHARE)


class _Asked:
    """What a question says."""

    def __init__(self, question: str) -> None:
        self._terms = frozenset(terms(question))
        self._letters = _letters(question)

    def has_term(self, term: str) -> bool:
        """Whether it has the term, or of Korean ones a longer or shorter one: 여자, 여자부."""
        if term in self._terms:
            return True
        if not _is_korean_word(term):
            return False
        others = (other for other in self._terms if _is_korean_word(other))
        return any(other.startswith(term) or term.startswith(other) for other in others)

    def has_letters(self, said: str) -> bool:
        """Whether it has all of a Korean name, which may fall into other morphemes beside other words."""
        letters = _letters(said)
        return _is_korean_word(letters) and letters in self._letters


def _shares(names: Sequence[str], asked: _Asked) -> list[float]:
    """How much of each name is said, 0 to 1: a term that many names have counts less, one of all nothing."""
    bags = [frozenset(terms(name)) if name else frozenset() for name in names]
    names_with = Counter(term for bag in bags for term in bag)
    many = max(2, sum(bool(bag) for bag in bags))
    return [_share(name, bag, names_with, many, asked) for name, bag in zip(names, bags, strict=True)]


def _share(name: str, bag: frozenset[str], names_with: Counter[str], many: int, asked: _Asked) -> float:
    if asked.has_letters(name):
        return 1.0
    weights = {term: 1 / names_with[term] for term in sorted(bag) if names_with[term] < many}
    said = sum(weight for term, weight in weights.items() if asked.has_term(term))
    return said / sum(weights.values()) if weights else 0.0


def _letters(text: str) -> str:
    return "".join(text.lower().split())


def _is_korean_word(term: str) -> bool:
    return len(term) >= _LEAST_SYLLABLES and bool(_HANGUL.match(term))
