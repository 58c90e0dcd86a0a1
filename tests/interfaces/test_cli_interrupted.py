"""Ctrl-C ends a command at once and quietly, whatever it is at."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import qa_bot
from qa_bot.bot import QABot
from qa_bot.cli import main
from qa_bot.settings import Settings

ROOT = Path(qa_bot.__file__).parents[1]


def open_while_the_user_presses_ctrl_c(
    settings: Settings, *, create: bool, reembed: bool, samples: bool
) -> QABot:
    raise KeyboardInterrupt


def test_ctrl_c_exits_130_quietly(capsys: pytest.CaptureFixture[str]) -> None:
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
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=False,
        timeout=120,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")
