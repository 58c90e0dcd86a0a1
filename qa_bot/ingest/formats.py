"""Which module reads which kind of file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import PurePath

from qa_bot.errors import ArticleError
from qa_bot.ingest import (
    feeds,
    hwp,
    hwpx,
    json_documents,
    json_lines,
    markdown,
    pdf,
    plain_text,
    tables,
    web_page,
    word,
)
from qa_bot.ingest.encodings import decode
from qa_bot.ingest.limits import gunzip
from qa_bot.ingest.markup import without_markup
from qa_bot.ingest.records import Record

ENDINGS = (
    ".txt",
    ".md",
    ".markdown",
    ".html",
    ".htm",
    ".pdf",
    ".docx",
    ".hwpx",
    ".hwp",
    ".jsonl",
    ".jsonl.gz",
    ".json",
    ".json.gz",
    ".csv",
    ".tsv",
    ".xml",
    ".rss",
    ".atom",
)
# whose files may hold many articles, each with an id of its own
ENDINGS_OF_MANY = (".jsonl", ".jsonl.gz", ".json", ".json.gz", ".csv", ".tsv", ".xml", ".rss", ".atom")
FEED_ENDINGS = (".xml", ".rss", ".atom")
MEDIA_ENDINGS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/csv": ".csv",
    "application/pdf": ".pdf",
    "application/hwp+zip": ".hwpx",
    "application/vnd.hancom.hwpx": ".hwpx",
    "application/x-hwp": ".hwp",
    "application/haansofthwp": ".hwp",
    "application/vnd.hancom.hwp": ".hwp",
    "application/json": ".json",
    "application/feed+json": ".json",
    "application/x-ndjson": ".jsonl",
    "application/rss+xml": ".rss",
    "application/atom+xml": ".atom",
    "application/xml": ".xml",
    "text/xml": ".xml",
}
# a word processor's or a printer's file, each one article
_DOCUMENTS: dict[str, Callable[..., Iterator[Record]]] = {
    ".pdf": pdf.read,
    ".docx": word.read,
    ".hwpx": hwpx.read,
    ".hwp": hwp.read,
}
_CHARSET = re.compile(
    rb"(?i)<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{2,40})|<\?xml[^>]{0,200}encoding=[\"']([\w-]{2,40})"
)
# whose declaration could not be read where they were true, and what only Python has
_NO_CHARSET = re.compile(
    r"(?:utf|ucs)-?_?(?:7|16|32).*|(?:raw[-_])?unicode.*|idna|punycode|undefined|mbcs|oem"
)
# what pages declare and what browsers take it for
_CHARSET_NAMES = {"euc-kr": "cp949", "ks_c_5601-1987": "cp949", "ksc5601": "cp949", "iso-8859-1": "cp1252"}


def ending_of(name: str) -> str | None:
    """The ending that tells the format, lower case, or None for a file that isn't read.

    >>> ending_of("기사.HTML"), ending_of("a.jsonl.gz"), ending_of("a.gz")
    ('.html', '.jsonl.gz', None)
    """
    name = PurePath(name).name.casefold()
    fitting = [ending for ending in ENDINGS if name.endswith(ending) and len(name) > len(ending)]
    return max(fitting, key=len, default=None)


def read_records(
    content: bytes, ending: str, *, source: str, encoding: str | None = None, url: str = ""
) -> Iterator[Record | ArticleError]:
    """The records of a file's content; records that can't be read come as the error.

    Raises `ArticleError` where the file as a whole can't be read.
    """
    if ending in _DOCUMENTS:
        return _DOCUMENTS[ending](content, source=source)
    if ending.endswith(".gz"):
        content, ending = gunzip(content, source=source), ending.removesuffix(".gz")
    if ending in (".html", ".htm"):
        text = _decode_page(content, source, encoding)
        return web_page.read(text, source=source, url=url)
    if ending in FEED_ENDINGS:
        text = _decode_feed(content, source, encoding)
        # a single tag is a picture before the words here
        return without_markup(feeds.read(text, source=source, url=url), least_tags=1)
    text = decode(content, source=source, encoding=encoding)
    return _read_text(text, ending, source)


def _read_text(text: str, ending: str, source: str) -> Iterator[Record | ArticleError]:
    if ending == ".jsonl":
        return without_markup(json_lines.read(text, source=source))
    if ending == ".json":
        return without_markup(json_documents.read(text, source=source))
    if ending in (".csv", ".tsv"):
        return without_markup(tables.read(text, source=source, delimiter="\t" if ending == ".tsv" else ""))
    if ending in (".md", ".markdown"):
        return markdown.read(text, source=source)
    return plain_text.read(text)


def _decode_feed(content: bytes, source: str, encoding: str | None) -> str:
    """The feed's text; UTF-8 is known by its bytes, whatever a declaration that was left behind calls it."""
    try:
        is_utf8 = not content.isascii() and bool(content.decode("utf-8"))
    except UnicodeDecodeError:
        is_utf8 = False
    if encoding or is_utf8 or b"\x00" in content or b"<" not in content:
        return decode(content, source=source, encoding=encoding)
    return _decode_page(content, source, encoding)


def _decode_page(content: bytes, source: str, encoding: str | None) -> str:
    """The page's text by its declared charset where that fits, for many pages declare a wrong one."""
    if not encoding and (match := _CHARSET.search(content[:4096])):
        declared = (match[1] or match[2]).decode("ascii").lower()
        try:
            if _NO_CHARSET.fullmatch(declared):
                raise LookupError(declared)
            return content.decode(_CHARSET_NAMES.get(declared, declared)).removeprefix("\ufeff")
        except (LookupError, ValueError):
            pass
    try:
        return decode(content, source=source, encoding=encoding)
    except ArticleError:
        if encoding or b"\x00" in content:
            raise
        # a stray byte in a footer must not cost the story
        return content.decode("utf-8", errors="replace")
