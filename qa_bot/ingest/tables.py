"""Tables (.csv, .tsv): a header row that names the fields, then one article a row."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

from qa_bot.errors import ArticleError
from qa_bot.ingest.limits import MOST_FILE_BYTES
from qa_bot.ingest.records import TEXT_FIELDS, Record, field_of, from_mapping


def read(text: str, *, source: str = "", delimiter: str = "") -> Iterator[Record | ArticleError]:
    r"""A record for every row, or the error that names the line on which the row ends.

    Without `delimiter`, a header with more semicolons or tabs than commas is cut at those. Raises
    `ArticleError` for a table without a header that names a text field.

    >>> [record.title for record in read("title,text\n금리,올랐다.\n")]
    ['금리']
    """
    text, delimiter = _without_separator_line(text, delimiter)
    rows = _rows(text, source, delimiter)
    first = next(rows, (1, []))
    if isinstance(first, ArticleError):
        raise first
    header = [name.strip().casefold() for name in first[1]]
    for name in header:
        if field_of(name) and header.count(name) > 1:
            raise ArticleError(
                "it is no table of articles: the column is there twice; keep one",
                source=source,
                line=1,
                field=name,
            )
    if not any(field_of(name) == "text" for name in header):
        raise ArticleError(
            f'its header is "{", ".join(header)[:100]}"; name a column {" or ".join(TEXT_FIELDS)}',
            source=source,
            line=1,
        )
    for row in rows:
        try:
            yield row if isinstance(row, ArticleError) else _record(header, row[1], source, row[0])
        except ArticleError as error:
            yield error


def _rows(text: str, source: str, delimiter: str) -> Iterator[tuple[int, list[str]] | ArticleError]:
    """Rows that aren't empty, each with the line on which it ends; an error for one that has no clear end."""
    # the limit is the module's, for all of the process; ours is only ever the larger one
    csv.field_size_limit(max(csv.field_size_limit(), MOST_FILE_BYTES))
    delimiter = delimiter or _delimiter(text)
    taken: list[str] = []  # the lines of the row at hand
    rows = csv.reader(_noted(io.StringIO(text, newline=""), taken), delimiter=delimiter, strict=False)
    while True:
        taken.clear()
        try:
            row = next(rows, None)
        except csv.Error as error:
            raise ArticleError(
                f"it is no table ({error}); save it again", source=source, line=rows.line_num
            ) from error
        if row is None:
            return
        if _runs_over(taken, delimiter):
            yield _unclosed(rows.line_num - len(taken) + 1, rows.line_num, source)
        elif any(cell.strip() for cell in row):
            yield rows.line_num, row


def _without_separator_line(text: str, delimiter: str) -> tuple[str, str]:
    r"""The table, and its separator where its first line says it, as Excel has it; that line is left empty.

    >>> _without_separator_line("sep=;\ntitle;text\n", "")
    ('\ntitle;text\n', ';')
    """
    said = re.match(r'(?i)\ufeff?"?sep=([,;\t|])"?\r?(?=\n)', text)
    return (text[said.end() :], said[1]) if said else (text, delimiter)


def _noted(lines: Iterable[str], taken: list[str]) -> Iterator[str]:
    for line in lines:
        taken.append(line)
        yield line


def _runs_over(lines: list[str], delimiter: str) -> bool:
    """Whether a quote that isn't closed made one row of these lines.

    Within a line we bear with stray quotes; over several they swallow the rows that follow.
    """
    if len(lines) < 2:
        return False
    try:
        list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error:
        return True
    return False


def _unclosed(first: int, last: int, source: str) -> ArticleError:
    return ArticleError(
        f'it is no table up to line {last}: a quote (") opened in this row is not closed; '
        'close it, and write a quote within a cell twice ("")',
        source=source,
        line=first,
    )


def _delimiter(text: str) -> str:
    header = text.lstrip().split("\n", 1)[0]
    # the first of equals wins, so a header of one column is cut at commas
    return max(",;\t", key=header.count)


def _record(header: list[str], row: list[str], source: str, line: int) -> Record:
    if len(row) > len(header):
        raise ArticleError(
            f"the row has {len(row)} cells, the header {len(header)}; put cells with separators in quotes",
            source=source,
            line=line,
        )
    return from_mapping(dict(zip(header, row, strict=False)), source=source, line=line)
