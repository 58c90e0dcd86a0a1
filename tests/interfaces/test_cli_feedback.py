"""The verb feedback: what was marked is listed, exported, and accepted by evaluate."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from newsroom import HARBOUR, HARBOUR_QUESTION, KITES, KITES_QUESTION, open_with_fakes

from qa_bot.cli import main
from qa_bot.feedback import Feedback
from qa_bot.settings import Settings

Captured = pytest.CaptureFixture[str]


def run(*arguments: str | Path) -> int:
    return main([str(argument) for argument in arguments], bot_factory=open_with_fakes)


@pytest.fixture
def marked(library: Path) -> Path:
    """The library, with a right answer, a corrected one, and one that was called wrong."""
    with open_with_fakes(Settings(library=str(library))) as bot:
        bot.note_feedback(bot.ask(HARBOUR_QUESTION, threshold=0.0), is_right=True)
        wrong = bot.ask(KITES_QUESTION, threshold=0.0)
        bot.note_feedback(wrong, is_right=False, correction="1200개", comment="연의\n수 \x1b[2J")
        bot.note_feedback(wrong, is_right=False)
    return library


def test_the_list_shows_each_mark_with_its_answer(marked: Path, capsys: Captured) -> None:
    assert run("feedback", "list", "--library", marked) == 0
    shown = capsys.readouterr().out
    assert shown.count("  right  ") == 1
    assert shown.count("  wrong  ") == 2
    assert f"{HARBOUR_QUESTION}\n    answer      Haesong\n" in shown
    assert "    correction  1200개\n    comment     연의 수" in shown
    assert "\x1b" not in shown


def test_the_list_in_json_is_whole(marked: Path, capsys: Captured) -> None:
    assert run("feedback", "list", "--json", "--library", marked) == 0
    marks = [Feedback.from_dict(json.loads(line)) for line in capsys.readouterr().out.splitlines()]
    assert [mark.is_right for mark in marks] == [True, False, False]
    assert marks[0].answer.citations[0].article == HARBOUR


def test_without_marks_the_list_says_so_and_an_export_is_an_error(library: Path, capsys: Captured) -> None:
    assert run("feedback", "list", "--library", library) == 0
    assert capsys.readouterr().err == "no feedback yet\n"
    assert run("feedback", "export", "marks.jsonl", "--library", library) == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert not Path("marks.jsonl").exists()


@pytest.mark.parametrize("task", ["answer", "retrieve"])
@pytest.mark.parametrize("form", [[], ["--contexts"]])
def test_what_is_exported_is_evaluated(marked: Path, capsys: Captured, task: str, form: list[str]) -> None:
    assert run("feedback", "export", "marks.jsonl", *form, "--library", marked) == 0
    captured = capsys.readouterr()
    assert captured.out == "2 questions in marks.jsonl; try: qa-bot evaluate marks.jsonl\n"
    assert captured.err == "left out: 1 wrong, without a correction\n"
    assert run("evaluate", "marks.jsonl", "--task", task, "--json", "--quiet", "--library", marked) == 0
    assert json.loads(capsys.readouterr().out)


def test_the_right_answer_is_a_test_that_passes_and_the_wrong_one_a_test_that_fails(
    marked: Path, capsys: Captured
) -> None:
    assert run("feedback", "export", "marks.jsonl", "--quiet", "--library", marked) == 0
    right, wrong = Path("marks.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(wrong)["answers"][0] == {
        "doc": KITES.id,
        "text": "1200개",
        "start": KITES.text.index("1200개"),
        "end": KITES.text.index("1200개") + 5,
    }
    scores = []
    for line in (right, wrong):
        Path("one.jsonl").write_text(line, encoding="utf-8")
        capsys.readouterr()
        assert run("evaluate", "one.jsonl", "--json", "--quiet", "--library", marked) == 0
        scores.append(json.loads(capsys.readouterr().out)["precision_when_answered"])
    assert scores == [100.0, 0.0]


def test_on_output_there_is_nothing_but_records(marked: Path, capsys: Captured) -> None:
    assert run("feedback", "export", "-", "--library", marked) == 0
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [record["question"] for record in records] == [HARBOUR_QUESTION, KITES_QUESTION]


def test_marks_on_articles_that_have_gone_are_exported_with_a_remark(marked: Path, capsys: Captured) -> None:
    assert run("remove", HARBOUR.id, "--library", marked) == 0
    capsys.readouterr()
    assert run("feedback", "export", "marks.jsonl", "--library", marked) == 0
    assert "1 of 2 are about articles that have changed or gone since" in capsys.readouterr().err
    assert run("feedback", "export", "marks.jsonl", "--contexts", "--library", marked) == 0
    assert "have changed" not in capsys.readouterr().err


@pytest.mark.parametrize("file", ["no/such/folder/x.jsonl", ".", "a\0b"])
def test_a_file_that_cannot_be_written_is_one_line(marked: Path, capsys: Captured, file: str) -> None:
    assert run("feedback", "export", file, "--quiet", "--library", marked) == 1
    error = capsys.readouterr().err
    assert error.startswith("qa-bot: error: ")
    assert error.endswith("name another file\n")
    assert error.count("\n") == 1


@pytest.mark.parametrize("arguments", [["feedback"], ["feedback", "forget"], ["feedback", "export"]])
def test_wrong_usage_is_code_2(library: Path, capsys: Captured, arguments: list[str]) -> None:
    assert run(*arguments) == 2
    assert "usage: qa-bot feedback" in capsys.readouterr().err
