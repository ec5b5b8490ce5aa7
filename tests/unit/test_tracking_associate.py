"""Association against all assignments tried out, and gates against their own probability."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import multivariate_normal

from noroshi.tracking.associate import NONE, assign, distances, gains, gate, residuals

GAINS = st.tuples(st.integers(0, 4), st.integers(0, 4)).flatmap(
    lambda shape: arrays(np.float64, shape, elements=st.just(-np.inf) | st.integers(-9, 9))
)
NO_WRAP = np.zeros(3, dtype=bool)


def best_of_all(gain: np.ndarray) -> float:
    """The greatest sum over every way to give tracks different plots, or none."""
    tracks, plots = gain.shape
    options = [*range(plots), *([NONE] * tracks)]
    return max(
        sum(gain[t, p] for t, p in enumerate(chosen) if p != NONE)
        for chosen in set(itertools.permutations(options, tracks))
    )


@given(GAINS)
def test_no_assignment_gains_more(gain: np.ndarray) -> None:
    found = assign(gain)
    pairs = [(t, p) for t, p in enumerate(found.plot_of_track) if p != NONE]
    assert all(gain[pair] > 0.0 for pair in pairs)
    assert sum(gain[pair] for pair in pairs) == best_of_all(gain)


@given(GAINS)
def test_both_sides_tell_the_same(gain: np.ndarray) -> None:
    found = assign(gain)
    there = {(t, p) for t, p in enumerate(found.plot_of_track) if p != NONE}
    back = {(t, p) for p, t in enumerate(found.track_of_plot) if t != NONE}
    assert there == back


def test_two_tracks_that_want_one_plot_are_settled_together() -> None:
    # Taken one by one, the first track takes the plot that the second has no other for.
    found = assign(np.array([[9.0, 8.0], [7.0, -np.inf]]))
    assert found.plot_of_track.tolist() == [1, 0]


def test_a_gain_is_the_ratio_of_likelihoods() -> None:
    rng = np.random.default_rng(1)
    root = rng.normal(size=(2, 3, 3))
    foretold, noise = root @ np.swapaxes(root, -1, -2), rng.uniform(0.5, 2.0, (4, 3))
    plots, predicted = rng.normal(size=(4, 3)), rng.normal(size=(2, 3))
    detection, clutter = np.array([0.9, 0.6]), np.array([1e-3, 1e-2, 1e-4, 1.0])
    off = residuals(plots, predicted, NO_WRAP)
    squared, log_volume = distances(off, foretold, noise, np.inf)
    found = gains(squared, log_volume, detection=detection, clutter=clutter, limit=np.inf)
    for t, p in itertools.product(range(2), range(4)):
        covariance = foretold[t] + np.diag(noise[p])
        likelihood = multivariate_normal(predicted[t], covariance).pdf(plots[p])
        ratio = detection[t] * likelihood / (clutter[p] * (1.0 - detection[t]))
        assert found[t, p] == pytest.approx(np.log(ratio), rel=1e-9)


def test_the_gate_holds_its_share_of_true_plots() -> None:
    rng = np.random.default_rng(2)
    root = rng.normal(size=(3, 3)) * np.array([1e3, 1e-3, 1e-3])[:, None]
    covariance = root @ root.T
    plots = rng.multivariate_normal(np.zeros(3), covariance, size=20_000)
    off = residuals(plots, np.zeros((1, 3)), NO_WRAP)
    for share in (0.5, 0.99):
        squared, _ = distances(off, covariance[None], np.zeros((len(plots), 3)), gate(share, 3))
        spread = np.sqrt(share * (1.0 - share) / 20_000)
        assert np.mean(squared <= gate(share, 3)) == pytest.approx(share, abs=4.0 * spread)


def test_outside_the_gate_nothing_is_taken() -> None:
    squared, log_volume = np.array([[11.0, 13.0]]), np.zeros((1, 2))
    detection, clutter = np.array([0.9]), np.full(2, 1e-9)
    found = gains(squared, log_volume, detection=detection, clutter=clutter, limit=12.0)
    assert np.isfinite(found[0, 0])
    assert found[0, 1] == -np.inf


def test_azimuths_meet_across_north() -> None:
    wraps = np.array([False, True])
    plots = np.array([[1.0, np.radians(1.0)]])
    foretold = np.array([[0.0, np.radians(359.0)]])
    found = residuals(plots, foretold, wraps)[0, 0]
    assert found == pytest.approx([1.0, np.radians(2.0)])


def test_the_more_false_alarms_the_less_a_pair_is_worth() -> None:
    squared, log_volume, detection = np.ones((1, 2)), np.zeros((1, 2)), np.array([0.9])
    clutter = np.array([1e-3, 1e2])
    found = gains(squared, log_volume, detection=detection, clutter=clutter, limit=20.0)
    assert assign(found).plot_of_track.tolist() == [0]
    assert found[0, 1] < 0.0
    assert assign(found[:, 1:]).plot_of_track.tolist() == [NONE]


@pytest.mark.parametrize("shape", [(0, 0), (0, 3), (3, 0)])
def test_nobody_or_nothing_is_no_pair(shape: tuple[int, int]) -> None:
    found = assign(np.zeros(shape))
    assert found.plot_of_track.tolist() == [NONE] * shape[0]
    assert found.track_of_plot.tolist() == [NONE] * shape[1]


@pytest.mark.parametrize(
    ("foretold", "noise", "plot"),
    [
        (np.diag([1.0, np.nan, 1.0]), 1.0, 0.0),
        (np.array([[1.0, 9.0, 0.0], [9.0, 1.0, 0.0], [0.0, 0.0, 1.0]]), 1e-3, 0.0),
        (np.eye(3), np.inf, 0.0),
        (np.eye(3), 1.0, np.nan),
        (np.zeros((3, 3)), 0.0, 0.0),
    ],
    ids=["lost numbers", "no covariance", "says nothing", "no plot", "no noise"],
)
def test_a_pair_that_cannot_be_judged_is_not_made(
    foretold: np.ndarray, noise: float, plot: float
) -> None:
    """And no warning or exception comes of it."""
    off = residuals(np.full((2, 3), [plot, 0.0, 0.0]), np.zeros((1, 3)), NO_WRAP)
    squared, log_volume = distances(off, foretold[None], np.full((2, 3), noise), 20.0)
    assert np.all(np.isinf(squared))
    clutter, detection = np.full(2, 1e-3), np.array([0.9])
    found = gains(squared, log_volume, detection=detection, clutter=clutter, limit=20.0)
    assert assign(found).plot_of_track.tolist() == [NONE]
