"""The 씨 behind a name goes, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.text.honorifics import trim_age, trim_honorific
from qa_bot.text.polish import polish
from qa_bot.types import Span


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("곽민재 씨", "곽민재"),
        ("곽민재씨", "곽민재"),
        ("총감독 곽민재 씨", "총감독 곽민재"),
        ("위씨", "위씨"),
        ("위 씨", "위 씨"),
        ("아가씨", "아가씨"),
        ("솜씨", "솜씨"),
        ("그 불씨", "그 불씨"),
        ("씨", "씨"),
        ("곽민재 씨🎈", "곽민재 씨🎈"),
        ("곽민재 의원", "곽민재 의원"),
    ],
)
def test_only_the_title_behind_a_name_goes(words, left):
    text = f"어제 {words}"
    assert trim_honorific(text, Span(3, len(text))).of(text) == left


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("지상현(42)", "지상현"),
        ("지상현(42) 씨", "지상현"),
        ("지상현(42)씨", "지상현"),
        ("배우 지상현(42세)", "배우 지상현"),
        ("선동열(8)", "선동열"),
        ("지상현(2019)", "지상현(2019)"),
        ("지상현(42🎈)", "지상현(42🎈)"),
        ("국도(42)", "국도(42)"),
        ("(42)", "(42)"),
        ("42", "42"),
    ],
)
def test_the_age_behind_a_name_goes(words, left):
    text = f"어제 {words}가 말했다"
    span = trim_age(text, trim_honorific(text, Span(3, 3 + len(words))))
    assert span.of(text) == left


def test_a_name_is_quoted_without_age_and_title():
    text = "주민 지상현(42) 씨는 말했다."
    assert polish(text, Span(3, 10), "ko").of(text) == "지상현"
    assert polish(text, Span(3, 12), "ko").of(text) == "지상현"


def test_a_particle_goes_first():
    text = "총감독은 곽민재 씨가 맡았다."
    assert polish(text, Span(5, 11), "ko").of(text) == "곽민재"


@given(st.text(alphabet="가나씨 곽민재a🎈", min_size=1, max_size=20))
def test_what_is_left_is_a_beginning_and_not_empty(text):
    left = trim_honorific(text, Span(0, len(text)))
    assert left.start == 0
    assert text[left.end :].strip() in ("", "씨")
