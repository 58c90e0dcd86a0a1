"""Exact match and F1 of many answers, as a whole and by group."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from qa_bot.evaluation.example import Example
from qa_bot.evaluation.scores import Scores

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one question went."""

    example: Example
    scores: Scores


@dataclass(frozen=True, slots=True)
class Quality:
    """Mean scores of `n` answers, 0 to 1; None where there are none."""

    n: int
    exact_match: float | None
    f1: float | None

    @classmethod
    def of(cls, outcomes: Sequence[Outcome]) -> Quality:
        """The means over `outcomes`."""
        return cls(
            n=len(outcomes),
            exact_match=mean([outcome.scores.exact_match for outcome in outcomes]),
            f1=mean([outcome.scores.f1 for outcome in outcomes]),
        )

    def to_dict(self) -> dict[str, Any]:
        """A JSON-ready mapping in percent."""
        return {"n": self.n, "exact_match": percent(self.exact_match), "f1": percent(self.f1)}


@dataclass(frozen=True, slots=True)
class Qualities:
    """Scores of a whole set and of its parts; the groups are sorted by name.

    For questions without an answer, exact match is the share that was left unanswered.
    """

    overall: Quality
    has_answer: Quality
    no_answer: Quality
    by_language: Mapping[str, Quality]
    by_direction: Mapping[str, Quality]
    by_kind: Mapping[str, Quality]

    @classmethod
    def of(cls, outcomes: Sequence[Outcome]) -> Qualities:
        """The scores of `outcomes`; `by_language` goes by the question's language."""
        return cls(
            overall=Quality.of(outcomes),
            has_answer=Quality.of([one for one in outcomes if one.example.is_answerable]),
            no_answer=Quality.of([one for one in outcomes if not one.example.is_answerable]),
            by_language=_grouped(outcomes, lambda example: example.question_language),
            by_direction=_grouped(outcomes, direction_of),
            by_kind=_grouped(outcomes, lambda example: example.kind),
        )

    def to_dict(self) -> dict[str, Any]:
        """A JSON-ready mapping in percent; groups by direction and kind only where there are any."""
        accuracy = percent(self.no_answer.exact_match)
        named = {
            "by_language": self.by_language,
            "by_direction": self.by_direction,
            "by_kind": self.by_kind,
        }
        return {
            **self.overall.to_dict(),
            "has_answer": self.has_answer.to_dict(),
            "no_answer": {"n": self.no_answer.n, "accuracy": accuracy},
            **{
                name: {key: quality.to_dict() for key, quality in groups.items()}
                for name, groups in named.items()
                if groups or name == "by_language"
            },
        }


def direction_of(example: Example) -> str | None:
    """The direction of a question on articles; None for one on a context, whose file has just one."""
    return example.direction if example.context is None else None


def percent(share: float | None) -> float | None:
    """A share of 0 to 1 in percent, rounded to two decimals.

    >>> percent(2 / 3)
    66.67
    """
    return None if share is None else round(100 * share, 2)


def mean(values: Sequence[float]) -> float | None:
    """The mean, or None of nothing."""
    return sum(values) / len(values) if values else None


def group_by(items: Iterable[Item], key_of: Callable[[Item], str | None]) -> dict[str, list[Item]]:
    """The items under their keys, sorted by key; those without a key (None, "") are left out."""
    groups: dict[str, list[Item]] = {}
    for item in items:
        if key := key_of(item):
            groups.setdefault(key, []).append(item)
    return dict(sorted(groups.items()))


def _grouped(outcomes: Sequence[Outcome], key_of: Callable[[Example], str | None]) -> dict[str, Quality]:
    groups = group_by(outcomes, lambda outcome: key_of(outcome.example))
    return {key: Quality.of(group) for key, group in groups.items()}
