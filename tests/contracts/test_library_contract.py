"""What every library promises, with values worked out by hand."""

from __future__ import annotations

import math
import unicodedata
from datetime import datetime, timedelta, timezone

import numpy as np
import pytest

from qa_bot.errors import ConfigError, LibraryError, ModelError
from qa_bot.feedback import Feedback
from qa_bot.library import LocalLibrary, MemoryLibrary
from qa_bot.library.overlay import OverlayLibrary
from qa_bot.library.statistics import TermStatistics
from qa_bot.library.store import LibraryStore
from qa_bot.ports import Library
from qa_bot.types import Answer, Article, Citation, Filters, Passage, Span

KST = timezone(timedelta(hours=9))
RATES = Article(
    id="rates.ko",
    title="금리 동결",
    text="한국은행이 금리를 동결했다. 총재는 물가를 봤다.",
    language="ko",
    source="/뉴스/Rates_100%.ko.txt",
    url="https://www.hanbit.example/arti/1.html",
    author="김하늘",
    # 00:30 in Seoul is still the day before in UTC
    published=datetime(2021, 3, 5, 0, 30, tzinfo=KST),
    modified=datetime(2021, 3, 6, 9, 0, tzinfo=KST),
)
BRIDGE = Article(
    id="bridge.en",
    title="",
    text="The bridge opened. A 🇰🇷 flag flew over the bridge.",
    language="en",
    source="/news/bridge.en.txt",
    published=datetime(2021, 3, 7, 12, 0, tzinfo=KST),
)
RATES_CITED = Citation(RATES, Span(6, 9))
UNDATED = Article(id="undated", title="", text="bridge", language="other")


def split(text, language):
    return text.lower().replace(".", "").split()


def cut(article, *spans):
    return [Passage(article, Span(*span)) for span in spans]


def unit(*numbers):
    return np.array(numbers, dtype=np.float32)


@pytest.fixture(params=["local", "memory", "overlay"])
def library(request, tmp_path):
    if request.param == "memory":
        yield MemoryLibrary(dimension=2, terms=split)
        return
    if request.param == "overlay":
        shared = MemoryLibrary(dimension=2, terms=split)
        yield OverlayLibrary(shared, dimension=2, terms=split, most_articles=99)
        assert len(shared) == 0
        return
    with LocalLibrary.open(tmp_path / "새 폴더#1?", dimension=2, fingerprint="toy", terms=split) as opened:
        yield opened


@pytest.fixture
def filled(library):
    library.add(RATES, cut(RATES, (0, 15), (16, 26)), unit([1, 0], [0.6, 0.8]))
    library.add(BRIDGE, cut(BRIDGE, (0, 18), (19, 49)), unit([0, 1], [0.8, 0.6]))
    library.add(UNDATED, cut(UNDATED, (0, 6)), unit([-1, 0]))
    return library


def ids(hits):
    return [hit.passage.id for hit in hits]


def test_it_keeps_the_port(library):
    assert isinstance(library, Library)
    assert isinstance(library, LibraryStore)


def test_an_empty_library_finds_nothing(library):
    assert library.search_dense(unit(1, 0), 5) == []
    assert library.search_lexical(["bridge"], 5) == []
    assert library.score_dense(unit(1, 0), ["a:0"]) == {}
    assert (len(library), list(library.articles()), library.pairs()) == (0, [], [])
    assert library.ideal_score(["bridge"]) == pytest.approx(math.log(2) * 2.2)


def test_an_article_comes_back_as_it_was_put_in(filled):
    assert filled.get("rates.ko") == RATES
    assert filled.get("rates.ko").published.utcoffset() == timedelta(hours=9)
    assert filled.get("nobody") is None
    assert [article.id for article in filled.articles()] == ["bridge.en", "rates.ko", "undated"]
    assert [p.text for p in filled.passages("rates.ko")] == [
        "한국은행이 금리를 동결했다.",
        "총재는 물가를 봤다",
    ]
    assert filled.passages("nobody") == ()


