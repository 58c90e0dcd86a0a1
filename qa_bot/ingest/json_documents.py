"""JSON documents: one article, or a list of them, which may lie under some name of an object."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from qa_bot.errors import ArticleError
from qa_bot.ingest import json_lines
from qa_bot.ingest.json_lines import find_twice, json_object, said_twice, why_no_json
from qa_bot.ingest.records import TEXT_FIELDS, Record, field_of, from_mapping, has_text

_UNIT = "record"
# {"response": {"body": {"items": {"item": [...]}}}}, as Korea's public data is handed out
_MOST_LEVELS = 4
_MOST_NAMES = 5


@dataclass(frozen=True, slots=True)
class _Listing:
    """A list that holds articles, and the names that lead to it."""

    path: str
    items: list[Any]

    @property
    def articles(self) -> int:
        return sum(map(_is_article, self.items))

    @property
    def headlines(self) -> int:
        """How many have more than a text: readers' comments don't."""
        return sum(_is_article(item) and _names(item, "title") for item in self.items)


class _Twice(dict[str, Any]):
    """An object with a field of an article that is there twice: an error if it is to be an article."""

    field = ""


def read(text: str, *, source: str = "") -> Iterator[Record | ArticleError]:
    """The records of a JSON value: of an object that is an article, or of a list of them, numbered from 1.

    In an object that is no article the list with the most headlines is taken; an error names every other one.
    Raises `ArticleError` for what is no JSON, and for a value without any article.

    >>> [record.title for record in read('{"data": {"items": [{"제목": "금리", "본문": "올랐다."}]}}')]
    ['금리']
    """
    try:
        value = json.loads(text, object_pairs_hook=_object)
    except (ValueError, RecursionError) as error:
        if not _is_of_lines(text, error):
            raise _no_json(error, source) from error
        yield from json_lines.read(text, source=source)
        return
    if isinstance(value, list) and any(_names(item, "text") for item in value):
        yield from _records(value, source)
    elif has_text(value):
        yield _record(value, None, source)
    elif listings := list(_listings(value, _MOST_LEVELS)):
        taken = max(listings, key=lambda listing: (listing.headlines, listing.articles))
        yield from _records(taken.items, source)
        yield from (_left_out(listing, taken, source) for listing in listings if listing is not taken)
    elif _names(value, "text"):
        yield _record(value, None, source)
    else:
        raise _no_article(value, source)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if (name := find_twice(pairs)) is None:
        return dict(pairs)
    twice = _Twice(pairs)
    twice.field = name
    return twice


def _is_of_lines(text: str, error: Exception) -> bool:
    """Whether they are JSON lines under another ending: there is more behind a first line that is whole."""
    if not isinstance(error, json.JSONDecodeError) or error.msg != "Extra data":
        return False
    try:
        return isinstance(json.loads(text.lstrip().split("\n", 1)[0]), dict)
    except (ValueError, RecursionError):
        return False


def _no_json(error: Exception, source: str) -> ArticleError:
    return ArticleError(
        f"it is no JSON document ({why_no_json(error)}); mend it there or export it again",
        source=source,
        line=getattr(error, "lineno", None),
    )


def _records(items: list[Any], source: str) -> Iterator[Record | ArticleError]:
    for number, item in enumerate(items, start=1):
        try:
            yield replace(_record(item, number, source), unit=_UNIT)
        except ArticleError as error:
            yield error.counted_in(_UNIT)


def _record(item: Any, number: int | None, source: str) -> Record:
    if isinstance(item, _Twice):
        raise said_twice(item.field, source, number)
    return from_mapping(json_object(item, source, number or 1), source=source, line=number)


def _listings(value: Any, levels: int) -> Iterator[_Listing]:
    """The lists with an article in them, at most so many names deep."""
    if not isinstance(value, dict) or not levels:
        return
    for name, below in value.items():
        if isinstance(below, list) and any(map(_is_article, below)):
            yield _Listing(name, below)
        for listing in _listings(below, levels - 1):
            yield replace(listing, path=f"{name}.{listing.path}")


def _is_article(value: Any) -> bool:
    return isinstance(value, dict) and has_text(value)


def _names(value: Any, field: str) -> bool:
    return isinstance(value, dict) and any(field_of(name) == field for name in value)


def _left_out(listing: _Listing, taken: _Listing, source: str) -> ArticleError:
    return ArticleError(
        f'"{_shown(listing.path)}" holds {listing.articles:,} articles too, and only "{_shown(taken.path)}" '
        "was read; put them into a file of their own",
        source=source,
    )


def _no_article(value: Any, source: str) -> ArticleError:
    return ArticleError(
        f"it is JSON without an article ({_described(value)}); give it a list of objects with one of the "
        f"fields {', '.join(TEXT_FIELDS)}",
        source=source,
    )


def _described(value: Any) -> str:
    """What a value without an article is, in a few words.

    >>> _described({"name": "site", "version": "1.0"}), _described([1, 2])
    ('an object with name, version', 'a list of 2')
    """
    if isinstance(value, list):
        return f"a list of {len(value):,}"
    if not isinstance(value, dict):
        return f"the value {json.dumps(value, ensure_ascii=False)[:40]}"
    names = [_shown(name, 20) for name in list(value)[:_MOST_NAMES]]
    more = ", …" if len(value) > _MOST_NAMES else ""
    return f"an object with {', '.join(names)}{more}" if names else "an empty object"


def _shown(name: str, most: int = 60) -> str:
    # half of a pair, which JSON lets stand, could not be written anywhere
    return " ".join(name.encode("utf-8", "replace").decode("utf-8").split())[:most]
