"""A round over what a text does not answer by one word, and over what search took for a text."""

from __future__ import annotations

from collections import Counter

from qa_bot.training import searched_mix
from qa_bot.training.contrasts import CONTRAST
from qa_bot.training.examples import TrainingExample

TEXTS = [f"다리 {i}은 {1900 + i}년에 북쪽에서 먼저 열렸다." for i in range(40)]
NO_QUESTIONS = {kind: [] for kind in searched_mix.REPLAYED}


def asked_of(kind, texts):
    return [
        TrainingExample(f"{kind} 북쪽 {text[:5]}?", text, "", text.index("년") - 4, f"{1900 + i}", kind)
        for i, text in enumerate(texts)
    ]


def mixed():
    questions = asked_of("ko-en", TEXTS[:10])
    found = [TrainingExample(example.question, "딴 이야기다.", kind="mined") for example in questions[::2]]
    written = [
        *asked_of("ko-ko", TEXTS),
        *(TrainingExample(f"왜 {i}?", text, kind="unanswerable ko-ko") for i, text in enumerate(TEXTS)),
    ]
    asked = {**NO_QUESTIONS, "unanswerable": [TrainingExample("누가?", TEXTS[0], kind="unanswerable")]}
    return found, searched_mix.mix_with_found(asked, written, questions, found)


def test_every_question_that_was_searched_for_is_read_once_with_what_was_found():
    found, examples = mixed()
    beside = [example for example in examples if example.beside]
    assert sorted(e.question for e in beside) == sorted(e.question for e in found)
    assert all(e.beside.question == e.question and e.beside.start is None for e in beside)


def test_every_other_question_has_its_contrast_and_what_has_no_answer_is_kept():
    _, examples = mixed()
    kinds = Counter(example.kind for example in examples)
    assert kinds == {"ko-en": 10, "ko-ko": 40, CONTRAST: 45, "unanswerable ko-ko": 40, "unanswerable": 1}


def test_no_part_is_larger_than_its_share(monkeypatch):
    shares = {"PAIRS": 3, "BESIDE": 2, "BY_PEOPLE": 0, "WRITTEN": 4, "PLAIN": {"ko-ko": 7}}
    for name, most in shares.items():
        monkeypatch.setattr(searched_mix, name, most)
    _, examples = mixed()
    assert sum(example.kind == CONTRAST for example in examples) == 3
    assert sum(example.beside is not None for example in examples) == 2
    assert len(examples) == 6 + 2 + 0 + 4 + 7


def test_what_is_answered_without_a_contrast_is_not_one_of_those_with_one(monkeypatch):
    monkeypatch.setattr(searched_mix, "PAIRS", 15)
    monkeypatch.setattr(searched_mix, "PLAIN", {"ko-ko": 100})
    _, examples = mixed()
    answered = Counter(example.question for example in examples if example.start is not None)
    assert sum(example.kind == CONTRAST for example in examples) == 15
    assert set(answered.values()) == {1}
    assert sum(question.startswith("ko-ko") for question in answered) == len(TEXTS)


def test_a_text_comes_with_all_that_is_written_about_it(monkeypatch):
    monkeypatch.setattr(searched_mix, "WRITTEN_TEXTS", 5)
    written = [TrainingExample(f"{i} {text}", text, kind="w") for text in TEXTS for i in range(3)]
    examples = searched_mix.mix_with_found(NO_QUESTIONS, written, [], [])
    assert len(examples) == 15
    assert len({example.text for example in examples}) == 5


def test_the_mix_is_shuffled_and_the_same_each_time():
    _, examples = mixed()
    assert examples == mixed()[1]
    assert [e.kind for e in examples] != sorted(e.kind for e in examples)
