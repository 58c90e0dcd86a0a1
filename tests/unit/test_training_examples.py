"""Training examples: read, held out, disturbed and put under headings without losing the answer's place."""

from __future__ import annotations

import gzip
import json
import random
import unicodedata
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.training.examples import (
    HELD_OUT_PERCENT,
    TrainingExample,
    add_wrong_passages,
    describe,
    disturb,
    is_held_out,
    is_held_out_title,
    mix,
    read_examples,
    with_heading,
)

TEXT = "🇰🇷 해송시는 항만 준설 예산 950억원을 통과시켰다."
EXAMPLE = TrainingExample("예산은 얼마인가?", TEXT, "해송_예산", TEXT.index("950"), "950억원", "ko")


def write(path, records):
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    return path


def record(text, answer, start, **fields):
    answers = [{"text": answer, "answer_start": start}] if answer else []
    return {"title": "해송_예산", "context": text, "question": "예산은 얼마?", "answers": answers, **fields}


@pytest.mark.parametrize("name", ["train.jsonl", "train.jsonl.gz"])
def test_examples_are_read_plain_or_packed(tmp_path, name):
    path = write(tmp_path / name, [record(TEXT, "950억원", TEXT.index("950")), record(TEXT, "", None)])
    answered, unanswerable = read_examples(path, kind="ko")
    assert answered == TrainingExample("예산은 얼마?", TEXT, "해송 예산", TEXT.index("950"), "950억원", "ko")
    assert (unanswerable.start, unanswerable.answer) == (None, "")


def test_examples_whose_answer_moves_under_nfc_are_left_out(tmp_path):
    decomposed = unicodedata.normalize("NFD", TEXT)
    moved = record(decomposed, unicodedata.normalize("NFD", "950억원"), decomposed.index("950"))
    still = record(unicodedata.normalize("NFD", "950억원이다"), unicodedata.normalize("NFD", "950억원"), 0)
    (kept,) = read_examples(write(tmp_path / "a.jsonl", [moved, still]), kind="ko")
    assert kept.text[kept.start : kept.start + len(kept.answer)] == kept.answer == "950억원"


def test_all_questions_on_an_article_are_held_out_together():
    for title in ("기준 금리", "Haesong", "가람군", "한빛신문"):
        one = TrainingExample("q1", "one text", title)
        other = TrainingExample("q2", "another text", title)
        assert is_held_out(one) == is_held_out(other) == is_held_out_title(title, "")


def test_spaces_and_underscores_of_a_title_do_not_count():
    for title in ("기준_금리", "Haesong_Harbor_dredging", " a b "):
        assert is_held_out_title(title, "x") == is_held_out_title(title.replace("_", " "), "y")


def test_what_is_held_out_never_changes():
    # worked out with zlib.crc32 of the titles; other values would mix development articles into training
    held = [i for i in range(20) if is_held_out_title(f"Title {i}", "")]
    assert held == [0, 3, 8, 14, 16, 17]


def test_about_a_quarter_is_held_out():
    share = sum(is_held_out_title(f"제목 {i}", "") for i in range(4000)) / 4000
    assert share == pytest.approx(HELD_OUT_PERCENT / 100, abs=0.03)


def test_without_a_title_the_text_decides():
    assert is_held_out_title("", "Seoul") == is_held_out_title("Seoul", "other")
    assert is_held_out_title(" _ ", "Seoul") == is_held_out_title("Seoul", "other")


def test_a_mixture_has_so_many_of_each_drawn_without_replacement():
    parts = [[TrainingExample(f"{kind}{i}", "t", kind=kind) for i in range(5)] for kind in ("a", "b")]
    mixed = mix([(parts[0], 3), (parts[1], 12)], random.Random(1))
    assert describe(mixed) == {"a": 3, "b": 12}
    counts = Counter(example.question for example in mixed)
    assert max(counts[f"a{i}"] for i in range(5)) == 1
    assert {counts[f"b{i}"] for i in range(5)} == {2, 3}
    assert mix([(parts[0], 3), (parts[1], 12)], random.Random(1)) == mixed


def test_a_mixture_of_nothing_is_empty():
    assert mix([], random.Random(1)) == []
    assert mix([([TrainingExample("q", "t")], 0)], random.Random(1)) == []


def test_a_wrong_passage_is_of_the_same_article_and_without_the_answer():
    other = "항만 예산은 시의회에서 다뤄졌다."
    pool = [
        EXAMPLE,
        TrainingExample("누가 다뤘나?", other, "해송_예산", 7, "시의회", "ko"),
        TrainingExample("q", "가람 소식", "가람"),
    ]
    result = add_wrong_passages(pool, 1.0, random.Random(1))
    wrong = [example for example in result if example.kind == "wrong"]
    assert len(result) == len(pool) + len(wrong)
    assert {(w.question, w.text) for w in wrong} == {(EXAMPLE.question, other), ("누가 다뤘나?", TEXT)}
    assert all(w.start is None and w.answer == "" for w in wrong)


def test_no_share_and_no_candidates_add_no_wrong_passages():
    assert add_wrong_passages([EXAMPLE], 0.0, random.Random(1)) == [EXAMPLE]
    assert add_wrong_passages([EXAMPLE], 1.0, random.Random(1)) == [EXAMPLE]


@given(st.text(min_size=1).filter(lambda text: text.strip(" ?？.")), st.integers(0, 2**32))
def test_a_disturbed_question_is_never_empty_and_adds_nothing(question, seed):
    disturbed = disturb(question, random.Random(seed))
    assert disturbed
    assert len(disturbed) <= len(question.lower()) + 1


def test_disturbing_does_what_people_in_haste_do():
    question = "When did Haesong open 해송항 for ships?"
    seen = {disturb(question, random.Random(seed)) for seed in range(200)}
    assert question.rstrip("?") in seen
    assert question.lower().rstrip("?") in seen
    assert any(text.count(" ") < question.count(" ") and text.endswith("ships?") for text in seen)
    assert any(len(text) == len(question) - 1 and text.endswith("?") for text in seen)


@given(st.integers(0, 2**32))
def test_the_answer_keeps_its_place_under_a_heading(seed):
    text, start = with_heading(EXAMPLE, random.Random(seed))
    assert text.endswith(TEXT)
    assert text[start : start + len(EXAMPLE.answer)] == "950억원"


def test_headings_are_those_of_passages():
    headings = {with_heading(EXAMPLE, random.Random(seed))[0][: -len(TEXT)] for seed in range(100)}
    assert "" in headings
    assert "해송_예산\n" in headings
    assert any(len(heading) == len("해송_예산 · 2021-03-05\n") for heading in headings)


def test_an_unanswerable_example_stays_unanswerable_under_a_heading():
    example = TrainingExample("q", "text", "title")
    assert {with_heading(example, random.Random(seed))[1] for seed in range(20)} == {None}
