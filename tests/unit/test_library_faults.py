"""Killed writers, full disks, damaged files, two writers at once: the library stays whole or says so."""

from __future__ import annotations

import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import threading
import time

import numpy as np
import pytest

from qa_bot.errors import LibraryCorrupt, LibraryError, LibraryLocked
from qa_bot.library import LocalLibrary
from qa_bot.library.lock import writer_lock
from qa_bot.types import Article, Filters, Passage, Span

# what a writer in another process does: article n says n in both of its passages, without end
WRITER = """
import sys
import numpy as np
from qa_bot.library import LocalLibrary
from qa_bot.types import Article, Passage, Span

def split(text, language):
    return text.lower().split()

def entry(n):
    text = f"소식 {n:04}. 소식 {n:04}."
    article = Article(id=f"a{n % 40}", title="", text=text, language="ko", source=str(n))
    return article, [Passage(article, Span(0, 8)), Passage(article, Span(9, 17))], np.eye(2, dtype=np.float32)

def main(folder, batch):
    with LocalLibrary.open(folder, dimension=2, fingerprint="toy", terms=split) as library:
        print("ready", flush=True)
        library.add_many((entry(n) for n in range(10_000)), articles_per_batch=batch)
"""


def split(text, language):
    return text.lower().split()


def open_library(folder, **options):
    return LocalLibrary.open(folder, dimension=2, fingerprint="toy", terms=split, **options)


def entry(name, words="금리 동결"):
    article = Article(id=name, title="", text=words, language="ko")
    return article, [Passage(article, Span(0, len(words)))], np.eye(1, 2, dtype=np.float32)


