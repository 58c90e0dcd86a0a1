"""The text of a paragraph of an .hwp: UTF-16 units, among them controls that take one place or eight."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from qa_bot.ingest.compound_file import DamagedFile

# Table 6 of "한글 문서 파일 형식 5.0": what takes eight places ends with its own character again
_CONTROL = re.compile(r"([\x01-\x09\x0b\x0c\x0e-\x17]).{7}|[\x00\x0a\x0d\x18-\x1f]", re.DOTALL)
_CUT_SHORT = re.compile(r"[\x01-\x09\x0b\x0c\x0e-\x17]")
_WITH_RECORD = frozenset(map(chr, (1, 2, 3, 11, 12, 14, 15, 16, 17, 18, 21, 22, 23)))
_SIGNS = {"\x09": " ", "\x0a": "\n", "\x18": "-", "\x1e": " ", "\x1f": " "}


def read_pieces(payload: bytes) -> Iterator[str | None]:
    r"""The words of a paragraph, with None at the place of each control that has a record of its own.

    Raises `DamagedFile` for a control that is cut short.

    >>> list(read_pieces("금리\x0b1234567 인상".encode("utf-16-le")))
    ['금리', None, ' 인상']
    """
    count = len(payload) // 2
    # one character a unit, so that a control's places can be counted; `_words` joins the pairs again
    text = "".join(map(chr, struct.unpack(f"<{count}H", payload[: count * 2])))
    end = 0
    for control in _CONTROL.finditer(text):
        yield _words(text[end : control.start()])
        end = control.end()
        sign = control[0][0]
        yield None if sign in _WITH_RECORD else _SIGNS.get(sign, "")
    yield _words(text[end:])


def _words(text: str) -> str:
    if _CUT_SHORT.search(text):
        raise DamagedFile("a paragraph is cut short")
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
