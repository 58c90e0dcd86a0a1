"""JSON lines: one article a line; and JSON as a web address may give it, one object or a list of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from qa_bot.errors import ArticleError
from qa_bot.ingest.records import Record, from_mapping


def read(text: str, *, source: str = "") -> Iterator[Record | ArticleError]:
    r"""A record for every line that isn't empty, or the error that names the line.

    >>> [item.title for item in read('{"title": "금리", "text": "올랐다."}\n\n{"text": "내렸다."}')]
    ['금리', '']
    """
    for number, line in enumerate(text.split("\n"), start=1):
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
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else type(error).__name__
        column = f" at column {error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        raise ArticleError(
            f"it is no JSON ({reason}{column}); write one object a line", source=source, line=line
        ) from error


def _object(value: Any, source: str, line: int) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ArticleError(
            f'it is a JSON {type(value).__name__}; write an object with "title" and "text"',
            source=source,
            line=line,
        )
    return value
