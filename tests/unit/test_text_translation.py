"""Terms of one language as the other may have them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.errors import ModelError
from qa_bot.models.lexicon import load_lexicon
from qa_bot.text.terms import terms
from qa_bot.text.translation import TermLexicon
from qa_bot.types import Translation

LEXICON = TermLexicon({"금리": ["rate"], "rate": ["금리", "비율"], "인상": ["rais", "hike"]})


@pytest.mark.parametrize(
    ("asked", "language", "made", "share"),
    [
        (["금리", "인상"], "ko", ("rate", "rais", "hike"), 1.0),
        (["rate"], "en", ("금리", "비율"), 1.0),
        # a Korean word that nobody knows can't stand in an English text
        (["금리", "달내"], "ko", ("rate",), 0.5),
        # a number and a name in Latin letters may be the same in both
        (["2018", "bts"], "ko", ("2018", "bts"), 1.0),
        # an English word may stand in a Korean text as it is, but most don't
        (["rate", "dalnae", "2018"], "en", ("금리", "비율", "dalnae", "2018"), 2 / 3),
        (["달내"], "ko", (), 0.0),
        # words of the other language are there already
        (["금리", "rate"], "en", ("금리", "금리", "비율"), 1.0),
        (["금리", "rate"], "ko", ("rate", "rate"), 1.0),
        (["🚋"], "ko", ("🚋",), 1.0),
        ([], "ko", (), 0.0),
    ],
)
def test_what_is_known_is_exchanged_and_what_can_be_the_same_stays(asked, language, made, share):
    found = LEXICON(asked, language)
    assert (found.terms, found.share) == (made, pytest.approx(share))


@given(st.lists(st.text(max_size=8), max_size=6), st.sampled_from(["ko", "en"]))
def test_the_share_is_one_and_nothing_is_made_up(asked, language):
    found = LEXICON(asked, language)
    assert 0.0 <= found.share <= 1.0
    known = {*asked, *(other for others in LEXICON.translations.values() for other in others)}
    assert set(found.terms) <= known


@pytest.mark.parametrize(
    ("question", "language", "expected"),
    [
        ("대통령은 언제 지진 피해 지역을 방문했나?", "ko", {"presid", "earthquak", "visit"}),
        ("When did the president visit the earthquake area?", "en", {"대통령", "지진", "방문"}),
    ],
)
def test_the_shipped_lexicon_knows_the_words_of_news_in_both_directions(question, language, expected):
    assert expected <= set(load_lexicon()(terms(question, language), language).terms)


def test_the_shipped_lexicon_holds_terms_as_search_has_them():
    lexicon = load_lexicon().translations
    assert len(lexicon) > 10_000
    for word, others in lexicon.items():
        assert all(
            unicodedata.is_normalized("NFC", term) and term == term.lower() for term in (word, *others)
        )
        assert others
        assert word.isascii() != others[0].isascii()


@pytest.mark.parametrize("content", ["", "[1]", '{"금리": "rate"}', "\ufeff", '{"금리": ["rate"]'])
def test_a_file_that_is_no_lexicon_is_a_clear_error(tmp_path, content):
    path = tmp_path / "lexicon.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ModelError, match=r"no lexicon|must be a list"):
        TermLexicon.read(path)
    with pytest.raises(ModelError, match="no lexicon"):
        TermLexicon.read(tmp_path / "nothing.json")


def test_a_file_in_cp949_is_a_clear_error(tmp_path):
    path = tmp_path / "lexicon.json"
    path.write_bytes('{"금리": ["rate"]}'.encode("cp949"))
    with pytest.raises(ModelError, match="no lexicon"):
        TermLexicon.read(path)


def test_a_translation_is_a_value():
    assert LEXICON(["금리"], "ko") == Translation(("rate",), 1.0)
