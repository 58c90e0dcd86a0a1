"""What Hancom's two formats share: what a misnamed file is, and the record of a sound one."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable

from qa_bot.errors import ArticleError
from qa_bot.ingest.compound_file import SIGNATURE
from qa_bot.ingest.office_metadata import stated_author
from qa_bot.ingest.records import Record

NESTED = "its tables or boxes lie too deep in each other; save it as .docx"
MOST_CHARACTERS = 5_000_000
_MARKUP = re.compile(rb"(?i)(?:\xef\xbb\xbf)?\s*<(?:\?xml|!doctype|html|head|body|hwpml)")
# the account that a document was first saved from is as often an office's or a machine's
_PERSON = re.compile(r"[가-힣]{2,4}|[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){1,3}")
_HEAD_LINES = 10


def wrong_kind(content: bytes, wanted: str, source: str) -> ArticleError:
    """The error for a file that is not what its ending says.

    >>> str(wrong_kind(b"%PDF-1.7", ".hwp", "기사.hwp"))
    '기사.hwp: it is a .pdf, no .hwp; rename it to .pdf'
    """
    kind = what_it_is(content)
    if kind.startswith("a ."):
        return ArticleError(f"it is {kind}, no {wanted}; rename it to {kind[2:]}", source=source)
    return ArticleError(f"it is {kind}, no {wanted}; save it as .hwpx or .docx", source=source)


def what_it_is(content: bytes) -> str:
    """The kind of a file, told by its bytes.

    >>> what_it_is(b"<!DOCTYPE html><p>"), what_it_is("금리".encode())
    ('a page or XML', 'something else')
    """
    if content.startswith(SIGNATURE):
        return "a .hwp"
    if content.startswith(b"PK\x03\x04"):
        return _kind_of_archive(content)
    if content.startswith(b"%PDF-"):
        return "a .pdf"
    if not content:
        return "empty"
    return "a page or XML" if _MARKUP.match(content[:1000]) else "something else"


def too_many_pieces(most: int) -> str:
    """The words for a document of more records or elements than one has, which would take minutes to read."""
    return f"it has more than {most:,} pieces; split it"


def gathered(lines: Iterable[str], source: str) -> list[str]:
    """All the lines; `ArticleError` as soon as they are more than an article can have."""
    found: list[str] = []
    length = 0
    for line in lines:
        found.append(line)
        length += len(line)
        if length > MOST_CHARACTERS:
            raise ArticleError(f"it has more than {MOST_CHARACTERS:,} characters; split it", source=source)
    return found


def whole_record(lines: list[str], title: str, author: str, source: str) -> Record:
    """The record of a document's lines; its title counts where it is printed, its author where it is a name.

    Raises `ArticleError` where there is no text.
    """
    text = "\n\n".join(lines)
    if not re.search(r"\w", text):
        raise ArticleError("the document has no text; save the article as text", source=source)
    return Record(text=text, title=_printed(title, lines), author=_person(author), strict=False)


def _kind_of_archive(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return "a damaged archive"
    if "word/document.xml" in names:
        return "a .docx"
    return "a .hwpx" if any(name.startswith("Contents/") for name in names) else "another archive"


def _printed(title: str, lines: list[str]) -> str:
    """A title is a line that the word processor took when it first saved, and stays when the text goes."""
    wanted = _bare(title)
    return next((line for line in lines[:_HEAD_LINES] if wanted and _bare(line) == wanted), "")


def _bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).split())


def _person(author: str) -> str:
    author = unicodedata.normalize("NFC", " ".join(author.split()))
    return stated_author(author) if _PERSON.fullmatch(author) else ""
