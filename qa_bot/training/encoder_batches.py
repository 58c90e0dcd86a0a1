"""Which pairs come together: batches of one source at a time and, where articles are known, of few articles.

So the wrong texts of a batch are about the same things as the right one.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice
from typing import Any

from sentence_transformers import SentenceTransformerTrainer
from sentence_transformers.base.sampler import MultiDatasetDefaultBatchSampler

from qa_bot.errors import ModelError
from qa_bot.training.encoder import Pair, Source


class WeightedBatches(MultiDatasetDefaultBatchSampler):  # type: ignore[misc]  # it has no types
    """sentence-transformers' sampler over the datasets of `sources`, their rows one behind the other."""

    def __init__(self, *given: Any, sources: Sequence[Source], pairs_a_group: int, **named: Any) -> None:
        super().__init__(*given, **named)
        self._sources = sources
        self._pairs_a_group = pairs_a_group

    def __len__(self) -> int:
        """As many batches as would hold every pair once."""
        return sum(-(-len(source.pairs) // source.batch) for source in self._sources)

    def __iter__(self) -> Iterator[list[int]]:
        """The row numbers of each batch; other ones in every epoch."""
        seed = self.seed * 1000 + self.epoch
        yield from islice(make_batches(self._sources, self._pairs_a_group, seed), len(self))


class WeightedTrainer(SentenceTransformerTrainer):  # type: ignore[misc]  # it has no types
    """sentence-transformers' Trainer with these batches.

    Its arguments could name the sampler as well, but they are saved with every checkpoint, pairs and all.
    """

    def __init__(self, sources: Sequence[Source], pairs_a_group: int, **named: Any) -> None:
        self._sources = sources
        self._pairs_a_group = pairs_a_group
        super().__init__(**named)

    def get_multi_dataset_batch_sampler(self, *given: Any, **named: Any) -> WeightedBatches:
        """The sampler over the training data."""
        return WeightedBatches(*given, sources=self._sources, pairs_a_group=self._pairs_a_group, **named)


def make_batches(sources: Sequence[Source], pairs_a_group: int, seed: int) -> Iterator[list[int]]:
    """Endless batches, each of one source, drawn by weight; no text stands twice in a batch.

    The numbers count the pairs of all sources one behind the other.
    """
    generator = random.Random(seed)
    offsets = accumulate((len(source.pairs) for source in sources), initial=0)
    streams = [
        _stream(source, offset, pairs_a_group, generator)
        for source, offset in zip(sources, offsets, strict=False)
    ]
    weights = [source.weight for source in sources]
    while True:
        yield next(generator.choices(streams, weights)[0])


def _stream(source: Source, offset: int, pairs_a_group: int, generator: random.Random) -> Iterator[list[int]]:
    size = max(2, min(source.batch, len(source.pairs)))
    while True:
        batch: list[int] = []
        seen: set[str] = set()
        has_yielded = False
        for row in _by_group(source.pairs, pairs_a_group, generator):
            pair = source.pairs[row]
            # The same text twice would be its own wrong answer.
            if pair.first in seen or pair.second in seen:
                continue
            seen |= {pair.first, pair.second}
            batch.append(offset + row)
            if len(batch) == size:
                yield batch
                batch, seen, has_yielded = [], set(), True
        if not has_yielded:
            if len(batch) < 2:
                raise ModelError(f'source "{source.name}" has no two pairs of different texts; add some')
            yield batch


def _by_group(pairs: Sequence[Pair], size: int, generator: random.Random) -> list[int]:
    """The pairs' numbers shuffled, but up to `size` of one article one behind the other."""
    groups: dict[str, list[int]] = defaultdict(list)
    for index, pair in enumerate(pairs):
        groups[pair.group or str(index)].append(index)
    runs = []
    for members in groups.values():
        generator.shuffle(members)
        runs += [members[i : i + size] for i in range(0, len(members), size)]
    generator.shuffle(runs)
    return [row for run in runs for row in run]
