"""Confidence that means what it says: a logistic calibrator, and the error that is left."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from qa_bot.errors import ModelError

Floats = NDArray[np.float64]

_MOST_STEPS = 100
_SMALLEST_STEP = 1e-10


@dataclass(frozen=True, slots=True)
class Calibrator:
    """The share of answers with such features that are right: the logistic of their weighted sum.

    >>> Calibrator(weights=(2.0, 0.0), bias=-1.0)([0.5, 7.0])
    0.5
    """

    weights: tuple[float, ...]
    bias: float

    def __post_init__(self) -> None:
        if not all(math.isfinite(value) for value in (*self.weights, self.bias)):
            raise ValueError(f"weights and bias must be finite, not {self.weights}, {self.bias}")

    @classmethod
    def fit(cls, features: ArrayLike, right: ArrayLike, penalty: float = 1.0) -> Calibrator:
        """The most likely calibrator for answers whose features, shape (answers, features), are known.

        `right` of shape (answers,) holds 1 or True for right answers, 0 or False for wrong ones. `penalty`
        weighs the squared weights (of features scaled to unit variance, the bias left free), so that
        features that part right from wrong perfectly still get finite weights. Same input, same weights.
        `ValueError` for no answers, other shapes, or values that are not finite.
        """
        rows, labels = _checked(features, right)
        mean, spread = rows.mean(axis=0), rows.std(axis=0)
        # a constant feature says nothing and keeps the weight 0
        spread = np.where(spread > 1e-12 * (1 + np.abs(mean)), spread, np.inf)
        scaled = np.column_stack([(rows - mean) / spread, np.ones(len(rows))])
        solution = _most_likely(scaled, _softened(labels), penalty)
        weights = solution[:-1] / spread
        return cls(tuple(weights.tolist()), float(solution[-1] - weights @ mean))

    def __call__(self, features: Sequence[float]) -> float:
        """The probability, 0 to 1, that an answer with these features is right."""
        if len(features) != len(self.weights):
            raise ValueError(f"the calibrator takes {len(self.weights)} features, not {len(features)}")
        total = self.bias + sum(w * f for w, f in zip(self.weights, features, strict=True))
        if math.isnan(total):
            raise ValueError(f"features must be numbers, not {list(features)}")
        # the logistic function, in a form that no large total overflows
        return 0.5 * (1.0 + math.tanh(0.5 * total))

    def to_dict(self) -> dict[str, Any]:
        """A JSON-ready mapping; `from_dict` takes it back bit by bit."""
        return {"weights": list(self.weights), "bias": self.bias}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Calibrator:
        """The calibrator that `to_dict` described; `ModelError` where the mapping is none."""
        try:
            return cls(tuple(float(weight) for weight in data["weights"]), float(data["bias"]))
        except (KeyError, TypeError, ValueError) as error:
            problem = f'a calibrator is {{"weights": [numbers], "bias": number}}, not {str(data)[:80]}'
            raise ModelError(f"{problem}; fit it anew") from error


def expected_calibration_error(confidences: ArrayLike, right: ArrayLike, bins: int = 10) -> float:
    """How far confidence lies from the share that is right, on average, 0 to 1.

    The answers, sorted by confidence, are cut into `bins` of equal size (to within one answer); the gaps
    between mean confidence and share right of each are averaged by size. Answers of the same confidence
    share their mean rightness, so that their order does not matter.

    >>> expected_calibration_error([0.9, 0.9, 0.1, 0.1], [1, 1, 1, 0], bins=2)
    0.25
    """
    rows, labels = _checked(np.asarray(confidences, dtype=np.float64).reshape(-1, 1), right)
    values, group, counts = np.unique(rows[:, 0], return_inverse=True, return_counts=True)
    share_right = np.bincount(group, weights=labels) / counts
    gaps = np.repeat(values - share_right, counts)
    return float(sum(abs(part.sum()) for part in np.array_split(gaps, bins)) / len(gaps))


def _checked(features: ArrayLike, right: ArrayLike) -> tuple[Floats, Floats]:
    rows, labels = np.asarray(features, dtype=np.float64), np.asarray(right, dtype=np.float64)
    if rows.ndim != 2 or labels.shape != rows.shape[:1] or not len(rows):
        raise ValueError(f"one row for each label, at least one; not {rows.shape} and {labels.shape}")
    if not np.isfinite(rows).all() or not np.isin(labels, (0.0, 1.0)).all():
        raise ValueError("features must be finite and labels 0 or 1")
    return rows, labels


def _softened(labels: Floats) -> Floats:
    # Platt 1999: as if one more answer of each sort had been seen, so that a fit on right answers
    # alone stays short of certainty
    right = labels.sum()
    wrong = len(labels) - right
    softened: Floats = np.where(labels == 1.0, (right + 1) / (right + 2), 1 / (wrong + 2))
    return softened


def _most_likely(rows: Floats, targets: Floats, penalty: float) -> Floats:
    """Newton's method on the penalised log likelihood, halving steps that overshoot."""
    penalties = np.full(rows.shape[1], penalty)
    penalties[-1] = 0.0
    solution = np.zeros(rows.shape[1])
    loss = _loss(solution, rows, targets, penalties)
    for _ in range(_MOST_STEPS):
        share = 0.5 * (1.0 + np.tanh(0.5 * (rows @ solution)))
        slope = rows.T @ (share - targets) + penalties * solution
        # the small ridge keeps the matrix invertible where all shares are 0 or 1
        curvature = (rows.T * (share * (1 - share))) @ rows + np.diag(penalties + 1e-12)
        step = np.linalg.solve(curvature, slope)
        scale = 1.0
        while scale > _SMALLEST_STEP and _loss(solution - scale * step, rows, targets, penalties) > loss:
            scale *= 0.5
        solution = solution - scale * step
        loss = _loss(solution, rows, targets, penalties)
        if scale * np.abs(step).max() < _SMALLEST_STEP:
            break
    return solution


def _loss(solution: Floats, rows: Floats, targets: Floats, penalties: Floats) -> float:
    totals = rows @ solution
    likelihood = np.logaddexp(0.0, totals) - targets * totals
    return float(likelihood.sum() + 0.5 * (penalties * solution**2).sum())
