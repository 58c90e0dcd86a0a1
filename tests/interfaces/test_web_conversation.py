"""How a conversation goes on, over a bot that can be worked out by hand."""

from __future__ import annotations

import unicodedata

import pytest
from newsroom import HARBOUR_QUESTION, KITES_QUESTION

from qa_bot.bot import QABot
from qa_bot.errors import LibraryError, QuestionError, TooManyRequests
from qa_bot.stages import Reading, Searching
from qa_bot.web.conversation import EXCHANGES_KEPT, Conversation, Exchange, converse, note_verdict
from qa_bot.web.interface_language import choose_language
from qa_bot.web.pressing import asked_by

FOLLOWED = "Where was it opened in?"


NOTHING_SAID = Conversation()


def last(bot: QABot, asked: str, talk: Conversation = NOTHING_SAID, **how: object) -> Conversation:
    *_, end = converse(bot, talk, asked, **how)  # type: ignore[arg-type]
    return end


def test_the_stages_come_in_order_and_end_in_the_answer(bot: QABot) -> None:
    exchanges = [talk.exchanges[-1] for talk in converse(bot, Conversation(), HARBOUR_QUESTION)]
    assert [type(one.stage) for one in exchanges] == [Searching, Reading, type(None)]
    assert [one.answer is not None for one in exchanges] == [False, False, True]
    assert exchanges[-1].answer == bot.ask(HARBOUR_QUESTION)


def test_exchanges_are_numbered_on_and_the_oldest_go(bot: QABot) -> None:
    full = Conversation(tuple(Exchange(n, "q", "q") for n in range(1, EXCHANGES_KEPT + 1)))
    talk = last(bot, KITES_QUESTION, full)
    assert [one.number for one in talk.exchanges] == list(range(2, EXCHANGES_KEPT + 2))
    assert full.exchanges[0].number == 1


@pytest.mark.parametrize(
    "asked",
    [
        KITES_QUESTION,
        unicodedata.normalize("NFD", KITES_QUESTION),
        f"  {KITES_QUESTION}\n",
        "🎏?",
        "가" * 300,
    ],
)
def test_a_complete_question_is_no_follow_up_however_it_is_written(bot: QABot, asked: str) -> None:
    exchange = last(bot, asked, last(bot, HARBOUR_QUESTION)).exchanges[-1]
    assert exchange.problem is None
    assert not exchange.is_follow_up


def test_a_follow_up_is_completed_from_the_conversation_unless_it_is_literal(bot: QABot) -> None:
    talk = last(bot, HARBOUR_QUESTION)
    followed = last(bot, FOLLOWED, talk).exchanges[-1]
    assert followed.asked == FOLLOWED
    assert followed.is_follow_up
    assert followed.question == bot.understand(FOLLOWED, talk.turns).question
    literal = last(bot, FOLLOWED, talk, is_literal=True).exchanges[-1]
    assert (literal.asked, literal.question) == (FOLLOWED, FOLLOWED)


def test_what_may_not_be_asked_is_a_problem_and_is_not_searched(bot: QABot) -> None:
    def refuse() -> None:
        raise TooManyRequests(3)

    (talk,) = converse(bot, Conversation(), HARBOUR_QUESTION, check=refuse)
    assert isinstance(talk.exchanges[0].problem, TooManyRequests)


@pytest.mark.parametrize("asked", ["why " * 600, "가" * 1_000_000])
def test_a_question_that_is_too_long_is_a_problem_and_not_kept_whole(bot: QABot, asked: str) -> None:
    (talk,) = converse(bot, Conversation(), asked)
    assert isinstance(talk.exchanges[0].problem, QuestionError)
    assert len(talk.exchanges[0].asked) == 2001


def test_what_nobody_expected_ends_in_a_problem_too(bot: QABot) -> None:
    def break_down(step: object) -> None:
        raise ZeroDivisionError

    (talk,) = converse(bot, Conversation(), HARBOUR_QUESTION, run=break_down)
    assert isinstance(talk.exchanges[0].problem, ZeroDivisionError)
    assert talk.turns == []


def test_a_verdict_is_kept_with_its_answer_and_a_better_one_takes_its_place(bot: QABot) -> None:
    talk = last(bot, HARBOUR_QUESTION)
    talk = note_verdict(bot, talk, 1, is_right=False)
    assert talk.exchanges[0].verdict == "wrong"
    talk = note_verdict(bot, talk, 1, is_right=False, correction=" 해송 🎏 ")
    assert talk.exchanges[0].verdict == "corrected"
    (kept,) = bot.feedback()
    assert (kept.question, kept.is_right, kept.correction) == (HARBOUR_QUESTION, False, "해송 🎏")
    talk = note_verdict(bot, talk, 1, is_right=True)
    (kept,) = bot.feedback()
    assert (kept.is_right, kept.correction, talk.exchanges[0].verdict) == (True, "", "right")


