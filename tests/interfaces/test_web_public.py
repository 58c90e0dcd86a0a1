"""A public page gives nothing away: no files, no paths, no traces of errors, nobody else's articles, no markup."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from newsroom import HARBOUR_QUESTION
from programs import call, free_port, serving

SERVE = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
from newsroom import open_with_fakes
from qa_bot.cli import main
sys.exit(main(bot_factory=open_with_fakes))
"""
MINE = {"x-qa-bot-visitor": "ann-of-haesong-0001"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("public")


@pytest.fixture(scope="module")
def page(folder: Path) -> Iterator[str]:
    """`qa-bot serve --public` over the newsroom's two articles."""
    port = free_port()
    command = ["-c", SERVE, "serve", "--public", "--port", str(port), "--threshold", "0.4"]
    with serving(command, port, folder, GRADIO_TEMP_DIR=str(folder / "uploads")) as address:
        yield address


def upload(page: str, name: str, content: bytes) -> httpx.Response:
    return httpx.post(f"{page}gradio_api/upload", files={"files": (name, content)}, timeout=30)


def test_the_library_is_not_served(page: str, folder: Path) -> None:
    (library,) = folder.rglob("library.sqlite3")
    for path in (library, library.relative_to(folder), Path(__file__), Path("/etc/passwd")):
        for method in ("GET", "HEAD"):
            assert httpx.request(method, f"{page}gradio_api/file={path}", timeout=30).status_code == 404
            assert httpx.request(method, f"{page}file={path}", timeout=30).status_code == 404


def test_an_upload_is_served_to_nobody(page: str) -> None:
    (path,) = upload(page, "secret.txt", "비밀 기사".encode()).json()
    answer = httpx.get(f"{page}gradio_api/file={path}", timeout=30)
    assert answer.status_code == 404
    assert "비밀" not in answer.text


def test_the_page_fetches_no_address_for_anybody(page: str) -> None:
    for address in (f"{page}config", "https://elsewhere.example/"):
        assert httpx.get(f"{page}gradio_api/file={address}", timeout=30).status_code == 404


@pytest.mark.parametrize(
    "name", ["../../../etc/cron.d/x", "..\\..\\x.txt", "/etc/passwd", "a" * 500 + ".txt", "기사\x00.txt"]
)
def test_a_name_of_tricks_stays_in_the_folder_of_uploads(page: str, folder: Path, name: str) -> None:
    answer = upload(page, name, b"x")
    assert answer.status_code in {200, 400, 413, 422}
    if answer.status_code == 200:
        for path in answer.json():
            assert Path(path).resolve().is_relative_to((folder / "uploads").resolve())


def test_an_upload_of_more_than_all_files_may_have_is_refused(tmp_path: Path) -> None:
    # a single file over its own limit is refused by the page, which can name it
    port = free_port()
    command = ["-c", SERVE, "serve", "--public", "--port", str(port)]
    with serving(command, port, tmp_path, QA_BOT_MOST_UPLOAD_BYTES="1000") as address:
        assert upload(address, "small.txt", b"x" * 900).status_code == 200
        assert upload(address, "large.txt", b"x" * 11_000).status_code == 413


def test_nothing_the_page_says_of_itself_names_a_place_on_this_machine(page: str, folder: Path) -> None:
    for path in ("", "config", "gradio_api/info", "gradio_api/openapi.json"):
        assert str(folder) not in httpx.get(f"{page}{path}", timeout=30).text, path


@pytest.mark.parametrize(
    ("method", "path", "content"),
    [
        ("POST", "gradio_api/queue/join", b"{"),
        ("POST", "gradio_api/queue/join", b'{"data": [], "fn_index": 99999, "session_hash": "x"}'),
        ("POST", "gradio_api/queue/join", b'{"data": [], "fn_index": "%s", "session_hash": []}'),
        ("POST", "gradio_api/call/answer", b"[]"),
        ("POST", "gradio_api/call/nothing", b'{"data": []}'),
        ("POST", "gradio_api/call/v2/nothing", b"{}"),
        ("POST", "gradio_api/call/v2/answer", b"\xff\xfe"),
        ("POST", "gradio_api/run/answer", b'{"data": []}'),
        ("GET", "gradio_api/call/answer/none-such", b""),
        ("GET", "gradio_api/queue/data?session_hash=none-such", b""),
        ("GET", "monitoring", b""),
        ("GET", "gradio_api/heartbeat/%00", b""),
    ],
)  # fmt: skip
def test_nonsense_is_answered_without_a_trace(page: str, method: str, path: str, content: bytes) -> None:
    headers = {"content-type": "application/json"}
    text = ""
    try:
        with httpx.stream(method, f"{page}{path}", content=content, headers=headers, timeout=3) as answer:
            for piece in answer.iter_text():
                text += piece
    except (httpx.ReadTimeout, httpx.RemoteProtocolError):
        pass  # a stream in which nothing happens, or that ends in its middle
    assert "Traceback" not in text
    assert "site-packages" not in text
    assert ".py" not in text.replace("gradio.app", "")


def test_markup_of_an_article_reaches_the_page_as_text(page: str) -> None:
    hostile = "<img src=x onerror=alert(1)>"
    text = f"Ferry {hostile}\n\nThe Vexburg ferry was opened in Narae on Monday. {hostile} ${{7*7}}"
    call(page, "add_article", headers=MINE, text=text)
    found = call(page, "answer", headers=MINE, question="Where was the Vexburg ferry opened in?")
    cited = [*found["citations"], *found["nearest"]][0]["article"]
    assert hostile in cited["text"]  # by the endpoint, text is text
    for sent in converse(page, "Where was the Vexburg ferry opened in?"):
        assert hostile not in sent
    assert any("&lt;img src=x" in sent for sent in converse(page, "Where was the Vexburg ferry opened in?"))


def converse(page: str, question: str) -> list[str]:
    """Every HTML that the chat sends for a question, asked as the page's box asks it by the visitor who added."""
    functions = httpx.get(f"{page}config", timeout=30).json()
    components = {one["id"]: one["type"] for one in functions["components"]}
    submit = next(
        one for one in functions["dependencies"] if any(event == "submit" for _, event in one["targets"])
    )
    data = [question if components.get(place) == "textbox" else None for place in submit["inputs"]]
    joined = {"data": data, "fn_index": submit["id"], "session_hash": "chat-of-ann"}
    httpx.post(f"{page}gradio_api/queue/join", json=joined, headers=MINE, timeout=30).raise_for_status()
    with httpx.stream("GET", f"{page}gradio_api/queue/data?session_hash=chat-of-ann", timeout=30) as events:
        messages = [line.removeprefix("data: ") for line in events.iter_lines() if line]
    return [text for message in messages for text in _strings(json.loads(message))]


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)


def test_the_other_visitors_of_the_page_ask_the_shared_articles_alone(page: str) -> None:
    text = "Bridge opens\n\nThe Tolmer bridge was opened in Narae on Monday."
    (added,) = call(page, "add_article", headers=MINE, text=text)["added"]
    other = {"x-qa-bot-visitor": "bea-of-narae-000002"}
    for headers in (other, {}):
        found = call(page, "search", headers=headers, question="Tolmer bridge", k=50)
        assert added not in [one["article"]["id"] for one in found]
    assert call(page, "answer", headers=other, question=HARBOUR_QUESTION)["text"] == "Haesong"
