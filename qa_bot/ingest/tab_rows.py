"""Tables that came from a spreadsheet or a page: cells with tabs between them, put between bars."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from qa_bot.text.table_rows import has_bar

# What is longer is a paragraph that a tab indents, and no cell.
_LONGEST_CELL = 80


def with_bars(text: str) -> str:
    r"""`text` with bars for the tabs of its tables, as other formats give them; other tabs stay.

    A table is at least two lines together with as many tabs each, with words on both sides of most of them.

    >>> with_bars("순위\t선수\n1위\t변우람\n\n\t문단은 그대로다.")
    '순위 | 선수\n1위 | 변우람\n\n\t문단은 그대로다.'
    """
    if "\t" not in text:
        return text
    runs = [list(run) for _, run in groupby(text.split("\n"), key=_tabs)]
    return "\n".join(line for run in runs for line in (_with_bars(run) if _is_table(run) else run))


def _tabs(line: str) -> int:
    return line.count("\t") if line.strip() else 0


def _is_table(lines: Sequence[str]) -> bool:
    rows = [[cell.strip() for cell in line.split("\t")] for line in lines]
    if len(rows) < 2 or len(rows[0]) < 2 or any(has_bar(line) for line in lines):
        return False
    filled = sum(sum(map(bool, row)) > 1 for row in rows)
    longest = max(len(cell) for row in rows for cell in row)
    return 2 * filled > len(rows) and longest <= _LONGEST_CELL


def _with_bars(lines: Sequence[str]) -> list[str]:
    return [" | ".join(cell.strip() for cell in line.split("\t")) for line in lines]
