"""A text with its tables told cell by cell, each beside the names of its row and column.

"| 2위 | 노재휘 | 타데세 |" becomes "2위 남자부 노재휘." and "2위 여자부 타데세.".
A reader of prose wants it so. Every word stands in the text, and what is found is given by its place there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa_bot.text.table_cells import columns_asked_for, rows_asked_for
from qa_bot.text.table_rows import Cell, Row, Table, find_tables
from qa_bot.types import Span


@dataclass(frozen=True, slots=True)
class _Piece:
    """A copy of `source` that begins at `start`, in a statement about `cell` where it is in one."""

    start: int
    source: Span
    cell: Cell = None

    @property
    def end(self) -> int:
        return self.start + len(self.source)


@dataclass(frozen=True, slots=True)
class View:
    """`text` shows a part of another text, of which its pieces are copies."""

    text: str
    part: Span
    pieces: tuple[_Piece, ...]

    def place_of(self, span: Span) -> Span | None:
        """Where in the other text that stands which stands here at `span`.

        A statement's cell for what runs over several pieces of it, and for a heading that is outside of the
        part. None where there is nothing of the part at `span`.
        """
        found = [piece for piece in self.pieces if piece.start < span.end and span.start < piece.end]
        if not found:
            return None
        last = found[-1]
        start, end = max(span.start, last.start), min(span.end, last.end)
        place = Span(start - last.start + last.source.start, end - last.start + last.source.start)
        if last.cell and (len(found) > 1 or not _is_inside(place, self.part)):
            return last.cell
        return place


def view_tables(text: str, part: Span, question: str) -> View | None:
    r"""A part of a text with the cells told that a question is about; None where it has no table's row.

    Headings are told also where they stand before the part.

    >>> text = "| 순위 | 남자부 | 여자부 |\n| 1위 | 변우람 | 구해미 |\n| 2위 | 노재휘 | 타데세 |"
    >>> view = view_tables(text, Span(text.index("| 2위"), len(text)), "남자부 2위는?")
    >>> view.text, view.place_of(Span(7, 10)).of(text)
    ('2위 남자부 노재휘.\n', '노재휘')
    """
    told = [
        (line, statements)
        for table in find_tables(text, part)
        for line, statements in _told(table, text, question)
        if _is_inside(line, part)
    ]
    return _viewed(text, part, told) if told else None


# What is said of a cell: names of its row and column, and at last itself.
_Statement = tuple[Span, ...]


def _told(table: Table, text: str, question: str) -> Iterator[tuple[Span, list[_Statement]]]:
    """The line of each row, and what is told in its stead: nothing of a row that isn't asked for."""
    columns = columns_asked_for(table, text, question)
    rows = rows_asked_for(table, text, question)
    for number, row in enumerate(table.rows):
        yield row.line, _statements(table.header, row, columns) if number in rows else []


def _statements(header: Row, row: Row, columns: Sequence[int]) -> list[_Statement]:
    return [
        tuple(said for said in (row.cells[0], header.cells[column], cell) if said)
        for column in columns
        if (cell := row.cells[column])
    ]


def _viewed(text: str, part: Span, told: Sequence[tuple[Span, list[_Statement]]]) -> View:
    parts: list[str] = []
    pieces: list[_Piece] = []
    length = 0

    def show(words: str, source: Span | None = None, cell: Cell = None) -> None:
        nonlocal length
        if source:
            pieces.append(_Piece(length, source, cell))
        parts.append(words)
        length += len(words)

    def show_prose(start: int, end: int) -> None:
        if start < end:
            show(text[start:end], Span(start, end))

    done = part.start
    for line, statements in told:
        show_prose(done, line.start)
        for statement in statements:
            for said in statement:
                show(said.of(text), said, statement[-1])
                show(".\n" if said == statement[-1] else " ")
        done = line.end
    show_prose(done, part.end)
    return View("".join(parts), part, tuple(pieces))


def _is_inside(span: Span, outer: Span) -> bool:
    return outer.start <= span.start and span.end <= outer.end
