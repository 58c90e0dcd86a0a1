"""What reports of other days say otherwise: on the card, beside the article, after a reload and for programs."""

from __future__ import annotations

import json
from datetime import datetime

import pytest
from web_pages import HOSTILE, OUR_TAGS, Page, article_of

from qa_bot.bot import QABot
from qa_bot.cli.console import Console
from qa_bot.cli.display import answer_lines
from qa_bot.types import Answer, Article, Citation, Span
from qa_bot.web.api_results import answer_result
from qa_bot.web.cards import reply_card
from qa_bot.web.conversation import Conversation, Exchange
from qa_bot.web.opening import Opened
from qa_bot.web.places import places_of
from qa_bot.web.recalling import recall
from qa_bot.web.words import words_for

KOREAN, ENGLISH = words_for("ko"), words_for("en")
QUESTION = "창고 화재로 몇 명이 숨졌나?"
FIRST = Article(
    "fire-1",
    "창고 화재",
    "창고 화재로 3명이 숨졌다. 🚒",
    "ko",
    "a1.txt",
    published=datetime.fromisoformat("2026-11-02T08:40"),
)
LATER = Article(
    "fire-2",
    "창고 화재 속보",
    "사망자가 7명으로 늘었다.",
    "ko",
    "a2.txt",
    published=datetime.fromisoformat("2026-11-03T09:00"),
)
ANSWER = Answer(
    QUESTION,
    (Citation(LATER, Span(5, 7)),),
    0.93,
    other_reports=(Citation(FIRST, Span(7, 9)),),
)


def exchange(answer: Answer = ANSWER) -> Exchange:
    return Exchange(1, QUESTION, QUESTION, answer=answer)


def test_the_places_go_on_from_the_citations_to_the_other_reports() -> None:
    assert [place.quote for place in places_of(ANSWER)] == ["7명", "3명"]
    assert places_of(Answer(QUESTION, other_reports=ANSWER.other_reports)) == ()


def test_a_card_says_of_which_day_its_answer_is_and_quotes_the_others_below() -> None:
    page = Page(reply_card(exchange(), KOREAN))
    assert page.texts[0] == "7명"
    assert "2026-11-03 기사에 따른 답입니다. 다른 날 기사는 다르게 전합니다. [2]" in page.text
    assert page.marked == ["7명", "3명"]
    assert page.text.index(KOREAN.other_reports) > page.text.index(KOREAN.sources)
    assert "창고 화재로 3명이 숨졌다." in page.text
    english = Page(reply_card(exchange(), ENGLISH)).text
    assert "As reported on 2026-11-03; reports of other days say otherwise. [2]" in english


def test_each_other_report_can_be_opened_at_its_number() -> None:
    opening = [
        (one["data-place"], one["says"])
        for one in Page(reply_card(exchange(), ENGLISH)).buttons
        if one.get("data-qa-event") == "select"
    ]
    assert opening == [("0", "[1]"), ("1", "[2]"), ("0", "[1] 창고 화재 속보"), ("1", "[2] 창고 화재")]
    view = Opened(1, 1).find(Conversation((exchange(),)), {}.get)
    assert view is not None
    shown = Page(view.render(KOREAN))
    assert shown.marked == ["3명"]
    assert "2곳 중 2번째" in shown.text


def test_an_answer_without_other_reports_says_nothing_of_days() -> None:
    text = Page(reply_card(exchange(Answer(QUESTION, ANSWER.citations, 0.93)), KOREAN)).text
    assert KOREAN.other_reports not in text
    assert "다른 날" not in text


@pytest.mark.parametrize("field", ["title", "author", "url", "text"])
def test_markup_in_another_report_is_only_text(field: str) -> None:
    hostile = article_of(**{"text": "Plain text", "published": FIRST.published, field: HOSTILE})
    answer = Answer(QUESTION, ANSWER.citations, 0.93, other_reports=(Citation(hostile, Span(0, 5)),))
    assert set(Page(reply_card(exchange(answer), ENGLISH)).tags) <= OUR_TAGS


def kept() -> str:
    return f"[{Page(reply_card(exchange(), KOREAN)).values('data-kept')[0]}]"


def test_other_reports_come_back_when_the_page_is_loaded_anew(bot: QABot) -> None:
    bot.add(FIRST, LATER)
    (again,) = recall(kept(), bot.get)
    assert again.answer == ANSWER
    assert Page(reply_card(again, KOREAN)).text == Page(reply_card(exchange(), KOREAN)).text


def test_another_report_that_is_gone_or_says_something_else_does_not_come_back(bot: QABot) -> None:
    bot.add(FIRST, LATER)
    (changed,) = recall(kept().replace('"3명"', '"4명"'), bot.get)
    bot.remove(FIRST.id)
    (gone,) = recall(kept(), bot.get)
    for one in (changed, gone):
        assert one.answer is not None
        assert (one.answer.text, one.answer.other_reports) == ("7명", ())
        assert "다른 날" not in reply_card(one, KOREAN)


def test_other_reports_without_an_answer_are_made_up(bot: QABot) -> None:
    bot.add(FIRST, LATER)
    (record,) = json.loads(kept())
    (found,) = recall(json.dumps([{**record, "cited": []}]), bot.get)
    assert found.answer is not None
    assert found.answer.other_reports == ()


def test_what_was_kept_before_there_were_other_reports_comes_back(bot: QABot) -> None:
    bot.add(FIRST, LATER)
    (record,) = json.loads(kept())
    del record["others"]
    (found,) = recall(json.dumps([record]), bot.get)
    assert found.answer == Answer(QUESTION, ANSWER.citations, 0.93)


def test_programs_get_them_as_citations_without_the_paths_of_the_machine() -> None:
    secret = Article.from_dict({**FIRST.to_dict(), "source": "/home/ann/secret plans/a1.txt"})
    answer = Answer(QUESTION, ANSWER.citations, 0.93, other_reports=(Citation(secret, Span(7, 9)),))
    (shown,) = answer_result(answer, shows_paths=False)["other_reports"]
    assert (shown["quote"], shown["start"], shown["end"]) == ("3명", 7, 9)
    assert shown["article"]["source"] == "a1.txt"
    assert Answer.from_dict(json.loads(json.dumps(answer.to_dict()))) == answer


def test_the_command_prints_them_under_a_line_of_their_own() -> None:
    lines = answer_lines(ANSWER, Console())
    place = lines.index("다른 날 기사는 다르게 전합니다:")
    assert lines[place + 1 :] == [
        "  3명",
        "  창고 화재로 «3명»이 숨졌다. 🚒",
        "  창고 화재 · 2026-11-02",
        "  a1.txt · 글자 7-9",
    ]
