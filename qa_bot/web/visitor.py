"""Who a visitor is: whoever brings the same secret again, and where a request came from."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import gradio as gr

# What a program sends to be known again, and what the guard gives a browser for the same end.
VISITOR_HEADER = "x-qa-bot-visitor"
VISITOR_COOKIE = "qa-bot-visitor"
# What the guard writes over whatever a request claims. The voucher shows that it was this process that wrote
# the address: Gradio's MCP server sends the headers of a request on with its own.
ADDRESS_HEADER = "x-qa-bot-address"
VOUCHER_HEADER = "x-qa-bot-voucher"
VOUCHER = secrets.token_hex(16)

_TOKEN = re.compile(r"[A-Za-z0-9_-]{16,128}")  # long enough that nobody hits on another's
_SINGLE_CALL = re.compile(r"[0-9a-f]{32}")  # what Gradio makes up for a call that belongs to no visit


def visitor_of(request: gr.Request | None) -> str:
    """Who asks: the same string for the same browser or program, and for no other.

    A program is known by the header `x-qa-bot-visitor`, which it makes up itself, a browser by its cookie or,
    without one, by its visit to the page; what has none of these only by its address. None is whoever sits
    at this machine.
    """
    if request is None:
        return "here"
    named = request.headers.get(VISITOR_HEADER, "")
    if _TOKEN.fullmatch(named):
        return _kept("program", named)
    cookie = _cookie(request.headers.get("cookie", ""))
    if cookie:
        return _kept("browser", cookie)
    visit = request.session_hash or ""
    # all programs that come by the page's own MCP server come in one and the same visit
    if visit and not _SINGLE_CALL.fullmatch(visit) and not is_by_mcp(request):
        return _kept("visit", visit)
    return f"address:{address_of(request)}"


def is_known_again(request: gr.Request | None) -> bool:
    """Whether what a visitor leaves here could be found by the same visitor alone."""
    return not visitor_of(request).startswith("address:")


def address_of(request: gr.Request | None) -> str:
    """The network address that a request came from, as the guard or, without it, the connection says."""
    if request is None:
        return "here"
    client = request.client
    return vouched_address(request.headers) or (client.host if client else "") or "unknown"


def vouched_address(headers: Mapping[str, str]) -> str:
    """The address that a guard of this process wrote into the headers, else ""."""
    is_ours = secrets.compare_digest(headers.get(VOUCHER_HEADER, "").encode(), VOUCHER.encode())
    return headers.get(ADDRESS_HEADER, "") if is_ours else ""


def is_by_mcp(request: gr.Request) -> bool:
    """Whether the page's own MCP server passes the request on."""
    return bool(request.headers.get("x-gradio-user") == "mcp")


def _cookie(header: str) -> str:
    for part in header.split(";"):
        name, _, value = part.strip().partition("=")
        if name == VISITOR_COOKIE and _TOKEN.fullmatch(value):
            return value
    return ""


def _kept(kind: str, secret: str) -> str:
    """A name that may stand in a log: who knows it can't come as that visitor."""
    return f"{kind}:{hashlib.sha256(secret.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}"
