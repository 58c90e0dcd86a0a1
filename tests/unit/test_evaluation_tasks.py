"""The three tasks on readers, searches and answers that can be worked out by hand."""

import json
import unicodedata
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.errors import ConfigError
from qa_bot.evaluation import (
    Example,
    Gold,
    articles_of,
    evaluate_answers,
    evaluate_reading,
    evaluate_retrieval,
)
from qa_bot.evaluation.answering import coverage_at_precision, quotes_exactly
from qa_bot.types import Answer, Article, Candidate, Citation, Hit, Passage, Span

KOREAN = "한국은행이 12일 금리를 3.5%로 올렸다. 총재는 배경을 설명했다."
ENGLISH = "The Han River bridge reopened on Friday. It had been shut for a year."


def on_context(name, context, question, *answers, language="ko", asked_in=None, kind=""):
    golds = tuple(Gold(answer, context.index(answer)) for answer in answers)
    return Example(name, "", context, question, golds, language, asked_in or language, kind)


def on_articles(name, question, *golds, asked_in="ko", kind=""):
    answers = tuple(Gold(text, doc=doc) for doc, text in golds)
    return Example(name, "", None, question, answers, "ko", asked_in, kind)


def article(name, text, language="ko"):
    return Article(id=f"id-{name}", title="", text=text, language=language, source=f"articles/{name}.txt")


class ScriptedReader:
    """Proposes for each question the words it is told, at the margin it is told."""

    fingerprint = "scripted"

    def __init__(self, said):
        self.said = said
        self.passages_seen = []

    def count_tokens(self, texts):
        return [len(text.split()) for text in texts]

    def read(self, question, passages):
        self.passages_seen.append([passage.text for passage in passages])
        words, margin = self.said[question]
        found = [
            Candidate(passage, Span(start, start + len(words)), score=margin + 1, no_answer_score=1)
            for passage in passages
            if words and (start := passage.text.find(words)) >= 0
        ]
        return sorted(found, key=lambda candidate: -candidate.margin)


class BatchingReader(ScriptedReader):
    batches = ()

    def read_many(self, questions):
        self.batches = (*self.batches, len(questions))
        return [self.read(question, passages) for question, passages in questions]


READ = [
    on_context("1", KOREAN, "언제?", "12일"),
    on_context("2", KOREAN, "누가?", "한국은행", asked_in="en"),
    on_context("3", ENGLISH, "When?", "on Friday", "Friday", language="en"),
    on_context("4", ENGLISH, "Why?", language="en"),
]
SAID = {
    "언제?": ("12일", 5.0),
    "누가?": ("한국은행이", 2.0),
    "When?": ("bridge", -3.0),
    "Why?": ("river", -1.0),
}


def test_reading_scores_the_best_candidates():
    found = evaluate_reading(READ[:3], ScriptedReader(SAID)).to_dict()
    # right; 4 of 5 and 4 of 4 characters; wrong
    assert found == {
        "task": "read",
        "n": 3,
        "exact_match": 33.33,
        "f1": 62.96,
        "has_answer": {"n": 3, "exact_match": 33.33, "f1": 62.96},
        "no_answer": {"n": 0, "accuracy": None},
        "by_language": {
            "en": {"n": 2, "exact_match": 0.0, "f1": 44.44},
            "ko": {"n": 1, "exact_match": 100.0, "f1": 100.0},
        },
    }


def test_a_set_where_all_have_an_answer_knows_no_threshold():
    said = {**SAID, "When?": ("Friday", -30.0)}
    assert evaluate_reading(READ[:3], ScriptedReader(said)).to_dict()["has_answer"]["exact_match"] == 66.67


@pytest.mark.parametrize(
    ("threshold", "accuracy", "exact_match"),
    [(0.0, 100.0, 33.33), (-2.0, 0.0, 33.33), (3.0, 100.0, 33.33), (6.0, 100.0, 0.0), (None, 0.0, 33.33)],
)
def test_a_margin_below_the_threshold_says_that_there_is_no_answer(threshold, accuracy, exact_match):
    said = {**SAID, "Why?": ("It", -1.0)}
    found = evaluate_reading(READ, ScriptedReader(said), no_answer_threshold=threshold).to_dict()
    assert found["no_answer"] == {"n": 1, "accuracy": accuracy}
    assert found["has_answer"]["exact_match"] == exact_match


def test_a_margin_at_the_threshold_is_an_answer():
    found = evaluate_reading(READ, ScriptedReader({**SAID, "Why?": ("It", 0.0)})).to_dict()
    assert found["no_answer"] == {"n": 1, "accuracy": 0.0}


