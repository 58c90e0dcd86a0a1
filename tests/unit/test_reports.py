"""Stories of several days that answer differently: which comes first, and what stays beside it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from qa_bot.affairs import Affairs
from qa_bot.evidence import Evidence
from qa_bot.library import MemoryLibrary
from qa_bot.models.fakes import HashingEmbedder
from qa_bot.reports import in_time
from qa_bot.retrieval import Retriever
from qa_bot.text.terms import KoreanEnglishTerms
from qa_bot.types import Article, Candidate, Passage, Span

FIRST_DAY = datetime(2026, 11, 2, 8, 40, tzinfo=timezone(timedelta(hours=9)))
TOLLS = (
    "단울 앞바다 지진으로 3명이 숨지고 41명이 다쳤다고 단울소방본부가 밝혔다.",
    "단울 앞바다 지진으로 숨진 사람이 7명으로 늘었다고 단울소방본부가 밝혔다.",
    "단울 앞바다 지진으로 숨진 사람이 12명으로 늘었다고 단울소방본부가 밝혔다.",
)
ELSEWHERE = "무레시 버스 파업에 기사 9명이 나섰고 노조 사무실에서 농성을 벌였다."
QUESTION = "단울 지진으로 몇 명이 숨졌나?"


def story(day, text, *, name=None, language="ko", edition=None):
    published = None if day is None else FIRST_DAY + timedelta(days=day)
    return Article(
        id=name or f"day-{day}-{language}",
        title="",
        text=text,
        language=language,
        published=published,
        translation_of=edition,
    )


def affairs_of(*articles):
    embedder, terms = HashingEmbedder(256), KoreanEnglishTerms()
    library = MemoryLibrary(dimension=256, terms=terms)
    for article in articles:
        passage = Passage(article, Span(0, len(article.text)))
        library.add(article, [passage], embedder.embed_passages([article.text]))
    return Affairs(Retriever(library, embedder, terms))


def say(article, words, margin=4.0, retrieval=1.0):
    start = article.text.index(words)
    passage = Passage(article, Span(0, len(article.text)))
    return Evidence(Candidate(passage, Span(start, start + len(words)), margin), retrieval)


SERIES = [story(day, text) for day, text in enumerate(TOLLS)]
FILLERS = [
    story(9, f"{word} 이야기는 {word} 사람들이 {word}에서 한다.", name=word)
    for word in ("나무", "구름", "바위", "바다", "언덕", "시장")
]
AFFAIRS = affairs_of(*SERIES, story(1, ELSEWHERE, name="elsewhere"), *FILLERS)
RANKED = (say(SERIES[1], "7명", 5.0), say(SERIES[2], "12명", 3.0), say(SERIES[0], "3명", 2.0))


def said(reports):
    return reports.ranked[0].candidate.text, [report.candidate.text for report in reports.others]


def test_the_latest_report_comes_first_and_the_others_stay_beside_it_latest_first():
    reports = in_time(QUESTION, "ko", RANKED, 30.0, AFFAIRS)
    assert said(reports) == ("12명", ["7명", "3명"])
    assert len(reports.ranked) == 1


def test_how_sure_the_answer_is_rests_on_the_strongest_report():
    assert in_time(QUESTION, "ko", RANKED, 30.0, AFFAIRS).weighed == (RANKED[0],)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("단울 지진 첫날 몇 명이 숨졌나?", "3명"),
        ("11월 3일 기준 단울 지진으로 숨진 사람은 몇 명인가?", "7명"),
        ("11월 4일까지 단울 지진으로 몇 명이 숨졌나?", "12명"),
        ("2026년 11월 단울 지진으로 몇 명이 숨졌나?", "12명"),
    ],
)
def test_the_time_that_is_asked_for_is_taken(question, expected):
    assert said(in_time(question, "ko", RANKED, 30.0, AFFAIRS))[0] == expected


@pytest.mark.parametrize(
    "question",
    [
        "2019년에 단울 지진으로 몇 명이 숨졌나?",  # no report is of that time
        "단울 지진 2차 집계에서 숨진 사람은 몇 명인가?",  # no date says which that is
    ],
)
def test_a_time_that_no_report_has_leaves_the_strongest_first(question):
    assert said(in_time(question, "ko", RANKED, 30.0, AFFAIRS))[0] == "7명"


def test_what_is_asked_of_before_a_change_stays_with_the_reader():
    assert said(in_time("원래 숨진 사람은 몇 명이었나?", "ko", RANKED, 30.0, AFFAIRS)) == ("7명", [])


def test_stories_of_another_affair_are_no_reports():
    elsewhere = story(1, ELSEWHERE, name="elsewhere")
    ranked = (say(SERIES[0], "3명", 5.0), say(elsewhere, "9명", 4.0))
    assert said(in_time(QUESTION, "ko", ranked, 30.0, AFFAIRS)) == ("3명", [])


@pytest.mark.parametrize(
    "rival",
    [
        say(SERIES[2], "12명", margin=-0.5),  # the reader rather sees no answer there
        say(SERIES[2], "12명", margin=3.0, retrieval=0.5),  # far behind
        say(SERIES[2], "단울소방본부"),  # of another kind
        say(story(None, TOLLS[2], name="undated"), "12명"),
    ],
)
def test_what_is_weak_or_of_another_kind_is_no_report(rival):
    assert said(in_time(QUESTION, "ko", (RANKED[0], rival), 30.0, AFFAIRS)) == ("7명", [])


def test_editions_and_repetitions_are_no_other_reports():
    english = story(1, "Seven people died in the Danul earthquake.", language="en", edition="day-1-ko")
    repeated = story(3, TOLLS[1], name="repeated")
    affairs = affairs_of(*SERIES, english, repeated, *FILLERS)
    ranked = (RANKED[0], say(english, "Seven people"), say(repeated, "7명"))
    assert said(in_time(QUESTION, "ko", ranked, 30.0, affairs)) == ("7명", [])


def test_of_reports_that_say_the_same_the_strongest_is_cited():
    later = story(3, TOLLS[2].replace("늘었다고", "늘었음을"), name="later")
    affairs = affairs_of(*SERIES, later, *FILLERS)
    ranked = (RANKED[0], RANKED[1], say(later, "12명", 1.0))
    first = in_time(QUESTION, "ko", ranked, 30.0, affairs).ranked[0]
    assert first is RANKED[1]


def test_when_something_happened_no_later_report_changes():
    stories = [
        story(0, "단울 앞바다 지진이 11월 2일 일어났다."),
        story(1, "단울 앞바다 지진 조사가 11월 3일 끝났다."),
    ]
    affairs = affairs_of(*stories, *FILLERS)
    ranked = (say(stories[0], "11월 2일", 5.0), say(stories[1], "11월 3일", 3.0))
    assert said(in_time("단울 지진은 언제 일어났나?", "ko", ranked, 30.0, affairs)) == ("11월 2일", [])


def test_names_change_hands():
    stories = [
        story(0, "동새조선 대표는 구본해다. 동새조선이 밝혔다."),
        story(5, "동새조선 대표는 탁현주다. 동새조선이 밝혔다."),
    ]
    affairs = affairs_of(*stories, *FILLERS)
    ranked = (say(stories[0], "구본해", 8.0), say(stories[1], "탁현주", 5.0))
    assert said(in_time("동새조선 대표는 누구인가?", "ko", ranked, 30.0, affairs)) == ("탁현주", ["구본해"])
    assert said(in_time("동새조선 대표는 어디서 왔나?", "ko", ranked, 30.0, affairs)) == ("구본해", [])


def test_what_several_reports_in_a_row_say_stands_once():
    days = (TOLLS[0], TOLLS[0], TOLLS[1], TOLLS[1], TOLLS[2])
    stories = [story(day, text) for day, text in enumerate(days)]
    tolls = ("3명", "3명", "7명", "7명", "12명")
    ranked = [say(one, toll) for one, toll in zip(stories, tolls, strict=True)]
    reports = in_time(QUESTION, "ko", ranked, 30.0, affairs_of(*stories, *FILLERS))
    assert said(reports) == ("12명", ["7명", "3명"])
    assert [report.candidate.passage.article.id for report in reports.others] == ["day-3-ko", "day-1-ko"]


def test_an_edition_without_a_zone_is_of_the_clock_of_its_paper():
    late = story(0, TOLLS[1], name="late")
    early = replace(
        story(0, TOLLS[0], name="early"), published=FIRST_DAY.replace(hour=7, tzinfo=timezone.utc)
    )
    affairs = affairs_of(late, early, *FILLERS)
    ranked = (say(early, "3명", 5.0), say(late, "7명", 4.0))
    assert said(in_time(QUESTION, "ko", ranked, 30.0, affairs))[0] == "7명"


def test_nothing_found_is_nothing_to_order():
    assert in_time(QUESTION, "ko", (), 30.0, AFFAIRS).ranked == ()
