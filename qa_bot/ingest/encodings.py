"""From bytes to text: a byte order mark, strict UTF-8, strict CP949, bare UTF-16, and guessing last.

Old Korean files are CP949, and very old ones Johab. A wrong guess spoils every quote, so what doesn't
decode strictly is refused.
"""

from __future__ import annotations

import codecs
import re

from qa_bot.errors import ArticleError
from qa_bot.ingest.johab import find_johab

# the UTF-32 marks begin with the UTF-16 ones, so they come first
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARY_MARKS = (
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
    (b"PK\x03\x04", "a zip archive (.docx, .hwpx, .zip)"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"%PDF-", "a PDF"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office or HWP document"),
)
_SAMPLE_BYTES = 65_536
# fewer may be two accents in a row: "éà" of Windows-1252 is one
_LEAST_SYLLABLES = 10


def decode(content: bytes, *, source: str = "", encoding: str | None = None) -> str:
    r"""The text of `content`; `encoding` names it where the caller knows better.

    Raises `ArticleError` for binary content and for text of no encoding that fits.

    >>> decode("한국은행이 금리를 올렸다".encode("cp949"))
    '한국은행이 금리를 올렸다'
    """
    if encoding:
        return _decode_as(content, encoding, source)
    for mark, name in _MARKS:
        if content.startswith(mark):
            return _decode_as(content[len(mark) :], name, source)
    _refuse_binary(content, source)
    if b"\x00" in content:
        return _decode_bare_utf16(content, source)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        return _decode_legacy(content, error, source)


def _decode_as(content: bytes, encoding: str, source: str) -> str:
    try:
        text = content.decode(encoding)
    except LookupError as error:
        raise ArticleError(
            f'there is no encoding "{encoding}"; try utf-8, cp949 or utf-16', source=source
        ) from error
    except (UnicodeError, ValueError) as error:
        raise ArticleError(
            f"its bytes are no {encoding} ({_reason(error)}); save it as UTF-8", source=source
        ) from error
    return text.removeprefix("\ufeff")


def _refuse_binary(content: bytes, source: str) -> None:
    for mark, kind in _BINARY_MARKS:
        if content.startswith(mark):
            raise ArticleError(
                f"it is {kind}, not text; give it its proper ending or export it as text", source=source
            )


def _decode_bare_utf16(content: bytes, source: str) -> str:
    """UTF-16 without its mark: of printable characters in one order of bytes.

    A Latin letter has its NUL on one side. A few syllables have it on the other, for 가 is U+AC00, 대 U+B300:
    then a space tells, which in the wrong order is no printable character.
    """
    sample = content[: _SAMPLE_BYTES - _SAMPLE_BYTES % 2]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    likely, other = ("utf-16-le", "utf-16-be") if odd > even else ("utf-16-be", "utf-16-le")
    is_clear = min(even, odd) == 0
    for encoding in (likely,) if is_clear else (likely, other):
        text = _printable(content, encoding)
        if text and (is_clear or re.search(r"[ \n]", text)):
            return text
    raise ArticleError(
        "it has NUL bytes and is no UTF-16 text: binary data can't be read; export it as UTF-8 text",
        source=source,
    )


def _printable(content: bytes, encoding: str) -> str:
    """The text, or "" where it can't be decoded or has a character that nobody writes."""
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return ""
    return text if all(character.isprintable() or character in "\t\r\n\f" for character in text) else ""


def _decode_legacy(content: bytes, error: UnicodeDecodeError, source: str) -> str:
    """Not UTF-8: Johab beyond doubt, CP949 where it fits, else a statistical guess.

    CP949's common syllables are pairs of bytes from A1 up. A file whose only high bytes lie below is English
    with the curly quotes of Windows-1252, which CP949 would read as rare syllables: "don뭪".
    """
    if _is_utf8_with_a_flaw(content, error):
        raise ArticleError(
            f"it is UTF-8 but for byte {error.start}, where a character is cut or damaged; "
            "save it again as UTF-8",
            source=source,
        ) from error
    if (johab := find_johab(content)) is not None:
        return johab
    encoding = "cp949" if any(byte >= 0xA1 for byte in content) else "cp1252"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return _guess(content, source)


def _is_utf8_with_a_flaw(content: bytes, error: UnicodeDecodeError) -> bool:
    """Whether the rest is well-formed UTF-8 with characters of three bytes, as Hangul is in UTF-8."""
    readable = content.decode("utf-8", errors="ignore")
    wide = sum(character >= "\u0800" for character in readable)
    bytes_lost = len(content) - len(readable.encode("utf-8"))
    return wide >= 2 and bytes_lost <= 3 + wide // 20 and error.end - error.start <= 4


def _guess(content: bytes, source: str) -> str:
    from charset_normalizer import from_bytes

    place = _flaw_of_cp949(content)
    best = None if place is not None else from_bytes(content[:_SAMPLE_BYTES], threshold=0.1).best()
    if best is None:
        why = (
            ""
            if place is None
            else f" (it is CP949 but for byte {place}, where a character is cut or damaged)"
        )
        raise ArticleError(f"its encoding can't be told; save it as UTF-8{why}", source=source)
    return _decode_as(content, best.encoding, source)


def _flaw_of_cp949(content: bytes) -> int | None:
    """The byte at which a file stops to be CP949 that is so but for a few; None for any other file."""
    try:
        content.decode("cp949")
    except UnicodeDecodeError as error:
        readable = content.decode("cp949", errors="ignore")
        lost = len(content) - len(readable.encode("cp949"))
        syllables = sum("\uac00" <= character <= "\ud7a3" for character in readable)
        return error.start if syllables >= _LEAST_SYLLABLES and lost <= 3 + syllables // 20 else None
    return None


def _reason(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return f"byte {error.start}: {error.reason}"
    return str(error)
