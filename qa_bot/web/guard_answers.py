"""What the guard answers in Gradio's place: refusals, surprises, and the end of a stream that broke off."""

from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

_LOG = logging.getLogger(__name__)
_SURPRISE = "something went wrong here; try again"
_NO_CALL = "there is no such call, or its result was fetched already"


async def refuse(send: Send, status: int, problem: str, headers: Headers | None = None) -> None:
    """An answer of one line, as JSON."""
    body = json.dumps({"detail": problem, "error": problem}).encode()
    await send_whole(send, status, b"application/json", body, headers or [])


async def send_whole(send: Send, status: int, kind: bytes, body: bytes, headers: Headers) -> None:
    """A whole answer; `kind` is its content type."""
    head = [(b"content-type", kind), (b"content-length", str(len(body)).encode()), *headers]
    await send({"type": "http.response.start", "status": status, "headers": head})
    await send({"type": "http.response.body", "body": body})


def problem_of(scope: Scope, error: Exception) -> tuple[int, str]:
    """The status and the line for an error in Gradio: a call by names fails there for a wrong name."""
    is_named = "/call/v2/" in str(scope["path"])
    if is_named and isinstance(error, KeyError):
        return 404, f"there is no endpoint {error}; see /gradio_api/info for those that there are"
    if is_named and isinstance(error, TypeError):
        return 422, str(error).split(". ")[0]
    _LOG.error("%s %s failed", scope["method"], scope["path"], exc_info=error)
    return 500, _SURPRISE


def is_stream(start: Message) -> bool:
    """Whether an answer that begins so is one of events."""
    headers = dict(start.get("headers", []))
    return bytes(headers.get(b"content-type", b"")).startswith(b"text/event-stream")


async def end_stream(scope: Scope, send: Send, latest: Message, error: Exception) -> None:
    """Ends the events that Gradio broke off after the message `latest`.

    It begins a 200 before it looks whether there is such a call, and then raises a 404.
    """
    is_missing = getattr(error.__cause__ or error, "status_code", None) == 404
    if not is_missing:
        _LOG.error("%s %s broke off", scope["method"], scope["path"], exc_info=error)
    body = b""
    # events of the page have another form, and Gradio tells those itself
    if "/call/" in str(scope["path"]) and b"event: error" not in latest.get("body", b""):
        told = json.dumps({"error": _NO_CALL if is_missing else _SURPRISE})
        body = f"event: error\ndata: {told}\n\n".encode()
    await send({"type": "http.response.body", "body": body, "more_body": False})
