"""What stands before the page: addresses, cookies, passwords and sizes, request by request."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Iterable, MutableMapping
from http.cookies import SimpleCookie
from typing import Any

import pytest
from starlette.exceptions import HTTPException

from qa_bot.web.guard import WRONG_PASSWORDS, Guard, forwarded_address
from qa_bot.web.options import WebOptions
from qa_bot.web.short_calls import fill
from qa_bot.web.visitor import ADDRESS_HEADER, VISITOR_COOKIE, VOUCHER, VOUCHER_HEADER, vouched_address


class Echo:
    """An app that remembers what reached it; `status` is what it answers, an exception what it raises."""

    def __init__(self, status: int | Exception = 200) -> None:
        self.status = status
        self.scopes: list[MutableMapping[str, Any]] = []
        self.bodies: list[bytes] = []

    async def __call__(self, scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
        self.scopes.append(scope)
        body, message = b"", await receive()
        while message["type"] == "http.request":
            body += message.get("body", b"")
            if not message.get("more_body"):
                break
            message = await receive()
        if message["type"] == "http.disconnect":
            return
        self.bodies.append(body)
        if isinstance(self.status, Exception):
            raise self.status
        await send({"type": "http.response.start", "status": self.status, "headers": []})
        await send({"type": "http.response.body", "body": b"ok"})

    def header(self, name: str) -> str | None:
        headers = {key.decode(): value.decode() for key, value in self.scopes[-1]["headers"]}
        return headers.get(name)


def ask(
    guard: Guard,
    path: str = "/",
    method: str = "GET",
    headers: dict[str, str] | None = None,
    pieces: Iterable[bytes] = (b"",),
    address: str = "203.0.113.5",
) -> tuple[int | None, dict[str, str], bytes]:
    """Status, headers and body of the answer; None where there was none."""
    left = list(pieces)
    sent: list[MutableMapping[str, Any]] = []

    async def receive() -> dict[str, Any]:
        body = left.pop(0) if left else b""
        return {"type": "http.request", "body": body, "more_body": bool(left)}

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "scheme": "http",
        "client": (address, 1234),
        "headers": [(key.encode(), value.encode()) for key, value in (headers or {}).items()],
    }
    asyncio.run(guard(scope, receive, send))
    if not sent:
        return None, {}, b""
    head = {key.decode(): value.decode() for key, value in sent[0]["headers"]}
    return sent[0]["status"], head, b"".join(message.get("body", b"") for message in sent[1:])


def test_the_address_is_that_of_the_connection_whatever_the_request_says() -> None:
    app = Echo()
    lies = {"x-forwarded-for": "8.8.8.8", ADDRESS_HEADER: "8.8.8.8", VOUCHER_HEADER: "0" * 32}
    ask(Guard(app, WebOptions()), headers=lies)
    assert app.header(ADDRESS_HEADER) == "203.0.113.5"
    assert app.header(VOUCHER_HEADER) == VOUCHER


def test_on_a_space_the_proxy_says_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPACE_ID", "owner/name")
    app = Echo()
    ask(Guard(app, WebOptions()), headers={"x-forwarded-for": "1.1.1.1, 8.8.4.4, 10.1.2.3"})
    assert app.header(ADDRESS_HEADER) == "8.8.4.4"
    ask(Guard(app, WebOptions()), headers={"x-forwarded-for": "no address, 192.168.0.1"})
    assert app.header(ADDRESS_HEADER) == "203.0.113.5"


def test_an_address_that_this_process_wrote_is_kept_on_the_way_through_mcp() -> None:
    app = Echo()
    ask(
        Guard(app, WebOptions()),
        headers={ADDRESS_HEADER: "8.8.8.8", VOUCHER_HEADER: VOUCHER},
        address="127.0.0.1",
    )
    assert app.header(ADDRESS_HEADER) == "8.8.8.8"


@pytest.mark.parametrize("forwarded", ["", "한글", "::1, fe80::1", "999.1.1.1", "," * 5000])
def test_a_forwarded_header_of_nonsense_is_no_address(forwarded: str) -> None:
    assert forwarded_address(forwarded) == ""


def test_a_voucher_of_other_characters_is_only_wrong() -> None:
    assert vouched_address({VOUCHER_HEADER: "é", ADDRESS_HEADER: "8.8.8.8"}) == ""


def test_a_new_browser_gets_a_cookie_that_no_script_reads_and_keeps_it() -> None:
    guard = Guard(Echo(), WebOptions())
    first, second = (SimpleCookie(ask(guard)[1]["set-cookie"])[VISITOR_COOKIE] for _ in range(2))
    assert first["httponly"] is True
    assert first["samesite"] == "Lax"
    assert len(first.value) >= 32
    assert first.value != second.value
    assert "set-cookie" not in ask(guard, headers={"cookie": f"{VISITOR_COOKIE}={first.value}"})[1]
    assert "set-cookie" not in ask(guard, "/gradio_api/info")[1]


def test_within_the_frame_of_a_space_the_cookie_works_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPACE_ID", "owner/name")
    cookie = ask(Guard(Echo(), WebOptions()))[1]["set-cookie"]
    assert cookie.endswith("; SameSite=None; Secure; Partitioned")


def stream(said: bytes, error: Exception, kind: str = "text/event-stream") -> bytes:
    """What a visitor gets of an answer that has begun when the error comes."""

    async def app(scope: Any, receive: Any, send: Any) -> None:
        headers = [(b"content-type", f"{kind}; charset=utf-8".encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        if said:
            await send({"type": "http.response.body", "body": said, "more_body": True})
        raise error

    return ask(Guard(app, WebOptions()), f"/gradio_api/call/v2/answer/{'0' * 32}")[2]


def log_in(guard: Guard, address: str = "203.0.113.5") -> int | None:
    return ask(guard, "/login", "POST", address=address)[0]


def test_wrong_passwords_from_one_address_are_few() -> None:
    app = Echo(400)
    guard = Guard(app, WebOptions(password="sesame"))
    assert [log_in(guard) for _ in range(WRONG_PASSWORDS)] == [400] * WRONG_PASSWORDS
    status, headers, body = ask(guard, "/login", "POST")
    assert status == 429
    assert int(headers["retry-after"]) > 60
    assert "try again in" in json.loads(body)["detail"]
    assert log_in(guard, "203.0.113.6") == 400
    assert len(app.bodies) == WRONG_PASSWORDS + 1


PARTS = (
    '--x\r\nContent-Disposition: form-data; name="username"\r\n\r\n{name}\r\n'
    '--x\r\nContent-Disposition: form-data; name="password"\r\n\r\n열려라 참깨\r\n--x--\r\n'
)
MULTIPART, URLENCODED = "multipart/form-data; boundary=x", "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("kind", "given", "reached"),
    [
        (MULTIPART, PARTS.format(name=""), PARTS.format(name="-")),
        (MULTIPART, PARTS.format(name="ann"), PARTS.format(name="ann")),
        (MULTIPART, PARTS.format(name="김"), PARTS.format(name="김")),
        (URLENCODED, "username=&password=sesame", "username=-&password=sesame"),
        (URLENCODED, "password=sesame&username=", "password=sesame&username=-"),
        (URLENCODED, "username=%F0%9F%8E%8F&password=", "username=%F0%9F%8E%8F&password="),
        (URLENCODED, "password=username=", "password=username=&username=-"),
        (URLENCODED, "password=sesame", "password=sesame&username=-"),
        (URLENCODED, "", ""),
        ("application/json", '{"username": ""}', '{"username": ""}'),
    ],
)
def test_who_gives_no_name_gets_one_for_any_name_will_do(kind: str, given: str, reached: str) -> None:
    app = Echo()
    body = given.encode()
    pieces = [body[:9], body[9:]] if body else [b""]
    ask(Guard(app, WebOptions(password="sesame")), "/login", "POST", {"content-type": kind}, pieces)
    assert app.bodies == [reached.encode()]
    assert app.header("content-type") == kind
    assert app.header("content-length") in (None, str(len(app.bodies[0])))


def test_only_refused_passwords_are_counted() -> None:
    app = Echo(422)
    guard = Guard(app, WebOptions(password="sesame"))
    assert {log_in(guard) for _ in range(2 * WRONG_PASSWORDS)} == {422}
    app.status = 400
    assert [log_in(guard) for _ in range(WRONG_PASSWORDS + 1)] == [*[400] * WRONG_PASSWORDS, 429]


def test_a_locked_page_shows_why_and_for_how_long() -> None:
    app = Echo(400)
    guard = Guard(app, WebOptions(password="sesame"))
    for _ in range(WRONG_PASSWORDS):
        log_in(guard)
    # Gradio's login page says nothing to a 429, and loads itself anew after a 200
    status, headers, _ = ask(guard, "/login", "POST", {"origin": "http://page.example"})
    assert status == 200
    cookie = SimpleCookie(headers["set-cookie"])["qa-bot-locked"]
    assert int(cookie["max-age"]) > 60
    assert cookie["httponly"] is True
    locked = {"cookie": f"qa-bot-locked={cookie.value}"}
    status, headers, body = ask(guard, headers=locked)
    assert (status, headers["content-type"]) == (429, "text/html; charset=utf-8")
    assert int(headers["retry-after"]) > 60
    assert "비밀번호를 10번 잘못 넣어" in body.decode()
    assert "After 10 wrong passwords" in body.decode()
    app.status = 200
    assert ask(guard)[0] == 200  # others behind the same address have their page
    assert ask(guard, "/gradio_api/info", headers=locked)[0] == 200
    assert ask(guard, headers=locked, address="203.0.113.6")[0] == 200  # not locked any more


def test_right_passwords_are_not_counted() -> None:
    app = Echo(200)
    guard = Guard(app, WebOptions(password="sesame"))
    assert {log_in(guard) for _ in range(5 * WRONG_PASSWORDS)} == {200}
    app.status = 400
    assert log_in(guard) == 400


def test_a_body_over_the_limit_is_refused_by_its_stated_length() -> None:
    app = Echo()
    guard = Guard(app, WebOptions(is_public=True))
    status, _, body = ask(guard, "/gradio_api/queue/join", "POST", {"content-length": "99999999"})
    assert (status, app.bodies) == (413, [])
    assert json.loads(body)["detail"] == "the request has more than 5,000,000 bytes; send less"


def test_a_body_that_does_not_state_its_length_is_cut_off() -> None:
    app = Echo()
    guard = Guard(app, WebOptions(is_public=True))
    assert ask(guard, "/gradio_api/queue/join", "POST", pieces=[b"x" * 1_000_000] * 6)[0] is None
    assert app.bodies == []
    assert ask(guard, "/gradio_api/queue/join", "POST", pieces=[b"x" * 1_000_000] * 5)[0] == 200


def test_an_upload_may_be_as_large_as_the_options_say() -> None:
    guard = Guard(Echo(), WebOptions(is_public=True, most_upload_bytes=1_000_000))
    length = {"content-length": str(9_000_000)}
    assert ask(guard, "/gradio_api/upload", "POST", length)[0] == 200
    assert ask(guard, "/gradio_api/upload", "POST", {"content-length": str(11_000_000)})[0] == 413


def test_uploads_to_a_public_page_are_counted() -> None:
    guard = Guard(Echo(), WebOptions(is_public=True, most_files=2))
    assert [ask(guard, "/gradio_api/upload", "POST")[0] for _ in range(11)] == [*[200] * 10, 429]
    among_friends = Guard(Echo(), WebOptions(most_files=2))
    assert [ask(among_friends, "/gradio_api/upload", "POST")[0] for _ in range(11)] == [200] * 11


def test_a_surprise_in_gradio_is_one_line_for_the_visitor_and_a_traceback_for_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.ERROR):
        status, _, body = ask(
            Guard(Echo(RuntimeError("/home/secret")), WebOptions()), "/gradio_api/x", "POST"
        )
    assert (status, json.loads(body)["detail"]) == (500, "something went wrong here; try again")
    assert "/home/secret" in caplog.text


@pytest.mark.parametrize(
    ("said", "ended"),
    [
        (
            b"",
            b'event: error\ndata: {"error": "there is no such call, or its result was fetched already"}\n\n',
        ),
        (b"event: error\ndata: null\n\n", b"event: error\ndata: null\n\n"),
    ],
)
def test_a_stream_that_breaks_off_ends_with_one_error(
    caplog: pytest.LogCaptureFixture, said: bytes, ended: bytes
) -> None:
    assert stream(said, HTTPException(404)) == ended
    assert caplog.text == ""


def test_a_surprise_in_a_stream_ends_it_and_is_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    ended = b'event: error\ndata: {"error": "something went wrong here; try again"}\n\n'
    assert stream(b"", RuntimeError("/home/secret")) == ended
    assert "/home/secret" in caplog.text


def test_an_answer_that_is_no_stream_still_breaks_off() -> None:
    with pytest.raises(RuntimeError):
        stream(b"{", RuntimeError(), kind="application/json")


def test_a_call_by_wrong_names_says_which() -> None:
    raised = TypeError("Parameter `since_when` is not a valid key-word argument. Please click on 'view API'")
    status, _, body = ask(Guard(Echo(raised), WebOptions()), "/gradio_api/call/v2/answer", "POST")
    assert (status, json.loads(body)["detail"]) == (
        422,
        "Parameter `since_when` is not a valid key-word argument",
    )
    status, _, body = ask(Guard(Echo(KeyError("/ask")), WebOptions()), "/gradio_api/call/v2/ask", "POST")
    assert status == 404
    assert json.loads(body)["detail"].startswith("there is no endpoint '/ask'")


def test_a_plain_call_reaches_gradio_with_all_of_its_arguments() -> None:
    app = Echo()
    question = json.dumps({"data": ["언제? 🎏"], "session_hash": "mine"}).encode()
    ask(Guard(app, WebOptions()), "/gradio_api/call/answer", "POST", pieces=[question[:7], question[7:]])
    assert json.loads(app.bodies[0]) == {"data": ["언제? 🎏", *[None] * 4], "session_hash": "mine"}
    assert app.header("content-length") == str(len(app.bodies[0]))


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b'{"data": 3}', b"\xff\xfe", b'{"data": [1,2,3,4,5,6,7]}', b"[" * 100_000],
)
def test_what_is_no_short_call_is_left_as_it_is(body: bytes) -> None:
    assert fill(body, "answer", {"answer": 5}) == body


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/file=/tmp/gradio/0123/anothers.txt",
        "/gradio_api/file=https://elsewhere.example/",
        "/gradio_api/file/tmp/x",
        "/gradio_api/proxy=https://owner-name.hf.space/",
        "/gradio_api/deep_link",
    ],
)
def test_neither_files_nor_other_sites_are_served(path: str, method: str) -> None:
    app = Echo()
    status, _, body = ask(Guard(app, WebOptions()), path, method)
    assert (status, app.bodies) == (404, [])
    assert json.loads(body)["detail"] == "this page serves no files"


def test_other_kinds_of_connection_pass() -> None:
    seen = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        seen.append(scope["type"])

    asyncio.run(Guard(app, WebOptions())({"type": "lifespan"}, None, None))  # type: ignore[arg-type]
    assert seen == ["lifespan"]
