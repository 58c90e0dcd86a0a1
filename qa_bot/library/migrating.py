"""A library of an older version of the schema made one of this version."""

from __future__ import annotations

import sqlite3

import numpy as np

from qa_bot.library import schema
from qa_bot.library.stored_vectors import stored_type, vectors_to_blobs

_WITH_FEEDBACK, _WITH_SEVERAL = 2, 3


def bring_up_to_date(connection: sqlite3.Connection) -> None:
    """Give an older library what this version has, inside the transaction that is open."""
    version = schema.read_version(connection)
    if version >= schema.SCHEMA_VERSION:
        return
    if version < _WITH_FEEDBACK:
        connection.execute(schema.FEEDBACK_TABLE)
    if version < _WITH_SEVERAL:
        _halve_vectors(connection)
    connection.execute(f"PRAGMA user_version = {schema.SCHEMA_VERSION}")


def _halve_vectors(connection: sqlite3.Connection) -> None:
    number, dimension = stored_type(connection), int(schema.read_meta(connection, "dimension"))
    connection.execute("ALTER TABLE vectors ADD COLUMN counts BLOB")
    # the keys are taken first: the rows are about to be written to
    for (key,) in connection.execute("SELECT first_passage FROM vectors").fetchall():
        statement = "SELECT data FROM vectors WHERE first_passage = ?"
        (data,) = connection.execute(statement, (key,)).fetchone()
        rows = np.frombuffer(data, dtype=number).reshape(-1, 1, dimension).astype(np.float32)
        connection.execute(
            "UPDATE vectors SET checksum = ?, data = ?, counts = ? WHERE first_passage = ?",
            (*vectors_to_blobs(list(rows)), key),
        )
