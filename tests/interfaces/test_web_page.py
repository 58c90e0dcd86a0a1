"""The chat page over a real local server, as a browser and as a program would use it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from newsroom import HARBOUR_QUESTION, KITES_QUESTION
from web_visit import Visit, cards_of

import qa_bot

ROOT = Path(qa_bot.__file__).parents[1]
SERVE = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
from newsroom import open_with_fakes
from qa_bot.cli import main
sys.exit(main(bot_factory=open_with_fakes))
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where `qa-bot serve` serves the two articles; Gradio's threads stay out of this process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE, "serve", "--port", str(port), "--threshold", "0.4"],
        cwd=tmp_path_factory.mktemp("web"),
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield wait_for(f"http://127.0.0.1:{port}/", process)
    finally:
        process.kill()
        process.wait()


def wait_for(address: str, process: subprocess.Popen[bytes]) -> str:
    for _ in range(300):
        assert process.poll() is None, "the server ended before it answered"
        try:
            httpx.get(address, timeout=10).raise_for_status()
        except httpx.HTTPError:
            time.sleep(0.2)
        else:
            return address
    raise AssertionError("the server did not answer within a minute")


def test_a_taken_port_is_an_error_of_one_line(address: str, tmp_path: Path) -> None:
    port = address.rsplit(":", 1)[1].strip("/")
    done = subprocess.run(
        [sys.executable, "-c", SERVE, "serve", "--quiet", "--port", port],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    problem = f"127.0.0.1:{port} is taken or not to be had; choose another port or address"
    assert (done.returncode, done.stderr) == (1, f"qa-bot: error: {problem}\n")


def test_the_published_client_finds_the_endpoints_for_programs_and_no_others(address: str) -> None:
    from gradio_client import Client

    client = Client(address, verbose=False)
    try:
        assert client.predict(HARBOUR_QUESTION, api_name="/answer")["text"] == "Haesong"
        named = client.view_api(return_format="dict", print_info=False)["named_endpoints"]
        assert list(named) == ["/answer", "/search", "/add_article"]
    finally:
        client.close()


def test_the_page_loads_nothing_from_elsewhere(address: str) -> None:
    page = httpx.get(address, timeout=30).text
    for ours in ("isComposing", "qaBot", ".qa-source", ".qa-shelf"):
        assert ours in page
    for theirs in ("fonts.googleapis.com", "fonts.gstatic.com", "cdnjs", "unpkg", "jsdelivr"):
        assert theirs not in page


def test_files_of_the_machine_are_not_served(address: str) -> None:
    for path in (str(Path(__file__).resolve()), "/etc/passwd"):
        assert httpx.get(f"{address}gradio_api/file={path}", timeout=30).status_code in {403, 404}


def test_an_answer_comes_by_way_of_what_is_truly_done(address: str) -> None:
    searching, reading, answered = Visit(address, "stages").ask(HARBOUR_QUESTION)[:3]
    assert "Where was the harbour festival opened in?" in searching[0]
    assert "기사를 찾는 중…" in searching[1]  # until the browser has said which language it wants
    assert "대목 2곳을 읽는 중: Harbour festival begins, 연날리기 축제 개막" in reading[1]
    assert 'class="qa-words"' in answered[1]
    assert ">Haesong<" in answered[1]


@pytest.mark.parametrize(
    ("accepted", "language", "title"),
    [("ko-KR,ko;q=0.9,en;q=0.8", "ko", "기사에게 묻기"), ("fr,en;q=0.5", "en", "Ask the articles")],
)
def test_the_page_begins_in_the_language_of_the_browser(
    address: str, accepted: str, language: str, title: str
) -> None:
    visit = Visit(address, f"begin-{language}", accepted)
    told = visit.begin()
    assert told[1] == language
    assert title in told[2]
    assert f">{'이런 답은 100번 중' if language == 'ko' else 'almost'}" not in str(told)
    cards = visit.ask(KITES_QUESTION)[-1]
    assert ("Where it stands" in cards[1]) is (language == "en")


def test_a_switch_of_language_says_everything_anew(address: str) -> None:
    visit = Visit(address, "switch", "en")
    visit.begin()
    visit.ask(HARBOUR_QUESTION)
    visit.press("select", exchange="1", place="0")
    (told,) = visit.send("qa-language", "input", "ko")
    said = str(told)
    for words in ("기사에게 묻기", "질문을 쓰세요", "맞는 답인가요?", "기사 닫기", "근거"):
        assert words in said
    for words in ("Ask the articles", "Was this right?", "Close the article"):
        assert words not in said


def test_a_citation_opens_its_article_and_the_view_closes_again(address: str) -> None:
    visit = Visit(address, "source", "en")
    visit.begin()
    visit.ask(HARBOUR_QUESTION)
    ((source,),) = visit.press("select", exchange="1", place="0")
    assert '<mark id="qa-place-1" class="qa-current" aria-current="true">Haesong</mark>' in source
    assert "Kites flew." in source
    ((closed,),) = visit.press("clear")
    assert closed == ""


def test_an_open_article_follows_the_next_answer(address: str) -> None:
    visit = Visit(address, "follow", "en")
    visit.begin()
    visit.ask(HARBOUR_QUESTION)
    visit.press("select", exchange="1", place="0")
    *_, (_, _, source) = visit.send("qa-question", "submit", KITES_QUESTION)
    assert 'aria-current="true">곽민재</mark>' in source


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"exchange": "1", "place": "99"},
        {"exchange": "9" * 400, "place": "0"},
        {"exchange": "<script>", "place": "../../etc/passwd"},
        {"exchange": ["1"], "place": {"a": "b"}},
        {"exchange": "1", "verdict": ["right"], "correction": {"a": 1}},
    ],
)
def test_made_up_presses_break_nothing(address: str, data: dict[str, str]) -> None:
    visit = Visit(address, f"made-up-{len(str(data))}")
    visit.ask(HARBOUR_QUESTION)
    for event in ("select", "like", "edit", "submit"):
        visit.press(event, **data)
    assert ">Haesong<" in visit.ask(HARBOUR_QUESTION)[-1][-1]


def test_a_follow_up_is_understood_and_can_be_corrected_or_asked_as_typed(address: str) -> None:
    visit = Visit(address, "follow-up", "en")
    visit.begin()
    visit.ask(HARBOUR_QUESTION)
    card = visit.ask("Where was it opened in?")[-1][-1]
    assert "Understood as:" in card
    ((box,),) = visit.press("edit", exchange="2")
    assert box in card
    assert box not in {"", "Where was it opened in?"}
    *_, cards = [cards for cards in map(cards_of, visit.press("submit", exchange="2")) if cards]
    assert "Where was it opened in?" in cards[-2]
    assert 'class="qa-answer' in cards[-1]
    assert "Understood as:" not in cards[-1]


def test_a_verdict_is_thanked_for(address: str) -> None:
    visit = Visit(address, "verdict", "en")
    visit.begin()
    visit.ask(HARBOUR_QUESTION)
    ((chat,),) = visit.press("like", exchange="1", verdict="wrong")
    assert "What would have been right?" in chat[-1]["content"][0]["value"]
    ((chat,),) = visit.press("like", exchange="1", verdict="wrong", correction="해송 🎏")
    assert "Thank you, noted." in chat[-1]["content"][0]["value"]
    ((chat,),) = visit.press("like", exchange="1", verdict="wrong")
    assert 'value="해송 🎏"' in chat[-1]["content"][0]["value"]
    ((chat,),) = visit.press("like", exchange="1", verdict="wrong", declined="yes")
    assert "Thank you, noted." in chat[-1]["content"][0]["value"]
    ((chat,),) = visit.press("like", exchange="1", verdict="wrong")
    assert 'value="해송 🎏"' in chat[-1]["content"][0]["value"]


def test_what_was_being_typed_comes_back_once_the_corrected_question_is_sent(address: str) -> None:
    visit = Visit(address, "draft", "en")
    visit.ask(HARBOUR_QUESTION)
    ((box,),) = visit.send("qa-buttons", "edit", "half a ques", event_data={"exchange": "1"})
    assert "half a ques" in [box for _, box, _ in visit.send("qa-question", "submit", box)]


def test_a_question_that_is_refused_stays_in_the_box(address: str) -> None:
    ((_, box, _),) = Visit(address, "refused").send("qa-question", "submit", "why " * 600)
    assert box == {"__type__": "update"}


def test_a_conversation_is_cleared(address: str) -> None:
    visit = Visit(address, "cleared")
    assert len(visit.ask(HARBOUR_QUESTION)[-1]) == 2
    assert list(visit.send("qa-chat", "clear")) == [[[], ""]]
    assert len(visit.ask(KITES_QUESTION)[-1]) == 2


def test_suggestions_are_made_anew_when_articles_come_or_go(address: str) -> None:
    visit = Visit(address, "suggestions")
    chat = visit.component("qa-chat")
    kinds = {one["id"]: one["type"] for one in visit.config["components"]}
    (suggesting,) = [
        one
        for one in visit.config["dependencies"]
        if one["outputs"] == [chat] and [kinds.get(place) for place, _ in one["targets"]] == ["state"]
    ]
    ((told,),) = visit.outputs(suggesting, ["ko"], None)
    assert told["examples"] == []  # these two articles don't say who wrote them


def test_a_visit_keeps_its_questions_and_answers_and_shares_them_with_no_other(address: str) -> None:
    one = Visit(address, "one")
    one.ask(HARBOUR_QUESTION)
    cards = one.ask(KITES_QUESTION)[-1]
    assert [
        word in card for word, card in zip(("harbour", "Haesong", "해송시", "곽민재"), cards, strict=True)
    ] == [True] * 4
    other = Visit(address, "two").ask("<b>why</b> " * 400)[-1]
    assert len(other) == 2
    assert "&lt;b&gt;why" in other[0]
    assert 'role="alert"' in other[1]
    ((source,),) = Visit(address, "three").press("select", exchange="1", place="0")
    assert "value" not in source
