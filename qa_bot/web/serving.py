"""What Gradio's `launch` is given so that the page is served as the options say."""

from __future__ import annotations

import importlib.util
import secrets
from collections.abc import Awaitable, Callable
from typing import Any

from qa_bot.errors import MissingExtra
from qa_bot.web.options import WebOptions

_WRONG_PASSWORD_SECONDS = 1.0
_MOST_VISITS = 2_000  # whose state Gradio keeps
_AUTH_MESSAGE = "암호만 맞으면 이름은 아무것이나 됩니다. · Any name will do; the password counts."


def launch_arguments(options: WebOptions) -> dict[str, Any]:
    """The arguments of `gr.Blocks.launch` that decide who gets in, how much they send, and what they see.

    Raises `MissingExtra` where the page is to be an MCP server and the package for that is not installed.
    """
    from starlette.middleware import Middleware

    from qa_bot.web.guard import Guard

    if options.has_mcp and importlib.util.find_spec("mcp") is None:
        raise MissingExtra("mcp", "mcp")
    return {
        "auth": password_check(options.password) if options.password else None,
        "auth_message": _AUTH_MESSAGE,
        "max_file_size": options.most_upload_bytes,
        "mcp_server": options.has_mcp,
        "app_kwargs": {"middleware": [Middleware(Guard, options=options)]},
        "state_session_capacity": _MOST_VISITS,
        "show_error": False,  # only `gr.Error` is shown, never the text of a surprise
        "share": False,
        "run_history": False,
        "enable_monitoring": False,
        "ssr_mode": False,  # it would start a second server
    }


def password_check(
    password: str, wrong_password_seconds: float = _WRONG_PASSWORD_SECONDS
) -> Callable[[str, str], Awaitable[bool]]:
    """Whether someone may come in: with this password, whatever the name. A wrong one takes its time."""

    async def is_right(name: str, given: str) -> bool:  # noqa: ARG001 - Gradio's form asks for a name
        import asyncio

        # the bytes: text beyond ASCII can't be compared in constant time
        if secrets.compare_digest(*(word.encode("utf-8", "surrogatepass") for word in (given, password))):
            return True
        await asyncio.sleep(wrong_password_seconds)
        return False

    return is_right
