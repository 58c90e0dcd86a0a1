"""The endpoints as programs use them: by HTTP, by the published client and as an MCP server."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from newsroom import HARBOUR, HARBOUR_QUESTION, KITES, KITES_QUESTION
from programs import SECRET, call, endpoints, outcome

from qa_bot.errors import ArticleError
from qa_bot.types import Answer, Article
from qa_bot.web.api_arguments import article_of
from qa_bot.web.api_results import answer_result
from qa_bot.web.visitor import VISITOR_HEADER

BRIDGE = "Bridge opens\n\nThe Tolmer bridge was opened in Narae on Monday."
BRIDGE_QUESTION = "Where was the Tolmer bridge opened in?"
MINE, ANOTHERS = {VISITOR_HEADER: SECRET}, {VISITOR_HEADER: SECRET[::-1]}


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page among friends."""
    with endpoints(tmp_path_factory.mktemp("friends")) as address:
        yield address


@pytest.fixture(scope="module")
def public_page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page for strangers, with room for all the questions of these tests."""
    options = {"QA_BOT_PUBLIC": "yes", "QA_BOT_QUESTIONS_A_MINUTE": "200"}
    with endpoints(tmp_path_factory.mktemp("strangers"), **options) as address:
        yield address


@pytest.mark.parametrize(
    ("question", "text"), [(HARBOUR_QUESTION, "Haesong"), (KITES_QUESTION, "곽민재"), ("Who is it?", None)]
)
def test_an_answer_is_one_that_python_takes_back(page: str, question: str, text: str | None) -> None:
    answer = Answer.from_dict(call(page, "answer", question=question))
    assert (answer.question, answer.text) == (question, text)
    assert not answer.nearest
    assert bool(answer.reason) is (text is None)


def test_a_citation_is_a_slice_of_its_article_in_code_points(page: str) -> None:
    found = call(page, "answer", question=KITES_QUESTION)
    for citation in found["citations"]:
        text = citation["article"]["text"]
        assert text[citation["start"] : citation["end"]] == citation["quote"]
    assert [Article.from_dict(one["article"]).id for one in found["citations"]] == [KITES.id]


def test_filters_hold(page: str) -> None:
    for name, value in (
        ("language", "ko"),
        ("source", "KITES"),
        ("since", "2025-01-01"),
        ("until", "2024-01-01"),
    ):
        found = call(page, "answer", question=HARBOUR_QUESTION, **{name: value})
        cited = [one["article"]["id"] for one in [*found["citations"], *found["nearest"]]]
        assert HARBOUR.id not in cited, name
    found = call(
        page, "answer", question=HARBOUR_QUESTION, language="en", source="harbour", since="2024-05-03"
    )
    assert found["text"] == "Haesong"


def test_search_gives_passages_best_first(page: str) -> None:
    found = call(page, "search", question="harbour festival", k=2)
    assert [one["article"]["id"] for one in found] == [HARBOUR.id, KITES.id]
    assert found[0]["score"] > found[1]["score"]
    for one in found:
        assert one["article"]["text"][one["start"] : one["end"]] == one["text"]
    assert len(call(page, "search", question="harbour festival", k=1)) == 1


@pytest.mark.parametrize(
    ("endpoint", "named", "problem"),
    [
        ("answer", {"question": ""}, "the question is empty; ask something, in Korean or English"),
        ("answer", {"question": "why " * 2000}, "the question has 7,999 characters; ask in at most 2,000"),
        ("answer", {"question": None}, "the question is empty; ask something, in Korean or English"),
        ("answer", {"question": ["왜?"]}, 'question is ["왜?"]; write it as a string'),
        ("answer", {"question": "왜?", "since": "어제"}, 'since is "어제", which is no date; use YYYY-MM-DD'),
        ("answer", {"question": "왜?", "language": "fr"}, 'language is "fr"; use one of ko, en, other'),
        ("answer", {"question": "왜?", "since": "2025-01-02", "until": "2025-01-01"}, 'since is "2025-01-02", later than until, "2025-01-01"; exchange the two days'),
        ("search", {"question": "왜?", "since": "2025-01-02", "until": "2025-01-01"}, 'since is "2025-01-02", later than until, "2025-01-01"; exchange the two days'),
        ("answer", {}, "No value provided for required argument: question"),
        ("search", {"question": 5}, "question is 5; write it as a string"),
        ("search", {"question": ["x 🎏"]}, 'question is ["x 🎏"]; write it as a string'),
        ("search", {"question": None}, "the question is empty; ask something, in Korean or English"),
        ("search", {"question": "왜?", "k": 0}, "k is 0; use a whole number of 1 to 50"),
        ("search", {"question": "왜?", "k": 2.5}, "k is 2.5; use a whole number of 1 to 50"),
        ("search", {"question": "왜?", "k": "all"}, 'k is "all"; use a whole number of 1 to 50'),
        ("search", {"question": "왜?", "k": "3"}, 'k is "3"; use a whole number of 1 to 50'),
        ("search", {"question": "왜?", "k": True}, "k is true; use a whole number of 1 to 50"),
        ("add_article", {}, "there is neither a text nor a url; give one of them"),
        ("add_article", {"text": " \n "}, "there is neither a text nor a url; give one of them"),
        ("add_article", {"url": "/etc/passwd"}, 'url: "/etc/passwd" is no http or https address; use one'),
        ("add_article", {"url": "file:///etc/passwd"}, 'url: "file:///etc/passwd" is no http or https address; use one'),
        ("add_article", {"url": "articles/../.."}, 'url: "articles/../.." is no http or https address; use one'),
        ("add_article", {"text": "x", "published": "어제"}, 'published: "어제" is no date; use YYYY-MM-DD or YYYY-MM-DD HH:MM'),
        ("add_article", {"text": "\x00"}, "text: it has no text to answer from"),
        ("add_article", {"text": "x", "language": "fr"}, 'language is "fr"; use one of ko, en, other'),
        ("add_article", {"text": "x", "language": "프랑스어"}, 'language is "프랑스어"; use one of ko, en, other'),
        ("add_article", {"url": "https://a.example/", "title": "x"}, "title, author, published and language go with a text; leave them out"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_one_line(
    page: str, endpoint: str, named: dict[str, Any], problem: str
) -> None:
    with pytest.raises(RuntimeError) as error:
        call(page, endpoint, **named)
    assert str(error.value) == problem


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:9/secret",
        "http://localhost/",
        "http://[::1]/",
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data",
        "http://2130706433/",
        "http://user:word@127.0.0.1/",
    ],
)
def test_private_addresses_are_refused(public_page: str, url: str) -> None:
    with pytest.raises(RuntimeError, match=r"public address|user name|fetched") as error:
        call(public_page, "add_article", headers=MINE, url=url)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("text", "question", "answer"),
    [
        (BRIDGE, BRIDGE_QUESTION, "Narae"),
        ("다리 개통\n\n느티교 개통식 사회는 오유림 씨가 맡았다. 🎏", "느티교 개통식 사회는 누구?", "오유림"),
        # decomposed, as some systems write it
        ("터널\n\n곰내굴 관리는 서은별 씨가 맡았다.", "곰내굴 관리는 누구?", "서은별"),
    ],
)
def test_an_added_article_answers(page: str, text: str, question: str, answer: str) -> None:
    added = call(page, "add_article", text=text)
    assert len(added["added"]) == 1
    found = call(page, "answer", question=question)
    assert answer in (found["text"] or "") or answer in found["nearest"][0]["article"]["text"]
    assert call(page, "add_article", text=text)["unchanged"] == added["added"]


def test_what_is_stated_of_a_text_stands_in_the_article() -> None:
    stated = {"title": "금리 인상", "author": "서은별", "published": "2026-03-02", "language": "ko"}
    article = article_of("금리가 올랐다.", "https://www.hanbit.example/1.html", stated)
    assert (article.title, article.author, article.language) == ("금리 인상", "서은별", "ko")
    assert article.url == "https://www.hanbit.example/1.html"
    assert article.published is not None
    assert article.published.date().isoformat() == "2026-03-02"
    assert article_of("금리가 올랐다.").id == article_of("금리가 올랐다.", stated={"title": "금리"}).id


@pytest.mark.parametrize(
    ("stated", "language"),
    [("ko", "ko"), ("EN", "en"), ("en-GB", "en"), ("other", "other"), (" Other ", "other"), ("", "ko")],
)
def test_a_language_that_is_known_is_taken(stated: str, language: str) -> None:
    assert article_of("금리가 올랐다.", stated={"language": stated}).language == language


@pytest.fixture(scope="module")
def logged_page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A page of which nothing is asked that fails on its side, and the folder of its log."""
    folder = tmp_path_factory.mktemp("logged")
    with endpoints(folder) as address:
        yield address, folder


