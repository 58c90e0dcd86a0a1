"""Editions pair by link, else by name, else by content; never twice, never across the days."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import numpy as np
import pytest

from qa_bot.editions import contents, find_pairs
from qa_bot.ingest import article_id
from qa_bot.types import Article

# as long as the least that is paired by its contents
STORY = "금리 rates 😀 " * 18
NOON = datetime(2018, 11, 20, 12, tzinfo=timezone.utc)


def article(key: str, **fields) -> Article:
    """An article whose id begins with its language: `ko1`, `en1`."""
    return Article(**{"id": key, "title": key, "text": STORY, "language": key[:2], **fields})


def vector(*values: float) -> np.ndarray:
    return np.array(values, dtype=np.float32) / np.float32(np.linalg.norm(values))


def test_a_link_in_either_direction_pairs():
    url = "https://www.hanbit.example/arti/1.html"
    assert find_pairs(
        [article("ko1", url=f"{url}?utm_source=x"), article("en1", translation_of=article_id(url))], {}
    ) == [("ko1", "en1")]
    assert find_pairs([article("ko1", translation_of="en1"), article("en1")], {}) == [("ko1", "en1")]
    assert find_pairs([article("ko1", translation_of="gone"), article("en1")], {}) == []


def test_a_link_within_one_language_or_to_another_language_pairs_nothing():
    assert find_pairs([article("ko1", translation_of="ko2"), article("ko2")], {}) == []
    assert find_pairs([article("ko1", translation_of="x"), article("x", language="other")], {}) == []


def test_articles_that_name_each_other_come_before_a_one_sided_claim():
    stories = [
        article("ko1", translation_of="en1"),
        article("ko2", translation_of="en1"),
        article("en1", translation_of="ko2"),
    ]
    assert find_pairs(stories, {}) == [("ko2", "en1")]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("news/rates.ko.txt", "news/rates.en.html"),
        ("news/rates_ko.md", "news/rates_en.md"),
        ("news/rates-ko.txt", "news/rates-en.txt"),
        ("news/ko/rates.txt", "news/en/rates.txt"),
        ("ko/rates.txt", "en/rates.docx"),
        ("C:\\news\\rates.ko.txt", "C:\\news\\rates.en.txt"),
        ("/home/en/금리.ko.txt", "/home/en/금리.en.txt"),
        ("https://hanbit.example/ko/1.html", "https://hanbit.example/en/1.html"),
    ],
)
def test_names_that_differ_in_the_language_alone_pair(first, second):
    assert find_pairs([article("ko1", source=first), article("en1", source=second)], {}) == [("ko1", "en1")]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("news/rates.txt", "news/rates.html"),
        ("news/kong.txt", "news/eng-land.txt"),
        ("news/rates.ko.txt", "other/rates.en.txt"),
        ("token.txt", "taken.txt"),
        ("", ""),
    ],
)
def test_other_names_do_not_pair(first, second):
    assert find_pairs([article("ko1", source=first), article("en1", source=second)], {}) == []


def test_three_of_one_name_pair_nothing_by_name():
    stories = [article(key, source=f"a.{key[:2]}.txt") for key in ("ko1", "ko2", "en1")]
    assert find_pairs(stories, {}) == []


def test_a_link_comes_before_the_name_and_the_name_before_the_content():
    stories = [
        article("ko1", source="a.ko.txt", published=NOON),
        article("en1", source="a.en.txt", published=NOON),
        article("en2", translation_of="ko1", published=NOON),
    ]
    same = {key: vector(1, 0) for key in ("ko1", "en1", "en2")}
    assert find_pairs(stories, same) == [("ko1", "en2")]
    assert find_pairs(stories[:2], {"ko1": vector(1, 0), "en1": vector(0, 1)}) == [("ko1", "en1")]


def test_nearest_neighbours_of_the_same_days_pair_by_content():
    stories = [article(key, published=NOON) for key in ("ko1", "ko2", "en1", "en2", "en3")]
    vectors = {
        "ko1": vector(1, 0, 0), "en1": vector(0.95, 0.1, 0),
        "ko2": vector(0, 1, 0), "en2": vector(0.1, 0.95, 0),
        "en3": vector(0, 0, 1),
    }  # fmt: skip
    assert find_pairs(stories, vectors) == [("ko1", "en1"), ("ko2", "en2")]
    assert find_pairs(stories[::-1], vectors.get) == [("ko1", "en1"), ("ko2", "en2")]


@pytest.mark.parametrize(("days", "pairs"), [(0.0, 1), (1.9, 1), (2.0, 1), (-2.0, 1), (2.001, 0), (-3.0, 0)])
def test_only_articles_of_the_same_two_days_pair_by_content(days, pairs):
    stories = [article("ko1", published=NOON), article("en1", published=NOON + timedelta(days=days))]
    assert len(find_pairs(stories, {"ko1": vector(1, 0), "en1": vector(1, 0)})) == pairs


def test_articles_without_a_date_pair_among_themselves_where_no_other_comes_near():
    stories = [article("ko1"), article("en1"), article("en2")]
    vectors = {"ko1": vector(1, 0, 0), "en1": vector(1, 0, 0), "en2": vector(1, 0.3, 0)}
    # a lead of 0.042 is enough for dated ones
    assert find_pairs([replace(one, published=NOON) for one in stories], vectors) == [("ko1", "en1")]
    assert find_pairs(stories, vectors) == []
    assert find_pairs(stories, {**vectors, "en2": vector(1, 0.4, 0)}) == [("ko1", "en1")]


def test_too_many_articles_without_a_date_are_left_alone(monkeypatch):
    monkeypatch.setattr(contents, "_MOST_UNDATED", 1)
    vectors = {"ko1": vector(1, 0), "en1": vector(1, 0)}
    assert find_pairs([article("ko1"), article("en1")], vectors) == []


def test_an_article_with_a_date_and_one_without_or_without_vectors_do_not_pair_by_content():
    vectors = {"ko1": vector(1, 0), "en1": vector(1, 0)}
    assert find_pairs([article("ko1"), article("en1", published=NOON)], vectors) == []
    stories = [article("ko1", published=NOON), article("en1", published=NOON)]
    assert find_pairs(stories, {"ko1": vector(1, 0)}) == []
    assert find_pairs(stories, {**vectors, "en1": np.zeros((0, 2), dtype=np.float32)}) == []
    assert find_pairs(stories, {**vectors, "en1": np.zeros(2, dtype=np.float32)}) == []


@pytest.mark.parametrize(
    ("ko", "en", "pairs"),
    [
        ("2024-05-03\n\n점심은 비빔밥이다.", "2024-05-03\n\nThe bus was late today.", 0),
        ("금" * 80, "r" * 160, 1),
        ("금" * 79, "r" * 160, 0),
        ("금 " * 80, "r" * 159 + " 2024-05-03 🎏" * 20, 0),
    ],
)
def test_a_line_or_two_is_too_little_to_pair_by_content(ko, en, pairs):
    stories = [article("ko1", text=ko, published=NOON), article("en1", text=en, published=NOON)]
    same = {"ko1": vector(1, 0), "en1": vector(1, 0)}
    assert len(find_pairs(stories, same)) == pairs
    # a link or a name decides however little they say
    named = [article("ko1", text=ko, source="a.ko.txt"), article("en1", text=en, source="a.en.txt")]
    assert find_pairs(named, same) == [("ko1", "en1")]


def test_what_is_too_unlike_or_too_close_to_a_rival_stays_alone():
    stories = [article(key, published=NOON) for key in ("ko1", "en1")]
    assert find_pairs(stories, {"ko1": vector(1, 0), "en1": vector(1, 1.2)}) == []
    rivals = [*stories, article("en2", published=NOON)]
    vectors = {"ko1": vector(1, 0), "en1": vector(1, 0.01), "en2": vector(1, 0.02)}
    assert find_pairs(rivals, vectors) == []
    assert find_pairs(rivals, vectors, least_margin=0.0) == [("ko1", "en1")]


def test_the_first_passages_of_an_article_count_as_their_mean():
    stories = [article("ko1", published=NOON), article("en1", published=NOON)]
    passages = np.array([[1, 0], [0, 1], [-1, 0]], dtype=np.float32)
    assert find_pairs(stories, {"ko1": passages, "en1": vector(1, 1)}) == [("ko1", "en1")]


def test_known_pairs_stay_and_their_articles_take_no_other():
    stories = [article("ko1", translation_of="en2"), article("en1"), article("en2")]
    assert find_pairs(stories, {}, known=[("ko1", "en1")]) == [("ko1", "en1")]
    assert find_pairs(stories, {}, known=[("en1", "ko1"), ("ko9", "en2")]) == [("ko1", "en1")]


def _library(stories: int, days: int, noise: float = 0.3, seed: int = 7):
    """Stories in both languages: one direction each, one common to all of a language, and noise."""
    generator = np.random.default_rng(seed)
    topics = generator.normal(size=(stories, 64))
    leaning = {"ko": generator.normal(size=64) * 3, "en": generator.normal(size=64) * 3}
    articles, vectors = [], {}
    for number in range(stories):
        for language in ("ko", "en"):
            key = f"{language}{number:05d}"
            articles.append(article(key, published=NOON + timedelta(hours=24 * (number % days))))
            vectors[key] = vector(*(topics[number] + leaning[language] + generator.normal(size=64) * noise))
    return articles, vectors


def test_what_all_articles_of_a_language_share_does_not_hide_the_pairs():
    articles, vectors = _library(60, 3)
    assert float(vectors["ko00000"] @ vectors["en00000"]) < 0.6
    assert find_pairs(articles, vectors) == [(f"ko{n:05d}", f"en{n:05d}") for n in range(60)]


def test_the_pairs_are_those_of_a_slow_search_through_all():
    articles, vectors = _library(120, 10, noise=1.2)
    by_id = {item.id: item for item in articles}
    means = {lang: np.mean([v for k, v in vectors.items() if k[:2] == lang], axis=0) for lang in ("ko", "en")}

    def similarity(first: str, second: str) -> float:
        if abs(by_id[first].published - by_id[second].published) > timedelta(days=2):
            return -1.0
        return float(
            vector(*(vectors[first] - means[first[:2]])) @ vector(*(vectors[second] - means[second[:2]]))
        )

    ko, en = (sorted(key for key in by_id if key.startswith(lang)) for lang in ("ko", "en"))
    expected = []
    for first in ko:
        ranked = sorted(en, key=lambda other: -similarity(first, other))
        back = sorted(ko, key=lambda other: -similarity(ranked[0], other))
        best = similarity(first, ranked[0])
        rival = max(similarity(first, ranked[1]), similarity(ranked[0], back[1]))
        if back[0] == first and best >= 0.4 and best - rival >= 0.15:
            expected.append((first, ranked[0]))
    assert 20 < len(expected) < 120
    assert find_pairs(articles, vectors, least_similarity=0.4, least_margin=0.15) == expected


def test_the_order_of_articles_changes_nothing():
    articles, vectors = _library(40, 4)
    assert find_pairs(articles[::-1], vectors) == find_pairs(articles, vectors)


def test_twenty_thousand_articles_take_seconds():
    articles, vectors = _library(10_000, 365)
    started = time.perf_counter()
    assert len(find_pairs(articles, vectors)) > 9_000
    assert time.perf_counter() - started < 20.0
