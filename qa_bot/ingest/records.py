"""What a format hands over before it becomes an `Article`: text and metadata as they were written.

Every format ends in a `Record`; `compose` alone turns records into articles.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace

from qa_bot.errors import ArticleError
from qa_bot.ingest.origins import is_url

TEXT_FIELDS = ("text", "content", "body", "본문", "내용")
_NAMES = {
    **dict.fromkeys(TEXT_FIELDS, "text"),
    # of JSON Feed and of schema.org
    **dict.fromkeys(("content_html", "content_text", "articlebody"), "text"),
    # of newspapers' own editing systems
    **dict.fromkeys(("기사내용", "기사 내용", "기사본문", "기사 본문"), "text"),
    **dict.fromkeys(("기사제목", "기사 제목", "표제", "헤드라인"), "title"),
    **dict.fromkeys(("취재기자", "작성기자", "기자 이름"), "author"),
    **dict.fromkeys(
        ("게재일", "게재일자", "기사일자", "보도일", "일자", "작성일자", "발행일자"), "published"
    ),
    **dict.fromkeys(("title", "headline", "제목"), "title"),
    **dict.fromkeys(("author", "authors", "reporter", "기자", "기자명", "글쓴이", "작성자"), "author"),
    **dict.fromkeys(("published", "date", "pubdate", "reg_date", "날짜"), "published"),
    **dict.fromkeys(
        ("작성일", "발행일", "등록일", "작성일시", "발행일시", "등록일시", "입력일시"), "published"
    ),
    **dict.fromkeys(("published_at", "publishedat", "date_published", "datepublished"), "published"),
    **dict.fromkeys(("modified", "date_modified", "datemodified", "수정일", "수정일시"), "modified"),
    **dict.fromkeys(("url", "link", "주소", "링크"), "url"),
    "id": "key",
    **dict.fromkeys(("language", "lang", "언어"), "language"),
    **dict.fromkeys(("source", "신문", "매체", "언론사"), "outlet"),
    "translation_of": "translation_of",
}


# where editing systems and those who make JSON of XML put the text of an element
_WRAPPINGS = ("rendered", "$t", "#text", "__cdata")
_NAMED = ("author", "outlet")


@dataclass(frozen=True, slots=True)
class Record:
    """One article as its file states it; empty strings are fields that it doesn't state.

    `key` is the record's own id within a file of many, `line` where it stands there: its line, or its number
    among what `unit` says. `outlet` is the `source` field of a record: the paper's name. `translation_of`
    is a URL or the key of another record.
    `strict` says that a person wrote the metadata, so that a date which can't be read is an error and not
    a web page's noise.
    """

    text: str
    title: str = ""
    author: str = ""
    published: str = ""
    modified: str = ""
    url: str = ""
    language: str = ""
    translation_of: str = ""
    outlet: str = ""
    key: str = ""
    line: int | None = None
    strict: bool = True
    unit: str = "line"

    def at(self, line: int) -> Record:
        """The same record, known to stand on that line."""
        return replace(self, line=line)


def field_of(name: str) -> str | None:
    """The field of a record that a column or a key of that name fills; None for one that is ignored.

    >>> field_of(" Date "), field_of("발행일"), field_of("조회수")
    ('published', 'published', None)
    """
    # a file that was written on macOS may have decomposed Hangul here too
    return _NAMES.get(unicodedata.normalize("NFC", name.strip()).casefold())


def from_mapping(values: Mapping[str, object], *, source: str, line: int | None = None) -> Record:
    """The record that a JSON object or a table's row describes; fields of other names are ignored.

    Raises `ArticleError` naming the field whose value is no text, or the text fields when none is there.

    >>> from_mapping({"title": "금리", "body": "올랐다.", "date": "2026-03-02"}, source="a.jsonl").published
    '2026-03-02'
    """
    found: dict[str, str] = {}
    for name, value in values.items():
        known = field_of(str(name))
        if known and (written := _as_written(value, name=str(name), source=source, line=line)):
            found.setdefault(known, written)
    if "text" not in found:
        raise ArticleError(
            f"the record has no text; give it one of the fields {', '.join(TEXT_FIELDS)}",
            source=source,
            line=line,
        )
    return Record(**found, line=line)  # type: ignore[arg-type]  # the names are those of the fields


def has_text(values: object) -> bool:
    """Whether it is an object with a field of text that says something.

    >>> has_text({"본문": "올랐다."}), has_text({"text": " "}), has_text({"body": {"items": []}})
    (True, False, False)
    """
    if not isinstance(values, Mapping):
        return False
    texts = (_unwrapped(value, is_named=False) for name, value in values.items() if field_of(name) == "text")
    return any(_is_text(value) for value in texts)


def _is_text(value: object) -> bool:
    parts = value if isinstance(value, list) else [value]
    return "".join(part if isinstance(part, str) else "" for part in parts).strip() != ""


def _as_written(value: object, *, name: str, source: str, line: int | None) -> str:
    value = _unwrapped(value, is_named=field_of(name) in _NAMED)
    if value is None or _tells_nothing(name, value):
        return ""
    if isinstance(value, str):
        return value if value.strip() else ""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**18:
        return str(value)
    if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
        return ("\n\n" if field_of(name) == "text" else ", ").join(value)
    raise ArticleError(
        f'"{_shortened(repr(value))}" is of kind {type(value).__name__}; write it as a string',
        source=source,
        line=line,
        field=name,
    )


def _unwrapped(value: object, *, is_named: bool) -> object:
    """The text of an object that has nothing else to say, and the names of people and papers.

    >>> _unwrapped([{"name": "홍길동", "id": 3}, {"name": "김하나"}], is_named=True)
    ['홍길동', '김하나']
    """
    if isinstance(value, list) and is_named:
        return [_unwrapped(item, is_named=True) for item in value]
    if not isinstance(value, dict):
        return value
    for name in (*_WRAPPINGS, "name") if is_named else _WRAPPINGS:
        if isinstance(value.get(name), str):
            return value[name]
    return value


def _tells_nothing(name: str, value: object) -> bool:
    """Whether it is the number of an author or the rest of an address, of which nobody could be told."""
    if name.strip().casefold() == "link":
        return isinstance(value, str) and not is_url(value)
    if field_of(name) not in _NAMED:
        return False
    told = value if isinstance(value, list) else [value]
    return not any(isinstance(item, str) for item in told)


def _shortened(value: str, most: int = 60) -> str:
    return value if len(value) <= most else value[: most - 1] + "…"
