"""Which time a question names: a date, the beginning, or none."""

from __future__ import annotations

import unicodedata
from datetime import date
from time import perf_counter

import pytest

from qa_bot.text.asked_time import AskedTime, asked_time
from qa_bot.text.normalize import normalize


@pytest.mark.parametrize(
    ("question", "language", "parts"),
    [
        ("11월 3일 기준 사망자는?", "ko", (None, 11, 3)),
        ("2026년 8월 기준금리는 얼마였나?", "ko", (2026, 8, None)),
        ("2024년 축제에는 몇 명이 왔어?", "ko", (2024, None, None)),
        ("3일에는 몇 명이 실종 상태였나요", "ko", (None, None, 3)),
        ("3일간 몇 명이 왔나?", "ko", (None, None, None)),
        ("사흘째 몇 명이 숨졌나?", "ko", (None, None, None)),
        ("3분기 매출은?", "ko", (None, None, None)),
        ("지진으로 몇 명이 숨졌나?", "ko", (None, None, None)),
        ("How many had died by Nov. 3?", "en", (None, 11, 3)),
        ("how many had died by 3 november 2026", "en", (2026, 11, 3)),
        ("What was the key rate in August?", "en", (None, 8, None)),
        ("What was the key rate in August 2026?", "en", (2026, 8, None)),
        ("How many came in 2024?", "en", (2024, None, None)),
        ("How many people may be missing?", "en", (None, None, None)),
        ("What happened on May 5?", "en", (None, 5, 5)),
        ("How many marched?", "en", (None, None, None)),
        ("Wie viele waren es am 3. November?", "other", (None, None, None)),
        ("", "ko", (None, None, None)),
    ],
)
def test_dates(question, language, parts):
    found = asked_time(question, language)
    assert (found.year, found.month, found.day) == parts
    assert found.is_dated == (parts != (None, None, None))


@pytest.mark.parametrize(
    ("question", "language", "is_beginning"),
    [
        ("첫날 숨진 사람은 몇 명?", "ko", True),
        ("당초 개통일은 언제였나요?", "ko", True),
        ("처음 발표된 피해액은?", "ko", True),
        ("처음 열린 것은 언제?", "ko", False),
        ("지금은 몇 명인가요?", "ko", False),
        ("How many were missing at first?", "en", True),
        ("When was it originally due to open?", "en", True),
        ("What was first reported as the damage?", "en", True),
        ("When did the first train run?", "en", False),
        ("How many are missing now?", "en", False),
    ],
)
def test_the_beginning(question, language, is_beginning):
    assert asked_time(question, language).is_beginning == is_beginning


def test_a_day_fits_where_it_has_all_that_is_named():
    day = date(2026, 11, 3)
    assert AskedTime(2026, 11, 3).fits(day)
    assert AskedTime(month=11).fits(day)
    assert AskedTime().fits(day)
    assert not AskedTime(month=10).fits(day)
    assert not AskedTime(2025, 11, 3).fits(day)


def test_decomposed_hangul_is_composed_at_the_door():
    question = unicodedata.normalize("NFD", "11월 3일 기준 사망자는?")
    assert asked_time(normalize(question), "ko").day == 3


@pytest.mark.parametrize("question", ["1" * 2000, "1월" * 1000, "May " * 500, "🙂" * 2000, "2024년 " * 400])
def test_nonsense_takes_no_time(question):
    started = perf_counter()
    asked_time(question, "ko")
    asked_time(question, "en")
    assert perf_counter() - started < 0.5
