"""The verb `evaluate`: a file of questions against the reader, the search or the whole bot."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from qa_bot.cli.display import copy_line
from qa_bot.cli.session import Session
from qa_bot.errors import ConfigError
from qa_bot.types import Article

if TYPE_CHECKING:
    from qa_bot.bot import QABot
    from qa_bot.evaluation.dataset import Example
    from qa_bot.evaluation.report import Report

TASKS = ("read", "retrieve", "answer")


def evaluate(session: Session) -> int:
    """Prints the scores of a task."""
    from qa_bot.evaluation.dataset import read_examples

    examples = read_examples(session.options.file)[: session.options.limit]
    if not sys.stderr.isatty():  # where it is, a bar says how far it is
        session.console.note(f"{len(examples):,} questions of {session.options.file}; this can take minutes")
    score = {"read": _read, "retrieve": _retrieve, "answer": _answer}[session.options.task]
    report = score(session, examples)
    if session.console.is_json:
        session.console.say_record(report.to_dict())
    else:
        session.console.say(report.to_text())
    return 0


def _read(session: Session, examples: Sequence[Example]) -> Report:
    from qa_bot.citing import polished
    from qa_bot.evaluation.documents import check_articles
    from qa_bot.evaluation.reading import evaluate_reading
    from qa_bot.models.choose import load_reader

    articles = list(_articles(session)) if session.options.articles else []
    check_articles(examples, articles, source=session.options.file)
    return evaluate_reading(
        examples,
        load_reader(session.settings),
        articles=articles,
        postprocess=polished,
        progress=_has_progress(session),
    )


def _articles(session: Session) -> Iterator[Article]:
    from qa_bot.ingest.read import read_articles

    for article in read_articles(session.options.articles):
        if isinstance(article, Article):
            yield article
        else:
            session.console.note(f"left out: {article}")


def _retrieve(session: Session, examples: Sequence[Example]) -> Report:
    from qa_bot.evaluation.retrieving import evaluate_retrieval

    with _bot_over(session, examples) as bot:
        return evaluate_retrieval(examples, bot.search, progress=_has_progress(session))


def _answer(session: Session, examples: Sequence[Example]) -> Report:
    from qa_bot.evaluation.answering import evaluate_answers

    with _bot_over(session, examples) as bot:
        # confidence is measured on every best guess, so the bot must not hold any back
        return evaluate_answers(
            examples,
            partial(bot.ask, threshold=0.0),
            threshold=session.settings.threshold,
            find_article=bot.get,
            progress=_has_progress(session),
        )


@contextmanager
def _bot_over(session: Session, examples: Sequence[Example]) -> Iterator[QABot]:
    """A bot over the articles that the questions are about: `--articles`, their contexts, or the library."""
    from qa_bot.evaluation.dataset import articles_of
    from qa_bot.evaluation.documents import check_articles

    file = session.options.file
    sources: list[str | Article] = [*articles_of(examples)]
    if session.options.articles:
        sources.append(session.options.articles)
    if not sources:
        with session.bot() as bot:
            check_articles(examples, bot.articles(), source=file)
            yield bot
        return
    with (
        tempfile.TemporaryDirectory(prefix="qa-bot-") as temporary,
        session.bot(create=True, library=Path(temporary) / "library") as bot,
    ):
        report = bot.add(*sources)
        for error in report.errors:
            session.console.note(f"left out: {error}")
        for copy in report.copies:
            session.console.note(copy_line(copy))
        if not report.added:
            raise ConfigError("no article to ask about; name a folder that holds some with --articles")
        check_articles(examples, bot.articles(), source=file)
        yield bot


def _has_progress(session: Session) -> bool:
    return not session.console.is_quiet
