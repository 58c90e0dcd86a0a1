"""What the list of articles shows: the same facts as the articles themselves, without their texts."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import numpy as np
import pytest

from qa_bot.library.headlines import Headline, newest_first
from qa_bot.library.local import LocalLibrary
from qa_bot.library.memory import MemoryLibrary
from qa_bot.types import Article, Passage, Span

KST = timezone(timedelta(hours=9))


def split(text, language):
    return text.split()


@pytest.fixture(params=["local", "memory"])
def library(request, tmp_path):
    if request.param == "memory":
        yield MemoryLibrary(dimension=2, terms=split)
        return
    with LocalLibrary.open(tmp_path / "library", dimension=2, fingerprint="toy", terms=split) as local:
        yield local


def story(article_id, title, language="ko", **facts):
    return Article(id=article_id, title=title, text=f"{title} 🌊 전문", language=language, **facts)


def store(library, *articles):
    for article in articles:
        cut = len(article.title)
        passages = [Passage(article, Span(0, cut)), Passage(article, Span(cut + 1, len(article.text)))]
        library.add(article, passages, np.eye(2, dtype=np.float32))


def test_a_headline_says_what_its_article_says(library):
    article = story(
        "a",
        "금리 인상 🌊",
        source="한빛신문",
        url="https://www.hanbit.example/1.html",
        author="김다온",
        published=datetime(2024, 5, 3, 9, 30, tzinfo=KST),
    )
    store(library, article)
    (headline,) = library.headlines()
    assert headline == Headline.of(article, 2)
    assert (headline.passages, headline.day, headline.edition) == (2, "2024-05-03", None)


def test_the_newest_stand_first_whatever_their_zone_and_the_undated_last(library):
    store(
        library,
        story("a", "undated"),
        story("b", "old", published=datetime(2023, 1, 1)),  # noqa: DTZ001 - as newspapers print it
        story("c", "new", published=datetime(2024, 1, 1, tzinfo=KST)),
        story("d", "undated too"),
        story("e", "as old", published=datetime(2023, 1, 1)),  # noqa: DTZ001
    )
    assert [headline.id for headline in library.headlines()] == ["c", "b", "e", "a", "d"]
    assert newest_first(reversed(library.headlines())) == library.headlines()


def test_paired_editions_name_each_other_and_absent_ones_nobody(library):
    store(
        library,
        story("e", "Rates", "en"),
        story("k", "금리"),
        story("x", "길 잃은 판", translation_of="not-here"),
        story("y", "짝을 아는 판", translation_of="x"),
    )
    library.set_pairs([("k", "e")])
    assert {one.id: one.edition for one in library.headlines()} == {"e": "k", "k": "e", "x": None, "y": "x"}


def test_an_empty_library_has_no_headlines(library):
    assert library.headlines() == []


def test_the_bot_lists_what_it_was_given(fake_bot, article_of):
    fake_bot.add(article_of("k", "해송시 축제", "ko", title="축제"), article_of("e", "A fair.", title="Fair"))
    assert [(one.id, one.title, one.passages) for one in fake_bot.headlines()] == [
        ("e", "Fair", 1),
        ("k", "축제", 1),
    ]
