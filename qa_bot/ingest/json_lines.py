"""JSON lines: one article a line; and JSON as a web address may give it, one object or a list of them."""

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
                    _object(_parsed(line, source, number), source, number), source=source, line=number
                )
            except ArticleError as error:
                yield error


def read_document(text: str, *, source: str = "") -> Iterator[Record | ArticleError]:
    """The records of one JSON value: an object, or a list of objects numbered from 1."""
    value = _parsed(text, source, None)
    if isinstance(value, dict):
        yield from_mapping(value, source=source)
        return
    for number, item in enumerate(value if isinstance(value, list) else [value], start=1):
        try:
            yield from_mapping(_object(item, source, number), source=source, line=number)
        except ArticleError as error:
            yield error


def _parsed(text: str, source: str, line: int | None) -> Any:
    try:
        return json.loads(text, object_pairs_hook=partial(_once, source=source, line=line))
    except (ValueError, RecursionError) as error:
        raise ArticleError(
            f"it is no JSON ({_reason(error)}); write one object a line", source=source, line=line
        ) from error


def _once(pairs: list[tuple[str, Any]], *, source: str, line: int | None) -> dict[str, Any]:
    """The pairs as an object; of a field that is there twice JSON would keep the last, and not say so."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found and field_of(name) and found[name] != value:
            raise ArticleError(
                "it is no JSON of one article: the field is there twice, with two values; keep one",
                source=source,
                line=line,
                field=name,
            )
        found[name] = value
    return found


def _reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} at column {error.colno}"
    return "nested too deeply" if isinstance(error, RecursionError) else "a number of thousands of digits"


def _object(value: Any, source: str, line: int) -> dict[str, Any]:
    if not isinstance(value, dict):
        kind = _KINDS.get(type(value), "value")
        raise ArticleError(
            f'it is a JSON {kind}; write an object with "title" and "text"', source=source, line=line
        )
    return value
