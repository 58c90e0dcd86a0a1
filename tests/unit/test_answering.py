"""Answering by hand: a reader that counts shared words, an encoder that counts words."""

from __future__ import annotations

import math
import unicodedata
from dataclasses import replace
from datetime import datetime, timezone

import pytest

from qa_bot.answering import (
    MOST_QUESTION_CHARACTERS,
    Answerer,
    clean_question,
)
from qa_bot.calibration import Calibrator
from qa_bot.citing import cite
from qa_bot.errors import ModelError, QABotError, QuestionError
from qa_bot.evidence import FEATURES, LEAST_LIKELY, Evidence, Judgement, rank
from qa_bot.library import MemoryLibrary
from qa_bot.models.fakes import HashingEmbedder, KeywordReader
from qa_bot.reasons import reason_in
from qa_bot.retrieval import Retriever
from qa_bot.stages import Searching
from qa_bot.types import Answer, Article, Candidate, Filters, Hit, Passage, Span

EMBEDDER = HashingEmbedder(512)
QUESTION = "Dredging Haesong harbor will cost how much?"


def split(text, language):
    return text.lower().replace("?", "").replace(".", "").split()


def answerer(*texts, pairs=(), judgement=None, reader=None, passages=None):
    library = MemoryLibrary(dimension=512, terms=split)
    for name, text in texts:
        article = Article(
            id=name,
            title="",
            text=text,
            language="ko" if name.endswith("ko") else "en",
            source=f"/news/{name}",
        )
        spans = (passages or {}).get(name) or [Span(0, len(text))]
        parts = [Passage(article, span) for span in spans]
        library.add(article, parts, EMBEDDER.embed_passages([part.text for part in parts]))
    library.set_pairs(pairs)
    retriever = Retriever(library, EMBEDDER, split)
    return Answerer(library, retriever, reader or KeywordReader(), judgement or Judgement.default())


ENGLISH = ("harbor.en", "Dredging Haesong harbor will cost 95 billion won, the city said.")
KOREAN = ("harbor.ko", "해송 항구 준설 비용은 950억원 이다.")
BAKERY = ("bakery.en", "A bakery opened on the old square.")


def quotes(answer):
    return [(citation.article.id, citation.quote) for citation in answer.citations]


def test_the_answer_is_the_article_s_own_words():
    answer = answerer(ENGLISH, BAKERY).answer(QUESTION, threshold=0.5)
    assert quotes(answer) == [("harbor.en", "95 billion won")]
    assert answer.text == "95 billion won"
    assert answer.question == QUESTION
    # five words shared, 1.5 off: logistic of 0.5 * 3.5 - 1
    assert answer.confidence == pytest.approx(1 / (1 + math.exp(-0.75)))


OPENED = (
    "bridge.en",
    "The bridge opened in May. It opened two years late because of a strike, the city said. Ann spoke.",
)
LATE = ("bridge.ko", "다리는 5월 열렸다. 파업 때문에 2년 늦게 열렸다고 시는 밝혔다. 다리는 길다.")


def test_where_yes_or_no_would_answer_the_sentence_that_settles_it_is_quoted_whole():
    answer = answerer(OPENED).answer("Was it two years late because of the strike?", threshold=0.0)
    assert quotes(answer) == [("bridge.en", "It opened two years late because of a strike, the city said.")]
    short = answerer(OPENED).answer("What was two years late because of a strike?", threshold=0.0)
    assert len(short.text) < len(answer.text)


def test_a_statement_in_korean_keeps_its_ending():
    answer = answerer(LATE).answer("파업 때문에 2년 늦게 열렸나요?", threshold=0.0)
    assert quotes(answer) == [("bridge.ko", "파업 때문에 2년 늦게 열렸다고 시는 밝혔다.")]


def test_a_sentence_longer_than_its_passage_is_quoted_as_far_as_that_goes():
    text = "word " * 30 + "strike late " + "word " * 30
    library = answerer(("long.en", text), passages={"long.en": [Span(100, 220)]})
    answer = library.answer("Was the strike late?", threshold=0.0)
    citation = answer.citations[0]
    assert 100 <= citation.start < citation.end <= 220


