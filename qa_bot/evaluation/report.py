"""What an evaluation found: frozen results, as JSON and as a table for the terminal."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from qa_bot.evaluation.quality import Qualities, percent
from qa_bot.evaluation.table import render


class Report(ABC):
    """The two forms that every report has; shares are in percent with two decimals, null where none."""

    __slots__ = ()

    @abstractmethod
    def to_dict(self) -> dict[str, Any]:
        """A JSON-ready mapping, its keys always in the same order."""

    def to_json(self) -> str:
        """`to_dict` as JSON text of several lines."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=2)

    def to_text(self) -> str:
        """`to_dict` as a table for people, without a line end."""
        return render(self.to_dict())


@dataclass(frozen=True, slots=True)
class ReadingReport(Report):
    """Task `read`; `skipped` questions had no article to be read on."""

    qualities: Qualities
    skipped: int = 0

    def to_dict(self) -> dict[str, Any]:
        """Keys as in `Qualities`, after `task`."""
        return {"task": "read", **self.qualities.to_dict()}

    def to_text(self) -> str:
        """The table, with the number of skipped questions where there are any."""
        return _with_skipped(Report.to_text(self), self.skipped)


@dataclass(frozen=True, slots=True)
class Recall:
    """How often, and how high, a search found what was wanted in `n` searches.

    `at` maps a number of results to the share of searches that found it among them, 0 to 1; `mrr` is the
    mean of one over its rank, 0 where it was not found; both None without any search.
    """

    n: int
    at: Mapping[int, float | None]
    mrr: float | None

    def to_dict(self) -> dict[str, Any]:
        """A JSON-ready mapping; recall in percent, the mean reciprocal rank from 0 to 1."""
        mrr = None if self.mrr is None else round(self.mrr, 4)
        return {"n": self.n, "recall": self.recall_to_dict(), "mrr": mrr}

    def recall_to_dict(self) -> dict[str, float | None]:
        """Recall in percent by number of results."""
        return {str(most): percent(share) for most, share in self.at.items()}


@dataclass(frozen=True, slots=True)
class RetrievalReport(Report):
    """Task `retrieve`; `documents` ranks articles instead of passages, for questions on articles.

    `skipped` questions have no answer, so that there is nothing to find.
    """

    passages: Recall
    documents: Recall | None
    by_language: Mapping[str, Recall]
    by_direction: Mapping[str, Recall]
    by_kind: Mapping[str, Recall]
    skipped: int = 0

    def to_dict(self) -> dict[str, Any]:
        """`task, n, recall, mrr, by_language`, and the other groups where there are any."""
        found: dict[str, Any] = {"task": "retrieve", **self.passages.to_dict()}
        if self.documents:
            found["document_recall"] = self.documents.recall_to_dict()
        found["by_language"] = _group_to_dict(self.by_language)
        for name, groups in (("by_direction", self.by_direction), ("by_kind", self.by_kind)):
            if groups:
                found[name] = _group_to_dict(groups)
        return found

    def to_text(self) -> str:
        """The table, with the number of skipped questions where there are any."""
        return _with_skipped(Report.to_text(self), self.skipped)


@dataclass(frozen=True, slots=True)
class AnswersReport(Report):
    """Task `answer`; shares are 0 to 1, and None where there is nothing to take a share of.

    `latency_p50` and `latency_p95` are milliseconds a question.
    """

    qualities: Qualities
    answered: float
    precision_when_answered: float | None
    coverage_at_90_precision: float
    calibration_error: float | None
    citations_exact: float | None
    latency_p50: float
    latency_p95: float

    def to_dict(self) -> dict[str, Any]:
        """Keys as in `Qualities`, after `task`, then those of answering."""
        return {
            "task": "answer",
            **self.qualities.to_dict(),
            "answered": percent(self.answered),
            "precision_when_answered": percent(self.precision_when_answered),
            "coverage_at_90_precision": percent(self.coverage_at_90_precision),
            "calibration_error": percent(self.calibration_error),
            "citations_exact": percent(self.citations_exact),
            "latency_ms": {"p50": round(self.latency_p50, 2), "p95": round(self.latency_p95, 2)},
        }


def _group_to_dict(groups: Mapping[str, Recall]) -> dict[str, Any]:
    return {key: recall.to_dict() for key, recall in groups.items()}


def _with_skipped(table: str, skipped: int) -> str:
    return f"{table}\nleft out, having no answer: {skipped}" if skipped else table
