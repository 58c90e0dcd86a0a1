"""What stands before the page: every request passes here before Gradio sees it.

Gradio limits neither wrong passwords nor the size of what isn't an upload, and doesn't know a browser again
that loads the page anew. All of that takes the raw request, so it is an ASGI middleware.
"""

from __future__ import annotations

import ipaddress
import re
import secrets
from collections.abc import Awaitable, Callable

from qa_bot.errors import TooManyRequests
from qa_bot.web.api import ARGUMENTS
from qa_bot.web.guard_answers import (
    Headers,
    Message,
    Scope,
    Send,
    end_stream,
    is_stream,
    problem_of,
    refuse,
    send_whole,
)
from qa_bot.web.guard_login import LOCKED_COOKIE, locked_page, with_name
from qa_bot.web.limits import VISITORS_AN_ADDRESS, RateLimit
from qa_bot.web.options import WebOptions, is_space
from qa_bot.web.short_calls import endpoint_of, fill
from qa_bot.web.visitor import ADDRESS_HEADER, VISITOR_COOKIE, VOUCHER, VOUCHER_HEADER, vouched_address

Receive = Callable[[], Awaitable[Message]]
Rewrite = Callable[[bytes], bytes]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

WRONG_PASSWORDS, WRONG_PASSWORD_SECONDS = 10, 600.0
_IS_WRONG = 400  # what Gradio answers to a wrong password
_COOKIE_SECONDS = 30 * 24 * 3600
# What Gradio would serve: uploads of everybody, other sites by way of us, saved states. The page needs none.
_NOT_SERVED = re.compile(r"/gradio_api/(?:file[=/]|proxy=|deep_link)")
_SMALL_BODY = 5_000_000
FULL_FILES = 10  # of the largest size allowed, in one upload


class Guard:
    """The middleware; `Guard(app, options)` is called by the web framework for every request."""

    def __init__(self, app: App, options: WebOptions) -> None:
        self._app, self._options, self._is_on_space = app, options, is_space()
        self._passwords = RateLimit(WRONG_PASSWORDS, WRONG_PASSWORD_SECONDS)
        self._uploads = RateLimit(options.most_files * VISITORS_AN_ADDRESS, 3600.0)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes a request on, or refuses it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if _NOT_SERVED.match(scope["path"]):
            await refuse(send, 404, "this page serves no files")
            return
        address = _stamp_address(scope, self._is_on_space)
        try:
            self._check_rates(scope, address)
        except TooManyRequests as error:
            await self._refuse_for_now(scope, send, error)
            return
        most = self._most_bytes(scope)
        if _stated_length(scope) > most:
            await refuse(send, 413, f"the request has more than {most:,} bytes; send less")
            return
        receive = _counted(receive, most)
        if rewrite := _rewriting(scope):
            receive = await _rewritten(scope, receive, rewrite)
        await self._pass_on(scope, receive, self._watched(scope, send, address))

    async def _pass_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        """What goes wrong in Gradio becomes an answer of one line, or the last event of a stream."""
        start: Message | None = None
        latest: Message = {}

        async def noted(message: Message) -> None:
            nonlocal start, latest
            start, latest = start or message, message
            await send(message)

        try:
            await self._app(scope, receive, noted)
        except Exception as error:
            if start is None:
                await refuse(send, *problem_of(scope, error))
            elif is_stream(start):
                await end_stream(scope, send, latest, error)
            else:
                raise

    def _check_rates(self, scope: Scope, address: str) -> None:
        if _is_login(scope):
            self._passwords.check(address)  # taken back unless the password was wrong
        elif _is_page(scope) and LOCKED_COOKIE.encode() in _header(scope, b"cookie"):
            self._passwords.check(address)
            self._passwords.forgive(address)  # it was only asked whether it is locked still
        elif self._options.is_public and _is_upload(scope):
            self._uploads.check(address)

    async def _refuse_for_now(self, scope: Scope, send: Send, error: TooManyRequests) -> None:
        later = (b"retry-after", str(error.seconds).encode())
        if _is_page(scope):
            page = locked_page(WRONG_PASSWORDS, error.seconds)
            await send_whole(send, 429, b"text/html; charset=utf-8", page, [later])
        elif _is_login(scope) and _header(scope, b"origin"):
            # Gradio's form shows nothing to a 429; after a 200 it loads the page, and that can say why
            cookie = self._cookie(scope, LOCKED_COOKIE, "yes", error.seconds)
            await refuse(send, 200, str(error), [later, (b"set-cookie", cookie)])
        else:
            await refuse(send, 429, str(error), [later])

    def _most_bytes(self, scope: Scope) -> int:
        of_a_file = self._options.most_upload_bytes
        if _is_upload(scope):
            return of_a_file * FULL_FILES
        # a question, or an article's text, as JSON
        return _SMALL_BODY if self._options.is_public else max(_SMALL_BODY, of_a_file)

    def _watched(self, scope: Scope, send: Send, address: str) -> Send:
        """`send`, which counts only wrong passwords and gives a new browser its cookie."""

        async def watched(message: Message) -> None:
            if message["type"] == "http.response.start":
                if _is_login(scope) and message["status"] != _IS_WRONG:
                    self._passwords.forgive(address)
                if _is_page(scope) and VISITOR_COOKIE.encode() not in _header(scope, b"cookie"):
                    cookie = self._cookie(scope, VISITOR_COOKIE, secrets.token_urlsafe(24), _COOKIE_SECONDS)
                    message["headers"] = [*message.get("headers", []), (b"set-cookie", cookie)]
            await send(message)

        return watched

    def _cookie(self, scope: Scope, name: str, value: str, seconds: int) -> bytes:
        cookie = f"{name}={value}; Path=/; Max-Age={seconds}; HttpOnly"
        if self._is_on_space:  # which shows the page within another site's
            return f"{cookie}; SameSite=None; Secure; Partitioned".encode()
        secure = "; Secure" if scope.get("scheme") == "https" else ""
        return f"{cookie}; SameSite=Lax{secure}".encode()