def test_below_the_threshold_nothing_is_said_but_where_to_look():
    answer = answerer(ENGLISH, BAKERY).answer(QUESTION, threshold=0.7)
    assert not answer
    assert answer.confidence == pytest.approx(1 / (1 + math.exp(-0.75)))
    assert [passage.article.id for passage in answer.nearest] == ["harbor.en", "bakery.en"]
    assert answer.reason.startswith("The articles don't say")


def test_where_to_look_first_is_the_passage_of_the_best_guess():
    class BakeryReader(KeywordReader):
        def read(self, question, passages):
            return [p for p in super().read(question, passages) if p.passage.article.id == "bakery.en"]

    asked = answerer(ENGLISH, BAKERY, reader=BakeryReader())
    assert asked.weigh(QUESTION).hits[0].passage.article.id == "harbor.en"
    nearest = asked.answer(QUESTION, threshold=1.0).nearest
    assert [passage.article.id for passage in nearest] == ["bakery.en", "harbor.en"]


def test_a_confidence_of_just_the_threshold_is_an_answer():
    known = answerer(ENGLISH).answer(QUESTION, threshold=0.0).confidence
    assert answerer(ENGLISH).answer(QUESTION, threshold=known)


def test_a_threshold_of_nought_always_has_the_best_guess():
    answer = answerer(BAKERY).answer("Who won the regatta?", threshold=0.0)
    assert answer
    assert answer.confidence < 0.25


def test_a_threshold_of_one_asks_for_certainty():
    assert not answerer(ENGLISH).answer(QUESTION, threshold=1.0)
    certain = Judgement(10.0, Calibrator((0.0,) * FEATURES, 1000.0))
    assert answerer(ENGLISH, judgement=certain).answer(QUESTION, threshold=1.0).confidence == 1.0


@pytest.mark.parametrize(
    ("question", "reason"),
    [("Where is it?", "There are no articles to look in."), ("어디인가?", "찾아볼 기사가 없습니다.")],
)
def test_an_empty_library_says_so_in_the_asker_s_language(question, reason):
    answer = answerer().answer(question, threshold=0.0)
    assert (answer.text, answer.confidence, answer.reason) == (None, 0.0, reason)


def test_filters_that_leave_nothing_are_not_called_an_empty_library():
    answer = answerer(ENGLISH).answer(QUESTION, threshold=0.0, filters=Filters(since="2020-01-01"))
    assert answer.reason == "No article fits the filters."


def test_passages_without_a_place_for_an_answer_give_none():
    answer = answerer(("signs.en", "… 🙂 …")).answer("Where?", threshold=0.0)
    assert not answer
    assert answer.confidence == 0.0


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("ㅋㅋㅋ", "기사에 이 질문과 가까운 대목이 없습니다."),
        ("콜롬비아 대통령은 누구야?", "기사에 이 질문과 가까운 대목이 없습니다."),
        ("zzz 🎏", "Nothing in the articles comes near this question."),
    ],
)
def test_a_question_of_which_nothing_occurs_in_the_articles_is_shown_no_passages(question, said):
    answer = answerer(ENGLISH, KOREAN, BAKERY).answer(question, threshold=1.0)
    assert (answer.nearest, answer.reason) == ((), said)


@pytest.mark.parametrize(
    "question",
    ["¿Dónde está el puerto de Haesong y cuánto costará?", "港の浚渫費用はいくらですか?", "Где порт?"],
)
def test_no_confidence_is_claimed_in_a_third_language(question):
    certain = Judgement(10.0, Calibrator((0.0,) * FEATURES, 1000.0))
    answer = answerer(ENGLISH, judgement=certain).answer(question, threshold=0.5)
    assert not answer
    assert answer.confidence == 0.0
    assert answer.reason.startswith("Please ask in Korean or English")


@pytest.mark.parametrize("question", ["", "   ", "\n\t", "\u200b\ufeff", "\u3000"])
def test_an_empty_question_is_an_error(question):
    with pytest.raises(QuestionError, match="the question is empty"):
        clean_question(question)


@pytest.mark.parametrize("length", [MOST_QUESTION_CHARACTERS + 1, 100_000])
def test_an_overlong_question_is_an_error_that_says_how_long(length):
    with pytest.raises(QuestionError, match=f"has {length:,} characters; ask in at most 2,000") as caught:
        answerer(ENGLISH).answer("가" * length, threshold=0.5)
    assert isinstance(caught.value, QABotError)


def test_the_longest_question_is_one_of_2000_characters_however_it_is_decomposed():
    question = "가" * MOST_QUESTION_CHARACTERS
    assert clean_question(unicodedata.normalize("NFD", question)) == question


