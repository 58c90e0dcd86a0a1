"""What speaks for an answer, and how far that is to be trusted.

The reader's margin and the search's score are weighed together, because a passage about something else
can hold a span that fits the question's form perfectly. A calibrator turns the evidence into the share
of such answers that are right.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qa_bot.calibration import Calibrator
from qa_bot.errors import ModelError
from qa_bot.text.figures import do_figures_agree
from qa_bot.types import Article, Candidate, Hit, Language

# How many numbers `Judgement.features` gives.
FEATURES = 9
# What the search finds for a question that is about nothing in the library scores less.
LEAST_LIKELY = 0.65


@dataclass(frozen=True, slots=True)
class Evidence:
    """A candidate answer with what the search thought of its passage."""

    candidate: Candidate
    retrieval: float
    lexical: float = 0.0

    def strength(self, retrieval_weight: float) -> float:
        """Margin plus weighted search score, in logits."""
        return self.candidate.margin + retrieval_weight * self.retrieval


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was learned on held-out questions: how to rank candidates and how far to trust the best.

    `retrieval_weight` is in logits per unit of search score. The calibrator's features are those of
    `features`.
    """

    retrieval_weight: float
    calibrator: Calibrator

    @classmethod
    def default(cls) -> Judgement:
        """For models that nobody has calibrated: the margin alone, half sure where it is 2."""
        return cls(10.0, Calibrator((0.5, *[0.0] * (FEATURES - 1)), -1.0))

    def to_dict(self) -> dict[str, Any]:
        """A JSON-ready mapping; `from_dict` takes it back."""
        return {"retrieval_weight": self.retrieval_weight, "calibrator": self.calibrator.to_dict()}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Judgement:
        """The judgement that `to_dict` described; `ModelError` where the mapping is none."""
        try:
            judgement = cls(float(data["retrieval_weight"]), Calibrator.from_dict(data["calibrator"]))
        except (KeyError, TypeError, ValueError) as error:
            raise ModelError(f"no judgement: {str(data)[:80]}; fit it anew") from error
        if len(judgement.calibrator.weights) != FEATURES:
            count = len(judgement.calibrator.weights)
            raise ModelError(f"a judgement of {count} weights, where {FEATURES} are wanted; fit it anew")
        return judgement

    def features(self, ranked: Sequence[Evidence], hits: Sequence[Hit], asked: Language) -> list[float]:
        """Numbers about the best of `ranked` (best first, not empty).

        Margin; search score; how far the best passage of its story stands behind the search's best; lead
        over the best candidate that says something else, at most 10 logits; whether the passage is in the
        other language; whether it is in English; its share of the best possible BM25; the margin once more
        where it is below 0, as the reader's doubt counts for more than its certainty; the search score once
        more as far as `LEAST_LIKELY`, as below it nothing was found.
        """
        first = ranked[0]
        others = [e for e in ranked[1:] if says_otherwise(e.candidate, first.candidate)]
        weight = self.retrieval_weight
        lead = first.strength(weight) - others[0].strength(weight) if others else 10.0
        article = first.candidate.passage.article
        # A headline that has all words of the question does not speak against the text below it.
        of_story = [hit.score for hit in hits if is_same_story(hit.passage.article, article)]
        return [
            first.candidate.margin,
            first.retrieval,
            hits[0].score - max([*of_story, first.retrieval]),
            min(lead, 10.0),
            float(article.language != asked),
            float(article.language == "en"),
            first.lexical,
            min(first.candidate.margin, 0.0),
            min(first.retrieval, LEAST_LIKELY),
        ]


def rank(evidence: Iterable[Evidence], retrieval_weight: float) -> list[Evidence]:
    """Strongest first, ties by passage id and place."""
    return sorted(
        evidence,
        key=lambda e: (-e.strength(retrieval_weight), e.candidate.passage.id, e.candidate.span),
    )


def is_same_story(one: Article, other: Article) -> bool:
    """Whether they are one article or its two editions."""
    return one.id == other.id or other.id == one.translation_of or one.id == other.translation_of


def says_otherwise(one: Candidate, other: Candidate) -> bool:
    """Whether the two can't both be right: not the same words or place, nor what two editions say alike.

    What the other edition says is in another language; its figures must be the same, or lacking in both.

    >>> from qa_bot.types import Passage, Span
    >>> korean = Article("k", "백신", "온샘바이오가 만들었다.", "ko", translation_of="e")
    >>> english = Article("e", "Vaccine", "Onsaem Bio made it.", "en", translation_of="k")
    >>> maker = Candidate(Passage(korean, Span(0, 12)), Span(0, 5), 4.0, 0.0)
    >>> says_otherwise(Candidate(Passage(english, Span(0, 19)), Span(0, 10), 4.0, 0.0), maker)
    False
    """
    if said_key(one.text) == said_key(other.text):
        return False
    first, second = one.passage.article, other.passage.article
    if first.id == second.id:
        return not one.citation.span.overlaps(other.citation.span)
    return not (is_same_story(first, second) and do_figures_agree(one.text, other.text))


def said_key(text: str) -> str:
    """What two answers share that say the same words: letters without case and space.

    >>> said_key("12 일") == said_key("12일")
    True
    """
    return "".join(text.lower().split())