@pytest.mark.parametrize("version", ["", "v2/"])
def test_a_call_that_is_not_there_ends_with_an_error_and_without_a_traceback(
    logged_page: tuple[str, Path], version: str
) -> None:
    address, folder = logged_page
    answer = httpx.get(f"{address}gradio_api/call/{version}answer/{'0' * 32}", timeout=30)
    call(address, "search", question="harbour")
    assert answer.text.count("event: error\n") == 1
    assert answer.text.endswith("\n\n")
    (log,) = folder.glob("page-*.log")
    assert "Traceback" not in log.read_text(encoding="utf-8")


@pytest.mark.parametrize("text", ["", " \n", "\x00"])
def test_a_text_of_nothing_is_no_article(text: str) -> None:
    with pytest.raises(ArticleError):
        article_of(text)


def test_markup_in_an_article_comes_as_the_text_that_it_is(public_page: str) -> None:
    hostile = "<script>alert(1)</script> The Vexburg ferry was opened in ${7*7}{{x}} on Monday."
    call(
        public_page,
        "add_article",
        headers=MINE,
        text=f"Ferry\n\n{hostile}",
        title="<img src=x onerror=alert(1)>",
    )
    found = call(public_page, "search", headers=MINE, question="Vexburg ferry", k=1)
    assert hostile in found[0]["text"]
    assert found[0]["article"]["title"] == "<img src=x onerror=alert(1)>"