def test_an_answer_that_was_given_twice_is_marked_once(bot: QABot) -> None:
    talk = note_verdict(bot, last(bot, HARBOUR_QUESTION), 1, is_right=False, correction="해송 🎏")
    *_, talk = converse(bot, talk, HARBOUR_QUESTION)
    assert talk.exchanges[1].verdict is None
    for number, is_right in ((2, False), (1, True), (2, False)):
        talk = note_verdict(bot, talk, number, is_right=is_right)
        (kept,) = bot.feedback()
        assert kept.is_right is is_right
    *_, talk = converse(bot, talk, KITES_QUESTION)
    note_verdict(bot, talk, 3, is_right=True)
    assert len(list(bot.feedback())) == 2


def test_a_correction_stays_until_another_is_sent(bot: QABot) -> None:
    talk = note_verdict(bot, last(bot, HARBOUR_QUESTION), 1, is_right=False, correction="해송 🎏")
    for is_right, sent, kept, verdict in [
        (False, None, "해송 🎏", "wrong"),
        (True, None, "", "right"),
        (False, None, "해송 🎏", "wrong"),
        (False, "Narae", "Narae", "corrected"),
        (False, " ", "", "corrected"),
    ]:
        talk = note_verdict(bot, talk, 1, is_right=is_right, correction=sent)
        (noted,) = bot.feedback()
        assert (noted.is_right, noted.correction, talk.exchanges[0].verdict) == (is_right, kept, verdict)


def test_a_verdict_on_what_is_not_there_changes_nothing(bot: QABot) -> None:
    talk = Conversation((Exchange(1, "q", "q", problem=LibraryError("gone")),))
    assert note_verdict(bot, talk, 1, is_right=True) is talk
    assert note_verdict(bot, talk, 2, is_right=True) is talk
    assert list(bot.feedback()) == []


def test_a_verdict_that_cannot_be_stored_is_said_to_be_so(bot: QABot) -> None:
    class ReadOnly:
        def note_feedback(self, *_: object, **__: object) -> str:
            raise LibraryError("read only")

    talk = note_verdict(ReadOnly(), last(bot, HARBOUR_QUESTION), 1, is_right=True)  # type: ignore[arg-type]
    assert talk.exchanges[0].verdict == "not stored"


TALK = Conversation((Exchange(2, "그럼 언제?", "축제는 언제 열렸나?"),))


@pytest.mark.parametrize(
    ("data", "question", "is_literal", "is_typed"),
    [
        (None, "typed", False, True),
        ("submitted", "typed", False, True),
        ({"index": 0, "value": {"text": "예시?"}}, "예시?", False, False),
        ({"index": 0, "value": {"text": 7}}, "", False, False),
        ({"exchange": "2"}, "그럼 언제?", True, False),
        ({"exchange": "7"}, "", True, False),
    ],
)
def test_what_is_asked_is_what_was_pressed(
    data: object, question: str, is_literal: bool, is_typed: bool
) -> None:
    asked = asked_by(data, "typed", TALK)
    assert (asked.question, asked.is_literal, asked.is_typed) == (question, is_literal, is_typed)


@pytest.mark.parametrize(
    ("saved", "accepted", "language"),
    [
        (None, "ko-KR,ko;q=0.9,en-US;q=0.8,en;q=0.7", "ko"),
        (None, "en-US,en;q=0.9,ko;q=0.8", "en"),
        (None, "de-DE,de;q=0.9", "en"),
        (None, "fr, ko;q=0.5, *;q=0.1", "ko"),
        (None, "ko", "ko"),
        (None, "KO-kr", "ko"),
        (None, "", "en"),
        (None, None, "en"),
        (None, "kok-IN", "en"),
        (None, "ko;q=nonsense, en;q=0.1", "en"),
        (None, "ko;q=0", "en"),
        (None, ";;,,=" * 10_000, "en"),
        ("ko", "en-US", "ko"),
        ("en", "ko-KR", "en"),
        ("<script>", "ko-KR", "ko"),
        ({"a": 1}, "en", "en"),
    ],
)
def test_the_page_speaks_as_chosen_or_as_the_browser_asks(
    saved: object, accepted: str | None, language: str
) -> None:
    assert choose_language(saved, accepted) == language
