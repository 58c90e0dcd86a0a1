"""Small documents of Hancom's word processor for tests: an .hwp is written byte by byte, an .hwpx as XML.

What an .hwp must have comes from MS-CFB and from "한글 문서 파일 형식 5.0".
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from itertools import count
from xml.sax.saxutils import escape

FREE, END, FAT_MARK, DIFAT_MARK = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFC
SECTOR, MINI = 512, 64
PLAIN, COMPRESSED, PASSWORD, DISTRIBUTED = 0, 1, 2, 4


# --- the compound file


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file of version 3; a stream of 4,096 bytes or more has sectors of its own."""
    body = _Sectors()
    mini, mini_fat = b"", []
    places: dict[str, tuple[int, int]] = {}
    for path, data in streams.items():
        if len(data) >= 4096:
            places[path] = (body.add(data), len(data))
            continue
        pieces = -(-len(data) // MINI)
        places[path] = (len(mini_fat) if pieces else END, len(data))
        mini_fat += [*range(len(mini_fat) + 1, len(mini_fat) + pieces), END][:pieces]
        mini += data.ljust(pieces * MINI, b"\x00")
    mini_start, mini_fat_start = body.add(mini), body.add(_words(mini_fat))
    directory = body.add(_directory(places, mini_start, len(mini)))
    fat_sectors = next(n for n in count(1) if n * 128 >= len(body.fat) + n + _further(n))
    named = [*range(len(body.fat), len(body.fat) + fat_sectors)]
    further = [*range(len(body.fat) + fat_sectors, len(body.fat) + fat_sectors + _further(fat_sectors))]
    fat = [*body.fat, *[FAT_MARK] * fat_sectors, *[DIFAT_MARK] * len(further)]
    header = struct.pack(
        "<8s16x5H6x4xLL4x5L", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, fat_sectors,
        directory, 4096, mini_fat_start, -(-len(mini_fat) // 128), further[0] if further else END, len(further),
    )  # fmt: skip
    header += _words([*named, *[FREE] * (109 - len(named))][:109])
    names = b""  # what the header has no room for: 127 sectors of the table, then the next of these
    for number, following in enumerate([*further[1:], END][: len(further)]):
        here = named[109 + 127 * number :][:127]
        names += _words([*here, *[FREE] * (127 - len(here)), following])
    return header + body.content + _words([*fat, *[FREE] * (fat_sectors * 128 - len(fat))]) + names


def _further(fat_sectors: int) -> int:
    return -(-max(0, fat_sectors - 109) // 127)


class _Sectors:
    def __init__(self) -> None:
        self.content, self.fat = b"", []

    def add(self, data: bytes) -> int:
        if not data:
            return END
        start, count = len(self.fat), -(-len(data) // SECTOR)
        self.fat += [*range(start + 1, start + count), END]
        self.content += data.ljust(count * SECTOR, b"\x00")
        return start


def _directory(places: dict[str, tuple[int, int]], start: int, size: int) -> bytes:
    """The root, its streams and storages as a list of right neighbours, then what the storages hold."""
    folders = sorted({path.split("/")[0] for path in places if "/" in path})
    top = [*(path for path in places if "/" not in path), *folders]
    numbers = {name: number for number, name in enumerate(top, start=1)}
    entries, below = [_entry("Root Entry", 5, FREE, 1 if top else FREE, start, size)], []
    for name in top:
        right = numbers[name] + 1 if numbers[name] < len(top) else FREE
        if name not in folders:
            entries.append(_entry(name, 2, right, FREE, *places[name]))
            continue
        inner = [path for path in places if path.startswith(f"{name}/")]
        first = 1 + len(top) + len(below)
        entries.append(_entry(name, 1, right, first, 0, 0))
        for number, path in enumerate(inner, start=first):
            neighbour = number + 1 if path != inner[-1] else FREE
            below.append(_entry(path.split("/")[1], 2, neighbour, FREE, *places[path]))
    return b"".join(entries + below)


def _entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
    coded = name.encode("utf-16-le") + b"\x00\x00"
    return struct.pack("<64sHBBLLL36xLQ", coded, len(coded), kind, 1, FREE, right, child, start, size)


def _words(numbers: list[int]) -> bytes:
    return struct.pack(f"<{len(numbers)}L", *numbers)


# --- the records of an .hwp


def record(tag: int, level: int, payload: bytes = b"") -> bytes:
    head = tag | level << 10
    if len(payload) < 0xFFF:
        return struct.pack("<L", head | len(payload) << 20) + payload
    return struct.pack("<LL", head | 0xFFF << 20, len(payload)) + payload


def control(code: int, name: bytes = b"lbt ") -> str:
    """A control character with its seven places of data and itself again."""
    return chr(code) + name.decode("latin-1").ljust(6, "\x01")[:6] + chr(code)


def paragraph(text: str, *below: bytes, level: int = 0, ranges: bytes = b"") -> bytes:
    units = f"{text}\r".encode("utf-16-le", "surrogatepass")
    tags = record(70, level + 1, ranges) if ranges else b""
    return (
        record(66, level, struct.pack("<L20x", len(units) // 2))
        + record(67, level + 1, units)
        + tags
        + b"".join(below)
    )


def head(name: str, level: int, payload: bytes = b"") -> bytes:
    return record(71, level, name.encode()[::-1] + payload)


def listed(level: int, *inside: bytes, place: tuple[int, int, int, int] | None = None) -> bytes:
    cell = struct.pack("<4H", *place) if place else b""
    return record(72, level, struct.pack("<HLxx", len(inside), 0) + cell) + b"".join(inside)


def table(
    rows: list[list[str]],
    *,
    level: int = 1,
    caption: str = "",
    spans: dict[tuple[int, int], int] | None = None,
) -> bytes:
    """A table; a cell of None stands where another one spans, `spans` are columns by row and column."""
    parts = [head("tbl ", level, bytes(42))]
    if caption:
        parts.append(listed(level + 1, paragraph(caption, level=level + 1)))
    parts.append(record(77, level + 1, struct.pack("<LHH", 0, len(rows), len(rows[0]))))
    for r, cells in enumerate(rows):
        for c, text in enumerate(cells):
            if text is not None:
                lines = [paragraph(line, level=level + 1) for line in text.split("\n")]
                parts.append(listed(level + 1, *lines, place=(c, r, (spans or {}).get((r, c), 1), 1)))
    return b"".join(parts)


def hwp(
    *paragraphs: bytes | str, title: str = "", author: str = "", flags: int = COMPRESSED, version: int = 0x05000500,
    sections: list[bytes] | None = None, streams: dict[str, bytes] | None = None,
) -> bytes:  # fmt: skip
    """A document of those paragraphs, or of those sections as they are."""
    section = b"".join(p if isinstance(p, bytes) else paragraph(p) for p in paragraphs)
    header = struct.pack("<32sLL216x", b"HWP Document File", version, flags)
    parts = {"FileHeader": header, "\x05HwpSummaryInformation": summary(title, author)}
    for number, data in enumerate(sections or [section]):
        parts[f"BodyText/Section{number}"] = deflated(data) if flags & COMPRESSED else data
    return compound(parts | (streams or {}))


def deflated(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def summary(title: str, author: str) -> bytes:
    values = {number: f"{text}\x00".encode("utf-16-le") for number, text in ((2, title), (4, author))}
    pairs, data, begin = b"", b"", 8 + 8 * len(values)
    for number, text in values.items():
        pairs += struct.pack("<LL", number, begin + len(data))
        data += struct.pack("<LL", 0x1F, len(text) // 2) + text.ljust(-(-len(text) // 4) * 4, b"\x00")
    section = struct.pack("<LL", 8 + len(pairs) + len(data), len(values)) + pairs + data
    return struct.pack("<HHL16xL16xL", 0xFFFE, 0, 0, 1, 48) + section


# --- an .hwpx

NAMES = 'xmlns:hp="http://www.hancom.co.kr/hwpml/2011/paragraph" xmlns:hs="http://www.hancom.co.kr/hwpml/2011/section"'


def p(*inside: str) -> str:
    """A paragraph; what is no markup is its words."""
    runs = (part if part.startswith("<") else f"<hp:t>{escape(part)}</hp:t>" for part in inside)
    return f'<hp:p id="0"><hp:run charPrIDRef="0">{"".join(runs)}</hp:run><hp:linesegarray/></hp:p>'


def sub(*paragraphs: str) -> str:
    return f'<hp:subList id="">{"".join(paragraphs)}</hp:subList>'


def tbl(
    rows: list[list[str | None]], *, spans: dict[tuple[int, int], int] | None = None, caption: str = ""
) -> str:
    def cell(r: int, c: int, text: str) -> str:
        inside = text if text.startswith("<") else "".join(p(line) for line in text.split("\n"))
        span = (spans or {}).get((r, c), 1)
        where = f'<hp:cellAddr colAddr="{c}" rowAddr="{r}"/><hp:cellSpan colSpan="{span}" rowSpan="1"/>'
        return f"<hp:tc>{sub(inside)}{where}</hp:tc>"

    written = "".join(
        f"<hp:tr>{''.join(cell(r, c, text) for c, text in enumerate(row) if text is not None)}</hp:tr>"
        for r, row in enumerate(rows)
    )
    above = f"<hp:caption>{sub(p(caption))}</hp:caption>" if caption else ""
    return f'<hp:tbl rowCnt="{len(rows)}"><hp:sz width="1"/>{above}{written}</hp:tbl>'


def section(*paragraphs: str) -> str:
    body = "".join(part if part.startswith("<hp:p ") else p(part) for part in paragraphs)
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes" ?><hs:sec {NAMES}>{body}</hs:sec>'


def hwpx(
    *paragraphs: str, title: str = "", author: str = "", parts: dict[str, str | bytes | None] | None = None
) -> bytes:
    """A document of those paragraphs; `parts` are put in place of its own, None takes one away."""
    package = (
        '<opf:package xmlns:opf="http://www.idpf.org/2007/opf/"><opf:metadata>'
        f"<opf:title>{escape(title)}</opf:title><opf:language>ko</opf:language>"
        f'<opf:meta name="creator" content="text">{escape(author)}</opf:meta>'
        '<opf:meta name="CreatedDate" content="text">2013-01-01T00:00:00Z</opf:meta></opf:metadata></opf:package>'
    )
    written: dict[str, str | bytes | None] = {
        "mimetype": "application/hwp+zip",
        "Contents/content.hpf": package,
        "Contents/section0.xml": section(*paragraphs),
        "META-INF/manifest.xml": '<odf:manifest xmlns:odf="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (written | (parts or {})).items():
            if data is not None:
                archive.writestr(name, data)
    return out.getvalue()
