"""Expected values are worked out by hand from the definitions.

They are SQuAD's evaluate-v1.1.py and evaluate-v2.0.py and KorQuAD's evaluate-v1.0.py.
"""

import unicodedata
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.evaluation import Example, Gold, Scores, korquad, score, squad
from qa_bot.evaluation.scores import score_example

TEXT = st.text(alphabet=st.sampled_from("ab the.서울에《》(')\u1112\u1161🇰🇷 A,-"), max_size=20)


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("The  U.S. – a state", "us – state"),
        ("state-of-the-art", "stateoftheart"),  # the hyphens go first, so no article is left to see
        ("Theater an Anthem", "theater anthem"),
        ("the\u00a0end\n", "end"),
        ("snake_case!", "snakecase"),
        ("“quoted”", "“quoted”"),
        ("A", ""),
        ("한국은행의 THE 금리", "한국은행의 금리"),
        ("🙂 ok.", "🙂 ok"),
    ],
)
def test_squad_normalises_case_punctuation_articles_and_space(text, normal):
    assert squad.normalize(text) == normal


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("《The 한겨레》(1988.05)", "the 한겨레 198805"),
        ("'가'\"나\"<다>〈라〉‘마’", "가 나 다 라 마"),
        ("1,200명", "1200명"),
        ("3.5%", "35"),
        ("12월-3일", "12월3일"),
        ("“서울”", "“서울”"),
        ("공백없는문장", "공백없는문장"),
        ("🇰🇷 한", "🇰🇷 한"),
    ],
)
def test_korquad_parts_words_at_quotes_and_brackets_and_drops_other_punctuation(text, normal):
    assert korquad.normalize(text) == normal


@pytest.mark.parametrize(
    ("said", "gold", "exact", "f1"),
    [
        ("the Han River", "Han River.", 1.0, 1.0),
        ("in the 10th and 11th centuries", "10th and 11th centuries", 0.0, 8 / 9),  # 4 of 5 and 4 of 4
        ("New York, New York", "New York", 0.0, 2 / 3),  # 2 of 4 and 2 of 2
        ("Norman people", "Normans", 0.0, 0.0),
        ("US", "the U.S.", 1.0, 1.0),
        ("서울에서", "서울", 0.0, 0.0),  # one word against another
    ],
)
def test_squad_counts_words(said, gold, exact, f1):
    assert score(said, [gold], "en") == Scores(exact, pytest.approx(f1))
    assert score(said, [gold], "other") == Scores(exact, pytest.approx(f1))


@pytest.mark.parametrize(
    ("said", "gold", "exact", "f1"),
    [
        ("서울에서", "서울", 0.0, 2 / 3),  # 2 of 4 and 2 of 2 characters
        ("‘서울’", "서울", 1.0, 1.0),
        ("12월3일", "12월 3일", 0.0, 1.0),  # spaces part words but are no characters
        ("1200명", "1,200명", 1.0, 1.0),
        ("the A", "A", 0.0, 0.4),  # 1 of 4 and 1 of 1: English articles stay
        ("🇰🇷한", "한", 0.0, 0.5),  # the flag is two code points
        ("부산", "서울", 0.0, 0.0),
        ("가가나", "가나나", 0.0, 2 / 3),  # each character as often as it stands
    ],
)
def test_korquad_counts_characters(said, gold, exact, f1):
    assert score(said, [gold], "ko") == Scores(exact, pytest.approx(f1))


def test_the_best_gold_counts_for_each_measure_on_its_own():
    assert score("서울", ["부산", "서울시", "서울"], "ko") == Scores(1.0, 1.0)
    # exact match by no gold, F1 by the second: 2 of 2 and 2 of 3
    assert score("Han River", ["Seoul", "upper Han River"], "en") == Scores(0.0, pytest.approx(0.8))


@pytest.mark.parametrize("language", ["ko", "en", "other"])
def test_no_answer_is_right_just_where_there_is_none(language):
    assert score(None, [], language) == score("", [], language) == Scores(1.0, 1.0)
    assert score("서울", [], language) == Scores(0.0, 0.0)
    assert score(None, ["서울"], language) == score("", ["서울"], language) == Scores(0.0, 0.0)


def test_golds_without_words_are_left_out_as_in_squad_2():
    assert score("", ["..."], "ko") == Scores(1.0, 1.0)
    assert score("", ["the"], "en") == Scores(1.0, 1.0)
    assert score("", ["the", "river"], "en") == Scores(0.0, 0.0)


def test_decomposed_hangul_is_the_same_answer():
    assert score(unicodedata.normalize("NFD", "한국은행"), ["한국은행"], "ko") == Scores(1.0, 1.0)
    assert score("한국은행", [unicodedata.normalize("NFD", "한국은행")], "en") == Scores(1.0, 1.0)


def test_an_answer_is_right_from_half_of_f1():
    assert Scores(0.0, 0.5).is_right
    assert not Scores(0.0, 0.49).is_right


def test_each_edition_is_scored_by_its_own_rule():
    golds = (Gold("서울시청", doc="hall.ko"), Gold("Seoul City Hall", doc="hall.en"))
    example = Example("1", "", None, "Where?", golds, language="en", question_language="en")
    assert score_example("서울시청에서", example).f1 == pytest.approx(0.8)  # 4 of 6 and 4 of 4 characters
    assert score_example("City Hall", example).f1 == pytest.approx(0.8)  # 2 of 2 and 2 of 3 words
    # by characters the same would share nearly all letters with the English gold
    assert score_example("Lila Clytehouse", example).f1 == 0.0


def test_the_questions_language_does_not_matter():
    golds = (Gold("서울", start=0),)
    example = Example("1", "", "서울이다.", "Where?", golds, language="ko", question_language="en")
    assert score_example("서울에서", example).f1 == pytest.approx(2 / 3)


@given(said=TEXT, gold=TEXT)
def test_squad_f1_is_the_harmonic_mean_of_precision_and_recall(said, gold):
    assert squad.f1(said, gold) == pytest.approx(
        slow_f1(squad.normalize(said).split(), squad.normalize(gold).split())
    )


@given(said=TEXT, gold=TEXT)
def test_korquad_f1_is_the_harmonic_mean_of_precision_and_recall(said, gold):
    characters = [[c for word in korquad.normalize(text).split() for c in word] for text in (said, gold)]
    assert korquad.f1(said, gold) == pytest.approx(slow_f1(*characters))


@given(said=TEXT, golds=st.lists(TEXT, max_size=3), language=st.sampled_from(["ko", "en"]))
def test_an_exact_match_has_f1_one_and_scores_are_shares(said, golds, language):
    scores = score(said, golds, language)
    assert scores.exact_match in (0.0, 1.0)
    assert scores.exact_match <= scores.f1 <= 1.0


@given(text=TEXT)
def test_normalising_twice_changes_nothing(text):
    once = korquad.normalize(text)
    assert korquad.normalize(once) == once


def slow_f1(said, gold):
    """The definition, by counting."""
    if not said or not gold:
        return float(said == gold)
    left = list(gold)
    shared = 0
    for unit in said:
        if unit in left:
            left.remove(unit)
            shared += 1
    if not shared:
        return 0.0
    assert shared == sum((Counter(said) & Counter(gold)).values())
    precision, recall = shared / len(said), shared / len(gold)
    return 2 * precision * recall / (precision + recall)
