"""The verb `feedback`: what readers thought of answers, as a list or as questions for `evaluate`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qa_bot.cli.console import Console, one_line
from qa_bot.cli.session import Session
from qa_bot.errors import ConfigError

if TYPE_CHECKING:
    from qa_bot.bot import Feedback, QABot

_STANDARD_OUTPUT = "-"


def list_all(session: Session) -> int:
    """Prints all marks, oldest first; whole, with answers and articles, only in JSON."""
    with session.bot(has_samples=True) as bot:
        is_empty = True
        for mark in bot.feedback():
            is_empty = False
            if session.console.is_json:
                session.console.say_record(mark.to_dict())
            else:
                session.console.say("\n".join(_lines(mark, session.console)))
    if is_empty:
        session.console.note("no feedback yet")
    return 0


def export(session: Session) -> int:
    """Writes the marks as evaluation JSON lines; 1, and nothing written, where none makes a test."""
    from qa_bot.evaluation.feedback import export_feedback

    has_contexts = session.options.contexts
    with session.bot(has_samples=True) as bot:
        exported = export_feedback(bot.feedback(), has_contexts=has_contexts)
        moved = 0 if has_contexts else sum(not _is_as_marked(bot, record) for record in exported.records)
    for reason, count in exported.left_out.items():
        session.console.note(f"left out: {count} {reason}")
    if moved:
        session.console.note(
            f"{moved} of {len(exported.records)} are about articles that have changed or gone since; "
            "--contexts exports them with the texts as they were"
        )
    if not exported.records:
        raise ConfigError("there is no feedback that makes a test; see what there is: qa-bot feedback list")
    _write(session, exported.records)
    return 0


def _is_as_marked(bot: QABot, record: Mapping[str, Any]) -> bool:
    """Whether the answers stand in the library where they stood when they were marked."""
    for gold in record["answers"]:
        article = bot.get(gold["doc"])
        if article is None or article.text[gold["start"] : gold["end"]] != gold["text"]:
            return False
    return True


def _write(session: Session, records: Iterable[Mapping[str, Any]]) -> None:
    file = session.options.file
    if file == _STANDARD_OUTPUT:
        for record in records:
            session.console.say_record(record)
        return
    lines = [json.dumps(record, ensure_ascii=False) + "\n" for record in records]
    try:
        Path(file).write_text("".join(lines), encoding="utf-8", newline="\n")
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = getattr(error, "strerror", None) or str(error)
        raise ConfigError(f'"{file}" can\'t be written ({reason}); name another file') from error
    if session.console.is_json:
        session.console.say_record({"exported": len(lines), "file": file})
    else:
        session.console.say(f"{len(lines)} questions in {file}; try: qa-bot evaluate {file}")


def _lines(mark: Feedback, console: Console) -> list[str]:
    verdict = "right" if mark.is_right else "wrong"
    answer = mark.answer.text if mark.answer else "(no answer)"
    lines = [
        f"{mark.asked_at:%Y-%m-%d %H:%M}  {console.bold(verdict)}  {one_line(mark.question)}",
        f"    answer      {one_line(answer or '')}",
    ]
    for name in ("correction", "comment"):
        if text := getattr(mark, name):
            lines.append(f"    {name:<10}  {one_line(text)}")
    return lines
