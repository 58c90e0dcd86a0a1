"""What is said twice is said alike: dependencies, versions and files."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

import qa_bot

tomllib = pytest.importorskip("tomllib", reason="Python 3.11 and later")

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def requirements(text: str) -> list[str]:
    lines = (line.split("#")[0].strip() for line in text.splitlines())
    return [line for line in lines if line]


def name_of(requirement: str) -> str:
    name = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert name
    return re.sub(r"[-_.]+", "-", name.group()).lower()


def test_a_space_installs_what_the_package_depends_on(project: dict[str, Any]) -> None:
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    assert requirements(text) == project["dependencies"]


def test_every_direct_dependency_is_pinned_once_and_exactly(project: dict[str, Any]) -> None:
    pins = requirements((ROOT / "constraints.txt").read_text(encoding="utf-8"))
    names = [name_of(pin) for pin in pins]
    assert names == sorted(set(names))
    assert all(re.fullmatch(r"[a-z0-9-]+==[0-9][0-9A-Za-z.]*", pin) for pin in pins)
    optional = project["optional-dependencies"].values()
    direct = {name_of(one) for group in (project["dependencies"], *optional) for one in group}
    assert direct - set(names) - {"tomli"} == set()  # tomli is for Python 3.10; the pins are for 3.11


def test_the_version_is_a_literal_in_the_package() -> None:
    tree = ast.parse((ROOT / "qa_bot" / "__init__.py").read_text(encoding="utf-8"))
    values = [
        ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__version__"
    ]
    assert values == [qa_bot.__version__]
    assert re.fullmatch(r"\d+\.\d+\.\d+", qa_bot.__version__)


def test_the_changelog_and_the_licence_speak_of_this_version(project: dict[str, Any]) -> None:
    assert qa_bot.__version__ in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert project["license"] == "Apache-2.0"
    assert "Apache License" in (ROOT / "LICENSE").read_text(encoding="utf-8")


def test_the_space_runs_the_pinned_gradio() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    constraints = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    pinned = re.search(r"^gradio==(.+)$", constraints, re.MULTILINE)
    assert pinned
    assert f"sdk_version: {pinned.group(1)}\n" in readme


def test_git_ignores_no_file_of_the_product() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    folders = ("qa_bot", "embeddings", "data", "tests", ".ci")
    files = [
        path.relative_to(ROOT).as_posix()
        for folder in folders
        for path in sorted((ROOT / folder).rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    ]
    # exit code 1: none is ignored
    done = subprocess.run(
        ["git", "check-ignore", "--no-index", "--stdin"],
        input="\n".join(files),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")


def test_no_registry_host_is_named_anywhere() -> None:
    hosts = ("pypi" + ".org", "pythonhosted" + ".org", "download.py" + "torch.org")
    names = (
        "Makefile",
        "README.md",
        "CONTRIBUTING.md",
        "pyproject.toml",
        "requirements.txt",
        "constraints.txt",
    )
    found = [
        (name, host) for name in names for host in hosts if host in (ROOT / name).read_text(encoding="utf-8")
    ]
    assert found == []
