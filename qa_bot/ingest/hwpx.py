"""Documents of Hancom's word processor as XML (.hwpx, OWPML of KS X 6101): paragraphs and tables."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from qa_bot.errors import ArticleError
from qa_bot.ingest import hwpx_paragraphs
from qa_bot.ingest.archives import check_archive
from qa_bot.ingest.document_types import check_parts
from qa_bot.ingest.hangul_blocks import NestedTooDeep, lines_of
from qa_bot.ingest.hangul_document import (
    NESTED,
    gathered,
    too_many_pieces,
    what_it_is,
    whole_record,
    wrong_kind,
)
from qa_bot.ingest.records import Record

_SECTION = re.compile(r"(?i)Contents/section(\d{1,4})\.xml")
# a cell of a table has some twelve
_MOST_ELEMENTS = 2_000_000
_PACKAGE, _MANIFEST = "Contents/content.hpf", "META-INF/manifest.xml"


def read(content: bytes, *, source: str = "") -> Iterator[Record]:
    """The one record of a document; when it was saved says nothing of when the story appeared.

    Raises `ArticleError` for damaged and encrypted files, for those of another kind, for parts that declare
    entities, and for archives that unpack to more than 100 MB.
    """
    if what_it_is(content) not in ("a .hwpx", "a damaged archive"):
        raise wrong_kind(content, ".hwpx", source)
    names = check_archive(content, source, kind=".hwpx")
    check_parts(content, source, kind=".hwpx")
    from lxml import etree

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if _MANIFEST in names and b"encryption-data" in archive.read(_MANIFEST):
                raise ArticleError("it is encrypted; save it without a password", source=source)
            sections = [_parse(archive.read(name)) for name in _sections(names, source)]
            title, author = _metadata(_parse(archive.read(_PACKAGE))) if _PACKAGE in names else ("", "")
        if sum(1 for section in sections for _ in section.iter()) > _MOST_ELEMENTS:
            raise ArticleError(too_many_pieces(_MOST_ELEMENTS), source=source)
        lines = gathered((line for part in sections for line in lines_of(hwpx_paragraphs.read(part))), source)
    except NestedTooDeep as error:
        raise ArticleError(NESTED, source=source) from error
    except hwpx_paragraphs.OpenChange as error:
        raise ArticleError(
            "it has tracked changes; accept or reject them and save it again", source=source
        ) from error
    except (etree.LxmlError, zipfile.BadZipFile, KeyError) as error:
        reason = " ".join(str(error).split())[:120]
        raise ArticleError(f"it is no sound .hwpx ({reason}); save it again", source=source) from error
    yield whole_record(lines, title, author, source)


def _sections(names: list[str], source: str) -> list[str]:
    numbered = {int(match[1]): name for name in names if (match := _SECTION.fullmatch(name))}
    if not numbered or sorted(numbered) != list(range(len(numbered))):
        raise ArticleError("it is no sound .hwpx (a section is missing); save it again", source=source)
    return [name for _, name in sorted(numbered.items())]


def _parse(xml: bytes) -> Any:
    from lxml import etree

    # comments and instructions would tear the text of an element
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    return etree.fromstring(xml, parser)


def _metadata(package: Any) -> tuple[str, str]:
    """Title and author of the package's own list, whose elements the standard takes from EPUB."""
    found = {"title": "", "creator": ""}
    for node in package.iter():
        name = node.tag.rpartition("}")[2]
        name = node.get("name", "") if name == "meta" else name
        if name in found and not found[name]:
            found[name] = (node.text or "").strip()
    return found["title"], found["creator"]
