"""Compound files (MS-CFB), in which old office programs keep their streams, read without loops.

Every chain of sectors is followed at most as far as the file has sectors, and the tree of names is walked
without recursion, each entry once.
"""

from __future__ import annotations

import struct
import sys
from array import array
from dataclasses import dataclass

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER = struct.Struct("<26xHHHH6x8xL8xLLLL")
_HEADER_BYTES = 512
_ENTRY = struct.Struct("<64sHBxLLL36xLQ")
_IN_HEADER = 109  # FAT sectors that the header names itself
_LAST_SECTOR = 0xFFFFFFF9  # above it are marks: free, end of chain
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_MOST_ENTRIES = 20_000
_MINI_STREAM_BELOW = 4096
_MINI_SECTOR = 64


class DamagedFile(ValueError):
    """A file that breaks its own rules; says which one, in a few words."""


@dataclass(frozen=True, slots=True)
class _Entry:
    kind: int
    left: int
    right: int
    child: int
    start: int
    size: int
    name: str


class CompoundFile:
    """The streams of a compound file by paths such as "BodyText/Section0"; `DamagedFile` for damage."""

    def __init__(self, content: bytes) -> None:
        if len(content) < _HEADER_BYTES or not content.startswith(SIGNATURE):
            raise DamagedFile("its header is missing")
        self._content = content
        fields = _HEADER.unpack_from(content)
        version, order, shift, mini_shift, directory, mini, mini_count, more, more_count = fields
        if version not in (3, 4) or order != 0xFFFE or shift not in (9, 12) or mini_shift != 6:
            raise DamagedFile("its header is damaged")
        self._sector_bytes = 1 << shift
        self._sectors = -(-len(content) // self._sector_bytes) - 1
        self._fat = self._read_fat(more, more_count)
        entries = self._joined(self._chain(directory, self._fat, self._sectors))
        self._entries, self._root = _walk(entries, is_long=version == 4)
        self._mini_fat = _numbers(self._joined(self._chain(mini, self._fat, mini_count)))
        self._mini_stream: bytes | None = None
        self._unread = len(content)

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths of all streams, sorted."""
        return tuple(sorted(self._entries))

    def read(self, path: str) -> bytes:
        """The content of a stream; `DamagedFile` for one that is missing or cut short."""
        entry = self._entries.get(path)
        if entry is None:
            raise DamagedFile(f'its stream "{path}" is missing')
        self._unread -= entry.size
        if self._unread < 0:  # streams that lie in the same place, to make much of a little
            raise DamagedFile("its streams are larger than it is")
        is_mini = entry.size < _MINI_STREAM_BELOW
        data = self._read_mini(entry) if is_mini else self._read_sectors(entry.start, entry.size)
        if len(data) < entry.size:
            raise DamagedFile(f'its stream "{path}" is cut short')
        return data[: entry.size]

    def _read_sectors(self, start: int, size: int) -> bytes:
        return self._joined(self._chain(start, self._fat, -(-size // self._sector_bytes)))

    def _read_mini(self, entry: _Entry) -> bytes:
        """A stream of less than 4,096 bytes, which shares sectors with others of them."""
        if self._mini_stream is None:
            self._mini_stream = self._read_sectors(self._root.start, self._root.size)
        chain = self._chain(entry.start, self._mini_fat, -(-entry.size // _MINI_SECTOR))
        return b"".join(self._mini_stream[n * _MINI_SECTOR : (n + 1) * _MINI_SECTOR] for n in chain)

    def _read_fat(self, more: int, more_count: int) -> array[int]:
        """Which sector follows which; `more` is the first sector of those that name further ones of it."""
        names = list(_numbers(self._content[76 : 76 + 4 * _IN_HEADER]))
        per_sector = self._sector_bytes // 4
        most = self._sectors // per_sector + 1
        for _ in range(more_count):
            if more > _LAST_SECTOR or len(names) > most + _IN_HEADER:
                break
            *found, more = _numbers(self._sector(more))
            names.extend(found)
        fat = array("I")
        for name in names:
            if name <= _LAST_SECTOR and len(fat) < self._sectors:
                fat.extend(_numbers(self._sector(name)))
        return fat

    def _sector(self, number: int) -> bytes:
        if number >= self._sectors:
            raise DamagedFile("it is cut short")
        begin = (number + 1) * self._sector_bytes
        return self._content[begin : begin + self._sector_bytes].ljust(self._sector_bytes, b"\x00")

    def _chain(self, start: int, fat: array[int], most: int) -> list[int]:
        """The sectors that follow each other from `start` on, at most so many of them."""
        most = min(most, len(fat) + 1)  # with one more than there are, some come twice
        chain: list[int] = []
        while start <= _LAST_SECTOR and len(chain) < most:
            if start >= len(fat):
                raise DamagedFile("a chain of sectors leads out of it")
            chain.append(start)
            start = fat[start]
        if len(set(chain)) < len(chain):
            raise DamagedFile("a chain of sectors runs in a circle")
        return chain

    def _joined(self, chain: list[int]) -> bytes:
        return b"".join(map(self._sector, chain))


def _walk(directory: bytes, *, is_long: bool) -> tuple[dict[str, _Entry], _Entry]:
    """The streams by path, and the root."""
    count = len(directory) // _ENTRY.size
    if not count or (root := _entry(directory, 0, is_long=is_long)).kind != _ROOT:
        raise DamagedFile("it has no directory")
    found: dict[str, _Entry] = {}
    seen = {0}
    waiting = [(root.child, "")]
    while waiting:
        number, folder = waiting.pop()
        if number >= count:
            continue
        if number in seen or len(seen) > _MOST_ENTRIES:
            raise DamagedFile("its directory is damaged")
        seen.add(number)
        entry = _entry(directory, number, is_long=is_long)
        waiting += [(entry.left, folder), (entry.right, folder)]
        if entry.kind == _STORAGE and folder.count("/") < 8:
            waiting.append((entry.child, f"{folder}{entry.name}/"))
        elif entry.kind == _STREAM:
            found.setdefault(folder + entry.name, entry)
    return found, root


def _entry(directory: bytes, number: int, *, is_long: bool) -> _Entry:
    name, length, kind, left, right, child, start, size = _ENTRY.unpack_from(directory, number * _ENTRY.size)
    text = name[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
    # files of version 3 may leave noise in the upper half
    return _Entry(kind, left, right, child, start, size if is_long else size & 0xFFFFFFFF, text)


def _numbers(data: bytes) -> array[int]:
    numbers = array("I", data[: len(data) // 4 * 4])
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
