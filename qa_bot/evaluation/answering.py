"""Task `answer`: the whole way from question to cited answer, and whether its confidence can be trusted."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from qa_bot.calibration import expected_calibration_error
from qa_bot.errors import ConfigError
from qa_bot.evaluation.example import Example
from qa_bot.evaluation.progress import track
from qa_bot.evaluation.quality import Outcome, Qualities, mean
from qa_bot.evaluation.report import AnswersReport
from qa_bot.evaluation.scores import Scores, score_example
from qa_bot.types import Answer, Article

Ask = Callable[[str], Answer]
FindArticle = Callable[[str], "Article | None"]

_WANTED_PRECISION = 0.9


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back to one question: the best guess, and whether it was sure enough to be shown.

    `is_right` is about the guess, shown or not; `citations` says of each whether it quotes its article.
    """

    outcome: Outcome
    has_guess: bool
    is_answered: bool
    is_right: bool
    confidence: float
    citations: tuple[bool, ...]
    milliseconds: float


def evaluate_answers(
    examples: Sequence[Example],
    ask: Ask,
    *,
    threshold: float = 0.5,
    find_article: FindArticle | None = None,
    progress: bool = True,
) -> AnswersReport:
    """Scores, trustworthiness and speed of `ask(question)`.

    `ask` gives its best guess with its confidence however unsure it is (a bot's `ask` with threshold 0):
    a guess counts as answered where its confidence is at least `threshold`, and confidence is measured on
    all guesses. A guess is right where its F1 with some gold is at least 0.5; one to a question without
    an answer never is. `find_article` gives the library's article of an id: citations must then quote
    that one too. `ConfigError` for a set without questions or a threshold outside 0 to 1.
    """
    if not examples:
        raise ConfigError("no question to ask; evaluate on a set that has some")
    if not 0.0 <= threshold <= 1.0:
        raise ConfigError(f"threshold is a share of 0 to 1, not {threshold}")
    replies = [
        _reply(example, ask, threshold, find_article)
        for example in track(examples, "answer", is_shown=progress)
    ]
    return _report(replies)


def coverage_at_precision(
    confidences: Sequence[float], right: Sequence[bool], precision: float = _WANTED_PRECISION
) -> float:
    """The largest share of guesses that a cut in confidence can show with at least that precision.

    Guesses of the same confidence are shown together or not at all.

    >>> coverage_at_precision([0.9, 0.8, 0.7, 0.6], [True, True, False, True], precision=0.75)
    1.0
    """
    if not confidences:
        return 0.0
    order = np.argsort(-np.asarray(confidences, dtype=np.float64), kind="stable")
    sorted_confidences = np.asarray(confidences, dtype=np.float64)[order]
    shown = np.arange(1, len(order) + 1)
    # compared as counts, so that 9 of 10 is 90 % whatever the rounding
    is_enough = np.cumsum(np.asarray(right, dtype=np.int64)[order]) >= precision * shown - 1e-9
    is_last_of_its_confidence = np.append(sorted_confidences[1:] != sorted_confidences[:-1], True)
    return float(shown[is_enough & is_last_of_its_confidence].max(initial=0) / len(order))


def quotes_exactly(answer: Answer, find_article: FindArticle | None = None) -> tuple[bool, ...]:
    """Whether each citation, once through JSON, quotes its article between its offsets to the letter."""
    citations = json.loads(json.dumps(answer.to_dict()))["citations"]
    verdicts = []
    for citation in citations:
        start, end, quote = citation["start"], citation["end"], citation["quote"]
        texts = [citation["article"]["text"]]
        if find_article is not None:
            article = find_article(citation["article"]["id"])
            texts.append(article.text if article else "")
        verdicts.append(all(text[start:end] == quote for text in texts))
    return tuple(verdicts)


def _reply(example: Example, ask: Ask, threshold: float, find_article: FindArticle | None) -> Reply:
    started = time.perf_counter()
    answer = ask(example.question)
    milliseconds = 1000 * (time.perf_counter() - started)
    is_answered = bool(answer) and answer.confidence >= threshold
    return Reply(
        outcome=Outcome(example, _scores(answer.text if is_answered else None, example)),
        has_guess=bool(answer),
        is_answered=is_answered,
        is_right=bool(answer) and _scores(answer.text, example).is_right,
        confidence=answer.confidence,
        citations=quotes_exactly(answer, find_article),
        milliseconds=milliseconds,
    )


def _scores(said: str | None, example: Example) -> Scores:
    if example.is_answerable:
        return score_example(said, example)
    # by the scripts' rule a shown "the" would be no answer; here it was shown
    silence = float(said is None)
    return Scores(exact_match=silence, f1=silence)


def _report(replies: Sequence[Reply]) -> AnswersReport:
    guesses = [reply for reply in replies if reply.has_guess]
    confidences = [reply.confidence for reply in guesses]
    right = [reply.is_right for reply in guesses]
    p50, p95 = np.percentile([reply.milliseconds for reply in replies], [50, 95])
    return AnswersReport(
        qualities=Qualities.of([reply.outcome for reply in replies]),
        answered=sum(reply.is_answered for reply in replies) / len(replies),
        precision_when_answered=mean([float(reply.is_right) for reply in replies if reply.is_answered]),
        coverage_at_90_precision=coverage_at_precision(confidences, right) * len(guesses) / len(replies),
        calibration_error=expected_calibration_error(confidences, right) if guesses else None,
        citations_exact=mean([float(is_exact) for reply in replies for is_exact in reply.citations]),
        latency_p50=float(p50),
        latency_p95=float(p95),
    )
