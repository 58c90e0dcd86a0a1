"""The development questions: every answer stands where the file says, and none is asked in the evaluation set."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from qa_bot.ingest.read import read_articles


def lines_of(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def questions(repository):
    return lines_of(repository / "data/dev/questions.jsonl")


@pytest.fixture(scope="module")
def articles(repository):
    return {Path(a.source).stem: a for a in read_articles(repository / "data/dev/articles")}


def test_ids_and_questions_are_unique_and_not_those_of_the_evaluation(questions, repository):
    assert (
        len({q["id"] for q in questions}) == len({q["question"] for q in questions}) == len(questions) > 500
    )
    asked = {q["question"] for q in lines_of(repository / "data/eval/questions.jsonl")}
    assert asked.isdisjoint(q["question"] for q in questions)


def test_both_languages_are_asked_and_a_quarter_has_no_answer(questions):
    counts = Counter((q["kind"] == "unanswerable", q["lang"]) for q in questions)
    assert 0.2 < (counts[True, "ko"] + counts[True, "en"]) / len(questions) < 0.3
    assert 0.4 < sum(q["lang"] == "ko" for q in questions) / len(questions) < 0.6


def test_every_answer_stands_where_the_file_says(questions, articles):
    for question in questions:
        assert bool(question["answers"]) == (question["kind"] != "unanswerable"), question["id"]
        for answer in question["answers"]:
            text = articles[answer["doc"]].text
            assert text[answer["start"] : answer["end"]] == answer["text"], question["id"]


def test_no_story_is_one_of_the_samples(articles, repository):
    samples = {path.name.split(".")[0] for path in (repository / "data/articles").iterdir()}
    assert samples.isdisjoint(name.split(".")[0] for name in articles)
