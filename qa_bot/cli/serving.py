"""The verb `serve`, and its options."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from qa_bot.cli.session import Session
from qa_bot.settings import Settings

if TYPE_CHECKING:
    from qa_bot.web.options import WebOptions

_PORT = 7860


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of `serve`; what is left out is looked for in `QA_BOT_*`."""
    parser.add_argument("--host", help="address to listen on (default: 127.0.0.1, this machine alone)")
    parser.add_argument("--port", type=_port, help=f"port to listen on (default: {_PORT})")
    group = parser.add_argument_group(
        "for whom", "Each also as QA_BOT_PUBLIC, QA_BOT_PASSWORD and QA_BOT_MCP in the environment."
    )
    group.add_argument(
        "--public",
        dest="is_public",
        action=argparse.BooleanOptionalAction,
        default=None,
        help="for strangers: what a visitor adds only that visitor sees, and nobody may ask too much",
    )
    group.add_argument(
        "--password",
        metavar="WORD",
        help="ask for it; better in QA_BOT_PASSWORD: others on this machine can see a command's options",
    )
    group.add_argument(
        "--mcp",
        dest="has_mcp",
        action="store_true",
        default=None,
        help="be an MCP server too, at /gradio_api/mcp/ (needs: pip install 'qa_bot[mcp]')",
    )


def serve(session: Session) -> int:
    """Serves the page until Ctrl-C."""
    from qa_bot.web import launch
    from qa_bot.web.options import WebOptions
    from qa_bot.web.serving import check_extras, listening_place

    given = session.options
    options = WebOptions.load(
        {"is_public": given.is_public, "password": given.password, "has_mcp": given.has_mcp}
    )
    check_extras(options)  # before a second is spent on loading
    host, port = listening_place(given.host, given.port)
    if port is None and "GRADIO_SERVER_PORT" not in os.environ:
        port = _PORT
    is_new = _is_to_be_made(session, options)
    with session.bot(create=is_new, has_samples=True) as bot:
        if is_new:
            session.console.note(
                f"{session.settings.library} is new and has no articles yet; add some on the page"
            )
        if given.password is not None:
            session.console.note("others on this machine can see the password; better set QA_BOT_PASSWORD")
        session.console.note("loading the page; Ctrl-C ends it")
        launch(bot, host=host, port=port, options=options)
    return 0


def _is_to_be_made(session: Session, options: WebOptions) -> bool:
    """Whether a library was chosen that isn't there, and the page can fill it.

    On a public page nobody can: what a visitor adds only that visitor sees, and not in the library.
    """
    settings = session.settings
    is_chosen = hasattr(session.options, "library") or settings.library != Settings().library
    return is_chosen and not options.is_public and not Path(settings.library).exists()


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f'"{text}" is no port; use 1 to 65535')
    return int(text)
