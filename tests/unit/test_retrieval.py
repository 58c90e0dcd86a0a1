"""Hybrid search, with scores worked out by hand and the plain library as oracle."""

from __future__ import annotations

import numpy as np
import pytest

from qa_bot.errors import ConfigError
from qa_bot.library import LocalLibrary, MemoryLibrary
from qa_bot.models.fakes import HashingEmbedder
from qa_bot.retrieval import Fusion, Retriever, best
from qa_bot.text.translation import TermLexicon
from qa_bot.types import Article, Filters, Hit, Passage, Span

EMBEDDER = HashingEmbedder(512)
STOP_WORDS = frozenset(("the", "is", "what", "어디"))
ARTICLES = (
    ("bridge.en", "en", "The bridge opened in Garam"),
    ("bridge.ko", "ko", "가람 다리 개통"),
    ("harbor.en", "en", "The harbor of Haesong is deep"),
    ("harbor.ko", "ko", "해송 항구 준설"),
    ("tram.ko", "ko", "해송 트램 개통 🚋"),
)


def split(text, language):
    return [word for word in text.lower().replace("?", "").split() if word not in STOP_WORDS]


def fill(library):
    for name, language, text in ARTICLES:
        article = Article(id=name, title="", text=text, language=language, source=f"/news/{name}.txt")
        library.add(article, [Passage(article, Span(0, len(text)))], EMBEDDER.embed_passages([text]))
    return library


@pytest.fixture(params=["memory", "local"])
def empty(request, tmp_path):
    if request.param == "memory":
        yield MemoryLibrary(dimension=512, terms=split)
        return
    with LocalLibrary.open(tmp_path, dimension=512, fingerprint="hashing-512", terms=split) as library:
        yield library


@pytest.fixture
def retriever(empty):
    return Retriever(fill(empty), EMBEDDER, split)


def names(hits):
    return [hit.passage.article.id for hit in hits]


def test_what_shares_words_comes_first(retriever):
    assert names(retriever.search("Garam bridge?", 5))[0] == "bridge.en"
    assert names(retriever.search("해송 항구?", 5))[:2] == ["harbor.ko", "tram.ko"]


def test_the_score_is_the_cosine_and_a_share_of_the_best_possible_bm25(retriever):
    library, question = retriever.library, "해송 항구"
    hits = {hit.passage.article.id: hit.score for hit in retriever.search(question, 9)}
    vector = EMBEDDER.embed_queries([question])[0]
    words = split(question, "ko")
    lexical = {hit.passage.id: hit.score for hit in library.search_lexical(words, 9)}
    ideal = library.ideal_score(words)
    # two of three words in common; an emoji is no word
    assert vector @ EMBEDDER.embed_passages(["해송 항구 준설"])[0] == pytest.approx(2 / np.sqrt(6))
    assert hits["harbor.ko"] == pytest.approx(
        2 / np.sqrt(6) + Fusion().lexical_korean * lexical["harbor.ko:0"] / ideal, abs=5e-4
    )
    assert hits["tram.ko"] == pytest.approx(
        1 / np.sqrt(6) + Fusion().lexical_korean * lexical["tram.ko:0"] / ideal, abs=5e-4
    )
    assert hits["bridge.ko"] == pytest.approx(0.0, abs=1e-6)
    # the other language: what the encoder takes off for it, and a part of the words' gain of equal rank
    gain = Fusion().lexical_korean * lexical["harbor.ko:0"] / ideal
    assert hits["bridge.en"] == pytest.approx(Fusion().across + Fusion().benefit * gain, abs=1e-6)


def test_words_count_by_the_language_of_the_passage():
    fusion = Fusion(lexical_korean=0.3, lexical_english=0.2)
    assert fusion.within(0.5, 0.4, "ko") == pytest.approx(0.5 + 0.3 * 0.4)
    assert fusion.within(0.5, 0.4, "en") == pytest.approx(0.5 + 0.2 * 0.4)


def test_between_languages_a_part_of_what_words_gave_is_given_too():
    fusion = Fusion(lexical_across=0.05, across=0.02, benefit=0.5)
    assert fusion.between(0.5, 0.4, 0.1) == pytest.approx(0.5 + 0.02 + 0.05 * 0.4 + 0.5 * 0.1)


LEXICON = TermLexicon({"다리": ["bridge"], "bridge": ["다리"], "garam": ["가람"], "harbor": ["항구"]})


def test_words_find_across_languages_as_far_as_the_lexicon_knows_them(empty):
    library = fill(empty)
    plain, translating = Retriever(library, EMBEDDER, split), Retriever(library, EMBEDDER, split, LEXICON)
    korean = Filters(language="ko")
    assert names(plain.search("harbor", 1, korean)) == ["bridge.ko"]
    assert names(translating.search("harbor", 1, korean)) == ["harbor.ko"]
    hits = translating.search("Garam bridge opened where", 9)
    assert names(hits)[:2] == ["bridge.en", "bridge.ko"]
    # two of four terms are known, and both are there
    words = ["가람", "다리", "opened", "where"]
    reached = library.search_lexical(words, 9, Filters(language="ko"))[0].score / library.ideal_score(words)
    found = {hit.passage.article.id: hit for hit in hits}
    assert found["bridge.ko"].lexical == pytest.approx(0.5 * reached)
    gain = found["bridge.en"].lexical * Fusion().lexical_english
    assert found["bridge.ko"].score == pytest.approx(
        Fusion().across + Fusion().lexical_across * 0.5 * reached + Fusion().benefit * gain, abs=1e-6
    )


