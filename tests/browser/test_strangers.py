"""On a public page nothing of one visitor shows to another; two browsers, at the same time."""

from __future__ import annotations

from visit import Visit

from qa_bot.web.shelf_words import shelf_words
from qa_bot.web.words import words_for

SAY, EN = shelf_words("en"), words_for("en")
SECRET = "Tolmer lighthouse sold\n2024-05-03\n\nThe Tolmer lighthouse was sold for 731 won to Kwak Min-jae on Monday."
QUESTION = "For how many won was the Tolmer lighthouse sold?"


def see_articles(visit: Visit) -> str:
    visit.press("button[role=tab]", EN.articles_tab)
    visit.read(".qa-shelf-count")
    return visit.text(".qa-shelf-list")


def test_what_a_stranger_adds_and_asks_only_that_stranger_sees(strangers: tuple[Visit, Visit]) -> None:
    ann, bea = (one.open("en") for one in strangers)
    see_articles(ann)
    ann.press(".qa-shelf-adding button", SAY.add)
    ann.press(".qa-shelf-adding button[role=tab]", SAY.text_tab)
    ann.fill(".qa-shelf-adding textarea", SECRET)
    ann.press("button", SAY.add_text)
    ann.read(".qa-shelf-report", SAY.added.format(count=1))
    ann.read(".qa-shelf-list", "Tolmer")
    assert "Tolmer" not in see_articles(bea)
    for one in (ann, bea):
        one.press("button[role=tab]", EN.chat_tab)
    ann.ask(QUESTION)
    assert ann.quoted.startswith("731")
    said = bea.ask(QUESTION)
    assert bea.texts(".qa-question") == [QUESTION]
    assert "Tolmer lighthouse sold" not in said
    assert "Kwak Min-jae" not in bea.script("return document.body.innerText")
    # what was asked and added is there for its owner, on the page loaded anew too, and then goes
    ann.load()
    assert ann.texts(".qa-question") == [QUESTION]
    assert "Tolmer" in see_articles(ann)
    ann.press(".qa-shelf-list .qa-shelf-open", "Tolmer lighthouse sold")
    ann.press("button.stop", SAY.remove)
    ann.read(".qa-shelf-notice", "Tolmer")


def test_the_shared_articles_can_not_be_changed_by_strangers(strangers: tuple[Visit, Visit]) -> None:
    ann, _ = strangers
    ann.open("en")
    see_articles(ann)
    ann.press(".qa-shelf-list .qa-shelf-open")
    ann.read(".qa-shelf-article h2")
    assert SAY.remove not in ann.texts("button")
    assert SAY.refresh not in ann.texts("button")