def test_passages_are_kept_in_reading_order_with_their_own_vectors(library):
    library.add(BRIDGE, cut(BRIDGE, (19, 49), (0, 18)), unit([0.8, 0.6], [0, 1]))
    assert [p.span.start for p in library.passages("bridge.en")] == [0, 19]
    assert library.score_dense(unit(0, 1), ["bridge.en:0"]) == {"bridge.en:0": 1.0}
    assert [rows.tolist() for rows in library.article_vectors("bridge.en")] == [
        [[0, 1]],
        [pytest.approx([0.8, 0.6], abs=1e-3)],
    ]
    assert library.article_vectors("nobody") == []


def test_a_passage_of_several_rows_is_as_near_as_the_nearest_of_them(library):
    vectors = [unit([1, 0], [0.6, 0.8], [0, 1]), unit([0.8, 0.6])]
    library.add(BRIDGE, cut(BRIDGE, (0, 18), (19, 49)), vectors)
    library.add(UNDATED, cut(UNDATED, (0, 6)), [unit([0, 0.9], [0, 0.7])])
    assert library.score_dense(unit(0, 1), ["bridge.en:19", "bridge.en:0", "undated:0"]) == pytest.approx(
        {"bridge.en:19": 0.6, "bridge.en:0": 1.0, "undated:0": 0.9}, abs=1e-3
    )
    found = library.search_dense(unit(0.6, 0.8), 2)
    assert [(hit.passage.id, hit.score) for hit in found] == [
        ("bridge.en:0", pytest.approx(1.0, abs=1e-3)),
        ("bridge.en:19", pytest.approx(0.96, abs=1e-3)),
    ]
    assert [len(rows) for rows in library.article_vectors("bridge.en")] == [3, 1]
    library.add(BRIDGE, cut(BRIDGE, (0, 18)), [unit([0, 0.1])])
    assert [hit.passage.id for hit in library.search_dense(unit(0, 1), 9)] == ["undated:0", "bridge.en:0"]


def test_dense_search_orders_by_inner_product(filled):
    hits = filled.search_dense(unit(1, 0), 3)
    assert ids(hits) == ["rates.ko:0", "bridge.en:19", "rates.ko:16"]
    assert [hit.score for hit in hits] == pytest.approx([1.0, 0.8, 0.6], abs=5e-4)


def test_dense_search_gives_no_more_than_there_is_and_negative_scores_too(filled):
    hits = filled.search_dense(unit(1, 0), 99)
    assert ids(hits)[-1] == "undated:0"
    assert len(hits) == 5
    assert filled.search_dense(unit(1, 0), 0) == []


def test_equal_scores_come_in_the_order_of_passage_ids(library):
    for name in ("b", "c", "a", "d"):
        article = Article(id=name, title="", text="bridge", language="en")
        library.add(article, cut(article, (0, 6)), unit([0.6, 0.8]))
    assert ids(library.search_dense(unit(1, 0), 2)) == ["a:0", "b:0"]
    assert ids(library.search_lexical(["bridge"], 3)) == ["a:0", "b:0", "c:0"]


def test_lexical_scores_are_bm25(filled):
    # five passages; "bridge" stands in three of them; headings: "금리 동결 · 2021-03-05", "2021-03-07"
    hits = {hit.passage.id: hit.score for hit in filled.search_lexical(["bridge"], 9)}
    assert set(hits) == {"bridge.en:0", "bridge.en:19", "undated:0"}
    lengths = [4 + 3, 4 + 3, 3, 1 + 7, 1]
    weight = math.log(1 + (5 - 3 + 0.5) / (3 + 0.5))
    norm = 1.2 * (0.25 + 0.75 * 1 / (sum(lengths) / 5))
    assert hits["undated:0"] == pytest.approx(weight * 2.2 / (1 + norm))


def test_query_terms_are_a_bag_without_repeats(filled):
    once = filled.search_lexical(["bridge", "opened"], 9)
    assert filled.search_lexical(["opened", "bridge", "bridge", "opened"], 9) == once
    assert filled.ideal_score(["bridge", "bridge"]) == filled.ideal_score(["bridge"])


