"""What many tests share: the shipped models and a library of the sample articles, each loaded once."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa_bot.types import Article, Passage, Span

ROOT = Path(__file__).resolve().parent.parent


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
def sample_report(tmp_path_factory, shipped_encoder, shipped_reader):
    """The bot over data/articles, and what adding them reported."""
    from qa_bot.bot import QABot
    from qa_bot.default import sample_articles_folder
    from qa_bot.settings import Settings

    folder = tmp_path_factory.mktemp("samples") / "library"
    with QABot.open(folder, settings=Settings(), embedder=shipped_encoder, reader=shipped_reader) as bot:
        yield bot, bot.add(sample_articles_folder())


@pytest.fixture(scope="session")
def sample_articles():
    from qa_bot.default import sample_articles_folder
    from qa_bot.ingest.read import read_articles

    return tuple(read_articles(sample_articles_folder()))


@pytest.fixture(scope="session")
def sample_bot(sample_report):
    return sample_report[0]


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
