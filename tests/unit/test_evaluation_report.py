import json

from qa_bot.evaluation import AnswersReport, Example, Gold, ReadingReport, RetrievalReport, Scores
from qa_bot.evaluation.quality import Outcome, Qualities
from qa_bot.evaluation.report import Recall
from qa_bot.evaluation.table import render


def outcome(name, f1, *, asked_in="ko", context=None, kind=""):
    answers = (Gold("12일", doc="rate.ko"),)
    example = Example(name, "", context, "언제?", answers, "ko", asked_in, kind)
    return Outcome(example, Scores(float(f1 == 1.0), f1))


def answers_report(outcomes):
    return AnswersReport(
        qualities=Qualities.of(outcomes),
        answered=2 / 3,
        precision_when_answered=None,
        coverage_at_90_precision=0.125,
        calibration_error=0.03456,
        citations_exact=1.0,
        latency_p50=12.3456,
        latency_p95=99.0,
    )


def test_a_report_has_its_keys_in_one_order_whatever_the_order_of_the_questions():
    outcomes = [
        outcome("1", 1.0, kind="same"),
        outcome("2", 0.5, asked_in="en", kind="cross"),
        outcome("3", 0.0),
    ]
    forward, backward = answers_report(outcomes).to_json(), answers_report(outcomes[::-1]).to_json()
    assert forward == backward
    found = json.loads(forward)
    assert list(found) == [
        "task",
        "n",
        "exact_match",
        "f1",
        "has_answer",
        "no_answer",
        "by_language",
        "by_direction",
        "by_kind",
        "answered",
        "precision_when_answered",
        "coverage_at_90_precision",
        "calibration_error",
        "citations_exact",
        "latency_ms",
    ]
    assert (found["answered"], found["coverage_at_90_precision"], found["calibration_error"]) == (
        66.67,
        12.5,
        3.46,
    )
    assert found["precision_when_answered"] is None
    assert found["latency_ms"] == {"p50": 12.35, "p95": 99.0}


def test_questions_on_contexts_have_no_groups_by_direction_or_kind():
    found = ReadingReport(Qualities.of([outcome("1", 1.0, context="12일에 열렸다.")])).to_dict()
    assert list(found) == ["task", "n", "exact_match", "f1", "has_answer", "no_answer", "by_language"]


def test_korean_names_stay_readable_in_json():
    report = ReadingReport(Qualities.of([outcome("1", 1.0, kind="바이라인")]))
    assert '"바이라인"' in report.to_json()
    assert '"ko→ko"' in report.to_json()


def test_a_report_is_a_table_for_people():
    outcomes = [outcome("1", 1.0, kind="same"), outcome("2", 0.25, asked_in="en", kind="날짜")]
    assert answers_report(outcomes).to_text().splitlines() == [
        "task                      answer",
        "n                         2",
        "exact_match               50.00",
        "f1                        62.50",
        "has_answer                n 2  exact_match 50.00  f1 62.50",
        "no_answer                 n 0  accuracy –",
        "by_language               n  exact_match      f1",
        "en                        1         0.00   25.00",
        "ko                        1       100.00  100.00",
        "by_direction              n  exact_match      f1",
        "en→ko                     1         0.00   25.00",
        "ko→ko                     1       100.00  100.00",
        "by_kind                   n  exact_match      f1",
        "same                      1       100.00  100.00",
        "날짜                      1         0.00   25.00",
        "answered                  66.67",
        "precision_when_answered   –",
        "coverage_at_90_precision  12.50",
        "calibration_error         3.46",
        "citations_exact           100.00",
        "latency_ms                p50 12.35  p95 99.00",
    ]


def test_a_retrieval_table_names_each_cut():
    recall = Recall(4, {1: 0.5, 5: 0.75, 10: 1.0}, 0.61234)
    report = RetrievalReport(recall, recall, {"ko": recall}, {}, {}, skipped=3)
    assert report.to_dict() == {
        "task": "retrieve",
        "n": 4,
        "recall": {"1": 50.0, "5": 75.0, "10": 100.0},
        "mrr": 0.6123,
        "document_recall": {"1": 50.0, "5": 75.0, "10": 100.0},
        "by_language": {"ko": {"n": 4, "recall": {"1": 50.0, "5": 75.0, "10": 100.0}, "mrr": 0.6123}},
    }
    assert report.to_text().splitlines()[-3:] == [
        "by_language      n  recall 1  recall 5  recall 10   mrr",
        "ko               4     50.00     75.00     100.00  0.61",
        "left out, having no answer: 3",
    ]


def test_an_empty_table_is_an_empty_text():
    assert render({}) == ""
    assert render({"by_language": {}}) == "by_language"
