"""The Back button, the page loaded anew, and a server that was started anew under an open page."""

from __future__ import annotations

import os
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

import pytest
from newsroom import HARBOUR_QUESTION, KITES_QUESTION
from programs import free_port, serving
from selenium import webdriver
from selenium.webdriver.common.keys import Keys
from visit import BOX, Visit

from qa_bot.web.shelf_words import shelf_words
from qa_bot.web.words import words_for

EN, KO, SAY = words_for("en"), words_for("ko"), shelf_words("en")
MEETING = "Where will the Korea–Uruguay working group hold its first meeting?"
TALK = ".qa-question, .qa-answer"

# notes all that the first lines of the page ever say, also when it is drawn slowly
_WATCH_WORDS = """
window.said = [];
const note = () => {
  const head = document.querySelector('.qa-head h1'), tab = document.querySelector('#qa-tabs [role=tab]');
  const box = document.querySelector('#qa-question textarea');
  for (const one of [head?.innerText, tab?.innerText, box?.placeholder])
    if (one && !window.said.includes(one)) window.said.push(one);
  requestAnimationFrame(note);
};
requestAnimationFrame(note);
"""


@pytest.mark.parametrize(("language", "words"), [("en", EN), ("ko", KO)])
def test_nothing_is_ever_seen_in_another_language(visit: Visit, language: str, words: object) -> None:
    visit.before_load(_WATCH_WORDS)
    visit.chrome("Emulation.setCPUThrottlingRate", rate=4)
    try:
        visit.open(language)
    finally:
        visit.chrome("Emulation.setCPUThrottlingRate", rate=1)
    said = visit.script("return window.said")
    assert sorted(said) == sorted([words.title, words.chat_tab, words.placeholder])  # type: ignore[attr-defined]


def steps(visit: Visit) -> int:
    return int(visit.script("return history.state?.qaDepth || 0"))


def test_back_closes_the_source_and_forward_does_nothing(visit: Visit) -> None:
    visit.open("en").ask(MEETING)
    visit.press(".qa-number", "1")
    visit.read(".qa-source h2", EN.source)
    visit.until(lambda: steps(visit) == 1, "a step")
    visit.browser.back()
    visit.until_gone(".qa-source")
    assert visit.quoted == "Montevideo"
    visit.browser.forward()
    visit.until(lambda: steps(visit) == 0, "no step again")
    assert visit.texts(".qa-source") == []


def test_what_is_closed_on_the_page_leaves_no_step_behind(visit: Visit) -> None:
    visit.open("en").ask(MEETING)
    for _ in range(2):
        visit.press(".qa-number", "1")
        visit.read(".qa-source h2", EN.source)
        visit.until(lambda: steps(visit) == 1, "a step")
        visit.press(".qa-close")
        visit.until_gone(".qa-source")
        visit.until(lambda: steps(visit) == 0, "no step")
    visit.browser.back()
    assert visit.script("return location.href") == "about:blank"


def test_back_goes_from_an_article_to_the_list_and_on_to_the_chat(visit: Visit) -> None:
    visit.open("en").ask(MEETING)
    visit.press("button[role=tab]", EN.articles_tab)
    visit.press(".qa-shelf-list .qa-shelf-open")
    visit.read(".qa-shelf-article h2")
    visit.until(lambda: steps(visit) == 2, "two steps")
    visit.browser.back()
    visit.until_gone(".qa-shelf-article")
    visit.read(".qa-shelf-list")
    visit.until(lambda: steps(visit) == 1, "one step")
    visit.browser.back()
    visit.until_gone(".qa-shelf-list")
    assert visit.texts(".qa-question") == [MEETING]


def test_a_tab_that_is_left_takes_its_steps_along(visit: Visit) -> None:
    visit.open("en")
    visit.press("button[role=tab]", EN.articles_tab)
    visit.press(".qa-shelf-list .qa-shelf-open")
    visit.until(lambda: steps(visit) == 2, "two steps")
    visit.press("button[role=tab]", EN.chat_tab)
    visit.until(lambda: steps(visit) == 0, "no step")
    visit.press("button[role=tab]", EN.articles_tab)
    visit.until(lambda: steps(visit) == 2, "two steps again")
    visit.load()
    visit.until(lambda: steps(visit) == 0, "no step, since nothing is open")


def test_a_page_loaded_anew_goes_on_where_it_was(visit: Visit) -> None:
    visit.open("en").ask(MEETING)
    visit.press("#qa-language label", "한국어")
    visit.read(".qa-answer", KO.sources)
    visit.type(BOX, "그럼 ")
    before = visit.texts(TALK)
    visit.load()
    visit.read(".qa-answer", KO.sources)
    assert visit.texts(TALK) == before
    assert visit.text(".qa-head") == KO.title
    visit.until(lambda: visit.find(BOX).get_attribute("value") == "그럼 ", "what was typed")
    visit.ask("언제?")
    assert visit.quoted == "9월12~13일"
    visit.press(".qa-number", "1")  # of the first answer
    visit.read(".qa-source mark.qa-current", "Montevideo")


