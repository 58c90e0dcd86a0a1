"""Questions about an article itself: which they are, where the article says it, and what is cited."""

from __future__ import annotations

import unicodedata
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.answering import Answerer
from qa_bot.evidence import Judgement
from qa_bot.library import MemoryLibrary
from qa_bot.masthead import MastheadQuestion, find_place, find_statements, read_masthead_question
from qa_bot.models.fakes import HashingEmbedder
from qa_bot.retrieval import Retriever
from qa_bot.types import Article, Candidate, Filters, Hit, Passage, Span

KST = timezone(timedelta(hours=9))


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ("Who wrote the article about the bus strike?", "author"),
        ("Which reporters covered the marathon?", "author"),
        ("byline of the harbor story", "author"),
        ("The harbor story, who was that by?", "author"),
        ("When was the harbor story published?", "published"),
        ("the lunch tray piece, when did it go up on the site", "published"),
        ("harbor article publication date", "published"),
        ("Has the harbor piece been edited since, and if so when?", "modified"),
        ("harbor story last updated", "modified"),
    ],
)
def test_english_questions_about_an_article_are_recognised(question, field):
    asked = read_masthead_question(question, "en")
    assert asked is not None
    assert asked.field == field


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ("항구 기사를 쓴 사람은 누구야?", "author"),
        ("항구기사누가썼어", "author"),
        ("항구 소식을 전한 기자 이름은?", "author"),
        ("항구 기사는 언제 올라왔어?", "published"),
        ("항구 준설 소식은 며칠자 기사인가", "published"),
        ("항구 기사 게재일", "published"),
        ("항구 기사 나중에 손봤던데 언제야", "modified"),
        ("항구 기사가 마지막으로 수정된 때는?", "modified"),
    ],
)
def test_korean_questions_about_an_article_are_recognised(question, field):
    asked = read_masthead_question(question, "ko")
    assert asked is not None
    assert asked.field == field
    assert "항구" in asked.topic


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("When did the strike begin?", "en"),
        ("Who wrote the novel The Lighthouse?", "en"),
        ("Who wrote the report the council commissioned?", "en"),
        ("When was the report released by the ministry?", "en"),
        ("When does the company hope to publish its results?", "en"),
        ("How many stories does the tower have?", "en"),
        ("파업은 언제 시작했나?", "ko"),
        ("그 책을 쓴 사람은 누구인가?", "ko"),
        ("보고서는 누가 썼나요?", "ko"),
        ("조례는 언제 수정되었나?", "ko"),
        ("다친 기자는 몇 명인가?", "ko"),
        ("", "en"),
        ("🇰🇷", "other"),
    ],
)
def test_questions_about_what_an_article_tells_are_the_readers(question, language):
    assert read_masthead_question(question, language) is None


def test_the_topic_is_what_remains_of_the_story():
    asked = read_masthead_question("Who wrote the English article on spoonbills breeding at Dorae?", "en")
    assert asked == MastheadQuestion("author", "the spoonbills breeding at Dorae", "en")
    asked = read_masthead_question("영문판 달내교 기사는 언제 등록됐나요?", "ko")
    assert asked == MastheadQuestion("published", "달내교", "en")


def test_a_question_of_nothing_but_the_frame_is_searched_for_as_it_stands():
    asked = read_masthead_question("Who wrote the article?", "en")
    assert asked == MastheadQuestion("author", "Who wrote the article?")


@given(st.text(max_size=300), st.sampled_from(["ko", "en", "other"]))
def test_any_text_is_read_without_error_and_keeps_a_topic(text, language):
    asked = read_masthead_question(text, language)
    assert asked is None or asked.topic.strip() or not text.strip()


def test_a_very_long_question_is_read_at_once():
    assert read_masthead_question("when article " * 150, "en") is None
    assert read_masthead_question("언제 기사 " * 200, "ko") is not None


def article(text, language="ko", **fields):
    text = unicodedata.normalize("NFC", text)
    return Article(
        id=fields.pop("id", "a"), title=text.split("\n")[0], text=text, language=language, **fields
    )


STAMPED = article(
    "금리 인상 2024-05-02 09:00\n2024-05-02 09:00 (수정 2024-05-02 10:30)\n서유람 엄지환 기자\n\n본문 서유람 2024-05-02 09:00",
    author="서유람, 엄지환",
    published=datetime(2024, 5, 2, 9, 0, tzinfo=KST),
    modified=datetime(2024, 5, 2, 10, 30, tzinfo=KST),
)