def test_what_one_visitor_adds_no_other_sees(public_page: str) -> None:
    added = call(public_page, "add_article", headers=MINE, text=BRIDGE)["added"]
    assert [
        one["article"]["id"]
        for one in call(public_page, "search", headers=MINE, question="Tolmer bridge", k=1)
    ] == added
    for headers in (ANOTHERS, {}, {VISITOR_HEADER: "short"}):
        found = call(public_page, "search", headers=headers, question="Tolmer bridge")
        assert added[0] not in [one["article"]["id"] for one in found]


def test_an_article_of_nobody_is_refused_on_a_public_page(public_page: str) -> None:
    with pytest.raises(RuntimeError, match=f"send a header {VISITOR_HEADER} with 16 or more"):
        call(public_page, "add_article", text=BRIDGE)


def test_a_public_page_does_not_say_where_files_lie() -> None:
    article = Article(id="a", title="", text="금리", language="ko", source="/home/ann/secret plans/금리.txt")
    nearest = Answer("?", nearest=())
    assert answer_result(nearest, shows_paths=False)["nearest"] == []
    from dataclasses import replace

    from qa_bot.types import Citation, Span

    cited = replace(nearest, citations=(Citation(article, Span(0, 2)),))
    shown = answer_result(cited, shows_paths=False)["citations"][0]["article"]["source"]
    assert shown == "금리.txt"
    assert answer_result(cited, shows_paths=True)["citations"][0]["article"]["source"] == article.source


def test_too_many_questions_are_told_when_to_come_back(tmp_path: Path) -> None:
    with endpoints(
        tmp_path, QA_BOT_PUBLIC="yes", QA_BOT_QUESTIONS_A_MINUTE="2", QA_BOT_ADDS_AN_HOUR="1"
    ) as address:
        for _ in range(2):
            call(address, "answer", headers=MINE, question=HARBOUR_QUESTION)
        for endpoint in ("answer", "search"):
            with pytest.raises(RuntimeError, match=r"too much at once; try again in [0-9]+ seconds"):
                call(address, endpoint, headers=MINE, question=HARBOUR_QUESTION)
        assert call(address, "answer", headers=ANOTHERS, question=HARBOUR_QUESTION)["text"] == "Haesong"
        call(address, "add_article", headers=MINE, text=BRIDGE)
        with pytest.raises(RuntimeError, match="too much at once"):
            call(address, "add_article", headers=MINE, text="Second\n\nOne more.")


def test_a_body_beyond_the_limit_is_refused(public_page: str) -> None:
    with pytest.raises(RuntimeError, match="more than 5,000,000 bytes"):
        call(public_page, "add_article", headers=MINE, text="가" * 2_000_000)


def test_arguments_by_place_may_be_left_out_at_the_end(page: str) -> None:
    place = f"{page}gradio_api/call/answer"
    event = httpx.post(place, json={"data": [HARBOUR_QUESTION]}, timeout=30).json()["event_id"]
    assert outcome(f"{place}/{event}")["text"] == "Haesong"


def test_the_published_client_asks_searches_and_adds(public_page: str) -> None:
    from gradio_client import Client

    client = Client(public_page, verbose=False)
    try:
        assert client.predict(HARBOUR_QUESTION, api_name="/answer")["text"] == "Haesong"
        added = client.predict(text=BRIDGE, api_name="/add_article")["added"]
        found = client.predict(question="Tolmer bridge", k=1, api_name="/search")
        assert [one["article"]["id"] for one in found] == added
    finally:
        client.close()


