"""Answers by what is asked for: what changed, one of several, a table's cell, yes or no, lists, reasons.

    python benchmarks/kinds.py [--part dev|tables_dev|tables_test|lists|series_dev|series_test]

Asks the questions of `data/kinds/PART/` of that folder's articles and records, for each kind and for those
that no edition in the asker's language answers, the share answered, of these the share right (F1 of half or
more), and how often the best guess is right or exact whether it is shown or not.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from record import record

from qa_bot import QABot
from qa_bot.citing import cite
from qa_bot.evaluation.dataset import Example, read_examples
from qa_bot.evaluation.scores import score_example
from qa_bot.training.judgement import Guess, gather

PARTS = ("dev", "test", "tables_dev", "tables_test", "lists", "series_dev", "series_test")
KINDS = Path(__file__).parent.parent / "data" / "kinds"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one question: whether it was answered, and how good the best guess is."""

    is_answered: bool
    is_right: bool
    is_exact: bool


def main() -> None:
    """Ask, sort by kind and record."""
    made = argparse.ArgumentParser(description=__doc__)
    made.add_argument("--part", choices=PARTS, default="test")
    part = made.parse_args().part
    record(f"kinds, {part}", measure(KINDS / part))


def measure(folder: Path) -> dict[str, dict[str, float]]:
    """Shares in percent by kind, of all that have an answer, and of those that cross languages."""
    outcomes: dict[str, list[Outcome]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as library, QABot.open(library) as bot:
        bot.add(folder / "articles")
        judgement, threshold = bot.answerer.judgement, bot.settings.threshold
        for guess in gather(bot.answerer, read_examples(folder / "questions.jsonl")):
            is_answered = judgement.calibrator(guess.weighed.features) >= threshold
            for group in groups_of(guess.example):
                outcomes[group].append(outcome_of(guess, is_answered=is_answered))
    return {group: shares(found) for group, found in sorted(outcomes.items())}


def groups_of(example: Example) -> Iterable[str]:
    """Its kind, and whether it has an answer and crosses languages."""
    yield example.kind
    if example.is_answerable:
        yield "all answerable"
        if all((a.doc or "").rpartition(".")[2] != example.question_language for a in example.answers):
            yield "all crossing"


def outcome_of(guess: Guess, *, is_answered: bool) -> Outcome:
    """How the best candidate does."""
    said = cite(guess.weighed.ranked[0].candidate).quote
    scores = score_example(said, guess.example)
    is_answerable = guess.example.is_answerable
    return Outcome(is_answered, is_answerable and scores.is_right, is_answerable and scores.exact_match == 1)


def shares(outcomes: list[Outcome]) -> dict[str, float]:
    """Counts and shares in percent."""
    answered = [one for one in outcomes if one.is_answered]
    return {
        "n": len(outcomes),
        "answered": _percent(len(answered), len(outcomes)),
        "right when answered": _percent(sum(one.is_right for one in answered), len(answered)),
        "answered rightly": _percent(sum(one.is_right for one in answered), len(outcomes)),
        "best guess right": _percent(sum(one.is_right for one in outcomes), len(outcomes)),
        "best guess exact": _percent(sum(one.is_exact for one in outcomes), len(outcomes)),
    }


def _percent(count: int, whole: int) -> float:
    return round(100 * count / max(1, whole), 1)


if __name__ == "__main__":
    main()
