"""The page's HTML: nothing that an article or a question says becomes markup, a template or a script."""

from __future__ import annotations

import html
from dataclasses import replace
from datetime import datetime, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from newsroom import HARBOUR, KITES
from web_pages import HOSTILE, OUR_TAGS, Page, article_of, exchange_of

from qa_bot.errors import LibraryError, QuestionError, TookTooLong, TooManyRequests
from qa_bot.stages import Reading, Searching
from qa_bot.text.normalize import normalize
from qa_bot.types import Answer, Article, Citation, Passage, Span
from qa_bot.web.cards import question_card, reply_card
from qa_bot.web.conversation import Exchange
from qa_bot.web.markup import safe_link
from qa_bot.web.passages import story_of
from qa_bot.web.places import reference
from qa_bot.web.words import words_for

KOREAN, ENGLISH = words_for("ko"), words_for("en")
HAESONG = Citation(HARBOUR, Span(67, 74))
DIRECTOR = Citation(KITES, Span(29, 32))


def test_the_answer_is_large_and_marked_once_inside_its_sentence() -> None:
    page = Page(reply_card(exchange_of(HAESONG), ENGLISH))
    assert page.texts[0] == "Haesong"
    assert page.marked == ["Haesong"]
    assert "The harbour festival opened in Haesong on Friday." in page.text
    assert "Almost certain · 93% — of 100 such answers, about 93 are right" in page.text
    assert "english.hanbit.example · 2024-05-03 · Pi Da-on · English edition" in page.text
    assert "https://english.hanbit.example/1.html" in page.values("href")


def test_citations_are_numbered_buttons_that_name_their_place() -> None:
    page = Page(reply_card(exchange_of(HAESONG, DIRECTOR, number=7), ENGLISH))
    opening = [one for one in page.buttons if one.get("data-qa-event") == "select"]
    assert [(one["data-exchange"], one["data-place"], one["says"]) for one in opening] == [
        ("7", "0", "[1]"),
        ("7", "1", "[2]"),
        ("7", "0", "[1] Harbour festival begins"),
        ("7", "1", "[2] 연날리기 축제 개막"),
    ]
    assert [one["aria-label"] for one in opening[:2]] == [
        "Citation 1: read it in the article",
        "Citation 2: read it in the article",
    ]
    assert all(one["type"] == "button" for one in page.buttons)


def test_a_citation_is_copied_with_all_that_finds_it_again() -> None:
    (copied,) = Page(reply_card(exchange_of(HAESONG), ENGLISH)).values("data-qa-copy")
    assert copied == (
        "“Haesong” — Harbour festival begins, english.hanbit.example, 2024-05-03, "
        "https://english.hanbit.example/1.html, characters 67–74"
    )
    assert reference(DIRECTOR, KOREAN) == "“곽민재” — 연날리기 축제 개막, kites.ko.txt, 글자 29–32"


def test_both_editions_are_shown_each_in_its_language() -> None:
    page = Page(reply_card(exchange_of(HAESONG, DIRECTOR), KOREAN))
    assert page.marked == ["Haesong", "곽민재"]
    # the answer, then quote and headline of each
    assert page.values("lang") == ["en", "en", "en", "ko", "ko"]


@pytest.mark.parametrize("field", ["title", "author", "url", "id", "text", "source"])
def test_hostile_article_text_is_shown_and_never_obeyed(field: str) -> None:
    article = article_of(**{"text": "Plain text stands here.", field: HOSTILE})
    for card in (
        reply_card(exchange_of(Citation(article, Span(0, 5))), ENGLISH),
        reply_card(Exchange(1, "q", "q", stage=Reading((Passage(article, Span(0, 5)),))), ENGLISH),
        reply_card(
            Exchange(1, "q", HOSTILE, answer=Answer("q", nearest=(Passage(article, Span(0, 5)),))), KOREAN
        ),
    ):
        page = Page(card)
        assert set(page.tags) <= OUR_TAGS
        assert not [sign for sign in ("<script", "<img", "${", "{{", "`") if sign in card]
        assert not [name for name, _ in page.attributes if name.startswith("on")]
        assert not [one for one in page.values("href") if not one.startswith("http")]


