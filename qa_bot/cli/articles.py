"""The verbs that work on the library: `add`, `list`, `show`, `remove`, `verify`, `info`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qa_bot.cli.display import article_lines, copy_line, table_lines
from qa_bot.cli.questions import as_stored, filters_of
from qa_bot.cli.session import Session, read_standard_input
from qa_bot.errors import ArticleError, LibraryError
from qa_bot.types import Article

if TYPE_CHECKING:
    from qa_bot.bot import AddReport, AddStep, QABot

_STANDARD_INPUT = "standard input"


def add(session: Session) -> int:
    """Puts the sources into the library; 1 where any failed."""
    # standard input can be read only once
    names = dict.fromkeys(session.options.sources)
    sources = [_source(name) for name in names]
    with session.bot(create=True) as bot, _progress(session) as on_progress:
        report = bot.add(*sources, on_progress=on_progress)
    for copy in report.copies:
        session.console.note(copy_line(copy))
    for error in report.errors:
        session.console.complain(str(error))
    if session.console.is_json:
        session.console.say_record(report.to_dict())
    else:
        session.console.say(_summary(report))
    return 1 if report.errors else 0


def list_all(session: Session) -> int:
    """Prints the articles that pass the filters."""
    with session.bot() as bot:
        articles = list(bot.articles(filters_of(session)))
    if session.console.is_json:
        for article in articles:
            session.console.say_record(article.to_dict())
    elif articles:
        session.console.say("\n".join(table_lines(articles)))
    else:
        session.console.note("no articles")
    return 0


def show(session: Session) -> int:
    """Prints one article; its text only where asked for, but always in JSON."""
    with session.bot() as bot:
        name = session.options.article
        article = next((found for meant in _meanings(name) if (found := bot.get(meant))), None)
        article = article or _from_file_called(as_stored(name), bot)
        if article is None:
            raise _unknown(name, bot.folder)
        edition = bot.get(article.translation_of) if article.translation_of else None
    if session.console.is_json:
        session.console.say_record(article.to_dict())
        return 0
    session.console.say("\n".join(article_lines(article, edition)))
    if session.options.text:
        session.console.say(f"\n{article.text}")
    return 0


def remove(session: Session) -> int:
    """Takes articles out and prints their ids; 1 where one was not there."""
    unknown = []
    removed: list[str] = []
    with session.bot() as bot:
        for name in dict.fromkeys(session.options.articles):
            gone = next((ids for meant in _meanings(name) if (ids := bot.remove(meant))), [])
            removed += gone
            if not gone:
                unknown.append(_unknown(name, bot.folder))
    for error in unknown:
        session.console.complain(str(error))
    if session.console.is_json:
        session.console.say_record({"removed": removed})
    else:
        for article_id in removed:
            session.console.say(article_id)
    return 1 if unknown else 0


def verify(session: Session) -> int:
    """Prints what is wrong with the library and the shipped models; 1 where anything is."""
    with session.bot() as bot:
        problems = bot.verify()
    if session.console.is_json:
        session.console.say_record({"problems": problems})
    else:
        for problem in problems or ["The library and the shipped models are whole."]:
            session.console.say(problem)
    return 1 if problems else 0


def info(session: Session) -> int:
    """Prints what is in the library and which models are used."""
    with session.bot() as bot:
        found = bot.info()
    if session.console.is_json:
        session.console.say_record(found)
        return 0
    flat = dict(_flat(found))
    columns = max(len(name) for name in flat)
    for name, value in flat.items():
        session.console.say(f"{name:<{columns}}  {value}".rstrip())
    return 0


def _flat(values: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in values.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", value


def _source(name: str) -> str | Article | ArticleError:
    """The source of that name; what standard input holds, or why that is no article, for `-`."""
    if name != "-":
        return name
    from qa_bot.ingest.encodings import decode
    from qa_bot.ingest.read import read_text

    try:
        return read_text(decode(read_standard_input(), source=_STANDARD_INPUT))
    except ArticleError as error:
        return ArticleError(error.problem, source=_STANDARD_INPUT)


@contextmanager
def _progress(session: Session) -> Iterator[Callable[[AddStep], None]]:
    """A bar on standard error where that is a terminal; sources are counted as they are found."""
    from tqdm import tqdm

    with tqdm(unit="source", leave=False, disable=True if session.console.is_quiet else None) as bar:

        def on_progress(step: AddStep) -> None:
            bar.total = step.total
            bar.set_postfix_str(Path(step.source).name[-40:], refresh=False)
            bar.update(step.done - bar.n)

        yield on_progress


def _summary(report: AddReport) -> str:
    counts = {
        "added": len(report.added),
        "updated": len(report.updated),
        "unchanged": len(report.unchanged),
        _counted("duplicate", "duplicates", len(report.copies)): len(report.copies),
        "failed": len(report.errors),
        _counted("pair of editions", "pairs of editions", report.pairs): report.pairs,
    }
    return ", ".join(f"{count} {name}" for name, count in counts.items() if count) or "nothing to add"


def _counted(one: str, many: str, count: int) -> str:
    return one if count == 1 else many


def _meanings(name: str) -> list[str]:
    """What an article may be called in the library that a user calls `name`, likely ones first.

    A file's article has its id from where the file lies, so it is found from any working folder.
    """
    from qa_bot.ingest.origins import article_id, file_origin

    meanings = [as_stored(name), name]
    with suppress(OSError, RuntimeError, ValueError):  # a link that leads to itself, a NUL
        meanings += [article_id(file_origin(Path(name)))] if name else []
    return list(dict.fromkeys(meanings))


def _from_file_called(name: str, bot: QABot) -> Article | None:
    """The article of the only file of that name, in whatever folder: the page shows no more of a path."""
    named = [one for one in bot.articles() if name and re.split(r"[/\\]", one.source)[-1] == name]
    sources = sorted({article.source for article in named})
    if len(sources) > 1:
        raise LibraryError(f'{len(sources)} files are called "{name}": {", ".join(sources)}; write the path')
    return named[0] if named else None


def _unknown(name: str, folder: Path) -> LibraryError:
    from qa_bot.lookup import LEAST_ID_PREFIX

    return LibraryError(
        f'no article "{name}" in {folder}; an id may be shortened to {LEAST_ID_PREFIX} characters, '
        f"see the ids with: qa-bot list --library {folder}"
    )
