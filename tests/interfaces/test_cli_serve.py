"""`qa-bot serve`: for whom the page is, said on the command line or in the environment."""

from __future__ import annotations

import sys
from pathlib import Path

import httpx
import pytest
from newsroom import HARBOUR_QUESTION, open_with_fakes
from programs import call, free_port, serving

from qa_bot.cli import main
from qa_bot.errors import MissingExtra
from qa_bot.settings import Settings
from qa_bot.web.options import WebOptions
from qa_bot.web.serving import check_extras, password_check

Captured = pytest.CaptureFixture[str]
SERVE = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
from newsroom import open_with_fakes
from qa_bot.cli import main
sys.exit(main(bot_factory=open_with_fakes))
"""


def command(port: int, *options: str) -> list[str]:
    return ["-c", SERVE, "serve", "--port", str(port), "--threshold", "0.4", *options]


def test_a_password_on_the_command_line_is_asked_for_and_warned_of(tmp_path: Path) -> None:
    from gradio_client import Client

    port = free_port()
    with serving(command(port, "--password", "열려라 참깨"), port, tmp_path) as address:
        assert httpx.get(f"{address}config", timeout=30).status_code == 401
        nameless = {"username": (None, ""), "password": (None, "열려라 참깨")}  # as the login page sends it
        assert httpx.post(f"{address}login", files=nameless, timeout=30).status_code == 200
        client = Client(address, auth=("ann", "열려라 참깨"), verbose=False)
        assert client.predict(HARBOUR_QUESTION, api_name="/answer")["text"] == "Haesong"
        client.close()
    log = (tmp_path / f"page-{port}.log").read_text(encoding="utf-8")
    assert "others on this machine can see the password; better set QA_BOT_PASSWORD\n" in log


def test_a_public_page_by_the_environment_keeps_visitors_apart(tmp_path: Path) -> None:
    port = free_port()
    with serving(command(port), port, tmp_path, QA_BOT_PUBLIC="yes") as address:
        mine, anothers = ({"x-qa-bot-visitor": name * 3} for name in ("ann-of-haesong", "bea-of-narae"))
        text = "Bridge opens\n\nThe Tolmer bridge was opened in Narae on Monday."
        (added,) = call(address, "add_article", headers=mine, text=text)["added"]
        search = {"question": "Tolmer bridge", "k": 1}
        assert call(address, "search", headers=mine, **search)[0]["article"]["id"] == added
        assert call(address, "search", headers=anothers, **search)[0]["article"]["id"] != added
        cookie = httpx.get(address, timeout=30).headers["set-cookie"]
        assert cookie.startswith("qa-bot-visitor=")


def test_a_library_that_is_not_there_is_made_for_the_page_to_fill(tmp_path: Path) -> None:
    port = free_port()
    with serving(command(port, "--library", "new/news"), port, tmp_path) as address:
        text = "Bridge opens\n\nThe Tolmer bridge was opened in Narae on Monday."
        (added,) = call(address, "add_article", text=text)["added"]
    with open_with_fakes(Settings(library=str(tmp_path / "new" / "news"))) as bot:
        assert [article.id for article in bot.articles()] == [added]
    log = (tmp_path / f"page-{port}.log").read_text(encoding="utf-8")
    assert "new/news is new and has no articles yet; add some on the page\n" in log


@pytest.mark.parametrize(
    ("path", "options", "problem"),
    [
        ("a.txt", [], "a.txt: a library is a folder, and this is a file; choose another name"),
        ("folder", [], "folder: no library there; make one with: qa-bot add ARTICLES --library folder"),
        ("new", ["--public"], "new: no library there; make one with: qa-bot add ARTICLES --library new"),
    ],
)
def test_neither_a_file_nor_a_folder_of_something_else_nor_an_empty_public_page_is_made_a_library(
    capsys: Captured,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    path: str,
    options: list[str],
    problem: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("A story.", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    assert main(["serve", "--library", path, *options], bot_factory=open_with_fakes) == 1
    assert capsys.readouterr().err == f"qa-bot: error: {problem}\n"
    assert not (tmp_path / "new").exists()


def test_an_mcp_server_without_its_package_is_one_line(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "mcp", None)
    assert main(["serve", "--mcp"], bot_factory=open_with_fakes) == 1
    assert capsys.readouterr().err == "qa-bot: error: mcp is not installed; run: pip install 'qa_bot[mcp]'\n"
    with pytest.raises(MissingExtra):
        check_extras(WebOptions(has_mcp=True))
    check_extras(WebOptions())


@pytest.mark.parametrize(
    ("options", "environ", "problem"),
    [
        (
            ["--mcp", "--password", "x"],
            {},
            "MCP clients know of no password; leave out the password or the MCP server",
        ),
        ([], {"QA_BOT_PUBLIC": "maybe"}, 'QA_BOT_PUBLIC is "maybe"; use yes or no'),
        ([], {"QA_BOT_PORT": "http"}, 'QA_BOT_PORT is "http"; use a port of 1 to 65535'),
    ],
)
def test_what_cannot_be_served_is_one_line(
    capsys: Captured,
    monkeypatch: pytest.MonkeyPatch,
    options: list[str],
    environ: dict[str, str],
    problem: str,
) -> None:
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    assert main(["serve", *options], bot_factory=open_with_fakes) == 1
    assert capsys.readouterr().err == f"qa-bot: error: {problem}\n"


@pytest.mark.parametrize(
    ("given", "is_right"),
    [("열려라 참깨", True), ("열려라", False), ("", False), ("열려라 참깨!", False), ("\ud800", False)],
)
def test_the_password_counts_and_the_name_does_not(given: str, is_right: bool) -> None:
    import asyncio

    check = password_check("열려라 참깨", wrong_password_seconds=0.0)
    for name in ("ann", "", "열려라 참깨"):
        assert asyncio.run(check(name, given)) is is_right


def test_a_wrong_password_takes_its_time() -> None:
    import asyncio
    import time

    begun = time.monotonic()
    assert asyncio.run(password_check("right", wrong_password_seconds=0.3)("ann", "wrong")) is False
    assert time.monotonic() - begun >= 0.3
