"""The articles tab over a real local server, as a browser sends its events; made-up ones too."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from newsroom import HARBOUR, KITES

import qa_bot

ROOT = Path(qa_bot.__file__).parents[1]
STORY = "해송시 축제 개막\n\n해송시 연날리기 축제가 금요일에 열렸다. 🎏"
SERVE = f"""
import sys, tempfile
sys.path.insert(0, {str(Path(__file__).parent)!r})
import gradio as gr
from newsroom import open_with_fakes
from qa_bot.settings import Settings
from qa_bot.visitors import Visitors
from qa_bot.web.options import WebOptions
from qa_bot.web.shelf import build_shelf
bot = open_with_fakes(Settings(library=tempfile.mkdtemp()), samples=True)
with gr.Blocks() as demo:
    language = gr.State("en")
    shelf = build_shelf(Visitors(bot, is_public=False), WebOptions(), language)
    switch = gr.Button("switch")
    switch.click(lambda: ["ko", *shelf.relabel("ko")], None, [language, *shelf.relabel_outputs], api_name="switch")
demo.launch(server_port=int(sys.argv[1]), quiet=True)
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(port)],
        cwd=tmp_path_factory.mktemp("shelf"),
        env={**os.environ, "PYTHONPATH": str(ROOT), "GRADIO_ANALYTICS_ENABLED": "False"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(300):
            assert process.poll() is None, "the server ended before it answered"
            try:
                httpx.get(f"http://127.0.0.1:{port}/", timeout=10).raise_for_status()
                break
            except httpx.HTTPError:
                time.sleep(0.2)
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.kill()
        process.wait()


class Page:
    """One visit: its components, found by what they say, and its events."""

    def __init__(self, address: str, session: str) -> None:
        self.address, self.session = address, session
        config = httpx.get(f"{address}config", timeout=30).json()
        self.components = {one["id"]: one for one in config["components"]}
        self.functions = config["dependencies"]

    def function(self, event: str, **props: Any) -> dict[str, Any]:
        """The function that an event of the one component with these properties calls."""
        ids = {
            key
            for key, one in self.components.items()
            if all(one["props"].get(name) == value for name, value in props.items())
        }
        return next(
            one for one in self.functions if any(at in ids and name == event for at, name in one["targets"])
        )

    def send(self, function: dict[str, Any], data: list[Any], event: dict[str, Any] | None = None) -> str:
        """All that the server says to an event, as JSON."""
        sent = {
            "data": data,
            "fn_index": function["id"],
            "session_hash": self.session,
            "event_data": event,
            "trigger_id": function["targets"][0][0],
        }
        httpx.post(f"{self.address}gradio_api/queue/join", json=sent, timeout=30).raise_for_status()
        place = f"{self.address}gradio_api/queue/data?session_hash={self.session}"
        with httpx.stream("GET", place, timeout=60) as events:
            said = [json.loads(line[6:]) for line in events.iter_lines() if line.startswith("data: ")]
        return json.dumps([one for one in said if one["msg"].startswith("process_")], ensure_ascii=False)

    def upload(self, *files: tuple[str, bytes]) -> list[str]:
        sent = [("files", (name, content)) for name, content in files]
        return (
            httpx.post(f"{self.address}gradio_api/upload", files=sent, timeout=30).raise_for_status().json()
        )


def file_of(path: str, name: str) -> dict[str, Any]:
    return {"path": path, "orig_name": name, "size": 1, "meta": {"_type": "gradio.FileData"}}


def test_dropped_files_are_added_and_named_as_their_owner_knows_them(address: str) -> None:
    page = Page(address, "drop")
    add = page.function("upload", elem_id="qa-shelf-files")
    good, bad = page.upload(("축제.txt", STORY.encode()), ("blob.txt", b""))
    said = page.send(add, [[file_of(good, "해송 축제.txt"), file_of(bad, "../../빈\u202e 파일.txt")], None])
    assert "1 added" in said
    assert "<bdi>빈 파일.txt</bdi>" in said.replace('\\"', '"')
    assert "gradio/" not in said.split('"output"')[-1].split("qa-shelf-report")[-1]
    again = page.send(add, [[file_of(page.upload(("x.txt", STORY.encode()))[0], "해송 축제.txt")], None])
    assert "1 already here, unchanged" in again


def test_the_field_takes_every_file_so_that_the_report_can_name_what_is_refused(address: str) -> None:
    page = Page(address, "kinds")
    (field,) = [one for one in page.components.values() if one["props"].get("elem_id") == "qa-shelf-files"]
    assert not field["props"].get("file_types")
    (picture,) = page.upload(("a.png", b"PNG"))
    add = page.function("upload", elem_id="qa-shelf-files")
    said = page.send(add, [[file_of(picture, "사진.png")], None])
    assert "사진.png</bdi>" in said
    assert "its ending is none of" in said


def test_a_made_up_path_is_never_read(address: str) -> None:
    page = Page(address, "forge")
    add = page.function("upload", elem_id="qa-shelf-files")
    for path in (str(Path(__file__).resolve()), "/etc/passwd", "../../etc/passwd", "file:///etc/passwd"):
        said = page.send(add, [[file_of(path, "a.txt")], None])
        assert "root:" not in said
        assert "added" not in said
    for nonsense in (None, [], [{}], "x", [None], [{"path": 7}]):
        assert "Traceback" not in page.send(add, [nonsense, None])


def test_buttons_of_the_list_open_articles_and_made_up_ones_break_nothing(address: str) -> None:
    page = Page(address, "open")
    press = next(
        one
        for one in page.functions
        if any(name == "click" for _, name in one["targets"])
        and len(one["inputs"]) == 1
        and len(one["outputs"]) == 3
    )
    show = next(
        one
        for one in page.functions
        if any(name == "change" for _, name in one["targets"]) and len(one["outputs"]) == 5
    )
    page.send(press, [None], {"shelf": "open", "article": KITES.id})
    assert "연날리기 축제 개막" in page.send(show, [None, None, None])
    for event in (
        {},
        {"shelf": "page", "page": "x"},
        {"shelf": "page", "page": 10**400},
        {"shelf": ["open"]},
        None,
    ):
        assert "Traceback" not in page.send(press, [None], event)
    page.send(press, [None], {"shelf": "open", "article": [HARBOUR.id]})
    assert "no longer here" in page.send(show, [None, None, None])


def test_the_shelf_speaks_the_language_that_the_page_chose(address: str) -> None:
    page = Page(address, "speak")
    said = page.send(next(one for one in page.functions if one["api_name"] == "switch"), [])
    for words in ("기사 넣기", "제목에 있는 말", "모든 언어", "되돌리기", "목록으로", "출처에서 다시 읽기"):
        assert words in said
    listing = next(one for one in page.functions if any(name == "load" for _, name in one["targets"]))
    assert "건, 새 기사부터" in page.send(listing, [None, None, None])


def test_nothing_of_the_shelf_is_an_endpoint_for_programs(address: str) -> None:
    page = Page(address, "api")
    assert [one["api_name"] for one in page.functions if one["api_visibility"] == "public"] == ["switch"]
