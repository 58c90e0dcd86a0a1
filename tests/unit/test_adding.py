"""What becomes of articles on their way into a library."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from qa_bot import adding
from qa_bot.adding import AddReport, Copy, add_articles
from qa_bot.errors import ArticleError, ModelError
from qa_bot.library import LocalLibrary
from qa_bot.models.fakes import HashingEmbedder, KeywordReader
from qa_bot.multi_vector import embed_passages
from qa_bot.types import Article

FIRST = Article(id="first", title="", text="해송항 준설 예산은 950억원이다.", language="ko")
SECOND = Article(id="second", title="", text="The tram 🚋 line is 11.8 kilometers long.", language="en")
CHANGED = replace(FIRST, text="해송항 준설 예산은 1200억원이다.")


def split(text, language):
    return text.split()


@pytest.fixture
def library(tmp_path):
    with LocalLibrary.open(tmp_path, dimension=64, fingerprint="hashing-64", terms=split) as opened:
        yield opened


@pytest.fixture
def add(library):
    def add(*articles, embedder=None):
        return add_articles(
            library, embedder or HashingEmbedder(), KeywordReader(), articles, passage_tokens=40
        )

    return add


def texts(library):
    return {article.id: article.text for article in library.articles()}


def test_new_articles_are_stored_with_their_passages_and_vectors(add, library):
    assert add(FIRST, SECOND) == AddReport(added=("first", "second"))
    assert texts(library) == {"first": FIRST.text, "second": SECOND.text}
    (passage,) = library.passages("second")
    expected = embed_passages(HashingEmbedder(), [passage])
    assert library.article_vectors("second")[0] == pytest.approx(expected[0], abs=1e-3)


def test_articles_that_are_there_already_are_left_alone(add):
    add(FIRST, SECOND)
    assert add(FIRST, SECOND) == AddReport(unchanged=("first", "second"))


def test_a_changed_article_takes_the_place_of_the_old(add, library):
    add(FIRST, SECOND)
    assert add(CHANGED, SECOND) == AddReport(updated=("first",), unchanged=("second",))
    assert texts(library)["first"] == CHANGED.text
    assert library.search_lexical(["950억원이다."], 5) == []


def test_a_changed_date_is_a_change(add, library):
    add(FIRST)
    assert add(replace(FIRST, author="김하늘")).updated == ("first",)
    assert library.get("first").author == "김하늘"


def test_the_same_text_under_another_id_is_a_duplicate(add, library):
    copy = replace(FIRST, id="copy", source="사본.txt")
    left_out = (Copy(copy, FIRST),)
    assert add(FIRST, copy) == AddReport(added=("first",), copies=left_out)
    assert add(copy) == AddReport(copies=left_out)
    assert add(copy).duplicates == ("copy",)
    assert list(texts(library)) == ["first"]


def test_the_same_text_in_another_language_is_no_duplicate(add):
    assert add(FIRST, replace(FIRST, id="other", language="other")).added == ("first", "other")


def test_an_article_that_comes_twice_is_added_once(add, library):
    assert add(FIRST, FIRST) == AddReport(added=("first",), unchanged=("first",))
    assert add(SECOND, CHANGED, SECOND) == AddReport(
        added=("second",), updated=("first",), unchanged=("second",)
    )
    assert len(library) == 2


def test_two_states_of_an_article_in_one_go_end_in_the_last(add, library):
    assert add(FIRST, CHANGED) == AddReport(added=("first",), updated=("first",))
    assert texts(library) == {"first": CHANGED.text}


def test_an_article_that_becomes_the_copy_of_another_leaves_no_ghost(add, library):
    add(FIRST, SECOND)
    changed = replace(SECOND, text=FIRST.text, language="ko")
    assert add(changed) == AddReport(copies=(Copy(changed, FIRST),))
    assert texts(library) == {"first": FIRST.text}


def test_a_text_that_moves_to_another_article_is_kept(add, library):
    """today.txt gets a new text, yesterday.txt its old one: neither may be lost."""
    add(FIRST)
    moved = replace(FIRST, id="moved")
    assert add(CHANGED, moved) == AddReport(added=("moved",), updated=("first",))
    assert texts(library) == {"first": CHANGED.text, "moved": FIRST.text}


def test_errors_are_kept_and_stop_nothing(add, library):
    error = ArticleError("is empty", source="b.txt")
    report = add(FIRST, error, SECOND)
    assert report == AddReport(added=("first", "second"), errors=(error,))
    assert report.total == 2


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        (
            {"published": "2024-01-01"},
            'second: its published is "2024-01-01" of kind str; make it a datetime',
        ),
        (
            {"modified": date(2024, 1, 1)},
            'second: its modified is "2024-01-01" of kind date; make it a datetime',
        ),
        ({"title": None}, 'second: its title is "None" of kind NoneType; make it a str'),
        ({"source": 7}, '7: its source is "7" of kind int; make it a str'),
        (
            {"source": "m\udcb1\udce2\udcbb\udce7.txt"},
            "m기사.txt: its source holds half a character (a lone surrogate); read the file again with its right encoding",
        ),
    ],
)
def test_an_article_that_cannot_be_stored_is_an_error_and_loses_no_other(add, library, fields, problem):
    bad = replace(SECOND, **fields)
    third = replace(SECOND, id="third", text="Tram 🚋 fares stay.")
    report = add(FIRST, bad, third)
    assert [str(error) for error in report.errors] == [problem]
    assert report.added == ("first", "third")
    assert list(texts(library)) == ["first", "third"]


def test_every_article_and_error_is_announced_in_order(library):
    seen = []
    error = ArticleError("is empty")
    add_articles(
        library,
        HashingEmbedder(),
        KeywordReader(),
        [SECOND, error, FIRST],
        passage_tokens=40,
        on_article=seen.append,
    )
    assert seen == [SECOND, error, FIRST]


def test_nothing_added_is_an_empty_report(add):
    assert add() == AddReport()
    assert add().total == 0


def test_many_articles_are_stored_batch_by_batch(add, library, monkeypatch):
    monkeypatch.setattr(adding, "PASSAGES_A_BATCH", 3)
    many = [replace(FIRST, id=f"a{i}", text=f"기사 {i} 번") for i in range(8)]
    assert add(*many).added == tuple(article.id for article in many)
    assert texts(library) == {article.id: article.text for article in many}
    for article in many:
        (vector,) = HashingEmbedder().embed_passages([article.text])
        assert library.article_vectors(article.id)[0] @ vector == pytest.approx(1.0, abs=1e-3)


def test_a_failing_batch_keeps_those_before_and_nothing_of_itself(add, library, monkeypatch):
    monkeypatch.setattr(adding, "PASSAGES_A_BATCH", 2)

    class Failing(HashingEmbedder):
        def embed_passages(self, texts):
            vectors = super().embed_passages(texts)
            return np.full_like(vectors, np.nan) if any("여섯" in text for text in texts) else vectors

    many = [
        replace(FIRST, id=f"a{i}", text=text) for i, text in enumerate(["하나", "둘", "셋", "여섯", "일곱"])
    ]
    with pytest.raises(ModelError):
        add(*many, embedder=Failing())
    assert sorted(texts(library)) == ["a0", "a1"]


def test_a_long_article_is_cut_into_passages_of_the_reader_s_tokens(add, library):
    long = replace(FIRST, text="해송항 준설 공사가 오늘 시작됐다. " * 40 + "끝.")
    add(long)
    passages = library.passages("first")
    assert len(passages) > 4
    assert max(KeywordReader().count_tokens([passage.text for passage in passages])) <= 40


def test_a_report_is_ready_for_json():
    copy = replace(FIRST, id="d", source="기사/사본.txt")
    errors = (ArticleError("is empty", source="x.txt"),)
    report = AddReport(
        ("a",), ("b",), ("c",), (Copy(copy, FIRST), Copy(replace(copy, id="e"), FIRST)), errors, 2
    )
    assert report.total == 5
    assert report.to_dict() == {
        "added": ["a"],
        "updated": ["b"],
        "unchanged": ["c"],
        "duplicates": ["d", "e"],
        "copies": [
            {"id": "d", "source": "기사/사본.txt", "original": "first"},
            {"id": "e", "source": "기사/사본.txt", "original": "first"},
        ],
        "errors": ["x.txt: is empty"],
        "pairs": 2,
    }
