"""A round in which search's mistakes stand beside what it should have found.

In a library the reader seldom meets a passage that almost answers; it meets the best of what search brought
up, right or not, and has to say which. So these questions are read with both, and their scores normalised
over both. Written questions, whole texts at a time, and some public ones keep what earlier rounds taught.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

from qa_bot.training.contrasts import make_contrasts
from qa_bot.training.examples import TrainingExample, mix
from qa_bot.training.hard_mix import UNANSWERABLE, with_wrong_beside
from qa_bot.training.mining import mine_in_folder
from qa_bot.training.mixes import ask_about_mastheads
from qa_bot.training.near_misses import make_near_misses
from qa_bot.training.whole_mix import distinct_texts, known
from qa_bot.training.written import is_kept, read_written

SEED = 51
# How many questions of each kind are searched for, and how many of those written about news and crossing.
SEARCHED = {"ko-en": 1800, "en-ko": 1100, "en": 1800, "ko": 900, "ko-own": 400}
SEARCHED_NEWS, SEARCHED_CROSSING = 1500, 800
SEARCHED_TEXTS = 4200
REPLAYED = {"en": 4000, "ko": 2500, "ko-own": 1500, UNANSWERABLE: 3300}
WRITTEN_TEXTS = 2800
NEAR_MISSES, CONTRASTS, MASTHEADS = 1000, 6000, 150


def mix_of_searched(files: Sequence[Path], datasets: Path, search_folder: Path) -> list[TrainingExample]:
    """One shuffled round over a part of `files` (see `written`) and of the public sets; what is kept is out.

    `search_folder` keeps the library that is searched.
    """
    generator = random.Random(SEED)
    asked = known(datasets)
    written = _not_kept(files, datasets)
    questions = [
        *(e for kind, count in SEARCHED.items() for e in _draw(asked[kind], count, generator)),
        *_draw(_not_kept(files, datasets, "text"), SEARCHED_NEWS, generator),
        *_draw([e for e in written if e.kind in ("ko-en", "en-ko")], SEARCHED_CROSSING, generator),
    ]
    texts = distinct_texts(questions)
    searched = generator.sample(texts, min(SEARCHED_TEXTS, len(texts)))
    found = mine_in_folder(questions, searched, search_folder)
    mastheads = ask_about_mastheads(datasets, MASTHEADS, generator)
    return mix_with_found(asked, written, questions, found, mastheads)


def mix_with_found(
    asked: dict[str, list[TrainingExample]],
    written: list[TrainingExample],
    questions: list[TrainingExample],
    found: list[TrainingExample],
    mastheads: list[TrainingExample],
) -> list[TrainingExample]:
    """The `questions` with what was `found` beside them, and what keeps the rest from being forgotten."""
    generator = random.Random(SEED)
    some = generator.sample(questions, min(len(questions), 4 * NEAR_MISSES))
    parts = [
        *((asked[kind], min(count, len(asked[kind]))) for kind, count in REPLAYED.items()),
        (list(make_near_misses(some, generator)), NEAR_MISSES),
        (mastheads, len(mastheads)),
    ]
    about = _of_some_texts(written, WRITTEN_TEXTS, generator)
    # Those that were searched for come first, so that they get what was found.
    together = [*questions, *about, *mix(parts, generator)]
    drawn = generator.sample(together, min(len(together), 3 * CONTRASTS))
    together = with_wrong_beside(together, found) + make_contrasts(drawn, CONTRASTS, generator)
    generator.shuffle(together)
    return together


def _not_kept(files: Sequence[Path], datasets: Path, folder: str = "") -> list[TrainingExample]:
    return [e for file in files for e in read_written(file, datasets, folder) if not is_kept(e)]


def _draw(examples: Sequence[TrainingExample], count: int, generator: random.Random) -> list[TrainingExample]:
    """So many of those that have an answer."""
    answered = [example for example in examples if example.start is not None]
    return generator.sample(answered, min(count, len(answered)))


def _of_some_texts(
    examples: Sequence[TrainingExample], count: int, generator: random.Random
) -> list[TrainingExample]:
    """All examples of so many texts: what a text answers teaches most beside what it nearly answers."""
    texts = list(dict.fromkeys(example.text for example in examples))
    chosen = set(generator.sample(texts, min(count, len(texts))))
    return [example for example in examples if example.text in chosen]
