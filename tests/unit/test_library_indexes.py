"""The two indexes by themselves: postings in blocks, and FAISS with its cache file."""

from __future__ import annotations

import random
import sqlite3

import numpy as np
import pytest

from qa_bot.library import LocalLibrary, lexical, schema
from qa_bot.library.dense import DenseIndex, flat_index, graph_index
from qa_bot.library.ranges import Ranges
from qa_bot.types import Article, Passage, Span

DIMENSION = 8


@pytest.fixture
def connection(tmp_path):
    path = tmp_path / "library.sqlite3"
    path.touch()
    opened = schema.connect(path)
    schema.create_tables(opened, {})
    yield opened
    opened.close()


def count_rows(connection, table):
    return connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


def test_postings_reach_over_blocks(connection):
    first = lexical.BLOCK - 2
    lexical.add_postings(connection, first, [["금리", "동결"], ["금리"], ["금리", "금리"], []])
    assert count_rows(connection, "lengths") == 2
    assert lexical.best(connection, ["금리"], 9).keys() == {first, first + 1, first + 2}
    assert lexical.count_passages(connection) == 4
    assert (list(lexical.find_wrong(connection)), lexical.count_strays(connection)) == ([], 0)


def test_removed_passages_change_every_count_at_once(connection):
    lexical.add_postings(connection, 0, [["금리"], ["금리", "물가"], ["물가"], ["물가"]])
    lexical.remove_postings(connection, 1, 1)
    _, _, counts = lexical.score(connection, ["금리", "물가", "없음"])
    assert counts == {"금리": 1, "물가": 2, "없음": 0}
    assert lexical.count_passages(connection) == 3
    assert lexical.best(connection, ["금리"], 9).keys() == {0}


def test_a_block_of_mostly_removed_passages_is_rewritten(connection):
    lexical.add_postings(connection, 0, [[f"낱말{n}"] for n in range(100)])
    lexical.remove_postings(connection, 0, 40)
    assert count_rows(connection, "postings") == 100
    lexical.remove_postings(connection, 40, 10)
    assert count_rows(connection, "postings") == 50
    lexical.remove_postings(connection, 50, 50)
    assert (count_rows(connection, "postings"), count_rows(connection, "lengths")) == (0, 0)
    assert lexical.best(connection, ["낱말7"], 9) == {}


def test_a_term_that_stands_very_often_is_saturated_not_lost(connection):
    lexical.add_postings(connection, 0, [["금리"] * 70_000, ["금리"] * 255, ["물가"]])
    found = lexical.best(connection, ["금리"], 9)
    assert found.keys() == {0, 1}
    assert max(found.values()) < lexical.read_statistics(connection, ["금리"]).ideal_score()
    assert (list(lexical.find_wrong(connection)), lexical.count_strays(connection)) == ([], 0)


