"""What many tests share: the shipped models and a library of the sample articles, each loaded once; and which
of two processes runs them.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from qa_bot.types import Article, Passage, Span

ROOT = Path(__file__).resolve().parent.parent
# Two browsers would only wait for each other, each with pages and models of its own; golden answers are all
# asked of one bot.
TOGETHER = ("tests/browser", "tests/golden")
# Longest first: what starts last keeps one process at work alone.
LONGEST = (
    "tests/browser",
    "tests/interfaces/test_web_api.py",
    "tests/packaging/test_wheel.py",
    "tests/docs/test_readme.py",
    "tests/docs/test_readme_programs.py",
    "tests/unit/test_training_encoder.py",
    "tests/golden",
)
# Prints what adding the sample articles reported.
MAKE_SAMPLES = """
import json, os, sys
from qa_bot import QABot, Settings, __version__
from qa_bot.default import sample_articles_folder

with QABot.open(os.path.join(sys.argv[1], f"samples-{__version__}"), settings=Settings()) as bot:
    print(json.dumps(bot.add(sample_articles_folder()).to_dict()))
"""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """A file's tests run in one process, for what they share, and so do those of the folders `TOGETHER`.

    `--dist loadgroup` would do, but that pytest-xdist 3.8 writes the group where pytest 9.2 no longer reads it.
    """
    if config.getvalue("dist") != "loadfile":
        return None
    gone = [name for name in (*TOGETHER, *LONGEST) if not (ROOT / name).exists()]
    if gone:
        raise pytest.UsageError(f"tests/conftest.py names {', '.join(gone)}, which is not there any more")
    from xdist.scheduler import LoadFileScheduling

    class LongestFirst(LoadFileScheduling):
        def _split_scope(self, nodeid):
            file = super()._split_scope(nodeid)
            return next((folder for folder in TOGETHER if file.startswith(f"{folder}/")), file)

        def _assign_work_unit(self, node):
            for scope in reversed(LONGEST):
                if scope in self.workqueue:
                    self.workqueue.move_to_end(scope, last=False)
            super()._assign_work_unit(node)

    return LongestFirst(config, log)


@pytest.fixture(scope="session")
def repository():
    return ROOT


@pytest.fixture(scope="session")
def shipped_encoder():
    from qa_bot.models.choose import load_encoder
    from qa_bot.settings import Settings

    return load_encoder(Settings())


@pytest.fixture(scope="session")
def shipped_reader():
    from qa_bot.models.choose import load_reader
    from qa_bot.settings import Settings

    return load_reader(Settings())


@pytest.fixture(scope="session")
def samples_made(tmp_path_factory, request):
    """A cache folder with the library of the sample articles, and what adding them reported.

    Embedding them takes both cores half a minute, so the processes of one run make it once.
    """
    from filelock import FileLock

    run = tmp_path_factory.getbasetemp()
    run = run.parent if hasattr(request.config, "workerinput") else run
    report = run / "samples.json"
    with FileLock(run / "samples.lock"):
        if not report.exists():
            clean = {name: value for name, value in os.environ.items() if not name.startswith("QA_BOT_")}
            done = subprocess.run(
                [sys.executable, "-c", MAKE_SAMPLES, str(run / "samples")],
                env={**clean, "PYTHONPATH": str(ROOT)},
                cwd=run,
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == 0, done.stderr
            report.write_text(done.stdout, encoding="utf-8")
    return run / "samples", json.loads(report.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def copy_samples(samples_made):
    """Puts a library of the sample articles where a cache folder should have one; returns the folder."""

    def copy(cache):
        return shutil.copytree(samples_made[0], cache)

    return copy


@pytest.fixture(scope="session")
def sample_report(samples_made):
    """What adding the sample articles to an empty library reported."""
    return samples_made[1]


@pytest.fixture(scope="session")
def sample_bot(tmp_path_factory, copy_samples, shipped_encoder, shipped_reader):
    """The bot over data/articles."""
    from qa_bot.bot import QABot
    from qa_bot.settings import Settings

    (folder,) = copy_samples(tmp_path_factory.mktemp("samples") / "cache").iterdir()
    with QABot.open(folder, settings=Settings(), embedder=shipped_encoder, reader=shipped_reader) as bot:
        yield bot


@pytest.fixture(scope="session")
def sample_articles():
    from qa_bot.default import sample_articles_folder
    from qa_bot.ingest.read import read_articles

    return tuple(read_articles(sample_articles_folder()))


@pytest.fixture
def fake_bot(tmp_path):
    """A bot whose results can be worked out by hand, over an empty library."""
    from qa_bot.bot import QABot
    from qa_bot.models.fakes import HashingEmbedder, KeywordReader
    from qa_bot.settings import Settings

    folder = tmp_path / "library"
    with QABot.open(
        folder, settings=Settings(), embedder=HashingEmbedder(256), reader=KeywordReader()
    ) as bot:
        yield bot


@pytest.fixture(scope="session")
def article_of():
    """Builds an article from its id and text."""

    def build(article_id, text, language="en", **fields):
        return Article(id=article_id, title=fields.pop("title", ""), text=text, language=language, **fields)

    return build


@pytest.fixture(scope="session")
def passage_of(article_of):
    """Builds the passage that is the whole of a text."""

    def build(text, *, article_id="a", language="en", **fields):
        return Passage(article_of(article_id, text, language, **fields), Span(0, len(text)))

    return build
