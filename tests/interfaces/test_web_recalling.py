"""A conversation comes back from what its browser has kept, and says nothing that its articles don't."""

from __future__ import annotations

import json
from typing import Any

import pytest
from newsroom import HARBOUR, HARBOUR_QUESTION, KITES_QUESTION
from web_pages import Page

from qa_bot.bot import QABot
from qa_bot.errors import TooManyRequests
from qa_bot.web.cards import reply_card
from qa_bot.web.chat_visit import ChatVisit
from qa_bot.web.conversation import EXCHANGES_KEPT, Exchange, note_verdict
from qa_bot.web.pressing import Asked
from qa_bot.web.recalling import MOST_KEPT_CHARACTERS, AnswerLost, recall
from qa_bot.web.words import words_for

EN, KO = words_for("en"), words_for("ko")
NOWHERE = "프랑스 대통령은 누구? 🎏"


def answered(bot: QABot, question: str, number: int = 1, **more: Any) -> Exchange:
    return Exchange(number, question, question, answer=bot.ask(question), **more)


def kept(*exchanges: Exchange) -> str:
    """What the browser has, as `scripts/keeping.js` takes it from the cards."""
    cards = [Page(reply_card(one, EN)).values("data-kept") for one in exchanges]
    return f"[{','.join(one[0] for one in cards if one)}]"


def test_questions_and_answers_come_back_as_they_were(bot: QABot) -> None:
    found, none = answered(bot, HARBOUR_QUESTION, 3), answered(bot, NOWHERE, 5)
    assert found.answer
    assert none.answer is not None
    assert not none.answer
    first, second = recall(kept(found, none), bot.get)
    assert (first.number, second.number) == (1, 2)
    assert (first.answer, second.answer) == (found.answer, none.answer)
    for before, after in ((found, first), (none, second)):
        shown, again = Page(reply_card(before, KO)), Page(reply_card(after, KO))
        assert shown.text == again.text
        assert shown.values("data-kept") == again.values("data-kept")


def test_a_follow_up_and_a_verdict_come_back(bot: QABot) -> None:
    asked = Exchange(1, "그럼 어디?", HARBOUR_QUESTION, answer=bot.ask(HARBOUR_QUESTION), verdict="wrong")
    (again,) = recall(kept(asked), bot.get)
    assert (again.asked, again.question, again.verdict) == ("그럼 어디?", HARBOUR_QUESTION, "wrong")
    # the mark itself stays with the library: nobody may name another's
    assert again.mark == ""


def test_what_failed_or_runs_is_not_kept(bot: QABot) -> None:
    pending, failed = Exchange(1, "q", "q"), Exchange(2, "q", "q", problem=TooManyRequests(3))
    assert kept(pending, failed) == "[]"
    assert recall("[]", bot.get) == ()


def test_an_answer_whose_article_is_gone_or_changed_is_only_its_words(bot: QABot) -> None:
    talk = kept(answered(bot, HARBOUR_QUESTION))
    (changed,) = recall(talk.replace('"Haesong"', '"Narae"'), bot.get)
    assert isinstance(changed.problem, AnswerLost)
    bot.remove(HARBOUR.id)
    (gone,) = recall(talk, bot.get)
    assert (gone.answer, str(gone.problem)) == (None, 'the article that said "Haesong" is no longer here')
    card = Page(reply_card(gone, KO))
    assert "Haesong" in card.text
    assert KO.answer_lost in card.text
    assert card.buttons == []
    # and stays so when the page is loaded once more
    (again,) = recall(kept(gone), bot.get)
    assert str(again.problem) == str(gone.problem)


def test_a_stranger_gets_nothing_out_of_articles_by_naming_them(bot: QABot) -> None:
    mine = bot.for_visitor()
    mine.add(HARBOUR.__class__(id="secret-1", title="비밀", text="비밀은 731이다.", language="ko"))
    made_up = json.dumps([{"asked": "a", "question": "a", "cited": [["secret-1", 0, 2, "비밀"]]}])
    assert recall(made_up, mine.get)[0].answer is not None
    (theirs,) = recall(made_up, bot.for_visitor().get)
    assert theirs.answer is None
    assert "731" not in reply_card(theirs, KO)
    nearest = made_up.replace("cited", "nearest")
    assert [len(recall(nearest, one.get)[0].answer.nearest) for one in (mine, bot.for_visitor())] == [1, 0]  # type: ignore[union-attr]