def random_vectors(count, seed=0):
    vectors = np.random.default_rng(seed).normal(size=(count, DIMENSION)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@pytest.mark.parametrize("make", [flat_index, graph_index])
def test_every_search_of_an_index_gives_what_numpy_gives(make):
    """The graph is approximate, but with 300 passages it misses none."""
    vectors, ids = random_vectors(300), np.arange(300) * 3
    index = DenseIndex(make(DIMENSION), np.empty(0, dtype=np.int64), generation=0, epoch=0)
    for start in range(0, 300, 100):
        index.append(ids[start : start + 100], vectors[start : start + 100])
    index.hide(Ranges.of([(30, 60)]))
    shown = (ids < 30) | (ids >= 90)
    held = vectors.astype(np.float16).astype(np.float32) if make is flat_index else vectors
    for query in random_vectors(20, seed=1):
        for ranges in (None, Ranges.of([(0, 500)]), Ranges.of([(300, 9), (600, 9)]), Ranges.of([])):
            allowed = shown if ranges is None else shown & ranges.mask(ids)
            scores = np.where(allowed, held @ query, -np.inf)
            best = [int(ids[i]) for i in np.argsort(-scores)[: min(10, int(allowed.sum()))]]
            found = index.search(query, 10, ranges)
            assert sorted(found, key=lambda i: -found[i]) == best
            assert list(found.values()) == pytest.approx([scores[i // 3] for i in found], abs=1e-5)


def test_an_exact_index_is_half_as_large_as_its_vectors_and_as_near_as_their_halves():
    import faiss

    vectors = random_vectors(200)
    index = flat_index(DIMENSION)
    index.add(vectors)
    assert len(faiss.serialize_index(index)) < vectors.nbytes / 2 + 500
    assert index.reconstruct_batch(np.arange(200)) == pytest.approx(vectors, abs=5e-4)


@pytest.mark.parametrize("make", [flat_index, graph_index])
def test_many_equal_vectors_are_all_offered(make):
    index = DenseIndex(make(DIMENSION), np.empty(0, dtype=np.int64), generation=0, epoch=0)
    vectors = np.concatenate([random_vectors(50), np.tile(random_vectors(1, seed=7), (100, 1))])
    index.append(np.arange(150), vectors)
    assert index.search(vectors[-1], 3).keys() == set(range(50, 150))


def test_ranges_mark_the_ids_inside_them():
    ids = np.array(sorted(random.Random(3).sample(range(1000), 200)))
    runs = [(0, 10), (100, 1), (101, 50), (990, 100), (400, 0)]
    expected = [any(first <= i < first + count for first, count in runs) for i in ids.tolist()]
    assert Ranges.of(runs).mask(ids).tolist() == expected


def open_library(folder):
    return LocalLibrary.open(
        folder,
        dimension=DIMENSION,
        fingerprint="toy",
        terms=lambda text, language: text.split(),
        exact_up_to=100,
    )


def entries(start, count, seed=0):
    for n, vector in enumerate(random_vectors(count, seed), start):
        article = Article(id=f"{n:04}", title="", text="글", language="ko")
        yield article, [Passage(article, Span(0, 1))], vector[None, :]


def nearest(library, query):
    return [hit.passage.id for hit in library.search_dense(query, 10)]


def expected_nearest(library, query):
    scores = library.score_dense(query, [f"{article.id}:0" for article in library.articles()])
    return sorted(scores, key=lambda name: (-scores[name], name))[:10]


@pytest.fixture
def graph_folder(tmp_path):
    with open_library(tmp_path) as library:
        library.add_many(entries(0, 300))
        steps = []
        assert library.build_index(lambda done, total: steps.append((done, total))) is True
        assert steps[-1] == (300, 300)
        assert "vectors.faiss" in library.info()["bytes"]
    return tmp_path


def test_a_kept_graph_is_used_and_follows_later_writes(graph_folder):
    with open_library(graph_folder) as library:
        library.add_many(entries(250, 100, seed=5))  # replaces 50, adds 50
        library.remove("0003")
        for query in random_vectors(10, seed=2):
            assert nearest(library, query) == expected_nearest(library, query)
        assert library._index.is_graph
        assert library.verify() == []


@pytest.mark.parametrize("damage", ["missing", "empty", "garbled", "truncated", "another library's"])
def test_a_bad_cache_file_is_ignored_and_answers_stay_right(graph_folder, tmp_path_factory, damage):
    path = graph_folder / "vectors.faiss"
    content = path.read_bytes()
    if damage == "missing":
        path.unlink()
    elif damage == "another library's":
        other = tmp_path_factory.mktemp("other")
        with open_library(other) as library:
            library.add_many(entries(0, 300, seed=9))
            library.build_index()
        path.write_bytes((other / "vectors.faiss").read_bytes())
    else:
        half = len(content) // 2
        garbled = content[:half] + bytes(100) + content[half + 100 :]
        path.write_bytes({"empty": b"", "garbled": garbled, "truncated": content[:half]}[damage])
    with open_library(graph_folder) as library:
        query = random_vectors(1, seed=2)[0]
        assert nearest(library, query) == expected_nearest(library, query)
        assert not library._index.is_graph
        assert [problem.split()[0] for problem in library.verify()] == ["vectors.faiss"] * (
            damage != "missing"
        )
        library.build_index()
        assert library.verify() == []
    with open_library(graph_folder) as library:
        assert nearest(library, query) == expected_nearest(library, query)
        assert library._index.is_graph


def test_a_cache_that_is_newer_than_a_restored_backup_is_not_believed(tmp_path):
    """The restored file counts on to the same generation, with other articles."""
    with open_library(tmp_path) as library:
        library.add_many(entries(0, 150))
    backup = (tmp_path / "library.sqlite3").read_bytes()
    with open_library(tmp_path) as library:
        library.add_many(entries(150, 150, seed=1))
        library.build_index()
    (tmp_path / "library.sqlite3").write_bytes(backup)
    with open_library(tmp_path) as library:
        library.add_many(entries(150, 150, seed=3))
        for query in random_vectors(5, seed=2):
            assert nearest(library, query) == expected_nearest(library, query)
        assert not library._index.is_graph


def test_a_small_library_keeps_no_graph(graph_folder):
    with open_library(graph_folder) as library:
        for article in list(library.articles())[50:]:
            library.remove(article.id)
        assert library.build_index() is False
        assert not (graph_folder / "vectors.faiss").exists()
        assert library.verify() == []


def test_a_reembedded_library_does_not_use_the_old_graph(graph_folder):
    with open_library(graph_folder) as library:
        vectors = random_vectors(300, seed=8)
        given = iter(vectors)
        library.reembed(lambda texts: np.array([next(given) for _ in texts]), "toy", DIMENSION)
        query = vectors[7]
        assert nearest(library, query)[0] == "0007:0"
        assert not library._index.is_graph


def test_a_graph_that_is_far_behind_gives_way_to_exact_search(graph_folder):
    with open_library(graph_folder) as library:
        library.add_many(entries(1000, 1001, seed=4), articles_per_batch=2000)
        query = random_vectors(1, seed=2)[0]
        assert nearest(library, query) == expected_nearest(library, query)
        assert not library._index.is_graph
        library.build_index()
        assert nearest(library, query) == expected_nearest(library, query)
        assert library._index.is_graph


def test_an_add_does_not_load_the_index_anew(tmp_path):
    with open_library(tmp_path) as reader, open_library(tmp_path) as writer:
        writer.add_many(entries(0, 50))
        query = random_vectors(1, seed=2)[0]
        reader.search_dense(query, 1)
        index = reader._index
        writer.add_many(entries(50, 5, seed=4))
        assert len(reader.search_dense(query, 99)) == 55
        assert reader._index is index


def test_the_schema_is_what_the_module_says(connection):
    names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert {"articles", "passages", "vectors", "postings", "lengths", "pairs", "meta", "removals"} <= names
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        connection.execute("INSERT INTO passages VALUES (1, 99, 0, 5)")
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
