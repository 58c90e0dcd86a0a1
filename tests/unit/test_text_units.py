"""A number takes the unit behind it along, and nothing else does."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_bot.text.polish import polish
from qa_bot.text.units import with_counter, with_unit
from qa_bot.types import Span


@pytest.mark.parametrize(
    ("words", "behind", "left"),
    [
        ("38.6", " billion won.", "38.6 billion won"),
        ("38.6 billion", " won", "38.6 billion won"),
        ("60", " percent of it", "60 percent"),
        ("60", "% of it", "60%"),
        ("11.8", " square kilometers", "11.8 square kilometers"),
        ("35", " buses", "35"),
        ("2021", " wonders", "2021"),
        ("3", " million people", "3"),
        ("about half", " percent", "about half"),
        ("412m", " long", "412m"),
        ("10", "🎈 won", "10"),
        ("250", " grams of rice", "250 grams"),
        ("31", " millimeters of rain", "31 millimeters"),
        ("4", " centimetres", "4 centimetres"),
        ("42.195", " km", "42.195 km"),
        ("85", " kg", "85 kg"),
        ("55", " mph limit", "55 mph"),
        ("4.2", " gigawatt-hours", "4.2 gigawatt-hours"),
        ("4.2", " gigawatts", "4.2 gigawatts"),
        ("20", " liters", "20 liters"),
        ("85", " kgs", "85"),
        ("$4.3", " million.", "$4.3 million"),
        ("US$1,200", " billion", "US$1,200 billion"),
        ("€4.3 million", " of it", "€4.3 million"),
        ("$4.3", " millionaires", "$4.3"),
        ("$4", " a cup", "$4"),
        ("$4", " for 3 million people", "$4"),
    ],
)
def test_a_number_is_quoted_with_its_unit(words, behind, left):
    text = f"It was {words}{behind}"
    span = with_unit(text, Span(7, 7 + len(words)))
    assert span.of(text) == left
    assert polish(text, Span(7, 7 + len(words)), "en").of(text) == left


def test_a_magnitude_belongs_to_the_dollar_sign_before_the_span():
    text = "It cost $4.3 million."
    assert with_unit(text, Span(9, 12)).of(text) == "4.3 million"


@pytest.mark.parametrize(
    ("text", "words", "left"),
    [
        ("초판 4만 8천부가 팔렸다.", "4만 8천", "4만 8천부"),
        ("예산은 1조 2,000억원이다.", "1조 2,000억", "1조 2,000억원"),
        ("예산은 1조 2,000억 원으로 늘었다.", "1조", "1조 2,000억 원"),
        ("수출은 5천만 달러를 넘었다.", "5천만", "5천만 달러"),
        ("비가 50㎜ 내렸다.", "50", "50㎜"),
        ("축제에 10만여 명이 모였다.", "10만", "10만여 명"),
        ("축제에 10만여 명이 모였다.", "10", "10만여 명"),
        ("행사는 5월 3~5일에 열린다.", "5월 3~5", "5월 3~5일"),
        ("그는 고양이 세 마리를 키운다.", "세", "세 마리"),
        ("학생 150명이 왔다.", "150", "150명"),
        ("길이는 3.5㎞다.", "3.5", "3.5㎞"),
        ("길이는 3.5 km라고 한다.", "3.5", "3.5 km"),
        ("금리는 3.5%로 올랐다.", "3.5", "3.5%"),
        ("금리를 0.25%포인트 내렸다.", "0.25", "0.25%포인트"),
        ("기온이 30도까지 올랐다.", "30", "30도"),
        ("신부는 스물세 살이다.", "스물세", "스물세 살"),
        ("학생150명이왔다.", "150", "150명"),
        ("🎈50㎜가 내렸다.", "50", "50㎜"),
        ("세계 21개국이 참가했다.", "21", "21개국"),
        ("올해로 세 번째를 맞았다.", "세", "세 번째"),
        ("공사는 10일간 이어진다.", "10", "10일"),
        ("그는 3월에 떠났다.", "3", "3월"),
    ],
)
def test_a_number_in_korean_takes_its_counter_and_no_particle(text, words, left):
    start = text.index(words)
    span = with_counter(text, Span(start, start + len(words)))
    assert span.of(text) == left
    assert polish(text, Span(start, start + len(words)), "ko").of(text) == left


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("3·1절을 맞았다.", "3"),
        ("3·1절을 맞았다.", "3·1"),
        ("정부는 3대 사업을 골랐다.", "3"),
        ("한국이 3 대 1로 이겼다.", "3"),
        ("한국이 2대 1로 이겼다.", "2"),
        ("사과, 배 2, 3등 여럿", "2, 3"),
        ("그는 3번지에 산다.", "3"),
        ("4부작 영화다.", "4"),
        ("🎈김세 명이 왔다.", "김세"),
        ("유명한 명소다.", "유명한"),
        ("값은 🎈50 🎈㎜", "50"),
        ("10만 남았다.", "10"),
        ("2024 서울 대회", "2024"),
    ],
)
def test_a_number_without_a_counter_stays_as_it_is(text, words):
    start = text.index(words)
    assert with_counter(text, Span(start, start + len(words))).of(text) == words


def test_an_english_unit_in_a_korean_text_is_left_alone():
    text = "값은 60 percent 이다"
    assert polish(text, Span(3, 5), "ko").of(text) == "60"


@given(st.text(alphabet="1 %won.million가🎈", min_size=1, max_size=30), st.integers(1, 30))
def test_the_span_only_grows_and_stays_within_the_text(text, end):
    span = Span(0, min(end, len(text)))
    grown = with_unit(text, span)
    assert grown.start == 0
    assert span.end <= grown.end <= len(text)
    assert with_unit(text, grown) == grown


@settings(deadline=None)
@given(st.text(alphabet="1세 %만여명원월.가🎈", min_size=1, max_size=30), st.integers(1, 30))
def test_with_its_counter_too_the_span_only_grows(text, end):
    span = Span(0, min(end, len(text)))
    grown = with_counter(text, span)
    assert grown.start == 0
    assert span.end <= grown.end <= len(text)
