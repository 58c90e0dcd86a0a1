"""One writer at a time: a lock that the operating system lets go when its holder dies.

The lock file also says who holds it, for the message to whoever waited in vain; what it says is never
trusted to decide anything.
"""

from __future__ import annotations

import json
import os
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timezone
from pathlib import Path
from typing import BinaryIO

from qa_bot.errors import LibraryLocked

FILE_NAME = "library.lock"
_POLL_SECONDS = 0.02

if sys.platform == "win32":  # pragma: no cover - the other branch is the tested one
    import msvcrt

    _LOCKED_BYTE = 1 << 30  # far behind the text, which must stay readable to others

    def _try_lock(file: BinaryIO) -> bool:
        file.seek(_LOCKED_BYTE)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(file: BinaryIO) -> None:
        file.seek(_LOCKED_BYTE)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try_lock(file: BinaryIO) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(file: BinaryIO) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)


@contextmanager
def writer_lock(folder: Path, wait_seconds: float) -> Iterator[None]:
    """Hold the library in `folder` for writing; `LibraryLocked` after `wait_seconds`.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, writer_lock(Path(folder), 1.0):
    ...     (Path(folder) / FILE_NAME).exists()
    True
    """
    path = folder / FILE_NAME
    # opened for appending: a file that someone else holds must not be emptied before we have the lock
    with path.open("a+b") as file:
        deadline = time.monotonic() + wait_seconds
        while not _try_lock(file):
            if time.monotonic() >= deadline:
                raise LibraryLocked(
                    f"{folder}: {_read_holder(path)} is writing to it; gave up after {wait_seconds:g} "
                    "seconds; wait for that process to finish, or end it"
                )
            time.sleep(_POLL_SECONDS)
        try:
            _write_holder(file)
            yield
        finally:
            _unlock(file)


def _write_holder(file: BinaryIO) -> None:
    holder = {
        "pid": os.getpid(),
        "host": socket.gethostname(),
        "since": datetime.now(timezone.utc).isoformat(timespec="seconds"),
    }
    file.seek(0)
    file.truncate()
    file.write(json.dumps(holder).encode("utf-8"))
    file.flush()


def _read_holder(path: Path) -> str:
    try:
        holder = json.loads(path.read_text(encoding="utf-8"))
        return f"process {holder['pid']} on {holder['host']} (since {holder['since']})"
    except (OSError, ValueError, KeyError, TypeError):
        return "another process"
