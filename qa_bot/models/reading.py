"""What every extractive reader does around its network: windows, batches, decoding, candidates."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa_bot.decoding import ScoredSpan, decode_window, merge_windows
from qa_bot.models.session import pad
from qa_bot.models.windows import Window, encode_windows
from qa_bot.types import Candidate, Passage, Span

Floats = NDArray[np.float32]
Integers = NDArray[np.int64]

# ids, mask, type ids of shape (rows, tokens) -> start and end logits of that shape
Network = Callable[[Integers, Integers, Integers], tuple[Floats, Floats]]

# A line's end, a Korean predicate's full stop, an English one behind a word too long to be an abbreviation.
_BREAK = re.compile(
    r"""\n|(?:(?<=[다요까죠])[.?!]|(?<=[a-z]{4})[.?!](?=["”’)\]]*\s+["“‘A-Z]))["”’』」)\]]*(?=\s)"""
)

WINDOW_TOKENS = 384
STRIDE = 96
BATCH = 8
N_BEST = 5


def read_passages(
    network: Network,
    tokenizer: Any,
    question: str,
    passages: Sequence[Passage],
    *,
    pad_id: int,
    window_tokens: int = WINDOW_TOKENS,
) -> list[Candidate]:
    """Candidates of all passages, best margin first; see `qa_bot.ports.Reader.read`.

    A passage's no-answer score is the least of its windows': it has no answer only where no window has one.
    """
    texts = [passage.indexed_text for passage in passages]
    windows = encode_windows(tokenizer, question, texts, max_tokens=window_tokens, stride=STRIDE)
    found: list[list[list[ScoredSpan]]] = [[] for _ in passages]
    nulls = np.full(len(passages), np.inf)
    for window, starts, ends in _logits(network, windows, pad_id):
        index = window.text_index
        first = len(texts[index]) - len(passages[index].text)
        sentences = _sentences(texts[index], window.offsets)
        scored = decode_window(starts, ends, window.offsets, first=first, sentences=sentences, n_best=N_BEST)
        found[index].append(scored)
        nulls[index] = min(nulls[index], float(starts[0] + ends[0]))
    candidates = [
        candidate
        for index, passage in enumerate(passages)
        for candidate in _candidates(passage, texts[index], found[index], float(nulls[index]))
    ]
    return sorted(candidates, key=lambda c: (-c.margin, c.passage.id, c.span))


def _sentences(text: str, offsets: Integers) -> Integers:
    """The sentence that each token stands in; headline, dateline and byline are one each.

    Only ends of sentences that are beyond doubt count: an answer may hold "Dr. Kim" or "Warner Bros. News".
    """
    breaks = [match.end() - 1 for match in _BREAK.finditer(text)]
    return np.searchsorted(np.array(breaks, dtype=np.int64), offsets[:, 0]).astype(np.int64)


def _logits(network: Network, windows: Sequence[Window], pad_id: int) -> list[tuple[Window, Floats, Floats]]:
    ordered = sorted(windows, key=len)
    results = []
    for begin in range(0, len(ordered), BATCH):
        batch = ordered[begin : begin + BATCH]
        ids, mask = pad([window.ids for window in batch], pad_id)
        types, _ = pad([window.type_ids for window in batch], 0)
        starts, ends = network(ids, mask, types)
        for row, window in enumerate(batch):
            results.append((window, starts[row, : len(window)], ends[row, : len(window)]))
    return results


def _candidates(passage: Passage, text: str, found: list[list[ScoredSpan]], null: float) -> list[Candidate]:
    shift = len(text) - len(passage.text)
    return [
        Candidate(passage, Span(s.span.start - shift, s.span.end - shift), s.score, null)
        for s in merge_windows(found, N_BEST)
    ]
