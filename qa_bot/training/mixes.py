"""What the shipped weights were trained on: how many examples of which public and own sets.

A folder of datasets holds `qa/NAME.jsonl.gz`, `parallel/NAME.jsonl.gz` and `text/NAME.jsonl.gz`, as the
model card lists them. Articles that development figures are reported on never enter: a quarter of all
titles by checksum, that of SQuAD's development set among them, KLUE's and TyDi's development parts.
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from zlib import crc32

from qa_bot.text.normalize import normalize
from qa_bot.training.code_switching import switch_words
from qa_bot.training.encoder import PASSAGE, QUERY, Pair, Source
from qa_bot.training.examples import (
    TrainingExample,
    add_wrong_passages,
    disturb,
    is_held_out,
    mix,
    read_examples,
)
from qa_bot.training.lexicon import learn_words
from qa_bot.training.mastheads import make_masthead_examples, read_news

SEED = 7
WRONG_SHARE = 0.12
MASTHEADS = 900
ENGLISH_PAIRS = 9000
NEWS = ("ntrex_60pct", "news_park_dev")
TRANSLATED = (
    *NEWS, "kiss_idioms", "jhe_dev", "tatoeba_rest", "korsts_stsb", "kornli_xnli", "pawsx_dev_test",
    "xor_questions", "ncsoft_context_aware",
)  # fmt: skip
# Characters that stand for some 160 tokens, the length of a passage.
KOREAN_CHARACTERS, ENGLISH_CHARACTERS = 340, 700


def mix_for_reader(datasets: Path) -> list[TrainingExample]:
    """The shipped reader's examples, wrong passages included, in a fixed shuffled order."""
    generator = random.Random(SEED)
    development = development_texts(datasets)
    korean_crossing = not_held_out(read_set(datasets, "cross_koq_enp_squad", "ko-en"))
    english_crossing = unseen(not_held_out(read_set(datasets, "cross_enq_kop", "en-ko")), development)
    own_crossing = [
        *read_set(datasets, "cross_enq_kop_own", "en-ko"),
        *read_set(datasets, "cross_enq_kop_own_wiki", "en-ko"),
    ]
    own_wiki = unseen(read_set(datasets, "own_ko_wiki.ko", "ko-own"), development)
    mastheads = ask_about_mastheads(datasets, MASTHEADS, generator)
    parts = [
        (not_held_out(read_set(datasets, "korquad_dev_100.ko", "ko")), 3200),
        (unseen(read_set(datasets, "klue_mrc_wiki.ko", "ko"), development), 4000),
        (unseen(read_set(datasets, "tydiqa_goldp.ko", "ko"), development), 1200),
        (read_set(datasets, "own_ko.ko", "ko-own"), 3507),
        (own_wiki, 4200),
        # The weakest directions are seen more often than they have examples.
        (korean_crossing, 2 * len(korean_crossing)),
        (english_crossing, len(english_crossing) * 3 // 2),
        (own_crossing, len(own_crossing) * 3 // 2),
        (unseen(read_set(datasets, "squad_v1_train.en", "en"), development), 11000),
        (mastheads, len(mastheads)),
    ]
    return add_wrong_passages(mix(parts, generator), WRONG_SHARE, generator)


def ask_about_mastheads(datasets: Path, count: int, generator: random.Random) -> list[TrainingExample]:
    """So many examples over Korean news and as many over English news."""
    news = [
        *read_news(datasets / "text" / "korean_news_8cat.ko.jsonl.gz"),
        *read_news(datasets / "text" / "daum_news_20211205.ko.jsonl.gz"),
    ]
    english_news = read_news(datasets / "text" / "bbc_news.en.jsonl.gz")
    return [
        *make_masthead_examples(news, count, generator),
        *make_masthead_examples(english_news, count, generator),
    ]


def mix_for_encoder(datasets: Path, search_folder: Path | None = None) -> list[Source]:
    """The shipped encoder's sources: questions with their passages in four directions, and translations.

    With `search_folder`, every question comes with the best wrong passage that the present encoder's search
    finds; the folder keeps the library of the texts.
    """
    generator = random.Random(SEED)
    development = development_texts(datasets)
    names = {
        "ko→en": ("cross_koq_enp_squad",),
        "en→ko": ("cross_enq_kop", "cross_enq_kop_own", "cross_enq_kop_own_wiki"),
        "ko→ko": ("korquad_dev_100.ko", "klue_mrc_wiki.ko", "own_ko.ko", "own_ko_wiki.ko"),
        "en→en": ("squad_v1_train.en",),
    }
    asked = {
        direction: [
            e for name in files for e in unseen(not_held_out(read_set(datasets, name, "")), development)
        ]
        for direction, files in names.items()
    }
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

    def source(direction: str, weight: float) -> Source:
        is_korean = direction.split()[0].endswith("ko")
        characters = KOREAN_CHARACTERS if is_korean else ENGLISH_CHARACTERS
        pairs = tuple(_pairs(asked[direction], characters, generator))
        return Source(direction, pairs, 32 if wrong else 48, weight)

    return [
        source("ko→en", 3.0),
        source("en→ko", 3.0),
        source("ko→ko", 2.0),
        source("en→en", 1.2),
        source("ko→ko switched", 1.4),
        source("en→en switched", 1.4),
        Source("translations", tuple(_translations(datasets, generator)), 128, 1.2),
        Source("questions", tuple(_questions(datasets, generator)), 192, 0.6),
    ]


def find_wrong_passages(asked: list[TrainingExample], folder: Path | None) -> dict[str, TrainingExample]:
    """By question the passage that search takes for its own; empty without a folder."""
    if folder is None:
        return {}
    from qa_bot.training.mining import mine_in_folder

    return {example.question: example for example in mine_in_folder(asked, asked, folder)}


def translations_of(datasets: Path) -> Iterator[tuple[str, str]]:
    """Korean and English sentences that say the same, none of which is measured on."""
    for name in TRANSLATED:
        for record in _records(datasets / "parallel" / f"{name}.jsonl.gz"):
            if not (name in NEWS and is_development_pair(record)):
                yield normalize(record["ko"]), normalize(record["en"])


def is_development_pair(record: dict[str, Any]) -> bool:
    """Whether a translation is kept for measuring: a fifth of documents, a third of loose sentences."""
    key, parts = (record["doc"], 5) if record.get("doc") else (record["en"], 3)
    return crc32(key.encode()) % parts == 0


def development_texts(datasets: Path) -> frozenset[str]:
    """Texts of held-out KorQuAD and crossing articles and of the development parts of KLUE and TyDi."""
    held = [
        example.text
        for name in ("korquad_dev_100.ko", "cross_koq_enp_squad")
        for example in read_set(datasets, name, "")
        if is_held_out(example)
    ]
    parts = [
        normalize(record["context"])
        for name in ("klue_mrc_wiki.ko", "tydiqa_goldp.ko")
        for record in _records(datasets / "qa" / f"{name}.jsonl.gz")
        if record["split"] != "train"
    ]
    return frozenset([*held, *parts])


def read_set(datasets: Path, name: str, kind: str) -> list[TrainingExample]:
    """The examples of `qa/NAME.jsonl.gz`."""
    return read_examples(datasets / "qa" / f"{name}.jsonl.gz", kind=kind)


def not_held_out(examples: Iterable[TrainingExample]) -> list[TrainingExample]:
    """Those whose article may be trained on."""
    return [example for example in examples if not is_held_out(example)]


def unseen(examples: Iterable[TrainingExample], development: frozenset[str]) -> list[TrainingExample]:
    """Those whose text is none that is measured on."""
    return [example for example in examples if example.text not in development]


def _pairs(
    examples: Iterable[TrainingExample],
    characters: int,
    generator: random.Random,
) -> Iterator[Pair]:
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


def _translations(datasets: Path, generator: random.Random) -> Iterator[Pair]:
    most = {"tatoeba_rest": 1500, "korsts_stsb": 2500, "python_docs_ko": 1500}
    names = (*NEWS, "kiss_idioms", "jhe_dev", *most)
    for name in names:
        records = list(_records(datasets / "parallel" / f"{name}.jsonl.gz"))
        generator.shuffle(records)
        for record in records[: most.get(name)]:
            if (
                len(record["ko"]) < 8
                or len(record["en"]) < 12
                or (name in NEWS and is_development_pair(record))
            ):
                continue
            yield _either_way(PASSAGE, record, generator, record.get("doc", ""))


def _questions(datasets: Path, generator: random.Random) -> Iterator[Pair]:
    for record in _records(datasets / "parallel" / "xor_questions.jsonl.gz"):
        yield _either_way(QUERY, record, generator)


def _either_way(prefix: str, record: dict[str, Any], generator: random.Random, group: str = "") -> Pair:
    sides = [prefix + normalize(record[language]).strip() for language in ("ko", "en")]
    generator.shuffle(sides)
    return Pair(sides[0], sides[1], group)


def _records(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
