"""Word documents (.docx): the paragraphs and tables of the body in their order, and the file's properties."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from qa_bot.errors import ArticleError
from qa_bot.ingest.archives import check_archive
from qa_bot.ingest.document_types import check_parts
from qa_bot.ingest.office_metadata import stated_author
from qa_bot.ingest.records import Record

_NAMESPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_REPEATING = (
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    f"{_NAMESPACE}moveFrom",
)
_SIGNS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def read(content: bytes, *, source: str = "") -> Iterator[Record]:
    """The one record of a document; when it was created says nothing of when the story appeared.

    Raises `ArticleError` for damaged files, for parts that declare entities, and for archives that unpack to
    more than 100 MB.
    """
    check_archive(content, source, kind=".docx")
    check_parts(content, source, kind=".docx")
    import docx

    try:
        document = docx.Document(io.BytesIO(content))
        properties = document.core_properties
        title, author, language = properties.title, properties.author, properties.language
        text = "\n\n".join(_paragraphs(document.element.body))
    # a damaged part can fail anywhere in python-docx: KeyError, XMLSyntaxError, ValueError
    except Exception as error:
        reason = " ".join(str(error).split())[:120]
        raise ArticleError(
            f"it is no sound .docx ({type(error).__name__}: {reason}); save it again", source=source
        ) from error
    if not text.strip():
        raise ArticleError("the document has no text; save the article as text", source=source)
    yield Record(
        text=text,
        title=_real_title(title or ""),
        author=stated_author(author or ""),
        language=language or "",
        strict=False,
    )


def _paragraphs(body: Any) -> Iterator[str]:
    for block in body:
        if block.tag == f"{_NAMESPACE}p":
            yield from _lines(_text(block))
        elif block.tag == f"{_NAMESPACE}tbl":
            for row in block.iter(f"{_NAMESPACE}tr"):
                cells = [" ".join(_text(cell).split()) for cell in row.iter(f"{_NAMESPACE}tc")]
                filled = [cell for cell in cells if cell]
                # an empty cell keeps its place in a table, and none in a frame around a text
                yield " | ".join(cells if len(filled) > 1 else filled)
        elif block.tag == f"{_NAMESPACE}sdt":
            for content in block.iter(f"{_NAMESPACE}sdtContent"):
                yield from _paragraphs(content)


def _lines(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        if line.strip():
            yield line.strip()


def _text(element: Any) -> str:
    """The words of an element, accepted insertions included; deletions have another tag than `t`."""
    parts: list[str] = []
    for node in element.iter():
        name = node.tag.removeprefix(_NAMESPACE) if isinstance(node.tag, str) else ""
        if name == "t":
            parts.append("" if _is_repeated(node) else node.text or "")
        elif name in _SIGNS:
            parts.append(_SIGNS[name])
        elif name == "p" and parts:
            parts.append("\n")
    return "".join(parts)


def _is_repeated(node: Any) -> bool:
    """Whether the words stand elsewhere too: a text box for older programs, a move's former place."""
    return any(ancestor.tag in _REPEATING for ancestor in node.iterancestors())


def _real_title(title: str) -> str:
    return "" if title.strip().casefold() in ("word document", "document", "untitled", "제목 없음") else title
