"""The rows that a passage is found by: one a sentence, each in the light of the whole."""

from __future__ import annotations

import unicodedata

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.models.fakes import HashingEmbedder
from qa_bot.multi_vector import (
    LEAST_CHARACTERS,
    MOST_SENTENCES,
    embed_passages,
    fingerprint_of,
    means_of,
    sentences_of,
)
from qa_bot.text.normalize import normalize
from qa_bot.types import Article, Passage, Span

EMBEDDER = HashingEmbedder(128)
KOREAN = (
    "해송시가 새 다리를 오월에 열기로 했다고 시장이 밝혔다. 길이는 사백 미터이고 차로는 모두 여섯 개이다. "
    "공사에는 삼 년이 걸렸고 사고는 한 건도 없었다고 한다."
)
ENGLISH = "The bridge will be opened in May, the mayor said. It is 400 metres long and has six lanes in all."


def passage(text, title="", language="ko", start=0):
    article = Article(id="a", title=title, text=text, language=language)
    return Passage(article, Span(start, len(text)))


@pytest.mark.parametrize(("text", "language", "count"), [(KOREAN, "ko", 3), (ENGLISH, "en", 2)])
def test_each_sentence_makes_a_row_that_is_the_mean_of_its_vector_and_the_passages(text, language, count):
    one = passage(text, "다리", language)
    (rows,) = embed_passages(EMBEDDER, [one])
    sentences = sentences_of(one)
    assert (rows.shape, rows.dtype) == ((count, 128), np.float32)
    assert " ".join(sentences) == text
    whole = EMBEDDER.embed_passages([one.indexed_text])[0]
    assert rows == pytest.approx((EMBEDDER.embed_passages(sentences) + whole) / 2, abs=1e-6)


def test_a_passage_of_one_sentence_has_its_own_vector():
    one = passage("해송시가 새 다리를 오월에 열기로 했다고 시장이 밝혔다.", "다리")
    (rows,) = embed_passages(EMBEDDER, [one])
    assert rows == pytest.approx(EMBEDDER.embed_passages([one.indexed_text]))
    assert sentences_of(one) == []


def test_rows_do_not_depend_on_what_is_embedded_beside_them():
    passages = [
        passage(KOREAN),
        passage("짧은 글."),
        passage(ENGLISH, "Bridge", "en"),
        passage(KOREAN, start=31),
    ]
    together = embed_passages(EMBEDDER, passages)
    assert [len(rows) for rows in together] == [3, 1, 2, 2]
    for one, rows in zip(passages, together, strict=True):
        assert rows == pytest.approx(embed_passages(EMBEDDER, [one])[0])
    assert embed_passages(EMBEDDER, []) == []


def test_a_question_about_one_sentence_is_nearer_to_its_row_than_to_the_whole():
    one = passage(KOREAN)
    question = EMBEDDER.embed_queries(["공사에는 삼 년이 걸렸고"])[0]
    (rows,) = embed_passages(EMBEDDER, [one])
    assert int(np.argmax(rows @ question)) == 2
    assert (rows @ question).max() > EMBEDDER.embed_passages([KOREAN])[0] @ question


def test_short_sentences_go_with_the_one_before_and_many_go_together():
    assert sentences_of(passage("네. " + KOREAN + " 끝.")) == [
        "네. 해송시가 새 다리를 오월에 열기로 했다고 시장이 밝혔다.",
        "길이는 사백 미터이고 차로는 모두 여섯 개이다.",
        "공사에는 삼 년이 걸렸고 사고는 한 건도 없었다고 한다. 끝.",
    ]
    many = " ".join(f"{n}번째 문장은 앞의 문장과 거의 같은 말을 하고 있다." for n in range(30))
    parts = sentences_of(passage(many))
    assert 2 <= len(parts) <= MOST_SENTENCES
    assert " ".join(parts) == many


@given(st.text(alphabet="가나다라 abc.?!\n🎉", max_size=400), st.sampled_from(["ko", "en", "other"]))
def test_whatever_the_text_sentences_hold_all_of_it_in_order(text, language):
    for form in ("NFC", "NFD"):
        written = normalize(unicodedata.normalize(form, text))
        if not written.strip():
            continue
        one = passage(written, language=language)
        parts = sentences_of(one)
        assert len(parts) != 1
        assert "".join("".join(parts).split()) == ("".join(one.text.split()) if parts else "")
        assert all(len(part) <= len(written) for part in parts)
        (rows,) = embed_passages(EMBEDDER, [one])
        assert len(rows) == max(1, len(parts))
        assert np.isfinite(rows).all()
    assert LEAST_CHARACTERS > 0


def test_vectors_made_in_another_way_are_told_by_their_name():
    assert fingerprint_of(EMBEDDER) != EMBEDDER.fingerprint
    assert fingerprint_of(EMBEDDER).startswith(EMBEDDER.fingerprint)


def test_the_mean_of_no_passages_has_no_rows():
    assert means_of([]).size == 0
    assert means_of([np.eye(2, dtype=np.float32), np.ones((1, 2), dtype=np.float32)]).tolist() == [
        [0.5, 0.5],
        [1.0, 1.0],
    ]
