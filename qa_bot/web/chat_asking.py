"""Answering what is in line in a visit, step by step, into whatever the visit has become meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa_bot.web.chat_visit import ChatVisit, Turn
from qa_bot.web.conversation import Exchange, Run, converse

if TYPE_CHECKING:
    from qa_bot.bot import QABot


@dataclass(frozen=True, slots=True)
class Progress:
    """An exchange as far as it has come, and whether the source view went on with it."""

    exchange: Exchange
    has_moved_view: bool = False


def answer_in_turn(visit: ChatVisit, bot: QABot, check: Callable[[], None], run: Run) -> Iterator[Progress]:
    """Every step of every question in line, already put into the visit; none where another run is at it.

    `check` and `run` are those of `converse`.
    """
    with closing(visit.turns()) as turns:
        for turn in turns:
            yield from _answer(visit, bot, turn, check, run)


def _answer(
    visit: ChatVisit, bot: QABot, turn: Turn, check: Callable[[], None], run: Run
) -> Iterator[Progress]:
    begun, asked = turn
    before = visit.conversation.before(begun.number)
    for after in converse(bot, before, asked.question, is_literal=asked.is_literal, check=check, run=run):
        exchange = after.exchanges[-1]
        if not visit.put(exchange):
            # the conversation was cleared, but an earlier step may have been shown after that
            yield Progress(exchange)
            return
        if exchange.is_pending:
            yield Progress(exchange)
        else:
            yield Progress(exchange, visit.follow(exchange))