@pytest.mark.parametrize(
    ("question", "filters", "found"),
    [
        ("다리", None, {"bridge.en", "bridge.ko"}),
        ("다리", Filters(language="ko"), {"bridge.ko"}),
        ("다리", Filters(language="en"), {"bridge.en"}),
        ("harbor", Filters(language="ko"), {"harbor.ko"}),
        ("harbor", Filters(source="harbor.ko"), {"harbor.ko"}),
        ("낱말", None, set()),
        ("", None, set()),
    ],
)
def test_words_and_their_translations_keep_the_filters(empty, question, filters, found):
    retriever = Retriever(fill(empty), EMBEDDER, split, LEXICON)
    language = "en" if question.isascii() else "ko"
    hits = retriever.search_words(split(question, language), 9, filters, language)
    assert set(names(hits)) == found
    assert all(0.0 < hit.score <= 1.0 for hit in hits)


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(language="ko"), {"bridge.ko", "harbor.ko", "tram.ko"}),
        (Filters(language="en"), {"bridge.en", "harbor.en"}),
        (Filters(source="NEWS/Tram"), {"tram.ko"}),
        (Filters(since="2020-01-01"), set()),
    ],
)
def test_filters_are_kept(retriever, filters, found):
    assert set(names(retriever.search("해송 개통 bridge", 9, filters))) == found


def test_a_filter_that_is_none_is_an_error(retriever):
    with pytest.raises(ConfigError, match="어제"):
        retriever.search("해송", 3, Filters(until="어제"))


def test_equal_scores_are_ordered_by_passage_id(retriever):
    hits = retriever.search("전혀없는말", 9)
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert names(hits) == ["bridge.en", "harbor.en", "bridge.ko", "harbor.ko", "tram.ko"]


def test_asking_twice_gives_the_same(retriever):
    assert retriever.search("해송 bridge 개통", 9) == retriever.search("해송 bridge 개통", 9)


def test_fewer_passages_than_asked_for_are_all_that_come(retriever):
    assert len(retriever.search("해송", 500)) == len(ARTICLES)
    assert len(retriever.search("해송", 2)) == 2


def test_the_first_of_many_are_those_of_few(retriever):
    assert retriever.search("해송 개통", 2) == retriever.search("해송 개통", 9)[:2]


def test_an_empty_library_finds_nothing(empty):
    assert Retriever(empty, EMBEDDER, split).search("해송", 5) == []


def test_a_question_of_stop_words_alone_is_searched_by_its_vector(retriever):
    hits = retriever.search("what is the", 9)
    assert len(hits) == len(ARTICLES)
    assert names(hits)[0] == "harbor.en"


def test_what_only_the_words_find_still_has_its_cosine(empty):
    retriever = Retriever(fill(empty), EMBEDDER, split, candidates=1)
    hits = retriever.search("해송", 1)
    assert names(hits) == ["harbor.ko"] or names(hits) == ["tram.ko"]
    whole = {
        hit.passage.id: hit.score for hit in Retriever(retriever.library, EMBEDDER, split).search("해송", 9)
    }
    assert hits[0].score == pytest.approx(whole[hits[0].passage.id])


def test_both_libraries_rank_alike(tmp_path):
    plain = Retriever(fill(MemoryLibrary(dimension=512, terms=split)), EMBEDDER, split)
    with LocalLibrary.open(tmp_path, dimension=512, fingerprint="hashing-512", terms=split) as library:
        local = Retriever(fill(library), EMBEDDER, split)
        for question in ("해송 개통", "the harbor", "가람 bridge 🚋", "?"):
            one, other = local.search(question, 9), plain.search(question, 9)
            assert names(one) == names(other)
            assert [hit.score for hit in one] == pytest.approx([hit.score for hit in other], abs=1e-3)


def test_given_passages_are_ranked_by_cosine_alone(retriever):
    passages = [retriever.library.passages(name)[0] for name in ("harbor.ko", "tram.ko", "bridge.ko")]
    hits = retriever.rank(retriever.embed("해송 항구 준설"), passages, 2)
    assert names(hits) == ["harbor.ko", "tram.ko"]
    assert hits[0].score == pytest.approx(1.0, abs=1e-3)


def test_passages_that_are_gone_are_not_ranked(retriever):
    passages = [retriever.library.passages(name)[0] for name in ("harbor.ko", "tram.ko")]
    retriever.library.remove("harbor.ko")
    assert names(retriever.rank(retriever.embed("해송 항구 준설"), passages, 5)) == ["tram.ko"]


def test_an_article_removed_in_the_middle_of_a_search_is_left_out(retriever):
    class Removing:
        """A library that loses an article between the search by words and the scoring of what it found."""

        def __getattr__(self, name):
            return getattr(retriever.library, name)

        def score_dense(self, vector, passage_ids):
            retriever.library.remove("tram.ko")
            return retriever.library.score_dense(vector, passage_ids)

        def search_dense(self, vector, k, filters=None):
            return [hit for hit in retriever.library.search_dense(vector, k, filters) if hit.score > 0.5]

    assert names(Retriever(Removing(), EMBEDDER, split).search("해송 항구", 9)) == ["harbor.ko"]


def test_best_breaks_ties_by_id():
    article = Article(id="a", title="", text="0123456789", language="other")
    hits = [Hit(Passage(article, Span(start, 10)), score) for start, score in ((5, 1.0), (2, 1.0), (1, 2.0))]
    assert [hit.passage.id for hit in best(hits, 2)] == ["a:1", "a:2"]
