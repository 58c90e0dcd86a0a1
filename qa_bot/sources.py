"""What is given to be added: files, folders, web addresses, and what has been read already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from os import PathLike
from pathlib import Path

from qa_bot.errors import ArticleError
from qa_bot.ingest.origins import is_url
from qa_bot.ingest.read import count_sources, read_articles
from qa_bot.types import Article

Source = str | Path | Article | ArticleError
_LONGEST_SHOWN = 60


def count_all(sources: Iterable[Source], *, reads_files: bool) -> int:
    """About how many articles `read_all` will yield, errors included: for progress bars."""
    return sum(
        1
        if isinstance(source, Article | ArticleError) or _refusal(source, reads_files=reads_files)
        else count_sources(source)
        for source in sources
    )


def read_all(sources: Iterable[Source], *, reads_files: bool) -> Iterator[Article | ArticleError]:
    """The articles of all sources, in order; what can't be read, or may not be, as an `ArticleError`.

    Without `reads_files`, for strangers, nothing of this machine is looked at.

    >>> [str(error) for error in read_all(["/etc/passwd"], reads_files=False)]
    ['/etc/passwd: only web addresses can be read here; upload the file instead']
    """
    for source in sources:
        if isinstance(source, Article | ArticleError):
            yield source
        elif refusal := _refusal(source, reads_files=reads_files):
            yield refusal
        else:
            yield from read_articles(source)


def _refusal(source: object, *, reads_files: bool) -> ArticleError | None:
    """Why what was given names no place that may be read; None where it names one."""
    if not isinstance(source, str | PathLike):
        return ArticleError(
            f"it is of kind {type(source).__name__}; give paths, URLs and articles one by one",
            source=" ".join(repr(source).split())[:_LONGEST_SHOWN],
        )
    if reads_files or is_url(str(source)):
        return None
    return ArticleError("only web addresses can be read here; upload the file instead", source=str(source))