def test_a_question_is_one_line_in_nfc():
    decomposed = unicodedata.normalize("NFD", "준설 비용은")
    assert clean_question(f"  {decomposed}\n얼마?\u200b ") == "준설 비용은 얼마?"


def test_a_decomposed_question_is_answered_like_its_composed_twin():
    bot = answerer(KOREAN, BAKERY)
    question = "해송 항구 준설 비용은 얼마?"
    assert bot.answer(unicodedata.normalize("NFD", question), threshold=0.5) == bot.answer(
        question, threshold=0.5
    )
    assert bot.answer(question, threshold=0.5).text == "950억원"


# the editions share seven of eight words, so that their vectors, too, say that one translates the other
BOTH = (
    ("harbor.en", "Dredging Haesong harbor will cost 95 billion won."),
    ("harbor.ko", "Dredging Haesong harbor will cost 95억 billion won."),
)
PAIR = (("harbor.ko", "harbor.en"),)


def test_both_editions_are_cited_with_the_asker_s_first():
    bot = answerer(*BOTH, pairs=PAIR)
    assert quotes(bot.answer(QUESTION, threshold=0.5)) == [
        ("harbor.en", "95 billion won"),
        ("harbor.ko", "95억"),
    ]
    korean = "Dredging Haesong harbor will cost 얼마인가요?"
    assert quotes(bot.answer(korean, threshold=0.5))[0][0] == "harbor.ko"


def test_who_asks_may_read_another_language_than_that_of_the_question():
    answer = answerer(*BOTH, pairs=PAIR).answer(QUESTION, threshold=0.5, answer_language="ko")
    assert quotes(answer) == [("harbor.ko", "95억"), ("harbor.en", "95 billion won")]


def test_without_the_pair_only_articles_that_say_the_same_words_are_cited_together():
    assert quotes(answerer(ENGLISH, KOREAN).answer(QUESTION, threshold=0.5)) == [
        ("harbor.en", "95 billion won")
    ]
    same = ("copy.en", "Dredging Haesong harbor will cost 95 billion.")
    assert quotes(answerer(ENGLISH, same).answer(QUESTION, threshold=0.5)) == [
        ("copy.en", "95"),
        ("harbor.en", "95 billion won"),
    ]


@pytest.mark.parametrize(
    "filters", [Filters(language="en"), Filters(source="harbor.en"), Filters(language="en", source="news")]
)
def test_filters_keep_the_other_edition_out(filters):
    answer = answerer(*BOTH, pairs=PAIR).answer(QUESTION, threshold=0.5, filters=filters)
    assert quotes(answer) == [("harbor.en", "95 billion won")]


def test_what_only_the_other_edition_states_is_found_there():
    # The crowd takes the places of the search: the English edition is read for its partner's sake only.
    silent = ("harbor.ko", "해송 항구 준설 비용 이야기 harbor cost 는 아직 없다.")
    asked = "해송 항구 준설 비용 harbor cost won?"
    crowd = [(f"crowd{number}.ko", f"해송 항구 준설 비용 harbor {number}") for number in range(8)]
    spoken = ("harbor.en", "The harbor cost in won is 95.")
    with_pair = answerer(silent, spoken, *crowd, pairs=[("harbor.ko", "harbor.en")]).weigh(asked)
    assert "harbor.en" in {e.candidate.passage.article.id for e in with_pair.ranked}
    lead = next(e for e in with_pair.ranked if e.candidate.passage.article.id == "harbor.ko")
    edition = next(e for e in with_pair.ranked if e.candidate.passage.article.id == "harbor.en")
    assert edition.retrieval == lead.retrieval
    assert "harbor.en" not in {hit.passage.article.id for hit in with_pair.hits}


def test_the_other_edition_is_cited_only_where_it_states_an_answer():
    silent = ("harbor.ko", "가람군 축제 소식")
    assert quotes(answerer(ENGLISH, silent, pairs=PAIR).answer(QUESTION, threshold=0.5)) == [
        ("harbor.en", "95 billion won")
    ]


