"""Marks on answers: what is kept of them, and that a library of before takes them too."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
import threading
import unicodedata
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from zlib import crc32

import numpy as np
import pytest

import qa_bot
from qa_bot.errors import FeedbackError, LibraryCorrupt
from qa_bot.feedback import MOST_CHARACTERS, Feedback
from qa_bot.library import LocalLibrary, schema
from qa_bot.library.lock import FILE_NAME
from qa_bot.types import Answer, Article, Citation, Passage, Span

ARTICLE = Article(id="a", title="금리", text="한국은행이 금리를 0.25%p 올렸다. 🎏", language="ko")
OTHER = Article(id="b", title="", text="띄어쓰기가없는문장", language="ko")
ANSWER = Answer("금리는?", (Citation(ARTICLE, Span(10, 15)),), 0.75)
SILENCE = Answer(
    "누가?", confidence=0.1, nearest=(Passage(OTHER, Span(0, 5)), Passage(ARTICLE, Span(0, 5))), reason="없음"
)


def split(text, language):
    return text.split()


def open_library(folder, **options):
    return LocalLibrary.open(folder, dimension=2, fingerprint="toy", terms=split, **options)


def make_version_1(folder):
    """A library as version 1 made it, with an article in it."""
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        with open_library(scratch) as library:
            library.add(ARTICLE, [Passage(ARTICLE, Span(0, 15))], np.eye(1, 2, dtype=np.float32))
        with closing(sqlite3.connect(folder / schema.FILE_NAME)) as connection:
            connection.executescript(Path(__file__).with_name("schema_1.sql").read_text(encoding="utf-8"))
            connection.execute("ATTACH ? AS today", (str(Path(scratch) / schema.FILE_NAME),))
            for (table,) in connection.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'"):
                names = ", ".join(row[1] for row in connection.execute(f"PRAGMA main.table_info({table})"))
                connection.execute(f"INSERT INTO main.{table} ({names}) SELECT {names} FROM today.{table}")
            vectors = np.eye(1, 2, dtype="<f4").tobytes()
            connection.execute("UPDATE vectors SET data = ?, checksum = ?", (vectors, crc32(vectors)))
            connection.execute(f"PRAGMA application_id = {0x51414254}")
            connection.execute("PRAGMA user_version = 1")
            connection.commit()
    (folder / FILE_NAME).touch()
    assert version_of(folder) == 1


def tables_of(folder):
    with closing(sqlite3.connect(folder / schema.FILE_NAME)) as connection:
        tables = connection.execute("SELECT name, sql FROM sqlite_master").fetchall()
    # What is added to a table is written behind it in SQLite's own way.
    return sorted((name, "".join((sql or "").split())) for name, sql in tables)


def version_of(folder):
    with closing(sqlite3.connect(folder / schema.FILE_NAME)) as connection:
        return schema.read_version(connection)


def test_texts_are_composed_and_the_correction_is_one_line():
    decomposed = unicodedata.normalize("NFD", " 곽민재\n 총감독 ")
    mark = Feedback.of(ANSWER, is_right=False, correction=decomposed, comment=f"첫 줄\r\n{decomposed}")
    assert mark.correction == "곽민재 총감독"
    assert mark.comment == "첫 줄\n 곽민재\n 총감독"
    assert mark.asked_at.tzinfo is not None
    assert mark.question == "금리는?"


@pytest.mark.parametrize("name", ["correction", "comment"])
@pytest.mark.parametrize("text", ["가" * (MOST_CHARACTERS + 1), "x" * 30_000_000])
def test_endless_texts_are_refused_by_name(name, text):
    with pytest.raises(FeedbackError, match=rf"the {name} has [\d,]+ characters; write at most 2,000"):
        Feedback.of(ANSWER, is_right=False, **{name: text})


def test_decomposed_hangul_counts_by_syllables():
    longest = "각" * MOST_CHARACTERS
    mark = Feedback.of(ANSWER, is_right=False, correction=unicodedata.normalize("NFD", longest))
    assert mark.correction == longest


def test_the_articles_of_a_mark_are_the_cited_then_the_nearest_each_once():
    both = replace(SILENCE, citations=ANSWER.citations)
    assert [a.id for a in Feedback.of(SILENCE, is_right=True).articles] == ["b", "a"]
    assert [a.id for a in Feedback.of(both, is_right=True).articles] == ["a", "b"]


@pytest.mark.parametrize(
    "comment", ["<script>alert(1)</script>", "'); DROP TABLE feedback; --", "a\x1b[2Jb", "🏳️‍🌈", "\ud800"]
)
def test_hostile_texts_are_kept_as_text(tmp_path, comment):
    with open_library(tmp_path) as library:
        mark = Feedback.of(replace(ANSWER, question=f"누가? {comment}"), is_right=False, comment=comment)
        library.add_feedback(mark)
        assert list(library.feedback()) == [mark]
        assert library.verify() == []
    assert "\x1b" not in mark.comment


def test_a_mark_comes_back_from_its_mapping():
    for answer in (ANSWER, SILENCE):
        mark = Feedback.of(answer, is_right=True, correction="0.25%p", comment="🎏")
        assert Feedback.from_dict(mark.to_dict()) == mark


def test_marks_are_there_when_the_library_is_opened_again(tmp_path):
    marks = [Feedback.of(answer, is_right=True) for answer in (ANSWER, SILENCE)]
    with open_library(tmp_path) as library:
        for mark in marks:
            library.add_feedback(mark)
    with open_library(tmp_path) as library:
        assert list(library.feedback()) == marks
        assert library.info()["feedback"] == 2


def test_many_threads_may_mark_at_once(tmp_path):
    with open_library(tmp_path) as library:

        def mark():
            for _ in range(5):
                library.add_feedback(Feedback.of(ANSWER, is_right=True))

        threads = [threading.Thread(target=mark) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len({mark.id for mark in library.feedback()}) == 40


def test_a_mark_changes_nothing_that_searches_look_at(tmp_path):
    with open_library(tmp_path) as library:
        before = library.info()["writes"]
        library.add_feedback(Feedback.of(ANSWER, is_right=True))
        assert library.info()["writes"] == before


def test_a_library_of_before_is_read_as_it_is_and_brought_up_to_date_by_the_first_mark(tmp_path):
    make_version_1(tmp_path)
    with open_library(tmp_path, create=False) as library:
        assert list(library.feedback()) == []
        assert library.search_lexical(["금리를"], 1)[0].passage.id == "a:0"
        assert library.verify() == []
        assert (library.info()["schema"], library.info()["feedback"]) == (1, 0)
        mark = Feedback.of(ANSWER, is_right=True)
        library.add_feedback(mark)
        library.add_feedback(Feedback.of(SILENCE, is_right=False))
        assert next(iter(library.feedback())) == mark
        assert (library.info()["schema"], library.info()["articles"]) == (3, 1)
    with open_library(tmp_path) as library:
        assert library.get("a") == ARTICLE
        assert library.search_dense(np.ones(2, dtype=np.float32), 1)[0].score == 1.0
        assert library.verify() == []


def test_a_library_of_before_takes_passages_of_several_rows(tmp_path):
    make_version_1(tmp_path)
    other = replace(ARTICLE, id="b")
    rows = np.array([[0, 1], [0.5, 0.5]], dtype=np.float32)
    with open_library(tmp_path) as library:
        assert [part.tolist() for part in library.article_vectors("a")] == [[[1.0, 0.0]]]
        library.add(other, [Passage(other, Span(0, 15))], [rows])
        assert library.score_dense(np.array([0, 2], dtype=np.float32), ["a:0", "b:0"]) == {"a:0": 0, "b:0": 2}
        assert [len(library.article_vectors(key)[0]) for key in ("a", "b")] == [1, 2]
        assert library.verify() == []
    assert version_of(tmp_path) == 3


def test_a_damaged_library_of_before_says_so_and_stays_what_it_is(tmp_path):
    make_version_1(tmp_path)
    with closing(sqlite3.connect(tmp_path / schema.FILE_NAME)) as connection:
        connection.executescript("UPDATE vectors SET data = x'000000'")
    with open_library(tmp_path) as library, pytest.raises(LibraryCorrupt, match="damaged"):
        library.add_feedback(Feedback.of(ANSWER, is_right=True))
    assert version_of(tmp_path) == 1


def test_a_migration_that_fails_half_way_leaves_version_1(tmp_path, monkeypatch):
    make_version_1(tmp_path)

    def fail(*args):
        raise sqlite3.OperationalError("disk is full")

    with open_library(tmp_path) as library:
        with monkeypatch.context() as patch:
            patch.setattr("qa_bot.library.local.store_feedback", fail)
            with pytest.raises(qa_bot.QABotError, match="disk is full"):
                library.add_feedback(Feedback.of(ANSWER, is_right=True))
        assert library.info()["schema"] == 1
        assert list(library.feedback()) == []
    assert version_of(tmp_path) == 1


def test_two_openings_of_a_library_of_before_may_both_mark(tmp_path):
    make_version_1(tmp_path)
    with open_library(tmp_path) as one, open_library(tmp_path) as two:
        one.add_feedback(Feedback.of(ANSWER, is_right=True))
        two.add_feedback(Feedback.of(ANSWER, is_right=False))
        assert [mark.is_right for mark in one.feedback()] == [True, False]


def test_a_new_library_is_of_version_3_and_one_of_before_becomes_the_same(tmp_path):
    open_library(tmp_path / "new").close()
    assert version_of(tmp_path / "new") == schema.SCHEMA_VERSION == 3
    make_version_1(tmp_path / "old")
    with open_library(tmp_path / "old") as library:
        library.add_feedback(Feedback.of(ANSWER, is_right=True))
    assert version_of(tmp_path / "old") == 3
    assert tables_of(tmp_path / "old") == tables_of(tmp_path / "new")


READER = """
import os
import sys
import numpy as np
import faiss
from qa_bot.errors import LibraryError
from qa_bot.feedback import Feedback
from qa_bot.library import LocalLibrary
from qa_bot.types import Answer

