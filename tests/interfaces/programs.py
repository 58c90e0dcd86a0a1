"""How the tests start a page and call it as a program does."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

import qa_bot

ROOT = Path(qa_bot.__file__).parents[1]
ENDPOINTS_ALONE = Path(__file__).with_name("programs_page.py")
SECRET = "a-program-of-my-own-1"


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@contextmanager
def serving(command: Sequence[str], port: int, folder: Path, **environ: str) -> Iterator[str]:
    """The address of a page that the command serves; Gradio's threads stay out of this process."""
    log = folder / f"page-{port}.log"
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("QA_BOT_", "SPACE_"))}
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, *command],
            cwd=folder,
            env={**clean, "PYTHONPATH": str(ROOT), **environ},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        address = f"http://127.0.0.1:{port}/"
        for _ in range(900):  # the models load within seconds, but for a machine that does much else
            assert process.poll() is None, log.read_text(encoding="utf-8", errors="replace")
            try:
                httpx.get(f"{address}login_check", timeout=10)
            except httpx.HTTPError:
                time.sleep(0.2)
            else:
                break
        else:
            raise AssertionError(f"no page at {address}: {log.read_text(encoding='utf-8', errors='replace')}")
        yield address
    finally:
        process.kill()
        process.wait()


@contextmanager
def endpoints(folder: Path, **environ: str) -> Iterator[str]:
    """A page of endpoints alone, over the newsroom's articles."""
    port = free_port()
    with serving([str(ENDPOINTS_ALONE), str(port)], port, folder, **environ) as address:
        yield address


def call(address: str, endpoint: str, *, headers: dict[str, str] | None = None, **named: Any) -> Any:
    """What an endpoint gives for named arguments; `RuntimeError` with the one line where it fails."""
    place = f"{address}gradio_api/call/v2/{endpoint}"
    joined = httpx.post(place, json=named, headers=headers, timeout=60)
    if joined.status_code != 200:
        raise RuntimeError(joined.json()["detail"])
    return outcome(f"{place}/{joined.json()['event_id']}")


def outcome(place: str) -> Any:
    """The data of the last event of a call."""
    lines = httpx.get(place, timeout=60).text.splitlines()
    event = [line.removeprefix("event: ") for line in lines if line.startswith("event: ")][-1]
    data = json.loads([line.removeprefix("data: ") for line in lines if line.startswith("data: ")][-1])
    if event != "complete":
        raise RuntimeError(data["error"])
    return data[0]
