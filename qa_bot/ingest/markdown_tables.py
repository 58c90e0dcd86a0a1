r"""Tables in Markdown, in GitHub's form with `|---|` below the head: the cells of their rows.

An escaped bar within a cell becomes "∣", the mathematical sign that looks like it: the bar that the author
wrote would make a column where there is none, and `\|` is what nobody reads on the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_RULE = re.compile(r"(?=.*\|)[ \t]{0,3}\|?(?:[ \t]*:?-+:?[ \t]*\|)*(?:[ \t]*:?-+:?)?[ \t]*")
_BAR = re.compile(r"(?<!\\)\|")
_ESCAPED = re.compile(r"\\\|")

Rows = list[list[str]]


def split_tables(text: str) -> Iterator[str | Rows]:
    r"""The text in reading order: what is no table as it stands, and the cells of each table, row by row.

    >>> list(split_tables("| | 남 |\n|--|--|\n| 가 | |\n끝"))
    [[['', '남'], ['가', '']], '끝']
    """
    lines = text.split("\n")
    passed: list[str] = []
    at = 0
    while at < len(lines):
        rows = _rows(lines, at)
        if rows:
            if passed:
                yield "\n".join(passed)
            yield rows
            passed, at = [], at + len(rows) + 1
        else:
            passed.append(lines[at])
            at += 1
    if passed:
        yield "\n".join(passed)


def _rows(lines: list[str], at: int) -> Rows:
    """The rows of the table whose head is that line, without its rule; none where there is no table."""
    if at + 1 == len(lines) or "|" not in lines[at] or not _RULE.fullmatch(lines[at + 1]):
        return []
    head = _cells(lines[at])
    if len(head) != len(_cells(lines[at + 1])):
        return []
    rows = [head]
    for line in lines[at + 2 :]:
        if not _BAR.search(line):
            break
        cells = _cells(line)
        rows.append(cells + [""] * (len(head) - len(cells)))
    return rows


def _cells(line: str) -> list[str]:
    """What stands between the bars, those at the ends being a frame."""
    cells = [_ESCAPED.sub("\N{DIVIDES}", cell).strip() for cell in _BAR.split(line.strip())]
    if len(cells) > 1 and not cells[0]:
        del cells[0]
    if len(cells) > 1 and not cells[-1]:
        del cells[-1]
    return cells
