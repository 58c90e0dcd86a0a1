"""The command `qa-bot`: verbs that each call one method of `QABot`.

Exit codes: 0 answered or done, 1 an error (one line on standard error), 2 wrong usage, 3 no answer found,
130 interrupted with Ctrl-C.
"""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from qa_bot.cli.session import BotFactory

__all__ = ["main"]

_INTERRUPTED = 130


def main(argv: Sequence[str] | None = None, *, bot_factory: BotFactory | None = None) -> int:
    """Runs one command line and gives its exit code; `bot_factory` opens the bot that the verb works on.

    >>> main(["list", "--library", "/no/such/folder"])
    1
    """
    try:
        run = _load()
        return run(argv, bot_factory) if bot_factory else run(argv)
    except KeyboardInterrupt:
        return _INTERRUPTED


def _load() -> Callable[..., int]:
    """The command itself, a fifth of a second of imports.

    Ctrl-C waits for them: in the midst of an import Python makes other errors of it, such as a SyntaxError.
    """
    pressed: list[Any] = []
    is_ours = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    try:
        if is_ours:
            signal.signal(signal.SIGINT, lambda *press: pressed.append(press))
    except ValueError:  # only the main thread may, and is the only one that Ctrl-C interrupts
        is_ours = False
    try:
        from qa_bot.cli.running import run
    finally:
        if is_ours:
            signal.signal(signal.SIGINT, signal.default_int_handler)
    if pressed:
        raise KeyboardInterrupt
    return run
