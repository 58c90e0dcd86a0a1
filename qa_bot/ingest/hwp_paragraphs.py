"""The paragraphs of a section of an .hwp, with the tables and text boxes that are anchored in them."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator

from qa_bot.ingest.hangul_blocks import MOST_NESTED, Block, Cell, NestedTooDeep, Table, arranged
from qa_bot.ingest.hwp_records import (
    CTRL_HEADER,
    LIST_HEADER,
    PARA_HEADER,
    PARA_RANGE_TAG,
    PARA_TEXT,
    SHAPE_COMPONENT,
    TABLE,
    Record,
)
from qa_bot.ingest.hwp_text import read_pieces

# the numbers of pictures, tables and formulas; others are those of pages and notes
_CAPTION_NUMBERS = (3, 4, 5)
_DELETED = 0x11  # as tests of Hancom's files show; the published format names no kinds of ranges


class UnsettledChanges(Exception):
    """Words stand in the text that a tracked change has deleted."""


def read(section: Iterable[Record]) -> Iterator[Block]:
    """The lines and tables of a section's records; without headers, footers, notes and comments.

    Raises `DamagedFile`, `NestedTooDeep` or `UnsettledChanges`.
    """
    return _paragraphs(section, depth=0)


def _paragraphs(records: Iterable[Record], depth: int) -> Iterator[Block]:
    if depth > MOST_NESTED:
        raise NestedTooDeep
    for record in records:
        if record.tag == PARA_HEADER:
            yield from arranged(_pieces(record, depth))


def _pieces(paragraph: Record, depth: int) -> Iterator[str | tuple[Block, ...]]:
    _check_changes(paragraph.first(PARA_RANGE_TAG))
    controls = (child for child in paragraph.children if child.tag == CTRL_HEADER)
    for piece in read_pieces(paragraph.first(PARA_TEXT)):
        if piece is not None:
            yield piece
        elif control := next(controls, None):
            yield _of_control(control, depth)
    for control in controls:
        yield _of_control(control, depth)


def _of_control(control: Record, depth: int) -> str | tuple[Block, ...]:
    """What a control has to say in the text: nothing where it is a header, a note or a setting."""
    name = control.payload[3::-1]
    if name == b"tbl ":
        return tuple(_table(control, depth + 1))
    if name == b"gso ":
        return tuple(_boxes(control, depth + 1))
    return _number(control.payload) if name == b"atno" else ""


def _table(control: Record, depth: int) -> Iterator[Block]:
    caption: list[Record] = []
    cells: list[tuple[bytes, list[Record]]] = []
    has_begun = False
    for child in control.children:
        if child.tag == TABLE:
            has_begun = True
        elif has_begun and child.tag == LIST_HEADER:
            cells.append((child.payload, []))
        elif child.tag == PARA_HEADER:
            (cells[-1][1] if cells else caption).append(child)
    yield from _paragraphs(caption, depth)
    read_cells = [_cell(header, tuple(_paragraphs(records, depth))) for header, records in cells]
    yield Table(
        tuple(cell for cell, _ in read_cells),
        columns=max((cell.column + width for cell, width in read_cells), default=0),
    )


def _cell(header: bytes, blocks: tuple[Block, ...]) -> tuple[Cell, int]:
    """A cell and how many columns it takes."""
    # behind the eight bytes of every list: column, row, and how many of either
    column, row, columns, _ = struct.unpack_from("<4H", header.ljust(16, b"\x00"), 8)
    return Cell(row, column, blocks), max(columns, 1)


def _boxes(shape: Record, depth: int) -> Iterator[Block]:
    """The captions and text boxes of a drawing, which may be a group of drawings."""
    if depth > MOST_NESTED:
        raise NestedTooDeep
    for child in shape.children:
        if child.tag == PARA_HEADER:
            yield from _paragraphs((child,), depth)
        elif child.tag == SHAPE_COMPONENT:
            yield from _boxes(child, depth + 1)


def _number(payload: bytes) -> str:
    """The number that the word processor counts in a caption ("표 3"), where it is written in digits."""
    if len(payload) < 10:
        return ""
    _, properties, number = struct.unpack_from("<LLH", payload)
    is_digits = properties >> 4 & 0xFF == 0
    return str(number) if properties & 0xF in _CAPTION_NUMBERS and is_digits else ""


def _check_changes(ranges: bytes) -> None:
    # a document with tracked changes has its final text here, and the marked one elsewhere
    for begin, end, kind in struct.iter_unpack("<LLL", ranges[: len(ranges) // 12 * 12]):
        if kind >> 24 == _DELETED and begin < end:
            raise UnsettledChanges
