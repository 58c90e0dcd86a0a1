"""What a text denies, and what it puts in its place."""

from __future__ import annotations

from time import perf_counter

import pytest

from qa_bot.text.corrections import corrected, corrections_in, is_mistake_asked_for
from qa_bot.types import Span


def pairs(text, language):
    return [(one.wrong.of(text), one.right.of(text)) for one in corrections_in(text, language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("정거장 수를 17곳으로 적었으나 18곳이 맞습니다.", ("17곳", "18곳")),
        (
            "피해를 “2억3000만 원”이라고 썼으나 3억1000만 원으로 확인됐습니다.",
            ("2억3000만 원", "3억1000만 원"),
        ),
        ("죽은 물고기를 1만2000마리로 잘못 적었기에 1200마리로 바로잡습니다.", ("1만2000마리", "1200마리")),
        ("개통일은 6월 20일이 아니라 6월 30일입니다.", ("6월 20일", "6월 30일")),
        ("불이 난 시각은 오후 3시가 아니라 새벽 3시입니다.", ("오후 3시", "새벽 3시")),
        ("소속은 푸른연대가 아니라 푸른시민연대입니다.", ("푸른연대", "푸른시민연대")),
        ("물고기는 붕어가 아니라 누치로 바로잡습니다.", ("붕어", "누치")),
    ],
)
def test_korean(text, expected):
    assert expected in pairs(text, "ko")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("There will be 18, not 17; the city added one.", ("17", "18")),
        ("The fire started at 3 a.m., not 3 p.m.", ("3 p.m.", "3 a.m.")),
        ("An article gave their number as 12,000. It should have been 1,200.", ("12,000", "1,200")),
        (
            "She is a graduate of Solbi University, not Naru University.",
            ("Naru University", "Solbi University"),
        ),
        ("It cost 41 million won, not 14 million won.", ("14 million won", "41 million won")),
    ],
)
def test_english(text, expected):
    assert expected in pairs(text, "en")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("정거장은 17곳이고 길이는 11.4㎞다.", "ko"),
        ("학생이 아니라고 말했다.", "ko"),
        ("17곳으로 적었다. 시민 18명이 왔다.", "ko"),
        ("It is not 17 but it is close.", "en"),
        ("He could not say whether 18 came.", "en"),
        ("🙂" * 50, "ko"),
        ("", "en"),
    ],
)
def test_what_denies_nothing(text, language):
    assert pairs(text, language) == []


def test_only_what_is_denied_is_exchanged():
    text = "There will be 18, not 17; the city added one on May 3."
    for words, expected in (("17", "18"), ("18, not 17", "18"), ("18", "18"), ("May 3", "May 3")):
        start = text.index(words)
        assert corrected(text, Span(start, start + len(words)), "en").of(text) == expected


def test_the_mistake_can_be_asked_for():
    assert is_mistake_asked_for("신문이 잘못 적은 정거장 수는?")
    assert is_mistake_asked_for("Which figure did the paper misstate?")
    assert not is_mistake_asked_for("정거장은 몇 곳인가?")


@pytest.mark.parametrize(
    "text", ["1" * 4000, "1만" * 2000, "3 p.m., not " * 400, "가 아니라 " * 500, "A, not " * 600]
)
def test_nonsense_takes_no_time(text):
    started = perf_counter()
    for language in ("ko", "en"):
        list(corrections_in(text, language))
    assert perf_counter() - started < 1
