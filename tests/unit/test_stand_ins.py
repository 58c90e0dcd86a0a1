"""Unknown Hangul syllables are read as the nearest known ones, and nothing else changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.models.shipped import embeddings_folder
from qa_bot.models.stand_ins import StandIns, StandInTokenizer

KNOWN = "불뷔뷘가각강나"


@pytest.mark.parametrize(
    ("syllable", "near"),
    [
        ("뷔", "뷔"),  # known
        ("뷥", "뷔"),  # no final consonant is nearer than another one
        ("갂", "가"),
        ("낙", "나"),
        ("쁑", "강"),  # neither consonant nor vowel is known: the same final consonant decides
    ],
)
def test_the_nearest_known_syllable_stands_in(syllable, near):
    assert syllable.translate(StandIns(KNOWN.__contains__)) == near


@given(st.text(max_size=60))
def test_one_code_point_stands_for_one_and_only_strange_syllables_change(text):
    table = StandIns(KNOWN.__contains__)
    made = text.translate(table)
    assert len(made) == len(text)
    for before, after in zip(text, made, strict=True):
        if "가" <= before <= "힣":
            assert after in KNOWN
        else:
            assert after == before
    assert made.translate(table) == made


def test_without_any_known_syllable_text_stays():
    assert "뷁 A".translate(StandIns(lambda _: False)) == "뷁 A"


@pytest.fixture(scope="module")
def tokenizers():
    from tokenizers import Tokenizer

    plain = Tokenizer.from_file(str(embeddings_folder() / "reader" / "tokenizer.json"))
    return plain, StandInTokenizer(plain)


@pytest.mark.parametrize(
    "text", ["한국은행이 금리를 올렸다.", "The bank's rate: 3.5%", "🇰🇷 ㎞ é 漢字", "", "가\u1100\u1161"]
)
def test_known_text_is_encoded_as_before(tokenizers, text):
    plain, standing_in = tokenizers
    assert standing_in.encode(text).ids == plain.encode(text).ids
    (pair,) = standing_in.encode_batch([("누구?", text)])
    assert pair.ids == plain.encode_batch([("누구?", text)])[0].ids


def test_rare_names_are_told_apart_and_stand_at_their_places(tokenizers):
    plain, standing_in = tokenizers
    one, other = "뷁쨟 씨는", "쏋쮋 씨는"
    assert plain.encode(one).ids == plain.encode(other).ids
    assert standing_in.encode(one).ids != standing_in.encode(other).ids
    assert plain.token_to_id("<unk>") not in standing_in.encode(one).ids
    ends = [end for _, end in standing_in.encode(one).offsets]
    assert max(ends) == len(one)
    assert {1, 2} <= set(ends)
