"""Detections of two flights that lie close together, and which of them are given to which."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from noroshi.tracking.association import closer_than, exchanged, told_apart_after

RNG = np.random.default_rng(11)
COVARIANCE = np.array([[4.0, 1.0, 0.5], [1.0, 9.0, -2.0], [0.5, -2.0, 25.0]]) * 1e4
INFORMATION = np.linalg.inv(COVARIANCE)


speeds = st.lists(st.floats(-7e3, 7e3), min_size=3, max_size=3).map(np.array)


@given(speeds.filter(lambda v: np.linalg.norm(v) > 1.0), st.floats(1e-4, 0.4))
def test_so_far_apart_they_are_exchanged_so_seldom(velocity, seldom):
    after = told_apart_after(velocity, INFORMATION, seldom)
    assert exchanged(velocity * after, INFORMATION) == pytest.approx(seldom, rel=1e-3)
    assert exchanged(velocity * after * 1.5, INFORMATION) < seldom


def test_what_does_not_move_is_never_told_apart():
    assert np.isinf(told_apart_after(np.zeros(3), INFORMATION, 0.01))


@pytest.mark.parametrize("launches", [2, 5, 20])
def test_how_often_two_launches_follow_one_another_closely(launches):
    times = np.sort(RNG.uniform(0.0, 60.0, (200_000, launches)), axis=1)
    least = np.diff(times, axis=1).min(axis=1)
    for spacing in (0.05, 1.0, 20.0, 61.0):
        share = np.mean(least < spacing)
        assert closer_than(spacing, launches, 60.0) == pytest.approx(share, abs=5e-3)


def test_one_launch_is_close_to_none():
    assert closer_than(5.0, 1, 60.0) == 0.0