def test_a_reader_that_proposes_nothing_answers_nothing():
    found = evaluate_reading(READ, ScriptedReader(dict.fromkeys(SAID, ("", 0.0)))).to_dict()
    assert (found["has_answer"]["f1"], found["no_answer"]["accuracy"]) == (0.0, 100.0)


def test_without_a_split_the_whole_context_is_one_passage():
    reader = ScriptedReader(SAID)
    evaluate_reading(READ[:1], reader)
    assert reader.passages_seen == [[KOREAN]]


def test_a_split_gives_the_reader_its_passages():
    def halves(whole):
        middle = whole.text.index(". ") + 2
        return [Passage(whole, Span(0, middle)), Passage(whole, Span(middle, len(whole.text)))]

    reader = ScriptedReader({"누가?": ("총재", 1.0)})
    found = evaluate_reading([on_context("1", KOREAN, "누가?", "총재")], reader, split=halves)
    assert reader.passages_seen == [["한국은행이 12일 금리를 3.5%로 올렸다. ", "총재는 배경을 설명했다."]]
    assert found.to_dict()["exact_match"] == 100.0


def test_postprocessing_moves_the_best_span():
    def without_last_letter(candidate):
        return replace(candidate, span=Span(candidate.span.start, candidate.span.end - 1))

    found = evaluate_reading([READ[1]], ScriptedReader(SAID), postprocess=without_last_letter)
    assert found.to_dict()["exact_match"] == 100.0


def test_a_reader_of_batches_gives_the_same_report():
    many = [replace(READ[i % 4], id=str(i)) for i in range(70)]
    reader = BatchingReader({**SAID, "Why?": ("It", 1.0)})
    expected = evaluate_reading(many, ScriptedReader(reader.said))
    assert evaluate_reading(many, reader) == expected
    assert reader.batches == (32, 32, 6)


def test_a_question_on_articles_is_read_on_the_article_of_its_first_answer():
    articles = [article("rate.ko", KOREAN), article("rate.en", "Rates rose on May 12.", "en")]
    examples = [
        on_articles("1", "언제?", ("rate.ko", "12일"), ("rate.en", "May 12"), kind="same"),
        on_articles("2", "When?", ("rate.en", "May 12"), asked_in="en", kind="cross"),
        on_articles("3", "왜?", kind="unanswerable"),
    ]
    reader = ScriptedReader({"언제?": ("12일", 1.0), "When?": ("May", -5.0)})
    report = evaluate_reading(examples, reader, articles=articles)
    assert reader.passages_seen == [[KOREAN], ["Rates rose on May 12."]]
    assert report.skipped == 1
    found = report.to_dict()
    assert (found["n"], found["exact_match"], found["f1"]) == (2, 50.0, 83.33)  # 1, and 1 of 1 and 1 of 2
    assert list(found["by_direction"]) == ["en→en", "ko→ko"]
    assert found["by_kind"]["cross"] == {"n": 1, "exact_match": 0.0, "f1": 66.67}
    assert report.to_text().endswith("left out, having no answer: 1")


def test_only_the_golds_of_the_article_that_is_read_count():
    examples = [on_articles("1", "언제?", ("rate.ko", "12일"), ("rate.en", "한국은행"))]
    reader = ScriptedReader({"언제?": ("한국은행", 1.0)})
    found = evaluate_reading(examples, reader, articles=[article("rate.ko", KOREAN)]).to_dict()
    assert found["f1"] == 0.0


def test_an_article_whose_name_tells_no_language_is_scored_by_its_own():
    example = replace(on_articles("1", "Who?", ("rate", "한국은행"), asked_in="en"), language="en")
    reader = ScriptedReader({"Who?": ("한국은행이", 1.0)})
    found = evaluate_reading([example], reader, articles=[article("rate", KOREAN)]).to_dict()
    assert found["f1"] == 88.89  # 4 of 5 and 4 of 4 characters


def test_a_named_article_that_is_not_there_is_an_error_with_a_remedy():
    examples = [on_articles("a7", "언제?", ("rate.ko", "12일"))]
    with pytest.raises(
        ConfigError, match=r'question a7 asks for article "rate\.ko"; name its folder with --articles'
    ):
        evaluate_reading(examples, ScriptedReader({}), articles=[article("other.ko", KOREAN)])


@pytest.mark.parametrize("examples", [[], [on_articles("1", "왜?")]])
def test_a_set_without_questions_to_read_is_refused(examples):
    with pytest.raises(ConfigError, match="no question to read"):
        evaluate_reading(examples, ScriptedReader({}))