def test_the_ideal_score_counts_unknown_terms_with_the_weight_of_the_unseen(filled):
    known = math.log(1 + 2.5 / 3.5) * 2.2
    unseen = math.log(1 + 5.5 / 0.5) * 2.2
    assert filled.ideal_score(["bridge", "없음"]) == pytest.approx(known + unseen)
    assert filled.ideal_score([]) == 0


@pytest.mark.parametrize(
    "term", ['"', "'", "bridge OR rates", "NEAR(a b)", "*", "a\0b", "🇰🇷🇰🇷", "\ud800", "", "%", "가" * 100_000]
)
def test_odd_terms_find_nothing_and_break_nothing(filled, term):
    assert filled.search_lexical([term], 5) == []
    assert ids(filled.search_lexical([term, "opened"], 5)) == ["bridge.en:0"]


def test_odd_words_of_an_article_are_found(library):
    words = ['"', "a\0b", "🇰🇷", "동결했다", "*", "띄어쓰기가없는문장", "NEAR("]
    article = Article(id='o"dd\n:1', title="", text=" ".join(words), language="ko", source="a\0b")
    library.add(article, cut(article, (0, len(article.text))), unit([1, 0]))
    assert library.get(article.id) == article
    for word in words:
        assert ids(library.search_lexical([word.lower()], 1)) == [f"{article.id}:0"], word
    assert library.score_dense(unit(1, 0), [f"{article.id}:0"]) == {f"{article.id}:0": 1.0}


def test_thousands_of_query_terms_are_fine(filled):
    assert ids(filled.search_lexical([*(f"word{n}" for n in range(3000)), "opened"], 5)) == ["bridge.en:0"]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(), ["bridge.en", "rates.ko", "undated"]),
        (Filters(language="ko"), ["rates.ko"]),
        (Filters(source="HANBIT.example"), ["rates.ko"]),
        (Filters(source="뉴스"), ["rates.ko"]),
        (Filters(source=unicodedata.normalize("NFD", "뉴스")), ["rates.ko"]),
        (Filters(source="_100%"), ["rates.ko"]),
        (Filters(source="%"), ["rates.ko"]),
        (Filters(source="b_idge"), []),
        (Filters(source=".txthttps"), []),
        (Filters(since="2021-03-05"), ["bridge.en", "rates.ko"]),
        (Filters(since="2021-03-06"), ["bridge.en"]),
        (Filters(until="2021-03-04"), []),
        (Filters(until="2021-03-05"), ["rates.ko"]),
        (Filters(since="2021-03-07", until="2021-03-07"), ["bridge.en"]),
        (Filters(since="2021-03-08", until="2021-03-09"), []),
    ],
)
def test_filters_hold_for_lists_and_for_both_searches(filled, filters, expected):
    assert [article.id for article in filled.articles(filters)] == expected
    assert sorted({h.passage.article.id for h in filled.search_dense(unit(1, 0), 9, filters)}) == expected
    terms = ["bridge", "금리를", "물가를"]
    assert sorted({h.passage.article.id for h in filled.search_lexical(terms, 9, filters)}) == expected


def test_a_first_day_after_the_last_is_refused(filled):
    for call in (
        lambda f: list(filled.articles(f)),
        lambda f: filled.search_dense(unit(1, 0), 1, f),
        lambda f: filled.search_lexical(["a"], 1, f),
    ):
        with pytest.raises(
            ConfigError, match=r'^since is "2021-03-08", later than until, "2021-03-01"; exchange'
        ):
            call(Filters(since="2021-03-08", until="2021-03-01"))


def test_a_filter_that_few_pass_still_fills_k(library):
    for n in range(60):
        article = Article(id=f"{n:02}", title="", text="bridge", language="ko" if n < 3 else "en")
        library.add(article, cut(article, (0, 6)), unit([1, 0] if n >= 3 else [-1, 0]))
    korean = Filters(language="ko")
    assert ids(library.search_dense(unit(1, 0), 3, korean)) == ["00:0", "01:0", "02:0"]
    assert ids(library.search_lexical(["bridge"], 3, korean)) == ["00:0", "01:0", "02:0"]


