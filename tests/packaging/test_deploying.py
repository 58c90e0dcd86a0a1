"""What goes to a Space is what a Space needs, and what goes wrong on the way is one line."""

from __future__ import annotations

import fnmatch
import json
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from qa_bot.cli import main
from qa_bot.deploying import FILES, check_name, deploy, find_checkout, find_files
from qa_bot.errors import BackendError, ConfigError

ROOT = Path(__file__).parents[2]
Captured = pytest.CaptureFixture[str]


@dataclass
class Hub:
    """The Hub in memory: Spaces with their files; `problem` is raised by whatever is asked of it."""

    problem: Exception | None = None
    spaces: dict[str, dict[str, Any]] = field(default_factory=dict)

    def create_repo(self, repo_id: str, **given: Any) -> None:
        if self.problem:
            raise self.problem
        assert given["repo_type"] == "space"
        assert given["space_sdk"] == "gradio"
        if repo_id in self.spaces and not given["exist_ok"]:
            raise AssertionError("it is there already")
        self.spaces.setdefault(repo_id, {"private": given["private"], "files": {}})

    def upload_folder(self, *, repo_id: str, folder_path: Path, **given: Any) -> None:
        held = self.spaces[repo_id]["files"]
        sent = {
            path.relative_to(folder_path).as_posix(): path.read_bytes()
            for path in folder_path.rglob("*")
            if path.is_file()
            and any(
                fnmatch.fnmatch(path.relative_to(folder_path).as_posix(), pattern)
                for pattern in given["allow_patterns"]
            )
        }
        for name in list(held):
            if name not in sent and any(
                fnmatch.fnmatch(name, pattern) for pattern in given["delete_patterns"]
            ):
                del held[name]
        held.update(sent)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A small one, with what must not be sent lying about in it."""
    folder = tmp_path / "checkout"
    for name in FILES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"{name} 기사", encoding="utf-8")
    for name in (
        "qa_bot/__init__.py",
        "qa_bot/web/style.css",
        "qa_bot/__pycache__/junk.cpython-311.pyc",
        "qa_bot/.secret",
        "embeddings/reader/model.onnx",
        "data/articles/[old] 다리.ko.txt",
        "data/eval/questions.jsonl",
        "library/library.sqlite3",
        ".git/config",
        ".env",
        "tests/test_x.py",
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name, encoding="utf-8")
    return folder


SENT = [
    "LICENSE",
    "README.md",
    "app.py",
    "data/articles/[old] 다리.ko.txt",
    "embeddings/reader/model.onnx",
    "qa_bot/__init__.py",
    "qa_bot/web/style.css",
    "requirements.txt",
]


def test_what_is_listed_is_what_a_space_needs_and_nothing_else(checkout: Path) -> None:
    files = find_files(checkout)
    assert [file.path for file in files] == SENT
    assert [file.byte_count for file in files] == [(checkout / name).stat().st_size for name in SENT]


def test_what_is_sent_is_what_is_listed(checkout: Path) -> None:
    hub = Hub()
    address = deploy("ann/qa-bot", checkout, host=hub, find_token=lambda: "hf_x")
    assert address == "https://huggingface.co/spaces/ann/qa-bot"
    assert sorted(hub.spaces["ann/qa-bot"]["files"]) == SENT
    assert hub.spaces["ann/qa-bot"]["private"] is False


def test_a_private_space_is_made_private(checkout: Path) -> None:
    hub = Hub()
    deploy("ann/qa-bot", checkout, is_private=True, host=hub, find_token=lambda: "hf_x")
    assert hub.spaces["ann/qa-bot"]["private"] is True


def test_what_is_gone_here_goes_there_and_what_others_put_there_stays(checkout: Path) -> None:
    hub = Hub()
    deploy("ann/qa-bot", checkout, host=hub, find_token=lambda: "hf_x")
    hub.spaces["ann/qa-bot"]["files"][".gitattributes"] = b"theirs"
    (checkout / "qa_bot/web/style.css").unlink()
    deploy("ann/qa-bot", checkout, host=hub, find_token=lambda: "hf_x")
    assert set(hub.spaces["ann/qa-bot"]["files"]) == {*SENT, ".gitattributes"} - {"qa_bot/web/style.css"}


def test_without_a_token_nothing_is_tried(checkout: Path) -> None:
    hub = Hub(problem=AssertionError("asked all the same"))
    with pytest.raises(ConfigError, match=r"^no token of the Hugging Face Hub; run: hf auth login"):
        deploy("ann/qa-bot", checkout, host=hub, find_token=lambda: None)


@pytest.mark.parametrize(
    "name",
    ["", "qa-bot", "ann/", "/qa-bot", "ann/qa bot", "ann/../x", "a/b/c", "앤/봇", "ann/" + "x" * 97, "-a/b"],
)
def test_a_name_that_is_none_is_one_line(name: str) -> None:
    with pytest.raises(
        ConfigError, match=r"is no name of a Space; write OWNER/NAME, as in ann/qa-bot$"
    ) as error:
        check_name(name)
    assert "\n" not in str(error.value)


def refusal(status: int) -> Exception:
    from huggingface_hub.errors import HfHubHTTPError

    request = httpx.Request("POST", "https://hub.example/api")
    return HfHubHTTPError("Client error\nRequest ID: 1", response=httpx.Response(status, request=request))


@pytest.mark.parametrize(
    ("problem", "line"),
    [
        (refusal(401), "the Hub doesn't take the token; make one that may write, then run: hf auth login"),
        (refusal(403), 'the token may not write to "ann/qa-bot"; check the owner, or make a token that may'),
        (refusal(500), 'the Hub refused "ann/qa-bot": Client error Request ID: 1'),
        (
            httpx.ConnectError("no route"),
            "the Hub can't be reached (no route); try again when the network is there",
        ),
        (TimeoutError(), "the Hub can't be reached (TimeoutError); try again when the network is there"),
    ],
)
def test_what_the_hub_refuses_is_one_line(checkout: Path, problem: Exception, line: str) -> None:
    with pytest.raises(BackendError) as error:
        deploy("ann/qa-bot", checkout, host=Hub(problem), find_token=lambda: "hf_x")
    assert str(error.value) == line
    assert error.value.__cause__ is problem


def test_a_folder_that_is_no_checkout_is_named_with_what_it_lacks(checkout: Path) -> None:
    shutil.rmtree(checkout / "embeddings")
    with pytest.raises(ConfigError, match="has no embeddings, which a Space needs; name a checkout"):
        find_checkout(checkout)


def test_a_dry_run_lists_files_and_bytes_of_this_very_checkout(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    assert main(["deploy-space", "ann/qa-bot", "--dry-run", "--json"]) == 0
    record = json.loads(capsys.readouterr().out)
    sizes = {file["path"]: file["bytes"] for file in record["files"]}
    assert record["space"] == "ann/qa-bot"
    assert sizes["embeddings/encoder/model.onnx"] == (ROOT / "embeddings/encoder/model.onnx").stat().st_size
    assert {"app.py", "README.md", "requirements.txt", "qa_bot/web/style.css"} <= set(sizes)
    assert not [path for path in sizes if "__pycache__" in path or path.startswith(("tests", "benchmarks"))]
    assert main(["deploy-space", "ann/qa-bot", "--dry-run"]) == 0
    assert capsys.readouterr().out.endswith(f"bytes in {len(sizes)} files for ann/qa-bot; nothing was sent\n")


def test_the_command_reports_a_bad_name_in_one_line(capsys: Captured) -> None:
    assert main(["deploy-space", "qa bot", "--dry-run"]) == 1
    assert capsys.readouterr().err.startswith('qa-bot: error: "qa bot" is no name of a Space')
