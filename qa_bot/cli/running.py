"""One command line from its words to its exit code, with errors as one line."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from qa_bot.cli.arguments import build_parser
from qa_bot.cli.console import Console, unwritten, use_utf8
from qa_bot.cli.session import BotFactory, Session, open_bot
from qa_bot.errors import QABotError

_DEBUG = "QA_BOT_DEBUG"
_PIPE_CLOSED = 141  # what a shell reports of a program that SIGPIPE ended


def run(argv: Sequence[str] | None = None, bot_factory: BotFactory = open_bot) -> int:
    """Runs one command line and gives its exit code; `KeyboardInterrupt` passes through.

    >>> run(["list", "--library", "/no/such/folder"])
    1
    """
    use_utf8()
    parser = build_parser()
    try:
        options = parser.parse_args(argv, argparse.Namespace(json=False, quiet=False))
    except SystemExit as stop:  # argparse has printed its help or its complaint
        return int(stop.code or 0)
    console = Console(is_json=options.json, is_quiet=options.quiet)
    try:
        code: int = options.run(Session(options, console, bot_factory))
    except BrokenPipeError:
        _forget_output()
        return _PIPE_CLOSED
    except Exception as error:
        code = _report(error, console)
    return _finish(code, console)


def _finish(code: int, console: Console) -> int:
    """Writes out what is still buffered; 1 where that fails, say on a full disk."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _forget_output()
        return _PIPE_CLOSED
    except OSError as error:
        _forget_output()
        if not code:
            console.complain(unwritten(error))
        return code or 1
    return code


def _report(error: Exception, console: Console) -> int:
    if os.environ.get(_DEBUG, "0") not in {"", "0"}:
        raise error
    if isinstance(error, QABotError):
        console.complain(str(error))
    else:
        console.complain(f"unexpected {type(error).__name__}: {error}; set {_DEBUG}=1 for the traceback")
    return 1


def _forget_output() -> None:
    """Sends what is still buffered nowhere: the interpreter's last flush would fail and say so."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