def test_a_hostile_question_and_error_are_shown_as_they_are() -> None:
    problem = Exchange(1, "q", "q", problem=LibraryError(HOSTILE))
    for card in (question_card(HOSTILE), reply_card(problem, KOREAN)):
        page = Page(card)
        assert set(page.tags) <= OUR_TAGS
        assert page.text == HOSTILE


@given(st.text(min_size=1).map(normalize).filter(str.strip), st.data())
def test_every_quote_is_shown_to_the_letter(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    card = reply_card(exchange_of(Citation(article_of(text=text), Span(start, end))), ENGLISH)
    marked = card[card.index("<mark>") + len("<mark>") : card.index("</mark>")]
    assert html.unescape(marked) == text[start:end]
    assert card.count("<mark>") == 1


@pytest.mark.parametrize(
    ("url", "is_linked"),
    [
        ("https://www.hanbit.example/arti/1.html?a=1&b=2", True),
        ("http://[2001:db8::1]/", True),
        ("HTTPS://WWW.HANBIT.EXAMPLE/", True),
        ("javascript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("data:text/html,<script>alert(1)</script>", False),
        ("file:///etc/passwd", False),
        ("//hanbit.example/", False),
        ("https:///no-host", False),
        ("http://[broken", False),
        ("", False),
        (None, False),
    ],
)
def test_only_web_addresses_become_links(url: str | None, is_linked: bool) -> None:
    assert (safe_link(url) is not None) is is_linked


def test_no_answer_is_said_with_its_reason_and_passages_that_can_be_opened() -> None:
    nearest = (Passage(KITES, Span(0, len(KITES.text))),)
    card = reply_card(
        Exchange(3, "q", "q", answer=Answer("q", nearest=nearest, reason="<b>근거가 없습니다.")), KOREAN
    )
    page = Page(card)
    assert page.texts[:2] == ["기사에서 답을 찾지 못했습니다", "<b>근거가 없습니다."]
    assert any(text.startswith("해송시 연날리기") for text in page.texts)
    assert page.marked == []
    opening = [one for one in page.buttons if one.get("data-qa-event") == "select"]
    assert [(one["data-exchange"], one["data-place"]) for one in opening] == [("3", "0")]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("해송 소식 🎏\n2024-05-03 09:00\n김지은 기자\n\n연이 날았다.", "연이 날았다."),
        ("해송 소식 🎏\n연이 날았다.\n\n비가 왔다.", "연이 날았다.\n\n비가 왔다."),
        ("해송 소식 🎏\n김지은 기자", "해송 소식 🎏\n김지은 기자"),
        ("해송 소식 🎏", "해송 소식 🎏"),
        ("다른 첫 줄\n김지은 기자\n\n연이 날았다.", "다른 첫 줄\n김지은 기자\n\n연이 날았다."),
    ],
)
def test_a_passage_is_shown_from_where_its_story_begins(text: str, shown: str) -> None:
    day = datetime(2024, 5, 3, 9, tzinfo=timezone.utc)
    article = article_of(title="해송 소식 🎏", text=text, language="ko", author="김지은", published=day)
    assert story_of(Passage(article, Span(0, len(text)))).text == shown
    last = Passage(article, Span(len(text) - 2, len(text)))
    assert story_of(last) == last


def test_the_reason_is_said_in_the_language_of_the_page_not_of_the_question() -> None:
    answer = Answer("언제?", reason="찾아볼 기사가 없습니다.")
    assert "There are no articles to look in." in reply_card(Exchange(1, "q", "q", answer=answer), ENGLISH)


def test_a_stage_names_what_is_read_and_each_article_once() -> None:
    passages = (
        Passage(HARBOUR, Span(0, 23)),
        Passage(KITES, Span(0, 10)),
        Passage(HARBOUR, Span(36, 85)),
        *(Passage(article_of(id=f"a{n}", title=f"제목 {n}"), Span(0, 4)) for n in range(4)),
    )
    card = reply_card(Exchange(1, "q", "q", stage=Reading(passages)), ENGLISH)
    assert Page(card).text == (
        "Reading 7 passages in: Harbour festival begins, 연날리기 축제 개막, 제목 0, 제목 1, and 2 more"
    )
    assert Page(reply_card(Exchange(1, "q", "q", stage=Searching()), KOREAN)).text == "기사를 찾는 중…"


