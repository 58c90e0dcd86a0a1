"""JSON lines: one article a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from types import NoneType
from typing import Any

from qa_bot.errors import ArticleError
from qa_bot.ingest.records import Record, field_of, from_mapping

_KINDS = {list: "array", str: "string", int: "number", float: "number", bool: "boolean", NoneType: "null"}


def read(text: str, *, source: str = "") -> Iterator[Record | ArticleError]:
    r"""A record for every line that isn't empty, or the error that names the line.

    >>> [item.title for item in read('{"title": "금리", "text": "올랐다."}\n\n{"text": "내렸다."}')]
    ['금리', '']
    """
    for number, line in enumerate(text.split("\n"), start=1):
        # files that were put one behind another keep their marks
        line = line.lstrip("\ufeff")
        if line.strip():
            try:
                yield from_mapping(
                    json_object(_parsed(line, source, number), source, number), source=source, line=number
                )
            except ArticleError as error:
                yield error


def _parsed(text: str, source: str, line: int) -> Any:
    try:
        return json.loads(text, object_pairs_hook=partial(_once, source=source, line=line))
    except (ValueError, RecursionError) as error:
        raise ArticleError(
            f"it is no JSON ({why_no_json(error)}); write one object a line", source=source, line=line
        ) from error


def _once(pairs: list[tuple[str, Any]], *, source: str, line: int) -> dict[str, Any]:
    if (name := find_twice(pairs)) is not None:
        raise said_twice(name, source, line)
    return dict(pairs)


def find_twice(pairs: list[tuple[str, Any]]) -> str | None:
    """The field that is there twice, with two values; JSON would keep the last of them, and not say so."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found and field_of(name) and found[name] != value:
            return name
        found[name] = value
    return None


def said_twice(name: str, source: str, line: int | None) -> ArticleError:
    """The error for an article with such a field."""
    return ArticleError(
        "it is no JSON of one article: the field is there twice, with two values; keep one",
        source=source,
        line=line,
        field=name,
    )


def why_no_json(error: Exception) -> str:
    """In words, why text is no JSON."""
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} at column {error.colno}"
    return "nested too deeply" if isinstance(error, RecursionError) else "a number of thousands of digits"


def json_object(value: Any, source: str, line: int) -> dict[str, Any]:
    """The value where it is an object; `ArticleError` where it is none."""
    if not isinstance(value, dict):
        kind = _KINDS.get(type(value), "value")
        raise ArticleError(
            f'it is a JSON {kind}; write an object with "title" and "text"', source=source, line=line
        )
    return value
