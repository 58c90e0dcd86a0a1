"""A conversation: what was asked, how it was understood, what came of it and what the reader thought of that.

Frozen values and functions over a bot: what a visitor's page keeps, and how it goes on.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from qa_bot.answering import MOST_QUESTION_CHARACTERS, clean_question
from qa_bot.dialogue import Turn
from qa_bot.errors import QABotError
from qa_bot.stages import Searching, Stage
from qa_bot.text.normalize import normalize, single_line
from qa_bot.types import Answer
from qa_bot.web.courtesies import Courtesy, find_courtesy

if TYPE_CHECKING:
    from qa_bot.bot import QABot

_LOG = logging.getLogger(__name__)

EXCHANGES_KEPT = 50
MOST_CORRECTION_CHARACTERS = 500

Step = Stage | Answer | None
Run = Callable[[Callable[[], Step]], Step]
Verdict = Literal["right", "wrong", "corrected", "not stored"]


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question as it was typed, as it was understood, and its answer, problem or present stage.

    A greeting asks nothing, and has a `courtesy` in the place of an answer.

    Numbers are never used twice in a conversation. `problem` is what kept the question from being answered,
    `mark` the id under which the library keeps the reader's verdict, `correction` what was sent with it.
    The verdict is "wrong" while a correction is asked for, and "corrected" once one was sent or declined.
    """

    number: int
    asked: str
    question: str
    stage: Stage | None = None
    answer: Answer | None = None
    problem: Exception | None = None
    courtesy: Courtesy | None = None
    verdict: Verdict | None = None
    mark: str = ""
    correction: str = ""

    @property
    def is_pending(self) -> bool:
        """Whether neither an answer nor a problem has come of it yet."""
        return self.answer is None and self.problem is None and self.courtesy is None

    @property
    def is_follow_up(self) -> bool:
        """Whether it was understood as something else than what was typed."""
        return self.question != self.asked


@dataclass(frozen=True, slots=True)
class Conversation:
    """The latest exchanges, oldest first; those to come have numbers from `first_number` on."""

    exchanges: tuple[Exchange, ...] = ()
    first_number: int = 1

    @property
    def turns(self) -> list[Turn]:
        """What was asked and answered, as it is needed to understand a question that leans on it."""
        return [Turn(one.question, one.answer) for one in self.exchanges if one.answer is not None]

    @property
    def next_number(self) -> int:
        """A number that no exchange has had."""
        return max(self.first_number, self.exchanges[-1].number + 1 if self.exchanges else 1)

    def find(self, number: int) -> Exchange | None:
        """The exchange of that number, if it is still kept."""
        return next((one for one in self.exchanges if one.number == number), None)

    def put(self, exchange: Exchange) -> Conversation:
        """The conversation with this exchange in the place of that of its number, or at the end."""
        if not self.find(exchange.number):
            return replace(self, exchanges=(*self.exchanges, exchange)[-EXCHANGES_KEPT:])
        return replace(
            self,
            exchanges=tuple(exchange if one.number == exchange.number else one for one in self.exchanges),
        )

    def mark_of(self, answer: Answer) -> str:
        """The id of the reader's mark on the answer, however often that was given; empty without one."""
        return next((one.mark for one in self.exchanges if one.mark and one.answer == answer), "")

    def before(self, number: int) -> Conversation:
        """The conversation as it was when the exchange of that number was about to begin."""
        return Conversation(tuple(one for one in self.exchanges if one.number < number), number)

    def without_pending(self) -> Conversation:
        """The conversation without what never came to an end; its numbers are not used again."""
        ended = tuple(one for one in self.exchanges if not one.is_pending)
        return Conversation(ended, self.next_number)


def begin_exchange(conversation: Conversation, asked: str) -> Exchange:
    """The next exchange of a conversation, of which nothing has been done yet."""
    # what is too long is refused, and needs neither to be kept nor shown whole
    asked = single_line(normalize(asked[: 10 * MOST_QUESTION_CHARACTERS])).strip()
    asked = asked[: MOST_QUESTION_CHARACTERS + 1]
    return Exchange(conversation.next_number, asked, asked)


def converse(
    bot: QABot,
    conversation: Conversation,
    asked: str,
    *,
    is_literal: bool = False,
    check: Callable[[], None] = lambda: None,
    run: Run = lambda step: step(),
) -> Iterator[Conversation]:
    """The conversation after each step towards an answer; the last one holds the answer or the problem.

    A question that leans on earlier ones is completed from them, unless it `is_literal`. `check` raises
    where the question may not be asked now, `run` carries out each step, and may give it up.
    """
    exchange = replace(begin_exchange(conversation, asked), stage=Searching())
    if courtesy := find_courtesy(exchange.asked):
        yield conversation.put(replace(exchange, stage=None, courtesy=courtesy))
        return
    try:
        check()
        understanding = bot.understand(
            clean_question(exchange.asked), () if is_literal else conversation.turns
        )
        exchange = replace(exchange, question=understanding.question)
        stages = bot.ask_in_stages(understanding.question, answer_language=understanding.answer_language)
        while (step := run(lambda: next(stages, None))) is not None:
            if isinstance(step, Answer):
                exchange = replace(exchange, stage=None, answer=step)
            else:
                exchange = replace(exchange, stage=step)
            yield conversation.put(exchange)
    except QABotError as problem:
        yield conversation.put(replace(exchange, stage=None, problem=problem))
    except Exception as problem:
        _LOG.exception("a question could not be answered")
        yield conversation.put(replace(exchange, stage=None, problem=problem))


def note_verdict(
    bot: QABot, conversation: Conversation, number: int, *, is_right: bool, correction: str | None = None
) -> Conversation:
    """The conversation after the reader's verdict on an answer has gone into the library, if it could.

    A later verdict on the same answer takes the place of the earlier one, also where the answer was given
    twice, but a correction stays until another is sent. None is none sent; an empty one takes it away.
    """
    exchange = conversation.find(number)
    if exchange is None or exchange.answer is None:
        return conversation
    sent = exchange.correction if correction is None else correction[:MOST_CORRECTION_CHARACTERS].strip()
    verdict: Verdict = "right" if is_right else "wrong" if correction is None else "corrected"
    try:
        mark = bot.note_feedback(
            exchange.answer,
            is_right=is_right,
            correction="" if is_right else sent,
            replaces=conversation.mark_of(exchange.answer),
        )
    except QABotError:
        _LOG.warning("a verdict could not be stored", exc_info=True)
        return conversation.put(replace(exchange, verdict="not stored"))
    for alike in conversation.exchanges:
        if alike.mark and alike.answer == exchange.answer:
            conversation = conversation.put(replace(alike, mark=mark))
    return conversation.put(replace(exchange, verdict=verdict, mark=mark, correction=sent))
