"""A bot whose encoder and reader can be worked out by hand, and a few articles for it."""

from __future__ import annotations

from datetime import datetime

from qa_bot.bot import QABot
from qa_bot.models.fakes import HashingEmbedder, KeywordReader
from qa_bot.settings import Settings
from qa_bot.types import Article

HARBOUR_TEXT = (
    "Harbour festival begins\n2024-05-03\n\nThe harbour festival opened in Haesong on Friday. 🎏 Kites flew."
)
HARBOUR = Article(
    id="harbour-en-0001",
    title="Harbour festival begins",
    text=HARBOUR_TEXT,
    language="en",
    source="articles/harbour.en.txt",
    url="https://english.hanbit.example/1.html",
    author="Pi Da-on",
    published=datetime(2024, 5, 3),  # noqa: DTZ001 - a newspaper's date has no zone
)
KITES = Article(
    id="kites-ko-0001",
    title="연날리기 축제 개막",
    text="연날리기 축제 개막\n\n해송시 연날리기 축제 총감독은 곽민재 씨가 맡았다. 연은 1200개다.",
    language="ko",
    source="articles/kites.ko.txt",
)
HARBOUR_QUESTION = "Where was the harbour festival opened in?"
KITES_QUESTION = "해송시 연날리기 축제 총감독은 누구?"


def open_with_fakes(
    settings: Settings, *, create: bool = False, reembed: bool = False, samples: bool = False
) -> QABot:
    """What the command opens in these tests; the samples are the two articles above."""
    bot = QABot.open(
        f"{settings.library}-samples" if samples else settings.library,
        settings=settings,
        embedder=HashingEmbedder(),
        reader=KeywordReader(),
        create=create or samples,
        reembed=reembed,
    )
    if samples:
        bot.add(HARBOUR, KITES)
    return bot
