"""Removing with undo: what is put back is as if it had never been away."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qa_bot.bot import QABot
from qa_bot.errors import LibraryError
from qa_bot.library import LocalLibrary, MemoryLibrary
from qa_bot.models.fakes import HashingEmbedder, KeywordReader
from qa_bot.removing import put_back, take_out
from qa_bot.settings import Settings
from qa_bot.types import Article, Passage, Span

DIMENSION = 4
WORDS = ["금리", "한국은행", "rate", "the", "🇰🇷", "띄어쓰기가없는문장", "동결"]
HARBOR = Article(
    id="harbor.en",
    title="",
    text="Dredging Haesong harbor will cost 95 billion won.",
    language="en",
    source="news/harbor.en.txt",
    translation_of="elsewhere",
)
HARBOR_KO = Article(
    id="harbor.ko",
    title="",
    text="해송 항구 준설 비용은 950억원 이다.",
    language="ko",
    source="news/harbor.ko.txt",
)
TRAM = Article(id="tram.en", title="", text="The tram 🚋 line is 11.8 kilometers long.", language="en")


class CountingEmbedder(HashingEmbedder):
    """Counts the passages that it was given."""

    embedded = 0

    def embed_passages(self, texts):
        self.embedded += len(texts)
        return super().embed_passages(texts)


@pytest.fixture
def embedder():
    return CountingEmbedder(256)


@pytest.fixture
def bot(tmp_path, embedder):
    with QABot.open(
        tmp_path / "library", settings=Settings(), embedder=embedder, reader=KeywordReader()
    ) as opened:
        opened.add(HARBOR, HARBOR_KO, TRAM)
        yield opened


def everything(library):
    articles = list(library.articles())
    return (
        articles,
        [library.stated(article.id) for article in articles],
        library.pairs(),
        [library.passages(article.id) for article in articles],
        [[rows.tolist() for rows in library.article_vectors(article.id)] for article in articles],
    )


def test_what_is_put_back_answers_and_is_paired_as_before_without_embedding(bot, embedder):
    question = "Dredging Haesong harbor will cost how much?"
    before, answer = everything(bot._library), bot.ask(question)
    assert bot.get("harbor.ko").translation_of == "harbor.en"
    embedded = embedder.embedded
    removed = bot.take_out("harbor.en")
    assert removed.ids == ["harbor.en"]
    assert removed.articles == (HARBOR,)
    assert bot.get("harbor.en") is None
    assert bot.get("harbor.ko").translation_of is None
    assert bot.put_back(removed) == ["harbor.en"]
    assert embedder.embedded == embedded
    assert everything(bot._library) == before
    assert bot.ask(question) == answer
    assert bot.verify() == []


def test_what_names_no_article_takes_nothing_out(bot):
    assert bot.take_out("없는 기사") is None
    assert len(list(bot.articles())) == 3


def test_putting_back_twice_puts_back_nothing(bot):
    removed = bot.take_out("tram.en")
    assert bot.put_back(removed) == ["tram.en"]
    assert bot.put_back(removed) == []
    assert len(list(bot.articles())) == 3


def test_an_article_that_was_added_again_stays_as_it_is_now(bot):
    removed = bot.take_out("tram.en")
    changed = replace(TRAM, text="The tram line is 12 kilometers long.")
    bot.add(changed)
    assert bot.put_back(removed) == []
    assert bot.get("tram.en") == changed


def test_a_text_that_was_added_again_under_another_id_is_not_doubled(bot):
    removed = bot.take_out("tram.en")
    bot.add(replace(TRAM, id="tram.again"))
    assert bot.put_back(removed) == []
    assert [a.id for a in bot.articles()] == ["harbor.en", "harbor.ko", "tram.again"]


def test_a_partner_that_found_another_edition_keeps_it(bot):
    removed = bot.take_out("harbor.en")
    bot.add(replace(HARBOR, id="harbor.new", text="Dredging Haesong harbor is to cost 95 billion won."))
    assert bot.get("harbor.ko").translation_of == "harbor.new"
    assert bot.put_back(removed) == ["harbor.en"]
    assert bot._library.pairs() == [("harbor.ko", "harbor.new")]
    assert bot.get("harbor.en") == HARBOR


def test_both_editions_come_back_as_a_pair_in_either_order(bot):
    for order in (("harbor.en", "harbor.ko"), ("harbor.ko", "harbor.en")):
        first, second = (bot.take_out(name) for name in order)
        bot.put_back(second)
        assert bot._library.pairs() == []
        bot.put_back(first)
        assert bot._library.pairs() == [("harbor.en", "harbor.ko")]


def test_all_articles_of_a_source_go_and_come_together(bot):
    bot.add(
        *(Article(id=f"line{n}", title="", text=f"글 {n}", language="ko", source="a.jsonl") for n in range(3))
    )
    removed = bot.take_out("a.jsonl")
    assert removed.ids == ["line0", "line1", "line2"]
    assert bot.put_back(removed) == removed.ids


def test_vectors_of_another_encoder_are_not_put_back(bot, tmp_path):
    removed = bot.take_out("tram.en")
    other = QABot.open(
        tmp_path / "b", settings=Settings(), embedder=HashingEmbedder(32), reader=KeywordReader()
    )
    with (
        other,
        pytest.raises(LibraryError, match=r'by encoder "hashing-256\+sentences".*add the articles again'),
    ):
        other.put_back(removed)


def make_library(folder, chosen):
    library = LocalLibrary.open(
        folder, dimension=DIMENSION, fingerprint="toy", terms=lambda text, language: text.lower().split()
    )
    for name in "abcdef":
        add_random(library, name, chosen)
    names = [article.id for article in library.articles()]
    library.set_pairs(list(zip(names[::2], names[1::2], strict=True))[: chosen.randint(0, 3)])
    return library


def add_random(library, name, chosen):
    parts = [f"{name} " + " ".join(chosen.choices(WORDS, k=chosen.randint(1, 5))) for _ in range(3)]
    text = "\n".join(parts)
    article = Article(id=name, title="", text=text, language=chosen.choice(["ko", "en"]))
    starts = np.cumsum([0, *(len(part) + 1 for part in parts[:-1])]).tolist()
    passages = [Passage(article, Span(s, s + len(p))) for s, p in zip(starts, parts, strict=True)]
    shapes = [(chosen.randint(1, 3), DIMENSION) for _ in parts]
    vectors = [np.array(chosen.choices(range(-2, 3), k=r * d), np.float32).reshape(r, d) for r, d in shapes]
    library.add(article, passages, vectors)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_after_any_undos_the_library_is_one_that_never_removed(tmp_path_factory, seed):
    chosen = random.Random(seed)
    library = make_library(tmp_path_factory.mktemp("undo"), random.Random(seed))
    untouched = make_library(tmp_path_factory.mktemp("never"), random.Random(seed))
    with library, untouched:
        for _ in range(4):
            names = chosen.sample("abcdef", chosen.randint(1, 4))
            parts = [names[: len(names) // 2], names[len(names) // 2 :]]
            taken = [take_out(library, part, fingerprint="toy") for part in parts if part]
            for removed in reversed(taken):
                assert put_back(library, removed, fingerprint="toy") == removed.ids
            assert everything(library) == everything(untouched)
        query = np.array([1, -1, 2, 0], dtype=np.float32)
        assert library.search_dense(query, 99) == untouched.search_dense(query, 99)
        terms = [word.lower() for word in WORDS]
        assert library.search_lexical(terms, 99) == untouched.search_lexical(terms, 99)
        assert library.verify() == []


def test_nothing_is_taken_out_of_an_empty_library():
    library = MemoryLibrary(dimension=2, terms=lambda text, language: text.split())
    assert take_out(library, ["a"], fingerprint="toy") is None
