"""Learning how to rank and how far to trust, from guesses that can be told right by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa_bot.answering import Answerer, Weighed
from qa_bot.evaluation.example import Example, Gold
from qa_bot.evidence import Evidence, Judgement
from qa_bot.library import MemoryLibrary
from qa_bot.models.fakes import HashingEmbedder, KeywordReader
from qa_bot.retrieval import Retriever
from qa_bot.training.judgement import RETRIEVAL_WEIGHTS, Guess, fit_judgement, gather, is_right
from qa_bot.types import Article, Candidate, Hit, Passage, Span

TEXT = "Dredging Haesong harbor will cost 95 billion won."


def example(question, *answers, language="en"):
    gold = tuple(Gold(answer) for answer in answers)
    return Example(question, "", None, question, gold, language, language)


def evidence(text, margin, retrieval, name="a"):
    passage = Passage(Article(id=name, title="", text=text, language="en"), Span(0, len(text)))
    return Evidence(Candidate(passage, Span(0, len(text)), margin), retrieval)


def guess(right, *ranked):
    """A guess whose right words are `right`."""
    hits = tuple(sorted((Hit(e.candidate.passage, e.retrieval) for e in ranked), key=lambda hit: -hit.score))
    return Guess(example("q", *([right] if right else [])), Weighed("en", hits, tuple(ranked), ()))


def test_an_answer_is_right_when_it_is_half_of_a_gold_one_or_better():
    question = example("How much?", "95 billion won")
    assert is_right(question, evidence("95 billion won", 1.0, 0.5))
    assert is_right(question, evidence("(95 billion won)", 1.0, 0.5))
    assert is_right(question, evidence("95 billion", 1.0, 0.5))
    assert not is_right(question, evidence("120 million", 1.0, 0.5))


def test_nothing_is_right_where_there_is_no_answer():
    assert not is_right(example("Who won?"), evidence("nobody", 9.0, 0.9))


def test_of_korean_words_the_characters_are_compared():
    question = example("얼마인가?", "950억원", language="ko")
    assert is_right(question, evidence("950억원이", 1.0, 0.5))
    assert not is_right(question, evidence("12명", 1.0, 0.5))


def test_the_weight_is_that_with_most_right_guesses():
    """The right words have a margin 1 lower and a search score 0.1 higher: more than 10 logits a unit wins."""
    guesses = [
        guess("Seoul", evidence("Busan", 5.0, 0.7, "b"), evidence("Seoul", 4.0, 0.8, "s")) for _ in range(8)
    ]
    assert fit_judgement(guesses).retrieval_weight == min(w for w in RETRIEVAL_WEIGHTS if w > 10.0)


def test_of_equally_good_weights_the_smallest_is_taken():
    guesses = [guess("Seoul", evidence("Seoul", 5.0, 0.8, "s"), evidence("Busan", 1.0, 0.7, "b"))] * 4
    assert fit_judgement(guesses).retrieval_weight == 0.0


def test_confidence_rises_with_the_margin_where_the_margin_tells_right_from_wrong():
    right = [guess("Seoul", evidence("Seoul", margin, 0.8)) for margin in (6.0, 7.0, 8.0, 9.0) * 25]
    wrong = [guess("Seoul", evidence("Busan", margin, 0.8)) for margin in (0.0, 1.0, 2.0, 3.0) * 25]
    unanswerable = [guess("", evidence("Daegu", -3.0, 0.8))] * 25
    judgement = fit_judgement([*right, *wrong, *unanswerable])

    def confidence(margin):
        one = evidence("Jeju", margin, 0.8)
        return judgement.calibrator(judgement.features([one], [Hit(one.candidate.passage, 0.8)], "en"))

    assert confidence(8.0) > 0.8
    assert confidence(-3.0) < confidence(1.0) < 0.2


def test_the_calibrator_sees_the_features_that_answering_computes():
    guesses = [guess("Seoul", evidence("Seoul", m, 0.8)) for m in (5.0, 6.0)] + [
        guess("", evidence("no", 0.0, 0.5))
    ]
    judgement = fit_judgement(guesses)
    one = evidence("Seoul", 5.0, 0.8)
    features = judgement.features([one], [Hit(one.candidate.passage, 0.8)], "ko")
    assert len(judgement.calibrator.weights) == len(features)
    assert Judgement.from_dict(judgement.to_dict()) == judgement


@pytest.mark.parametrize(
    ("of_best", "gap"),
    [
        ({"id": "story"}, 0.0),  # its own headline
        ({"id": "edition", "translation_of": "story"}, 0.0),  # its other edition
        ({"id": "elsewhere"}, 0.3),
    ],
)
def test_only_another_story_s_passage_speaks_against_an_answer(of_best, gap):
    story = Article(id="story", title="", text="The span is 412 meters.", language="en")
    best = Article(**{"title": "", "text": "달내교 길이", "language": "ko", **of_best})
    passage = Passage(story, Span(0, len(story.text)))
    one = Evidence(Candidate(passage, Span(12, 22), 5.0, 0.0), 0.6)
    hits = [Hit(Passage(best, Span(0, 6)), 0.9), Hit(passage, 0.6)]
    assert Judgement.default().features([one], hits, "en")[2] == pytest.approx(gap)


@pytest.fixture
def answerer():
    embedder = HashingEmbedder(256)
    library = MemoryLibrary(dimension=256, terms=lambda text, language: text.lower().split())
    article = Article(id="harbor", title="", text=TEXT, language="en")
    library.add(article, [Passage(article, Span(0, len(TEXT)))], embedder.embed_passages([TEXT]))
    retriever = Retriever(library, embedder, lambda text, language: text.lower().split())
    return Answerer(library, retriever, KeywordReader(), Judgement.default())


def test_guesses_are_gathered_with_what_brought_them_up(answerer):
    questions = [example("Dredging the harbor will cost what?", "95"), example("Who won the regatta?")]
    first, second = gather(answerer, questions)
    assert first.example is questions[0]
    assert first.weighed == answerer.weigh(questions[0].question)
    assert is_right(first.example, first.weighed.ranked[0])
    assert second.weighed.ranked[0].candidate.margin < 0


def test_questions_that_bring_up_nothing_are_left_out(answerer):
    empty = MemoryLibrary(dimension=256, terms=lambda text, language: text.split())
    nothing = replace(answerer, retriever=replace(answerer.retriever, library=empty))
    assert gather(nothing, [example("Who won?", "nobody")]) == []
    assert gather(answerer, []) == []
