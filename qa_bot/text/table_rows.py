"""Tables in a text: runs of lines whose cells stand between bars."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa_bot.types import Span

# Nobody reads a longer table in a newspaper, and its names take a second at every question.
MOST_ROWS = 1000
_LINE = re.compile(r"[^\n]+")
BARS = "|│｜"
_CELL = re.compile(rf"[^{BARS}]*")
_FIGURE = re.compile(r"\d[\d,.]*")
# A year heads a column of figures, and is no figure among them.
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")

# A cell's place in the text; None for an empty one.
Cell = Span | None


@dataclass(frozen=True, slots=True)
class Row:
    """A line, and the cells in it."""

    line: Span
    cells: tuple[Cell, ...]

    def __len__(self) -> int:
        return len(self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    """A row of headings, and at least one row below it; all are of one length, two cells or more."""

    header: Row
    rows: tuple[Row, ...]


def find_tables(text: str, part: Span | None = None) -> list[Table]:
    r"""The tables of a text in reading order; rows of another length than the headings' are left out.

    With `part`, those that reach into it, as far as its end. Lines with bars but without headings above them
    are no table, nor are more than `MOST_ROWS`.

    >>> text = "| 순위 | 선수 |\n| 1위 | 변우람 |"
    >>> [[cell.of(text) for cell in row.cells] for row in find_tables(text)[0].rows]
    [['1위', '변우람']]
    """
    start, end = (_first_line(text, part.start), part.end) if part else (0, len(text))
    tables = (_table(text, run) for run in _runs(text, start, end))
    return [table for table in tables if table]


def _first_line(text: str, place: int) -> int:
    """Where the rows begin that go on until `place`."""
    start = before = text.rfind("\n", 0, place) + 1
    while before:
        end = before - 1
        before = text.rfind("\n", 0, end) + 1
        if has_bar(text[before:end]):
            start = before
        elif text[before:end].strip():
            break
    return start


def _runs(text: str, start: int, end: int) -> list[list[Span]]:
    """Lines that have a bar, those together between which there is only space."""
    runs: list[list[Span]] = []
    for line in _LINE.finditer(text, start, end):
        if not has_bar(line[0]):
            continue
        span = Span(*line.span())
        if runs and not text[runs[-1][-1].end : span.start].strip():
            runs[-1].append(span)
        else:
            runs.append([span])
    return runs


def has_bar(text: str) -> bool:
    """Whether a text may have a row of a table."""
    return any(bar in text for bar in BARS)


def _table(text: str, lines: Sequence[Span]) -> Table | None:
    """The table of these lines, with bars around its rows or without."""
    if len(lines) > MOST_ROWS:
        return None
    for is_framed in (True, False):
        header, *rows = [Row(line, _cells(text, line, is_framed)) for line in lines]
        alike = tuple(row for row in rows if len(row) == len(header))
        if len(header) > 1 and 2 * len(alike) > len(rows) and _is_header(text, header, alike):
            return Table(header, alike)
    return None


def _cells(text: str, line: Span, is_framed: bool) -> tuple[Cell, ...]:
    """What stands between the bars of a line; nothing where it has no bars around it and should."""
    pieces = [match.span() for match in _CELL.finditer(text, line.start, line.end)]
    cells = tuple(
        _trimmed(text, start, end) for start, end in pieces if start == line.start or text[start - 1] in BARS
    )
    if not is_framed:
        return cells
    return cells[1:-1] if cells[0] is None and cells[-1] is None else ()


def _trimmed(text: str, start: int, end: int) -> Cell:
    said = text[start:end].strip()
    if not said:
        return None
    begin = text.index(said, start)
    return Span(begin, begin + len(said))


def _is_header(text: str, header: Row, rows: Sequence[Row]) -> bool:
    """Whether no cell of the first row but its first is a figure of the same form as most below it."""
    for column, heading in enumerate(header.cells[1:], 1):
        form = _form(text, heading)
        alike = sum(_form(text, row.cells[column]) == form for row in rows)
        if form and 2 * alike > len(rows):
            return False
    return any(header.cells)


def _form(text: str, cell: Cell) -> str:
    """What a figure looks like, "0 won" for "1,650 won"; nothing for words and years."""
    said = cell.of(text) if cell else ""
    return "" if _YEAR.fullmatch(said) or not _FIGURE.search(said) else _FIGURE.sub("0", said)
