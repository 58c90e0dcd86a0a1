"""What the shipped encoder was trained on: questions with their passages, and translations, by source.

Sets and development articles are those of `mixes`.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from qa_bot.text.normalize import normalize
from qa_bot.training.code_switching import switch_words
from qa_bot.training.encoder import PASSAGE, QUERY, Pair, Source
from qa_bot.training.examples import TrainingExample, disturb
from qa_bot.training.lexicon import learn_words
from qa_bot.training.mixes import (
    NEWS,
    SEED,
    development_texts,
    is_development_pair,
    not_held_out,
    read_records,
    read_set,
    translations_of,
    unseen,
)

FILES = {
    "ko→en": ("cross_koq_enp_squad",),
    "en→ko": ("cross_enq_kop", "cross_enq_kop_own", "cross_enq_kop_own_wiki"),
    "ko→ko": ("korquad_dev_100.ko", "klue_mrc_wiki.ko", "own_ko.ko", "own_ko_wiki.ko"),
    "en→en": ("squad_v1_train.en",),
}
ENGLISH_PAIRS = 9000
BATCHES = {"translations": 128, "questions": 192}


@dataclass(frozen=True, slots=True)
class Stage:
    """How much of a text the encoder reads, by its language, and how often each source's batches come."""

    characters: Mapping[str, int]
    weights: Mapping[str, float]
    batch: int


# First passages of some 160 tokens, as a library has them, and translations; last whole paragraphs, and more
# of what stays within a language.
FIRST = Stage(
    {"ko": 340, "en": 700},
    {
        "ko→en": 3.0, "en→ko": 3.0, "ko→ko": 2.0, "en→en": 1.2, "ko→ko switched": 1.4, "en→en switched": 1.4,
        "translations": 1.2, "questions": 0.6,
    },
    batch=48,
)  # fmt: skip
LAST = Stage(
    {"ko": 560, "en": 1100},
    {"ko→en": 2.0, "en→ko": 2.0, "ko→ko": 4.0, "en→en": 2.0, "ko→ko switched": 1.0, "en→en switched": 0.7},
    batch=32,
)


def mix_for_encoder(datasets: Path, search_folder: Path | None = None, stage: Stage = FIRST) -> list[Source]:
    """The shipped encoder's sources: questions with their passages in four directions, and translations.

    With `search_folder`, every question comes with the best wrong passage that the present encoder's search
    finds; the folder keeps the library of the texts.
    """
    generator = random.Random(SEED)
    asked = questions_by_direction(datasets)
    asked["en→en"] = generator.sample(asked["en→en"], ENGLISH_PAIRS)
    wrong = find_wrong_passages([e for examples in asked.values() for e in examples], search_folder)
    if wrong:
        asked = {
            direction: [replace(e, beside=wrong[e.question]) for e in examples if e.question in wrong]
            for direction, examples in asked.items()
        }
    lexicon = learn_words(list(translations_of(datasets)))
    for direction in ("ko→ko", "en→en"):
        asked[f"{direction} switched"] = list(switch_words(asked[direction], lexicon, generator))

    sources = {
        direction: tuple(make_pairs(examples, stage.characters[passage_language(direction)], generator))
        for direction, examples in asked.items()
    }
    sources["translations"] = tuple(translation_pairs(datasets, generator))
    sources["questions"] = tuple(question_pairs(datasets, generator))
    return [
        Source(name, sources[name], BATCHES.get(name, 32 if wrong else stage.batch), weight)
        for name, weight in stage.weights.items()
    ]


def questions_by_direction(datasets: Path) -> dict[str, list[TrainingExample]]:
    """All questions of the sets that may be trained on, by the languages of question and passage."""
    development = development_texts(datasets)
    return {
        direction: [
            e for name in files for e in unseen(not_held_out(read_set(datasets, name, "")), development)
        ]
        for direction, files in FILES.items()
    }


def passage_language(direction: str) -> str:
    """The language of the passages of a source.

    >>> passage_language("ko→en"), passage_language("ko→ko switched"), passage_language("en hard")
    ('en', 'ko', 'en')
    """
    return direction.split()[0][-2:]


def find_wrong_passages(asked: list[TrainingExample], folder: Path | None) -> dict[str, TrainingExample]:
    """By question the passage that search takes for its own; empty without a folder."""
    if folder is None:
        return {}
    from qa_bot.training.mining import mine_in_folder

    return {example.question: example for example in mine_in_folder(asked, asked, folder)}


def make_pairs(
    examples: Iterable[TrainingExample],
    characters: int,
    generator: random.Random,
) -> Iterator[Pair]:
    """Questions with so many characters around their answer, some typed in haste, some under a heading."""
    for example in examples:
        if example.start is None:
            continue
        question = example.question
        if generator.random() < 0.1:
            question = disturb(question, generator) or question
        text = _heading(example.title, generator) + _window(example, characters, generator)
        found = example.beside
        mistaken = PASSAGE + _heading(found.title, generator) + found.text if found else ""
        yield Pair(QUERY + question, PASSAGE + text, example.title or example.text[:40], mistaken)


def _heading(title: str, generator: random.Random) -> str:
    if not title or generator.random() < 0.5:
        return ""
    year, month, day = (generator.randint(*r) for r in ((1998, 2026), (1, 12), (1, 28)))
    date = f" · {year}-{month:02d}-{day:02d}" if generator.random() < 0.5 else ""
    return f"{title}{date}\n"


def _window(example: TrainingExample, characters: int, generator: random.Random) -> str:
    if len(example.text) <= characters:
        return example.text
    before = generator.randint(characters // 4, characters * 3 // 4)
    begin = max(0, min((example.start or 0) - before, len(example.text) - characters))
    return example.text[begin : begin + characters]


def translation_pairs(datasets: Path, generator: random.Random) -> Iterator[Pair]:
    """Sentences that say the same, either language first; of the large sets a part."""
    most = {"tatoeba_rest": 1500, "korsts_stsb": 2500, "python_docs_ko": 1500}
    names = (*NEWS, "kiss_idioms", "jhe_dev", *most)
    for name in names:
        records = list(read_records(datasets / "parallel" / f"{name}.jsonl.gz"))
        generator.shuffle(records)
        for record in records[: most.get(name)]:
            if (
                len(record["ko"]) < 8
                or len(record["en"]) < 12
                or (name in NEWS and is_development_pair(record))
            ):
                continue
            yield _either_way(PASSAGE, record, generator, record.get("doc", ""))


def question_pairs(datasets: Path, generator: random.Random) -> Iterator[Pair]:
    """Questions in both languages, either first."""
    for record in read_records(datasets / "parallel" / "xor_questions.jsonl.gz"):
        yield _either_way(QUERY, record, generator)


def _either_way(prefix: str, record: dict[str, Any], generator: random.Random, group: str = "") -> Pair:
    sides = [prefix + normalize(record[language]).strip() for language in ("ko", "en")]
    generator.shuffle(sides)
    return Pair(sides[0], sides[1], group)
