"""Finds or makes the SQLite file in a folder, and refuses one that isn't ours."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path

from qa_bot.errors import LibraryCorrupt, LibraryError, LibraryMismatch, LibraryNotFound
from qa_bot.library import schema
from qa_bot.library.connections import Connections
from qa_bot.library.faults import RESTORE, decoding, touching_files, translating

_HEADER_BYTES = 100  # of every SQLite file
_COUNTERS = {"generation": "0", "epoch": "0", "next_passage": "0"}


def prepare(connections: Connections, meta: Mapping[str, str], *, create: bool) -> None:
    """See that a library of our schema stands in the folder, making one with `meta` if need be."""
    folder = connections.folder
    blank = _is_blank(folder)
    if blank and folder.exists() and not folder.is_dir():
        raise LibraryError(f"{folder}: a library is a folder, and this is a file; choose another name")
    if blank and not create:
        raise _not_found(folder)
    if blank:
        _make_file(folder)
        # with the writer's lock held: two programs may be starting with the same new folder
        with connections.transaction() as connection:
            if schema.is_blank(connection):
                schema.create_tables(connection, {**meta, **_COUNTERS})
    with connections.snapshot() as connection:
        _check_version(folder, schema.read_version(connection))


def check_encoder(connection: sqlite3.Connection, folder: Path, fingerprint: str, dimension: int) -> None:
    """`LibraryMismatch` unless that encoder made the vectors."""
    with decoding(folder):
        stored = schema.read_meta(connection, "fingerprint")
        stored_dimension = int(schema.read_meta(connection, "dimension"))
    if stored != fingerprint:
        raise LibraryMismatch(str(folder), stored, fingerprint)
    if stored_dimension != dimension:
        raise LibraryMismatch(
            str(folder), f"{stored} ({stored_dimension} numbers)", f"{fingerprint} ({dimension} numbers)"
        )


def _is_blank(folder: Path) -> bool:
    """Whether no library has been made there yet; `LibraryCorrupt` for any other program's file."""
    path = folder / schema.FILE_NAME
    with touching_files(folder):
        if not path.is_file() or path.stat().st_size == 0:
            return True
        if path.stat().st_size < _HEADER_BYTES:
            raise LibraryCorrupt(f"{folder}: {schema.FILE_NAME} is damaged, most of it is missing; {RESTORE}")
    with translating(folder):
        application, tables = schema.read_header(path)
    if tables and application != schema.APPLICATION_ID:
        raise LibraryCorrupt(f"{folder}: {schema.FILE_NAME} is another program's file; choose another folder")
    return not tables


def _make_file(folder: Path) -> None:
    with touching_files(folder):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / schema.FILE_NAME).touch()


def _check_version(folder: Path, version: int) -> None:
    if version > schema.SCHEMA_VERSION:
        raise LibraryError(
            f"{folder}: made by a newer qa_bot (schema {version}, this one knows {schema.SCHEMA_VERSION}); "
            "upgrade with: pip install --upgrade qa_bot"
        )
    if version < schema.OLDEST_VERSION:
        raise LibraryCorrupt(f"{folder}: has schema {version}, which no qa_bot ever wrote; {RESTORE}")


def _not_found(folder: Path) -> LibraryNotFound:
    return LibraryNotFound(
        f"{folder}: no library there; make one with: qa-bot add ARTICLES --library {folder}"
    )
