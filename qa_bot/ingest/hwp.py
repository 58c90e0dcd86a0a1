"""Documents of Hancom's word processor since 2000 (.hwp, HWP 5.0): paragraphs and tables in their order.

본 제품은 한글과컴퓨터의 한글 문서 파일(.hwp) 공개 문서를 참고하여 개발하였습니다.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Iterator

from qa_bot.errors import ArticleError
from qa_bot.ingest import hwp_paragraphs, hwp_summary
from qa_bot.ingest.archives import MOST_UNPACKED_BYTES
from qa_bot.ingest.compound_file import SIGNATURE, CompoundFile, DamagedFile
from qa_bot.ingest.hangul_blocks import NestedTooDeep, lines_of
from qa_bot.ingest.hangul_document import NESTED, gathered, whole_record, wrong_kind
from qa_bot.ingest.hwp_records import Sections, TooMuch, inflate
from qa_bot.ingest.records import Record

_OLD = b"HWP Document File V"
_FILE_HEADER = struct.Struct("<32sLL")
_COMPRESSED, _DISTRIBUTED = 1, 1 << 2
# a password, DRM of Hancom's, a certificate, DRM with a certificate
_ENCRYPTED = 1 << 1 | 1 << 4 | 1 << 8 | 1 << 10
_SECTION = re.compile(r"BodyText/Section(\d{1,4})")


def read(content: bytes, *, source: str = "") -> Iterator[Record]:
    """The one record of a document; of tracked changes it is the text with all of them accepted.

    Raises `ArticleError` for damaged, encrypted and distribution documents, for those of Hangul 97 and
    before, for files of another kind, and for what unpacks to more than 100 MB.
    """
    if content.startswith(_OLD):
        raise ArticleError("it was written by Hangul 97 or before; save it as .hwpx or .docx", source=source)
    if not content.startswith(SIGNATURE):
        raise wrong_kind(content, ".hwp", source)
    try:
        file = CompoundFile(content)
        lines = gathered(_lines(_sections(file, source)), source)
        title, author = hwp_summary.read(file)
    except TooMuch as error:
        raise ArticleError(str(error), source=source) from error  # the text says what to do
    except hwp_paragraphs.UnsettledChanges as error:
        raise ArticleError(
            "it has tracked changes; accept or reject them and save it again", source=source
        ) from error
    except NestedTooDeep as error:
        raise ArticleError(NESTED, source=source) from error
    except DamagedFile as error:
        raise ArticleError(
            f"it is no sound .hwp ({error}); save it as .hwpx or .docx", source=source
        ) from error
    yield whole_record(lines, title, author, source)


def _lines(sections: Iterable[bytes]) -> Iterator[str]:
    reader = Sections()
    for data in sections:
        yield from lines_of(hwp_paragraphs.read(reader.read_tree(data)))


def _sections(file: CompoundFile, source: str) -> Iterator[bytes]:
    if "FileHeader" not in file.paths:
        raise ArticleError("it is an old Office document, no .hwp; save it as .hwpx or .docx", source=source)
    header = file.read("FileHeader")
    if len(header) < _FILE_HEADER.size:
        raise DamagedFile("its header is cut short")
    signature, version, flags = _FILE_HEADER.unpack_from(header)
    if not signature.startswith(b"HWP Document File") or version >> 24 != 5:
        raise DamagedFile("it is of another version than 5")
    if flags & _ENCRYPTED:
        raise ArticleError("it is encrypted; save it without a password", source=source)
    if flags & _DISTRIBUTED:
        raise ArticleError(
            "it is a distribution document (배포용 문서), whose text is locked; ask for the ordinary one, "
            "or for a PDF",
            source=source,
        )
    numbers = sorted(int(match[1]) for path in file.paths if (match := _SECTION.fullmatch(path)))
    if not numbers or numbers != list(range(len(numbers))):
        raise DamagedFile("a section is missing")
    left = MOST_UNPACKED_BYTES
    for number in numbers:
        data = file.read(f"BodyText/Section{number}")
        if flags & _COMPRESSED:
            data = inflate(data, left)
        left -= len(data)
        yield data
