"""Usage, interruption, closed pipes and surprises: each has its exit code and no traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from newsroom import HARBOUR, HARBOUR_QUESTION, open_with_fakes

import qa_bot
from qa_bot.bot import QABot
from qa_bot.cli import main
from qa_bot.cli.console import printable
from qa_bot.settings import Settings

Captured = pytest.CaptureFixture[str]
ROOT = Path(qa_bot.__file__).parents[1]


def run(*arguments: str | Path) -> int:
    return main([str(argument) for argument in arguments], bot_factory=open_with_fakes)


def command(*arguments: str, code: str = "", **environ: str) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own, where streams and signals are real."""
    program = [sys.executable, *(["-c", code] if code else ["-m", "qa_bot.cli"])]
    return subprocess.run(
        [*program, *arguments],
        capture_output=True,
        check=False,
        timeout=120,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environ},
    )


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["frobnicate"],
        ["ask"],
        ["ask", "q", "--since", "어제"],
        ["ask", "q", "--language", "fr"],
        ["ask", "q", "--threshold", "often"],
        ["ask", "q", "--lib", "abbreviated"],
        ["search", "q", "-k", "0"],
        ["list", "--library", ""],
        ["add", "a.txt", "--library", " "],
        ["serve", "--port", "70000"],
        ["evaluate", "f.json", "--task", "guess"],
    ],
)
def test_wrong_usage_exits_2_and_shows_the_usage(capsys: Captured, arguments: list[str]) -> None:
    assert run(*arguments) == 2
    assert capsys.readouterr().err.startswith("usage: qa-bot")


def test_help_and_version_exit_0(capsys: Captured) -> None:
    assert run("--version") == 0
    assert capsys.readouterr().out == f"qa-bot {qa_bot.__version__}\n"
    assert run("ask", "--help") == 0
    assert "--language" in capsys.readouterr().out


def test_a_setting_out_of_range_is_one_line(library: Path, capsys: Captured) -> None:
    assert run("ask", "q", "--library", library, "--threshold", "7") == 1
    assert capsys.readouterr().err == "qa-bot: error: threshold is a share of 0 to 1, not 7.0\n"


