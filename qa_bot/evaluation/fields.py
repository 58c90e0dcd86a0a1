"""Fields of JSON records, read with the place where each stands, so that an error can name it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from qa_bot.errors import ArticleError
from qa_bot.types import Language

_LANGUAGES: dict[str, Language] = {"ko": "ko", "en": "en", "other": "other"}
_MOST_SHOWN = 60

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a file, or a path of fields in a JSON document.

    >>> str(Place("a.jsonl", line=3).below("answers").below("[0]").error("is null; use an object"))
    'a.jsonl line 3, answers[0]: is null; use an object'
    """

    source: str
    line: int | None = None
    path: str = ""

    def below(self, name: str) -> Place:
        """The place of a field, or of an item such as `[0]`, of what stands here."""
        joint = "" if not self.path or name.startswith("[") else "."
        return replace(self, path=f"{self.path}{joint}{name}")

    def error(self, problem: str) -> ArticleError:
        """An error that names this place."""
        return ArticleError(problem, source=self.source, line=self.line, field=self.path)


def shown(value: object) -> str:
    """A value as errors show it: on one line, cut to some sixty characters, None as missing."""
    if value is None:
        return "missing"
    text = repr(value)
    return text if len(text) <= _MOST_SHOWN else text[: _MOST_SHOWN - 1] + "…"


def read_text(record: Record, name: str, place: Place) -> str:
    """A text with something in it; `ArticleError` where there is none."""
    value = record.get(name)
    if not isinstance(value, str) or not value.strip():
        raise place.below(name).error(f"is {shown(value)}; give a text that is not empty")
    return _encodable(value, place.below(name))


def read_optional_text(record: Record, name: str, place: Place) -> str:
    """A text that may be missing or empty."""
    value = record.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise place.below(name).error(f"is {shown(value)}; give a text, or leave it out")
    return _encodable(value, place.below(name))


def read_id(record: Record, place: Place) -> str:
    """The `id`, or the `guid` of KLUE's files: a text or a whole number."""
    value = record.get("id", record.get("guid"))
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return read_text({"id": value}, "id", place)


def read_language(record: Record, name: str, place: Place) -> Language | None:
    """One of `ko`, `en`, `other`, or None where the field is missing."""
    value = record.get(name)
    if value is None:
        return None
    if not isinstance(value, str) or value not in _LANGUAGES:
        raise place.below(name).error(f"is {shown(value)}; use {', '.join(_LANGUAGES)}")
    return _LANGUAGES[value]


def read_items(record: Record, name: str, place: Place) -> Iterator[tuple[Place, dict[str, Any]]]:
    """The objects of a list, each with its place; the list may be empty, but not missing."""
    values, here = record.get(name), place.below(name)
    if not isinstance(values, list):
        raise here.error(f"is {shown(values)}; give a list of objects")
    for index, value in enumerate(values):
        where = here.below(f"[{index}]")
        if not isinstance(value, dict):
            raise where.error(f"is {shown(value)}; give an object")
        yield where, value


def _encodable(value: str, place: Place) -> str:
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        raise place.error(f"holds {value[error.start]!a}, half of a character; mend the escape") from error
    return value
