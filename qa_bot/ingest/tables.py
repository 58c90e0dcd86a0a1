"""Tables (.csv, .tsv): a header row that names the fields, then one article a row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from qa_bot.errors import ArticleError
from qa_bot.ingest.limits import MOST_FILE_BYTES
from qa_bot.ingest.records import TEXT_FIELDS, Record, from_mapping


def read(text: str, *, source: str = "", delimiter: str = "") -> Iterator[Record | ArticleError]:
    r"""A record for every row, or the error that names the line on which the row ends.

    Without `delimiter`, a header with more semicolons or tabs than commas is cut at those. Raises
    `ArticleError` for a table without a header that names a text field.

    >>> [record.title for record in read("title,text\n금리,올랐다.\n")]
    ['금리']
    """
    rows = _rows(text, source, delimiter)
    header = [name.strip().casefold() for name in next(rows, (1, []))[1]]
    if not any(name in TEXT_FIELDS for name in header):
        raise ArticleError(
            f'its header is "{", ".join(header)[:100]}"; name a column {" or ".join(TEXT_FIELDS)}',
            source=source,
            line=1,
        )
    for line, row in rows:
        try:
            yield _record(header, row, source, line)
        except ArticleError as error:
            yield error


def _rows(text: str, source: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Rows that aren't empty, each with the line on which it ends."""
    # the limit is the module's, for all of the process; ours is only ever the larger one
    csv.field_size_limit(max(csv.field_size_limit(), MOST_FILE_BYTES))
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter or _delimiter(text), strict=False)
    while True:
        try:
            row = next(rows, None)
        except csv.Error as error:
            raise ArticleError(
                f"it is no table ({error}); save it again", source=source, line=rows.line_num
            ) from error
        if row is None:
            return
        if any(cell.strip() for cell in row):
            yield rows.line_num, row


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
