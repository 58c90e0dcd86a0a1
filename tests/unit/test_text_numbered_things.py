"""Numbered things: the one that is asked for, and others of its kind."""

from __future__ import annotations

from datetime import datetime, timezone
from time import perf_counter

import pytest

from qa_bot.text.numbered_things import names_another, numbered_things

DAY = datetime(2024, 10, 29, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("3분기", "quarter", "3"),
        ("in the third quarter", "quarter", "3"),
        ("Q3 sales", "quarter", "3"),
        ("하반기", "half", "2"),
        ("지하철 2호선", "line", "2"),
        ("the second tram line", "line", "2"),
        ("Line 2", "line", "2"),
        ("제22회 배꽃축제", "edition", "22"),
        ("숨결 A3의 값", "model A", "3"),
        ("the KF-21 fighter", "model KF", "21"),
        ("10월에", "month", "10"),
        ("in October and after", "month", "10"),
        ("on Sept. 3", "month", "9"),
        ("in May", "month", "5"),
        ("2021년", "year", "2021"),
        ("in 2021", "year", "2021"),
        ("지난해", "relative year", "-1"),
        ("this year", "relative year", "0"),
    ],
)
def test_both_languages_number_alike(text, kind, number):
    assert numbered_things(text)[kind] == {number}


@pytest.mark.parametrize(
    "text",
    ["두 시간", "2회의", "since 2019", "2019년까지", "A 3", "may", "May I?", "Marching", "", "🙂", "1,200명"],
)
def test_what_numbers_nothing(text):
    assert not numbered_things(text)


@pytest.mark.parametrize(
    ("question", "sentence", "is_another"),
    [
        ("1분기 영업이익은?", "2분기 영업이익이 1870억원이다.", True),
        ("What was the profit in the first quarter?", "2분기 영업이익이 1870억원이다.", True),
        ("2분기 영업이익은?", "Profit in the second quarter was 3 million won.", False),
        ("트램 2호선은 언제 개통하나?", "트램 1호선을 2028년 6월 개통한다.", True),
        ("숨결 A3의 가격은?", "숨결 A1 | 7만1천대 | 189,000원", True),
        ("How many came this year?", "Last year 310,000 people came.", True),
        ("How many came this year?", "Last year 310,000 came, this year 400,000.", False),
        ("2023년에 몇 승을 올렸나?", "2022년에는 14승을 올렸다.", False),  # the year before its day
        ("2021년에는 몇 명이 왔나?", "2022년에는 11만 명이 왔다.", True),
        ("2024년에는 몇 명이 왔나?", "지난 2022년보다 많은 11만 명이 왔다.", False),
        ("영업이익은?", "2분기 영업이익이 1870억원이다.", False),
        ("1분기 영업이익은?", "영업이익이 1870억원이다.", False),
    ],
)
def test_another_than_is_asked_for(question, sentence, is_another):
    story = f"지난해 이야기다. {sentence}" if "2023" in question else sentence
    assert names_another(numbered_things(question), sentence, story, DAY) == is_another


def test_a_story_that_has_the_one_elsewhere_is_believed():
    sentence = "2분기 영업이익이 1870억원이다."
    story = f"1분기와 비교하면 이렇다. {sentence}"
    assert not names_another(numbered_things("1분기 영업이익은?"), sentence, story, None)


@pytest.mark.parametrize("text", ["1" * 4000, "1분기 " * 1000, "A1 " * 1300, "May " * 1000, "Q" * 4000])
def test_nonsense_takes_no_time(text):
    started = perf_counter()
    numbered_things(text)
    assert perf_counter() - started < 0.5
