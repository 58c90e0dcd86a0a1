"""The shape of the tables of expressions: for each field ways to ask for it, each of parts that all occur."""

from __future__ import annotations

import re
from typing import Literal

Field = Literal["author", "published", "modified"]
FIELDS: tuple[Field, ...] = ("author", "published", "modified")
Ways = tuple[tuple[Field, tuple[re.Pattern[str], ...]], ...]


def ways(**parts_by_field: tuple[tuple[str, ...], ...]) -> Ways:
    """The compiled table, first field first; the parts of a way may stand in any order."""
    fields: dict[str, Field] = {"author": "author", "published": "published", "modified": "modified"}
    return tuple(
        (fields[name], tuple(re.compile(part, re.IGNORECASE) for part in parts))
        for name, many in parts_by_field.items()
        for parts in many
    )


def frame(*expressions: str) -> re.Pattern[str]:
    """One expression for all the words that speak of the article and not of its story."""
    return re.compile("|".join(expressions), re.IGNORECASE)


def not_after(*words: str) -> str:
    """A part of an expression that doesn't match where one of such words stands right before."""
    return "".join(f"(?<!{re.escape(word)})" for word in words)
