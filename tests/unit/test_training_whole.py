"""The mix for a machine with a GPU: gaps and crops, what is kept out, and batches made by other processes."""

from __future__ import annotations

import gzip
import json
import random
import unicodedata
from itertools import islice

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer, models, pre_tokenizers, processors, trainers

from qa_bot.cli import main
from qa_bot.models.windows import without_limits
from qa_bot.training.cloze import make_cloze
from qa_bot.training.crops import make_crops
from qa_bot.training.encoder import PASSAGE, QUERY
from qa_bot.training.examples import TrainingExample, is_held_out_title
from qa_bot.training.hard_mix import UNANSWERABLE
from qa_bot.training.losses import IGNORED
from qa_bot.training.reader_batches import Encoding, make_batches
from qa_bot.training.whole_mix import (
    KEPT,
    distinct_texts,
    known,
    sources_of,
    whole_mix_for_encoder,
    whole_mix_for_reader,
)

RATE = {"rate": ("금리",), "금리": ("rate",)}
PAIRS = [
    (
        "한국은행은 5월에 금리를 다시 올렸다고 밝혔다.",
        "The central bank said it raised the rate again in May.",
    ),
    (
        "달내교는 길이가 412m인 다리라고 시가 설명했다.",
        "Dalnae Bridge is 412 metres long, the city said today.",
    ),
    (
        "Onyu 사는 새 공장을 내년에 짓기로 했다고 한다.",
        "Onyu is going to build a new factory next year, it said.",
    ),
]
SENTENCE = (
    "가람시가 새 도서관을 오월에 연다. 시민 누구나 책을 다섯 권까지 빌릴 수 있다. 여는 날은 정하지 않았다."
)


def cloze_of(pairs, lexicon, tries=40):
    return [made for seed in range(tries) for made in make_cloze(pairs, lexicon, random.Random(seed))]


def test_a_gap_is_filled_by_the_word_numbers_or_latin_letters_of_the_translation():
    made = cloze_of(PAIRS, RATE)
    assert {one.answer for one in made} == {"금리", "rate", "412", "Onyu"}
    for one in made:
        assert one.text[one.start : one.start + len(one.answer)] == one.answer


def test_question_and_passage_of_a_gap_are_in_different_languages_and_the_word_is_gone():
    for one in cloze_of(PAIRS[:1], RATE):
        asked_in_korean = "한국은행" in one.question
        assert ("한국은행" in one.text) != asked_in_korean
        assert ("금리" if asked_in_korean else "rate") not in one.question


def test_the_translation_stands_among_its_neighbours():
    assert max(len(one.text) for one in cloze_of(PAIRS, RATE)) > 2 * len(PAIRS[0][1])


@pytest.mark.parametrize(
    "pair",
    [
        (
            "금리와 금리 사이에서 은행은 고민한다고 말했다.",
            "Between one rate and the next the bank hesitates.",
        ),
        ("짧다 5", "Short 5"),
        ("그는 아무 말도 하지 않고 방을 나갔다고 한다.", "He left the room without saying one single thing."),
    ],
)
def test_no_gap_where_the_word_stands_twice_the_sentence_is_short_or_nothing_is_shared(pair):
    assert cloze_of([pair], RATE, tries=5) == []


def test_a_crop_has_words_of_the_passage_in_their_order():
    example = TrainingExample("", SENTENCE, "도서관")
    for seed in range(60):
        (pair,) = make_crops([example], 200, random.Random(seed))
        words = pair.first.removeprefix(QUERY).split()
        assert len(words) >= 2
        assert pair.second.startswith(PASSAGE)
        position = 0
        for word in words:
            position = SENTENCE.index(word, position)


def test_sometimes_the_cropped_sentence_is_missing_from_its_passage():
    example = TrainingExample("", SENTENCE)
    pairs = [next(make_crops([example], 200, random.Random(seed))) for seed in range(60)]
    missing = [pair for pair in pairs if pair.first.split()[1] not in pair.second]
    assert 0 < len(missing) < 30


@given(st.text(alphabet="가나다abc .?!\n🎉", max_size=80), st.integers(0, 5))
def test_whatever_the_text_crops_are_made_or_left_out(text, seed):
    for form in ("NFC", "NFD"):
        example = TrainingExample("", unicodedata.normalize(form, text))
        for pair in make_crops([example], 40, random.Random(seed)):
            assert pair.first.removeprefix(QUERY).strip()


def questions(count):
    return [
        TrainingExample(
            f"Where is town {i}?", f"Town {i} lies in the hills. " * (1 + i % 3), f"T{i}", 5, str(i), "en"
        )
        for i in range(count)
    ]


@pytest.fixture(scope="module")
def tokenizer():
    made = Tokenizer(models.WordLevel(unk_token="[UNK]"))
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    texts = [t for one in questions(60) for t in (one.question, one.text)]
    special = ["[UNK]", "[CLS]", "[SEP]"]
    made.train_from_iterator(texts, trainers.WordLevelTrainer(special_tokens=special, show_progress=False))
    made.post_processor = processors.BertProcessing(("[SEP]", 2), ("[CLS]", 1))
    return without_limits(made)


ENCODING = Encoding(batch=3, max_tokens=32, stride=8, disturbed=0.3, seed=5)


def same(first, second):
    return all(np.array_equal(first.arrays[name], second.arrays[name]) for name in first.arrays)


def test_batches_do_not_depend_on_the_number_of_processes(tokenizer):
    here = list(islice(make_batches(tokenizer, questions(130), ENCODING), 60))
    there = list(islice(make_batches(tokenizer, questions(130), ENCODING, workers=2), 60))
    assert all(same(*pair) for pair in zip(here, there, strict=True))


