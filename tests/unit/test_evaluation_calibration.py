import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_bot.calibration import Calibrator, expected_calibration_error
from qa_bot.errors import ModelError


def sample(n=400, seed=7):
    """Answers whose true chance to be right is the logistic of 2·x - 0.5·y + 1."""
    random = np.random.default_rng(seed)
    features = random.normal(size=(n, 2)) * [1.0, 10.0] + [0.0, 300.0]
    chance = 1 / (1 + np.exp(-(2 * features[:, 0] - 0.05 * (features[:, 1] - 300) + 1)))
    return features, (random.random(n) < chance).astype(int)


def test_a_fit_finds_the_weights_that_made_the_data():
    features, right = sample(n=20_000)
    calibrator = Calibrator.fit(features, right)
    assert calibrator.weights == pytest.approx((2.0, -0.05), rel=0.06)
    assert calibrator([0.0, 300.0]) == pytest.approx(1 / (1 + np.exp(-1)), abs=0.01)


def test_a_fit_without_penalty_stands_where_the_likelihood_is_flat():
    features, right = sample()
    calibrator = Calibrator.fit(features, right, penalty=0.0)
    share = np.array([calibrator(row) for row in features])
    # Platt's targets in place of 0 and 1
    good, bad = right.sum(), len(right) - right.sum()
    targets = np.where(right, (good + 1) / (good + 2), 1 / (bad + 2))
    assert np.column_stack([features, np.ones(len(right))]).T @ (share - targets) == pytest.approx(
        0, abs=1e-5
    )


def test_the_penalty_draws_weights_towards_zero():
    features, right = sample()
    loose, tight = (Calibrator.fit(features, right, penalty=penalty) for penalty in (0.1, 1000.0))
    assert abs(tight.weights[0]) < 0.4 * abs(loose.weights[0])
    # the bias is free: on average the tight one still says what share is right
    said = np.mean([tight(row) for row in features])
    assert said == pytest.approx(right.mean(), abs=0.01)


def test_scaling_a_feature_changes_no_probability():
    features, right = sample()
    scaled = features * [1000.0, 0.001] + [5.0, -2.0]
    first, second = Calibrator.fit(features, right), Calibrator.fit(scaled, right)
    assert [first(row) for row in features] == pytest.approx([second(row) for row in scaled], abs=1e-9)


def test_perfectly_parted_answers_get_finite_weights_and_stay_short_of_certainty():
    calibrator = Calibrator.fit([[-2.0], [-1.0], [1.0], [2.0]], [0, 0, 1, 1])
    assert 0.5 < calibrator([1.0]) < calibrator([2.0]) < 0.99
    assert calibrator([0.0]) == pytest.approx(0.5)


@pytest.mark.parametrize(("label", "expected"), [(1, 9 / 10), (0, 1 / 10)])
def test_answers_of_one_sort_alone_leave_some_doubt(label, expected):
    calibrator = Calibrator.fit([[float(x)] for x in range(8)], [label] * 8)
    assert [calibrator([float(x)]) for x in range(8)] == pytest.approx([expected] * 8, abs=1e-6)


def test_a_constant_feature_gets_no_weight():
    features, right = sample()
    constant = np.column_stack([features, np.full(len(right), 0.1)])
    assert Calibrator.fit(constant, right).weights[2] == 0.0
    assert Calibrator.fit(constant, right).weights[:2] == Calibrator.fit(features, right).weights


def test_the_same_answers_give_the_same_calibrator_bit_by_bit():
    assert Calibrator.fit(*sample()) == Calibrator.fit(*sample())


def test_a_calibrator_goes_through_json_unchanged():
    calibrator = Calibrator.fit(*sample())
    assert Calibrator.from_dict(json.loads(json.dumps(calibrator.to_dict()))) == calibrator


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"weights": [1.0]},
        {"weights": 3, "bias": 0},
        {"weights": ["일"], "bias": 0},
        {"weights": [], "bias": None},
    ],
)
def test_a_damaged_calibrator_is_a_model_error(data):
    with pytest.raises(ModelError, match="fit it anew"):
        Calibrator.from_dict(data)


def test_weights_that_are_no_numbers_are_refused():
    with pytest.raises(ModelError):
        Calibrator.from_dict({"weights": [float("nan")], "bias": 0.0})
    with pytest.raises(ValueError, match="finite"):
        Calibrator((1.0,), float("inf"))


@given(total=st.floats(-1e308, 1e308))
def test_a_probability_is_a_share_however_large_the_features(total):
    assert 0.0 <= Calibrator((1.0,), 0.0)([total]) <= 1.0


@pytest.mark.parametrize(
    ("features", "right"),
    [([], []), ([[1.0]], [1, 0]), ([1.0], [1]), ([[float("nan")]], [1]), ([[1.0]], [0.5])],
)
def test_a_fit_refuses_what_it_can_not_use(features, right):
    with pytest.raises(ValueError, match=r"one row for each label|finite"):
        Calibrator.fit(features, right)


def test_a_call_with_other_features_than_fitted_is_refused():
    with pytest.raises(ValueError, match="takes 2 features, not 1"):
        Calibrator((1.0, 2.0), 0.0)([1.0])
    with pytest.raises(ValueError, match="must be numbers"):
        Calibrator((1.0,), 0.0)([float("nan")])


def test_confidence_that_is_kept_has_no_error():
    assert expected_calibration_error([0.75] * 4 + [0.5] * 4, [1, 1, 1, 0, 0, 1, 0, 1], bins=2) == 0.0


def test_the_error_is_the_mean_gap_of_bins_of_equal_size():
    # halves by confidence: 0.2 and 0.4 with one of two right, 0.6 and 1.0 with none right
    assert expected_calibration_error([1.0, 0.2, 0.6, 0.4], [0, 1, 0, 0], bins=2) == pytest.approx(0.5)
    # one bin: mean confidence 0.55 against a share of 0.25
    assert expected_calibration_error([1.0, 0.2, 0.6, 0.4], [0, 1, 0, 0], bins=1) == pytest.approx(0.3)
    # more bins than answers: each alone
    assert expected_calibration_error([1.0, 0.0], [0, 0]) == pytest.approx(0.5)


@given(
    answers=st.lists(st.tuples(st.sampled_from([0.1, 0.5, 0.9]), st.booleans()), min_size=1, max_size=30),
    random=st.randoms(use_true_random=False),
)
def test_the_order_of_the_answers_does_not_matter(answers, random):
    shuffled = list(answers)
    random.shuffle(shuffled)
    first, second = (expected_calibration_error(*zip(*some, strict=True)) for some in (answers, shuffled))
    assert first == pytest.approx(second)
    assert 0.0 <= first <= 1.0


def test_a_fit_leaves_little_error_on_answers_like_those_it_saw():
    calibrator = Calibrator.fit(*sample(n=2000, seed=1))
    features, right = sample(n=2000, seed=2)
    assert expected_calibration_error([calibrator(row) for row in features], right) < 0.04
