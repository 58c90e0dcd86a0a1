"""PDF: the text layer of its pages, wrapped lines joined into paragraphs."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from typing import Any

from qa_bot.errors import ArticleError
from qa_bot.ingest.office_metadata import stated_author
from qa_bot.ingest.records import Record
from qa_bot.ingest.wrapped_lines import join_wrapped

MOST_PAGES = 500
_MOST_CHARACTERS = 5_000_000
_SILENCE = logging.NullHandler()


def read(content: bytes, *, source: str = "") -> Iterator[Record]:
    """The one record of a PDF; its own dates are those of the print, so they don't count.

    Raises `ArticleError` for encrypted, damaged and scanned files and for more than 500 pages.
    """
    import pypdf
    from pypdf.errors import PyPdfError

    # What nobody handles is printed to standard error, beside our own error for the same file. Who has set up
    # logging still gets it.
    logging.getLogger("pypdf").addHandler(_SILENCE)
    try:
        reader = pypdf.PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ArticleError("it is encrypted; save it without a password", source=source)
        _check_pages(len(reader.pages), source)
        text = join_wrapped(_page_texts(reader, source))
        title, author = _metadata(reader)
    except ArticleError:
        raise
    except PyPdfError as error:
        raise ArticleError(
            f"it is no sound PDF ({_one_line(error)}); export it again", source=source
        ) from error
    # a damaged file can fail anywhere in the parser, in ways that pypdf has no name for
    except Exception as error:
        raise ArticleError(
            f"its PDF can't be read ({type(error).__name__}: {_one_line(error)}); export it again",
            source=source,
        ) from error
    if not re.search(r"\w", text):
        raise ArticleError("it has no text, only pictures; run it through text recognition", source=source)
    yield Record(text=text, title=_if_printed(title, text), author=author, strict=False)


def _check_pages(pages: int, source: str) -> None:
    if pages > MOST_PAGES:
        raise ArticleError(f"it has {pages} pages, the limit is {MOST_PAGES}; split it", source=source)


def _page_texts(reader: Any, source: str) -> list[str]:
    texts: list[str] = []
    length = 0
    for page in reader.pages:
        texts.append(page.extract_text() or "")
        length += len(texts[-1])
        if length > _MOST_CHARACTERS:
            raise ArticleError(f"it has more than {_MOST_CHARACTERS:,} characters; split it", source=source)
    return texts


def _metadata(reader: Any) -> tuple[str, str]:
    information = reader.metadata or {}
    return str(information.get("/Title") or ""), stated_author(str(information.get("/Author") or ""))


def _if_printed(title: str, text: str) -> str:
    """A title counts where the pages begin with it; many are file names or left over from a template."""
    wanted, head = re.sub(r"\s", "", title), re.sub(r"\s", "", text[:3000])
    return title if wanted and wanted in head else ""


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:120]
