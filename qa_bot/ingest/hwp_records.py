"""The records of a section of an .hwp: unpacked, and as the tree that their levels tell."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from qa_bot.ingest.archives import MOST_UNPACKED_BYTES
from qa_bot.ingest.compound_file import DamagedFile
from qa_bot.ingest.hangul_document import MOST_CHARACTERS, too_many_pieces

PARA_HEADER, PARA_TEXT, PARA_RANGE_TAG = 66, 67, 70
CTRL_HEADER, LIST_HEADER, SHAPE_COMPONENT, TABLE = 71, 72, 76, 77
_MEMO_LIST = 93  # what follows, to the end of the last section, are notes in the margin
_KEPT = frozenset((PARA_HEADER, PARA_TEXT, PARA_RANGE_TAG, CTRL_HEADER, LIST_HEADER, SHAPE_COMPONENT, TABLE))
_SIZE_FOLLOWS = 0xFFF
# five hundred pages have some hundred thousand
_MOST_RECORDS = 500_000


class TooMuch(Exception):
    """More than a document can hold: the text says how much and of what."""


@dataclass(frozen=True, slots=True)
class Record:
    """A record and those below it."""

    tag: int
    payload: bytes
    children: list[Record] = field(default_factory=list)

    def first(self, tag: int) -> bytes:
        """The payload of the first record of that tag right below; b"" where there is none."""
        return next((child.payload for child in self.children if child.tag == tag), b"")


def inflate(packed: bytes, left: int) -> bytes:
    """What a stream unpacks to; `TooMuch` beyond the bytes that are left, `DamagedFile` where it doesn't."""
    unpacker = zlib.decompressobj(wbits=-15)
    try:
        data = unpacker.decompress(packed, left + 1)
    except zlib.error as error:
        raise DamagedFile("a stream does not unpack") from error
    if len(data) > left:
        limit = f"{MOST_UNPACKED_BYTES:,}"
        raise TooMuch(f"it unpacks to more than the limit of {limit} bytes; save the article as text")
    if not unpacker.eof:
        raise DamagedFile("a stream is cut short")
    return data


class Sections:
    """Reads section after section of one document, which together may hold so many records and characters."""

    def __init__(self) -> None:
        self._records_left, self._units_left = _MOST_RECORDS, MOST_CHARACTERS

    def read_tree(self, data: bytes) -> list[Record]:
        """The records of the lowest level, those of text and tables among the others below them."""
        top: list[Record] = []
        above: list[tuple[int, Record]] = []
        for tag, level, payload in self._records(data):
            while above and above[-1][0] >= level:
                above.pop()
            record = Record(tag, payload)
            (above[-1][1].children if above else top).append(record)
            above.append((level, record))
        return top

    def _records(self, data: bytes) -> Iterator[tuple[int, int, bytes]]:
        place = 0
        while place + 4 <= len(data):
            (head,) = struct.unpack_from("<L", data, place)
            tag, level, size = head & 0x3FF, head >> 10 & 0x3FF, head >> 20
            place += 4
            if size == _SIZE_FOLLOWS:
                if place + 4 > len(data):
                    raise DamagedFile("a record is cut short")
                (size,) = struct.unpack_from("<L", data, place)
                place += 4
            if size > len(data) - place:
                raise DamagedFile("a record is cut short")
            self._count(tag, size)
            if tag == _MEMO_LIST:
                return
            if tag in _KEPT:
                yield tag, level, data[place : place + size]
            place += size
        if data[place:].strip(b"\x00"):
            raise DamagedFile("a record is cut short")

    def _count(self, tag: int, size: int) -> None:
        self._records_left -= 1
        if self._records_left < 0:
            raise TooMuch(too_many_pieces(_MOST_RECORDS))
        if tag == PARA_TEXT:
            self._units_left -= size // 2
            if self._units_left < 0:
                raise TooMuch(f"it has more than {MOST_CHARACTERS:,} characters; split it")
