"""No document type in a .docx or .hwpx: the words of its entities would be missing, or be another file's.

No word processor writes one, and OPC, the standard of .docx, forbids it (ECMA-376 part 2, 6.2.5).
"""

from __future__ import annotations

import io
import zipfile
import zlib
from xml.parsers import expat

from qa_bot.errors import ArticleError
from qa_bot.ingest.origins import readable_path

_UNKNOWN_ENCODING = 18  # XML_ERROR_UNKNOWN_ENCODING of expat.h
_MEDIA = ("word/media/", "BinData/")  # an SVG picture may have one, and nobody reads it


class _Seen(Exception):
    """What stands at the beginning of a part: whether it is a document type."""

    def __init__(self, is_type: bool) -> None:
        self.is_type = is_type


def check_parts(content: bytes, source: str, *, kind: str) -> None:
    """Raise `ArticleError` for an archive with a part of XML that has a document type; none is expanded."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for part in archive.infolist():
            if part.filename.startswith(_MEDIA):
                continue
            try:
                problem = _problem(archive.read(part), kind)
            except (zipfile.BadZipFile, RuntimeError, ValueError, zlib.error, OSError, EOFError) as error:
                problem = f"can't be unpacked: {' '.join(str(error).split())}"
            if problem:
                name = " ".join(readable_path(part.filename).split())
                raise ArticleError(
                    f'it is no sound {kind} (its part "{name}" {problem}); open it in a word processor and '
                    "save it again",
                    source=source,
                )


def _problem(xml: bytes, kind: str = ".docx") -> str:
    """Why a part may hide words; "" for one that doesn't, or that is no XML.

    >>> _problem(b'<!-- x --><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), _problem(b"<a/>")
    ('declares a document type, whose entities are not read', '')
    """
    if not xml.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").startswith(b"<"):
        return ""
    try:
        has_type = _has_type(xml)
    except expat.ExpatError:  # which the reader of the document can tell better, where it reads that part
        has_type = b"<!DOCTYPE" in xml.replace(b"\x00", b"")
    except (ValueError, LookupError):  # one that we can't look into, though the reader may
        return f"is in an encoding that no {kind} may have"
    return "declares a document type, whose entities are not read" if has_type else ""


def _has_type(xml: bytes) -> bool:
    """Whether there is a document type before the root, where the parser stops."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = lambda *_: _stop(is_type=True)
    parser.StartElementHandler = lambda *_: _stop(is_type=False)
    try:
        parser.Parse(xml, True)
    except _Seen as seen:
        return seen.is_type
    except expat.ExpatError as error:
        if error.code == _UNKNOWN_ENCODING:
            raise LookupError(str(error)) from error
        raise
    return False


def _stop(*, is_type: bool) -> None:
    raise _Seen(is_type)
