"""Markdown: YAML front matter as metadata, and the text without its marks.

Links keep their words, pictures their description, code its letters; nothing is rendered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from qa_bot.errors import ArticleError
from qa_bot.ingest.markdown_tables import Rows, split_tables
from qa_bot.ingest.records import Record

_FRONT_MATTER = re.compile(
    r"\A\ufeff?---[ \t]*\n(.*?)(?:^---|^\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)
_FIELDS = {
    "title": "title",
    "date": "published",
    "published": "published",
    "modified": "modified",
    "updated": "modified",
    "author": "author",
    "authors": "author",
    "url": "url",
    "canonical": "url",
    "lang": "language",
    "language": "language",
    "translation_of": "translation_of",
}
_LONGEST_FRONT_MATTER = 65_536

_BUTTON_LINK = re.compile(
    r"\[([^\[\]]{0,200}(?i:button that move)[^\[\]]{0,200})\]\((https?://[^\s()]{1,2000})\)"
)
_UNSEEN = (
    (re.compile(r"<!--"), re.compile(r"-->")),
    (re.compile(r"(?i)<script\b"), re.compile(r"(?i)</script\s{0,9}>")),
    (re.compile(r"(?i)<style\b"), re.compile(r"(?i)</style\s{0,9}>")),
)
_BLOCK_MARKS = (
    (re.compile(r"^\s{0,3}(?:`{3,}|~{3,})[^\n`]{0,100}$", re.MULTILINE), ""),
    (re.compile(r"^\s{0,3}\[[^\[\]\n]{1,200}\]:\s*\S{1,2000}(?:\s+[\"'(][^\n]{0,300})?$", re.MULTILINE), ""),
    (re.compile(r"^\s{0,3}(?:[-*_][ \t]*){3,200}$", re.MULTILINE), ""),
    # the rule of a table whose rows don't fit it
    (re.compile(r"^(?=.*\|)[ \t]*\|?[ \t]*:?-{2,}:?[ \t|:\-]*$", re.MULTILINE), ""),
    (re.compile(r"(?<=\S)\n[ \t]{0,3}(?:={2,}|-{2,})[ \t]*$", re.MULTILINE), "\n"),
    (re.compile(r"^\s{0,3}#{1,6}[ \t]+(.{0,2000}?)(?:[ \t]+#+)?[ \t]*$", re.MULTILINE), r"\n\1\n"),
    (re.compile(r"^(?:[ \t]{0,3}>[ \t]?){1,8}", re.MULTILINE), ""),
    # every item is a paragraph of its own, even where the next follows without an empty line
    (re.compile(r"^[ \t]{0,12}[-*+][ \t]+(?:\[[ xX]\][ \t]+)?", re.MULTILINE), "\n"),
    (re.compile(r"^[ \t]*\|(.*)\|[ \t]*$", re.MULTILINE), r"\1"),
)
_MARKS = (
    (re.compile(r"!\[([^\[\]]{0,1000})\]\([^()\n]{0,2000}(?:\([^()\n]{0,200}\)[^()\n]{0,200})?\)"), r"\1"),
    (re.compile(r"!\[([^\[\]]{0,1000})\]\[[^\[\]]{0,200}\]"), r"\1"),
    (re.compile(r"\[([^\[\]]{1,1000})\]\([^()\n]{0,2000}(?:\([^()\n]{0,200}\)[^()\n]{0,200})?\)"), r"\1"),
    (re.compile(r"\[\^[^\[\]\s]{1,50}\]:?"), ""),
    (re.compile(r"\[([^\[\]]{1,1000})\]\[[^\[\]]{0,200}\]"), r"\1"),
    (re.compile(r"<(https?://[^\s<>]{1,2000})>"), r"\1"),
    (re.compile(r"(?i)<br\s*/?>"), "\n"),
    (re.compile(r"(?i)</?(?:p|div|span|a|b|i|em|strong|u|s|sub|sup|img|figure|figcaption|small|mark|center|font)"
                r"(?:\s[^<>]{0,1000})?/?>"), ""),
    (re.compile(r"(`{1,3})(?!`)([^\n]{1,1000}?)(?<!`)\1(?!`)"), r"\2"),
    (re.compile(r"(?<![\\*])(\*{1,3})(?=\S)([^*\n]{1,1000}?)(?<=[^\s\\])\1(?!\*)"), r"\2"),
    (re.compile(r"(?<![\\\w])(_{1,3})(?=\S)([^_\n]{1,1000}?)(?<=[^\s\\])\1(?!\w)"), r"\2"),
    (re.compile(r"~~(?=\S)([^~\n]{1,1000}?)(?<=\S)~~"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+\-.!~>|])"), r"\1"),
)  # fmt: skip


def read(text: str, *, source: str = "") -> Iterator[Record]:
    r"""The one record of a Markdown file; front matter names its metadata.

    Raises `ArticleError` where the front matter is no YAML mapping.

    >>> [record.title for record in read("---\ntitle: 금리 인상\n---\n**한국은행**이 올렸다.")]
    ['금리 인상']
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    metadata: dict[str, str] = {}
    if match := _FRONT_MATTER.match(text):
        metadata = _front_matter(match[1], source)
        text = text[match.end() :]
    yield Record(text=without_marks(text), **metadata)  # type: ignore[arg-type]


