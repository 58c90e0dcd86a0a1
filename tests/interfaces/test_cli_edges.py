"""Usage, closed pipes and surprises: each has its exit code and no traceback."""

from __future__ import annotations

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


_WITH_FAKES = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
from newsroom import open_with_fakes
from qa_bot.cli import main
sys.exit(main(bot_factory=open_with_fakes))
"""


def test_output_is_utf8_under_a_locale_of_another_encoding(library: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _WITH_FAKES, "show", "kites-", "--text", "--library", str(library)],
        capture_output=True,
        check=False,
        timeout=120,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "ascii", "LC_ALL": "C"},
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