mark = Feedback.of(Answer("언제?"), is_right=True)
if os.geteuid() == 0:  # the superuser may write anywhere; all imports are done, so be nobody from here on
    os.setuid(65534)
options = {"dimension": 2, "fingerprint": "toy", "terms": lambda text, language: text.split()}
with LocalLibrary.open(sys.argv[1], **options) as library:
    assert library.search_lexical(["금리를"], 1)[0].passage.id == "a:0"
    assert list(library.feedback()) == []
    try:
        library.add_feedback(mark)
    except LibraryError as error:
        print(error)
"""


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs Unix permissions")
def test_a_library_of_before_that_may_only_be_read_says_that_it_cannot_keep_marks():
    with tempfile.TemporaryDirectory() as parent:
        folder = Path(parent) / "library"
        make_version_1(folder)
        (folder / "library.lock").chmod(0o444)
        for path, mode in ((folder / "library.sqlite3", 0o444), (folder, 0o555), (Path(parent), 0o755)):
            path.chmod(mode)
        command = [sys.executable, "-c", READER, str(folder)]
        environment = {**os.environ, "PYTHONPATH": str(Path(qa_bot.__file__).parents[1])}
        done = subprocess.run(command, capture_output=True, encoding="utf-8", env=environment)
        folder.chmod(0o755)
    assert done.stderr == ""
    assert done.stdout.count("\n") == 1
    assert "feedback can't be stored, for the library may only be read" in done.stdout


@pytest.mark.parametrize("damage", ["x''", "x'0011'", "'text'"])
def test_a_damaged_mark_is_found_by_verify_and_is_one_line(tmp_path, damage):
    mark = Feedback.of(ANSWER, is_right=True)
    with open_library(tmp_path) as library:
        library.add_feedback(mark)
    with closing(sqlite3.connect(tmp_path / schema.FILE_NAME)) as connection:
        connection.executescript(f"UPDATE feedback SET answer = {damage}")
    with open_library(tmp_path) as library:
        assert library.verify()[0].startswith(f"feedback {mark.id}: it is not as it was stored")
        with pytest.raises(LibraryCorrupt, match="damaged"):
            list(library.feedback())
