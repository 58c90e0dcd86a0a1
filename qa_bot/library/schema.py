"""The tables of a library's SQLite file, and how a connection to them is opened.

`passages.id` counts upwards and is never used twice, so an index that knows everything up to some id only
has to ask for what came after it and for what was removed. `generation` counts the writes.

Version 2 added `feedback`; version 3 holds several vectors a passage, in float16. An older library is brought
up to date (`migrating`) by the first write that needs it, in that write's own transaction; until then, and
for good where it may only be read, it works as it is.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

APPLICATION_ID = 0x51414254  # "QABT" in the file's header, where `file` and SQLite look for it
SCHEMA_VERSION = 3
OLDEST_VERSION = 1
FILE_NAME = "library.sqlite3"
BUSY_SECONDS = 30.0

TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE articles (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    language TEXT NOT NULL,
    source TEXT NOT NULL,
    url TEXT,
    author TEXT,
    published TEXT,
    modified TEXT,
    translation_of TEXT,
    published_day TEXT,
    source_folded TEXT NOT NULL,
    url_folded TEXT NOT NULL,
    content_hash BLOB NOT NULL,
    checksum INTEGER NOT NULL,
    first_passage INTEGER NOT NULL,
    passage_count INTEGER NOT NULL,
    text TEXT NOT NULL
);
CREATE INDEX articles_by_content ON articles (content_hash, id);
CREATE INDEX articles_by_filter
    ON articles (language, published_day, source_folded, url_folded, first_passage, passage_count);

CREATE TABLE passages (
    id INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES articles (key) ON DELETE CASCADE,
    start_at INTEGER NOT NULL,
    end_at INTEGER NOT NULL,
    UNIQUE (article, start_at)
);

-- one row an article: its passages' vectors one after the other, float16, little-endian. `counts` says how
-- many each passage has, uint16, little-endian, and is NULL where that is one
CREATE TABLE vectors (
    first_passage INTEGER PRIMARY KEY,
    article INTEGER NOT NULL UNIQUE REFERENCES articles (key) ON DELETE CASCADE,
    checksum INTEGER NOT NULL,
    data BLOB NOT NULL,
    counts BLOB
);
CREATE TABLE removals (
    generation INTEGER NOT NULL,
    first_passage INTEGER NOT NULL,
    passage_count INTEGER NOT NULL
);
CREATE INDEX removals_by_generation ON removals (generation);

-- by passage of a block: how many terms, and a checksum over which
CREATE TABLE lengths (
    block INTEGER PRIMARY KEY,
    removed INTEGER NOT NULL,
    data BLOB NOT NULL,
    checksums BLOB NOT NULL
);
CREATE TABLE postings (
    block INTEGER NOT NULL,
    term BLOB NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (block, term)
) WITHOUT ROWID;

CREATE TABLE pairs (
    article INTEGER PRIMARY KEY REFERENCES articles (key) ON DELETE CASCADE,
    other INTEGER NOT NULL UNIQUE REFERENCES articles (key) ON DELETE CASCADE
);
"""

# what readers think of answers; each row is whole in itself, for the articles may change or go
FEEDBACK_TABLE = """
CREATE TABLE feedback (
    id TEXT PRIMARY KEY,
    asked_at TEXT NOT NULL,
    is_right INTEGER NOT NULL,
    correction TEXT NOT NULL,
    comment TEXT NOT NULL,
    answer BLOB NOT NULL
)
"""


def connect(path: Path) -> sqlite3.Connection:
    """A connection in autocommit mode that any thread may use, one at a time; the file must be there.

    Where we may not write, say on a read-only disk, the file is read as one that nobody changes.
    """
    connection = sqlite3.connect(
        _address(path), uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    try:
        if is_writable(path):
            connection.execute("PRAGMA journal_mode = WAL")
        # FULL: an article that was reported as added survives a power cut; one fsync a batch costs little
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA cache_size = -32768")
        connection.execute("PRAGMA journal_size_limit = 67108864")
    except BaseException:
        connection.close()
        raise
    return connection


def read_header(path: Path) -> tuple[int, int]:
    """Application id and number of tables of a database that may be anyone's; changes nothing in it."""
    connection = sqlite3.connect(_address(path), uri=True, timeout=BUSY_SECONDS)
    with closing(connection):
        return int(connection.execute("PRAGMA application_id").fetchone()[0]), _count_tables(connection)


def is_blank(connection: sqlite3.Connection) -> bool:
    """Whether the file holds nothing yet: just made, or its maker died before the first commit."""
    return _count_tables(connection) == 0


def create_tables(connection: sqlite3.Connection, meta: dict[str, str]) -> None:
    """Make an empty library inside the transaction that is open."""
    for statement in (*TABLES.split(";"), FEEDBACK_TABLE):
        if statement.strip():
            connection.execute(statement)
    connection.executemany("INSERT INTO meta VALUES (?, ?)", sorted(meta.items()))
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def read_version(connection: sqlite3.Connection) -> int:
    """The schema version in the file's header."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def read_meta(connection: sqlite3.Connection, name: str) -> str:
    """One value of the meta table; KeyError when a library lacks it."""
    row = connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
    if row is None:
        raise KeyError(name)
    return str(row[0])


def write_meta(connection: sqlite3.Connection, name: str, value: str) -> None:
    """Set one value of the meta table."""
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))


def _address(path: Path) -> str:
    # SQLite needs files beside this one for its journal; without a journal it can do without them
    journal = path.with_name(f"{path.name}-wal")
    mode = "mode=rw" if is_writable(path) else "mode=ro" if journal.exists() else "mode=ro&immutable=1"
    return f"{path.absolute().as_uri()}?{mode}"


def is_writable(path: Path) -> bool:
    """Whether we may change the SQLite file and put a journal beside it."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _count_tables(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
