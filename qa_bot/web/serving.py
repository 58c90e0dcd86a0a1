"""What Gradio's `launch` is given so that the page is served as the options say."""

from __future__ import annotations

import importlib.util
import os
import secrets
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from qa_bot.errors import ConfigError, MissingExtra
from qa_bot.web.options import WebOptions, is_space

# Uploads have become articles long before; they are looked for every so many seconds, and kept for so many.
UPLOADS_KEPT = (600, 1800)
_WRONG_PASSWORD_SECONDS = 1.0
_MOST_VISITS = 2_000  # whose state Gradio keeps
_AUTH_MESSAGE = "비밀번호만 맞으면 이름은 아무것이나 됩니다. · Any name will do; the password counts."


def launch_arguments(options: WebOptions) -> dict[str, Any]:
    """The arguments of `gr.Blocks.launch` that decide who gets in, how much they send, and what they see."""
    from starlette.middleware import Middleware

    from qa_bot.web.guard import FULL_FILES, Guard

    check_extras(options)
    return {
        "auth": password_check(options.password) if options.password else None,
        "auth_message": _AUTH_MESSAGE,
        # one file that is too large must not cost the others: the page refuses it alone, and by its name,
        # while the guard refuses what is too much for one upload
        "max_file_size": options.most_upload_bytes * FULL_FILES,
        "mcp_server": options.has_mcp,
        "app_kwargs": {"middleware": [Middleware(Guard, options=options)]},
        "state_session_capacity": _MOST_VISITS,
        "show_error": False,  # only `gr.Error` is shown, never the text of a surprise
        "share": False,
        "run_history": False,
        "enable_monitoring": False,
        "ssr_mode": False,  # it would start a second server
    }


def check_extras(options: WebOptions) -> None:
    """Raises `MissingExtra` where the page is to be an MCP server and the package for that is missing."""
    if options.has_mcp and importlib.util.find_spec("mcp") is None:
        raise MissingExtra("mcp", "mcp")


def listening_place(
    host: str | None = None, port: int | None = None, *, environ: Mapping[str, str] | None = None
) -> tuple[str | None, int | None]:
    """Where to listen: argument over `QA_BOT_HOST` and `QA_BOT_PORT`; None leaves it to Gradio.

    Gradio takes `GRADIO_SERVER_NAME` and `GRADIO_SERVER_PORT`, else this machine alone and the first free
    port from 7860. A Space has to listen everywhere. Raises `ConfigError` for what is no port.

    >>> listening_place(environ={"QA_BOT_HOST": "0.0.0.0", "QA_BOT_PORT": "80"})
    ('0.0.0.0', 80)
    """
    environ = os.environ if environ is None else environ
    everywhere = "0.0.0.0" if is_space(environ) and "GRADIO_SERVER_NAME" not in environ else None  # noqa: S104
    written = environ.get("QA_BOT_PORT", "")
    if port is None and written:
        if not written.isascii() or not written.isdigit() or not 0 < int(written) < 65536:
            raise ConfigError(f'QA_BOT_PORT is "{written}"; use a port of 1 to 65535')
        port = int(written)
    return host or environ.get("QA_BOT_HOST") or everywhere, port


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
