"""Opening a folder: what is made, what is refused, and in which words."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pytest

import qa_bot
from qa_bot.errors import LibraryCorrupt, LibraryError, LibraryMismatch, LibraryNotFound
from qa_bot.library import LocalLibrary
from qa_bot.types import Article, Passage, Span


def split(text, language):
    return text.lower().split()


def open_library(folder, fingerprint="toy", dimension=2, **options):
    return LocalLibrary.open(folder, dimension=dimension, fingerprint=fingerprint, terms=split, **options)


def entry(name="a", words="금리 동결"):
    article = Article(id=name, title="", text=words, language="ko")
    return article, [Passage(article, Span(0, len(words)))], np.eye(1, 2, dtype=np.float32)


def test_a_missing_library_is_not_made_when_that_is_not_wanted(tmp_path):
    with pytest.raises(LibraryNotFound, match="no library there; make one with: qa-bot add"):
        open_library(tmp_path / "none", create=False)
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("create", [True, False])
def test_an_empty_file_of_a_maker_that_died_counts_as_no_library(tmp_path, create):
    (tmp_path / "library.sqlite3").touch()
    if create:
        with open_library(tmp_path) as library:
            assert len(library) == 0
    else:
        with pytest.raises(LibraryNotFound):
            open_library(tmp_path, create=False)


def test_a_file_in_place_of_the_folder_is_refused(tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(LibraryError, match="a library is a folder, and this is a file"):
        open_library(tmp_path / "file")
    with pytest.raises(LibraryError, match="check that it is a folder"):
        open_library(tmp_path / "file" / "below")


@pytest.mark.parametrize("content", [b"no database at all", b"\0" * 8192, "기사".encode() * 2000])
def test_a_file_that_is_no_database_is_called_damaged(tmp_path, content):
    (tmp_path / "library.sqlite3").write_bytes(content)
    with pytest.raises(LibraryCorrupt, match="is damaged"):
        open_library(tmp_path)
    assert (tmp_path / "library.sqlite3").read_bytes() == content


def test_another_programs_database_is_left_alone(tmp_path):
    connection = sqlite3.connect(tmp_path / "library.sqlite3")
    connection.execute("CREATE TABLE meta (name, value)")
    connection.close()
    content = (tmp_path / "library.sqlite3").read_bytes()
    with pytest.raises(LibraryCorrupt, match="another program's file"):
        open_library(tmp_path)
    assert (tmp_path / "library.sqlite3").read_bytes() == content


def test_a_newer_schema_asks_for_an_upgrade(tmp_path):
    open_library(tmp_path).close()
    connection = sqlite3.connect(tmp_path / "library.sqlite3")
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(LibraryError, match=r"newer qa_bot .schema 99.*pip install --upgrade qa_bot"):
        open_library(tmp_path)


def test_another_encoder_is_refused_with_both_names(tmp_path):
    open_library(tmp_path, "old").close()
    with pytest.raises(LibraryMismatch, match='made by encoder "old", but the encoder at hand is "new"'):
        open_library(tmp_path, "new")
    with pytest.raises(LibraryMismatch, match=r"2 numbers.*3 numbers"):
        open_library(tmp_path, "old", dimension=3)


def test_an_accepted_mismatch_must_be_reembedded_before_use(tmp_path):
    with open_library(tmp_path, "old") as library:
        library.add(*entry())
    steps = []

    def embed(passages):
        assert [passage.text for passage in passages] == ["금리 동결"]
        return np.array([[0, 0, 1]], dtype=np.float32)

    with open_library(tmp_path, "new", dimension=3, accept_mismatch=True) as library:
        query = np.array([0, 0, 2], dtype=np.float32)
        with pytest.raises(LibraryMismatch):
            library.search_dense(query, 1)
        assert len(library.search_lexical(["금리"], 1)) == 1
        library.reembed(embed, "new", 3, progress=lambda done, total: steps.append((done, total)))
        assert [hit.score for hit in library.search_dense(query, 1)] == [2.0]
        assert library.info()["fingerprint"] == "new"
        assert library.verify() == []
    assert steps == [(1, 1)]
    with open_library(tmp_path, "new", dimension=3) as library:
        assert library.score_dense(query, ["a:0"]) == {"a:0": 2.0}


def test_a_long_lived_reader_notices_that_another_encoder_took_over(tmp_path):
    with open_library(tmp_path) as reader, open_library(tmp_path) as writer:
        writer.add(*entry())
        assert len(reader.search_dense(np.ones(2, dtype=np.float32), 1)) == 1
        writer.reembed(lambda texts: np.zeros((len(texts), 2), dtype=np.float32), "other", 2)
        with pytest.raises(LibraryMismatch):
            reader.search_dense(np.ones(2, dtype=np.float32), 1)
        with pytest.raises(LibraryMismatch):
            reader.add(*entry("b"))


def test_a_closed_library_says_so(tmp_path):
    library = open_library(tmp_path)
    library.close()
    library.close()
    with pytest.raises(LibraryError, match="has been closed"):
        len(library)
    with pytest.raises(LibraryError, match="has been closed"):
        library.add(*entry())


def test_closing_leaves_one_file_and_no_journal(tmp_path):
    with open_library(tmp_path) as library:
        library.add(*entry())
        library.search_dense(np.ones(2, dtype=np.float32), 1)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["library.lock", "library.sqlite3"]


READER = """
import os
import sys
import faiss
import numpy as np
from qa_bot.errors import LibraryError
from qa_bot.library import LocalLibrary

