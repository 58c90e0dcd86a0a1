"""Which end of a change a question asks for, and where it stands."""

from __future__ import annotations

from time import perf_counter

import pytest

from qa_bot.text.changes import at_end, changes_in, end_asked_for
from qa_bot.types import Span


def ends(text, language):
    return [(c.before.of(text), c.after.of(text)) for c in changes_in(text, language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fares rise from 1,400 won to 1,650 won.", [("1,400 won", "1,650 won")]),
        ("The free period grows from 30 minutes to 40 minutes.", [("30 minutes", "40 minutes")]),
        ("It was raised to 61 from 60 last year.", [("60", "61")]),
        ("Harvests came to 4,900 tons rather than the 9,200 tons forecast.", [("9,200 tons", "4,900 tons")]),
        ("Sales fell to $3.2 million, down from $4 million.", [("$4 million", "$3.2 million")]),
        ("Crossings were cut from six to four a day.", [("six", "four")]),
        ("The walk from 5th Street to the park is long.", []),
        ("It moved from Naripo to Solmoe.", []),
    ],
)
def test_english_changes(text, expected):
    assert ends(text, "en")[: len(expected) or None] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("요금은 1400원에서 1650원으로 오른다.", [("1400", "1650")]),
        ("정원을 4300석에서 5100석으로 늘렸다.", [("4300", "5100")]),
        ("연봉을 2억8000만 원에서 3억6000만 원까지 올렸다.", [("2억8000만", "3억6000만")]),
        ("60세이던 정년을 내년부터 61세로 늦춘다.", [("60", "61")]),
        ("산소 농도가 리터당 5.8㎎에서 2.1㎎으로 떨어졌다.", [("5.8", "2.1")]),
        ("나리포에서 솔뫼로 옮겼다.", []),
        ("3일 나리포에서 열렸다.", []),
        ("", []),
    ],
)
def test_korean_changes(text, expected):
    assert ends(text, "ko") == expected


@pytest.mark.parametrize(
    ("question", "language", "expected"),
    [
        ("What was the fare before the rise?", "en", "before"),
        ("What did they originally forecast?", "en", "before"),
        ("How much is the fare now?", "en", "after"),
        ("What will the new pension age be?", "en", "after"),
        ("How much is the fare?", "en", None),
        ("What was it before and what is it now?", "en", None),
        ("인상 전 요금은 원래 얼마였어?", "ko", "before"),
        ("이제 요금은 얼마야?", "ko", "after"),
        ("정년은 몇 살로 늦춰지나요?", "ko", "after"),
        ("5년 전 외국인은 몇 명이었어?", "ko", "before"),
        ("요금은 얼마야?", "ko", None),
        ("料金はいくら?", "other", None),
        ("", "ko", None),
    ],
)
def test_the_end_that_a_question_asks_for(question, language, expected):
    assert end_asked_for(question, language) == expected


def test_the_other_end_and_both_ends_become_the_wanted_one():
    text = "Fares rise from 1,400 won to 1,650 won."
    both = Span(text.index("1,400"), len(text) - 1)
    first = Span(text.index("1,400"), text.index(" to"))
    assert at_end(text, both, "en", "after").of(text) == "1,650 won"
    assert at_end(text, both, "en", "before").of(text) == "1,400 won"
    assert at_end(text, first, "en", "after").of(text) == "1,650 won"
    assert at_end(text, first, "en", "before") == first


def test_what_stands_elsewhere_stays():
    text = "Fares rise from 1,400 won to 1,650 won. Ann spoke."
    span = Span(text.index("Ann"), len(text) - 1)
    assert at_end(text, span, "en", "after") == span


@pytest.mark.parametrize(
    "text", ["1" * 5000, "1 " * 5000, "from 1 " * 2000, "1에서 " * 2000, "1원이던 " * 2000, "가" * 9000]
)
def test_long_texts_take_no_long_time(text):
    began = perf_counter()
    for language in ("ko", "en"):
        list(changes_in(text, language))
    assert perf_counter() - began < 5
