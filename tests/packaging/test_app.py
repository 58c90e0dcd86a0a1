"""`app.py` is what a Space starts: light to import, public there, and known to ZeroGPU."""

from __future__ import annotations

import ast
import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from qa_bot.errors import ConfigError
from qa_bot.web.serving import listening_place
from qa_bot.web.zero_gpu import ask_for_zero_gpu

ROOT = Path(__file__).parents[2]


def test_importing_the_app_starts_nothing_and_needs_no_installed_package(tmp_path: Path) -> None:
    code = (
        "import sys, app; print([m for m in ('gradio', 'torch', 'faiss', 'onnxruntime') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr


@pytest.mark.parametrize(
    ("environ", "problem"),
    [
        ({"QA_BOT_PUBLIC": "maybe"}, 'QA_BOT_PUBLIC is "maybe"; use yes or no'),
        ({"QA_BOT_PORT": "http"}, 'QA_BOT_PORT is "http"; use a port of 1 to 65535'),
        ({"QA_BOT_THRESHOLD": "7"}, "threshold is a share of 0 to 1, not 7.0"),
    ],
)
def test_what_cannot_be_started_is_one_line(environ: dict[str, str], problem: str) -> None:
    done = subprocess.run(
        [sys.executable, "app.py"],
        cwd=ROOT,
        env={**os.environ, **environ},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (1, f"qa_bot: error: {problem}\n")


def test_the_app_is_short() -> None:
    tree = ast.parse((ROOT / "app.py").read_text(encoding="utf-8"))
    (main,) = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    assert len(main.body) <= 6


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({}, (None, None)),
        ({"SPACE_ID": "owner/name"}, ("0.0.0.0", None)),
        # a Space says by Gradio's own variables where to listen
        ({"SPACE_ID": "owner/name", "GRADIO_SERVER_NAME": "0.0.0.0"}, (None, None)),
        ({"QA_BOT_HOST": "10.0.0.3", "QA_BOT_PORT": "8080"}, ("10.0.0.3", 8080)),
    ],
)
def test_where_to_listen(environ: dict[str, str], expected: tuple[str | None, int | None]) -> None:
    assert listening_place(environ=environ) == expected


def test_an_argument_wins_over_where_the_environment_says_to_listen() -> None:
    assert listening_place("::1", 9, environ={"QA_BOT_HOST": "a", "QA_BOT_PORT": "1"}) == ("::1", 9)


@pytest.mark.parametrize("port", ["0", "70000", "http", "７８６０", "-1"])
def test_a_port_that_is_none_is_one_line(port: str) -> None:
    with pytest.raises(ConfigError, match=f'^QA_BOT_PORT is "{port}"; use a port of 1 to 65535$'):
        listening_place(environ={"QA_BOT_PORT": port})


def test_a_zero_gpu_space_finds_a_function_that_is_never_called(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []
    spaces = ModuleType("spaces")
    spaces.GPU = asked.append  # type: ignore[attr-defined]
    spaces.__spec__ = importlib.util.spec_from_loader("spaces", None)
    monkeypatch.setitem(sys.modules, "spaces", spaces)
    assert ask_for_zero_gpu()
    assert [function.__name__ for function in asked] == ["never_called"]


def test_elsewhere_nobody_is_asked_for_a_gpu() -> None:
    assert importlib.util.find_spec("spaces") is None
    assert not ask_for_zero_gpu()
