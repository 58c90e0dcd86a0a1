"""The paragraphs of a section of an .hwpx, with the tables and text boxes that are anchored in them.

Elements are known by their local names: the namespaces changed between the versions of the standard.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from qa_bot.ingest.hangul_blocks import MOST_NESTED, Block, Cell, NestedTooDeep, Table, arranged

_SIGNS = {"tab": " ", "lineBreak": "\n", "hyphen": "-", "nbSpace": " ", "fwSpace": " "}
# notes, comments and what the margins of every page say
_NOT_READ = frozenset(
    ("secPr", "header", "footer", "footNote", "endNote", "hiddenComment", "fieldBegin", "fieldEnd", "pageNum",
     "equation", "chart", "ole", "subText", "shapeComment", "parameterset", "metaTag")
)  # fmt: skip
_CAPTION_NUMBERS = ("PICTURE", "TABLE", "EQUATION")


class OpenChange(Exception):
    """A tracked change deletes words up to no end that could be found."""


def read(section: Any) -> Iterator[Block]:
    """The lines and tables of a section; without headers, footers, notes, comments and deleted words.

    Raises `NestedTooDeep` or `OpenChange`.
    """
    return _Section().read(section)


class _Section:
    """A walk through one section, which knows the deletions that have begun and not ended."""

    def __init__(self) -> None:
        self._deletions: set[str] = set()

    def read(self, section: Any) -> Iterator[Block]:
        yield from self._paragraphs(section, depth=0)
        if self._deletions:
            raise OpenChange

    def _paragraphs(self, parent: Any, depth: int) -> Iterator[Block]:
        if depth > MOST_NESTED:
            raise NestedTooDeep
        for child in parent:
            if _name(child) == "p":
                yield from arranged(self._pieces(child, depth))

    def _pieces(self, parent: Any, depth: int) -> Iterator[str | tuple[Block, ...]]:
        """What the runs of a paragraph hold: words, and what is anchored among them."""
        if depth > MOST_NESTED:
            raise NestedTooDeep
        for child in parent:
            name = _name(child)
            if name in ("run", "ctrl", "case"):
                yield from self._pieces(child, depth)
            elif name == "dutmal":  # words with their reading above them
                yield from self._pieces(child, depth + 1)
            elif name == "switch":  # the same in two ways
                yield from self._pieces(child[:1], depth + 1)
            elif name in ("t", "mainText"):
                yield from self._words(child)
            elif name in ("autoNum", "compose"):
                yield self._kept(_number(child) if name == "autoNum" else child.get("composeText", ""))
            elif name not in _NOT_READ:
                yield tuple(self._anchored(child, name, depth + 1))

    def _anchored(self, child: Any, name: str, depth: int) -> Iterator[Block]:
        return self._table(child, depth) if name == "tbl" else self._boxes(child, depth)

    def _words(self, text: Any) -> Iterator[str]:
        yield self._kept(text.text or "")
        for mark in text:
            name = _name(mark)
            if name == "deleteBegin":
                self._deletions.add(mark.get("Id") or "")
            elif name == "deleteEnd":
                self._deletions.discard(mark.get("Id") or "")
            yield self._kept(_SIGNS.get(name, ""))
            yield self._kept(mark.tail or "")

    def _kept(self, words: str) -> str:
        return "" if self._deletions else words

    def _boxes(self, shape: Any, depth: int) -> Iterator[Block]:
        """The captions and text boxes of a drawing, which may be a group of drawings."""
        if depth > MOST_NESTED:
            raise NestedTooDeep
        for child in shape:
            name = _name(child)
            if name == "subList":
                yield from self._paragraphs(child, depth)
            elif name not in _NOT_READ:
                yield from self._boxes(child, depth + 1)

    def _table(self, table: Any, depth: int) -> Iterator[Block]:
        yield from (block for part in table if _name(part) == "caption" for block in self._boxes(part, depth))
        cells: list[Cell] = []
        columns = 0
        rows = (part for part in table if _name(part) == "tr")
        for number, row in enumerate(rows):
            column = 0
            for part in row:
                if _name(part) != "tc":
                    continue
                column = _whole(part, "cellAddr", "colAddr", column)
                cells.append(Cell(number, column, tuple(self._boxes(part, depth))))
                column += max(_whole(part, "cellSpan", "colSpan", 1), 1)
                columns = max(columns, column)
        yield Table(tuple(cells), columns)


def _name(node: Any) -> str:
    return str(node.tag).rpartition("}")[2]


def _whole(cell: Any, part: str, attribute: str, otherwise: int) -> int:
    """The number that a part of a cell states."""
    for child in cell:
        written = child.get(attribute, "") if _name(child) == part else ""
        if written.isascii() and written.isdecimal() and len(written) < 6:
            return int(written)
    return otherwise


def _number(node: Any) -> str:
    """The number that the word processor counts in a caption ("표 3"), where it is written in digits."""
    shape = next((child.get("type", "") for child in node if _name(child) == "autoNumFormat"), "DIGIT")
    number = node.get("num", "")
    is_read = node.get("numType") in _CAPTION_NUMBERS and shape == "DIGIT"
    return number if is_read and number.isascii() and number.isdecimal() else ""
