"""Question and text as the token windows that a reader sees, with the way back to characters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Window:
    """One pass of the reader over a part of a text.

    `ids` and `type_ids` have shape (tokens,). `offsets` has shape (tokens, 2): the code points of the text
    under each token, leading space left out, and -1, -1 for tokens that are no part of the text.
    """

    text_index: int
    ids: Integers
    type_ids: Integers
    offsets: Integers

    def __len__(self) -> int:
        return len(self.ids)


def encode_windows(
    tokenizer: Any, question: str, texts: Sequence[str], *, max_tokens: int, stride: int
) -> list[Window]:
    """All windows of `question` over each text, at most `max_tokens` long, overlapping by `stride`.

    `tokenizer` is a `tokenizers.Tokenizer` that neither pads nor truncates (see `without_limits`). It is
    left as it is, so that threads can share it: the windows are cut here. A question is cut to half of
    the window, so that the text always has room.
    """
    question = _cut_question(tokenizer, question, max_tokens // 2)
    encodings = tokenizer.encode_batch([(question, text) for text in texts])
    return [
        window
        for index, encoding in enumerate(encodings)
        for window in _cut(_window(index, encoding, texts[index]), encoding.sequence_ids, max_tokens, stride)
    ]


def without_limits(tokenizer: Any) -> Any:
    """The `tokenizers.Tokenizer`, which from now on neither pads nor truncates."""
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def _cut_question(tokenizer: Any, question: str, most: int) -> str:
    # A question is one line of some twenty tokens; only nonsense reaches this limit, and encoding
    # 100,000 characters of it in each window would take seconds.
    encoding = tokenizer.encode(question[: most * 20], add_special_tokens=False)
    if len(encoding.ids) <= most:
        return question[: most * 20]
    return question[: encoding.offsets[most - 1][1]]


def _cut(whole: Window, sequences: Sequence[int | None], max_tokens: int, stride: int) -> list[Window]:
    """Runs of the text's tokens, each between all that stands before and after them."""
    if len(whole) <= max_tokens:
        return [whole]
    of_text = [position for position, sequence in enumerate(sequences) if sequence == 1]
    first, last = of_text[0], of_text[-1] + 1
    room = max_tokens - first - (len(whole) - last)
    step = room - min(stride, room // 2)
    windows = []
    for begin in range(first, last, step):
        end = min(begin + room, last)
        kept = np.r_[0:first, begin:end, last : len(whole)]
        windows.append(Window(whole.text_index, whole.ids[kept], whole.type_ids[kept], whole.offsets[kept]))
        if end == last:
            break
    return windows


def _window(index: int, encoding: Any, text: str) -> Window:
    offsets = np.full((len(encoding.ids), 2), -1, dtype=np.int64)
    pairs = zip(encoding.sequence_ids, encoding.offsets, strict=True)
    for position, (sequence, (start, end)) in enumerate(pairs):
        if sequence != 1:
            continue
        # A sentence piece's offsets may begin at the space before the word.
        while start < end and text[start].isspace():
            start += 1
        if start < end:
            offsets[position] = start, end
    return Window(
        index,
        np.array(encoding.ids, dtype=np.int64),
        np.array(encoding.type_ids, dtype=np.int64),
        offsets,
    )
