"""`qa-bot ask` and `qa-bot search`: what is printed, where, and with which exit code."""

from __future__ import annotations

import io
import json
import sys
import unicodedata
from pathlib import Path

import pytest
from newsroom import HARBOUR, HARBOUR_QUESTION, HARBOUR_TEXT, KITES_QUESTION, open_with_fakes

from qa_bot.cli import main
from qa_bot.types import Answer

Captured = pytest.CaptureFixture[str]


def run(*arguments: str | Path) -> int:
    return main([str(argument) for argument in arguments], bot_factory=open_with_fakes)


def feed(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content), encoding="ascii"))


def test_an_answer_is_shown_with_sentence_headline_date_source_place_and_confidence(
    library: Path, capsys: Captured
) -> None:
    assert run("ask", HARBOUR_QUESTION, "--library", library) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:4] == [
        "Haesong",
        "  The harbour festival opened in «Haesong» on Friday.",
        "  Harbour festival begins · 2024-05-03 · Pi Da-on",
        "  https://english.hanbit.example/1.html · characters 67-74",
    ]
    assert HARBOUR_TEXT[67:74] == "Haesong"
    assert lines[4].startswith("  confidence ")
    assert lines[4].endswith("%")


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_korean_question_is_answered_in_either_unicode_form(
    library: Path, capsys: Captured, form: str
) -> None:
    assert run("ask", unicodedata.normalize(form, KITES_QUESTION), "--library", library) == 0
    assert capsys.readouterr().out.splitlines()[0] == "곽민재"


@pytest.mark.parametrize(
    ("question", "says", "never"),
    [
        (KITES_QUESTION, "  확신도 ", "confidence"),
        ("페니실린은 누가 발견했어?", "답을 찾지 못했습니다. 기사에 이 질문과", "No answer"),
        (HARBOUR_QUESTION, "  confidence ", "확신도"),
        ("Who discovered penicillin?", "No answer found. Nothing in the articles", "못했습니다"),
        ("Quién descubrió la penicilina?", "No answer found. Please ask in Korean or English", "못했습니다"),
    ],
)
def test_what_stands_around_an_answer_is_in_the_language_of_the_question(
    library: Path, capsys: Captured, question: str, says: str, never: str
) -> None:
    run("ask", question, "--library", library)
    out = capsys.readouterr().out
    assert says in out
    assert never not in out


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        (KITES_QUESTION, ["답을 찾지 못했습니다. 기사에 답이 없거나", "가장 가까운 대목:"]),
        (HARBOUR_QUESTION, ["No answer found. The articles don't say", "The nearest passages:"]),
    ],
)
def test_the_nearest_passages_are_announced_in_the_language_of_the_question(
    library: Path, capsys: Captured, question: str, lines: list[str]
) -> None:
    assert run("ask", question, "--library", library, "--threshold", "0.99") == 3
    first, second, *_ = capsys.readouterr().out.splitlines()
    assert first.startswith(lines[0])
    assert second == lines[1]


def test_json_is_one_answer_that_python_takes_back(library: Path, capsys: Captured) -> None:
    assert run("ask", "--json", HARBOUR_QUESTION, "--library", library) == 0
    (line,) = capsys.readouterr().out.splitlines()
    answer = Answer.from_dict(json.loads(line))
    assert (answer.text, answer.citations[0].article.id) == ("Haesong", HARBOUR.id)


def test_no_answer_exits_3_with_the_reason_and_the_nearest_passages(library: Path, capsys: Captured) -> None:
    assert run("ask", HARBOUR_QUESTION, "--library", library, "--threshold", "0.99") == 3
    out = capsys.readouterr().out
    assert out.startswith("No answer found. ")
    assert "Harbour festival begins · 2024-05-03" in out


@pytest.mark.parametrize("place", ["before", "after"])
def test_options_stand_before_or_after_the_verb(library: Path, capsys: Captured, place: str) -> None:
    options = ["--library", str(library), "--json"]
    asked = ["ask", HARBOUR_QUESTION]
    assert run(*(options + asked if place == "before" else asked + options)) == 0
    assert json.loads(capsys.readouterr().out)["text"] == "Haesong"


