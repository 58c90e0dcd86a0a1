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

    `tokenizer` is a `tokenizers.Tokenizer` that neither pads nor truncates; it is left as it is, so threads
    may share it. A question is cut to half of the window, so that the text always has room.
    """
    question = _cut_question(tokenizer, question, max_tokens // 2)
    asked = tokenizer.encode(question, add_special_tokens=False)
    room = max_tokens - len(asked.ids) - tokenizer.num_special_tokens_to_add(is_pair=True)
    windows = []
    # Beside an empty first sequence the text gets the type ids of a second one.
    pairs = [("", text) for text in texts]
    for index, encoding in enumerate(tokenizer.encode_batch(pairs, add_special_tokens=False)):
        encoding.truncate(room, stride=min(stride, room // 2))
        whole = tokenizer.post_process(asked, encoding)
        windows += [_window(index, part, texts[index]) for part in (whole, *whole.overflowing)]
    return windows


def without_limits(tokenizer: Any) -> Any:
    """The `tokenizers.Tokenizer`, from now on neither padding nor truncating."""
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
