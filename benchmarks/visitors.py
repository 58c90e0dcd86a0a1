"""Twenty visitors of a public page at once, asking in both languages: errors, and how long they wait.

    python benchmarks/visitors.py

It starts the page itself, over the sample articles and with the shipped models, and takes under a minute.
The visitors come by `gradio_client`, each with an article of its own that nobody else may see. Run it with
nothing else running.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from record import record

VISITORS = 20
QUESTIONS = (
    "콜드체인 실무단의 첫 회의는 어디서 열렸나?",
    "Where will the battery recycling plant be built?",
    "해송여객 버스 파업으로 버스 몇 대가 멈췄나?",
    "How many drones fly over Haesong harbor?",
)
OWN = "Bridge number {number}\n\nThe Tolmer bridge number {number} was opened in Narae by mayor Vex{number}."
OWN_QUESTION = "Tolmer bridge"


@dataclass
class Visit:
    """What one visitor met with."""

    seconds: list[float] = field(default_factory=list)
    answers: dict[str, str | None] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)


def main() -> None:
    """Let them all in at the same moment, and record."""
    with page() as address:
        gate = threading.Barrier(VISITORS)
        began = time.perf_counter()
        with ThreadPoolExecutor(VISITORS) as pool:
            visits = list(pool.map(lambda number: visit(address, number, gate), range(VISITORS)))
        wall = time.perf_counter() - began
    errors = [error for one in visits for error in one.errors]
    # all see the same articles, so all must be told the same
    errors += [f"told something else: {one.answers}" for one in visits if one.answers != visits[0].answers]
    seconds = [second for one in visits for second in one.seconds]
    record(
        "visitors",
        {
            "visitors": VISITORS,
            "calls": len(seconds),
            "errors": len(errors),
            "calls a second": round(len(seconds) / wall, 1),
            "call ms p50": round(1000 * float(np.percentile(seconds, 50))),
            "call ms p95": round(1000 * float(np.percentile(seconds, 95))),
        },
    )
    if errors:
        raise SystemExit("\n".join(errors[:20]))


def visit(address: str, number: int, gate: threading.Barrier) -> Visit:
    """One visitor: adds an article, finds it and no other visitor's, and asks every question."""
    from gradio_client import Client

    met = Visit()
    try:
        client = Client(address, verbose=False)
        gate.wait(60)
        timed(met, client, "/add_article", text=OWN.format(number=number))
        found = timed(met, client, "/search", question=OWN_QUESTION, k=10)
        own = [
            hit["article"]["title"] for hit in found if hit["article"]["title"].startswith("Bridge number")
        ]
        if own != [f"Bridge number {number}"]:
            met.errors.append(f"visitor {number} sees {own}")
        for question in QUESTIONS[number % 2 :] + QUESTIONS[: number % 2]:
            answer = timed(met, client, "/answer", question=question)
            met.answers[question] = answer["text"]
            for citation in answer["citations"]:
                if citation["article"]["text"][citation["start"] : citation["end"]] != citation["quote"]:
                    met.errors.append(f"a citation of {question} is no slice of its article")
        client.close()
    except Exception as error:
        gate.abort()
        met.errors.append(f"visitor {number}: {type(error).__name__}: {error}")
    return met


def timed(met: Visit, client: object, endpoint: str, **named: object) -> object:
    """What the endpoint gives; the time is noted."""
    began = time.perf_counter()
    given = client.predict(api_name=endpoint, **named)  # type: ignore[attr-defined]
    met.seconds.append(time.perf_counter() - began)
    return given


@contextmanager
def page() -> Iterator[str]:
    """The address of a public page in a process of its own, over the sample articles."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}/"
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "QA_BOT_CACHE": folder, "PYTHONPATH": str(Path(__file__).parents[1])}
        process = subprocess.Popen(
            [sys.executable, "-m", "qa_bot.cli", "serve", "--public", "--port", str(port)],
            cwd=folder,
            env=environment,
            stdout=subprocess.DEVNULL,
        )
        try:
            for _ in range(240):
                if process.poll() is not None:
                    raise SystemExit("the page ended before it answered")
                with suppress(OSError), urllib.request.urlopen(address, timeout=5):
                    break
                time.sleep(0.25)
            yield address
        finally:
            process.terminate()
            process.wait(20)


if __name__ == "__main__":
    main()
