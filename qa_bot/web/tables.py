"""Rows of cells between bars, as articles have their tables, shown as tables in which no letter is lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from qa_bot.types import Span

_BAR = re.compile("[|│｜]")
_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of as many cells each, which touch and make up their lines: a bar belongs to the cell after it.

    None is a cell before a bar that begins the line.
    """

    rows: tuple[tuple[Span | None, ...], ...]

    @property
    def span(self) -> Span:
        """From its first line to its last."""
        cells = [cell for row in self.rows for cell in row if cell]
        return Span(cells[0].start, cells[-1].end)


def lines_of(text: str) -> list[Span]:
    r"""The lines on which something stands.

    >>> [line.of("하나\n \n둘") for line in lines_of("하나\n \n둘")]
    ['하나', '둘']
    """
    return [Span(*line.span()) for line in _LINE.finditer(text) if line.group().strip()]


def group_rows(text: str, lines: Sequence[Span]) -> Iterator[Span | Table]:
    r"""The lines in their order, each run of two or more with as many bars as one table.

    >>> text = "순위표\n| 1위 | 변우람 |\n| 2위 | 노재휘 |"
    >>> _, table = group_rows(text, lines_of(text))
    >>> [[cell.of(text) for cell in row] for row in table.rows]
    [['| 1위 ', '| 변우람 |'], ['| 2위 ', '| 노재휘 |']]
    """
    for bars, found in groupby(lines, key=lambda line: len(_BAR.findall(line.of(text)))):
        run = list(found)
        if not bars or len(run) == 1:
            yield from run
            continue
        is_framed = bars > 1 and all(_is_framed(line.of(text).strip()) for line in run)
        yield Table(tuple(_cells(text, line, is_framed) for line in run))


def table_html(rows: Iterable[Sequence[Span | None]], show: Callable[[Span], str]) -> str:
    """The rows as HTML, each cell by `show`; the bars are there and can't be seen."""
    shown = "".join(f"<tr>{''.join(_cell(cell, show) for cell in row)}</tr>" for row in rows)
    # what is wider than its place is scrolled, also by keys
    return f'<div class="qa-table" tabindex="0"><table><tbody>{shown}</tbody></table></div>'


def _is_framed(line: str) -> bool:
    return bool(_BAR.match(line) and _BAR.match(line[-1]))


def _cells(text: str, line: Span, is_framed: bool) -> tuple[Span | None, ...]:
    bars = [bar.start() for bar in _BAR.finditer(text, line.start, line.end)]
    borders = [line.start, *(bars[1:-1] if is_framed else bars), line.end]
    return tuple(Span(start, end) if start < end else None for start, end in pairwise(borders))


def _cell(cell: Span | None, show: Callable[[Span], str]) -> str:
    said = _BAR.sub(r"<span hidden>\g<0></span>", show(cell)) if cell else ""
    return f"<td>{said}</td>"