def without_marks(text: str) -> str:
    """The text of Markdown source, its marks taken away.

    >>> without_marks("## 금리 *3.5%* [인상](https://www.hanbit.example/1.html)").strip()
    '금리 3.5% 인상'
    """
    text = _BUTTON_LINK.sub(r"\n\1 \2\n", text)
    for opening, closing in _UNSEEN:
        text = _without_enclosed(text, opening, closing)
    parts = (_lines(part) if isinstance(part, list) else _plain(part) for part in split_tables(text))
    return "\n\n".join(parts)


def _plain(text: str) -> str:
    for pattern, replacement in (*_BLOCK_MARKS, *_MARKS):
        text = pattern.sub(replacement, text)
    return text


def _lines(rows: Rows) -> str:
    """A table's rows with bars between the cells, which have no blocks in them: "- 3" is no list."""
    return "\n".join(" | ".join(_cell(cell) for cell in row) for row in rows)


def _cell(text: str) -> str:
    for pattern, replacement in _MARKS:
        text = pattern.sub(replacement, text)
    return " ".join(text.split())


def _without_enclosed(text: str, opening: re.Pattern[str], closing: re.Pattern[str]) -> str:
    """The text without what stands between an opening and its closing; in one pattern that is quadratic."""
    kept: list[str] = []
    position = 0
    while (begin := opening.search(text, position)) and (end := closing.search(text, begin.end())):
        kept.append(text[position : begin.start()])
        position = end.end()
    return "".join([*kept, text[position:]])


def _front_matter(written: str, source: str) -> dict[str, str]:
    import yaml

    if len(written) > _LONGEST_FRONT_MATTER:
        raise ArticleError(f"its front matter has {len(written)} characters; shorten it", source=source)
    try:
        values = yaml.safe_load(written)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        reason = str(getattr(error, "problem", None) or error).splitlines()[0]
        raise ArticleError(
            f"its front matter is no YAML ({reason}); mend or remove it", source=source
        ) from error
    if values is None:
        return {}
    if not isinstance(values, dict):
        raise ArticleError('its front matter is no list of "name: value" lines', source=source)
    found: dict[str, str] = {}
    for name, value in values.items():
        known = _FIELDS.get(str(name).casefold()) if isinstance(name, str) else None
        if known and (text := _as_text(value, str(name), source)):
            found.setdefault(known, text)
    return found


def _as_text(value: Any, name: str, source: str) -> str:
    """A scalar, or a flat list of them; nested values could be an alias bomb, so they are never printed."""
    if value is None:
        return ""
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, (str, int, float)) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ", ".join(value)
    raise ArticleError(
        f"is of kind {type(value).__name__}; write it as one line of text", source=source, field=name
    )
