"""What the shipped reader was trained on: how many examples of which public and own sets.

A folder of datasets holds `qa/NAME.jsonl.gz`, `parallel/NAME.jsonl.gz` and `text/NAME.jsonl.gz`, as the
model card lists them. Articles that development figures are reported on never enter: a quarter of all
titles by checksum, that of SQuAD's development set among them, KLUE's and TyDi's development parts.
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from zlib import crc32

from qa_bot.text.normalize import normalize
from qa_bot.training.examples import (
    TrainingExample,
    add_wrong_passages,
    is_held_out,
    mix,
    read_examples,
)
from qa_bot.training.mastheads import make_masthead_examples, read_news

SEED = 7
WRONG_SHARE = 0.12
MASTHEADS = 900
NEWS = ("ntrex_60pct", "news_park_dev")
TRANSLATED = (
    *NEWS, "kiss_idioms", "jhe_dev", "tatoeba_rest", "korsts_stsb", "kornli_xnli", "pawsx_dev_test",
    "xor_questions", "ncsoft_context_aware",
)  # fmt: skip


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


def translations_of(datasets: Path) -> Iterator[tuple[str, str]]:
    """Korean and English sentences that say the same, none of which is measured on."""
    for name in TRANSLATED:
        for record in read_records(datasets / "parallel" / f"{name}.jsonl.gz"):
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
        for record in read_records(datasets / "qa" / f"{name}.jsonl.gz")
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


def read_records(path: Path) -> Iterator[dict[str, Any]]:
    """The lines of a packed file of datasets."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
