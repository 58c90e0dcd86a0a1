"""A round over the questions written for this project, and so much of the public sets that they are kept.

The questions that a text does not answer are worth most beside others about the same text that it does
answer; so those of the public sets about the very texts come first.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

from qa_bot.training.examples import TrainingExample, add_wrong_passages, mix
from qa_bot.training.hard_mix import UNANSWERABLE
from qa_bot.training.mixes import ask_about_mastheads
from qa_bot.training.near_misses import make_near_misses
from qa_bot.training.whole_mix import known
from qa_bot.training.written import is_kept, read_written

SEED = 41
ROUNDS = 2
# How many examples of each kind of public question; those about the texts written about count.
REPLAYED = {"en": 7000, "ko": 4500, "ko-own": 4500, "ko-en": 2400, "en-ko": 3000, UNANSWERABLE: 5000}
NEAR_MISSES, MASTHEADS = 2500, 300
WRONG_SHARE = 0.05


def mix_of_written(files: Sequence[Path], datasets: Path) -> list[TrainingExample]:
    """One shuffled round over `files` (see `written`) and a part of the public sets; what is kept is out."""
    generator = random.Random(SEED)
    written = [e for file in files for e in read_written(file, datasets) if not is_kept(e)]
    texts = {example.text for example in written}
    asked = known(datasets)
    answered = [e for kind in REPLAYED if kind != UNANSWERABLE for e in asked[kind]]
    parts = [
        (written, ROUNDS * len(written)),
        *((_first_about(texts, asked[kind], count, generator), count) for kind, count in REPLAYED.items()),
        (_near_misses([*written, *answered], generator), NEAR_MISSES),
        (ask_about_mastheads(datasets, MASTHEADS, generator), 2 * MASTHEADS),
    ]
    return add_wrong_passages(mix(parts, generator), WRONG_SHARE, generator)


def _near_misses(examples: list[TrainingExample], generator: random.Random) -> list[TrainingExample]:
    """More than enough: half of all examples have a name or a figure to change; looking takes its time."""
    some = generator.sample(examples, min(len(examples), 4 * NEAR_MISSES))
    return list(make_near_misses(some, generator))


def _first_about(
    texts: set[str], examples: list[TrainingExample], count: int, generator: random.Random
) -> list[TrainingExample]:
    """So many of the examples, those about one of the texts before others."""
    about = [example for example in examples if example.text in texts]
    others = [example for example in examples if example.text not in texts]
    chosen = about[:count]
    return chosen + generator.sample(others, min(len(others), max(0, count - len(chosen))))