def forwarded_address(forwarded: str) -> str:
    """The last public address of an `X-Forwarded-For`, else "": those before it may be made up.

    >>> forwarded_address("1.1.1.1, 8.8.8.8, 10.0.0.7")
    '8.8.8.8'
    """
    for entry in reversed(forwarded.split(",")):
        try:
            address = ipaddress.ip_address(entry.strip())
        except ValueError:
            continue
        if address.is_global:
            return str(address)
    return ""


def _stamp_address(scope: Scope, is_on_space: bool) -> str:
    headers: Headers = list(scope["headers"])
    vouched = vouched_address({key.decode("latin-1"): value.decode("latin-1") for key, value in headers})
    if vouched:
        return vouched
    client = scope.get("client")
    address = str(client[0]) if client else "unknown"
    if is_on_space:
        address = forwarded_address(_header(scope, b"x-forwarded-for").decode("latin-1")) or address
    ours = {ADDRESS_HEADER: address, VOUCHER_HEADER: VOUCHER}
    names = {name.encode() for name in ours}
    kept = [(key, value) for key, value in headers if key.lower() not in names]
    scope["headers"] = [*kept, *((name.encode(), value.encode()) for name, value in ours.items())]
    return address


def _header(scope: Scope, name: bytes) -> bytes:
    return b", ".join(value for key, value in scope["headers"] if key.lower() == name)


def _stated_length(scope: Scope) -> int:
    stated = _header(scope, b"content-length")
    return int(stated) if stated.isdigit() else 0


def _is_login(scope: Scope) -> bool:
    return scope["method"] == "POST" and str(scope["path"]).rstrip("/").endswith("/login")


def _is_upload(scope: Scope) -> bool:
    return scope["method"] == "POST" and str(scope["path"]).rstrip("/").endswith("/upload")


def _is_page(scope: Scope) -> bool:
    return scope["method"] == "GET" and str(scope["path"]) in ("/", "")


def _counted(receive: Receive, most: int) -> Receive:
    """`receive`, which ends a body that doesn't state its length once it has gone on for too long."""
    received = 0

    async def counted() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        return {"type": "http.disconnect"} if received > most else message

    return counted


def _rewriting(scope: Scope) -> Rewrite | None:
    """What is to be done to the body: a plain call gets all of its arguments, a login a name."""
    if _is_login(scope):
        kind = _header(scope, b"content-type").decode("latin-1")
        return lambda body: with_name(body, kind)
    endpoint = endpoint_of(scope["path"]) if scope["method"] == "POST" else None
    if endpoint is None or endpoint not in ARGUMENTS:
        return None
    return lambda body: fill(body, endpoint, ARGUMENTS)


async def _rewritten(scope: Scope, receive: Receive, rewrite: Rewrite) -> Receive:
    """`receive`, which gives the body as `rewrite` makes it."""
    body, message = b"", await receive()
    while message["type"] == "http.request":
        body += message.get("body", b"")
        if not message.get("more_body"):
            break
        message = await receive()
    if message["type"] != "http.request":
        return receive
    whole = rewrite(body)
    kept = [(key, value) for key, value in scope["headers"] if key.lower() != b"content-length"]
    scope["headers"] = [*kept, (b"content-length", str(len(whole)).encode())]
    is_given = False

    async def given() -> Message:
        nonlocal is_given
        if is_given:
            return await receive()
        is_given = True
        return {"type": "http.request", "body": whole, "more_body": False}

    return given
