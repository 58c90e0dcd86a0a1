"""A round for the encoder over the questions written for this project, and those of the public sets beside.

Two of three written questions are asked in the other language than their passage is in, many of them about
news, of which the public sets have hardly any.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from qa_bot.training.encoder import Pair, Source
from qa_bot.training.encoder_mix import (
    ENGLISH_PAIRS,
    FIRST,
    make_pairs,
    passage_language,
    questions_by_direction,
)
from qa_bot.training.examples import TrainingExample
from qa_bot.training.written import is_kept, read_written

SEED = 47
BATCH = 32
WEIGHTS = {"ko→en": 2.5, "en→ko": 3.5, "ko→ko": 1.5, "en→en": 1.0}


def pairs_of_written(files: Sequence[Path], datasets: Path) -> list[Source]:
    """Four sources, one a direction, of `files` (see `written`) and the sets; what is kept is out."""
    generator = random.Random(SEED)
    asked = questions_by_direction(datasets)
    asked["en→en"] = generator.sample(asked["en→en"], min(ENGLISH_PAIRS, len(asked["en→en"])))
    for example in (example for file in files for example in read_written(file, datasets)):
        direction = example.kind.replace("-", "→")
        if direction in asked and not is_kept(example):
            asked[direction].append(example)
    return [
        Source(direction, tuple(_pairs(asked[direction], direction, generator)), BATCH, weight)
        for direction, weight in WEIGHTS.items()
    ]


def _pairs(asked: list[TrainingExample], direction: str, generator: random.Random) -> Iterator[Pair]:
    return make_pairs(asked, FIRST.characters[passage_language(direction)], generator)
