"""GOSPA against its definition, tried out over every assignment, and the laws of a metric."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from noroshi.tracking.gospa import NOBODY, gospa

CUTOFF = 10.0


def points(most: int = 4) -> st.SearchStrategy[np.ndarray]:
    """A few points of the plane, near enough to one another to match and far enough not to."""
    return st.integers(0, most).flatmap(
        lambda n: arrays(np.float64, (n, 2), elements=st.floats(-15, 15, width=32))
    )


def by_definition(tracks: np.ndarray, targets: np.ndarray, cutoff: float, order: float) -> float:
    """Rahmathullah et al. 2017, definition 1 with alpha = 2: least over all assignment sets."""
    few, many = sorted((tracks, targets), key=len)
    spare = cutoff**order / 2.0 * (len(many) - len(few))
    sums = [
        sum(min(math.dist(a, many[j]), cutoff) ** order for a, j in zip(few, chosen, strict=True))
        for chosen in itertools.permutations(range(len(many)), len(few))
    ]
    return (min(sums) + spare) ** (1.0 / order)


@given(points(), points(), st.sampled_from([1.0, 2.0, 3.0]))
def test_it_is_the_least_over_all_assignments(
    tracks: np.ndarray, targets: np.ndarray, order: float
) -> None:
    found = gospa(tracks, targets, cutoff=CUTOFF, order=order)
    expected = by_definition(tracks, targets, CUTOFF, order)
    assert float(found.distance) == pytest.approx(expected, rel=1e-9, abs=1e-9)


@given(points(), points())
def test_the_parts_are_those_of_the_matches_it_names(
    tracks: np.ndarray, targets: np.ndarray
) -> None:
    found = gospa(tracks, targets, cutoff=CUTOFF)
    pairs = [(t, m) for t, m in enumerate(found.matched) if m != NOBODY]
    assert len({m for _, m in pairs}) == len(pairs)
    localisation = sum(math.dist(targets[t], tracks[m]) ** 2 for t, m in pairs)
    assert float(found.localisation) == pytest.approx(localisation, rel=1e-9, abs=1e-9)
    assert found.missed == 50.0 * (len(targets) - len(pairs))
    assert found.false == 50.0 * (len(tracks) - len(pairs))


@given(points(), points(), points())
def test_it_is_a_metric(a: np.ndarray, b: np.ndarray, c: np.ndarray) -> None:
    def apart(x: np.ndarray, y: np.ndarray) -> float:
        return float(gospa(x, y, cutoff=CUTOFF).distance)

    assert apart(a, a) == 0.0
    assert apart(a, b) == pytest.approx(apart(b, a), abs=1e-12)
    assert apart(a, c) <= apart(a, b) + apart(b, c) + 1e-9
    if apart(a, b) == 0.0:
        assert sorted(a.tolist()) == sorted(b.tolist())


def test_a_row_of_nan_is_nobody_and_many_times_are_done_at_once() -> None:
    rng = np.random.default_rng(0)
    truths = rng.uniform(-10, 10, (7, 3, 3))
    tracks = truths[:, ::-1] + rng.normal(0, 0.1, truths.shape)
    truths[2, 1], tracks[4, 0], tracks[5] = np.nan, np.nan, np.nan
    at_once = gospa(tracks, truths, cutoff=CUTOFF)
    for time in range(7):
        kept = tracks[time][~np.isnan(tracks[time, :, 0])]
        there = truths[time][~np.isnan(truths[time, :, 0])]
        one = gospa(kept, there, cutoff=CUTOFF)
        for name in ("distance", "localisation", "missed", "false"):
            whole, part = getattr(at_once, name)[time], getattr(one, name)
            assert whole == pytest.approx(float(part), rel=1e-12)
    assert at_once.matched[2].tolist()[1] == NOBODY
    assert at_once.missed[5] == 150.0
    assert at_once.matched[0].tolist() == [2, 1, 0]


def test_nobody_against_nobody_is_nothing() -> None:
    found = gospa(np.zeros((0, 3)), np.zeros((0, 3)), cutoff=1.0)
    assert found.distance == 0.0
    assert found.missed == found.false == found.localisation == 0.0


def test_it_never_writes_into_what_it_is_given() -> None:
    tracks, targets = np.ones((2, 3)), np.zeros((3, 3))
    tracks.flags.writeable = targets.flags.writeable = False
    assert gospa(tracks, targets, cutoff=10.0).missed == 50.0


@pytest.mark.parametrize(("cutoff", "order"), [(0.0, 2.0), (-1.0, 2.0), (1.0, 0.5), (np.nan, 2.0)])
def test_a_cutoff_or_order_that_makes_no_metric_is_refused(cutoff: float, order: float) -> None:
    with pytest.raises(ValueError, match="cutoff must be positive"):
        gospa(np.zeros((1, 2)), np.zeros((1, 2)), cutoff=cutoff, order=order)
