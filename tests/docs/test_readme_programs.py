"""The README's examples for programs run, as they stand there, against a page with the shipped models."""

from __future__ import annotations

import asyncio
import json
import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
WRITTEN = "http://127.0.0.1:7860/"


def example(language: str, words: str) -> str:
    """The one block of code in that language that has these words in it."""
    blocks = re.findall(rf"```{language}\n(.*?)```", README, flags=re.DOTALL)
    found = [block for block in blocks if words in block]
    assert len(found) == 1, f"README has {len(found)} examples in {language} with {words}"
    return found[0]


@pytest.fixture(scope="module")
def page(tmp_path_factory, copy_samples):
    """The address of `qa-bot serve --mcp` over the sample articles."""
    folder = tmp_path_factory.mktemp("served")
    copy_samples(folder / "cache")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("QA_BOT_")}
    log = folder / "log.txt"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "qa_bot.cli", "serve", "--mcp", "--port", str(port)],
            cwd=folder,
            env={**clean, "PYTHONPATH": str(ROOT), "QA_BOT_CACHE": str(folder / "cache")},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    address = f"http://127.0.0.1:{port}/"
    try:
        for _ in range(600):
            assert process.poll() is None, log.read_text(encoding="utf-8", errors="replace")
            try:
                httpx.get(address, timeout=10).raise_for_status()
            except httpx.HTTPError:
                time.sleep(0.2)
            else:
                break
        yield address
    finally:
        process.kill()
        process.wait()


def run(code: str, page: str, folder: Path) -> list[str]:
    """The lines that the example prints, asked of this page instead of the one on the usual port."""
    assert WRITTEN in code
    done = subprocess.run(
        [sys.executable, "-c", code.replace(WRITTEN, page)],
        cwd=folder,
        env={**os.environ, "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def comments_of(code: str) -> list[str]:
    """What the example says that it prints: `print(…)  # this`."""
    return re.findall(r"^ *print\(.*\)  # (.+)$", code, flags=re.MULTILINE)


@pytest.mark.parametrize("words", ["gradio_client", "import httpx"])
def test_an_example_prints_what_its_comments_say(page, tmp_path, words):
    code = example("python", words)
    printed = run(code, page, tmp_path)
    said = comments_of(code)
    assert said
    assert printed == said


def test_the_configuration_for_mcp_leads_to_the_tools(page):
    (server,) = json.loads(example("json", "mcpServers"))["mcpServers"].values()
    assert server["url"].startswith(WRITTEN)

    async def talk():
        from mcp import ClientSession
        from mcp.client.streamable_http import streamable_http_client

        async with (
            httpx.AsyncClient(headers=server.get("headers"), timeout=60) as web,
            streamable_http_client(server["url"].replace(WRITTEN, page), http_client=web) as (
                reading,
                writing,
                _,
            ),
            ClientSession(reading, writing) as session,
        ):
            await session.initialize()
            tools = await session.list_tools()
            question = {"question": "Which company will build the battery recycling plant?"}
            return [tool.name for tool in tools.tools], await session.call_tool("answer", question)

    names, answer = asyncio.run(talk())
    assert names == ["answer", "search", "add_article"]
    assert json.loads(answer.content[0].text)["text"] == "Onsaemi Materials"


def test_every_variable_of_the_page_that_the_readme_names_is_read():
    from dataclasses import fields

    from qa_bot import Settings
    from qa_bot.web.options import WebOptions

    settings = {f"QA_BOT_{field.name.upper()}" for field in fields(Settings)}
    page = {f"QA_BOT_{field.name.upper()}" for field in fields(WebOptions)}
    known = (
        settings
        | page
        | {"QA_BOT_PUBLIC", "QA_BOT_MCP", "QA_BOT_HOST", "QA_BOT_PORT", "QA_BOT_CACHE", "QA_BOT_DEBUG"}
    )
    named = set(re.findall(r"QA_BOT_[A-Z_]+", README)) - {"QA_BOT_"}
    assert named <= known
    assert {"QA_BOT_PUBLIC", "QA_BOT_PASSWORD"} <= named
