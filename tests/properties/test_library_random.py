"""Whatever is done to a library on disk, it answers as the slow one in memory does.

Vectors are small whole numbers, so inner products are exact and ties must come out alike, too.
"""

from __future__ import annotations

import random
import unicodedata
from datetime import datetime, timedelta, timezone
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qa_bot.library import LocalLibrary, MemoryLibrary
from qa_bot.types import Article, Filters, Passage, Span

DIMENSION = 4
WORDS = [
    "금리",
    "한국은행",
    "rate",
    "the",
    "🇰🇷",
    "OR",
    '"',
    "*",
    "A\0B",
    "Ünal",
    "동결",
    "NEAR(",
    "조선민주주의",
]
KST = timezone(timedelta(hours=9))


def split(text, language):
    return text.lower().split()


def make_entry(chosen: random.Random, article_id: str):
    """An article of one to four passages from few words, so that ties and duplicates are common."""
    parts = [" ".join(chosen.choices(WORDS, k=chosen.randint(1, 6))) for _ in range(chosen.randint(1, 4))]
    text = unicodedata.normalize("NFC", "\n".join(parts))
    published = datetime(2020, 1, chosen.randint(1, 5), 23, 30, tzinfo=KST) if chosen.random() < 0.7 else None
    article = Article(
        id=article_id,
        title=chosen.choice(["", "금리 rate", "소식"]),
        text=text,
        language=chosen.choice(["ko", "en", "other"]),
        source=chosen.choice(["/뉴스/a.txt", "/news/100%_b.TXT", ""]),
        url=chosen.choice([None, "https://www.hanbit.example/arti/1.html"]),
        published=published,
        translation_of=chosen.choice([None, "elsewhere"]),
    )
    passages, start = [], 0
    for part in text.split("\n"):
        passages.append(Passage(article, Span(start, start + len(part))))
        start += len(part) + 1
    return article, passages, make_vectors(chosen, len(passages))


def make_vectors(chosen: random.Random, count: int):
    """One row for each passage, as an array, or several for some."""
    most = chosen.choice([1, 4])
    rows = [[make_row(chosen) for _ in range(chosen.randint(1, most))] for _ in range(count)]
    return np.array([row for (row,) in rows]) if most == 1 else [np.array(part) for part in rows]


def make_row(chosen: random.Random):
    return np.array([chosen.randint(-2, 2) for _ in range(DIMENSION)], dtype=np.float32)


def make_filters(chosen: random.Random):
    return Filters(
        language=chosen.choice([None, None, "ko", "en"]),
        source=chosen.choice([None, None, "NEWS/", "%", "_B", "뉴스", "hanbit.EXAMPLE"]),
        since=chosen.choice([None, None, "2020-01-02"]),
        until=chosen.choice([None, None, "2020-01-04"]),
    )


def named(hits):
    return [(hit.passage.id, hit.passage.text, hit.passage.article, round(hit.score, 9)) for hit in hits]


def assert_alike(local: LocalLibrary, memory: MemoryLibrary, chosen: random.Random) -> None:
    """Compare every way of reading."""
    assert len(local) == len(memory)
    assert list(local.articles()) == list(memory.articles())
    assert local.pairs() == memory.pairs()
    for _ in range(3):
        filters = make_filters(chosen)
        assert list(local.articles(filters)) == list(memory.articles(filters))
        vector = make_row(chosen)
        k = chosen.choice([1, 3, 50])
        assert named(local.search_dense(vector, k, filters)) == named(memory.search_dense(vector, k, filters))
        terms = [word.lower() for word in chosen.choices([*WORDS, "unknown"], k=3)]
        found = local.search_lexical(terms, k, filters)
        assert named(found) == named(memory.search_lexical(terms, k, filters))
        assert local.ideal_score(terms) == pytest.approx(memory.ideal_score(terms), abs=1e-9)
        assert all(0 < hit.score < local.ideal_score(terms) for hit in found)
        ids = [hit.passage.id for hit in found] + ["a0:999", "nobody:0", "", ":", "a0:00"]
        assert local.score_dense(vector, ids) == memory.score_dense(vector, ids)
    for article in memory.articles():
        assert local.passages(article.id) == memory.passages(article.id)
        rows, expected = local.article_vectors(article.id), memory.article_vectors(article.id)
        assert [part.tolist() for part in rows] == [part.tolist() for part in expected]


def change(local: LocalLibrary, memory: MemoryLibrary, chosen: random.Random) -> None:
    """One random write, to both."""
    ids = [f"a{n}" for n in range(6)]
    action = chosen.choice(["add", "add", "many", "remove", "pair"])
    if action == "add":
        entry = make_entry(chosen, chosen.choice(ids))
        assert local.find_duplicate(entry[0]) == memory.find_duplicate(entry[0])
        assert local.is_unchanged(entry[0]) == memory.is_unchanged(entry[0])
        local.add(*entry)
        memory.add(*entry)
        assert local.is_unchanged(entry[0])
    elif action == "many":
        entries = [make_entry(chosen, article_id) for article_id in chosen.choices(ids, k=4)]
        size = chosen.choice([1, 2, 64])
        assert local.add_many(entries, articles_per_batch=size) == memory.add_many(entries)
    elif action == "remove":
        article_id = chosen.choice([*ids, "nobody", "\ud800"])
        assert local.remove(article_id) == memory.remove(article_id)
    else:
        known = [article.id for article in memory.articles()]
        chosen.shuffle(known)
        pairs = list(zip(known[::2], known[1::2], strict=False))
        local.set_pairs(pairs)
        memory.set_pairs(pairs)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32), graph=st.booleans())
def test_a_library_on_disk_answers_as_the_one_in_memory(tmp_path_factory, seed, graph):
    """Two openings of the same folder stand for two processes; with `graph`, FAISS reads its cache file."""
    chosen = random.Random(seed)
    folder: Path = tmp_path_factory.mktemp("library")
    options = {"dimension": DIMENSION, "fingerprint": "toy", "terms": split, "exact_up_to": 0}
    memory = MemoryLibrary(dimension=DIMENSION, terms=split)
    with LocalLibrary.open(folder, **options) as writer, LocalLibrary.open(folder, **options) as reader:
        for _ in range(10):
            change(writer, memory, chosen)
            if graph and chosen.random() < 0.2:
                writer.build_index()
            assert_alike(chosen.choice([writer, reader]), memory, chosen)
        assert_alike(reader, memory, chosen)
    with LocalLibrary.open(folder, create=False, **options) as again:
        assert_alike(again, memory, chosen)
        assert again.verify() == []
