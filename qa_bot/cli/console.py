"""What the command says, and where: results on standard output, all else on standard error."""

from __future__ import annotations

import json
import os
import re
import sys
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from qa_bot.errors import ConfigError


@dataclass(frozen=True, slots=True)
class Console:
    """Prints results as text or as one JSON object a line, and keeps the rest apart."""

    is_json: bool = False
    is_quiet: bool = False

    def say(self, text: str) -> None:
        """A result for people; `ConfigError` where standard output takes no more."""
        _print(printable(text))

    def say_record(self, record: Mapping[str, Any]) -> None:
        """A result for programs, one line of JSON; `ConfigError` where standard output takes no more."""
        _print(json.dumps(record, ensure_ascii=False), flush=True)

    def note(self, text: str) -> None:
        """A remark that `--quiet` silences."""
        if not self.is_quiet:
            print(printable(text), file=sys.stderr)

    def complain(self, problem: str) -> None:
        """An error, on one line."""
        print(f"qa-bot: error: {one_line(problem)}", file=sys.stderr)

    def bold(self, text: str) -> str:
        """The text in bold where someone watches a terminal that may show it."""
        if not sys.stdout.isatty() or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
            return text
        return f"{_BOLD}{text}{_PLAIN}"


_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"
_CONTROLS = re.compile(
    r"\x1b(?!\[[01]m)|[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def unwritten(error: OSError) -> str:
    """What is said where the output can't be written, say on a full disk.

    >>> unwritten(OSError(28, "No space left on device"))
    "the output can't be written (No space left on device); make room, or write it to another place"
    """
    return f"the output can't be written ({error.strerror}); make room, or write it to another place"


def _print(text: str, *, flush: bool = False) -> None:
    try:
        print(text, flush=flush)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise ConfigError(unwritten(error)) from error


def use_utf8() -> None:
    """Makes standard output and error UTF-8 whatever the locale, and unable to fail on a character.

    A stream that the caller has closed (`>&-`) swallows what is written.
    """
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 - as long as the process
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)  # a test's or a notebook's stream may have none
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def printable(text: str) -> str:
    r"""The text without control characters but line ends, tabs and bold: no article drives the terminal.

    Nor does one turn around the order in which a line is read, as U+202E does.

    >>> printable("금리\x1b[2J 인상\x07")
    '금리�[2J 인상�'
    """
    return _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", text)


def one_line(text: str) -> str:
    """The text with runs of whitespace as single spaces, and without control characters."""
    return printable(" ".join(text.split()))


def width(text: str) -> int:
    """Columns that a terminal gives the text: two for each wide character, none for combining marks.

    >>> width("금리 3.5%")
    9
    """
    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in text
    )


def pad(text: str, columns: int) -> str:
    """The text and as many spaces as fill the columns."""
    return text + " " * max(0, columns - width(text))
