"""What a document of Hancom's word processor holds, in either of its formats: lines of text, and tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from qa_bot.ingest.page_rows import without_bars

MOST_NESTED = 20
# a real table is narrower; a cell that claims the 60,000th column stands where the row ends
_MOST_COLUMNS = 100
_SHORT_LINES, _SHORT_CELL = 2, 300


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table and where it stands; the places that it spans besides are empty ones."""

    row: int
    column: int
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The cells of a table in their order, and how many columns it has."""

    cells: tuple[Cell, ...]
    columns: int


Block: TypeAlias = "str | Table"


class NestedTooDeep(Exception):
    """Tables within tables, or boxes within boxes, deeper than anybody can read."""


def arranged(pieces: Iterable[str | tuple[Block, ...]]) -> Iterator[Block]:
    """A paragraph whose tables and boxes stand before its words or behind them, so that no sentence is torn.

    >>> list(arranged([("상자",), "금리가 ", ("표",), "올랐다."]))
    ['상자', '금리가 올랐다.', '표']
    """
    words: list[str] = []
    behind: list[Block] = []
    has_words = False
    for piece in pieces:
        if isinstance(piece, str):
            words.append(piece)
            has_words = has_words or bool(piece.strip())
        elif has_words:
            behind.extend(piece)
        else:
            yield from piece
    yield "".join(words)
    yield from behind


def lines_of(blocks: Iterable[Block]) -> Iterator[str]:
    r"""The lines that are not empty, of tables a line each row, with bars between the cells.

    >>> cells = (Cell(0, 0, ("연도",)), Cell(0, 2, ("금리",)), Cell(1, 0, ("상자 안의", "글",)))
    >>> list(lines_of(["제목\n소제목", Table(cells, columns=3)]))
    ['제목', '소제목', '연도 |  | 금리', '상자 안의', '글']
    """
    for block in blocks:
        if isinstance(block, Table):
            for cells in _rows(block):
                yield from _row_lines(cells, block.columns)
        else:
            yield from (line.strip() for line in block.split("\n") if line.strip())


def _rows(table: Table) -> Iterator[list[Cell]]:
    rows: dict[int, list[Cell]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, []).append(cell)
    for _, cells in sorted(rows.items()):
        yield sorted(cells, key=lambda cell: cell.column)


def _row_lines(cells: list[Cell], columns: int) -> Iterator[str]:
    texts = {id(cell): list(lines_of(cell.blocks)) for cell in cells}
    filled = [cell for cell in cells if texts[id(cell)]]
    # a frame around a text, or two columns of a page, have no cells of figures
    if len(filled) < 2 or any(_is_layout(cell, texts[id(cell)]) for cell in filled):
        for cell in filled:
            yield from texts[id(cell)]
        return
    row: list[str] = []
    for cell in cells:
        row.extend([""] * (min(cell.column, _MOST_COLUMNS) - len(row)))
        row.append(without_bars(" ".join(" ".join(texts[id(cell)]).split())))
    row.extend([""] * (min(columns, _MOST_COLUMNS) - len(row)))
    yield " | ".join(row)


def _is_layout(cell: Cell, lines: list[str]) -> bool:
    if any(isinstance(block, Table) for block in cell.blocks):
        return True
    return len(lines) > _SHORT_LINES and sum(map(len, lines)) > _SHORT_CELL