def test_an_article_is_found_by_id_by_file_and_by_file_without_ending_decomposed_or_not():
    text = Article(
        id="금리", title="", text=KOREAN, language="ko", source=unicodedata.normalize("NFD", "가/나.ko.txt")
    )
    reader = ScriptedReader({"언제?": ("12일", 1.0)})
    for name in ("금리", "나.ko.txt", "나.ko"):
        found = evaluate_reading([on_articles("1", "언제?", (name, "12일"))], reader, articles=[text])
        assert found.to_dict()["exact_match"] == 100.0


def hits(*passages):
    return [Hit(passage, float(-rank)) for rank, passage in enumerate(passages)]


def whole(text_or_article):
    found = (
        text_or_article if isinstance(text_or_article, Article) else article(text_or_article, text_or_article)
    )
    return Passage(found, Span(0, len(found.text)))


def test_a_context_in_several_passages_counts_once_at_its_best():
    first, second = on_context("1", KOREAN, "언제?", "12일"), on_context("2", ENGLISH, "When?", "Friday")
    korean, english = articles_of([first, second])
    pieces = [Passage(korean, Span(0, 5)), Passage(korean, Span(6, 9)), Passage(english, Span(0, 3))]
    order = {"언제?": pieces, "When?": pieces}
    report = evaluate_retrieval([first, second], lambda question, k: hits(*order[question]))
    # the Korean context is first; the English one second, behind two passages of one context
    assert report.to_dict() == {
        "task": "retrieve",
        "n": 2,
        "recall": {"1": 50.0, "5": 100.0, "10": 100.0},
        "mrr": 0.75,
        "by_language": {"ko": {"n": 2, "recall": {"1": 50.0, "5": 100.0, "10": 100.0}, "mrr": 0.75}},
    }


def test_a_context_is_known_by_its_id_or_by_its_text():
    example = on_context("1", KOREAN, "언제?", "12일")
    (made,) = articles_of([example])
    for found in (replace(made, text="다듬은 글"), replace(made, id="another")):
        search = hits(whole(found))
        assert evaluate_retrieval([example], lambda question, k, found=search: found).to_dict()["mrr"] == 1.0


def test_recall_and_reciprocal_rank_follow_the_rank():
    example = on_context("1", KOREAN, "언제?", "12일")
    others = [whole(f"다른 글 {number}") for number in range(20)]
    (wanted,) = articles_of([example])
    expected = {1: (100, 100, 100, 1.0), 5: (0, 100, 100, 0.2), 6: (0, 0, 100, 0.1667), 11: (0, 0, 0, 0.0909)}
    for rank, (at_1, at_5, at_10, mrr) in expected.items():
        order = [*others[: rank - 1], whole(wanted), *others[rank:]]
        found = evaluate_retrieval([example], lambda question, k, order=order: hits(*order)).to_dict()
        assert (found["recall"], found["mrr"]) == ({"1": at_1, "5": at_5, "10": at_10}, mrr)
    found = evaluate_retrieval([example], lambda question, k: hits(*others)).to_dict()
    assert (found["recall"]["10"], found["mrr"]) == (0.0, 0.0)


def test_a_passage_of_the_right_article_must_hold_the_answers_words():
    korean = article("rate.ko", KOREAN)
    cut = KOREAN.index("총재")
    without, holding = Passage(korean, Span(cut, len(KOREAN))), Passage(korean, Span(0, cut))
    elsewhere = whole(article("other.ko", "12일 비가 왔다."))
    example = on_articles("1", "When?", ("rate.ko", "12일"), asked_in="en", kind="cross")
    found = evaluate_retrieval([example], lambda question, k: hits(elsewhere, without, holding)).to_dict()
    assert (found["recall"]["1"], found["recall"]["5"], found["mrr"]) == (0.0, 100.0, 0.3333)
    assert found["document_recall"] == {"1": 0.0, "5": 100.0, "10": 100.0}
    assert list(found["by_direction"]) == ["en→ko"]
    assert list(found["by_kind"]) == ["cross"]
    nothing = evaluate_retrieval([example], lambda question, k: hits(elsewhere, without)).to_dict()
    assert (nothing["recall"]["10"], nothing["document_recall"]["5"]) == (0.0, 100.0)


def test_either_edition_will_do():
    example = on_articles("1", "언제?", ("rate.ko", "12일"), ("rate.en", "May 12"))
    english = whole(article("rate.en", "Rates rose on May 12.", "en"))
    assert evaluate_retrieval([example], lambda question, k: hits(english)).to_dict()["mrr"] == 1.0
    # the words of one edition in the other are no hit
    mixed = whole(article("rate.en", "Rates rose on 12일.", "en"))
    assert evaluate_retrieval([example], lambda question, k: hits(mixed)).to_dict()["mrr"] == 0.0


