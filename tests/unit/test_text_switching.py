"""Words of a question exchanged for those of a text in the other language."""

from __future__ import annotations

from time import perf_counter

import pytest

from qa_bot.models.lexicon import load_switcher
from qa_bot.text.names_alike import most_alike, sound_of
from qa_bot.text.switching import WordSwitcher

SWITCH = WordSwitcher(
    {"법원": ["court"], "총리": ["prime", "minist"], "prime": ["총리"], "minist": ["장관", "총리"]}
)


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("법원은 언제 판결했나?", "The Court ruled in May.", "Court은 언제 판결했나?"),
        # likeliest first, as far as the text says it
        ("총리는 누구인가?", "The minister resigned.", "minister는 누구인가?"),
        # two words for one
        ("Who is the prime minister?", "총리는 김하늘이다.", "Who is the 총리?"),
        ("Who is the minister?", "장관과 총리가 만났다.", "Who is the 장관?"),
        # numbers and what is in the text's language stay
        ("2018년 KTX 법원 판결은?", "The court on KTX in 2018", "2018년 KTX court 판결은?"),
        ("How old is Kim Ha-neul?", "김하늘은 42세다.", "How old is 김하늘?"),
        ("한가람은 몇 살인가?", "Han Ga-ram, 42, won.", "Han Ga-ram은 몇 살인가?"),
        ("알프레드는 언제 졌나?", "Alfred lost in 871.", "Alfred는 언제 졌나?"),
        # who writes a name in the other script still asks in the language of the rest
        ("Who is the minister of 나리포?", "나리포의 총리는 김하늘이다.", "Who is the 총리 of 나리포?"),
        ("Naripo 법원은 언제 판결했나?", "The Naripo court ruled.", "Naripo court은 언제 판결했나?"),
        # the first word is capitalised anyway
        ("Solmoe opened what?", "솔뫼가 다리를 열었다.", "Solmoe opened what?"),
        ("What did Solmoe open?", "솔뫼가 다리를 열었다.", "What did 솔뫼 open?"),
        ("언제?", "", "언제?"),
        ("", "The court", ""),
        ("🙂 👨‍👩‍👧 법원?", "the court 🙂", "🙂 👨‍👩‍👧 court?"),
    ],
)
def test_what_the_text_has_a_word_for_is_exchanged(question, text, expected):
    assert SWITCH(question, text) == expected


def test_what_the_text_has_no_word_for_stays():
    assert SWITCH("법원은 언제 판결했나?", "A bakery opened.") == "법원은 언제 판결했나?"


def test_the_shipped_glossary_knows_words_of_news():
    switched = load_switcher()(
        "법원은 선장에게 몇 년형을 선고했나?", "The court gave the captain five years."
    )
    assert "court" in switched
    assert "captain" in switched


def test_the_shipped_glossary_holds_no_numbers_and_no_empty_lists():
    translations = load_switcher().translations
    assert len(translations) > 30_000
    for word, others in translations.items():
        assert others
        assert not any(c.isdigit() for c in word + "".join(others))


@pytest.mark.parametrize("text", ["가나다라마바사" * 3000, "Aa Bb " * 5000, "\n" * 9000, "é́" * 4000])
def test_long_texts_take_no_long_time(text):
    began = perf_counter()
    for question in ("Who is Kim Ha-neul of Solmoe?", "솔뫼의 김하늘은 누구인가?"):
        load_switcher()(question, text)
    assert perf_counter() - began < 30


@pytest.mark.parametrize(
    ("latin", "hangul"),
    [
        ("Han Ga-ram", "한가람"),
        ("Alfred", "알프레드"),
        ("Israel", "이스라엘"),
        ("Naripo", "나리포"),
        ("Mindanao", "민다나오"),
    ],
)
def test_names_that_sound_alike_are_known_in_both_directions(latin, hangul):
    assert most_alike(latin, ["법원", hangul, "아버지"]) == hangul
    assert most_alike(hangul, ["Court", latin, "Father"]) == latin


@pytest.mark.parametrize("name", ["", "Kim", "김", "!!", "漢字", "\u200b"])
def test_short_names_are_like_nothing(name):
    assert most_alike(name, ["김", "Kim", "", "漢字"]) is None


def test_a_sound_depends_on_no_case():
    assert sound_of("ALFRED") == sound_of("alfred")
