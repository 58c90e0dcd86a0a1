"""The verb evaluate: a file of questions, over their own contexts, a folder or the library."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from newsroom import HARBOUR, HARBOUR_QUESTION, open_with_fakes

from qa_bot.cli import main

Captured = pytest.CaptureFixture[str]


def run(*arguments: str | Path) -> int:
    return main([str(argument) for argument in arguments], bot_factory=open_with_fakes)


def test_evaluate_asks_a_file_of_questions_over_their_own_contexts(
    library: Path, capsys: Captured, tmp_path: Path
) -> None:
    file = tmp_path / "questions.jsonl"
    record = {
        "id": "1",
        "question": HARBOUR_QUESTION,
        "context": HARBOUR.text,
        "title": HARBOUR.title,
        "answers": [{"text": "Haesong", "answer_start": 67}],
    }
    file.write_text(json.dumps(record) + "\n", encoding="utf-8")
    assert run("evaluate", file, "--task", "answer", "--json", "--quiet") == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["n"], report["exact_match"], report["citations_exact"]) == (1, 100.0, 100.0)
    assert run("evaluate", file, "--task", "retrieve", "--quiet") == 0
    assert "mrr" in capsys.readouterr().out


def test_evaluate_says_how_many_questions_it_asks_where_nobody_sees_a_bar(
    library: Path, capsys: Captured, tmp_path: Path
) -> None:
    file = tmp_path / "questions.jsonl"
    answers = [{"text": "Haesong", "answer_start": 67}]
    record = {"question": HARBOUR_QUESTION, "context": HARBOUR.text, "title": "🎏", "answers": answers}
    file.write_text("\n".join(json.dumps({"id": str(n), **record}) for n in range(3)), encoding="utf-8")
    assert run("evaluate", file, "--task", "retrieve", "--json") == 0
    assert capsys.readouterr().err == f"3 questions of {file}; this can take minutes\n"
    assert run("evaluate", file, "--task", "retrieve", "--json", "--limit", "1", "--quiet") == 0
    assert capsys.readouterr().err == ""


def test_evaluate_takes_articles_from_a_folder(library: Path, capsys: Captured, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "harbour.en.txt").write_text(HARBOUR.text, encoding="utf-8")
    file = tmp_path / "questions.jsonl"
    answers = [{"doc": "harbour.en", "text": "Haesong"}]
    record = {"id": "1", "question": HARBOUR_QUESTION, "lang": "en", "kind": "same", "answers": answers}
    file.write_text(json.dumps(record), encoding="utf-8")
    options = ["--articles", str(tmp_path / "in"), "--json", "--quiet"]
    assert run("evaluate", file, "--task", "retrieve", *options) == 0
    assert json.loads(capsys.readouterr().out)["mrr"] == 1.0
    assert run("evaluate", file, "--limit", "1", *options) == 0
    assert json.loads(capsys.readouterr().out)["exact_match"] == 100.0


def question_about(number: int, *docs: str) -> str:
    answers = [{"doc": doc, "text": "Haesong"} for doc in docs]
    return json.dumps({"id": number, "question": f"{HARBOUR_QUESTION} {number}", "answers": answers})


@pytest.mark.parametrize("task", ["read", "retrieve", "answer"])
@pytest.mark.parametrize("doc", ["harbor.en", "항구.ko"])
def test_a_question_on_an_article_that_is_not_there_is_one_line_before_anything_is_measured(
    library: Path, capsys: Captured, tmp_path: Path, task: str, doc: str
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "harbour.en.txt").write_text(HARBOUR.text, encoding="utf-8")
    file = tmp_path / "questions.jsonl"
    nothing = question_about(2)
    lines = [question_about(1, "harbour.en"), nothing, "", question_about(3, doc), question_about(4, doc)]
    file.write_text("\n".join(lines), encoding="utf-8")
    assert run("evaluate", file, "--task", task, "--articles", tmp_path / "in", "--quiet") == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == (
        f'qa-bot: error: {file} line 4, answers: no article is called "{doc}"; mend the name, or give the '
        "folder that holds it with --articles\n"
    )
    assert run("evaluate", file, "--task", task, "--articles", tmp_path / "in", "--limit", "2") == 0


def test_a_question_may_name_an_edition_that_is_not_there_beside_one_that_is(
    library: Path, capsys: Captured, tmp_path: Path
) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text(question_about(1, "harbour.ko", HARBOUR.id), encoding="utf-8")
    assert run("evaluate", file, "--library", library, "--quiet") == 0
    file.write_text(question_about(1, "harbour.ko"), encoding="utf-8")
    capsys.readouterr()
    assert run("evaluate", file, "--library", library, "--quiet") == 1
    assert f'{file} line 1, answers: no article is called "harbour.ko"' in capsys.readouterr().err


def test_a_broken_file_of_questions_is_one_line(library: Path, capsys: Captured, tmp_path: Path) -> None:
    (tmp_path / "broken.jsonl").write_bytes(b'{"question": ')
    assert run("evaluate", tmp_path / "broken.jsonl") == 1
    error = capsys.readouterr().err
    assert error.startswith("qa-bot: error: ")
    assert "broken.jsonl line 1" in error
