"""The nouns hold by construction what they promise."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import FrozenInstanceError, replace
from datetime import datetime, timedelta, timezone

import pytest

from qa_bot.errors import ArticleError, LibraryMismatch, MissingExtra, QABotError, QuestionError, SpanError
from qa_bot.types import Answer, Article, Candidate, Citation, Filters, Passage, Span

KST = timezone(timedelta(hours=9))
TEXT = "금리 동결\n2021-03-05 09:10\n\n🇰🇷 한국은행이 기준금리를 0.5%로 동결했다."
RATES = Article(
    id="rates.ko",
    title="금리 동결",
    text=TEXT,
    language="ko",
    source="articles/rates.ko.txt",
    url="https://www.hanbit.example/arti/1.html",
    author="김하늘",
    published=datetime(2021, 3, 5, 9, 10, tzinfo=KST),
    modified=datetime(2021, 3, 6, 0, 0),  # noqa: DTZ001 - a page may state no zone
    translation_of="rates.en",
)


def through_json(value):
    return json.loads(json.dumps(value, ensure_ascii=False))


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 2), (3, 2), (0, 0)])
def test_a_span_has_a_start_before_its_end(start, end):
    with pytest.raises(SpanError, match=f"0 <= start < end, not {start}, {end}"):
        Span(start, end)


def test_a_span_past_the_text_is_an_error_and_not_a_shorter_quote():
    assert Span(0, 2).of("금리") == "금리"
    with pytest.raises(SpanError, match="0-3 reaches past a text of 2"):
        Span(0, 3).of("금리")


def test_spans_that_only_touch_do_not_overlap():
    assert not Span(0, 2).overlaps(Span(2, 4))
    assert not Span(2, 4).overlaps(Span(0, 2))
    assert Span(0, 3).overlaps(Span(2, 4))
    assert Span(0, 9).overlaps(Span(4, 5))
    assert Span(4, 5).overlaps(Span(0, 9))


def test_spans_order_by_start_then_end():
    assert sorted([Span(2, 3), Span(0, 9), Span(0, 1)]) == [Span(0, 1), Span(0, 9), Span(2, 3)]
    assert len(Span(3, 7)) == 4
    assert Span(3, 7).shift(-3) == Span(0, 4)


def test_a_shift_before_the_text_is_an_error():
    with pytest.raises(SpanError):
        Span(1, 2).shift(-2)


@pytest.mark.parametrize("text", ["", " \n\t "])
def test_an_article_needs_text(text):
    with pytest.raises(ValueError, match="article a has no text"):
        Article(id="a", title="", text=text, language="ko")


def test_an_article_needs_an_id():
    with pytest.raises(ValueError, match="needs an id"):
        Article(id="", title="", text="금리", language="ko")


def test_an_article_in_decomposed_hangul_is_refused():
    with pytest.raises(ValueError, match="not NFC"):
        Article(id="a", title="", text=unicodedata.normalize("NFD", "금리"), language="ko")


def test_nothing_can_be_changed_afterwards():
    with pytest.raises(FrozenInstanceError):
        RATES.text = "고친 기사"
    with pytest.raises(FrozenInstanceError):
        Span(0, 1).end = 5


def test_an_article_goes_through_json_with_both_times_and_no_zone_made_up():
    data = through_json(RATES.to_dict())
    assert data["published"] == "2021-03-05T09:10:00+09:00"
    assert data["modified"] == "2021-03-06T00:00:00"
    assert Article.from_dict(data) == RATES
    bare = Article(id="b", title="", text="글", language="other")
    assert Article.from_dict(through_json(bare.to_dict())) == bare


def test_a_citation_quotes_code_points_not_utf16_units():
    start = TEXT.index("0.5%")
    citation = Citation(RATES, Span(start, start + 4))
    assert (citation.start, citation.end, citation.quote) == (start, start + 4, "0.5%")
    flag = TEXT.index("🇰🇷")
    assert Citation(RATES, Span(flag, flag + 2)).quote == "🇰🇷"


def test_a_citation_past_its_article_is_an_error():
    with pytest.raises(SpanError):
        Citation(RATES, Span(len(TEXT) - 1, len(TEXT) + 1))


def test_a_citation_goes_through_json():
    citation = Citation(RATES, Span(0, 2))
    data = through_json(citation.to_dict())
    assert (data["quote"], data["start"], data["end"]) == ("금리", 0, 2)
    assert Citation.from_dict(data) == citation


@pytest.mark.parametrize(
    "changes", [{"quote": "동결"}, {"start": 1}, {"end": 5}, {"end": 9999}, {"start": 2}]
)
def test_a_quote_that_does_not_stand_at_its_place_is_refused(changes):
    data = Citation(RATES, Span(0, 2)).to_dict() | changes
    with pytest.raises(SpanError):
        Citation.from_dict(data)


def test_the_first_passage_of_an_article_that_begins_with_its_headline_has_no_heading():
    first = Passage(RATES, Span(0, 22))
    assert first.heading == ""
    assert first.indexed_text == TEXT[:22]


def test_later_passages_are_read_under_headline_and_day():
    start = TEXT.index("🇰🇷")
    later = Passage(RATES, Span(start, len(TEXT)))
    assert later.heading == "금리 동결 · 2021-03-05"
    assert later.indexed_text == f"금리 동결 · 2021-03-05\n{TEXT[start:]}"
    assert later.id == f"rates.ko:{start}"


@pytest.mark.parametrize(
    ("changes", "heading"),
    [
        ({"published": None}, "금리 동결"),
        ({"title": ""}, "2021-03-05"),
        ({"title": "", "published": None}, ""),
    ],
)
def test_what_is_not_known_is_left_out_of_the_heading(changes, heading):
    assert Passage(replace(RATES, **changes), Span(10, 20)).heading == heading


def test_a_headline_that_does_not_open_the_text_heads_the_first_passage_too():
    article = replace(RATES, title="다른 제목", published=None)
    assert Passage(article, Span(0, 5)).indexed_text == "다른 제목\n금리 동결"


def test_a_passage_cites_in_the_article_s_coordinates():
    start = TEXT.index("한국은행")
    passage = Passage(RATES, Span(start, len(TEXT)))
    citation = passage.cite(Span(0, 4))
    assert (citation.quote, citation.start) == ("한국은행", start)


def test_a_passage_does_not_cite_what_stands_behind_it():
    passage = Passage(RATES, Span(0, 5))
    with pytest.raises(SpanError):
        passage.cite(Span(4, 6))
    with pytest.raises(SpanError):
        Passage(RATES, Span(0, len(TEXT) + 1))


def test_a_candidate_s_margin_is_what_it_beats_silence_by():
    candidate = Candidate(Passage(RATES, Span(3, 20)), Span(0, 2), score=7.5, no_answer_score=2.0)
    assert candidate.margin == 5.5
    assert candidate.text == "동결"
    assert candidate.citation == Citation(RATES, Span(3, 5))
    with pytest.raises(SpanError):
        Candidate(candidate.passage, Span(0, 99), 1.0)


def test_an_answer_without_citations_is_falsy_and_has_no_text():
    assert not Answer("언제?", confidence=0.9)
    assert Answer("언제?").text is None
    answer = Answer("무엇?", (Citation(RATES, Span(0, 2)), Citation(RATES, Span(3, 5))), 0.9)
    assert answer
    assert answer.text == "금리"


@pytest.mark.parametrize("confidence", [-0.01, 1.01, float("nan")])
def test_confidence_is_a_share(confidence):
    with pytest.raises(ValueError, match="share of 0 to 1"):
        Answer("q", confidence=confidence)


def test_an_answer_goes_through_json_with_the_nearest_passages():
    answer = Answer(
        "기준금리는?", (Citation(RATES, Span(0, 2)),), 0.75, (Passage(RATES, Span(3, 9)),), "이유"
    )
    data = through_json(answer.to_dict())
    assert (data["text"], data["confidence"], data["reason"]) == ("금리", 0.75, "이유")
    assert Answer.from_dict(data) == answer
    assert Answer.from_dict(through_json(Answer("q").to_dict())) == Answer("q")


def test_filters_let_everything_through_by_default():
    assert Filters() == Filters(language=None, source=None, since=None, until=None)


def test_errors_name_their_place_in_one_line():
    assert str(ArticleError("is empty", source="a.txt")) == "a.txt: is empty"
    assert str(ArticleError("is empty")) == "is empty"
    assert str(ArticleError("is no date", field="published")) == "published: is no date"
    assert str(LibraryMismatch("lib", "old", "new")) == (
        'lib: its vectors were made by encoder "old", but the encoder at hand is "new"; open it with that '
        "encoder, or embed it anew with --reembed"
    )
    assert "pip install 'qa_bot[train]'" in str(MissingExtra("onnx", "train"))
    assert issubclass(QuestionError, QABotError)
    assert issubclass(SpanError, ValueError)
