"""Stories of one affair, in a library of a few of them too."""

from __future__ import annotations

from qa_bot.affairs import Affairs
from qa_bot.library import MemoryLibrary
from qa_bot.models.fakes import HashingEmbedder
from qa_bot.retrieval import Retriever
from qa_bot.text.terms import KoreanEnglishTerms
from qa_bot.types import Article, Passage, Span

FIRST = Article("first", "", "단울 앞바다 지진으로 3명이 숨지고 41명이 다쳤다고 단울소방본부가 밝혔다.", "ko")
SECOND = Article(
    "second", "", "단울 앞바다 지진으로 7명이 숨지고 95명이 다쳤다고 단울소방본부가 밝혔다.", "ko"
)
FAR = Article(
    "far", "", "무레시 앞바다 지진으로 2명이 숨지고 무레시장이 사과했다. 집 열 채가 무너졌다.", "ko"
)
CROSSING = Article("crossing", "", "The Danul quake killed twelve people.", "en", translation_of="edition")
EDITION = Article(
    "edition",
    "",
    "단울 앞바다 지진으로 12명이 숨졌다고 단울소방본부가 밝혔다.",
    "ko",
    translation_of="crossing",
)
QUESTION = "단울 지진 사망자 수"


def affairs_of(*articles):
    embedder, terms = HashingEmbedder(256), KoreanEnglishTerms()
    library = MemoryLibrary(dimension=256, terms=terms)
    for article in articles:
        passage = Passage(article, Span(0, len(article.text)))
        library.add(article, [passage], embedder.embed_passages([article.text]))
    return Affairs(Retriever(library, embedder, terms))


def test_two_stories_alone_in_a_library_can_be_of_one_affair():
    assert affairs_of(FIRST, SECOND).of_one(QUESTION, FIRST, [SECOND]) == [True]


def test_a_like_thing_elsewhere_is_another_affair():
    assert affairs_of(FIRST, SECOND, FAR).of_one(QUESTION, FIRST, [FAR, SECOND]) == [False, True]


def test_what_is_in_the_other_language_is_told_by_its_edition():
    affairs = affairs_of(FIRST, SECOND, FAR, CROSSING, EDITION)
    assert affairs.of_one(QUESTION, FIRST, [CROSSING]) == [True]


def test_nothing_to_compare_is_no_affair():
    assert affairs_of(FIRST).of_one(QUESTION, FIRST, []) == []
    stranger = Article("gone", "", "🙂", "en")
    assert affairs_of(FIRST).of_one("🙂", FIRST, [stranger]) == [False]
