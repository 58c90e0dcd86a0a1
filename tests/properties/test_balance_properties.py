"""Mending ends: whatever the marks, and only ever within the text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qa_bot.text.balance import PAIRS, balance
from qa_bot.types import Span

MARKS = "".join(PAIRS) + "".join(PAIRS.values()) + "\"',;· "
TEXTS = st.text(alphabet=st.sampled_from("ab가🙂" + MARKS), min_size=1, max_size=14)


@st.composite
def texts_and_spans(draw):
    text = draw(TEXTS)
    start = draw(st.integers(0, len(text) - 1))
    return text, Span(start, draw(st.integers(start + 1, len(text))))


@given(texts_and_spans())
def test_the_mended_span_lies_in_the_text_and_mending_it_again_changes_nothing(case):
    text, span = case
    once = balance(text, span)
    assert 0 <= once.start < once.end <= len(text)
    assert balance(text, once) == once


@given(texts_and_spans())
def test_no_letter_is_ever_added(case):
    text, span = case
    mended = balance(text, span)
    added = text[mended.start : span.start] + text[span.end : mended.end]
    assert set(added) <= set(MARKS)


@given(texts_and_spans())
def test_only_marks_and_spaces_are_ever_dropped(case):
    text, span = case
    mended = balance(text, span)
    dropped = text[span.start : max(span.start, mended.start)] + text[min(span.end, mended.end) : span.end]
    assert set(dropped) <= set(MARKS)


@given(texts_and_spans(), st.integers(0, 5))
def test_what_stands_further_off_makes_no_difference(case, extra):
    text, span = case
    shifted = balance("x" * extra + " " + text + " y", span.shift(extra + 1))
    if span.start > 0 and span.end < len(text):
        assert shifted.shift(-extra - 1) == balance(text, span)


@given(st.text(alphabet="ab가🙂 ", min_size=1).filter(lambda text: text.strip() == text))
def test_text_without_marks_stays_as_it_is(text):
    assert balance(text, Span(0, len(text))) == Span(0, len(text))