def test_the_search_is_asked_for_the_depth_and_unanswerable_questions_are_left_out():
    asked = []

    def search(question, k):
        asked.append((question, k))
        return []

    report = evaluate_retrieval(READ, search, depth=30)
    assert asked == [("언제?", 30), ("누가?", 30), ("When?", 30)]
    assert (report.skipped, report.to_dict()["recall"]) == (1, {"1": 0.0, "5": 0.0, "10": 0.0})


def test_retrieval_refuses_what_it_can_not_measure():
    with pytest.raises(ConfigError, match="no question with an answer"):
        evaluate_retrieval(READ[3:], lambda question, k: [])
    with pytest.raises(ConfigError, match="depth must be at least 10, not 9"):
        evaluate_retrieval(READ, lambda question, k: [], depth=9)


def reply(question, words, confidence, text=KOREAN):
    if words is None:
        return Answer(question, confidence=confidence)
    start = text.index(words)
    cited = article("cited.ko", text)
    return Answer(question, (Citation(cited, Span(start, start + len(words))),), confidence)


ASKED = [
    on_articles("1", "언제?", ("rate.ko", "12일"), kind="same"),
    on_articles("2", "누가?", ("rate.ko", "한국은행"), kind="same"),
    on_articles("3", "How much?", ("rate.ko", "3.5%"), asked_in="en", kind="cross"),
    on_articles("4", "왜?", kind="unanswerable"),
]
REPLIES = {
    "언제?": reply("언제?", "12일", 0.9),
    "누가?": reply("누가?", "한국은행이", 0.6),
    "How much?": reply("How much?", "총재", 0.2),
    "왜?": reply("왜?", "배경", 0.4),
}


def test_answers_are_measured_from_question_to_citation():
    found = evaluate_answers(ASKED, REPLIES.__getitem__, threshold=0.5).to_dict()
    latency = found.pop("latency_ms")
    assert found == {
        "task": "answer",
        "n": 4,
        "exact_match": 50.0,  # the first, and the silence on the last
        "f1": 72.22,  # 1, 8/9, 0, 1
        "has_answer": {"n": 3, "exact_match": 33.33, "f1": 62.96},
        "no_answer": {"n": 1, "accuracy": 100.0},
        "by_language": {
            "en": {"n": 1, "exact_match": 0.0, "f1": 0.0},
            "ko": {"n": 3, "exact_match": 66.67, "f1": 96.3},
        },
        "by_direction": {
            "en→ko": {"n": 1, "exact_match": 0.0, "f1": 0.0},
            "ko→ko": {"n": 2, "exact_match": 50.0, "f1": 94.44},
        },
        "by_kind": {
            "cross": {"n": 1, "exact_match": 0.0, "f1": 0.0},
            "same": {"n": 2, "exact_match": 50.0, "f1": 94.44},
            "unanswerable": {"n": 1, "exact_match": 100.0, "f1": 100.0},
        },
        "answered": 50.0,
        "precision_when_answered": 100.0,
        "coverage_at_90_precision": 50.0,  # 0.9 and 0.6 are right, 0.4 and 0.2 are not
        "calibration_error": 27.5,  # gaps of 0.1, 0.4, 0.4 and 0.2
        "citations_exact": 100.0,
    }
    assert 0.0 <= latency["p50"] <= latency["p95"]


def test_the_threshold_decides_what_is_answered_but_not_what_confidence_is_worth():
    low, high = (evaluate_answers(ASKED, REPLIES.__getitem__, threshold=t).to_dict() for t in (0.0, 1.0))
    assert (low["answered"], low["precision_when_answered"], low["no_answer"]["accuracy"]) == (
        100.0,
        50.0,
        0.0,
    )
    assert (high["answered"], high["precision_when_answered"], high["no_answer"]["accuracy"]) == (
        0.0,
        None,
        100.0,
    )
    for name in ("coverage_at_90_precision", "calibration_error", "citations_exact"):
        assert low[name] == high[name]


def test_confidence_at_the_threshold_is_answered():
    assert evaluate_answers(ASKED, REPLIES.__getitem__, threshold=0.6).to_dict()["answered"] == 50.0