def places(of):
    found = {field: find_place(of, field) for field in ("author", "published", "modified")}
    return {field: place and (place.start, place.of(of.text)) for field, place in found.items()}


def test_a_place_is_in_the_masthead_and_not_in_headline_or_body():
    line = len(STAMPED.title) + 1
    assert places(STAMPED) == {
        "author": (STAMPED.text.index("서유람"), "서유람 엄지환"),
        "published": (line, "2024-05-02 09:00"),
        "modified": (line + 21, "2024-05-02 10:30"),
    }


def test_an_english_masthead_is_read_with_its_zone():
    english = article(
        "Bridge opens\n2021-10-15 16:38 KST (modified 2021-10-15 18:02 KST)\nBy Seo Yu-ram and Eom Ji-hwan\n\nIt opened.",
        "en",
        author="Seo Yu-ram, Eom Ji-hwan",
        published=datetime(2021, 10, 15, 16, 38, tzinfo=KST),
        modified=datetime(2021, 10, 15, 18, 2, tzinfo=KST),
    )
    assert {field: place[1] for field, place in places(english).items()} == {
        "author": "Seo Yu-ram and Eom Ji-hwan",
        "published": "2021-10-15 16:38 KST",
        "modified": "2021-10-15 18:02 KST",
    }


def test_what_is_a_field_but_not_printed_has_no_place():
    plain = article("🇰🇷 속보", author="김지은", published=datetime(2024, 5, 2, tzinfo=KST))
    assert places(plain) == {"author": None, "published": None, "modified": None}


def test_what_no_field_says_is_not_guessed_from_the_text():
    unsigned = article("금리\n2024-05-02 09:00\n김지은 기자\n\n본문")
    assert places(unsigned) == {"author": None, "published": None, "modified": None}


def hit(of, score=1.0):
    return Hit(Passage(of, Span(0, len(of.text))), score)


def statements(asked, hits, language="ko", editions=()):
    of = {edition.id: edition for edition in (*editions, *(h.passage.article for h in hits))}

    def editions_of(found):
        return [edition for edition in of.values() if edition.translation_of == found.id]

    found = find_statements(asked, hits, language, editions_of, lambda i: [hit(of[i]).passage])
    return [(candidate.passage.article.id, candidate.text, lead.score) for candidate, lead in found]


KOREAN = article("금리\n김지은 기자\n\n본문", id="k", author="김지은")
ENGLISH = article("Rates\nBy Kim Ji-eun\n\nText", "en", id="e", author="Kim Ji-eun", translation_of="k")


def test_the_edition_asked_for_comes_before_the_askers_and_that_before_the_one_found():
    author = MastheadQuestion("author", "금리")
    assert statements(author, [hit(KOREAN)], "ko", [ENGLISH]) == [("k", "김지은", 1.0)]
    assert statements(author, [hit(KOREAN)], "en", [ENGLISH]) == [("e", "Kim Ji-eun", 1.0)]
    named = MastheadQuestion("author", "금리", "en")
    assert statements(named, [hit(KOREAN)], "ko", [ENGLISH]) == [("e", "Kim Ji-eun", 1.0)]


def test_a_story_that_does_not_say_is_not_answered_from_another():
    unsigned = article("물가\n\n본문", id="u")
    author = MastheadQuestion("author", "물가")
    assert statements(author, [hit(unsigned, 0.9), hit(KOREAN, 0.5)]) == []
    assert statements(author, [hit(KOREAN, 0.9), hit(unsigned, 0.5)]) == [("k", "김지은", 0.9)]


class NoReader:
    """A reader that must not be asked: a masthead is not read, it is known."""

    fingerprint = "none"

    def count_tokens(self, texts):
        return [len(text.split()) for text in texts]

    def read(self, question, passages):
        raise AssertionError("a question about an article itself was read")


def ask(question, *articles, filters=None, reader=None):
    def split(text, language):
        return text.lower().split()

    embedder = HashingEmbedder(512)
    library = MemoryLibrary(dimension=512, terms=split)
    for one in articles:
        passage = Passage(one, Span(0, len(one.text)))
        library.add(one, [passage], embedder.embed_passages([passage.text]))
    library.set_pairs([(a.id, a.translation_of) for a in articles if a.translation_of])
    made = Answerer(library, Retriever(library, embedder, split), reader or NoReader(), Judgement.default())
    answer = made.answer(question, threshold=0.5, filters=filters)
    return [(c.article.id, c.quote) for c in answer.citations]


