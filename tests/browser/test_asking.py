"""Questions in both languages, follow-ups, what is shown meanwhile, and what a reader thinks of the answer."""

from __future__ import annotations

import sqlite3

from selenium.webdriver.common.keys import Keys
from served import Pages
from visit import BOX, Visit

from qa_bot.library.feedback import read_feedback
from qa_bot.web.words import words_for

EN, KO = words_for("en"), words_for("ko")
MEETING = "Where will the Korea–Uruguay working group hold its first meeting?"
CORRECTION = "In Montevideo 🎏 몬테비데오"
NOWHERE = "Who is the president of France?"
NEARLY = "Which prison is the Narae landlord Wi being held in?"

# notes what each pending card says, as soon as it is there
_WATCH_STAGES = """
window.stages = [];
new MutationObserver(() => {
  for (const one of document.querySelectorAll('.qa-pending'))
    if (window.stages.at(-1) !== one.innerText) window.stages.push(one.innerText);
}).observe(document.body, {subtree: true, childList: true, characterData: true});
"""


def test_a_korean_question_is_answered_in_a_korean_articles_own_words(visit: Visit) -> None:
    visit.open("ko")
    said = visit.ask("콜드체인 실무단의 첫 회의는 어디서 열렸나?")
    assert visit.quoted == "몬테비데오"
    assert KO.sources in said
    assert "한국어판" in said
    assert "hanbit.example" in said
    assert "2024-06-2" in said
    assert "번쯤 맞습니다" in said


def test_an_english_question_is_answered_and_its_stages_are_shown(visit: Visit) -> None:
    visit.open("en").script(_WATCH_STAGES)
    said = visit.ask("Which company will build the battery recycling plant?")
    assert visit.quoted == "Onsaemi Materials"
    assert "English edition" in said
    assert "Onsaemi Materials" in said
    stages = visit.script("return window.stages")
    # searching may be over before it could be seen
    assert stages[:-1] in ([], [EN.searching])
    assert stages[-1].startswith("Reading ")
    assert "Onsaemi Materials" in stages[-1]


def test_follow_ups_lean_on_what_was_said_in_either_language(visit: Visit) -> None:
    visit.open("en").ask(MEETING)
    assert visit.quoted == "Montevideo"
    said = visit.ask("And when?")
    assert visit.quoted == "Sept. 12 and 13"
    assert EN.understood in said
    assert "When will the Korea–Uruguay working group hold its first meeting?" in said
    visit.ask("그럼 언제?")
    assert visit.quoted == "9월12~13일"


def test_a_follow_up_that_was_misunderstood_can_be_corrected(visit: Visit) -> None:
    visit.open("en").ask("When did Dalnae Bridge open?")
    visit.ask("And how long is it?")
    visit.press(".qa-understood button", EN.edit_question)
    field = visit.find(BOX)
    visit.until(
        lambda: field.get_attribute("value") == "How long is Dalnae Bridge?", "the question in the box"
    )
    visit.until(lambda: visit.focused == field, "the focus in the box")
    field.clear()
    visit.press(".qa-understood button", EN.ask_as_typed)
    assert EN.understood not in visit.answer(3)
    assert visit.texts(".qa-question")[-1] == "And how long is it?"


def test_where_the_articles_do_not_say_the_nearest_passages_are_shown(visit: Visit) -> None:
    said = visit.open("en").ask(NOWHERE)
    assert EN.not_found in said
    assert EN.nearest not in said
    said = visit.ask(NEARLY)
    assert EN.not_found in said
    assert EN.nearest in said
    assert visit.quoted == ""
    visit.press(".qa-none .qa-headline")
    visit.read(".qa-source h2", EN.source)
    assert visit.texts(".qa-source mark.qa-current")


def test_a_greeting_is_returned_in_its_language_and_shows_no_passages(visit: Visit) -> None:
    assert visit.open("en").ask("hello") == EN.greeting
    assert visit.ask("고마워!") == KO.welcome
    assert visit.ask("thanks") == EN.welcome
    visit.load()
    assert visit.texts(".qa-answer") == [EN.greeting, KO.welcome, EN.welcome]


