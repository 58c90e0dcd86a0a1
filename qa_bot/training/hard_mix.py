"""The further rounds of the shipped reader: what it got wrong after the first, more than what it knows.

Wrong passages found by our own search over the training texts, questions that people wrote so that the text
nearly answers them, made ones of the same sort, questions with words of the other language, mastheads, and
the weakest directions; the rest as much as keeps it from being forgotten.
"""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

from qa_bot.training.code_switching import switch_words
from qa_bot.training.examples import TrainingExample, describe, mix
from qa_bot.training.lexicon import learn_words
from qa_bot.training.mining import mine_in_folder
from qa_bot.training.mixes import (
    ask_about_mastheads,
    development_texts,
    not_held_out,
    read_set,
    translations_of,
    unseen,
)
from qa_bot.training.near_misses import make_near_misses

SEED = 23
UNANSWERABLE = "unanswerable"
MASTHEADS = 700
MINED, NEAR_MISSES = 4000, 2000
ENGLISH, SEARCHED_ENGLISH, SWITCHED = 22000, 6000, 5000


def mix_of_hard_examples(datasets: Path, search_folder: Path) -> list[TrainingExample]:
    """The examples in a fixed shuffled order; `search_folder` keeps the library that is searched."""
    generator = random.Random(SEED)
    development = development_texts(datasets)

    def known(name: str, kind: str) -> list[TrainingExample]:
        return unseen(not_held_out(read_set(datasets, name, kind)), development)

    korean_crossing = known("cross_koq_enp_squad", "ko-en")
    english_crossing = [
        *known("cross_enq_kop", "en-ko"),
        *known("cross_enq_kop_own", "en-ko"),
        *known("cross_enq_kop_own_wiki", "en-ko"),
    ]
    own = [*known("own_ko.ko", "ko-own"), *known("own_ko_wiki.ko", "ko-own")]
    unanswerable = not_held_out(read_set(datasets, "squad_v2_dev_unanswerable.en", UNANSWERABLE))
    korean = [
        *known("korquad_dev_100.ko", "ko"),
        *known("klue_mrc_wiki.ko", "ko"),
        *known("tydiqa_goldp.ko", "ko"),
    ]
    english = generator.sample(known("squad_v1_train.en", "en"), ENGLISH)
    asked = [*korean_crossing, *english_crossing, *own, *korean, *english[:SEARCHED_ENGLISH]]
    found = mine_in_folder(generator.sample(asked, MINED), asked, search_folder)
    lexicon = learn_words(list(translations_of(datasets)))
    parts = [
        (korean, len(korean)),
        (own, len(own)),
        (unanswerable, len(unanswerable)),
        (korean_crossing, len(korean_crossing) * 2),
        (english_crossing, len(english_crossing) * 2),
        (english, ENGLISH),
        (ask_about_mastheads(datasets, MASTHEADS, generator), 2 * MASTHEADS),
        (list(make_near_misses([*english, *korean, *own, *korean_crossing], generator)), NEAR_MISSES),
        *((list(switch_words(part, lexicon, generator)), SWITCHED) for part in (english, [*korean, *own])),
    ]
    return with_wrong_beside(mix(parts, generator), found)


def with_wrong_beside(examples: list[TrainingExample], found: list[TrainingExample]) -> list[TrainingExample]:
    """The first example of each question that was searched for gets what was found at its side."""
    wrong = {example.question: example for example in found}
    return [
        replace(example, beside=wrong.pop(example.question))
        if example.start is not None and example.question in wrong
        else example
        for example in examples
    ]


def add_hard_examples(
    asked: list[TrainingExample], search_folder: Path, generator: random.Random
) -> list[TrainingExample]:
    """The same for any questions: as many wrong passages and near misses as make a fifth of them each."""
    share = max(1, len(asked) // 5)
    drawn = generator.sample(asked, min(share, len(asked)))
    near = list(make_near_misses(asked, generator))
    parts = [(asked, len(asked)), (near, min(share, len(near)))]
    return with_wrong_beside(mix(parts, generator), mine_in_folder(drawn, asked, search_folder))


def describe_mix(examples: list[TrainingExample]) -> dict[str, int]:
    """How many examples of each kind, those without an answer apart."""
    answered = [e for e in examples if e.start is not None]
    beside = sum(example.beside is not None for example in examples)
    return {**describe(answered), "unanswerable": len(examples) - len(answered), "with a wrong one": beside}