def start_writer(folder, batch):
    code = f"{WRITER}\nmain(sys.argv[1], {batch})"
    process = subprocess.Popen([sys.executable, "-c", code, str(folder)], stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "ready\n"
    return process


def stop(process):
    process.kill()
    process.wait()
    process.stdout.close()


def assert_whole(library):
    """Every article says the same number in its source, its text and both of its passages."""
    assert library.verify() == []
    articles = list(library.articles())
    for article in articles:
        number = f"{int(article.source):04}"
        assert [p.text for p in library.passages(article.id)] == [f"소식 {number}."] * 2
        assert {h.passage.article.id for h in library.search_lexical([f"{number}."], 9)} == {article.id}
    assert len(library.search_dense(np.ones(2, dtype=np.float32), 999)) == 2 * len(articles)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs kill -9")
@pytest.mark.parametrize("batch", [1, 7, 64])
def test_a_killed_writer_leaves_whole_articles_and_no_lock(tmp_path, batch):
    chosen = random.Random(batch)
    for _ in range(3):
        process = start_writer(tmp_path, batch)
        time.sleep(chosen.uniform(0.0, 0.25))
        stop(process)
        with open_library(tmp_path, lock_wait_seconds=0.5) as library:
            assert_whole(library)
            library.add(*entry("a0", "소식"))
            library.remove("a0")


def test_readers_see_whole_states_while_another_process_writes(tmp_path):
    process = start_writer(tmp_path, 3)
    try:
        with open_library(tmp_path) as library:
            until = time.monotonic() + 1.0
            states = set()
            while time.monotonic() < until:
                hits = library.search_dense(np.ones(2, dtype=np.float32), 999)
                by_article = {}
                for hit in hits:
                    by_article.setdefault(hit.passage.article, []).append(hit.passage.text)
                assert all(texts == [f"소식 {int(a.source):04}."] * 2 for a, texts in by_article.items())
                states.add(frozenset(a.source for a in by_article))
            assert len(states) > 1  # the reader did notice the writes
    finally:
        stop(process)


def test_two_writing_processes_take_turns(tmp_path):
    processes = [start_writer(tmp_path, 2), start_writer(tmp_path, 2)]
    time.sleep(0.4)
    assert [process.poll() for process in processes] == [None, None]
    for process in processes:
        stop(process)
    with open_library(tmp_path) as library:
        assert_whole(library)


def test_many_processes_may_start_on_the_same_new_folder(tmp_path):
    code = f"{WRITER}\nopened = LocalLibrary.open(sys.argv[1], dimension=2, fingerprint='toy', terms=split)"
    command = [sys.executable, "-c", f"{code}\nopened.add(*entry(int(sys.argv[2])))\nopened.close()"]
    processes = [subprocess.Popen([*command, str(tmp_path / "new"), str(n)]) for n in range(4)]
    assert [process.wait() for process in processes] == [0] * 4
    with open_library(tmp_path / "new") as library:
        assert len(library) == 4
        assert_whole(library)


def test_who_waits_in_vain_is_told_who_writes(tmp_path):
    with open_library(tmp_path, lock_wait_seconds=0.1) as library, writer_lock(tmp_path, 1):
        with pytest.raises(LibraryLocked, match=rf"process {os.getpid()} on .* gave up after 0.1 seconds"):
            library.add(*entry("a"))
        assert len(library) == 0  # reading needs no lock
    with open_library(tmp_path, lock_wait_seconds=0.1) as library:
        library.add(*entry("a"))


def test_a_lock_file_with_nonsense_in_it_does_no_harm(tmp_path):
    (tmp_path / "library.lock").write_bytes(b"\xff\x00 not json")
    with open_library(tmp_path) as library:
        library.add(*entry("a"))
        assert len(library) == 1


def test_threads_may_write_and_search_together(tmp_path):
    failures = []
    with open_library(tmp_path) as library:

        def work(number):
            try:
                for n in range(8):
                    library.add(*entry(f"{number}-{n}"))
                    assert library.search_lexical(["금리"], 1)
                    assert library.search_dense(np.ones(2, dtype=np.float32), 1)
            except BaseException as error:
                failures.append(error)

        threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failures == []
        assert len(library) == 32
        assert library.verify() == []


def test_articles_can_be_changed_while_they_are_listed(tmp_path):
    with open_library(tmp_path) as library:
        library.add_many(entry(f"a{n}") for n in range(5))
        for article in library.articles():
            library.remove(article.id)
        assert len(library) == 0


def test_a_full_disk_leaves_the_old_state_whole(tmp_path):
    with open_library(tmp_path) as library:
        library.add(*entry("a"))
        with library._connections.transaction() as connection:
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
            connection.execute(f"PRAGMA max_page_count = {pages + 2}")
        with pytest.raises(LibraryError, match="disk is full; nothing of this write was kept"):
            library.add(*entry("b", " ".join(f"낱말{n}" for n in range(20_000))))
        assert [article.id for article in library.articles()] == ["a"]
        assert library.search_lexical(["낱말7"], 1) == []
        assert library.verify() == []
        library.remove("a")
        assert len(library) == 0


def test_a_failing_source_of_articles_keeps_the_batches_before_it(tmp_path):
    def entries():
        yield from (entry("a"), entry("b"), entry("c"))
        raise RuntimeError("the network is gone")

    with open_library(tmp_path) as library:
        with pytest.raises(RuntimeError, match="network"):
            library.add_many(entries(), articles_per_batch=2)
        assert [article.id for article in library.articles()] == ["a", "b"]


def test_a_failing_reembedding_changes_nothing(tmp_path):
    calls = []

    def embed(texts):
        calls.append(len(texts))
        if len(calls) == 2:
            raise OSError("model file is gone")
        return np.zeros((len(texts), 3), dtype=np.float32)

    with open_library(tmp_path) as library:
        library.add_many(entry(f"{n:03}") for n in range(70))
        with pytest.raises(OSError, match="model file is gone"):
            library.reembed(embed, "new", 3)
        assert calls == [64, 6]
        assert library.score_dense(np.ones(2, dtype=np.float32), ["000:0"]) == {"000:0": 1.0}
        assert library.verify() == []


def fill(folder):
    with open_library(folder) as library:
        library.add_many(entry(f"a{n}", f"소식 {n} " + "가나다 " * 200) for n in range(50))
    return folder / "library.sqlite3"


def use(folder):
    """What is wrong, and all that can be read."""
    with open_library(folder) as library:
        problems = library.verify()
        articles = list(library.articles())
        passages = [library.passages(article.id) for article in articles]
        words = [library.search_lexical([str(n)], 9) for n in range(50)]
        near = library.search_dense(np.ones(2, dtype=np.float32), 60, Filters(language="ko"))
    return problems, (articles, passages, words, near)


@pytest.mark.parametrize("size", [1, 50, 100, 5000, 0.3, 0.5, 0.9])
def test_a_truncated_file_is_called_damaged(tmp_path, size):
    path = fill(tmp_path)
    content = path.read_bytes()
    path.write_bytes(content[: size if isinstance(size, int) else int(len(content) * size)])
    with pytest.raises(LibraryCorrupt, match="damaged"):
        use(tmp_path)


def test_no_garbled_file_passes_for_whole_with_other_content(tmp_path):
    path = fill(tmp_path)
    content = path.read_bytes()
    chosen = random.Random(5)
    _, intact = use(tmp_path)
    noticed = 0
    for _ in range(40):
        start, length = chosen.randrange(0, len(content) - 300), chosen.choice([1, 20, 300])
        path.write_bytes(content[:start] + chosen.randbytes(length) + content[start + length :])
        try:
            problems, found = use(tmp_path)
        except LibraryError:
            noticed += 1
        else:
            noticed += bool(problems)
            assert problems or found == intact, f"byte {start}"
    assert noticed > 15
    path.write_bytes(content)
    assert use(tmp_path) == ([], intact)


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        (
            "UPDATE articles SET text = replace(text, '7', '8') WHERE id = 'a7'",
            "article a7: it is not as it was added; remove it and add it again",
        ),
        (
            "UPDATE vectors SET data = x'0000003c' WHERE first_passage = 3",
            "a3: its vectors are not those that were added; remove it and add it again",
        ),
        ("DELETE FROM vectors WHERE first_passage = 3", "a3: its vectors are not those of its 1 passages"),
        ("DELETE FROM passages WHERE id = 3", "a3: 0 of its 1 passages are in place"),
        ("UPDATE passages SET end_at = 9999 WHERE id = 3", "a3: passage 0-9999 reaches past its text"),
        (
            "DELETE FROM postings WHERE term = x'37'",
            "article a7: the terms of 1 of its 1 passages are damaged; remove it and add it again",
        ),
        ("UPDATE postings SET term = x'3761' WHERE term = x'37'", "article a7: the terms"),
        ("UPDATE articles SET author = '홍길동' WHERE id = 'a9'", "a9: it is not as it was added"),
        ("UPDATE postings SET data = x'ffff01' WHERE term = x'37'", "content is damaged"),
        ("UPDATE articles SET published = '어제'", "content is damaged"),
        ("DELETE FROM lengths", "its terms are those of 0 passages, but it has 50; restore it"),
        ("UPDATE meta SET value = 'v0' WHERE name = 'splitter'", 'terms were cut by "v0"'),
    ],
)
def test_verify_finds_each_kind_of_damage(tmp_path, statement, problem):
    fill(tmp_path)
    with open_library(tmp_path) as library:
        assert library.verify() == []
        with library._connections.transaction() as connection:
            assert connection.execute(statement).rowcount > 0
        assert any(problem in found for found in library.verify()), library.verify()