if os.geteuid() == 0:  # the superuser may write anywhere; all imports are done, so be nobody from here on
    os.setuid(65534)
options = {"dimension": 2, "fingerprint": "toy", "terms": lambda text, language: text.lower().split()}
with LocalLibrary.open(sys.argv[1], **options) as library:
    assert library.search_lexical(["금리"], 1)[0].passage.id == "a:0"
    assert library.search_dense(np.ones(2, dtype=np.float32), 1)[0].score == 1.0
    assert library.verify() == []
    try:
        library.remove("a")
    except LibraryError as error:
        print(error)
try:
    LocalLibrary.open(sys.argv[1] + "/new", **options)
except LibraryError as error:
    print(error)
"""


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs Unix permissions")
def test_a_library_that_must_not_be_written_to_can_be_read():
    with tempfile.TemporaryDirectory() as parent:
        folder = Path(parent) / "library"
        with open_library(folder) as library:
            library.add(*entry())
        (folder / "library.lock").chmod(0o444)
        for path, mode in ((folder / "library.sqlite3", 0o444), (folder, 0o555), (Path(parent), 0o755)):
            path.chmod(mode)
        command = [sys.executable, "-c", READER, str(folder)]
        environment = {**os.environ, "PYTHONPATH": str(Path(qa_bot.__file__).parents[1])}
        done = subprocess.run(command, capture_output=True, encoding="utf-8", env=environment)
        folder.chmod(0o755)
    assert done.stderr == ""
    assert done.stdout.count("Permission denied; check that it is a folder that you may write to") == 2


def test_terms_of_an_older_splitter_can_be_made_anew(tmp_path):
    def by_letters(text, language):
        return list(text)

    by_letters.version = "letters 1"
    with open_library(tmp_path) as library:
        library.add_many([entry("a"), entry("b", "물가 상승")])
    with LocalLibrary.open(tmp_path, dimension=2, fingerprint="toy", terms=by_letters) as library:
        (problem,) = library.verify()
        assert problem == (
            f'{tmp_path}: its terms were cut by "", questions are cut by "letters 1"; add the articles again in a '
            "new folder, or call rebuild_terms()"
        )
        library.rebuild_terms()
        assert library.verify() == []
        assert [hit.passage.id for hit in library.search_lexical(["물"], 9)] == ["b:0"]


def test_info_counts_what_is_there(tmp_path):
    with open_library(tmp_path) as library:
        library.add_many([entry("a"), entry("b", "물가 상승")])
        library.set_pairs([("a", "b")])
        info = library.info()
    assert info.pop("bytes").keys() == {"library.sqlite3"}
    assert info == {
        "articles": 2,
        "articles_by_language": {"ko": 2},
        "passages": 2,
        "vectors": 2,
        "pairs": 1,
        "feedback": 0,
        "fingerprint": "toy",
        "dimension": 2,
        "term_splitter": "",
        "writes": 2,
        "schema": 3,
    }