def test_a_suggested_question_is_asked_by_pressing_it(visit: Visit) -> None:
    suggested = visit.open("en").texts(".examples button")
    assert len(suggested) == 4
    visit.press(".examples button", suggested[1])
    visit.answer(1)
    assert visit.texts(".qa-question") == [suggested[1]]
    assert visit.quoted


def test_an_empty_question_asks_nothing(visit: Visit) -> None:
    visit.open("en").type(BOX, "   " + Keys.ENTER)
    visit.ask(MEETING)
    assert visit.texts(".qa-question") == [MEETING]


# by script, since there is no time to scroll to it while an answer is being found
_OPEN_EARLIER = "document.querySelector('.qa-number[data-exchange=\"1\"]').click()"
_JUDGE_EARLIER = "document.querySelector('.qa-down[data-exchange=\"1\"]').click()"
_CLEAR = f"document.querySelector('#qa-chat button[aria-label=\"{EN.clear}\"]').click()"


def test_what_is_done_while_an_answer_runs_stands(visit: Visit) -> None:
    visit.open("en").ask(MEETING)
    visit.type(BOX, NOWHERE + Keys.ENTER)
    visit.until(lambda: len(visit.texts(".qa-question")) == 2, "the second question")
    visit.type(BOX, "When did Dalnae Bridge open?" + Keys.ENTER)
    visit.until(lambda: len(visit.texts(".qa-question")) == 3, "the question in line")
    visit.script(_OPEN_EARLIER)
    visit.script(_JUDGE_EARLIER)
    visit.answer(3)
    assert visit.find(BOX).get_attribute("value") == ""
    assert visit.quoted == "Oct. 14"
    assert visit.texts(".qa-correction")
    assert "cold-chain" in visit.read(".qa-source h3")


def test_a_conversation_cleared_while_an_answer_runs_stays_cleared(visit: Visit) -> None:
    visit.open("en").ask(MEETING)
    visit.type(BOX, NOWHERE + Keys.ENTER)
    visit.until(lambda: visit.texts(".qa-pending"), "the second question")
    visit.script(_CLEAR)
    visit.until_gone(".qa-question")
    visit.ask("When did Dalnae Bridge open?")
    assert visit.texts(".qa-question") == ["When did Dalnae Bridge open?"]
    assert visit.quoted == "Oct. 14"


def test_a_verdict_keeps_its_card_in_sight_and_a_correction_that_was_sent(visit: Visit) -> None:
    visit.open("en", size=(1280, 700)).ask("Which company will build the battery recycling plant?")
    visit.ask(MEETING)
    visit.settle()
    for sent in ("Seoul 서울", ""):
        visit.press(".qa-thumb", EN.wrong)
        field = visit.find(".qa-correction input")
        visit.settle()
        pane, shown = visit.find(".bubble-wrap").rect, field.rect
        assert pane["y"] <= shown["y"] <= pane["y"] + pane["height"] - shown["height"]
        if sent:
            field.send_keys(sent + Keys.ENTER)
            visit.until_gone(".qa-correction")
    assert visit.find(".qa-correction input").get_attribute("value") == "Seoul 서울"


def test_a_verdict_and_a_correction_are_kept_in_the_library(visit: Visit, pages: Pages) -> None:
    visit.open("en").ask(MEETING)
    visit.press(".qa-thumb", EN.wrong)
    visit.read(".qa-feedback", EN.correction)
    assert EN.thanks not in visit.text(".qa-feedback")
    visit.press(".qa-decline", EN.decline)
    visit.until_gone(".qa-correction")
    visit.read(".qa-feedback", EN.thanks)
    visit.press(".qa-thumb", EN.wrong)
    visit.type(".qa-correction input", CORRECTION)
    visit.press(".qa-send", EN.send)
    visit.until_gone(".qa-correction")
    visit.read(".qa-feedback", EN.thanks)
    (library,) = pages.cache.rglob("library.sqlite3")
    with sqlite3.connect(f"file:{library}?mode=ro", uri=True) as table:
        marks = [one for one in read_feedback(table) if one.question == MEETING and one.correction]
    assert [(one.correction, one.is_right, one.answer.text) for one in marks] == [
        (CORRECTION, False, "Montevideo")
    ]
