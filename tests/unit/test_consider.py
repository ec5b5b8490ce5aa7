"""Errors that all looks share, against least squares and the whole problem solved."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from noroshi.tracking.consider import considered, registered

STATE, CAUSES, LOOKS = 3, 2, 40


def problem(seed):
    """Slopes of looks by the state and by shared errors, each look of deviation one."""
    rng = np.random.default_rng(seed)
    return rng.standard_normal((LOOKS, STATE)), rng.standard_normal((LOOKS, CAUSES))


def parts(h, b):
    return h.T @ h, h.T @ b, b.T @ b


def test_the_estimate_s_scatter_is_the_considered_covariance():
    h, b = problem(1)
    deviation = np.array([0.5, 0.2])
    rng = np.random.default_rng(2)
    runs = 40_000
    error = (
        rng.standard_normal((runs, LOOKS)) + (deviation * rng.standard_normal((runs, CAUSES))) @ b.T
    )
    estimate = error @ np.linalg.pinv(h).T  # least squares that knows nothing of them
    information, transfer, _ = parts(h, b)
    found = considered(information, transfer, deviation)
    np.testing.assert_allclose(np.cov(estimate.T), found, atol=0.02 * found.max())


def test_who_estimates_shared_errors_has_the_state_s_part_of_the_whole_inverse():
    h, b = problem(3)
    deviation = np.array([0.7, 0.1])
    whole = np.hstack([h, b])
    joint = whole.T @ whole
    joint[STATE:, STATE:] += np.diag(deviation**-2.0)
    expected = np.linalg.inv(joint)[:STATE, :STATE]
    np.testing.assert_allclose(registered(*parts(h, b), deviation), expected, rtol=1e-10)


def test_without_shared_errors_both_are_the_inverse_of_the_information():
    h, b = problem(4)
    information, transfer, crossed = parts(h, b)
    none, alone = np.zeros(CAUSES), np.linalg.inv(information)
    np.testing.assert_allclose(considered(information, transfer, none), alone)
    np.testing.assert_allclose(registered(information, transfer, crossed, none), alone)


@given(st.integers(0, 10_000), st.floats(0.0, 10.0), st.floats(0.0, 10.0))
def test_estimating_shared_errors_is_never_worse_and_neither_beats_looks_without_them(
    seed, first, second
):
    h, b = problem(seed)
    deviation = np.array([first, second])
    information, transfer, crossed = parts(h, b)
    alone = np.linalg.inv(information)
    naive = considered(information, transfer, deviation)
    best = registered(information, transfer, crossed, deviation)
    least = -1e-9 * np.trace(naive)
    assert np.linalg.eigvalsh(naive - best).min() >= least
    assert np.linalg.eigvalsh(best - alone).min() >= least


def test_more_looks_do_not_average_a_shared_error_out():
    h, b = np.ones((1, 1)), np.ones((1, 1))
    for looks in (1, 100, 10**6):
        found = considered(looks * h, looks * b, np.array([0.3]))
        assert found[0, 0] == pytest.approx(1.0 / looks + 0.09)