def test_the_other_edition_is_not_cited_for_a_sentence_about_something_else():
    elsewhere = (
        "harbor.ko",
        "Dredging Haesong harbor will cost jobs, votes, sleep, patience and 5 seasons of fishing.",
    )
    # Whichever is taken for the answer, the other's sentence is no translation of it.
    cited = quotes(answerer(ENGLISH, elsewhere, pairs=PAIR).answer(QUESTION, threshold=0.5))
    assert cited in ([("harbor.en", "95 billion won")], [("harbor.ko", "jobs")])


def test_overlapping_passages_are_cited_once():
    text = "Work began. Dredging Haesong harbor will cost 95 billion won. It ends in May."
    spans = {"harbor.en": [Span(0, 61), Span(12, 77)]}
    answer = answerer(("harbor.en", text), passages=spans).answer(QUESTION, threshold=0.5)
    (citation,) = answer.citations
    assert (citation.start, citation.quote) == (text.index("95 billion won"), "95 billion won")


def test_a_citation_is_in_the_article_s_coordinates():
    text = "🇰🇷 머리글\n\nDredging Haesong harbor will cost 95 billion won."
    start = text.index("Dredging")
    bot = answerer(("harbor.en", text), passages={"harbor.en": [Span(0, start - 2), Span(start, len(text))]})
    (citation,) = bot.answer(QUESTION, threshold=0.5).citations
    assert text[citation.start : citation.end] == citation.quote == "95 billion won"


def test_an_updated_article_never_answers_from_its_old_text():
    bot = answerer(ENGLISH)
    fresh = Article(
        id="harbor.en", title="", text="Dredging Haesong harbor will cost 120 billion won.", language="en"
    )
    passage = Passage(fresh, Span(0, len(fresh.text)))
    bot.library.add(fresh, [passage], EMBEDDER.embed_passages([passage.text]))
    assert quotes(bot.answer(QUESTION, threshold=0.0)) == [("harbor.en", "120 billion won")]


def evidence(text, score, retrieval, name="a", start=0):
    passage = Passage(Article(id=name, title="", text=text, language="en"), Span(0, len(text)))
    return Evidence(Candidate(passage, Span(start, len(text)), score), retrieval)


def test_evidence_is_ranked_by_margin_and_weighed_search_score():
    strong, near = evidence("A", 5.0, 0.5, "x"), evidence("B", 3.0, 0.8, "y")
    assert rank([near, strong], 0.0) == [strong, near]
    assert rank([strong, near], 10.0) == [near, strong]
    assert strong.strength(10.0) == 10.0


def test_ties_of_evidence_go_by_passage_and_place():
    second, first = evidence("AB", 1.0, 0.5, "a", 1), evidence("AB", 1.0, 0.5, "a", 0)
    other = evidence("AB", 1.0, 0.5, "b", 0)
    assert rank([other, second, first], 10.0) == [first, second, other]


def test_the_features_of_an_answer_by_hand():
    judgement = Judgement(10.0, Calibrator((0.0,) * FEATURES, 0.0))
    first = evidence("Seoul", 6.0, 0.75, "a")
    same_words, other = evidence("seoul", 5.5, 0.75, "b"), evidence("Busan", 2.0, 0.9, "c")
    hits = [Hit(other.candidate.passage, 0.9), Hit(first.candidate.passage, 0.75)]
    # margin, search score, behind the best hit, lead 13.5 - 11, other language, English, BM25, doubt, found
    expected = pytest.approx([6.0, 0.75, 0.15, 2.5, 0.0, 1.0, 0.0, 0.0, LEAST_LIKELY])
    assert judgement.features([first, same_words, other], hits, "en") == expected
    alone = judgement.features([first], hits, "ko")
    assert alone == pytest.approx([6.0, 0.75, 0.15, 10.0, 1.0, 1.0, 0.0, 0.0, LEAST_LIKELY])
    doubted = judgement.features([evidence("Seoul", -2.0, 0.5, "a")], hits, "en")
    assert (doubted[0], doubted[7], doubted[8]) == (-2.0, -2.0, 0.5)


def test_a_judgement_comes_back_from_its_mapping():
    judgement = Judgement(12.5, Calibrator((0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9), -1.0))
    assert Judgement.from_dict(judgement.to_dict()) == judgement


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"retrieval_weight": "viel"},
        {"retrieval_weight": 1.0, "calibrator": 3},
        {"retrieval_weight": 1.0, "calibrator": {"weights": [0.5] * (FEATURES - 1), "bias": 0.0}},
        None,
    ],
)
def test_a_mapping_that_is_no_judgement_is_a_model_error(data):
    with pytest.raises(ModelError):
        Judgement.from_dict(data)


