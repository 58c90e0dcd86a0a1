"""A greeting gets a friendly line, and no passage that happens to come near it."""

from __future__ import annotations

import json
import unicodedata

import pytest
from newsroom import HARBOUR_QUESTION
from web_pages import Page

from qa_bot.bot import QABot
from qa_bot.dialogue import Turn
from qa_bot.web.cards import reply_card
from qa_bot.web.conversation import Conversation, Exchange, converse
from qa_bot.web.courtesies import Courtesy, find_courtesy
from qa_bot.web.recalling import keep, recall
from qa_bot.web.words import words_for

GREETING_EN, GREETING_KO = Courtesy("greeting", "en"), Courtesy("greeting", "ko")
HELP_EN, HELP_KO = Courtesy("help", "en"), Courtesy("help", "ko")
THANKS_EN, THANKS_KO = Courtesy("thanks", "en"), Courtesy("thanks", "ko")


@pytest.mark.parametrize(
    ("message", "courtesy"),
    [
        ("hello", GREETING_EN),
        (" Hi!! 👋", GREETING_EN),
        ("Good  morning, everyone.", GREETING_EN),
        ("Thanks!", THANKS_EN),
        ("OK great, thank you so much 🙏", THANKS_EN),
        ("안녕", GREETING_KO),
        ("안녕하세요~", GREETING_KO),
        (unicodedata.normalize("NFD", "안녕하십니까?"), GREETING_KO),
        ("고마워", THANKS_KO),
        ("네 정말 감사합니다^^", THANKS_KO),
        ("정말고마워요ㅎㅎ", THANKS_KO),
        ("help", HELP_EN),
        ("Please help me!", HELP_EN),
        ("What can I ask here?", HELP_EN),
        ("도움말", HELP_KO),
        (unicodedata.normalize("NFD", "도와주세요 🙏"), HELP_KO),
        ("뭘 물어볼 수 있어?", HELP_KO),
        ("무엇을 물어보면 되나요?", HELP_KO),
    ],
)
def test_greetings_and_thanks_are_told_however_they_are_written(message: str, courtesy: Courtesy) -> None:
    assert find_courtesy(message) == courtesy


@pytest.mark.parametrize(
    "message",
    [
        "",
        "👋",
        "Who said hello to the mayor?",
        "hello 2024",
        "Thanks to whom was the bridge built?",
        "Good",
        "감사",  # an audit
        "누가 고맙다고 했어?",
        "안녕시는 어디야?",
        "정말?",
        "나래 감사합니다",
        "help for farmers",
        "What can you do?",
        "누가 도와줘?",
        "무엇을 할 수 있어?",
        HARBOUR_QUESTION,
        "hi " * 5_000,
    ],
)
def test_what_may_be_a_question_is_no_courtesy(message: str) -> None:
    assert find_courtesy(message) is None


def test_a_call_for_help_is_told_what_can_be_asked() -> None:
    for asked, courtesy in (("도움말", HELP_KO), ("help", HELP_EN)):
        card = Page(reply_card(Exchange(1, asked, asked, courtesy=courtesy), words_for("en")))
        assert card.text == words_for(courtesy.language).help


def test_a_greeting_is_answered_without_looking_into_the_articles() -> None:
    (talk,) = converse(None, Conversation(), "안녕하세요!")  # type: ignore[arg-type] - there is no bot to ask
    (exchange,) = talk.exchanges
    assert (exchange.asked, exchange.courtesy, exchange.answer) == ("안녕하세요!", GREETING_KO, None)
    assert not exchange.is_pending


def test_thanks_leave_the_conversation_where_it_was(bot: QABot) -> None:
    *_, talk = converse(bot, Conversation(), HARBOUR_QUESTION)
    *_, thanked = converse(bot, talk, "thanks")
    assert thanked.turns == [Turn(HARBOUR_QUESTION, bot.ask(HARBOUR_QUESTION))]


@pytest.mark.parametrize(
    ("courtesy", "said"),
    [
        (GREETING_EN, words_for("en").greeting),
        (THANKS_EN, words_for("en").welcome),
        (GREETING_KO, words_for("ko").greeting),
        (THANKS_KO, words_for("ko").welcome),
    ],
)
def test_the_line_is_in_the_language_of_the_greeting(courtesy: Courtesy, said: str) -> None:
    page = Page(reply_card(Exchange(1, "q", "q", courtesy=courtesy), words_for("en")))
    assert page.text == said
    assert page.values("lang") == [courtesy.language]
    assert page.buttons == []


def test_a_greeting_is_still_one_on_the_page_loaded_anew() -> None:
    exchange = Exchange(1, "고마워 🎏", "고마워 🎏", courtesy=THANKS_KO)
    assert recall(f"[{keep(exchange)}]", {}.get) == (exchange,)
    answered = json.dumps([{"asked": "hello", "question": "hello", "nearest": [], "reason": "Nothing."}])
    assert recall(answered, {}.get)[0].courtesy == GREETING_EN  # kept before greetings were told
