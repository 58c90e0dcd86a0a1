"""The chat page over a real local server, as a browser and as a program would use it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from newsroom import HARBOUR_QUESTION, KITES_QUESTION

import qa_bot
from qa_bot.types import Answer

ROOT = Path(qa_bot.__file__).parents[1]
SERVE = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
from newsroom import open_with_fakes
from qa_bot.cli import main
sys.exit(main(bot_factory=open_with_fakes))
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where `qa-bot serve` serves the two articles; Gradio's threads stay out of this process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE, "serve", "--port", str(port), "--threshold", "0.4"],
        cwd=tmp_path_factory.mktemp("web"),
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield wait_for(f"http://127.0.0.1:{port}/", process)
    finally:
        process.kill()
        process.wait()


def wait_for(address: str, process: subprocess.Popen[bytes]) -> str:
    for _ in range(300):
        assert process.poll() is None, "the server ended before it answered"
        try:
            httpx.get(address, timeout=10).raise_for_status()
        except httpx.HTTPError:
            time.sleep(0.2)
        else:
            return address
    raise AssertionError("the server did not answer within a minute")


def test_a_taken_port_is_an_error_of_one_line(address: str, tmp_path: Path) -> None:
    port = address.rsplit(":", 1)[1].strip("/")
    done = subprocess.run(
        [sys.executable, "-c", SERVE, "serve", "--quiet", "--port", port],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    problem = f"127.0.0.1:{port} is taken or not to be had; choose another port or address"
    assert (done.returncode, done.stderr) == (1, f"qa-bot: error: {problem}\n")


def call(address: str, endpoint: str, *arguments: object) -> tuple[str, object]:
    """The last event and its data, by plain HTTP."""
    place = f"{address}gradio_api/call/{endpoint}"
    event = (
        httpx.post(place, json={"data": list(arguments)}, timeout=30).raise_for_status().json()["event_id"]
    )
    lines = httpx.get(f"{place}/{event}", timeout=30).text.splitlines()
    events = [line.removeprefix("event: ") for line in lines if line.startswith("event: ")]
    data = [line.removeprefix("data: ") for line in lines if line.startswith("data: ")]
    return events[-1], json.loads(data[-1])


@pytest.mark.parametrize(
    ("question", "text"), [(HARBOUR_QUESTION, "Haesong"), (KITES_QUESTION, "곽민재"), ("Who is it?", None)]
)
def test_the_endpoint_gives_an_answer_that_python_takes_back(
    address: str, question: str, text: str | None
) -> None:
    event, data = call(address, "answer", question)
    assert event == "complete"
    (found,) = data  # type: ignore[misc]
    answer = Answer.from_dict(found)
    assert (answer.question, answer.text) == (question, text)
    assert bool(answer.nearest) is (text is None)


@pytest.mark.parametrize("question", ["", " ", "why " * 2000])
def test_a_question_that_cannot_be_asked_is_an_error_of_one_line(address: str, question: str) -> None:
    event, data = call(address, "answer", question)
    assert event == "error"
    assert "question" in json.dumps(data)
    assert "Traceback" not in json.dumps(data)


def test_the_published_client_finds_the_endpoint(address: str) -> None:
    from gradio_client import Client

    client = Client(address, verbose=False)
    try:
        assert client.predict(HARBOUR_QUESTION, api_name="/answer")["text"] == "Haesong"
        named = client.view_api(return_format="dict", print_info=False)["named_endpoints"]
        assert list(named) == ["/answer"]
    finally:
        client.close()


def test_the_page_loads_nothing_from_elsewhere(address: str) -> None:
    page = httpx.get(address, timeout=30).text
    assert "qa_bot" in page
    assert "fonts.googleapis.com" not in page
    assert "isComposing" in page


def test_files_of_the_machine_are_not_served(address: str) -> None:
    for path in (str(Path(__file__).resolve()), "/etc/passwd"):
        assert httpx.get(f"{address}gradio_api/file={path}", timeout=30).status_code in {403, 404}


def converse(address: str, session: str, question: str) -> list[tuple[str, str]]:
    """The roles and HTML of the conversation after a question, sent as the page's question box sends it."""
    functions = httpx.get(f"{address}config", timeout=30).json()["dependencies"]
    submit = next(one["id"] for one in functions if any(event == "submit" for _, event in one["targets"]))
    httpx.post(
        f"{address}gradio_api/queue/join",
        json={"data": [question, None], "fn_index": submit, "session_hash": session},
        timeout=30,
    ).raise_for_status()
    with httpx.stream("GET", f"{address}gradio_api/queue/data?session_hash={session}", timeout=30) as events:
        messages = [json.loads(line[len("data: ") :]) for line in events.iter_lines() if line]
    # the last state of a generator comes as its last "generating" message, in full or as a difference
    first = next(message for message in messages if message["msg"] == "process_generating")
    chat = first["output"]["data"][0]
    for message in messages[messages.index(first) + 1 :]:
        if message["msg"] == "process_generating":
            chat = apply(chat, message["output"]["data"][0])
    return [(turn["role"], turn["content"][0]["value"]) for turn in chat]


def apply(value: object, differences: object) -> object:
    """Gradio's edits (`replace` and `add` at a path) carried out on what was sent first."""
    for action, path, new in differences:  # type: ignore[attr-defined]
        *way, last = path
        place: object = value
        for step in way:
            place = place[step]  # type: ignore[index]
        if action == "add" and isinstance(place, list):
            place.insert(last, new)
        elif action == "append":
            place[last] += new  # type: ignore[index]
        elif action == "delete":
            del place[last]  # type: ignore[attr-defined]
        else:
            place[last] = new  # type: ignore[index]
    return value


def test_a_visit_keeps_its_questions_and_answers_and_shares_them_with_no_other(address: str) -> None:
    converse(address, "one", HARBOUR_QUESTION)
    turns = converse(address, "one", KITES_QUESTION)
    assert [role for role, _ in turns] == ["user", "assistant"] * 2
    assert [
        word in card
        for word, (_, card) in zip(("harbour", "Haesong", "해송시", "곽민재"), turns, strict=True)
    ] == [True] * 4
    other = converse(address, "two", "<b>why</b> " * 400)
    assert len(other) == 2
    assert "&lt;b&gt;why" in other[0][1]
    assert 'role="alert"' in other[1][1]
