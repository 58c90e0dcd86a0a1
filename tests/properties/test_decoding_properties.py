"""The decoder against one that tries every span."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.decoding import ScoredSpan, decode_window, merge_windows
from qa_bot.types import Span

# quarters add exactly in float32, so the oracle may compare scores with ==
LOGITS = st.integers(-40, 40).map(lambda number: number / 4)


@st.composite
def windows(draw):
    """Logits and offsets as tokenizers make them: rising, with gaps, some tokens over the same characters."""
    offsets, position = [], 0
    for _ in range(draw(st.integers(0, 12))):
        kind = draw(st.sampled_from(["outside", "next", "next", "gap", "same"]))
        if kind == "outside" or (kind == "same" and not offsets):
            offsets.append((-1, -1))
            continue
        if kind == "same" and offsets[-1][0] >= 0:
            offsets.append(offsets[-1])
            continue
        start = position + (draw(st.integers(1, 3)) if kind == "gap" else 0)
        position = start + draw(st.integers(1, 4))
        offsets.append((start, position))
    count = len(offsets)
    numbers = [np.array(draw(st.lists(LOGITS, min_size=count, max_size=count)), np.float32) for _ in "se"]
    return (*numbers, np.array(offsets, dtype=np.int64).reshape(-1, 2))


def every_span(starts, ends, offsets, first, most_tokens):
    for i, (start, _) in enumerate(offsets.tolist()):
        for j, (other, end) in enumerate(offsets.tolist()):
            if i <= j < i + most_tokens and start >= first and other >= first:
                yield ScoredSpan(Span(start, end), float(starts[i] + ends[j])), (i, j)


def by_trying_all(starts, ends, offsets, first, n_best, most_tokens):
    spans = list(every_span(starts, ends, offsets, first, most_tokens))
    found = []
    while spans and len(found) < n_best:
        best = min(spans, key=lambda pair: (-pair[0].score, pair[1]))[0]
        found.append(best)
        spans = [pair for pair in spans if not pair[0].span.overlaps(best.span)]
    return found


@given(windows(), st.integers(0, 8), st.integers(1, 6), st.integers(1, 5))
def test_it_finds_what_trying_every_span_finds(window, first, n_best, most_tokens):
    found = decode_window(*window, first=first, n_best=n_best, most_tokens=most_tokens)
    assert found == by_trying_all(*window, first, n_best, most_tokens)


@given(windows(), st.integers(0, 8))
def test_spans_are_ordered_disjoint_and_never_before_the_first_place(window, first):
    found = decode_window(*window, first=first, n_best=20)
    assert [s.score for s in found] == sorted((s.score for s in found), reverse=True)
    assert all(scored.span.start >= first for scored in found)
    assert not any(a.span.overlaps(b.span) for i, a in enumerate(found) for b in found[:i])


@given(windows())
def test_decoding_leaves_the_logits_alone(window):
    before = [array.copy() for array in window]
    decode_window(*window, n_best=3)
    assert all(np.array_equal(a, b) for a, b in zip(before, window, strict=True))


@given(st.lists(windows(), max_size=4), st.integers(1, 5))
def test_merged_windows_keep_the_best_span_of_all(several, n_best):
    decoded = [decode_window(*window, n_best=n_best) for window in several]
    merged = merge_windows(decoded, n_best)
    assert len(merged) <= n_best
    scores = [scored.score for one in decoded for scored in one]
    assert [s.score for s in merged[:1]] == ([max(scores)] if scores else [])
    assert not any(a.span.overlaps(b.span) for i, a in enumerate(merged) for b in merged[:i])
