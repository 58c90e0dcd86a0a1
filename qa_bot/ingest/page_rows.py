"""The rows of a web page's tables: which bars stand around a cell, so that columns stay columns.

A cell over several columns is followed by empty ones, and one that reaches down leaves empty ones below it.
Tables that only arrange a page, as old ones do, have no bars.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

_GROUPS = ("thead", "tbody", "tfoot")
_CELLS = ("td", "th")
# a cell of figures holds one of these at most, or a few words in each
_PARTS = ("p", "div", "br", "li", "h3", "h4")
_PARTS_OF_PAGES = ("table", "h1", "h2", "article", "section")
# more is a mistake, or a way to say "the whole row"
_MOST_COLUMNS = 20
_MOST_ROWS = 200
_WIDEST = 100
_LONGEST_CELL = 80
# a bar that looks like one and parts no cells; the mathematical sign in P(A∣B)
_BARS_WITHIN = str.maketrans(dict.fromkeys("|│｜", "\N{DIVIDES}"))

_CELL_TAG = re.compile(r"(?i)<t[dh]\s[^<>]{1,2000}>")
_SPAN = re.compile(r"(?i)\b(?:row|col)span\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>]*)")


@dataclass(frozen=True, slots=True)
class Bars:
    """How many bars stand before a cell and after it."""

    before: int
    after: int


def bars_of(table: Any, is_hidden: Callable[[Any], bool]) -> dict[Any, Bars]:
    """The bars around the cells of a table's own rows; cells of a layout, and single ones, are not there."""
    found: dict[Any, Bars] = {}
    for group in (table, *(child for child in table if child.tag in _GROUPS)):
        held: dict[int, int] = {}  # columns that a cell above reaches down into, and how far
        rows = [(row, _cells(row, is_hidden)) for row in group if row.tag == "tr"]
        layout = {row for row, cells in rows if _is_layout(row, cells)}
        is_wide = any(len(cells) > 1 and row not in layout for row, cells in rows)
        for row, cells in rows:
            if row in layout:
                held.clear()
            elif len(cells) > 1 or held or (is_wide and _is_heading(cells)):
                found.update(_row(cells, held))
    return found


def without_bars(text: str) -> str:
    """The words of a cell, whose own bars must not make columns.

    >>> without_bars("KBS1 | 저녁")
    'KBS1 ∣ 저녁'
    """
    return text.translate(_BARS_WITHIN)


def without_spans(page: str) -> str:
    """The page's source without what its cells span, of which a few thousand cost trafilatura minutes.

    >>> without_spans("<td class=a colspan='2000'>금리</td>")
    '<td class=a >금리</td>'
    """
    return _CELL_TAG.sub(lambda cell: _SPAN.sub("", cell[0]), page)


def _row(cells: list[Any], held: dict[int, int]) -> Iterator[tuple[Any, Bars]]:
    """The cells from left to right, each where a column is free; `held` is then that of the next row."""
    column, before, placed = 0, 0, []
    below = {place: rows - 1 for place, rows in held.items() if rows > 1}
    for cell in cells:
        while column in held:
            column, before = column + 1, before + 1
        columns, rows = _span(cell, "colspan", _MOST_COLUMNS), _span(cell, "rowspan", _MOST_ROWS)
        if rows > 1 and column < _WIDEST:
            below.update(dict.fromkeys(range(column, column + columns), rows - 1))
        placed.append((cell, before))
        column, before = column + columns, columns
    after = before - 1 + sum(place >= column for place in held)
    held.clear()
    held.update(below)
    for number, (cell, bars) in enumerate(placed, start=1):
        yield cell, Bars(bars, after if number == len(placed) else 0)


def _cells(row: Any, is_hidden: Callable[[Any], bool]) -> list[Any]:
    return [cell for cell in row if cell.tag in _CELLS and not is_hidden(cell)]


def _span(cell: Any, name: str, most: int) -> int:
    """How many columns or rows a cell takes; 1 for what can't be meant."""
    written = (cell.get(name) or "").strip()
    return int(written) if written.isdecimal() and len(written) < 4 and 1 <= int(written) <= most else 1


def _is_layout(row: Any, cells: list[Any]) -> bool:
    if next(row.iter(*_PARTS_OF_PAGES), None) is not None:
        return True
    return any(_is_long(cell) and len([*islice(cell.iter(*_PARTS), 2)]) > 1 for cell in cells)


def _is_heading(cells: list[Any]) -> bool:
    """Whether the row is one short cell over several columns, such as the name of what follows."""
    return any(_span(cell, "colspan", _MOST_COLUMNS) > 1 and not _is_long(cell) for cell in cells)


def _is_long(cell: Any) -> bool:
    length = 0
    for text in cell.itertext():
        length += len(text.strip())
        if length > _LONGEST_CELL:
            return True
    return False
