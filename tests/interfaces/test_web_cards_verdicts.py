"""What a card asks its reader, and what it shows of a question that is still in line."""

from __future__ import annotations

from dataclasses import replace

import pytest
from newsroom import HARBOUR
from web_pages import HOSTILE, OUR_TAGS, Page, exchange_of

from qa_bot.types import Citation, Span
from qa_bot.web.cards import reply_card
from qa_bot.web.conversation import Exchange
from qa_bot.web.words import words_for

KOREAN, ENGLISH = words_for("ko"), words_for("en")
HAESONG = Citation(HARBOUR, Span(67, 74))


def test_where_no_answer_was_found_the_thumbs_ask_whether_there_is_none() -> None:
    exchange = exchange_of()
    for words, asked in (
        (ENGLISH, "Is the answer really not there?"),
        (KOREAN, "기사에 정말 답이 없나요?"),
    ):
        page = Page(reply_card(exchange, words))
        assert asked in page.text
        assert asked in page.values("aria-label")
        assert words.was_it_right not in page.text


@pytest.mark.parametrize("sent", ["해송 🎏", HOSTILE, ""])
def test_a_correction_that_was_sent_stands_in_its_field(sent: str) -> None:
    exchange = replace(exchange_of(HAESONG), verdict="wrong", correction=sent)
    page = Page(reply_card(exchange, ENGLISH))
    assert page.values("value")[-1] == sent
    assert set(page.tags) <= OUR_TAGS


def test_a_question_in_line_says_that_it_waits() -> None:
    waiting = Exchange(2, "q", "q")
    assert Page(reply_card(waiting, ENGLISH)).text == "Waiting for the answer above…"
    assert Page(reply_card(waiting, KOREAN)).text == "앞 질문의 답이 나오면 찾습니다…"
