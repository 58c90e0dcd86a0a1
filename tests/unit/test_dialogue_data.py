"""The dialogues: every answer stands where the file says, and both halves try the same things."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from qa_bot.text.language import detect_question

FOLLOW_UPS = {"ellipsis": 33, "pronoun": 32, "article": 8, "substitution": 8}


@pytest.fixture(scope="module")
def dialogues(repository):
    lines = (repository / "data/eval/dialogues.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def turns(dialogues):
    return [turn for dialogue in dialogues for turn in dialogue["turns"]]


def test_there_are_as_many_of_each_kind_as_the_card_says(turns):
    assert Counter(turn["kind"] for turn in turns) == {"opening": 60, "new": 17, **FOLLOW_UPS}


def test_half_of_the_dialogues_is_kept_for_testing(dialogues):
    assert Counter(dialogue["part"] for dialogue in dialogues) == {"dev": 30, "test": 30}
    assert len({dialogue["id"] for dialogue in dialogues}) == 60


def test_every_answer_of_a_dialogue_stands_where_the_file_says(turns, sample_articles):
    articles = {Path(article.source).stem: article for article in sample_articles}
    for turn in turns:
        for answer in turn["answers"]:
            text = articles[answer["doc"]].text
            assert text[answer["start"] : answer["end"]] == answer["text"], turn["asked"]


def test_a_dialogue_opens_with_a_complete_question_and_goes_on(dialogues):
    for dialogue in dialogues:
        opening, *others = dialogue["turns"]
        assert opening["kind"] == "opening"
        assert 1 <= len(others) <= 3
        assert all(turn["kind"] != "opening" for turn in others)


def test_follow_ups_have_essentials_an_answer_and_a_complete_form(turns):
    for turn in turns:
        is_follow_up = turn["kind"] in FOLLOW_UPS
        assert bool(turn["essential"]) == is_follow_up, turn["asked"]
        assert (turn["asked"] != turn["complete"]) == is_follow_up, turn["asked"]
        assert turn["answers"] or not is_follow_up, turn["asked"]
        assert turn["lang"] == detect_question(unicodedata.normalize("NFC", turn["asked"])), turn["asked"]


def test_the_complete_form_has_the_essentials_itself(turns):
    for turn in turns:
        for words in turn["essential"]:
            assert any(word.lower() in turn["complete"].lower() for word in words), (turn["asked"], words)


def test_some_conversations_cross_the_languages(dialogues):
    crossing = [d["part"] for d in dialogues if len({turn["lang"] for turn in d["turns"]}) > 1]
    assert min(Counter(crossing)["dev"], Counter(crossing)["test"]) >= 5
