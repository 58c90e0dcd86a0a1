"""From a reader's start and end logits to scored spans of characters; pure numpy.

A span's score is the sum of its two logits, left unnormalised, so that spans of different passages of
one question compare (Clark and Gardner 2018 call this the "unnormalised" shared norm).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa_bot.types import Span

Floats = NDArray[np.float32]
Integers = NDArray[np.int64]

MOST_ANSWER_TOKENS = 30


@dataclass(frozen=True, slots=True)
class ScoredSpan:
    """A span of the window's text with the sum of its start and end logits."""

    span: Span
    score: float


def decode_window(
    start_logits: Floats,
    end_logits: Floats,
    offsets: Integers,
    *,
    first: int = 0,
    sentences: Integers | None = None,
    n_best: int = 5,
    most_tokens: int = MOST_ANSWER_TOKENS,
) -> list[ScoredSpan]:
    """The best spans of one window, best first, no two overlapping.

    Shapes: logits (tokens,), offsets (tokens, 2) with -1 for tokens outside the text. Spans that begin
    before the code point `first` (a heading that is read but never cited) are left out, and so are those
    that run over a sentence's end, where `sentences` of shape (tokens,) numbers the sentence of each token.
    Ties go to the earlier, then the shorter span.

    >>> offsets = np.array([[-1, -1], [0, 2], [3, 6]])
    >>> best = decode_window(np.array([0, 1, 2.0]), np.array([0, 5, 3.0]), offsets)[0]
    >>> (best.span, best.score)
    (Span(start=0, end=2), 6.0)
    """
    places = np.flatnonzero(offsets[:, 0] >= first)
    if not len(places):
        return []
    starts, ends = start_logits[places], end_logits[places]
    scores = starts[:, None] + ends[None, :]
    distance = places[None, :] - places[:, None]
    is_span = (distance >= 0) & (distance < most_tokens)
    if sentences is not None:
        is_span &= sentences[places][:, None] == sentences[places][None, :]
    scores = np.where(is_span, scores, -np.inf)
    return _without_overlaps(scores, offsets[places], n_best)


def _without_overlaps(scores: Floats, offsets: Integers, n_best: int) -> list[ScoredSpan]:
    found: list[ScoredSpan] = []
    scores = scores.copy()
    while len(found) < n_best:
        row, column = divmod(int(np.argmax(scores)), scores.shape[1])
        score = float(scores[row, column])
        if not np.isfinite(score):
            break
        found.append(ScoredSpan(Span(int(offsets[row, 0]), int(offsets[column, 1])), score))
        # Told by characters: several tokens may stand over one (a syllable's bytes, ㎞ read as km).
        span = found[-1].span
        scores[np.ix_(offsets[:, 0] < span.end, offsets[:, 1] > span.start)] = -np.inf
    return found


def merge_windows(windows: Sequence[Sequence[ScoredSpan]], n_best: int) -> list[ScoredSpan]:
    """The best spans of the overlapping windows of one text, best first, no two overlapping."""
    ordered = sorted(
        (scored for window in windows for scored in window),
        key=lambda scored: (-scored.score, scored.span),
    )
    kept: list[ScoredSpan] = []
    for scored in ordered:
        if len(kept) == n_best:
            break
        if not any(scored.span.overlaps(other.span) for other in kept):
            kept.append(scored)
    return kept