@pytest.mark.parametrize(
    "value", ["어제", "2021-13-01", "20210305", "2021-3-5", "", " 2021-03-05", "２０２１-03-05"]
)
def test_a_day_that_is_none_is_refused_by_name(filled, value):
    for call in (
        lambda f: list(filled.articles(f)),
        lambda f: filled.search_dense(unit(1, 0), 1, f),
        lambda f: filled.search_lexical(["a"], 1, f),
    ):
        with pytest.raises(ConfigError, match=r"until is .*; use YYYY-MM-DD"):
            call(Filters(until=value))


def test_adding_again_replaces_and_leaves_no_ghost(filled):
    changed = Article(id="bridge.en", title="", text="A ferry sailed.", language="en")
    filled.add(changed, cut(changed, (0, 15)), unit([0, -1]))
    assert len(filled) == 3
    assert filled.get("bridge.en") == changed
    assert ids(filled.search_lexical(["flag", "opened"], 9)) == []
    assert ids(filled.search_lexical(["ferry"], 9)) == ["bridge.en:0"]
    assert filled.score_dense(unit(0, 1), ["bridge.en:0", "bridge.en:19"]) == {"bridge.en:0": -1.0}
    assert len(filled.search_dense(unit(1, 0), 99)) == 4


def test_a_removed_article_is_gone_from_everywhere(filled):
    assert filled.remove("bridge.en") is True
    assert filled.remove("bridge.en") is False
    assert filled.get("bridge.en") is None
    assert ids(filled.search_lexical(["bridge"], 9)) == ["undated:0"]
    assert ids(filled.search_dense(unit(0, 1), 9)) == ["rates.ko:16", "rates.ko:0", "undated:0"]
    assert filled.ideal_score(["bridge"]) == pytest.approx(math.log(1 + 2.5 / 1.5) * 2.2)


def test_an_article_without_passages_can_be_kept_and_replaced(filled):
    filled.add(UNDATED, [], np.empty((0, 2), dtype=np.float32))
    assert filled.get("undated") == UNDATED
    assert filled.passages("undated") == ()
    assert filled.remove("undated") is True


def test_duplicates_are_same_text_in_same_language_under_another_id(filled):
    copy = Article(id="copy", title="other title", text=BRIDGE.text, language="en")
    assert filled.find_duplicate(copy) == "bridge.en"
    assert filled.find_duplicate(BRIDGE) is None
    assert filled.find_duplicate(Article(id="copy", title="", text=BRIDGE.text, language="ko")) is None


def test_an_article_is_unchanged_only_when_every_field_is(filled):
    assert filled.is_unchanged(BRIDGE)
    assert not filled.is_unchanged(Article.from_dict({**BRIDGE.to_dict(), "author": "Han So-ra"}))
    assert not filled.is_unchanged(Article(id="new", title="", text="x", language="en"))


def test_pairs_hold_both_ways_and_go_with_an_article(filled):
    filled.set_pairs([("rates.ko", "bridge.en")])
    assert filled.pairs() == [("bridge.en", "rates.ko")]
    assert filled.get("rates.ko").translation_of == "bridge.en"
    assert filled.passages("bridge.en")[0].article.translation_of == "rates.ko"
    assert filled.search_dense(unit(1, 0), 1)[0].passage.article.translation_of == "bridge.en"
    assert filled.is_unchanged(RATES)
    filled.remove("rates.ko")
    assert filled.pairs() == []
    assert filled.get("bridge.en").translation_of is None


def test_a_stated_translation_stands_where_no_pair_is_known(library):
    article = Article(id="a", title="", text="글", language="ko", translation_of="b")
    library.add(article, cut(article, (0, 1)), unit([1, 0]))
    assert library.get("a").translation_of == "b"


@pytest.mark.parametrize(
    "pairs",
    [
        [("rates.ko", "nobody")],
        [("rates.ko", "rates.ko")],
        [("rates.ko", "bridge.en"), ("undated", "rates.ko")],
    ],
)
def test_pairs_that_make_no_sense_are_refused_and_change_nothing(filled, pairs):
    filled.set_pairs([("undated", "rates.ko")])
    with pytest.raises(LibraryError, match=r"rates.ko|nobody"):
        filled.set_pairs(pairs)
    assert filled.pairs() == [("rates.ko", "undated")]


