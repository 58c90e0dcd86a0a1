"""Fields of tables and JSON that hold HTML, as editing systems export them: the words without the tags."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace

from qa_bot.errors import ArticleError
from qa_bot.ingest.records import Record
from qa_bot.ingest.web_page import lines_of

_BLOCK = r"p|div|br|li|ul|ol|h[1-6]|table|tr|td|th|figure|figcaption|blockquote|section|article"
_TAG = re.compile(rf"(?i)</?(?:{_BLOCK}|span|a|b|i|u|em|strong|font|img|sup|sub)(?:\s[^<>]{{0,2000}})?/?>")
_BREAK = re.compile(rf"(?i)<(?:{_BLOCK})(?:\s[^<>]{{0,2000}})?/?>")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});")
# one alone may be what the article is about
_LEAST_TAGS = 2


def without_markup(
    records: Iterator[Record | ArticleError], *, least_tags: int = _LEAST_TAGS
) -> Iterator[Record | ArticleError]:
    r"""The records, with plain words for the HTML of their texts and titles.

    A text with fewer tags than `least_tags` may be about one.

    >>> [record.text for record in without_markup(iter([Record("<p>금리가</p><p>올랐다 &amp; 내렸다.</p>")]))]
    ['금리가\n\n올랐다 & 내렸다.']
    """
    for record in records:
        if isinstance(record, ArticleError):
            yield record
        else:
            yield replace(
                record, text=_plain(record.text, least_tags), title=_unescaped(_TAG.sub("", record.title))
            )


def _plain(text: str, least_tags: int) -> str:
    tags = _TAG.findall(text)
    if len(tags) < least_tags and not re.search(r"(?i)<br\s*/?>", text):
        return _unescaped(text)
    if not _BREAK.search(text):  # its lines are paragraphs then
        text = text.replace("\n", "<br>")
    return "\n\n".join(lines_of(text))


def _unescaped(text: str) -> str:
    return _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