@pytest.mark.parametrize("skip", [1, 39, 40, 41, 44, 90])
def test_skipped_batches_are_just_those_that_came_before(tokenizer, skip):
    whole = list(islice(make_batches(tokenizer, questions(130), ENCODING), skip + 3))
    rest = list(islice(make_batches(tokenizer, questions(130), ENCODING, skip=skip), 3))
    assert all(same(*pair) for pair in zip(whole[skip:], rest, strict=True))


def test_a_round_has_every_example_once_and_the_next_in_another_order(tokenizer):
    batches = make_batches(tokenizer, questions(30), Encoding(3, 64, 8, 0.0, 5))
    rounds = [[row.tobytes() for b in islice(batches, 10) for row in b.arrays["input_ids"]] for _ in range(2)]
    assert rounds[0] != rounds[1]
    assert [len(one) for one in rounds] == [30, 30]


def test_wrong_texts_stand_behind_the_right_ones_with_no_answer(tokenizer):
    wrong = TrainingExample("", "Town 9 lies in the hills.")
    examples = [
        TrainingExample(e.question, e.text, "", e.start, e.answer, beside=wrong if i % 2 else None)
        for i, e in enumerate(questions(6))
    ]
    batch = next(make_batches(tokenizer, examples, Encoding(6, 64, 8, 0.0, 5)))
    assert batch.count == 6
    assert len(batch.right) == 3
    assert len(batch.arrays["input_ids"]) == 9
    assert (batch.arrays["starts"][6:] == 0).all()
    assert (batch.arrays["starts"][:6] > 0).all()
    assert not (batch.arrays["starts"] == IGNORED).any()


@pytest.fixture(scope="module")
def datasets(tmp_path_factory):
    """Sets of a few articles each, under the names of the shipped recipe."""
    folder = tmp_path_factory.mktemp("datasets")
    for part in ("qa", "parallel", "text"):
        (folder / part).mkdir()

    def write(name, records):
        with gzip.open(folder / f"{name}.jsonl.gz", "wt", encoding="utf-8") as lines:
            lines.writelines(json.dumps(record) + "\n" for record in records)

    def asked(name, count, is_answerable=True):
        for i in range(count):
            text = f"{name} article {i} says that the Garam bridge opened in 20{10 + i}. 다리가 열렸다."
            gold = [{"text": f"20{10 + i}", "answer_start": text.index(f"20{10 + i}")}]
            yield {
                "title": f"{name} {i}", "context": text, "question": f"When did the {name} bridge {i} open?",
                "answers": gold if is_answerable else [], "split": "train",
            }  # fmt: skip

    from qa_bot.training import whole_mix as names
    from qa_bot.training.mixes import TRANSLATED

    sets = (
        *names.KOREAN, *names.OWN, *names.ENGLISH, *names.KOREAN_CROSSING, *names.ENGLISH_CROSSING
    )  # fmt: skip
    for name in sets:
        write(f"qa/{name}", asked(name, 12))
    write("qa/squad_v2_dev_unanswerable.en", asked("unanswerable", 60, is_answerable=False))
    for name in {*TRANSLATED, "python_docs_ko"}:
        write(f"parallel/{name}", [{"ko": ko, "en": f"{en} {name}"} for ko, en in PAIRS])
    for language, files in names.NEWS_TEXTS.items():
        for name in files:
            text = "The mayor opened the new bridge in the rain on Monday. " * 6
            write(
                f"text/{name}", [{"lang": language, "title": f"{name} {i}", "text": text} for i in range(3)]
            )
    return folder


def test_articles_that_are_measured_on_or_chosen_by_are_kept_out(datasets):
    asked = known(datasets)
    titles = [e.title for examples in asked.values() for e in examples]
    assert titles
    assert not [title for title in titles if is_held_out_title(title, "")]
    kept = [e.title for e in asked[UNANSWERABLE] if is_held_out_title(e.title, "", KEPT)]
    assert asked[UNANSWERABLE]
    assert kept == []


def test_the_readers_mix_has_every_kind_and_found_passages_at_their_questions(datasets):
    asked = known(datasets)["ko"][0]
    found = TrainingExample(asked.question, "It says nothing.", kind="mined")
    mixed = whole_mix_for_reader(datasets, [found])
    assert {"ko", "ko-own", "en", "ko-en", "en-ko", "cloze", "masthead", UNANSWERABLE} <= {
        e.kind for e in mixed
    }
    assert [e.beside for e in mixed if e.question == asked.question and e.beside] == [found]


def test_the_encoders_sources_have_found_passages_apart_and_no_empty_source(datasets):
    asked = known(datasets)
    found = [TrainingExample(e.question, "It says nothing.") for e in asked["ko"][:3]]
    sources = {source.name: source for source in whole_mix_for_encoder(datasets, found)}
    assert {"ko→en", "en→ko", "ko→ko", "en→en", "ko hard", "ko crops", "en crops", "translations"} <= set(
        sources
    )
    assert "en hard" not in sources
    assert all(pair.wrong for pair in sources["ko hard"].pairs)
    assert sources["ko hard"].batch == sources["ko→ko"].batch // 2


def test_a_text_is_cropped_however_many_questions_it_has():
    twice = [TrainingExample("언제?", SENTENCE), TrainingExample("왜?", SENTENCE)]
    assert len(distinct_texts(twice)) == 1
    assert sources_of({"ko→ko": [], "en→en": []}, {"ko": [], "en": []}, {}, [], random.Random(1)) == []


def test_everything_needs_the_datasets(capsys):
    assert main(["train", "reader", "questions.jsonl", "--whole", "--base", "b", "--out", "x"]) != 0
    assert "name their folder with --datasets" in capsys.readouterr().err