def test_the_description_says_what_goes_in_and_what_comes_out(page: str) -> None:
    named = httpx.get(f"{page}gradio_api/info", timeout=30).json()["named_endpoints"]
    assert list(named) == ["/answer", "/search", "/add_article"]
    assert [one["parameter_name"] for one in named["/answer"]["parameters"]] == [
        "question", "language", "source", "since", "until",
    ]  # fmt: skip
    citations = named["/answer"]["returns"][0]["type"]["properties"]["citations"]
    assert set(citations["items"]["properties"]) == {"quote", "start", "end", "article"}
    others = named["/answer"]["returns"][0]["type"]["properties"]["other_reports"]
    assert others == citations
    assert "exact words" in json.dumps(named["/answer"])


def test_a_password_is_asked_of_programs_too(tmp_path: Path) -> None:
    from gradio_client import Client

    with endpoints(tmp_path, QA_BOT_PASSWORD="열려라 참깨") as address:
        for path in ("config", "gradio_api/info"):
            assert httpx.get(f"{address}{path}", timeout=30).status_code == 401
        joined = httpx.post(
            f"{address}gradio_api/call/v2/answer", json={"question": HARBOUR_QUESTION}, timeout=30
        )
        assert joined.status_code == 401
        wrong = httpx.post(f"{address}login", data={"username": "ann", "password": "sesame"}, timeout=30)
        assert wrong.status_code == 400
        client = Client(address, auth=("whoever", "열려라 참깨"), verbose=False)
        assert client.predict(HARBOUR_QUESTION, api_name="/answer")["text"] == "Haesong"
        client.close()


@pytest.mark.parametrize(
    "path", ["/etc/passwd", str(Path(__file__).resolve()), "library.sqlite3", "../../etc/passwd"]
)
def test_files_of_the_machine_are_not_served(public_page: str, path: str) -> None:
    assert httpx.get(f"{public_page}gradio_api/file={path}", timeout=30).status_code in {403, 404}


def test_an_mcp_client_finds_the_tools_and_gets_json(tmp_path: Path) -> None:
    with endpoints(tmp_path, QA_BOT_PUBLIC="yes", QA_BOT_MCP="yes") as address:
        tools, answer, problem, refused, added, mine, others = asyncio.run(_talk_mcp(address))
    assert {tool.name: list(tool.inputSchema["properties"])[:2] for tool in tools.tools} == {
        "answer": ["question", "language"],
        "search": ["question", "k"],
        "add_article": ["text", "url"],
    }
    descriptions = {tool.name: tool.description for tool in tools.tools}
    assert "confidence: the share of such answers that are right" in descriptions["answer"]
    assert "other_reports: what stories of other days say otherwise" in descriptions["answer"]
    assert Answer.from_dict(json.loads(answer.content[0].text)).text == "Haesong"
    assert problem.isError
    assert problem.content[0].text == "the question is empty; ask something, in Korean or English"
    assert refused.isError
    new = json.loads(added.content[0].text)["added"]
    assert [one["article"]["id"] for one in json.loads(mine.content[0].text)] == new
    assert [one["article"]["id"] for one in json.loads(others.content[0].text)] != new


async def _talk_mcp(address: str) -> list[Any]:
    from mcp import ClientSession
    from mcp.client.streamable_http import streamable_http_client

    search = {"question": "Tolmer bridge", "k": 1}
    steps: list[tuple[dict[str, str], list[tuple[str, dict[str, Any]]]]] = [
        ({}, [("answer", {"question": HARBOUR_QUESTION}), ("answer", {"question": ""}), ("add_article", {"text": BRIDGE})]),
        (MINE, [("add_article", {"text": BRIDGE}), ("search", search)]),
        (ANOTHERS, [("search", search)]),
    ]  # fmt: skip
    outcomes: list[Any] = []
    for headers, calls in steps:
        async with (
            httpx.AsyncClient(headers=headers, timeout=60) as web,
            streamable_http_client(f"{address}gradio_api/mcp/", http_client=web) as (reading, writing, _),
            ClientSession(reading, writing) as session,
        ):
            await session.initialize()
            if not outcomes:
                outcomes.append(await session.list_tools())
            outcomes += [await session.call_tool(name, arguments) for name, arguments in calls]
    return outcomes


def test_the_guard_knows_how_many_arguments_each_endpoint_takes(page: str) -> None:
    from qa_bot.web.api import ARGUMENTS

    named = httpx.get(f"{page}gradio_api/info", timeout=30).json()["named_endpoints"]
    assert {name.strip("/"): len(one["parameters"]) for name, one in named.items()} == ARGUMENTS