CITED = {"asked": "a", "question": "a", "cited": [[HARBOUR.id, 0, 7, "Harbour"]]}


@pytest.mark.parametrize(
    "made_up",
    [
        None,
        7,
        "",
        "{",
        "[" * 100_000,
        "{}",
        "[7, null, [], {}]",
        json.dumps([{"asked": ["a"], "question": {"b": 1}}]),
        json.dumps([{"asked": "가" * 2_001, "question": "가"}]),
        json.dumps([{"asked": "a", "question": " " * 9_000}]),
        " " * (MOST_KEPT_CHARACTERS + 1) + "[]",
    ],
)
def test_nonsense_is_an_empty_conversation(bot: QABot, made_up: object) -> None:
    assert recall(made_up, bot.get) == ()


@pytest.mark.parametrize(
    "place",
    [
        ["<script>", 0, 7, "Harbour"],
        [HARBOUR.source, 0, 7, "Harbour"],
        ["harbour", 0, 7, "Harbour"],
        ["", 0, 7, "Harbour"],
        [HARBOUR.id, 0, 10**9, "Harbour"],
        [HARBOUR.id, -1, 7, "Harbour"],
        [HARBOUR.id, 7, 7, "Harbour"],
        [HARBOUR.id, "0", "7", "Harbour"],
        [HARBOUR.id, True, 7, "Harbour"],
        [["x"], 0, 7, "Harbour"],
        [HARBOUR.id, 0, 7],
        [HARBOUR.id, 0, 7, "\ud83d"],
        [HARBOUR.id, 0, 7, {"a": 1}],
    ],
)
def test_made_up_places_are_no_citations(bot: QABot, place: list[Any]) -> None:
    (found,) = recall(json.dumps([{**CITED, "cited": [place]}]), bot.get)
    assert found.answer is None
    assert "<script" not in reply_card(found, EN)
    reply_card(found, EN).encode()


@pytest.mark.parametrize("confidence", ["NaN", "1e999", "-1", '"0.9"', "null", "[1]"])
def test_a_made_up_confidence_is_none(bot: QABot, confidence: str) -> None:
    written = json.dumps([{**CITED, "confidence": "?"}]).replace('"?"', confidence)
    (found,) = recall(written, bot.get)
    assert found.answer is not None
    assert found.answer.confidence == 0.0


def test_markup_in_what_is_kept_is_only_text(bot: QABot) -> None:
    hostile = "</p><script>alert(1)</script> ${7*7} {{x}} \" ' data-qa-event="
    (lost,) = recall(json.dumps([{**CITED, "asked": hostile, "cited": [["x", 0, 1, hostile]]}]), bot.get)
    (none,) = recall(json.dumps([{"asked": "a", "question": "a", "reason": hostile}]), bot.get)
    for one in (lost, none):
        card = reply_card(one, EN)
        assert "script" not in Page(card).tags
        assert hostile in Page(card).text
        assert "${" not in card


def test_only_so_much_comes_back_and_only_into_a_visit_that_has_not_begun(bot: QABot) -> None:
    many = json.dumps([{"asked": str(n), "question": "a"} for n in range(EXCHANGES_KEPT + 9)])
    exchanges = recall(many, bot.get)
    assert [one.asked for one in exchanges] == [str(n) for n in range(9, EXCHANGES_KEPT + 9)]
    visit = ChatVisit("en")
    visit.recall(exchanges)
    assert visit.conversation.exchanges == exchanges
    visit.accept(Asked(KITES_QUESTION))
    assert visit.conversation.exchanges[-1].number == EXCHANGES_KEPT + 1
    before = visit.conversation
    visit.recall(exchanges[:1])
    assert visit.conversation == before
    cleared = ChatVisit("en")
    cleared.accept(Asked(KITES_QUESTION))
    cleared.clear()
    cleared.recall(exchanges)
    assert cleared.conversation.exchanges == ()


def test_a_verdict_on_an_answer_that_came_back_is_noted(bot: QABot) -> None:
    visit = ChatVisit("en")
    visit.recall(recall(kept(answered(bot, HARBOUR_QUESTION)), bot.get))
    judged = note_verdict(bot, visit.conversation, 1, is_right=True)
    assert judged.exchanges[0].verdict == "right"
    (mark,) = bot.feedback()
    assert (mark.question, mark.answer.text) == (HARBOUR_QUESTION, "Haesong")