def test_a_question_without_any_guess_is_unanswered_and_has_no_confidence():
    found = evaluate_answers(ASKED, lambda question: reply(question, None, 0.0), threshold=0.0).to_dict()
    assert (found["answered"], found["precision_when_answered"], found["coverage_at_90_precision"]) == (
        0,
        None,
        0,
    )
    assert (found["calibration_error"], found["citations_exact"]) == (None, None)
    assert (found["has_answer"]["f1"], found["no_answer"]["accuracy"]) == (0.0, 100.0)


def test_coverage_is_a_share_of_all_questions_not_of_guesses():
    replies = {**REPLIES, "왜?": reply("왜?", None, 0.0)}
    found = evaluate_answers([ASKED[0], ASKED[3]], replies.__getitem__).to_dict()
    assert (found["coverage_at_90_precision"], found["calibration_error"]) == (50.0, 10.0)


def test_a_shown_answer_to_an_unanswerable_question_is_wrong_even_if_it_is_an_article():
    shown = reply("왜?", "The", 0.9, text=ENGLISH)
    found = evaluate_answers([replace(ASKED[3], language="en")], lambda question: shown).to_dict()
    assert (found["no_answer"]["accuracy"], found["precision_when_answered"]) == (0.0, 0.0)


@pytest.mark.parametrize(
    ("examples", "threshold", "message"),
    [
        ([], 0.5, "no question to ask"),
        (ASKED, 1.5, "share of 0 to 1"),
        (ASKED, float("nan"), "share of 0 to 1"),
    ],
)
def test_answering_refuses_what_it_can_not_measure(examples, threshold, message):
    with pytest.raises(ConfigError, match=message):
        evaluate_answers(examples, REPLIES.__getitem__, threshold=threshold)


def test_a_citation_must_quote_the_librarys_article_too():
    answer = reply("언제?", "12일", 0.9, text="🇰🇷 " + KOREAN)
    cited = answer.citations[0].article
    assert quotes_exactly(answer) == (True,)
    assert quotes_exactly(answer, {cited.id: cited}.get) == (True,)
    assert quotes_exactly(answer, {cited.id: replace(cited, text=KOREAN)}.get) == (False,)
    assert quotes_exactly(answer, {}.get) == (False,)
    found = evaluate_answers(ASKED[:1], lambda question: answer, find_article={}.get).to_dict()
    assert found["citations_exact"] == 0.0


def test_a_quote_that_does_not_stand_where_it_says_is_found_out():
    class Lying(Answer):
        def to_dict(self):
            told = json.loads(json.dumps(Answer.to_dict(self)))
            told["citations"][0]["start"] += 1
            return told

    honest = REPLIES["언제?"]
    assert quotes_exactly(Lying(honest.question, honest.citations, honest.confidence)) == (False,)


@pytest.mark.parametrize(
    ("confidences", "right", "coverage"),
    [
        ([], [], 0.0),
        ([0.9], [False], 0.0),
        ([0.1], [True], 1.0),
        ([0.9, 0.8, 0.7], [False, True, True], 0.0),
        # nine right, one wrong: just enough, in whatever place the wrong one stands
        ([1 - i / 100 for i in range(10)], [True] * 9 + [False], 1.0),
        ([1 - i / 100 for i in range(10)], [False] + [True] * 9, 1.0),
        # two of the same confidence, one wrong: neither can be shown alone
        ([0.9, 0.5, 0.5], [True, True, False], 1 / 3),
    ],
)
def test_coverage_is_the_most_that_a_cut_can_show(confidences, right, coverage):
    assert coverage_at_precision(confidences, right) == pytest.approx(coverage)


def test_precision_is_compared_without_rounding_error():
    assert 0.55 * 100 > 55
    right = [True] * 55 + [False] * 45
    assert coverage_at_precision([0.5] * 100, right, precision=0.55) == 1.0


@given(st.lists(st.tuples(st.sampled_from([0.2, 0.4, 0.6, 0.8]), st.booleans()), min_size=1, max_size=25))
def test_coverage_is_what_trying_every_cut_finds(guesses):
    best = 0
    for cut in {confidence for confidence, _ in guesses}:
        shown = [right for confidence, right in guesses if confidence >= cut]
        if 10 * sum(shown) >= 9 * len(shown):
            best = max(best, len(shown))
    confidences, right = zip(*guesses, strict=True)
    assert coverage_at_precision(confidences, right) == pytest.approx(best / len(guesses))


def test_percentiles_of_latency_are_milliseconds_of_asking_alone():
    import time

    waits = iter([0.0, 0.0, 0.0, 0.05])

    def ask(question):
        time.sleep(next(waits))
        return REPLIES[question]

    report = evaluate_answers(ASKED, ask)
    assert report.latency_p50 < 25 < report.latency_p95
    assert np.isfinite(report.latency_p95)
