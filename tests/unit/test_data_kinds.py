"""The questions by kind: every answer stands in its article, and neither archive knows the other's."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from qa_bot.ingest.read import read_articles
from qa_bot.text.table_rows import find_tables

KINDS = {
    "from_to": 40, "contrast": 35, "table": 15, "yes_no": 25, "list": 20, "why_how": 20, "who_what": 25, "quote": 10,
    "absent": 50,
}  # fmt: skip
SERIES = {"latest": 45, "first": 10, "dated": 20, "once": 30, "single": 10, "absent": 15}


def read_part(repository, part):
    folder = repository / "data/kinds" / part
    lines = (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    articles = {Path(article.source).stem: article for article in read_articles(folder / "articles")}
    return [json.loads(line) for line in lines], articles


@pytest.fixture(scope="module", params=["dev", "test"])
def part(request, repository):
    return read_part(repository, request.param)


@pytest.fixture(scope="module", params=["tables_dev", "tables_test", "lists", "series_dev", "series_test"])
def part_of_a_kind(request, repository):
    return request.param, *read_part(repository, request.param)


def test_every_answer_stands_in_its_article(part):
    questions, articles = part
    for question in questions:
        assert bool(question["answers"]) == (question["kind"] != "absent"), question["id"]
        for answer in question["answers"]:
            assert answer["text"] in articles[answer["doc"]].text, question["id"]


def test_kinds_and_languages_are_as_the_card_says(part):
    questions, _ = part
    assert Counter(question["kind"] for question in questions) == KINDS
    assert 0.4 < sum(question["lang"] == "ko" for question in questions) / len(questions) < 0.6
    assert len({q["id"] for q in questions}) == len({q["question"] for q in questions}) == len(questions)


def test_the_two_archives_share_no_story_and_no_question(repository):
    (dev, dev_articles), (test, test_articles) = (read_part(repository, part) for part in ("dev", "test"))
    assert {q["question"] for q in dev}.isdisjoint(q["question"] for q in test)
    assert {a.title for a in dev_articles.values()}.isdisjoint(a.title for a in test_articles.values())


def test_answers_of_a_kind_stand_in_their_articles(part_of_a_kind):
    name, questions, articles = part_of_a_kind
    kinds = {
        "tables_dev": {"table": 144, "prose": 36},
        "tables_test": {"table": 96, "prose": 24},
        "lists": {"list": 60, "item": 60, "plain": 60},
        **dict.fromkeys(("series_dev", "series_test"), SERIES),
    }
    assert Counter(question["kind"] for question in questions) == kinds[name]
    for question in questions:
        assert all(answer["text"] in articles[answer["doc"]].text for answer in question["answers"])
        assert bool(question["answers"]) == (question["kind"] != "absent"), question["id"]


def test_every_story_of_a_table_has_one_and_its_answers_are_cells_of_it(repository):
    for name in ("tables_dev", "tables_test"):
        questions, articles = read_part(repository, name)
        cells = {}
        for doc, article in articles.items():
            (table,) = find_tables(article.text)
            rows = [table.header, *table.rows]
            cells[doc] = {cell.of(article.text) for row in rows for cell in row.cells if cell}
        for question in questions:
            if question["kind"] == "table":
                assert any(a["text"] in cells[a["doc"]] for a in question["answers"]), question["id"]


def test_the_latest_answer_is_of_a_later_story_than_another_of_its_series(repository):
    for name in ("series_dev", "series_test"):
        questions, articles = read_part(repository, name)
        assert all(article.published for article in articles.values())
        for question in questions:
            if question["kind"] != "latest":
                continue
            latest = max(
                (articles[answer["doc"]] for answer in question["answers"]), key=lambda a: a.published
            )
            series = Path(latest.source).stem.rstrip("koen.").rstrip("0123456789")
            earlier = [
                a
                for a in articles.values()
                if Path(a.source).stem.startswith(series) and a.published < latest.published
            ]
            assert series.endswith("-"), question["id"]
            assert earlier, question["id"]
