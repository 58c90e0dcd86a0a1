"""What readers marked becomes questions that `evaluate` reads back."""

from __future__ import annotations

import json
import unicodedata

import pytest

from qa_bot.evaluation.dataset import articles_of, parse_examples
from qa_bot.evaluation.feedback import (
    NO_ARTICLE,
    NO_CORRECTION,
    NO_QUESTION,
    NOWHERE,
    REPEATED,
    export_feedback,
    find_correction,
)
from qa_bot.feedback import Feedback
from qa_bot.types import Answer, Article, Citation, Passage, Span

ENGLISH = Article(
    id="bridge.en",
    title="New bridge",
    text="The bridge is 412 meters long and 12.5 meters wide. 🎏 It cost 1,412 won. Pi Da-on\nopened it.",
    language="en",
)
KOREAN = Article(
    id="bridge.ko",
    title="새 다리",
    text="다리 길이는 412m다. 총사업비는 950억원이며 곽민재씨가 열었다.",
    language="ko",
)


def cite(article, words):
    start = article.text.index(words)
    return Citation(article, Span(start, start + len(words)))


def whole(article):
    return Passage(article, Span(0, len(article.text)))


BOTH = Answer("How long is it?", (cite(ENGLISH, "412 meters"), cite(KOREAN, "412m")), 0.9)
WRONG = Answer("얼마나 들었나?", (cite(KOREAN, "412m"),), 0.6)
SILENCE = Answer("누가 반대했나? 🇰🇷", nearest=(whole(KOREAN), whole(ENGLISH)), reason="없음")


def marked(answer, **options):
    return Feedback.of(answer, **options)


def read_back(marks, **options):
    """The examples after a way through the file's text, and what was left out."""
    exported = export_feedback(marks, **options)
    text = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in exported.records)
    return (parse_examples(text, "marks.jsonl") if exported.records else []), exported.left_out


def test_a_right_answer_asks_for_all_the_places_it_cited():
    mark = marked(BOTH, is_right=True)
    (example,), left_out = read_back([mark])
    assert left_out == {}
    assert (example.id, example.question, example.kind) == (mark.id, "How long is it?", "feedback")
    assert [(gold.doc, gold.text) for gold in example.answers] == [
        ("bridge.en", "412 meters"),
        ("bridge.ko", "412m"),
    ]
    assert example.question_language == "en"


def test_the_records_say_where_the_words_stand():
    (record,) = export_feedback([marked(BOTH, is_right=True)]).records
    for gold, article in zip(record["answers"], (ENGLISH, KOREAN), strict=True):
        assert article.text[gold["start"] : gold["end"]] == gold["text"]


def test_a_wrong_answer_asks_for_the_place_of_its_correction():
    decomposed = unicodedata.normalize("NFD", "950억원")
    (example,), _ = read_back([marked(WRONG, is_right=False, correction=decomposed)])
    assert [(gold.doc, gold.text) for gold in example.answers] == [("bridge.ko", "950억원")]
    assert example.question_language == "ko"


def test_a_silence_that_is_right_asks_for_silence():
    (example,), _ = read_back([marked(SILENCE, is_right=True)])
    assert not example.is_answerable
    assert example.question == SILENCE.question


def test_a_silence_that_is_wrong_asks_for_the_correction_in_what_was_nearest():
    (example,), _ = read_back([marked(SILENCE, is_right=False, correction="pi da-on opened")])
    assert [(gold.doc, gold.text) for gold in example.answers] == [("bridge.en", "Pi Da-on\nopened")]


def test_what_makes_no_test_is_counted_by_why():
    marks = [
        marked(BOTH, is_right=True),
        marked(BOTH, is_right=True),
        marked(BOTH, is_right=False),
        marked(WRONG, is_right=False, correction="두 시간"),
        marked(SILENCE, is_right=False, correction="<b>"),
        marked(Answer(" \n"), is_right=True),
    ]
    examples, left_out = read_back(marks)
    assert [example.id for example in examples] == [marks[0].id]
    assert left_out == {NO_CORRECTION: 1, NOWHERE: 2, REPEATED: 1, NO_QUESTION: 1}
    assert read_back([marked(Answer("언제?"), is_right=True)], has_contexts=True)[1] == {NO_ARTICLE: 1}


def test_with_contexts_a_mark_needs_no_library():
    marks = [
        marked(BOTH, is_right=True),
        marked(WRONG, is_right=False, correction="950억원"),
        marked(SILENCE, is_right=True),
    ]
    examples, left_out = read_back(marks, has_contexts=True)
    assert left_out == {}
    assert [example.context for example in examples] == [ENGLISH.text, KOREAN.text, KOREAN.text]
    for example in examples[:2]:
        (gold,) = example.answers
        assert example.context[gold.start : gold.start + len(gold.text)] == gold.text
    assert examples[2].answers == ()
    assert [e.question_language for e in examples] == ["en", "ko", "ko"]
    assert [article.title for article in articles_of(examples)] == ["New bridge", "새 다리"]


@pytest.mark.parametrize(
    ("correction", "expected"),
    [
        ("412", "412"),  # of "412 meters", not of "412m" nor of "1,412"
        ("12", None),
        ("5 meters", None),
        ("12.5", "12.5"),
        ("meter", None),
        ("THE BRIDGE", "The bridge"),
        ("곽민재", "곽민재"),
        ("Pi  Da-on opened", "Pi Da-on\nopened"),
        ("🎏", "🎏"),
        (".*", None),
        ("won", "won"),
    ],
)
def test_a_correction_is_found_as_whole_words(correction, expected):
    answer = Answer("?", (cite(KOREAN, "412m"), cite(ENGLISH, "wide")), 0.5)
    found = find_correction(marked(answer, is_right=False, correction=correction))
    assert (found.quote if found else None) == expected


def test_of_several_places_the_one_next_to_what_was_shown_is_meant():
    article = Article(id="a", title="", text="5월 1일 시작, 5월 2일 개막, 5월 2일 폐막", language="ko")
    last = article.text.rindex("폐막")
    answer = Answer("?", (Citation(article, Span(last, last + 2)),), 0.5)
    found = find_correction(marked(answer, is_right=False, correction="5월 2일"))
    assert found.start == article.text.rindex("5월 2일")


def test_no_picture_is_cut_by_a_correction():
    article = Article(id="a", title="", text="깃발은 🏳️‍🌈 이다", language="ko")
    answer = Answer("?", (Citation(article, Span(0, 2)),), 0.5)
    assert find_correction(marked(answer, is_right=False, correction="\U0001f3f3")) is None


def test_a_separator_inside_a_question_does_not_break_the_line():
    question = "누가? A\x85B 🇰🇷 \ud800"
    (example,), _ = read_back([marked(Answer(question, BOTH.citations, 0.5), is_right=True)])
    assert example.question == "누가? A B 🇰🇷 �"
