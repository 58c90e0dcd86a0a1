"""Nested figures as aligned text for the terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any


def render(values: Mapping[str, Any]) -> str:
    """A line for each value or mapping of values, a table for each mapping of mappings.

    >>> print(render({"task": "read", "has_answer": {"n": 2, "f1": 50.0}, "by_language": {"en": {"n": 2}}}))
    task         read
    has_answer   n 2  f1 50.00
    by_language  n
    en           2
    """
    width = max((_width(name) for name in _labels(values)), default=0)
    lines: list[str] = []
    for name, value in values.items():
        if _is_table(value):
            lines += _table(name, value, width)
        else:
            lines.append(f"{_padded(name, width)}  {_figures(value)}")
    return "\n".join(line.rstrip() for line in lines)


def _labels(values: Mapping[str, Any]) -> list[str]:
    return [*values, *(key for value in values.values() if _is_table(value) for key in value)]


def _is_table(value: object) -> bool:
    return isinstance(value, Mapping) and any(isinstance(row, Mapping) for row in value.values())


def _figures(value: object) -> str:
    if isinstance(value, Mapping):
        return "  ".join(f"{name} {_figure(figure)}" for name, figure in value.items())
    return _figure(value)


def _table(name: str, groups: Mapping[str, Mapping[str, Any]], width: int) -> list[str]:
    rows = {key: _flat(group) for key, group in groups.items()}
    columns = list(next(iter(rows.values())))
    cells = [columns, *([_figure(row[column]) for column in columns] for row in rows.values())]
    widths = [max(len(cell) for cell in column) for column in zip(*cells, strict=True)]
    return [
        f"{_padded(label, width)}  {_line(line, widths)}"
        for label, line in zip((name, *rows), cells, strict=True)
    ]


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(cell.rjust(width) for cell, width in zip(cells, widths, strict=True))


def _flat(group: Mapping[str, Any]) -> dict[str, Any]:
    """The figures of a row, those of an inner mapping under both names: `recall 5`."""
    flat: dict[str, Any] = {}
    for name, value in group.items():
        flat |= (
            {f"{name} {key}": v for key, v in value.items()} if isinstance(value, Mapping) else {name: value}
        )
    return flat


def _figure(value: object) -> str:
    if value is None:
        return "–"
    return f"{value:.2f}" if isinstance(value, float) else str(value)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _width(text: str) -> int:
    # a terminal draws Hangul two columns wide
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