def test_both_editions_are_cited_for_the_author_the_askers_first():
    assert ask("금리 기사는 누가 썼나?", KOREAN, ENGLISH) == [("k", "김지은"), ("e", "Kim Ji-eun")]
    assert ask("Who wrote the rates story?", KOREAN, ENGLISH) == [("e", "Kim Ji-eun"), ("k", "김지은")]


def test_a_named_edition_is_cited_alone():
    assert ask("영문판 금리 기사는 누가 썼나?", KOREAN, ENGLISH) == [("e", "Kim Ji-eun")]


def test_editions_that_appeared_at_different_times_are_not_cited_together():
    def at(hour):
        return datetime(2024, 5, 2, hour, 0, tzinfo=KST)

    korean = article("금리\n2024-05-02 09:00\n\n본문", id="k", published=at(9))
    later = article("Rates\n2024-05-02 11:00\n\nText", "en", id="e", published=at(11), translation_of="k")
    same = article("Rates\n2024-05-02 09:00 KST\n\nText", "en", id="e", published=at(9), translation_of="k")
    question = "금리 기사는 언제 실렸나?"
    assert ask(question, korean, later) == [("k", "2024-05-02 09:00")]
    assert ask(question, korean, same) == [("k", "2024-05-02 09:00"), ("e", "2024-05-02 09:00 KST")]


def test_an_edition_that_the_filters_leave_out_is_not_cited():
    assert ask("금리 기사는 누가 썼나?", KOREAN, ENGLISH, filters=Filters(language="ko")) == [("k", "김지은")]


def test_a_decomposed_question_is_the_same_question():
    assert ask(unicodedata.normalize("NFD", "금리 기사는 누가 썼나?"), KOREAN) == [("k", "김지은")]


def test_a_name_is_cited_whole_even_where_it_ends_like_a_particle():
    named = article("금리\n한가은 기자\n\n본문", id="k", author="한가은")
    assert ask("금리 기사는 누가 썼나?", named) == [("k", "한가은")]


def test_an_article_never_changed_does_not_say_when_it_was():
    once = article("금리\n2024-05-02 09:00\n\n본문", id="k", published=datetime(2024, 5, 2, 9, 0, tzinfo=KST))
    assert ask("금리 기사는 언제 수정됐나?", once, reader=FirstWords("2024-05-02 09:00")) == []


def test_what_no_masthead_says_is_looked_for_in_the_text():
    told = article("금리 기사\n\n금리 기사는 5월 3일 수정됐다.", id="k")
    assert ask("금리 기사는 언제 수정됐나?", told, reader=FirstWords("5월 3일")) == [("k", "5월 3일")]


class FirstWords:
    """A reader that proposes given words wherever they first stand in a passage, best first."""

    fingerprint = "first"

    def __init__(self, *words):
        self.words = words

    def count_tokens(self, texts):
        return [len(text.split()) for text in texts]

    def read(self, question, passages):
        return [
            Candidate(p, Span(p.text.index(word), p.text.index(word) + len(word)), 12.0 - rank)
            for p in passages
            for rank, word in enumerate(self.words)
            if word in p.text
        ]


@pytest.mark.parametrize("stamp", ["2024-05-02 09:00", "09:00", "김지은"])
def test_a_byline_or_a_dateline_is_no_answer_to_what_a_story_tells(stamp):
    opened = article(
        "다리 개통\n2024-05-02 09:00\n김지은 기자\n\n다리는 5월 1일 열렸다.",
        id="k",
        author="김지은",
        published=datetime(2024, 5, 2, 9, 0, tzinfo=KST),
    )
    assert ask("다리는 언제 열렸나?", opened, reader=FirstWords(stamp, "5월 1일")) == [("k", "5월 1일")]


def test_a_time_that_stands_in_the_text_too_can_be_an_answer():
    opened = article("개통 2024\n\n2024 다리가 열렸다.", published=datetime(2024, 1, 1, tzinfo=KST))
    assert ask("다리는 언제 열렸나?", opened, reader=FirstWords("2024"))
