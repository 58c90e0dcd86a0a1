"""Examples made into the arrays that a reader is trained on: encoded, of like length, by many processes.

Encoding takes a CPU a millisecond an example. That is nothing beside a training step on a CPU, and far more
than one on a GPU, so `workers` processes can do it ahead. What comes out does not depend on their number:
examples are shuffled and disturbed chunk by chunk, each from a seed of its own.
"""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from itertools import islice
from multiprocessing import get_context
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qa_bot.models.windows import Window, encode_windows, without_limits
from qa_bot.training.examples import TrainingExample, disturb, with_heading
from qa_bot.training.losses import IGNORED

BATCHES_A_CHUNK = 40
# Chunks that each worker has made before they are needed.
_AHEAD = 3
Arrays = dict[str, NDArray[Any]]


@dataclass(frozen=True, slots=True)
class Encoding:
    """How examples become windows: their length and overlap, the share of questions typed in haste."""

    batch: int
    max_tokens: int
    stride: int
    disturbed: float
    seed: int


@dataclass(frozen=True, slots=True)
class Batch:
    """`arrays` of shape (rows, tokens), "starts" and "ends" of shape (rows,).

    The last rows are wrong texts: the one of question `right[i]` is row `count + i`.
    """

    arrays: Arrays
    count: int
    right: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Feature:
    window: Window
    start: int
    end: int
    beside: _Feature | None = None

    @property
    def tokens(self) -> int:
        """Length of the longest window."""
        return max(len(self.window), len(self.beside.window) if self.beside else 0)


def make_batches(
    tokenizer: Any, examples: Sequence[TrainingExample], encoding: Encoding, skip: int = 0, workers: int = 0
) -> Iterator[Batch]:
    """Endless batches, the first `skip` left out; `workers` processes make them, 0 this one.

    `tokenizer` is a `tokenizers.Tokenizer`.
    """
    tasks = _tasks(examples, encoding, skip)
    for batches, skipped in _made(tokenizer, tasks, encoding, workers):
        yield from batches[skipped:]


@dataclass(frozen=True, slots=True)
class _Task:
    examples: list[TrainingExample]
    seed: str
    skipped: int


def _tasks(examples: Sequence[TrainingExample], encoding: Encoding, skip: int) -> Iterator[_Task]:
    """Chunks of examples, other ones in every round; those whose batches are all skipped are left out."""
    size, done, number = encoding.batch * BATCHES_A_CHUNK, 0, 0
    generator = random.Random(encoding.seed)
    order = list(range(len(examples)))
    while True:
        generator.shuffle(order)
        for begin in range(0, len(order), size):
            chunk = order[begin : begin + size]
            count = -(-len(chunk) // encoding.batch)
            if done + count > skip:
                seed = f"{encoding.seed} {number}"
                yield _Task([examples[i] for i in chunk], seed, max(0, skip - done))
            done += count
            number += 1


def _made(
    tokenizer: Any, tasks: Iterator[_Task], encoding: Encoding, workers: int
) -> Iterator[tuple[list[Batch], int]]:
    """The batches of each task, in the tasks' order, and how many of them to skip."""
    if not workers:
        for task in tasks:
            yield _make(tokenizer, task, encoding), task.skipped
    with ProcessPoolExecutor(
        # Processes that are not forked: CUDA and the tokenizer's threads do not outlive a fork.
        workers, get_context("spawn"), _start, (tokenizer.to_str(), encoding)
    ) as pool:  # fmt: skip
        waiting = deque((pool.submit(_work, task), task) for task in islice(tasks, workers * _AHEAD))
        try:
            while True:
                future, task = waiting.popleft()
                coming = next(tasks)
                waiting.append((pool.submit(_work, coming), coming))
                yield future.result(), task.skipped
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


_state: dict[str, Any] = {}


def _start(tokenizer: str, encoding: Encoding) -> None:
    """What a worker process keeps."""
    from tokenizers import Tokenizer

    _state.update(tokenizer=without_limits(Tokenizer.from_str(tokenizer)), encoding=encoding)


def _work(task: _Task) -> list[Batch]:
    return _make(_state["tokenizer"], task, _state["encoding"])


def _make(tokenizer: Any, task: _Task, encoding: Encoding) -> list[Batch]:
    generator = random.Random(task.seed)
    features = [_together(tokenizer, example, encoding, generator) for example in task.examples]
    features.sort(key=lambda feature: feature.tokens)
    groups = [features[i : i + encoding.batch] for i in range(0, len(features), encoding.batch)]
    generator.shuffle(groups)
    return [_collate(group) for group in groups]


def _together(
    tokenizer: Any, example: TrainingExample, encoding: Encoding, generator: random.Random
) -> _Feature:
    feature = _feature(tokenizer, example, encoding, generator)
    if example.beside is None:
        return feature
    return replace(feature, beside=_feature(tokenizer, example.beside, encoding, generator))


def _feature(
    tokenizer: Any, example: TrainingExample, encoding: Encoding, generator: random.Random
) -> _Feature:
    text, start = with_heading(example, generator)
    question = example.question
    if generator.random() < encoding.disturbed:
        question = disturb(question, generator)
    sizes = {"max_tokens": encoding.max_tokens, "stride": encoding.stride}
    windows = encode_windows(tokenizer, question, [text], **sizes)
    if start is None:
        return _Feature(generator.choice(windows), 0, 0)
    end = start + len(example.answer)
    for window in windows:
        inside = (window.offsets[:, 0] < end) & (window.offsets[:, 1] > start)
        whole = window.offsets[:, 0].max() >= 0 and window.offsets[:, 1].max() >= end
        if inside.any() and whole and window.offsets[inside][0, 0] <= start:
            places = np.flatnonzero(inside)
            return _Feature(window, int(places[0]), int(places[-1]))
    return _Feature(windows[0], IGNORED, IGNORED)


def _collate(group: Sequence[_Feature]) -> Batch:
    """Padded arrays; only the text and the no-answer position are "allowed": no question answers itself."""
    right = [row for row, feature in enumerate(group) if feature.beside]
    rows = [*group, *(feature.beside for feature in group if feature.beside)]
    shape = len(rows), max(len(feature.window) for feature in rows)
    ids, mask, types = (np.full(shape, value, dtype=np.int64) for value in (1, 0, 0))
    allowed = np.zeros(shape, dtype=bool)
    for row, feature in enumerate(rows):
        count = len(feature.window)
        ids[row, :count] = feature.window.ids
        mask[row, :count] = 1
        types[row, :count] = feature.window.type_ids
        allowed[row, :count] = feature.window.offsets[:, 0] >= 0
    allowed[:, 0] = True
    arrays = {
        "input_ids": ids,
        "attention_mask": mask,
        "token_type_ids": types,
        "allowed": allowed,
        "starts": np.array([feature.start for feature in rows], dtype=np.int64),
        "ends": np.array([feature.end for feature in rows], dtype=np.int64),
    }
    return Batch(arrays, len(group), np.array(right, dtype=np.int64))