def test_a_device_that_no_model_runs_on_is_one_line(
    library: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = 'qa-bot: error: device is "tpu"; use cpu, cuda, cuda:N for GPU number N, mps or xpu\n'
    assert run("ask", "q", "--library", library, "--device", "tpu") == 1
    assert capsys.readouterr().err == error
    monkeypatch.setenv("QA_BOT_DEVICE", "tpu")
    assert run("list", "--library", library) == 1
    assert capsys.readouterr().err == error


def open_a_trap(settings: Settings, *, create: bool, reembed: bool, samples: bool) -> QABot:
    raise RuntimeError("boom\nin two lines")


def test_a_surprise_is_one_line_that_says_how_to_see_more(capsys: Captured) -> None:
    assert main(["list"], bot_factory=open_a_trap) == 1
    assert capsys.readouterr().err == (
        "qa-bot: error: unexpected RuntimeError: boom in two lines; set QA_BOT_DEBUG=1 for the traceback\n"
    )


def test_debugging_lets_the_surprise_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QA_BOT_DEBUG", "1")
    with pytest.raises(RuntimeError, match="boom"):
        main(["list"], bot_factory=open_a_trap)


def open_while_the_user_presses_ctrl_c(
    settings: Settings, *, create: bool, reembed: bool, samples: bool
) -> QABot:
    raise KeyboardInterrupt


def test_ctrl_c_exits_130_quietly(capsys: Captured) -> None:
    assert main(["list"], bot_factory=open_while_the_user_presses_ctrl_c) == 130
    assert capsys.readouterr() == ("", "")


# in the midst of an import Python makes other errors of KeyboardInterrupt
_CTRL_C_WHILE_LOADING = """
import signal, sys

# a shell's background job ignores it
signal.signal(signal.SIGINT, signal.default_int_handler)

class CtrlC:
    def find_spec(name, path=None, target=None):
        if name == "{module}":
            try:
                signal.raise_signal(signal.SIGINT)
            except KeyboardInterrupt:
                raise {becomes}

sys.meta_path.insert(0, CtrlC)
from qa_bot.cli import main
sys.exit(main(["list"]))
"""


@pytest.mark.parametrize(
    ("module", "becomes"),
    [
        ("qa_bot.cli.running", "RuntimeError"),
        ("argparse", "SyntaxError"),
        ("qa_bot.settings", "RuntimeError"),
        ("qa_bot.bot", ""),
    ],
)
def test_ctrl_c_is_as_quiet_while_the_command_is_still_being_loaded(
    library: Path, module: str, becomes: str
) -> None:
    code = _CTRL_C_WHILE_LOADING.replace("{module}", module).replace("{becomes}", becomes)
    done = command(code=code)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


_WITH_FAKES = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
from newsroom import open_with_fakes
from qa_bot.cli import main
sys.exit(main(bot_factory=open_with_fakes))
"""


def test_output_is_utf8_under_a_locale_of_another_encoding(library: Path) -> None:
    done = command(
        *("show", "kites-", "--text", "--library", str(library)),
        code=_WITH_FAKES,
        PYTHONIOENCODING="ascii",
        LC_ALL="C",
    )
    assert done.returncode == 0, done.stderr
    assert "연날리기 축제 개막" in done.stdout.decode("utf-8")


def test_a_reader_that_goes_away_ends_the_command_quietly(library: Path) -> None:
    with open_with_fakes(Settings(library=str(library))) as bot:
        bot.add(*(_numbered(number) for number in range(40)))
    program = [sys.executable, "-c", _WITH_FAKES, "list", "--json", "--library", str(library)]
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as pipe:
        done = subprocess.run(
            program,
            stdout=pipe,
            stderr=subprocess.PIPE,
            check=False,
            timeout=120,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.parametrize("options", [[], ["--json"]])
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full here")
def test_an_output_that_is_full_is_one_line(library: Path, options: list[str]) -> None:
    program = [sys.executable, "-c", _WITH_FAKES, "list", "--library", str(library), *options]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            program,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            timeout=120,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
    assert done.returncode == 1
    assert done.stderr.decode() == (
        "qa-bot: error: the output can't be written (No space left on device); make room, or write it to "
        "another place\n"
    )


@pytest.mark.skipif(os.name != "posix", reason="needs a shell that closes streams")
@pytest.mark.parametrize(
    ("redirection", "verb", "code", "error"),
    [
        (">&-", "list", 0, ""),
        ("2>&-", "list", 0, ""),
        ("<&-", "ask -", 1, "qa-bot: error: standard input holds no question; give one a line\n"),
        ("<&-", "add -", 1, "qa-bot: error: standard input: it has no text to answer from\n"),
    ],
)
def test_a_closed_stream_is_no_surprise(
    library: Path, redirection: str, verb: str, code: int, error: str
) -> None:
    line = f'"$0" -c "$1" {verb} --library "$2" {redirection}'
    done = subprocess.run(
        ["sh", "-c", line, sys.executable, _WITH_FAKES, str(library)],
        capture_output=True,
        check=False,
        timeout=120,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert (done.returncode, done.stderr.decode()) == (code, error)


def test_nothing_turns_the_order_of_a_line_around() -> None:
    assert printable("n/\u202etxt.exe\u2069.txt 금리 😀") == "n/\ufffdtxt.exe\ufffd.txt 금리 😀"


def _numbered(number: int) -> qa_bot.Article:
    return qa_bot.Article(id=f"n{number:07}", title="", text=f"article {number} " * 40, language="en")


def test_articles_cannot_drive_the_terminal(library: Path, capsys: Captured) -> None:
    hostile = "The harbour \x1b]0;owned\x07 festival opened in \x1b[2JZurbograd\x1b[0m on Friday."
    article = qa_bot.Article(id="hostile-001", title="\x1b[31mred", text=hostile, language="en")
    with open_with_fakes(Settings(library=str(library))) as bot:
        bot.remove(HARBOUR.id)
        bot.add(article)
    for verb in (["ask", HARBOUR_QUESTION], ["search", "harbour"], ["list"], ["show", "hostile", "--text"]):
        run(*verb, "--library", library)
        out = capsys.readouterr().out.replace("\x1b[0m", "")
        assert "\x1b" not in out
        assert "\x07" not in out


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
    assert run("evaluate", file, "--task", task, "--articles", tmp_path / "in") == 1
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
