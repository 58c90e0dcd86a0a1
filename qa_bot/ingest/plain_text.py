"""Plain text: the whole file is one article."""

from __future__ import annotations

from collections.abc import Iterator

from qa_bot.ingest.records import Record


def read(text: str) -> Iterator[Record]:
    r"""The one record of a text file; form feeds end a line.

    >>> [record.text for record in read("금리\n\f한국은행이 올렸다.")]
    ['금리\n\n한국은행이 올렸다.']
    """
    yield Record(text.replace("\f", "\n"))
