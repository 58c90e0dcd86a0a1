"""Learning how to rank candidates and how far to trust the best, from questions with known answers.

The questions must be about articles that neither the reader was trained nor will be reported on, and some
must have no answer in the library: confidence is the share of *all* such guesses that are right.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from qa_bot.answering import Answerer, Weighed
from qa_bot.calibration import Calibrator
from qa_bot.citing import cite
from qa_bot.evaluation.example import Example
from qa_bot.evaluation.scores import score_example
from qa_bot.evidence import Evidence, Judgement, rank

# logits a unit of search score; the scores of good and bad passages differ by some hundredths
# Search score and share of BM25 go together (their correlation is .9): a light penalty sets them against each
# other, which fits the questions at hand and no others.
PENALTY = 10.0
RETRIEVAL_WEIGHTS = (0.0, 5.0, 10.0, 15.0, 20.0, 30.0, 40.0, 60.0, 80.0, 110.0, 150.0)


@dataclass(frozen=True, slots=True)
class Guess:
    """A question with all that was found out about it."""

    example: Example
    weighed: Weighed


def gather(answerer: Answerer, examples: Iterable[Example]) -> list[Guess]:
    """Ask every question once; those that bring up nothing are left out."""
    guesses = [Guess(example, answerer.weigh(example.question)) for example in examples]
    return [guess for guess in guesses if guess.weighed.ranked]


def fit_judgement(guesses: Sequence[Guess]) -> Judgement:
    """The retrieval weight with most right best guesses, and a calibrator for it.

    Of equally good weights the smallest is taken.
    """
    weights = {weight: _count_right(guesses, weight) for weight in RETRIEVAL_WEIGHTS}
    best = max(RETRIEVAL_WEIGHTS, key=lambda weight: (weights[weight], -weight))
    judgement = replace(Judgement.default(), retrieval_weight=best)
    features, right = [], []
    for guess in guesses:
        ranked = rank(guess.weighed.ranked, best)
        features.append(judgement.features(ranked, guess.weighed.hits, guess.weighed.language))
        right.append(is_right(guess.example, ranked[0]))
    return Judgement(best, Calibrator.fit(features, right, PENALTY))


def is_right(example: Example, evidence: Evidence) -> bool:
    """Whether the candidate, its edges mended, has an F1 of half or more with some gold answer."""
    return example.is_answerable and score_example(cite(evidence.candidate).quote, example).is_right


def _count_right(guesses: Sequence[Guess], weight: float) -> int:
    return sum(is_right(guess.example, rank(guess.weighed.ranked, weight)[0]) for guess in guesses)
