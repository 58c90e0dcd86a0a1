"""Worked examples of span decoding; its oracle is in properties/test_decoding_properties.py."""

from __future__ import annotations

import numpy as np
import pytest

from qa_bot.decoding import ScoredSpan, decode_window, merge_windows
from qa_bot.types import Span

# one special token, then "금리 3.5% 인상"
OFFSETS = np.array([[-1, -1], [0, 2], [3, 6], [6, 7], [8, 10], [-1, -1]])


def logits(*numbers):
    return np.array(numbers, dtype=np.float32)


def test_the_best_span_runs_from_the_best_start_to_the_best_end_behind_it():
    found = decode_window(logits(9, 0, 5, 0, 0, 9), logits(9, 7, 0, 4, 1, 9), OFFSETS)
    assert found[0] == ScoredSpan(Span(3, 7), 9.0)
    assert Span(3, 7).of("금리 3.5% 인상") == "3.5%"


def test_what_is_found_next_shares_no_character_with_what_was_found():
    found = decode_window(logits(0, 1, 5, 0, 2, 0), logits(0, 1, 0, 4, 3, 0), OFFSETS)
    assert found == [
        ScoredSpan(Span(3, 7), 9.0),
        ScoredSpan(Span(8, 10), 5.0),
        ScoredSpan(Span(0, 2), 2.0),
    ]


def test_the_no_answer_position_and_the_question_are_no_spans():
    found = decode_window(logits(99, 0, 0, 0, 0, 99), logits(99, 0, 0, 0, 0, 99), OFFSETS, n_best=9)
    assert all(scored.score == 0.0 for scored in found)


def test_nothing_is_cited_from_the_heading():
    found = decode_window(logits(0, 99, 0, 0, 1, 0), logits(0, 99, 0, 1, 0, 0), OFFSETS, first=3, n_best=9)
    assert found[0].span == Span(3, 7)
    assert min(scored.span.start for scored in found) == 3


def test_a_span_has_at_most_so_many_tokens():
    found = decode_window(logits(0, 9, 0, 0, 0, 0), logits(0, 0, 1, 0, 9, 0), OFFSETS, most_tokens=2)
    assert found[0] == ScoredSpan(Span(0, 6), 10.0)


def test_ties_go_to_the_earlier_then_the_shorter_span():
    assert decode_window(logits(0, 0, 0, 0, 0, 0), logits(0, 0, 0, 0, 0, 0), OFFSETS, n_best=2) == [
        ScoredSpan(Span(0, 2), 0.0),
        ScoredSpan(Span(3, 6), 0.0),
    ]


def test_a_window_without_text_has_no_spans():
    outside = np.full((3, 2), -1)
    assert decode_window(logits(1, 2, 3), logits(1, 2, 3), outside) == []
    assert decode_window(logits(), logits(), np.zeros((0, 2), dtype=np.int64)) == []
    assert decode_window(logits(1), logits(1), np.array([[0, 2]]), first=2) == []


def test_several_tokens_over_one_character_are_one_span():
    # byte-level tokens of 🙂, and ㎞ read as "k" and "m", all stand over one code point
    offsets = np.array([[0, 1], [0, 1], [0, 1], [2, 3]])
    found = decode_window(logits(3, 2, 1, 0), logits(1, 2, 3, 0), offsets)
    assert found == [ScoredSpan(Span(0, 1), 6.0), ScoredSpan(Span(2, 3), 0.0)]


def test_the_windows_of_a_text_are_merged_without_overlaps_or_repeats():
    left = [ScoredSpan(Span(0, 4), 5.0), ScoredSpan(Span(6, 8), 1.0)]
    right = [ScoredSpan(Span(3, 6), 4.0), ScoredSpan(Span(0, 4), 4.5), ScoredSpan(Span(9, 10), 2.0)]
    assert merge_windows([left, right], n_best=5) == [left[0], right[2], left[1]]
    assert merge_windows([left, right], n_best=1) == [left[0]]
    assert merge_windows([[], []], n_best=5) == []


@pytest.mark.parametrize("order", [1, -1])
def test_merging_does_not_depend_on_the_order_of_windows(order):
    windows = [[ScoredSpan(Span(0, 2), 1.0)], [ScoredSpan(Span(1, 3), 1.0)], [ScoredSpan(Span(4, 5), 1.0)]]
    assert merge_windows(windows[::order], 5) == [windows[0][0], windows[2][0]]
