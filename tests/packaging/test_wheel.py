"""The wheel as a stranger gets it: whole, installable, and answering with the network switched off."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

import qa_bot
from qa_bot.types import Answer

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.slow

# Any way out of the machine fails loudly.
NO_NETWORK = """
import socket
def refuse(*arguments, **options):
    raise AssertionError(f"the network was asked for: {arguments}")
socket.socket.connect = socket.socket.connect_ex = refuse
socket.getaddrinfo = socket.create_connection = refuse
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    done = subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the wheel, the dependencies of this one, and no network."""
    folder = tmp_path_factory.mktemp("fresh") / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    python = folder / "bin" / "python"
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", str(wheel)],
        check=True,
    )
    (packages,) = folder.glob("lib/python*/site-packages")
    # a plain path: the .pth of an editable install there is not followed
    (packages / "dependencies.pth").write_text(f"{sysconfig.get_path('purelib')}\n", encoding="utf-8")
    (packages / "no_network.py").write_text(NO_NETWORK, encoding="utf-8")
    (packages / "no_network.pth").write_text("import no_network\n", encoding="utf-8")
    return folder


def run(environment: Path, home: Path, *command: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("QA_BOT_", "PYTHON"))}
    return subprocess.run(
        [str(environment / "bin" / command[0]), *command[1:]],
        cwd=home,
        env={**clean, "HOME": str(home), "XDG_CACHE_HOME": str(home / "cache"), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_the_wheel_holds_code_weights_samples_and_licence(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    expected = {
        path.relative_to(ROOT).as_posix() for path in (ROOT / "qa_bot").rglob("*.py") if path.is_file()
    }
    expected |= {
        f"qa_bot/{new}/{path.relative_to(ROOT / old).as_posix()}"
        for old, new in (("embeddings", "_embeddings"), ("data/articles", "_articles"))
        for path in (ROOT / old).rglob("*")
        if path.is_file()
    }
    expected |= {"qa_bot/web/style.css", f"qa_bot-{qa_bot.__version__}.dist-info/licenses/LICENSE"}
    assert expected - names == set()
    assert {name for name in names if name.startswith(("tests/", "data/", "benchmarks/"))} == set()


def test_the_installed_command_answers_from_the_samples_without_network(
    environment: Path, tmp_path: Path
) -> None:
    where = run(environment, tmp_path, "python", "-c", "import qa_bot; print(qa_bot.__file__)")
    assert where.stdout.startswith(str(environment)), where.stderr
    done = run(
        environment,
        tmp_path,
        "qa-bot",
        "ask",
        "--json",
        "How much does a ride on Haesong Line 2 cost?",
    )
    assert done.returncode == 0, done.stderr
    answer = Answer.from_dict(json.loads(done.stdout))
    assert answer.text == "1,550 won"
    assert answer.citations[0].article.language == "en"


def test_the_installed_weights_are_the_ones_that_were_shipped(environment: Path, tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text("다리 개통\n\n느티교가 3일 개통했다. 길이는 245m다.", encoding="utf-8")
    assert run(environment, tmp_path, "qa-bot", "add", str(article)).returncode == 0
    done = run(environment, tmp_path, "qa-bot", "verify", "--json")
    assert (done.returncode, json.loads(done.stdout)) == (0, {"problems": []})
