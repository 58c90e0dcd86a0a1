"""A round over what a text answers and what it does not by one word, and over what search took for a text.

A quarter are pairs: a question that has an answer, and the same with a word changed so that it has none. Some
are questions with the best wrong passage that our search finds beside the right one, as the reader meets both
in a library; their scores are normalised over both. A quarter has no answer, as people and we wrote it, and
the rest has one.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

from qa_bot.training.contrasts import make_contrasts
from qa_bot.training.examples import TrainingExample, mix
from qa_bot.training.hard_mix import UNANSWERABLE, with_wrong_beside
from qa_bot.training.mining import mine_in_folder
from qa_bot.training.whole_mix import distinct_texts, known
from qa_bot.training.written import is_kept, read_written

SEED = 51
# How many questions of each kind are searched for, and how many of those written about news and crossing.
SEARCHED = {"ko-en": 1800, "en-ko": 1100, "en": 1800, "ko": 900, "ko-own": 400}
SEARCHED_NEWS, SEARCHED_CROSSING = 1500, 800
SEARCHED_TEXTS = 4200
REPLAYED = {"en": 4000, "ko": 7000, "ko-own": 2500, UNANSWERABLE: 3300}
WRITTEN_TEXTS = 2800
# What is drawn from all these: pairs, questions with a wrong passage, such as have no answer, and answered
# ones as they are, of each kind; without enough of these plain Korean is forgotten.
PAIRS, BESIDE, BY_PEOPLE, WRITTEN = 3000, 1500, 3300, 2500
PLAIN = {"ko": 3500, "ko-own": 1200, "ko-ko": 600, "ko-en": 2300, "en-ko": 2400, "en": 1500, "en-en": 900}


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
    return mix_with_found(asked, written, questions, found)


def mix_with_found(
    asked: dict[str, list[TrainingExample]],
    written: list[TrainingExample],
    questions: list[TrainingExample],
    found: list[TrainingExample],
) -> list[TrainingExample]:
    """The mix where `found` are wrong passages for `questions`."""
    generator = random.Random(SEED)
    replayed = [(asked[kind], min(count, len(asked[kind]))) for kind, count in REPLAYED.items()]
    about = _of_some_texts(written, WRITTEN_TEXTS, generator)
    # Those that were searched for come first, so that they get what was found.
    together = with_wrong_beside([*questions, *about, *mix(replayed, generator)], found)
    generator.shuffle(together)
    plain = [example for example in together if not example.beside]
    others = [
        ([example for example in together if example.beside], BESIDE),
        ([example for example in plain if example.kind == UNANSWERABLE], BY_PEOPLE),
        ([example for example in plain if example.start is None and example.kind != UNANSWERABLE], WRITTEN),
    ]
    pairs = make_contrasts(plain, PAIRS, generator)
    paired = {id(example) for pair in pairs for example in pair}
    answered = [example for example in plain if example.start is not None and id(example) not in paired]
    others += [([e for e in answered if e.kind == kind], count) for kind, count in PLAIN.items()]
    drawn = mix([(part, min(count, len(part))) for part, count in others], generator)
    chosen = [*drawn, *(example for pair in pairs for example in pair)]
    generator.shuffle(chosen)
    return chosen


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