@pytest.mark.parametrize("vectors", [[[np.nan, 0]], [[np.inf, 0]], [[1, 0, 0]], [[1, 0], [0, 1]], [1, 0], []])
def test_vectors_that_do_not_fit_are_refused_and_change_nothing(filled, vectors):
    with pytest.raises(ModelError, match="undated"):
        filled.add(UNDATED, cut(UNDATED, (0, 6)), np.array(vectors, dtype=np.float32))
    assert filled.score_dense(unit(1, 0), ["undated:0"]) == {"undated:0": -1.0}


@pytest.mark.parametrize("vector", [[np.nan, 0], [1, 0, 0], [[1, 0]]])
def test_a_query_vector_that_does_not_fit_is_refused(filled, vector):
    with pytest.raises(ModelError, match="encoder gave"):
        filled.search_dense(np.array(vector, dtype=np.float32), 1)
    with pytest.raises(ModelError, match="encoder gave"):
        filled.score_dense(np.array(vector, dtype=np.float32), ["undated:0"])


def test_passages_of_another_text_are_refused(filled):
    with pytest.raises(LibraryError, match=r"rates.ko:0 is not of article undated"):
        filled.add(UNDATED, cut(RATES, (0, 5)), unit([1, 0]))
    with pytest.raises(LibraryError, match=r"two passages .* start at 0"):
        filled.add(UNDATED, cut(UNDATED, (0, 5), (0, 6)), unit([1, 0], [1, 0]))


def test_half_a_character_is_refused_by_the_field_it_stands_in(library):
    article = Article(id="a", title="\ud800", text="글", language="ko")
    with pytest.raises(LibraryError, match="its title holds half a character"):
        library.add(article, cut(article, (0, 1)), unit([1, 0]))
    assert len(library) == 0
    assert library.get("\udfff") is None
    with pytest.raises(ConfigError, match="source"):
        list(library.articles(Filters(source="\ud800")))


def test_what_pairing_found_is_not_what_was_stated(filled):
    filled.set_pairs([("rates.ko", "bridge.en")])
    assert filled.stated("rates.ko") == RATES
    assert filled.stated("nobody") is None
    assert (filled.is_own("rates.ko"), filled.is_own("nobody"), filled.own_count) == (True, False, 3)
    assert filled.refusal([RATES]) == ""


def test_the_statistics_of_terms_count_passages_once(filled):
    statistics = filled.term_statistics(["bridge", "금리를", "없음", "bridge"])
    assert statistics == TermStatistics(
        5, 4 + 3 + 4 + 3 + 3 + 1 + 7 + 1, {"bridge": 3, "금리를": 1, "없음": 0}
    )


def test_a_part_scored_by_the_statistics_of_the_whole_scores_as_in_the_whole(filled):
    whole = TermStatistics(passages=50, length=400, holding={"bridge": 20})
    hits = {hit.passage.id: hit.score for hit in filled.search_lexical(["bridge"], 9, statistics=whole)}
    weight = math.log(1 + (50 - 20 + 0.5) / (20 + 0.5)) * 2.2
    assert hits["undated:0"] == pytest.approx(weight / (1 + 1.2 * (0.25 + 0.75 * 1 / 8)))


def test_marks_are_kept_oldest_first_and_one_replaces_another(filled):
    first = Feedback.of(Answer("언제?", (RATES_CITED,), 0.75), is_right=True)
    second = Feedback.of(Answer("왜? 🇰🇷"), is_right=False, correction="물가", comment="둘째 줄\n셋째 줄")
    filled.add_feedback(first)
    filled.add_feedback(second)
    assert list(filled.feedback()) == [first, second]
    changed = Feedback.of(first.answer, is_right=False)
    filled.add_feedback(changed, replaces=first.id)
    assert {mark.id for mark in filled.feedback()} == {second.id, changed.id}


def test_a_mark_outlives_the_article_that_it_is_about(filled):
    mark = Feedback.of(Answer("언제?", (RATES_CITED,), 0.75), is_right=True)
    filled.add_feedback(mark)
    filled.remove("rates.ko")
    (kept,) = filled.feedback()
    assert kept.answer.citations[0].quote == "금리를"
    assert kept == mark
