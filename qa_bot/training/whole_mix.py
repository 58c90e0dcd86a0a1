"""Everything there is to learn from, for a machine that reads each of it several times: one with a GPU.

The sets and the articles that are kept out are those of `mixes`. Of the unanswerable questions about SQuAD's
development articles a tenth more is kept, so that weights can be chosen by them.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from qa_bot.training.cloze import make_cloze
from qa_bot.training.code_switching import switch_words
from qa_bot.training.crops import make_crops
from qa_bot.training.encoder import Pair, Source
from qa_bot.training.encoder_mix import (
    Stage,
    make_pairs,
    passage_language,
    question_pairs,
    translation_pairs,
)
from qa_bot.training.examples import (
    TrainingExample,
    add_wrong_passages,
    is_held_out_title,
    mix,
)
from qa_bot.training.hard_mix import UNANSWERABLE, with_wrong_beside
from qa_bot.training.lexicon import learn_words
from qa_bot.training.mastheads import read_news
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

SEED = 31
KOREAN = ("korquad_dev_100.ko", "klue_mrc_wiki.ko", "tydiqa_goldp.ko")
OWN = ("own_ko.ko", "own_ko_wiki.ko")
ENGLISH = ("squad_v1_train.en", "tydiqa_goldp.en", "qed_nq.en", "mlqa.en")
KOREAN_CROSSING = ("cross_koq_enp_squad",)
ENGLISH_CROSSING = ("cross_enq_kop", "cross_enq_kop_own", "cross_enq_kop_own_wiki")
ANSWERED = ("en", "ko", "ko-own", "ko-en", "en-ko")
NEWS_TEXTS = {"ko": ("korean_news_8cat.ko", "daum_news_20211205.ko"), "en": ("bbc_news.en",)}
# Kept for choosing, above the quarter of titles that is measured on.
KEPT = range(25, 33)
NEAR_MISSES, SWITCHED, CLOZE, MASTHEADS = 20000, 12000, 24000, 700
WRONG_SHARE = 0.04
CROPS_A_TEXT = 3
# Searching takes a CPU tens of milliseconds a question, and longer the more there is to search in.
MINED, SEARCHED_TEXTS, SEARCHED_ENGLISH = 16000, 7000, 16000
WHOLE = Stage(
    {"ko": 560, "en": 1100},
    {
        "ko→en": 1.5, "en→ko": 1.5, "ko→ko": 3.0, "en→en": 2.0, "ko→ko switched": 0.7, "en→en switched": 0.7,
        "ko hard": 2.0, "en hard": 1.5, "ko crops": 1.5, "en crops": 0.7,
        "translations": 1.0, "questions": 0.4,
    },
    batch=256,
)  # fmt: skip


def known(datasets: Path) -> dict[str, list[TrainingExample]]:
    """By kind all examples that may be trained on."""
    development = development_texts(datasets)

    def read(names: Iterable[str], kind: str) -> list[TrainingExample]:
        return [e for n in names for e in unseen(not_held_out(read_set(datasets, n, kind)), development)]

    unanswerable = read(("squad_v2_dev_unanswerable.en",), UNANSWERABLE)
    return {
        "ko": read(KOREAN, "ko"),
        "ko-own": read(OWN, "ko-own"),
        "en": read(ENGLISH, "en"),
        "ko-en": read(KOREAN_CROSSING, "ko-en"),
        "en-ko": read(ENGLISH_CROSSING, "en-ko"),
        UNANSWERABLE: [e for e in unanswerable if not is_held_out_title(e.title, e.text, KEPT)],
    }


def find_wrong_passages(datasets: Path, folder: Path) -> list[TrainingExample]:
    """What search takes for the passage of so many questions; `folder` keeps the library that is searched."""
    generator = random.Random(SEED)
    asked = known(datasets)
    texts = distinct_texts(example for kind in ANSWERED for example in asked[kind])
    asked["en"] = generator.sample(asked["en"], min(SEARCHED_ENGLISH, len(asked["en"])))
    questions = [e for kind in ANSWERED for e in asked[kind] if e.start is not None]
    drawn = generator.sample(questions, min(MINED, len(questions)))
    return mine_in_folder(drawn, generator.sample(texts, min(SEARCHED_TEXTS, len(texts))), folder)


def whole_mix_for_reader(datasets: Path, found: list[TrainingExample]) -> list[TrainingExample]:
    """One round over everything, shuffled; `found` are wrong passages that search found (see `mining`)."""
    generator = random.Random(SEED)
    asked = known(datasets)
    translated = list(translations_of(datasets))
    lexicon = learn_words(translated)
    answered = [e for kind in ANSWERED for e in asked[kind]]
    switched = (
        list(switch_words(part, lexicon, generator)) for part in (asked["en"], asked["ko"] + asked["ko-own"])
    )
    parts = [
        (asked["en"], len(asked["en"])),
        *((asked[kind], 2 * len(asked[kind])) for kind in ("ko", "ko-own", "ko-en", "en-ko", UNANSWERABLE)),
        (list(make_near_misses(answered, generator)), NEAR_MISSES),
        *((part, SWITCHED) for part in switched),
        (list(make_cloze(translated, lexicon, generator)), CLOZE),
        (ask_about_mastheads(datasets, MASTHEADS, generator), 2 * MASTHEADS),
    ]
    mixed = add_wrong_passages(mix(parts, generator), WRONG_SHARE, generator)
    return with_wrong_beside(mixed, found)


def whole_mix_for_encoder(datasets: Path, found: list[TrainingExample]) -> list[Source]:
    """Sources in large batches; `found` are wrong passages that search found for their questions."""
    generator = random.Random(SEED)
    asked = questions_by_direction(datasets, generator)
    news = {language: list(_news(datasets, language)) for language in ("ko", "en")}
    translated = {
        "translations": translation_pairs(datasets, generator),
        "questions": question_pairs(datasets, generator),
    }
    return sources_of(asked, news, translated, found, generator)


def questions_by_direction(datasets: Path, generator: random.Random) -> dict[str, list[TrainingExample]]:
    """The questions of each source, those with words of the other language apart."""
    asked = known(datasets)
    lexicon = learn_words(list(translations_of(datasets)))
    directions = {
        "ko→en": asked["ko-en"],
        "en→ko": asked["en-ko"],
        "ko→ko": asked["ko"] + asked["ko-own"],
        "en→en": asked["en"],
    }
    for name in ("ko→ko", "en→en"):
        directions[f"{name} switched"] = list(switch_words(directions[name], lexicon, generator))
    return directions


def sources_of(
    asked: Mapping[str, Sequence[TrainingExample]],
    news: Mapping[str, Sequence[TrainingExample]],
    translated: Mapping[str, Iterable[Pair]],
    found: Iterable[TrainingExample],
    generator: random.Random,
    stage: Stage = WHOLE,
) -> list[Source]:
    """Questions with passages, those in `found` with the wrong one too; crops of texts; translations."""
    wrong = {example.question: example for example in found}
    directions = dict(asked)
    for language in ("ko", "en"):
        over = [e for name in asked if name.endswith(f"→{language}") for e in asked[name]]
        directions[f"{language} hard"] = [
            replace(e, beside=wrong[e.question]) for e in over if e.question in wrong
        ]
    made = {name: tuple(pairs) for name, pairs in translated.items()}
    for name, examples in directions.items():
        characters = stage.characters[passage_language(name)]
        made[name] = tuple(make_pairs(examples, characters, generator))
    for language in ("ko", "en"):
        texts = [*distinct_texts(asked[f"{language}→{language}"]), *news[language]] * CROPS_A_TEXT
        made[f"{language} crops"] = tuple(make_crops(texts, stage.characters[language], generator))
    return [
        # Three texts a row instead of two, two of them long.
        Source(name, made[name], stage.batch // 2 if name.endswith("hard") else stage.batch, weight)
        for name, weight in stage.weights.items()
        if made.get(name)
    ]


def distinct_texts(examples: Iterable[TrainingExample]) -> list[TrainingExample]:
    """One example of each text."""
    return list({example.text: example for example in examples}.values())


def _news(datasets: Path, language: str) -> Iterator[TrainingExample]:
    for name in NEWS_TEXTS[language]:
        for _, title, text in read_news(datasets / "text" / f"{name}.jsonl.gz"):
            yield TrainingExample("", text, title)