def test_a_cleared_conversation_stays_cleared_on_the_page_loaded_anew(visit: Visit) -> None:
    visit.open("en").ask(MEETING)
    visit.press("#qa-chat button", EN.clear)
    visit.until_gone(".qa-question")
    visit.settle()
    visit.load()
    visit.find(".examples button")
    visit.settle()
    assert visit.texts(TALK) == []


def test_another_tab_begins_a_conversation_of_its_own(visit: Visit) -> None:
    visit.open("en").ask(MEETING)
    first = visit.browser.current_window_handle
    visit.browser.switch_to.new_window("tab")
    try:
        visit.load()
        visit.settle()
        assert visit.texts(TALK) == []
    finally:
        visit.browser.close()
        visit.browser.switch_to.window(first)


def test_a_removal_can_be_undone_on_the_page_loaded_anew(visit: Visit) -> None:
    title = "Tarn lighthouse relit"
    visit.open("en")
    visit.press("button[role=tab]", EN.articles_tab)
    visit.press(".qa-shelf-adding button", SAY.add)
    visit.press(".qa-shelf-adding button[role=tab]", SAY.text_tab)
    visit.fill(".qa-shelf-adding textarea", f"{title}\n2029-05-03\n\nThe Tarn lighthouse is 47 metres high.")
    visit.press("button", SAY.add_text)
    visit.press(".qa-shelf-new .qa-shelf-open", title)
    visit.press("button.stop", SAY.remove)
    visit.read(".qa-shelf-notice", SAY.removed.format(title=title))
    visit.settle()
    visit.load()
    visit.press("button[role=tab]", EN.articles_tab)
    visit.read(".qa-shelf-notice", SAY.removed.format(title=title))
    assert title not in visit.text(".qa-shelf-list")
    visit.press("#qa-shelf-undo", SAY.undo)
    visit.read(".qa-shelf-list", title)
    visit.press(".qa-shelf-list .qa-shelf-open", title)
    visit.press("button.stop", SAY.remove)
    visit.read(".qa-shelf-notice", SAY.removed.format(title=title))


@pytest.fixture
def start(tmp_path: Path) -> partial[AbstractContextManager[str]]:
    """Starts a server of small models, at the same address each time."""
    port = free_port()
    command = [str(Path(__file__).with_name("serve_fakes.py")), str(port), str(tmp_path / "news")]
    path = os.pathsep.join([str(Path(__file__).parents[1] / "interfaces"), str(Path(__file__).parents[2])])
    return partial(serving, command, port, tmp_path, PYTHONPATH=path, GRADIO_TEMP_DIR=str(tmp_path / "up"))


def test_a_server_started_anew_takes_nothing_from_an_open_page(
    browser: webdriver.Chrome, start: partial[AbstractContextManager[str]]
) -> None:
    with start() as address:
        visit = Visit(browser, address).open("ko")
        visit.press("#qa-language label", "English")
        visit.ask(HARBOUR_QUESTION)
        visit.read(".qa-answer", EN.sources)
        before = visit.texts(TALK)
        visit.type(BOX, "Who opened it?")
    with start():
        visit.find(BOX).click()
        visit.script("window.isOld = true; Date.now = ((now) => () => now() + 10_000)(Date.now)")
        visit.press(".qa-number", "1")  # the server doesn't know what that is
        visit.until(lambda: not visit.script("return window.isOld"), "the page loaded anew")
        visit.read(".qa-answer", EN.sources)
        assert visit.texts(TALK) == before
        visit.until(lambda: visit.find(BOX).get_attribute("value") == "Who opened it?", "what was typed")
        visit.press(".qa-number", "1")
        visit.read(".qa-source mark.qa-current", "Haesong")


def test_a_page_at_rest_notices_by_itself_that_the_server_was_started_anew(
    browser: webdriver.Chrome, start: partial[AbstractContextManager[str]]
) -> None:
    with start() as address:
        visit = Visit(browser, address).open("ko")
        visit.ask(HARBOUR_QUESTION)
        before = visit.texts(TALK)
        visit.script("window.isOld = true")
    with start():
        visit.until(lambda: not visit.script("return window.isOld"), "the page loaded anew")
        visit.read(".qa-answer", KO.sources)
        assert visit.texts(TALK) == before
        visit.press(".qa-number", "1")
        visit.read(".qa-source mark.qa-current", "Haesong")


def test_a_question_sent_to_a_server_started_anew_is_asked_of_it(
    browser: webdriver.Chrome, start: partial[AbstractContextManager[str]]
) -> None:
    with start() as address:
        visit = Visit(browser, address).open("en")
        visit.ask(HARBOUR_QUESTION)
        visit.type(BOX, KITES_QUESTION)
    with start():
        visit.script("window.isOld = true; Date.now = ((now) => () => now() + 10_000)(Date.now)")
        visit.keys(Keys.ENTER)
        visit.until(lambda: not visit.script("return window.isOld"), "the page loaded anew")
        visit.until(lambda: len(visit.texts(".qa-question")) == 2, "the question")
        visit.answer(2)
        assert visit.texts(".qa-question") == [HARBOUR_QUESTION, KITES_QUESTION]
        assert visit.find(BOX).get_attribute("value") == ""
