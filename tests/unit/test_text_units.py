"""A number takes the unit behind it along, and nothing else does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.text.polish import polish
from qa_bot.text.units import with_unit
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
    ],
)
def test_a_number_is_quoted_with_its_unit(words, behind, left):
    text = f"It was {words}{behind}"
    span = with_unit(text, Span(7, 7 + len(words)))
    assert span.of(text) == left
    assert polish(text, Span(7, 7 + len(words)), "en").of(text) == left


def test_a_korean_text_is_left_alone():
    text = "값은 60 percent 이다"
    assert polish(text, Span(3, 5), "ko").of(text) == "60"


@given(st.text(alphabet="1 %won.million가🎈", min_size=1, max_size=30), st.integers(1, 30))
def test_the_span_only_grows_and_stays_within_the_text(text, end):
    span = Span(0, min(end, len(text)))
    grown = with_unit(text, span)
    assert grown.start == 0
    assert span.end <= grown.end <= len(text)
    assert with_unit(text, grown) == grown
