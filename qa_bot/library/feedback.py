"""Readers' marks as rows of SQLite, each with its whole answer, and back.

An answer holds the texts of the articles that it quotes, so it is kept compressed, a fifth of its size.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterator
from typing import Any

from qa_bot.feedback import Feedback
from qa_bot.library.faults import shortened

_COLUMNS = "id, asked_at, is_right, correction, comment, answer"


def store_feedback(connection: sqlite3.Connection, feedback: Feedback, replaces: str = "") -> None:
    """Write a mark, in place of that of the id `replaces`, in the open transaction."""
    data = feedback.to_dict()
    # ASCII: a question that half a character got into can be stored all the same
    answer = zlib.compress(json.dumps(data["answer"], sort_keys=True).encode("ascii"))
    row = (feedback.id, data["asked_at"], feedback.is_right, feedback.correction, feedback.comment, answer)
    connection.execute("DELETE FROM feedback WHERE id = ?", (replaces,))
    connection.execute(f"INSERT INTO feedback ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)", row)  # noqa: S608


def read_feedback(connection: sqlite3.Connection) -> Iterator[Feedback]:
    """All marks, oldest first, ties by id; ValueError, KeyError or TypeError for one that is damaged."""
    if _has_table(connection):
        for row in connection.execute(f"SELECT {_COLUMNS} FROM feedback ORDER BY asked_at, id"):  # noqa: S608
            yield _feedback(row)


def count(connection: sqlite3.Connection) -> int:
    """Number of marks."""
    if not _has_table(connection):
        return 0
    return int(connection.execute("SELECT count(*) FROM feedback").fetchone()[0])


def find_problems(connection: sqlite3.Connection) -> Iterator[str]:
    """Marks that can't be read, a sentence each."""
    if not _has_table(connection):
        return
    for row in connection.execute(f"SELECT {_COLUMNS} FROM feedback ORDER BY id"):  # noqa: S608
        try:
            _feedback(row)
        except (ValueError, KeyError, TypeError) as error:
            yield (
                f"feedback {row[0]}: it is not as it was stored ({shortened(error)}); no answer needs it, "
                "but only a backup of the folder has it"
            )


def _has_table(connection: sqlite3.Connection) -> bool:
    statement = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'feedback'"
    return bool(connection.execute(statement).fetchone()[0])


def _feedback(row: tuple[Any, ...]) -> Feedback:
    feedback_id, asked_at, is_right, correction, comment, answer = row
    try:
        data = json.loads(zlib.decompress(answer))
    except zlib.error as error:
        raise ValueError(f"feedback {feedback_id}: {error}") from error
    return Feedback.from_dict(
        {
            "id": feedback_id,
            "asked_at": asked_at,
            "is_right": bool(is_right),
            "answer": data,
            "correction": correction,
            "comment": comment,
        }
    )
