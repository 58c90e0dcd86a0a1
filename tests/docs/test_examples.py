"""The questions that the help and the README give as examples are answered by the sample articles."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from qa_bot.cli.arguments import build_parser
from qa_bot.text.language import detect_question

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
_ASKED = re.compile(r'qa-bot ask "(.+)"')


@pytest.fixture(scope="module")
def samples(tmp_path_factory, copy_samples):
    from qa_bot.default import open_default

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QA_BOT_CACHE", str(copy_samples(tmp_path_factory.mktemp("asked") / "cache")))
        with open_default() as bot:
            yield bot


@pytest.mark.parametrize("text", [build_parser().format_help(), README], ids=["help", "README"])
def test_every_question_that_is_shown_is_answered_in_both_languages(samples, text):
    asked = _ASKED.findall(text)
    assert {detect_question(question) for question in asked} == {"ko", "en"}
    assert [question for question in asked if not samples.ask(question)] == []


def test_every_folder_that_the_readme_adds_is_in_a_checkout():
    added = re.findall(r'(?:bot\.add\("|qa-bot add )([^"\s]+)', README)
    assert len(added) == 3
    assert [folder for folder in added if not (ROOT / folder).is_dir()] == []


@pytest.mark.parametrize("module", ["qa_bot", "qa_bot.cli"])
def test_the_package_is_the_command(module):
    done = subprocess.run(
        [sys.executable, "-m", module, "--version"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.startswith("qa-bot ")
