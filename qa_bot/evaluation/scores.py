"""Exact match and F1 of an answer by the rule of the language that it is written in."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from qa_bot.evaluation import korquad, squad
from qa_bot.evaluation.example import Example
from qa_bot.types import Language

# F1 against some gold answer from which a shown answer counts as right: it has more of the gold words than
# not, and a reader who sees it beside its article is served
RIGHT_F1 = 0.5


@dataclass(frozen=True, slots=True)
class Scores:
    """How well one answer does, both 0 to 1.

    >>> Scores(exact_match=0.0, f1=0.8).is_right
    True
    """

    exact_match: float
    f1: float

    @property
    def is_right(self) -> bool:
        """Whether the answer counts as right where only right and wrong are told apart."""
        return self.f1 >= RIGHT_F1


def score(prediction: str | None, golds: Sequence[str], language: Language) -> Scores:
    """The best exact match and the best F1 of `prediction` over `golds`.

    `language` is that of the golds, whatever the question's: KorQuAD's rule for Korean, SQuAD's for all
    else. None and "" both say that there is no answer, which is right just where no gold has any words
    left once normalised (SQuAD 2.0's rule, here for Korean too).

    >>> score("서울에서", ["부산", "서울"], "ko")
    Scores(exact_match=0.0, f1=0.6666666666666666)
    >>> score(None, [], "en")
    Scores(exact_match=1.0, f1=1.0)
    """
    rule = korquad if language == "ko" else squad
    said = unicodedata.normalize("NFC", prediction or "")
    wanted = [unicodedata.normalize("NFC", gold) for gold in golds]
    wanted = [gold for gold in wanted if rule.normalize(gold)] or [""]
    return Scores(
        exact_match=max(rule.exact_match(said, gold) for gold in wanted),
        f1=max(rule.f1(said, gold) for gold in wanted),
    )


def score_example(prediction: str | None, example: Example) -> Scores:
    """The best of `score` over the golds of `example`, each edition's by its own language's rule."""
    by_language: dict[Language, list[str]] = {}
    for gold in example.answers:
        by_language.setdefault(example.language_of(gold), []).append(gold.text)
    groups = by_language or {example.language: []}
    scores = [score(prediction, golds, language) for language, golds in groups.items()]
    return Scores(max(one.exact_match for one in scores), max(one.f1 for one in scores))
