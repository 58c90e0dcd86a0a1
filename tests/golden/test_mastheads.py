"""Who wrote an article and when it appeared, asked as readers ask it, of the sample articles."""

from __future__ import annotations

import json

import pytest

from qa_bot.masthead import read_masthead_question
from qa_bot.text.language import detect_question

FIELDS = ("author", "published", "modified")
# the others are misspelt so much that the story isn't found
LEAST_RIGHT = 88


@pytest.fixture(scope="module")
def questions(repository):
    lines = (repository / "data/eval/mastheads.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_each_question_is_taken_for_what_it_asks(questions):
    for question in questions:
        asked = read_masthead_question(question["question"], detect_question(question["question"]))
        field = question["kind"] if question["kind"] in FIELDS else None
        assert (asked and asked.field) == field, question["question"]


def test_nearly_all_are_answered_with_the_masthead_of_the_right_edition(questions, sample_bot):
    asked = [question for question in questions if question["kind"] in FIELDS]
    right = 0
    for question in asked:
        answer = sample_bot.ask(question["question"])
        quotes = {(c.start, c.end, c.quote) for c in answer.citations}
        expected = {(a["start"], a["end"], a["text"]) for a in question["answers"]}
        right += expected <= quotes if expected else not answer
    assert len(asked) == 92
    assert right >= LEAST_RIGHT
