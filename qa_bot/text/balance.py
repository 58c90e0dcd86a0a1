"""Answer spans whose quotation marks and brackets come in pairs."""

from __future__ import annotations

import re

from qa_bot.types import Span

PAIRS = {
    "(": ")",
    "[": "]",
    "{": "}",
    "《": "》",
    "〈": "〉",
    "「": "」",
    "『": "』",
    "【": "】",
    "“": "”",
    "‘": "’",
}
_OPENING = {closing: opening for opening, closing in PAIRS.items()}
_SYMMETRIC = '"'
_EDGE = " \t\n,;:·…"
# A full stop that no abbreviation needs: behind a digit, a closing mark, Hangul, or a word of five letters.
_FULL_STOP = re.compile(r"(?:[\d)\]”’\"가-힣%]|[A-Za-z]{5})\.$")


def balance(text: str, span: Span) -> Span:
    """The span without stray marks at its edges, never shrunk to nothing.

    A mark whose partner stands right outside takes the partner in; one at the edge without a partner is
    dropped; a pair that embraces the whole span is dropped, and so are commas and spaces at the edges and
    the full stop of the sentence that the span ends.

    >>> text = '그는 "좋다"고 했다 (2018년)'
    >>> balance(text, Span(3, 6)).of(text)
    '좋다'
    >>> text = "Kim (Seoul) said"
    >>> balance(text, Span(0, 10)).of(text)
    'Kim (Seoul)'
    """
    start, end = span.start, span.end
    changed = True
    while changed and start < end:
        changed = False
        if end - start > 1 and text[start] in _EDGE:
            start, changed = start + 1, True
        elif end - start > 1 and (text[end - 1] in _EDGE or _ends_a_sentence(text, start, end)):
            end, changed = end - 1, True
        else:
            start_new, end_new = _mend(text, start, end)
            changed = (start_new, end_new) != (start, end)
            start, end = start_new, end_new
    return Span(start, end) if start < end else span


def _ends_a_sentence(text: str, start: int, end: int) -> bool:
    # A whole sentence as an answer keeps its full stop.
    is_clause = start == 0 or text[start - 1] == "\n" or text[max(0, start - 2) : start] == ". "
    return not is_clause and _FULL_STOP.search(text, max(start, end - 7), end) is not None


def _mend(text: str, start: int, end: int) -> tuple[int, int]:
    inside = text[start:end]
    if len(inside) < 2:
        return start, end
    first, last = inside[0], inside[-1]
    if _embraced(inside):
        return start + 1, end - 1
    unclosed, unopened = _strays(inside)
    after = text[end : end + 1]
    if unclosed and after == PAIRS.get(inside[unclosed[-1]], _SYMMETRIC):
        return start, end + 1
    if unclosed and unclosed[0] == 0 and (first in PAIRS or first == _SYMMETRIC):
        return start + 1, end
    if unclosed and unclosed[-1] == len(inside) - 1:
        return start, end - 1
    before = text[start - 1] if start else ""
    # A mark between the two can keep them from being partners, as in "(a[)".
    if unopened and before == _OPENING[inside[unopened[0]]] and _has_fewer_strays(before + inside, inside):
        return start - 1, end
    if unopened and unopened[-1] == len(inside) - 1 and last in _OPENING:
        return start, end - 1
    if unopened and unopened[0] == 0:
        return start + 1, end
    return start, end


def _has_fewer_strays(one: str, other: str) -> bool:
    return sum(map(len, _strays(one))) < sum(map(len, _strays(other)))


def _embraced(inside: str) -> bool:
    if len(inside) < 3:
        return False
    first, last = inside[0], inside[-1]
    middle = inside[1:-1]
    if first == last == _SYMMETRIC:
        return _SYMMETRIC not in middle
    return PAIRS.get(first) == last and first not in middle and last not in middle


def _strays(inside: str) -> tuple[list[int], list[int]]:
    """Positions of opening marks without a partner, and of closing ones."""
    open_at: list[int] = []
    unopened: list[int] = []
    for position, mark in enumerate(inside):
        if mark == _SYMMETRIC:
            if open_at and inside[open_at[-1]] == _SYMMETRIC:
                open_at.pop()
            else:
                open_at.append(position)
        elif mark in PAIRS:
            open_at.append(position)
        elif mark in _OPENING and not _is_apostrophe(inside, position):
            if open_at and inside[open_at[-1]] == _OPENING[mark]:
                open_at.pop()
            else:
                unopened.append(position)
    return open_at, unopened


def _is_apostrophe(inside: str, position: int) -> bool:
    # ’ is the apostrophe of "Korea’s" and "workers’ union" as well as a closing quotation mark.
    return inside[position] == "’" and "‘" not in inside[:position]
