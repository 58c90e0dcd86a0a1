"""Questions that a text nearly answers but for one word."""

from __future__ import annotations

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.training import contrasts
from qa_bot.training.contrasts import CONTRAST, make_contrasts
from qa_bot.training.examples import TrainingExample
from qa_bot.training.opposites import OPPOSITE_WORDS, OPPOSITES


def example(question, text, answer):
    return TrainingExample(question, text, "", text.index(answer), answer, "ko")


def made_of(*examples, seeds=40, count=9):
    return {
        (one.question, one.text)
        for seed in range(seeds)
        for _, one in make_contrasts(examples, count, random.Random(seed))
    }


def test_an_opposite_takes_a_word_s_place_in_the_question_or_in_the_text():
    one = example("해송의 수출이 증가한 해는?", "2019년에 해송의 수출이 증가했다.", "2019년")
    questions = {question for question, _ in made_of(one)}
    texts = {text for _, text in made_of(one)}
    assert questions == {one.question, "해송의 수출이 감소한 해는?", "해송의 수입이 증가한 해는?"}
    assert texts == {one.text, "2019년에 해송의 수출이 감소했다.", "2019년에 해송의 수입이 증가했다."}


def test_a_text_that_has_the_opposite_as_well_is_not_asked_for_it():
    text = "Exports rose in May, imports in June."
    assert made_of(example("When did exports rise?", text, "May")) == {("When did exports fall?", text)}


def test_a_word_of_the_answer_stays_in_the_text():
    one = example("What did he see first?", "He saw the first harbour.", "the first harbour")
    assert made_of(one) == {("What did he see last?", one.text)}


@pytest.mark.parametrize(
    ("question", "denied"),
    [
        ("Who did she call?", "Who didn't she call?"),
        ("누가 발표했나요?", "누가 발표하지 않았나요?"),
        ("어디에 배치됐는가?", "어디에 배치되지 않았는가?"),
        ("배를 인수한 회사는?", "배를 인수하지 않은 회사는?"),
    ],
)
def test_a_question_is_denied_where_nothing_else_can_be_changed(question, denied):
    assert made_of(example(question, "a 가", "a")) == {(denied, "a 가")}


def test_a_postposition_is_no_verb_to_deny():
    assert made_of(example("금리에 대한 입장은?", "금리 동결", "동결")) == set()


def test_a_name_gives_way_to_one_that_the_text_does_not_have():
    one = example("when has Sim Chang sung?", "Sim Chang sang in May.", "May")
    other = example("why has Kim Dol sung?", "Kim Dol: for joy", "for joy")
    questions = {question for question, _ in made_of(one, other)}
    assert {"when has Kim Dol sung?", "why has Sim Chang sung?"} <= questions


def test_denials_are_the_lesser_part():
    asked = [example(f"When has Name{c} left?", f"Name{c} left in May.", "May") for c in "abcdefghij" * 20]
    asked = [TrainingExample(e.question, e.text, "", e.start, e.answer) for e in asked]
    made = [one for _, one in make_contrasts(asked, 200, random.Random(1))]
    share = sum("n't" in one.question for one in made) / len(made)
    assert len(made) == 200
    assert share == pytest.approx(contrasts.DENIED_SHARE, abs=0.1)


@given(st.text(min_size=1, max_size=60), st.text(min_size=1, max_size=120), st.integers(0, 99))
def test_a_contrast_changes_question_or_text_and_has_no_answer(question, text, seed):
    one = TrainingExample(unicodedata.normalize("NFC", question), text, "", 0, text[:1])
    for known, made in make_contrasts([one, TrainingExample("q", "t")], 5, random.Random(seed)):
        assert known is one
        assert (made.question != one.question) != (made.text != one.text)
        assert (made.start, made.answer, made.kind) == (None, "", CONTRAST)


def test_no_word_is_its_own_opposite_and_every_one_is_found():
    for word, other in OPPOSITES.items():
        assert word != other
        assert OPPOSITE_WORDS.fullmatch(word)
        assert word.isascii() == other.isascii()
