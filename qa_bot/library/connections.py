"""Who may touch the SQLite file when: any number of readers, each with one whole state, and one writer."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from qa_bot.errors import LibraryError
from qa_bot.library import schema
from qa_bot.library.faults import touching_files, translating
from qa_bot.library.lock import writer_lock


class Connections:
    """The connections of one open library; usable from any thread."""

    def __init__(self, folder: Path, lock_wait_seconds: float) -> None:
        self.folder = folder
        self._lock_wait_seconds = lock_wait_seconds
        self._idle: list[sqlite3.Connection] = []  # list.append and list.pop are atomic
        self._writer: sqlite3.Connection | None = None
        self._writing = threading.RLock()
        self._closed = False

    @contextmanager
    def snapshot(self) -> Iterator[sqlite3.Connection]:
        """A connection that sees the state of now, whatever is written meanwhile."""
        self._check_open()
        with translating(self.folder):
            connection = self._idle.pop() if self._idle else self._connect()
            try:
                connection.execute("BEGIN")
                yield connection
            finally:
                self._give_back(connection)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """The writing connection with a transaction that is kept whole, or on any error undone whole.

        Raises `LibraryLocked` when another process writes for longer than we wait.
        """
        self._check_open()
        with self._writing, ExitStack() as held:
            with touching_files(self.folder):
                held.enter_context(writer_lock(self.folder, self._lock_wait_seconds))
            held.enter_context(translating(self.folder))
            if self._writer is None:
                self._writer = self._connect()
            connection = self._writer
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:  # SQLite has undone it already when the disk was full
                    connection.execute("ROLLBACK")
                raise

    def close(self) -> None:
        """Close everything; what is still being read is closed when it has been read."""
        self._closed = True
        with self._writing:
            while self._idle:
                self._idle.pop().close()
            if self._writer is not None:
                self._writer.close()
                self._writer = None

    def _connect(self) -> sqlite3.Connection:
        return schema.connect(self.folder / schema.FILE_NAME)

    def _give_back(self, connection: sqlite3.Connection) -> None:
        with suppress(sqlite3.Error):  # reading has ended either way
            if connection.in_transaction:
                connection.execute("COMMIT")
        if self._closed:
            connection.close()
        else:
            self._idle.append(connection)

    def _check_open(self) -> None:
        if self._closed:
            raise LibraryError(f"{self.folder}: this library has been closed; open it again")
