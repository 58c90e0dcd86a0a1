"""What a reader does while an answer is being found stands, and so does what is asked meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

import pytest
from newsroom import HARBOUR_QUESTION, KITES_QUESTION

from qa_bot.bot import QABot
from qa_bot.errors import TooManyRequests
from qa_bot.web.chat_asking import Progress, answer_in_turn
from qa_bot.web.chat_visit import ChatVisit
from qa_bot.web.conversation import note_verdict
from qa_bot.web.opening import Opened
from qa_bot.web.pressing import Asked

FOLLOWED = "Where was it opened in?"


@pytest.fixture
def visit(bot: QABot) -> ChatVisit:
    """A visit in which the harbour question has been answered."""
    begun = ChatVisit("en")
    ask(begun, bot, HARBOUR_QUESTION)
    return begun


def steps(visit: ChatVisit, bot: QABot) -> Iterator[Progress]:
    return answer_in_turn(visit, bot, check=lambda: None, run=lambda step: step())


def ask(visit: ChatVisit, bot: QABot, question: str) -> None:
    assert visit.accept(Asked(question))
    list(steps(visit, bot))


def begin(visit: ChatVisit, bot: QABot, question: str) -> Iterator[Progress]:
    """The rest of the steps of a question whose first has been taken."""
    assert visit.accept(Asked(question))
    rest = steps(visit, bot)
    next(rest)
    return rest


def asked_in(visit: ChatVisit) -> list[str]:
    return [one.asked for one in visit.conversation.exchanges]


def test_a_verdict_on_an_earlier_answer_outlasts_the_next_one(bot: QABot, visit: ChatVisit) -> None:
    rest = begin(visit, bot, KITES_QUESTION)
    judged = note_verdict(bot, visit.conversation, 1, is_right=False)
    visit.put(judged.find(1))
    list(rest)
    first, second = visit.conversation.exchanges
    (kept,) = bot.feedback()
    assert (first.verdict, first.mark) == ("wrong", kept.id)
    assert second.answer == bot.ask(KITES_QUESTION)


def test_a_conversation_that_was_cleared_does_not_come_back(bot: QABot, visit: ChatVisit) -> None:
    rest = begin(visit, bot, KITES_QUESTION)
    visit.clear()
    assert len(list(rest)) == 1  # so that the chat is shown as it is now
    assert asked_in(visit) == []
    ask(visit, bot, HARBOUR_QUESTION)
    assert [one.number for one in visit.conversation.exchanges] == [3]
    assert visit.conversation.exchanges[0].answer is not None


def test_what_is_asked_after_clearing_is_answered_by_the_run_that_lost_its_place(
    bot: QABot, visit: ChatVisit
) -> None:
    rest = begin(visit, bot, KITES_QUESTION)
    visit.clear()
    assert visit.accept(Asked(HARBOUR_QUESTION))
    assert list(steps(visit, bot)) == []
    assert list(rest)[-1].exchange.answer == bot.ask(HARBOUR_QUESTION)
    assert asked_in(visit) == [HARBOUR_QUESTION]


def test_an_open_source_follows_the_answer_unless_another_was_opened_meanwhile(
    bot: QABot, visit: ChatVisit
) -> None:
    visit.open(Opened(1, 0))
    ask(visit, bot, KITES_QUESTION)
    assert visit.opened == Opened(2, 0)
    visit.open(None)
    rest = begin(visit, bot, HARBOUR_QUESTION)
    visit.accept(Asked(FOLLOWED))
    visit.open(Opened(1, 0))
    assert not any(step.has_moved_view for step in rest)
    assert visit.opened == Opened(1, 0)
    ask(visit, bot, KITES_QUESTION)
    assert visit.opened == Opened(5, 0)


@pytest.mark.parametrize("said", ["Thanks!", "고마워 🎏"])
def test_an_open_source_stays_as_it_is_where_a_reader_says_thanks(
    bot: QABot, visit: ChatVisit, said: str
) -> None:
    visit.open(Opened(1, 0))
    assert visit.accept(Asked(said))
    (step,) = steps(visit, bot)
    assert not step.has_moved_view
    assert visit.opened == Opened(1, 0)


def test_one_question_waits_and_leans_on_the_answer_before_it(bot: QABot) -> None:
    visit = ChatVisit("en")
    rest = begin(visit, bot, HARBOUR_QUESTION)
    assert visit.accept(Asked(FOLLOWED))
    assert list(steps(visit, bot)) == []
    waiting = visit.conversation.exchanges[-1]
    assert (waiting.asked, waiting.stage, waiting.is_pending) == (FOLLOWED, None, True)
    list(rest)
    first, second = visit.conversation.exchanges
    assert first.answer == bot.ask(HARBOUR_QUESTION)
    assert second.answer is not None
    assert second.question == bot.understand(FOLLOWED, visit.conversation.before(2).turns).question
    ask(visit, bot, KITES_QUESTION)  # the line is free again


@pytest.mark.parametrize("asked", ["", "  \n", HARBOUR_QUESTION, f" {HARBOUR_QUESTION}\n"])
def test_nothing_and_the_same_question_pressed_twice_are_not_taken(bot: QABot, asked: str) -> None:
    visit = ChatVisit("ko")
    rest = begin(visit, bot, HARBOUR_QUESTION)
    assert not visit.accept(Asked(asked))
    list(rest)
    assert asked_in(visit) == [HARBOUR_QUESTION]


def test_a_third_question_is_not_taken_until_one_is_answered(bot: QABot) -> None:
    visit = ChatVisit("ko")
    rest = begin(visit, bot, HARBOUR_QUESTION)
    assert visit.accept(Asked(KITES_QUESTION))
    assert not visit.accept(Asked("🎏 어디?"))
    list(rest)
    assert visit.accept(Asked("🎏 어디?"))


def test_a_run_that_ends_early_leaves_nothing_pending(bot: QABot, visit: ChatVisit) -> None:
    rest = begin(visit, bot, KITES_QUESTION)
    visit.accept(Asked(FOLLOWED))
    rest.close()  # type: ignore[attr-defined]
    assert asked_in(visit) == [HARBOUR_QUESTION]
    ask(visit, bot, KITES_QUESTION)
    assert [one.number for one in visit.conversation.exchanges] == [1, 4]


def test_what_was_refused_is_a_problem_in_its_place(bot: QABot) -> None:
    def refuse() -> None:
        raise TooManyRequests(3)

    visit = ChatVisit("ko")
    visit.accept(Asked(HARBOUR_QUESTION))
    (step,) = answer_in_turn(visit, bot, check=refuse, run=lambda step: step())
    assert isinstance(step.exchange.problem, TooManyRequests)
    assert visit.conversation.exchanges == (step.exchange,)


def test_drafts_come_back_last_first_and_questions_of_the_conversation_are_none(visit: ChatVisit) -> None:
    for typed in ("해송시는", "  ", HARBOUR_QUESTION, "And 🎏"):
        visit.keep_draft(typed)
    assert [visit.take_draft() for _ in range(3)] == ["And 🎏", "해송시는", ""]


def test_a_copy_is_a_visit_of_its_own(visit: ChatVisit) -> None:
    copied = deepcopy(visit)
    assert (copied.language, copied.conversation.exchanges) == ("en", ())
