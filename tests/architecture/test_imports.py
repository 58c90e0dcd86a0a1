"""Imports point downwards, and importing the package costs nothing."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import qa_bot

PACKAGE = Path(qa_bot.__file__).parent
ROOT = PACKAGE.parent
HEAVY = {
    "docx",
    "faiss",
    "gradio",
    "httpx",
    "kiwipiepy",
    "onnxruntime",
    "py3langid",
    "pypdf",
    "sentence_transformers",
    "sentencex",
    "tokenizers",
    "torch",
    "tqdm",
    "trafilatura",
    "transformers",
}


def modules_after(statement: str) -> set[str]:
    """The top-level modules that a fresh interpreter holds after the statement."""
    code = (
        f"import sys, json\n{statement}\nprint(json.dumps(sorted({{m.split('.')[0] for m in sys.modules}})))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    return set(json.loads(done.stdout))


@pytest.mark.parametrize(
    "statement",
    [
        "import qa_bot",
        "from qa_bot import Answer, Article, Citation, Filters, Hit, Passage, Settings, Span",
        "import qa_bot.cli",
        "import qa_bot.web",
        "import qa_bot.bot",
        "import qa_bot.evaluation",
        "import qa_bot.ingest",
    ],
)
def test_importing_loads_no_heavy_library(statement: str) -> None:
    assert modules_after(statement) & HEAVY == set()


def test_the_package_alone_does_not_even_load_numpy() -> None:
    assert "numpy" not in modules_after("import qa_bot")


def test_public_names_are_sorted_and_all_there() -> None:
    assert qa_bot.__all__ == sorted(qa_bot.__all__)
    missing = [name for name in qa_bot.__all__ if not hasattr(qa_bot, name)]
    assert missing == []
    with pytest.raises(AttributeError, match="no_such_name"):
        qa_bot.no_such_name  # noqa: B018


def test_layers_and_forbidden_imports_are_kept() -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command; lint_imports_command()",
            "--no-cache",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


def calls_of(path: Path, name: str) -> list[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name
    ]


def test_only_the_command_prints() -> None:
    files = [path for path in PACKAGE.rglob("*.py") if "cli" not in path.relative_to(PACKAGE).parts]
    assert [place for path in files for place in calls_of(path, "print")] == []


def test_nothing_is_unpickled_and_no_code_of_models_is_trusted() -> None:
    forbidden = (
        "import pickle",
        "from pickle",
        "import joblib",
        "allow_pickle=True",
        "trust_remote_code=True",
    )
    found = [
        (path.relative_to(ROOT).as_posix(), words)
        for path in sorted(PACKAGE.rglob("*.py"))
        for words in forbidden
        if words in path.read_text(encoding="utf-8")
    ]
    assert found == []


def test_every_module_says_its_idea() -> None:
    silent = [
        path.relative_to(ROOT).as_posix()
        for path in sorted(PACKAGE.rglob("*.py"))
        if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert silent == []
