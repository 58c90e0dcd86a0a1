"""Hard examples: wrong passages that search finds, and questions that nearly fit."""

from __future__ import annotations

import math
import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.training.encoder import Pair, columns
from qa_bot.training.encoder_mix import find_wrong_passages
from qa_bot.training.examples import TrainingExample
from qa_bot.training.hard_mix import describe_mix, with_wrong_beside
from qa_bot.training.mining import articles_of, mine
from qa_bot.training.near_misses import make_near_misses
from qa_bot.types import Article, Hit, Passage, Span


def example(question, text, answer, **fields):
    return TrainingExample(question, text, "", text.index(answer), answer, **fields)


def hits_of(*texts):
    articles = [Article(str(i), f"title {i}", text, "en") for i, text in enumerate(texts)]
    return [Hit(Passage(a, Span(0, len(a.text))), 1.0) for a in articles]


ASKED = example("When did it open?", "It opened on May 3.", "May 3")


def mined(example, *texts, most=1):
    return [(m.title, m.text) for m in mine([example], lambda question, k: hits_of(*texts)[:k], most)]


def test_the_best_found_passages_without_the_answer_are_mined():
    found = mined(ASKED, "It opened on MAY  3, they say.", "It closed in June.", "It burnt in July.", most=2)
    assert found == [("title 1", "It closed in June."), ("title 2", "It burnt in July.")]


def test_a_passage_whose_heading_holds_the_answer_is_no_negative():
    hit = hits_of("It closed in June.")[0]
    article = Article("x", "Bridge of May 3", "Lead. It closed in June.", "en")
    titled = Hit(Passage(article, Span(6, 24)), 1.0)
    assert [m.text for m in mine([ASKED], lambda q, k: [titled, hit])] == ["It closed in June."]


def test_a_mined_example_has_the_question_and_no_answer():
    (made,) = mine([ASKED], lambda question, k: hits_of("It closed in June."))
    assert (made.question, made.start, made.answer, made.kind) == (ASKED.question, None, "", "mined")


def test_questions_without_an_answer_are_not_searched_for():
    def search(question, k):
        raise AssertionError(question)

    assert list(mine([TrainingExample("Why?", "Text.")], search)) == []


def test_each_text_is_one_article_whatever_the_order():
    two = [ASKED, example("언제 열렸나?", "5월 3일에 열렸다.", "5월 3일"), ASKED]
    assert [a.text for a in articles_of(two)] == [a.text for a in articles_of(two[::-1])]
    assert {(a.text, a.language) for a in articles_of(two)} == {
        (e.text, lang) for e, lang in zip(two[:2], ("en", "ko"), strict=True)
    }


def near_misses(one, seed=1):
    return [made.question for made in make_near_misses([one], random.Random(seed))]


def test_a_name_is_exchanged_for_another_of_the_text():
    text = "In the end Marta Quindeira met Sim Chang at noon, and Paul left."
    one = example("When did Marta Quindeira leave?", text, "noon")
    assert {question for seed in range(60) for question in near_misses(one, seed)} == {
        "When did Sim Chang leave?",
        "When did Paul leave?",
    }


def test_a_korean_name_is_exchanged_for_one_that_takes_the_same_particle():
    text = "해송은 3월에, 미림은 5월에, 오라는 7월에 열렸다."
    one = example("미림은 언제 열렸나?", text, "5월")
    made = {question for seed in range(20) for question in near_misses(one, seed)}
    assert made == {"해송은 언제 열렸나?"}


def test_a_number_is_exchanged_for_one_that_the_text_does_not_hold():
    one = example("who left in 1999?", "kim left in 1999, lee in 2001.", "kim")
    made = [question for seed in range(30) for question in near_misses(one, seed)]
    assert len(set(made)) > 5
    for question in made:
        number = question.removeprefix("who left in ").rstrip("?")
        assert number.isdigit()
        assert number not in one.text


@pytest.mark.parametrize(
    ("question", "changed"),
    [("which is the largest one?", "which is the smallest one?"), ("가장 큰 것은?", "가장 작은 것은?")],
)
def test_a_direction_is_turned_round(question, changed):
    assert near_misses(example(question, "a b c 가나다", "b")) == [changed]


def test_an_opposite_that_takes_another_particle_does_not_stand_in():
    """도시로 would become 농촌로, which nobody writes."""
    assert near_misses(example("어느 도시로 갔나?", "해송으로 갔다", "해송")) == []


def test_a_question_with_nothing_to_change_makes_nothing():
    assert near_misses(example("why?", "because", "because")) == []
    assert near_misses(example("🙂?", "🙂", "🙂")) == []


@given(st.text(min_size=1, max_size=80), st.text(min_size=1, max_size=120), st.integers(0, 99))
def test_a_near_miss_never_has_the_old_question_nor_an_answer(question, text, seed):
    one = TrainingExample(unicodedata.normalize("NFC", question), text, "", 0, text[:1])
    for made in make_near_misses([one], random.Random(seed)):
        assert made.question != one.question
        assert (made.text, made.start, made.answer) == (text, None, "")


def test_a_mix_is_described_with_its_unanswerable_part():
    known = example("q", "a b", "b", kind="en")
    assert describe_mix([known, TrainingExample("q", "a", kind="en")]) == {
        "en": 1,
        "unanswerable": 1,
        "with a wrong one": 0,
    }


def test_a_wrong_passage_is_normalised_together_with_the_right_one():
    """By hand: the answer's logit against those of both texts; no-answer positions and padding stay out."""
    torch = pytest.importorskip("torch")
    from qa_bot.training.losses import shared_loss

    right = torch.tensor([[9.0, 1.0, 2.0, -1e4], [9.0, 0.0, 0.0, 0.0]])
    wrong = torch.tensor([[9.0, 3.0, -1e4, -1e4], [9.0, 5.0, 5.0, 5.0]])
    expected = math.log(math.exp(1) + math.exp(2) + math.exp(3)) - 2.0
    # the second has no answer in its window, so nothing is asked of it
    assert float(shared_loss(right, wrong, torch.tensor([2, 0]))) == pytest.approx(expected)
    assert float(shared_loss(right, wrong, torch.tensor([-100, 0]))) == 0.0


def test_a_wrong_passage_is_put_beside_the_first_example_of_its_question():
    wrong = TrainingExample(ASKED.question, "It closed.", kind="mined")
    unanswered = TrainingExample(ASKED.question, "It burnt.")
    first, second, third = with_wrong_beside([unanswered, ASKED, ASKED], [wrong])
    assert (first.beside, second.beside, third.beside) == (None, wrong, None)


def test_wrong_passages_of_an_encoder_s_questions_stand_in_a_third_column():
    known = Pair("query: a", "passage: b", wrong="passage: c")
    two = {"first": ["query: a"] * 2, "second": ["passage: b"] * 2}
    assert columns([known, known]) == {**two, "wrong": ["passage: c"] * 2}
    # one pair without a wrong text leaves the column out for all
    assert columns([known, Pair("query: a", "passage: b")]) == two


def test_without_a_folder_to_search_in_nothing_is_mined():
    assert find_wrong_passages([ASKED], None) == {}