def test_cited_words_are_polished():
    text = "첫 회의는 (서울에서) 열렸다."
    passage = Passage(Article(id="a", title="", text=f"머리\n{text}", language="ko"), Span(3, 3 + len(text)))
    citation = cite(Candidate(passage, Span(6, 12), 1.0))
    assert (citation.quote, citation.start) == ("서울", 10)


def test_at_most_so_many_passages_are_read():
    class Counting(KeywordReader):
        seen = 0

        def read(self, question, passages):
            self.seen = max(self.seen, len(passages))
            return super().read(question, passages)

    reader = Counting()
    bot = answerer(*[(f"a{i}.en", f"harbor story number {i}") for i in range(9)], reader=reader)
    replace(bot, passages_read=4).answer(QUESTION, threshold=0.0)
    assert reader.seen == 4


def test_the_stages_tell_what_is_read_and_end_in_the_answer():
    asked = answerer(ENGLISH, KOREAN, BAKERY, pairs=[("harbor.en", "harbor.ko")])
    searching, reading, answer = asked.answer_in_stages(QUESTION, threshold=0.5)
    assert searching == Searching()
    assert {passage.article.id for passage in reading.passages} == {"harbor.en", "harbor.ko", "bakery.en"}
    assert reading.passages[0].article.id == "harbor.en"
    assert answer == asked.answer(QUESTION, threshold=0.5)


def test_what_the_stages_say_is_read_is_what_the_reader_gets():
    got = []

    class Listening(KeywordReader):
        def read(self, question, passages):
            got.append(tuple(passages))
            return super().read(question, passages)

    _, reading, _ = answerer(ENGLISH, BAKERY, reader=Listening()).answer_in_stages(QUESTION, threshold=0.5)
    assert got[0] == reading.passages


def test_without_articles_nothing_is_said_to_be_read():
    assert list(answerer().answer_in_stages("언제?", threshold=0.5)) == [
        Searching(),
        Answer("언제?", reason="찾아볼 기사가 없습니다."),
    ]


@pytest.mark.parametrize("asked", ["해송 항구 준설 비용은?", "Dredging Haesong harbor will cost how much?"])
def test_the_reason_for_no_answer_can_be_said_in_either_language(asked):
    answer = answerer(ENGLISH, KOREAN).answer(asked, threshold=0.9)
    assert reason_in("ko", answer).startswith("기사에 답이 없거나")
    assert reason_in("en", answer).startswith("The articles don't say")
    assert reason_in("ko", Answer("q", reason="🎏 something else")) == "🎏 something else"


def tolls(*figures):
    """A library of an affair's days, its later stories worded less and less like the question."""
    library = MemoryLibrary(dimension=512, terms=split)
    for day, figure in enumerate(figures):
        text = f"Danul quake deaths stood at {figure} said firefighters" + " again" * day
        article = Article(
            f"day-{day}", "", text, "en", published=datetime(2026, 11, 1 + day, tzinfo=timezone.utc)
        )
        passage = Passage(article, Span(0, len(text)))
        library.add(article, [passage], EMBEDDER.embed_passages([text]))
    return library


def answerer_of(library, passages_read):
    retriever = Retriever(library, EMBEDDER, split)
    return Answerer(library, retriever, KeywordReader(), Judgement.default(), passages_read)


def test_the_last_report_is_found_though_the_search_did_not_read_it_at_first():
    answer = answerer_of(tolls(3, 7, 9, 11, 12), 2).answer("Danul quake deaths stood at what?", threshold=0.0)
    assert answer.text == "12"
    assert [c.quote for c in answer.other_reports] == ["11", "9", "7", "3"]
    assert Answer.from_dict(answer.to_dict()) == answer


def test_later_reports_outside_the_filters_stay_outside():
    filters = Filters(until="2026-11-03")
    answer = answerer_of(tolls(3, 7, 9, 11, 12), 2).answer(
        "Danul quake deaths stood at what?", threshold=0.0, filters=filters
    )
    assert answer.text == "9"


def test_reports_that_agree_are_one_answer():
    answer = answerer_of(tolls(3, 3, 3), 3).answer("Danul quake deaths stood at what?", threshold=0.0)
    assert (answer.text, answer.other_reports) == ("3", ())