def garble(path, page):
    """Spoil where a page of SQLite's file says that its cells are."""
    data = bytearray(path.read_bytes())
    start = (page - 1) * int.from_bytes(data[16:18], "big")
    data[start + 12 : start + 20] = bytes(8)
    path.write_bytes(data)


def test_a_damaged_structure_is_one_line_in_our_words_with_the_remedy(tmp_path):
    path = fill(tmp_path)
    with open_library(tmp_path) as library, library._connections.snapshot() as connection:
        root = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'postings'").fetchone()[0]
    garble(path, root)
    with open_library(tmp_path) as library:
        (problem,) = library.verify()
    remedy = "restore it from a backup, or delete that folder and add the articles again"
    start, end = f"{tmp_path}: its SQLite file is damaged in ", f"); {remedy}"
    assert (problem[: len(start)], problem[-len(end) :]) == (start, end)
    places, said = problem[len(start) : -len(end)].split(" (", 1)
    assert re.fullmatch(r"one place|\d+ places", places)
    assert re.fullmatch(r"[^\n*]{3,80}", said)


def test_text_that_is_no_utf8_any_more_is_not_quoted(tmp_path):
    path = fill(tmp_path)
    path.write_bytes(
        path.read_bytes().replace("소식 7 가나다".encode(), b"\xff" * 3 + "식 7 가나다".encode())
    )
    with open_library(tmp_path) as library:
        (problem,) = library.verify()
    assert problem == (
        f"{tmp_path}: its SQLite file is damaged (column 'text' is no UTF-8); restore it from a backup, or "
        "delete that folder and add the articles again"
    )


@pytest.mark.parametrize("damage", ["article", "terms"])
def test_an_article_found_damaged_is_whole_again_once_it_is_removed_and_added(tmp_path, damage):
    statement = {
        "article": "UPDATE articles SET text = replace(text, '7', '8') WHERE id = 'a7'",
        "terms": "DELETE FROM postings WHERE term = x'37'",
    }[damage]
    fill(tmp_path)
    with open_library(tmp_path) as library:
        with library._connections.transaction() as connection:
            connection.execute(statement)
        assert [problem.split(":")[0] for problem in library.verify()] == ["article a7"]
        library.remove("a7")
        library.add(*entry("a7", "소식 7 " + "가나다 " * 200))
        assert library.verify() == []


def test_rows_without_their_article_are_one_line_a_table(tmp_path):
    fill(tmp_path)
    with open_library(tmp_path) as library:
        connection = sqlite3.connect(tmp_path / "library.sqlite3")
        connection.execute("DELETE FROM articles WHERE id IN ('a3', 'a4')")
        connection.commit()
        connection.close()
        problems = library.verify()
    assert problems[:2] == [
        f"{tmp_path}: its table {table} has 2 rows of articles that do not exist; restore it from a backup, or "
        "delete that folder and add the articles again"
        for table in ("passages", "vectors")
    ]


def test_text_that_became_impossible_is_called_damaged_when_it_is_read(tmp_path):
    with open_library(tmp_path) as library:
        library.add(*entry("a"))
        with library._connections.transaction() as connection:
            connection.execute("UPDATE articles SET published = '어제'")
        with pytest.raises(LibraryCorrupt, match="content is damaged"):
            library.get("a")