def test_a_threshold_above_the_confidence_withholds_the_answer(library: Path, capsys: Captured) -> None:
    assert run("ask", HARBOUR_QUESTION, "--library", library, "--threshold", "0.99") == 3
    assert capsys.readouterr().out.startswith("No answer found.")


@pytest.mark.parametrize("encoding", ["utf-8", "cp949", "utf-16"])
def test_questions_come_a_line_each_in_the_encodings_of_korea(
    library: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    feed(monkeypatch, f"{KITES_QUESTION}\r\n\r\n{HARBOUR_QUESTION}\n".encode(encoding))
    assert run("ask", "-", "--library", library, "--json") == 0
    texts = [json.loads(line)["text"] for line in capsys.readouterr().out.splitlines()]
    assert texts == ["곽민재", "Haesong"]


def test_one_unanswered_question_of_many_exits_3_and_the_others_are_answered(
    library: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed(monkeypatch, f"Who discovered penicillin?\n{HARBOUR_QUESTION}".encode())
    assert run("ask", "-", "--library", library) == 3
    out = capsys.readouterr().out
    assert "? Who discovered penicillin?\nNo answer found." in out
    assert f"\n\n? {HARBOUR_QUESTION}\nHaesong\n" in out


def test_an_overlong_question_of_many_is_named_and_the_others_are_answered(
    library: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed(monkeypatch, b"why " * 2000 + b"\n" + HARBOUR_QUESTION.encode())
    assert run("ask", "-", "--library", library, "--json") == 1
    captured = capsys.readouterr()
    assert json.loads(captured.out)["text"] == "Haesong"
    assert captured.err.startswith("qa-bot: error: question 1: ")
    assert captured.err.count("\n") == 1


@pytest.mark.parametrize(
    ("filters", "code"),
    [
        (["--language", "en"], 0),
        (["--language", "ko"], 3),
        (["--since", "2024-05-03", "--until", "2024-05-03"], 0),
        (["--since", "2024-05-04"], 3),
        (["--since", "2024-05-04", "--until", "2024-05-03"], 1),
        (["--source", "HANBIT.example"], 0),
        (["--source", "kites"], 3),
    ],
)
def test_filters_decide_which_articles_may_answer(library: Path, filters: list[str], code: int) -> None:
    assert run("ask", HARBOUR_QUESTION, "--library", library, *filters) == code


def test_asking_without_any_library_uses_the_samples_and_says_so(library: Path, capsys: Captured) -> None:
    assert run("ask", HARBOUR_QUESTION) == 0
    captured = capsys.readouterr()
    assert captured.out.startswith("Haesong\n")
    assert captured.err.startswith("no library yet, so the sample articles are asked;")


@pytest.mark.parametrize("verb", [["ask", "who?"], ["search", "who?"], ["list"], ["verify"], ["show", "x"]])
def test_a_library_that_is_not_there_is_an_error_with_its_remedy(
    library: Path, capsys: Captured, verb: list[str]
) -> None:
    assert run(*verb, "--library", "nowhere") == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("qa-bot: error: nowhere: ")
    assert "qa-bot add" in captured.err
    assert captured.err.count("\n") == 1
    assert not Path("nowhere").exists()


@pytest.mark.parametrize("question", ["", "   ", "\t", "why " * 2000])
def test_a_question_that_cannot_be_asked_is_one_line(library: Path, capsys: Captured, question: str) -> None:
    assert run("ask", question, "--library", library) == 1
    error = capsys.readouterr().err
    assert error.startswith("qa-bot: error: ")
    assert error.count("\n") == 1


@pytest.mark.parametrize(
    "question",
    ["🙂🙂🙂", "ㅋㅋㅋㅋㅋ", "asdf qwer zxcv", "\x00\x1b[2J", "'; DROP TABLE articles; --", "\ud800"],
)
def test_nonsense_finds_no_answer(library: Path, question: str) -> None:
    assert run("ask", question, "--library", library) == 3


def test_search_prints_hits_best_first_as_json(library: Path, capsys: Captured) -> None:
    assert run("search", "harbour", "festival", "-k", "2", "--json", "--library", library) == 0
    hits = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert hits[0]["article"]["id"] == HARBOUR.id
    assert [hit["rank"] for hit in hits] == list(range(1, len(hits) + 1))
    assert all(hit["text"] == hit["article"]["text"][hit["start"] : hit["end"]] for hit in hits)