def test_a_follow_up_shows_how_it_was_understood_and_how_to_correct_that() -> None:
    followed = replace(exchange_of(HAESONG, number=2), asked="And where?", question="Where did it <open>?")
    page = Page(reply_card(followed, ENGLISH))
    assert "Understood as: Where did it <open>?" in page.text
    buttons = [(one["data-qa-event"], one["data-exchange"], one["says"]) for one in page.buttons[:2]]
    assert buttons == [("edit", "2", "Correct it"), ("submit", "2", "Ask as typed")]
    assert "Understood" not in reply_card(exchange_of(HAESONG), ENGLISH)


@pytest.mark.parametrize(
    ("verdict", "pressed", "says", "has_field"),
    [
        (None, ["false", "false"], "Was this right?", False),
        ("right", ["true", "false"], "Thank you, noted.", False),
        ("wrong", ["false", "true"], "What would have been right?", True),
        ("corrected", ["false", "true"], "Thank you, noted.", False),
        ("not stored", [], "This could not be noted here.", False),
    ],
)
def test_thumbs_show_what_was_pressed_and_ask_what_would_be_right(
    verdict: str | None, pressed: list[str], says: str, has_field: bool
) -> None:
    page = Page(reply_card(replace(exchange_of(HAESONG), verdict=verdict), ENGLISH))  # type: ignore[arg-type]
    assert page.values("aria-pressed") == pressed
    assert says in page.text
    assert ("input" in page.tags) is has_field
    assert not (has_field and ENGLISH.thanks in page.text)
    assert page.values("for") == ([f"qa-correction-{1}"] if has_field else [])


@pytest.mark.parametrize(
    ("problem", "english", "korean"),
    [
        (QuestionError("too long"), "in at most 2,000 characters", "2,000자 안으로"),
        (TooManyRequests(12.2), "in 13 seconds", "13초 뒤에"),
        (TookTooLong(60), "took too long", "오래 걸렸습니다"),
        (LibraryError("library.sqlite3: gone"), "library.sqlite3: gone", "library.sqlite3: gone"),
        (ValueError("secret"), "Something went wrong", "문제가 생겼습니다"),
    ],
)
def test_a_problem_is_one_line_in_the_language_of_the_page(
    problem: Exception, english: str, korean: str
) -> None:
    exchange = Exchange(1, "q" * 2001, "q" * 2001, problem=problem)
    for card, said in ((reply_card(exchange, ENGLISH), english), (reply_card(exchange, KOREAN), korean)):
        assert said in card
        assert "secret" not in card
        assert Page(card).values("role") == ["alert"]


@pytest.mark.parametrize(
    ("confidence", "english", "korean"),
    [
        (0.9, "Almost certain", "거의 확실"),
        (0.896, "Almost certain", "거의 확실"),
        (0.7, "Likely", "가능성 높음"),
        (0.3, "Uncertain", "불확실"),
    ],
)
def test_the_word_for_confidence_fits_the_percentage(confidence: float, english: str, korean: str) -> None:
    assert (ENGLISH.degree(confidence), KOREAN.degree(confidence)) == (english, korean)


@pytest.mark.parametrize(("confidence", "is_doubtful"), [(0.93, False), (0.7, False), (0.6, True)])
def test_the_meter_of_an_uncertain_answer_is_not_that_of_a_sure_one(
    confidence: float, is_doubtful: bool
) -> None:
    page = Page(reply_card(exchange_of(HAESONG, confidence=confidence), KOREAN))
    assert ("qa-doubtful" in page.values("class")) is is_doubtful


def test_nothing_is_said_in_one_language_only() -> None:
    same = [
        name
        for name in KOREAN.__dataclass_fields__
        if getattr(KOREAN, name) == getattr(ENGLISH, name) or not getattr(KOREAN, name)
    ]
    assert same == []


def test_a_file_of_another_system_is_named_without_its_folders() -> None:
    article = article_of(source=r"C:\secret\기사.txt")
    assert reference(Citation(article, Span(0, 5)), ENGLISH) == "“Plain” — a, 기사.txt, characters 0–5"


def test_a_pasted_article_names_no_paper() -> None:
    article = article_of(source="text")
    assert isinstance(article, Article)
    assert reference(Citation(article, Span(0, 5)), ENGLISH) == "“Plain” — a, characters 0–5"
