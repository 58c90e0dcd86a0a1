"""The library that the commands and the page of these tests work on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from newsroom import HARBOUR, KITES, open_with_fakes

from qa_bot.bot import QABot
from qa_bot.settings import Settings


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library with the two articles, in a working folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("QA_BOT_THRESHOLD", "0.4")  # the fakes know of no confidence above 0.7
    folder = tmp_path / "news"
    with open_with_fakes(Settings(library=str(folder)), create=True) as bot:
        bot.add(HARBOUR, KITES)
    return folder


@pytest.fixture
def bot(tmp_path: Path) -> Iterator[QABot]:
    """A bot over a library with the two articles, whose models can be worked out by hand."""
    settings = Settings(library=str(tmp_path / "library"), threshold=0.4)
    with open_with_fakes(settings, create=True) as opened:
        opened.add(HARBOUR, KITES)
        yield opened
