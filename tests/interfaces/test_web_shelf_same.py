"""A text that is pasted again is the article that is there already, however it was copied."""

from __future__ import annotations

import unicodedata

import pytest

from qa_bot.bot import QABot
from qa_bot.visitors import Visitors
from qa_bot.web.options import WebOptions
from qa_bot.web.shelf_adding import pasted
from qa_bot.web.shelf_desk import Done, ShelfDesk
from qa_bot.web.shelf_words import shelf_words

KOREAN, ENGLISH = shelf_words("ko"), shelf_words("en")
TITLE = "해송시 축제 개막"
STORY = f"{TITLE}\n2024-05-03\n\n축제가 금요일에 열렸다. 🎏 이틀 동안 한다.\n\n시장은 “많이 오라”고 말했다."
PAGE = f"<h1>{TITLE}</h1><p>축제가 금요일에 열렸다. 🎏 이틀 동안 한다.</p><p>시장은 “많이 오라”고 말했다.</p>"


@pytest.fixture
def desk(bot: QABot) -> ShelfDesk:
    return ShelfDesk(Visitors(bot, is_public=False), WebOptions())


def paste(desk: ShelfDesk, text: str) -> Done:
    *_, done = desk.add("ann", pasted(text, WebOptions()), KOREAN)
    return done


@pytest.mark.parametrize(
    "again",
    [
        STORY,
        f"\n {STORY}\n\n",
        STORY.replace("\n", " \r\n"),
        STORY.replace("\n\n", "\n"),
        STORY.replace(" ", "\u00a0"),
        STORY.replace(" ", ""),
        unicodedata.normalize("NFD", STORY),
        STORY.replace("“", '"').replace("”", '"'),
        STORY.replace("🎏", ""),
        STORY.replace("2024-05-03\n", ""),
        STORY.replace(f"{TITLE}\n2024-05-03\n\n", ""),
        PAGE,
    ],
)
def test_the_same_text_is_not_added_again_and_what_is_there_is_named(
    desk: ShelfDesk, bot: QABot, again: str
) -> None:
    first = paste(desk, STORY)
    assert first.report is not None
    (known,) = first.report.added
    count = len(list(bot.articles()))
    done = paste(desk, again)
    assert done.report is not None
    assert (done.report.unchanged, done.has_changed, len(list(bot.articles()))) == ((known,), False, count)
    for said in (KOREAN.nothing_done, KOREAN.unchanged.format(count=1), KOREAN.known_articles, TITLE, known):
        assert said in done.card


@pytest.mark.parametrize(
    "other",
    [
        STORY.replace("금요일", "토요일"),
        STORY.replace("2024-05-03", "2025-05-03"),
        STORY.replace(TITLE, "나래시 축제 개막"),
        f"{STORY}\n\n입장료는 3000원이다.",
        STORY.replace("\n\n시장은 “많이 오라”고 말했다.", ""),
    ],
)
def test_a_text_that_says_something_else_is_another_article(desk: ShelfDesk, other: str) -> None:
    paste(desk, STORY)
    done = paste(desk, other)
    assert done.report is not None
    assert (len(done.report.added), done.report.unchanged) == (1, ())
    assert KOREAN.done in done.card


def test_what_a_stranger_pasted_is_nothing_to_another(bot: QABot) -> None:
    public = ShelfDesk(Visitors(bot, is_public=True), WebOptions(is_public=True))
    for visitor in ("ann", "bea"):
        *_, done = public.add(visitor, pasted(STORY, WebOptions()), ENGLISH)
        assert done.report is not None
        assert len(done.report.added) == 1
