"""The verbs `ask` and `search`."""

from __future__ import annotations

from collections.abc import Iterator

from qa_bot.cli.console import Console
from qa_bot.cli.display import answer_lines, hit_lines
from qa_bot.cli.session import Session, read_standard_input
from qa_bot.errors import QuestionError
from qa_bot.types import Answer, Filters

ANSWERED, FAILED, NOT_FOUND = 0, 1, 3


def ask(session: Session) -> int:
    """Prints an answer to each question; 3 where one has none, 1 where one can't be asked."""
    questions = list(_questions(session))
    code = ANSWERED
    with session.bot(has_samples=True) as bot:
        for place, question in enumerate(questions):
            try:
                answer = bot.ask(question, filters=filters_of(session))
            except QuestionError as error:
                if len(questions) == 1:
                    raise
                session.console.complain(f"question {place + 1}: {error}")
                code = FAILED
                continue
            if place and not session.console.is_json:
                session.console.say("")
            _show(answer, session.console, is_one_of_many=len(questions) > 1)
            code = code or (ANSWERED if answer else NOT_FOUND)
    return code


def search(session: Session) -> int:
    """Prints the passages found, best first; 3 where there are none."""
    with session.bot() as bot:
        hits = bot.search(" ".join(session.options.question), session.options.k, filters=filters_of(session))
    for rank, hit in enumerate(hits, start=1):
        if session.console.is_json:
            passage = hit.passage
            session.console.say_record(
                {
                    "rank": rank,
                    "score": hit.score,
                    "start": passage.span.start,
                    "end": passage.span.end,
                    "text": passage.text,
                    "article": passage.article.to_dict(),
                }
            )
        else:
            session.console.say("\n".join(hit_lines(rank, hit, session.console)))
    if not hits:
        session.console.note("no passage found")
    return ANSWERED if hits else NOT_FOUND


def filters_of(session: Session) -> Filters:
    """Which articles the options let through."""
    options = session.options
    source = None if options.source is None else as_stored(options.source)
    return Filters(language=options.language, source=source, since=options.since, until=options.until)


def as_stored(path: str) -> str:
    r"""A path as the library has it: a shell hands over a file's name byte by byte, in whatever encoding.

    >>> as_stored("news/\udcb1\udce2\udcbb\udce7.txt")
    'news/기사.txt'
    """
    from qa_bot.ingest.origins import readable_path

    return readable_path(path)


def _questions(session: Session) -> Iterator[str]:
    if session.options.question != ["-"]:
        yield " ".join(session.options.question)
        return
    from qa_bot.ingest.encodings import decode

    lines = decode(read_standard_input(), source="standard input").splitlines()
    asked = [line.strip() for line in lines if line.strip()]
    if not asked:
        raise QuestionError("standard input holds no question; give one a line")
    yield from asked


def _show(answer: Answer, console: Console, *, is_one_of_many: bool) -> None:
    if console.is_json:
        console.say_record(answer.to_dict())
        return
    if is_one_of_many:
        console.say(f"? {answer.question}")
    console.say("\n".join(answer_lines(answer, console)))
