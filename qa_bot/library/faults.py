"""SQLite's and the file system's complaints, put into our own words at the library's edge."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qa_bot.errors import LibraryCorrupt, LibraryError, LibraryLocked

RESTORE = "restore it from a backup, or delete that folder and add the articles again"

_MOST_QUOTED = 80
_DAMAGED = ("not a database", "malformed", "corrupt", "no such table", "no such column", "could not decode")
_READ_ONLY = ("readonly", "unable to open", "authorization", "permission")


@contextmanager
def translating(folder: Path) -> Iterator[None]:
    """Turn errors of SQLite into `LibraryError`s that name `folder`."""
    try:
        yield
    except sqlite3.Error as error:
        raise _translate(folder, error) from error
    except UnicodeDecodeError as error:  # Python's sqlite3 stumbles over garbage within SQLite's own message
        raise LibraryCorrupt(
            f"{folder}: its SQLite file is damaged ({shortened(error)}); {RESTORE}"
        ) from error


@contextmanager
def touching_files(folder: Path) -> Iterator[None]:
    """Turn errors of the file system into `LibraryError`s that name `folder`."""
    try:
        yield
    except (OSError, ValueError) as error:  # ValueError: a NUL in the folder's name
        reason = getattr(error, "strerror", None) or str(error)
        raise LibraryError(f"{folder}: {reason}; check that it is a folder that you may write to") from error


@contextmanager
def decoding(folder: Path) -> Iterator[None]:
    """What was stored makes no sense, though SQLite could read it: `LibraryCorrupt`."""
    try:
        yield
    except (ValueError, IndexError, KeyError, TypeError) as error:
        raise LibraryCorrupt(f"{folder}: its content is damaged ({shortened(error)}); {RESTORE}") from error


def shortened(reason: object) -> str:
    r"""What a foreign library says, cut to what fits in brackets: some quote all of the garbage they met.

    >>> shortened("Could not decode to UTF-8 column 'text' with text '\ufffd\ufffd'")
    "column 'text' is no UTF-8"
    """
    text = " ".join(str(reason).split())
    text = re.sub(r"Could not decode to UTF-8 (column '\w+').*", r"\1 is no UTF-8", text)
    return text if len(text) <= _MOST_QUOTED else f"{text[: _MOST_QUOTED - 1].rstrip()}…"


def _translate(folder: Path, error: sqlite3.Error) -> LibraryError:
    message = str(error).lower()
    if any(part in message for part in _DAMAGED):
        return LibraryCorrupt(f"{folder}: its SQLite file is damaged ({shortened(error)}); {RESTORE}")
    if "full" in message:
        return LibraryError(f"{folder}: the disk is full; nothing of this write was kept; free some space")
    if "locked" in message or "busy" in message:
        return LibraryLocked(f"{folder}: another program locks its SQLite file; end that, or try later")
    if any(part in message for part in _READ_ONLY):
        return LibraryError(f"{folder}: can't be written ({error}); check the folder's permissions")
    return LibraryError(f"{folder}: {error}; check the disk, then run: qa-bot verify")
