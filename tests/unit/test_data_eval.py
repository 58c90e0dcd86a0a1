"""The evaluation set: every answer stands where the file says, and every kind is asked in both languages."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

KINDS = {"same": 140, "cross": 60, "byline": 16, "date": 16, "terse": 28, "misspelt": 20, "unanswerable": 60}


@pytest.fixture(scope="module")
def questions(repository):
    lines = (repository / "data/eval/questions.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def articles(sample_articles):
    return {Path(article.source).stem: article for article in sample_articles}


def test_ids_are_unique(questions):
    assert len(questions) >= 300
    assert len({question["id"] for question in questions}) == len(questions)
    assert len({question["question"] for question in questions}) == len(questions)


def test_every_kind_is_asked_half_in_korean_and_half_in_english(questions):
    counts = Counter((question["kind"], question["lang"]) for question in questions)
    expected = {(kind, lang): count // 2 for kind, count in KINDS.items() for lang in ("ko", "en")}
    assert counts == expected


def test_every_answer_stands_where_the_file_says(questions, articles):
    for question in questions:
        for answer in question["answers"]:
            text = articles[answer["doc"]].text
            assert text[answer["start"] : answer["end"]] == answer["text"], question["id"]


def test_every_masthead_question_s_answer_stands_where_the_file_says(repository, articles):
    lines = (repository / "data/eval/mastheads.jsonl").read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line) for line in lines]
    assert len({question["id"] for question in questions}) == len(questions) == 130
    for question in questions:
        for answer in question["answers"]:
            text = articles[answer["doc"]].text
            assert text[answer["start"] : answer["end"]] == answer["text"], question["id"]


def test_only_unanswerable_questions_have_no_answer(questions):
    for question in questions:
        assert bool(question["answers"]) == (question["kind"] != "unanswerable"), question["id"]


def test_answers_are_short_and_have_no_space_at_their_ends(questions):
    for question in questions:
        for answer in question["answers"]:
            assert answer["text"] == answer["text"].strip() != ""
            # a time of publication is one value of four words
            assert len(answer["text"].split()) <= 9, question["id"]


def test_the_asker_s_edition_comes_first_and_each_article_once(questions):
    for question in questions:
        docs = [answer["doc"] for answer in question["answers"]]
        assert len(set(docs)) == len(docs)
        if len(docs) > 1:
            assert docs[0].endswith(f".{question['lang']}"), question["id"]


def test_cross_questions_are_answered_only_in_the_other_language(questions):
    for question in questions:
        if question["kind"] == "cross":
            assert not any(answer["doc"].endswith(f".{question['lang']}") for answer in question["answers"])


def test_questions_are_in_the_language_they_name(questions):
    for question in questions:
        assert bool(re.search("[가-힣]", question["question"])) == (question["lang"] == "ko"), question["id"]


def test_questions_are_composed_and_on_one_line(questions):
    for question in questions:
        text = question["question"]
        assert text == unicodedata.normalize("NFC", text).strip()
        assert "\n" not in text


def test_no_question_is_a_sentence_of_its_article(questions, articles):
    for question in questions:
        for answer in question["answers"]:
            assert question["question"].rstrip("?") not in articles[answer["doc"]].text
