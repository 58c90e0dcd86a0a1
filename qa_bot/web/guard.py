"""What stands before the page: every request passes here before Gradio sees it.

Gradio limits neither wrong passwords nor the size of what isn't an upload, and doesn't know a browser again
that loads the page anew. All of that takes the raw request, so it is an ASGI middleware.
"""

from __future__ import annotations

import ipaddress
import json
import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from qa_bot.errors import TooManyRequests
from qa_bot.web.limits import VISITORS_AN_ADDRESS, RateLimit
from qa_bot.web.options import WebOptions, is_space
from qa_bot.web.visitor import ADDRESS_HEADER, VISITOR_COOKIE, VOUCHER, VOUCHER_HEADER, vouched_address

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

WRONG_PASSWORDS, WRONG_PASSWORD_SECONDS = 10, 600.0
_COOKIE_SECONDS = 30 * 24 * 3600
_SMALL_BODY = 2_000_000  # a question, or an article's text, as JSON


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
        address = _stamp_address(scope, self._is_on_space)
        try:
            self._check_rates(scope, address)
        except TooManyRequests as error:
            await _refuse(send, 429, str(error), [(b"retry-after", str(error.seconds).encode())])
            return
        most = self._most_bytes(scope)
        if _stated_length(scope) > most:
            await _refuse(send, 413, f"the request has more than {most:,} bytes; send less")
            return
        await self._app(scope, _counted(receive, most), self._watched(scope, send, address))

    def _check_rates(self, scope: Scope, address: str) -> None:
        if _is_login(scope):
            self._passwords.check(address)  # taken back when the password was right
        elif self._options.is_public and _is_upload(scope):
            self._uploads.check(address)

    def _most_bytes(self, scope: Scope) -> int:
        # a form around the files of one upload: names and boundaries take little
        files = self._options.most_upload_bytes * min(self._options.most_files, 10)
        return files + _SMALL_BODY if _is_upload(scope) else _SMALL_BODY

    def _watched(self, scope: Scope, send: Send, address: str) -> Send:
        """`send`, which notes a right password and gives a new browser its cookie."""

        async def watched(message: Message) -> None:
            if message["type"] == "http.response.start":
                if _is_login(scope) and message["status"] < 400:
                    self._passwords.forgive(address)
                if _is_page(scope) and VISITOR_COOKIE.encode() not in _header(scope, b"cookie"):
                    message["headers"] = [*message.get("headers", []), (b"set-cookie", self._cookie(scope))]
            await send(message)

        return watched

    def _cookie(self, scope: Scope) -> bytes:
        cookie = f"{VISITOR_COOKIE}={secrets.token_urlsafe(24)}; Path=/; Max-Age={_COOKIE_SECONDS}; HttpOnly"
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


async def _refuse(send: Send, status: int, problem: str, headers: Headers | None = None) -> None:
    body = json.dumps({"detail": problem, "error": problem}).encode()
    head = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": [*head, *(headers or [])]})
    await send({"type": "http.response.body", "body": body})
