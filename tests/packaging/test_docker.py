"""The Dockerfile, as far as its text and this machine can show: what it copies is there, what it leaves out isn't needed."""

from __future__ import annotations

import fnmatch
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from qa_bot.settings import Settings
from qa_bot.web.options import WebOptions
from qa_bot.web.serving import listening_place

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "Dockerfile").read_text(encoding="utf-8")
LINES = [
    line.strip()
    for line in re.sub(r"\\\n\s*", " ", TEXT).splitlines()
    if line.strip() and not line.startswith("#")
]


def values(instruction: str) -> list[str]:
    return [line.removeprefix(instruction).strip() for line in LINES if line.startswith(f"{instruction} ")]


def copied() -> list[str]:
    return [source for line in values("COPY") for source in line.split()[:-1]]


def environment() -> dict[str, str]:
    return dict(pair.split("=", 1) for line in values("ENV") for pair in line.split())


def is_left_out(path: str) -> bool:
    """Docker's rule: of all patterns that match the path or a folder above it, the last one decides."""
    outcome = False
    for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines():
        pattern = line.strip()
        if not pattern or pattern.startswith("#"):
            continue
        is_exception, pattern = pattern.startswith("!"), pattern.lstrip("!").removeprefix("**/")
        parts = path.split("/")
        above = ["/".join(parts[:count]) for count in range(1, len(parts) + 1)] + parts
        if any(fnmatch.fnmatch(one, pattern) for one in above):
            outcome = not is_exception
    return outcome


def test_everything_that_is_copied_is_there_and_reaches_docker() -> None:
    assert copied() == [
        "requirements.txt",
        "constraints.txt",
        "app.py",
        "qa_bot",
        "embeddings",
        "data/articles",
    ]
    for source in copied():
        assert (ROOT / source).exists(), source
        assert not is_left_out(source), source


@pytest.mark.parametrize(
    "path",
    [
        ".git/config",
        "library/library.sqlite3",
        "tests/conftest.py",
        ".env",
        "qa_bot/__pycache__/bot.pyc",
        "data/eval/questions.jsonl",
    ],
)
def test_nothing_else_reaches_docker(path: str) -> None:
    assert is_left_out(path)


def test_it_runs_the_python_that_the_tests_ran_and_not_as_root() -> None:
    assert values("FROM") == ["python:3.11-slim"]
    assert values("USER") == ["reader"]
    assert LINES.index("USER reader") < next(i for i, line in enumerate(LINES) if line.startswith("CMD"))
    assert values("CMD") == ['["python", "app.py"]']


def test_requirements_come_before_the_code_so_that_a_change_of_code_installs_nothing() -> None:
    install = next(i for i, line in enumerate(LINES) if "pip install" in line)
    assert (
        LINES.index("COPY requirements.txt constraints.txt ./")
        < install
        < LINES.index("COPY qa_bot ./qa_bot")
    )


def test_its_environment_is_one_that_the_page_understands() -> None:
    given = environment()
    assert listening_place(environ=given) == ("0.0.0.0", 7860)
    assert values("EXPOSE") == ["7860"]
    assert Settings.load(environ=given, folder=None).library == values("VOLUME")[0] == "/library"
    assert given["QA_BOT_CACHE"].startswith("/library/")
    assert given["HF_HUB_OFFLINE"] == "1"
    assert WebOptions.load(environ=given) == WebOptions()


def test_the_health_check_is_python_that_asks_the_page() -> None:
    (check,) = [line for line in LINES if line.startswith("HEALTHCHECK")]
    code = re.search(r'"-c", "(.+)"\]', check)
    assert code
    compile(code[1], "healthcheck", "exec")
    assert ":7860/" in code[1]


def test_no_package_index_is_named() -> None:
    for host in ("pypi" + ".org", "pythonhosted" + ".org", "py" + "torch.org"):
        assert host not in TEXT


def test_what_is_left_out_without_torch_is_torch_and_what_needs_it() -> None:
    pattern = re.search(r"grep -vE '([^']+)'", TEXT)
    assert pattern
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    left_out = [line for line in lines if re.search(pattern[1], line)]
    assert [re.split("[<>=]", line)[0] for line in left_out] == [
        "sentence-transformers",
        "torch",
        "transformers",
    ]


ANSWER_WITHOUT = """
import sys
for name in ("torch", "transformers", "sentence_transformers", "safetensors", "sklearn", "scipy"):
    sys.modules[name] = None
from qa_bot import Article, QABot
with QABot.open("library") as bot:
    bot.add(Article(id="a", title="", text="The Tolmer bridge was opened in Narae on Monday.", language="en"))
    print(bot.ask("Where was the Tolmer bridge opened?", threshold=0.0).text)
"""


def test_the_shipped_models_answer_without_torch(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", ANSWER_WITHOUT],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert (done.returncode, done.stdout.strip()) == (0, "Narae"), done.stderr
