"""Title and author of an .hwp, as its summary has them: a property set as in every compound file."""

from __future__ import annotations

import struct

from qa_bot.ingest.compound_file import CompoundFile, DamagedFile

_PATH = "\x05HwpSummaryInformation"
_TITLE, _AUTHOR = 2, 4
_TEXT = 0x1F  # VT_LPWSTR of MS-OLEPS
_MOST_PROPERTIES = 100
_LONGEST = 500


def read(file: CompoundFile) -> tuple[str, str]:
    """Title and author; "" for one that is not stated, and for a summary that can't be read."""
    try:
        data = file.read(_PATH)
        (begin,) = struct.unpack_from("<L", data, 44)
        (count,) = struct.unpack_from("<L", data, begin + 4)
        places = dict(
            struct.unpack_from("<LL", data, begin + 8 + 8 * number)
            for number in range(min(count, _MOST_PROPERTIES))
        )
        return _text(data, begin, places.get(_TITLE)), _text(data, begin, places.get(_AUTHOR))
    except (DamagedFile, struct.error):
        return "", ""


def _text(data: bytes, begin: int, place: int | None) -> str:
    if place is None:
        return ""
    kind, length = struct.unpack_from("<LL", data, begin + place)
    if kind != _TEXT or length > _LONGEST:
        return ""
    written = data[begin + place + 8 : begin + place + 8 + 2 * length]
    return written.decode("utf-16-le", "replace").partition("\x00")[0].strip()
