"""Articles on their way from a visitor's hands into the library, a step at a time."""

from __future__ import annotations

import logging
import re
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Literal

from qa_bot.adding import AddReport, AddStep
from qa_bot.errors import ArticleError, QABotError
from qa_bot.ingest.limits import too_large
from qa_bot.ingest.read import PASTED, read_file, read_paste, read_url
from qa_bot.types import Article
from qa_bot.web.options import WebOptions
from qa_bot.web.shelf_same import find_same

if TYPE_CHECKING:
    from qa_bot.bot import QABot

_LOG = logging.getLogger(__name__)
_LEAST_SECONDS = 0.15  # between two looks at the progress; more often nobody could see

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?![0-9])")  # but "hanbit.example:8080" has none
Read = Callable[[], Iterable[Article | ArticleError]]


@dataclass(frozen=True, slots=True)
class Source:
    """One thing to add: what to call it, and how to read it."""

    name: str
    read: Read


@dataclass(frozen=True, slots=True)
class Step:
    """How far it is: sources read, then articles stored; `indexing` while all are made searchable."""

    phase: Literal["reading", "storing", "indexing"]
    done: int
    total: int
    name: str = ""


def uploaded(files: Sequence[tuple[Path, str]], options: WebOptions) -> list[Source]:
    """The uploaded files, each at a path that won't last and with the name that it is known by.

    What is too much, too large or of a name that is taken by another becomes an error of its own.
    """
    sources: list[Source] = []
    names: set[str] = set()
    for number, (path, name) in enumerate(files):
        if number >= options.most_files:
            sources.append(_refused(name, _too_many(options)))
        elif name in names:
            sources.append(_refused(name, "another file here has the same name; rename one of them"))
        else:
            sources.append(Source(name, _reader_of(path, name, options.most_upload_bytes)))
        names.add(name)
    return sources


def pasted(text: str, options: WebOptions) -> list[Source]:
    """The one article that was pasted."""
    size = len(text.encode("utf-8", "replace"))
    if size > options.most_upload_bytes:
        return [_refused(PASTED, too_large(size, options.most_upload_bytes))]
    return [Source(PASTED, lambda: read_paste(text))]


def linked(text: str, options: WebOptions) -> list[Source]:
    """The pages at the addresses, one a line; `https://` is understood where no scheme is written."""
    lines = (line.strip() for line in text.splitlines() if line.strip())
    urls = list(dict.fromkeys(line if _SCHEME.match(line) else f"https://{line}" for line in lines))
    read = [Source(url, _fetcher_of(url)) for url in urls[: options.most_files]]
    return [*read, *(_refused(url, _too_many(options)) for url in urls[options.most_files :])]


def add_in_steps(
    bot: QABot, sources: Sequence[Source], *, check: Callable[[], None] = lambda: None
) -> Iterator[Step | AddReport]:
    """Reads the sources and adds their articles; the report comes last, with an error for what failed.

    A pasted text that says what another article says already is among the unchanged, by that one's id.

    `check` is asked before each source and raises `TooManyRequests` where it was the last one for now.
    """
    articles: list[Article] = []
    errors: list[ArticleError] = []
    known: list[str] = []
    for number, source in enumerate(sources, start=1):
        yield Step("reading", number, len(sources), source.name)
        for item in _read(source, check):
            if isinstance(item, ArticleError):
                errors.append(item)
            elif same := find_same(bot, item) if item.source == PASTED else None:
                known.append(same)
            else:
                articles.append(item)
    report = AddReport()
    if articles:
        for outcome in _store(bot, articles):
            if isinstance(outcome, AddReport):
                report = outcome
            else:
                yield outcome
    unchanged = (*known, *report.unchanged)
    yield replace(report, unchanged=unchanged, errors=(*errors, *report.errors))


def _read(source: Source, check: Callable[[], None]) -> Iterator[Article | ArticleError]:
    try:
        check()
        yield from source.read()
    except ArticleError as error:
        yield error
    except QABotError as error:
        yield ArticleError(str(error), source=source.name)
    except Exception:  # what a damaged file does to a foreign library must not cost the others
        _LOG.exception("an article could not be read")
        yield ArticleError("it could not be read; save it again as plain text", source=source.name)


def _store(bot: QABot, articles: Sequence[Article]) -> Iterator[Step | AddReport]:
    """The bot's own progress, looked at from here while it works in a thread."""
    told: SimpleQueue[AddStep | AddReport | Exception] = SimpleQueue()

    def work() -> None:
        try:
            told.put(bot.add(*articles, on_progress=told.put))
        except Exception as error:
            told.put(error)

    # who goes away meanwhile leaves the articles whole: they are added to the end
    threading.Thread(target=work, name="adding", daemon=True).start()
    while True:
        latest = _latest(told)
        if isinstance(latest, Exception):
            raise latest
        if isinstance(latest, AddReport):
            yield latest
            return
        is_read = latest.done >= len(articles)
        yield Step("indexing" if is_read else "storing", latest.done, len(articles))


def _latest(told: SimpleQueue[AddStep | AddReport | Exception]) -> AddStep | AddReport | Exception:
    latest = told.get()
    end = time.monotonic() + _LEAST_SECONDS
    while isinstance(latest, AddStep) and (left := end - time.monotonic()) > 0:
        try:
            latest = told.get(timeout=left)
        except Empty:
            break
    return latest


def _reader_of(path: Path, name: str, most_bytes: int) -> Read:
    def read() -> Iterable[Article | ArticleError]:
        size = path.stat().st_size if path.is_file() else 0
        if size > most_bytes:
            return [ArticleError(too_large(size, most_bytes), source=name)]
        return read_file(path, name=name)

    return read


def _fetcher_of(url: str) -> Read:
    return lambda: read_url(url)


def _refused(name: str, problem: str) -> Source:
    return Source(name, lambda: [ArticleError(problem, source=name)])


def _too_many(options: WebOptions) -> str:
    return f"it was left out, for at most {options.most_files:,} are taken at a time; add it now"
