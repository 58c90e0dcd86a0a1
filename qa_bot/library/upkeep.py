"""What is done to a whole library now and then: vectors or terms made anew, the cache, a description."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from qa_bot.library import feedback, lexical, schema, vector_store
from qa_bot.library.checks import check_vectors
from qa_bot.library.connections import Connections
from qa_bot.library.faults import decoding, touching_files
from qa_bot.library.rows import find_article, read_passages
from qa_bot.library.stored_vectors import count_vectors, vectors_to_blobs
from qa_bot.library.vector_store import Progress
from qa_bot.library.writing import begin_epoch, begin_generation
from qa_bot.ports import PassageVectors, TermSplitter
from qa_bot.types import Passage

_ARTICLES_AT_ONCE = 64


def splitter_version(terms: TermSplitter) -> str:
    """What the splitter calls itself: its `version`, or nothing. Terms of two versions don't compare."""
    return str(getattr(terms, "version", ""))


def replace_vectors(
    connection: sqlite3.Connection,
    embed_passages: Callable[[Sequence[Passage]], PassageVectors],
    fingerprint: str,
    dimension: int,
    progress: Progress | None,
) -> None:
    """Embed every passage of an up-to-date library with another encoder, in the transaction that is open."""
    done, total = 0, _count_passages(connection)
    for articles in _read_batches(connection):
        together = [passage for passages in articles for passage in passages]
        name = f"{articles[0][0].article.id} and those after it"
        vectors = check_vectors(name, embed_passages(together), len(together), dimension)
        first = 0
        for passages in articles:
            part = vectors[first : first + len(passages)]
            first += len(passages)
            connection.execute(
                "UPDATE vectors SET checksum = ?, data = ?, counts = ? "
                "WHERE article = (SELECT key FROM articles WHERE id = ?)",
                (*vectors_to_blobs(part), passages[0].article.id),
            )
        done += len(together)
        if progress is not None:
            progress(done, total)
    begin_epoch(connection, fingerprint, dimension)


def replace_terms(connection: sqlite3.Connection, terms: TermSplitter, progress: Progress | None) -> None:
    """Index every passage's terms anew, in the transaction that is open."""
    begin_generation(connection)
    done, total = 0, _count_passages(connection)
    connection.execute("DELETE FROM postings")
    connection.execute("DELETE FROM lengths")
    for articles in _read_batches(connection):
        for passages in articles:
            article = passages[0].article
            statement = "SELECT first_passage FROM articles WHERE id = ?"
            first = connection.execute(statement, (article.id,)).fetchone()[0]
            bags = [terms(passage.indexed_text, article.language) for passage in passages]
            lexical.add_postings(connection, first, bags)
            done += len(passages)
        if progress is not None:
            progress(done, total)
    schema.write_meta(connection, "splitter", splitter_version(terms))


def refresh_cache(connections: Connections, exact_up_to: int, progress: Progress | None) -> bool:
    """Build the graph and let SQLite remember its file, or drop a file that isn't needed any more."""
    folder = connections.folder
    with connections.snapshot() as connection, decoding(folder), touching_files(folder):
        if count_vectors(connection) <= exact_up_to:
            (folder / vector_store.CACHE_NAME).unlink(missing_ok=True)
            return False
        record = vector_store.build_graph(connection, folder, progress)
    with connections.transaction() as connection:
        schema.write_meta(connection, "cache", json.dumps(record, sort_keys=True))
    return True


def describe(connection: sqlite3.Connection, folder: Path) -> dict[str, Any]:
    """Counts, sizes and versions, ready for JSON."""
    languages = connection.execute(
        "SELECT language, count(*) FROM articles GROUP BY language ORDER BY language"
    )
    files = [folder / name for name in (schema.FILE_NAME, vector_store.CACHE_NAME)]
    return {
        "articles": connection.execute("SELECT count(*) FROM articles").fetchone()[0],
        "articles_by_language": dict(languages.fetchall()),
        "passages": _count_passages(connection),
        "vectors": count_vectors(connection),
        "pairs": connection.execute("SELECT count(*) FROM pairs").fetchone()[0] // 2,
        "feedback": feedback.count(connection),
        "fingerprint": schema.read_meta(connection, "fingerprint"),
        "dimension": int(schema.read_meta(connection, "dimension")),
        "term_splitter": schema.read_meta(connection, "splitter"),
        "writes": int(schema.read_meta(connection, "generation")),
        "schema": schema.read_version(connection),
        "bytes": {path.name: path.stat().st_size for path in files if path.is_file()},
    }


def _count_passages(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM passages").fetchone()[0])


def _read_batches(connection: sqlite3.Connection) -> Iterator[list[tuple[Passage, ...]]]:
    """The passages of all articles that have any, some articles at a time, ordered by id."""
    # the ids are taken first: the rows are about to be written to
    rows = connection.execute("SELECT id FROM articles WHERE passage_count > 0 ORDER BY id").fetchall()
    waiting = iter([article_id for (article_id,) in rows])
    while part := list(islice(waiting, _ARTICLES_AT_ONCE)):
        articles = [find_article(connection, article_id) for article_id in part]
        yield [read_passages(connection, article) for article in articles if article is not None]
