"""Launch ellipses against exact samples, and against flights that were solved for."""

from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray

from noroshi.earth import geodesic
from noroshi.motion.records import FlightPlan, Flights
from noroshi.motion.sample import positions
from noroshi.motion.solve import solve
from noroshi.tracking.ground import OnGround, unpacked, with_coefficient
from noroshi.tracking.launch import Powered, launch
from noroshi.tracking.polygon import offset

Floats = NDArray[np.float64]

SAMPLES = 2000
FOUR_SIGMA = 4.0
"""Of sampling error: what a right answer exceeds once in 16,000 comparisons."""
NAMES = ("short range", "medium range, lofted", "long range")
SEEN = np.array([110.0, 400.0, 600.0])
"""When each flight is looked at [s after launch]: before, at and after the middle of the coast."""
BURN_TIME, COEFFICIENT = np.array([80.0, 110.0, 270.0]), np.array([2000.0, 3000.0, 6000.0])
LAUNCH = np.radians([39.6, 124.7])
OTHERS = 60
"""More flights, of every range, height and bearing, for the launch point."""


@cache
def _flights() -> Flights:
    rng = np.random.default_rng(5)
    burn = rng.uniform(60.0, 300.0, OTHERS)
    # From 400 km in a minute to 9,000 km in five.
    far = 4e5 * (burn / 60.0) ** 1.9 * rng.uniform(0.8, 1.2, OTHERS)
    lat, lon = geodesic.direct(*LAUNCH, far, rng.uniform(0.0, 2.0 * np.pi, OTHERS))
    lofted = np.where(rng.uniform(size=OTHERS) < 0.5, np.nan, 0.6 * far)
    number = 3 + OTHERS
    plan = FlightPlan(
        launch_lat=np.full(number, LAUNCH[0]),
        launch_lon=np.full(number, LAUNCH[1]),
        launch_height=np.zeros(number),
        aim_lat=np.concatenate((np.radians([37.5, 35.7, 21.3]), lat)),
        aim_lon=np.concatenate((np.radians([130.5, 139.7, -157.9]), lon)),
        apogee=np.concatenate(([np.nan, 900e3, np.nan], lofted)),
        burn_time=np.concatenate((BURN_TIME, burn)),
        ballistic_coefficient=np.concatenate((COEFFICIENT, np.full(OTHERS, 3000.0))),
    )
    solved = solve(plan)
    assert np.all(solved.status == 0)
    return solved


def _true(lanes: NDArray[np.intp], seen: Floats) -> Floats:
    """State (6, lane) of solved flights at a time each, from positions a second apart."""
    half = 0.5
    times = np.sort(np.concatenate([seen - half, seen, seen + half]))
    flown = positions(_flights(), times)
    before, here, after = (
        flown[np.searchsorted(times, seen + s), :, lanes].T for s in (-half, 0, half)
    )
    return np.concatenate((here, (after - before) / (2 * half)))


@cache
def _tracks() -> tuple[Floats, Floats]:
    """Mean (7, 3) and covariance (28, 3): true states, and a radar's usual uncertainty of them."""
    packed = np.zeros((21, 3))
    rows, columns = np.tril_indices(6)
    # Along range well, across it badly, and velocity correlated with position, as filters have it.
    root = np.diag([60.0, 300.0, 150.0, 1.0, 4.0, 2.0])
    root[3:, :3] = np.diag([1.0, 2.0, -1.5])
    packed[:] = (root @ root.T)[rows, columns][:, None]
    return with_coefficient(
        _true(np.arange(3), SEEN), packed, coefficient=COEFFICIENT, log_sigma=0.1
    )


def _drawn(lane: int, more: Floats) -> Floats:
    """Samples (7 or more, SAMPLES) of a track's state and of further parameters (sigma each)."""
    mean, packed = _tracks()
    root = np.linalg.cholesky(unpacked(packed[:, lane : lane + 1])[:, :, 0])
    rng = np.random.default_rng(lane)
    state = mean[:, lane, None] + root @ rng.standard_normal((7, SAMPLES))
    return np.concatenate((state, more[:, None] * rng.standard_normal((len(more), SAMPLES))))


def _agrees(told: OnGround, lane: int, drawn: OnGround) -> None:
    """Means, covariances and shares inside both ellipses within sampling error."""
    assert np.all(drawn.status == 0)
    here = (np.full(SAMPLES, told.lat[lane]), np.full(SAMPLES, told.lon[lane]))
    spots = np.stack(offset(*here, drawn.lat, drawn.lon))
    full = unpacked(told.covariance[:, lane : lane + 1])[:, :, 0]
    white = np.linalg.solve(np.linalg.cholesky(full), spots)
    # Variances of a whitened sample are 1 ± √(2/n), its covariance 0 ± 1/√n.
    found = white @ white.T / SAMPLES
    assert np.abs(found[[0, 1], [0, 1]] - 1.0).max() < FOUR_SIGMA * np.sqrt(2.0 / SAMPLES)
    assert abs(found[0, 1]) < FOUR_SIGMA / np.sqrt(SAMPLES)
    assert np.abs(white.mean(axis=1)).max() < FOUR_SIGMA / np.sqrt(SAMPLES)
    for probability in (1.0 - np.exp(-0.5), 0.9):
        inside = np.mean(np.sum(white**2, axis=0) < -2.0 * np.log1p(-probability))
        error = np.sqrt(probability * (1.0 - probability) / SAMPLES)
        assert inside == pytest.approx(probability, abs=FOUR_SIGMA * error)
    late = (drawn.time - told.time[lane]) / np.sqrt(told.time_variance[lane])
    assert np.mean(late**2) == pytest.approx(1.0, abs=FOUR_SIGMA * np.sqrt(2.0 / SAMPLES))


@pytest.mark.parametrize("lane", range(3), ids=NAMES)
def test_a_launch_ellipse_is_that_of_samples_flown_back_exactly(lane: int) -> None:
    # A third of the usual spread, at which the way back is still straight.
    sigma = np.array([0.05 * BURN_TIME[lane], 0.03, 0.06, 0.01]) / 3.0
    third = Powered(BURN_TIME, 0.05 * BURN_TIME / 3.0, 0.36, 0.01, 0.50, 0.02, 0.0, 0.01 / 3.0)
    told = launch(*_tracks(), time=SEEN, powered=third)
    drawn = _drawn(lane, sigma)
    duration, level, rise, swerve = drawn[7:]
    powered = Powered(
        BURN_TIME[lane] + duration, 0.0, 0.36 + level, 0.0, 0.50 + rise, 0.0, swerve, 0.0
    )
    _agrees(
        told, lane, launch(drawn[:7], np.zeros((28, SAMPLES)), time=SEEN[lane], powered=powered)
    )


def test_true_launch_points_lie_inside_their_ellipses() -> None:
    burn = _flights().plan.burn_time
    lanes = np.arange(3, 3 + OTHERS)
    six = _true(lanes, burn[lanes] + 30.0)
    packed = np.zeros((21, OTHERS))
    packed[[0, 2, 5, 9, 14, 20]] = np.array([100.0, 100.0, 100.0, 2.0, 2.0, 2.0])[:, None] ** 2
    track = with_coefficient(six, packed, coefficient=3000.0, log_sigma=0.2)
    powered = Powered(burn[lanes], 0.1 * burn[lanes])
    told = launch(*track, time=burn[lanes] + 30.0, powered=powered)
    pad = np.repeat(LAUNCH[:, None], OTHERS, axis=1)
    spot = np.stack(offset(told.lat, told.lon, *pad))
    full = unpacked(told.covariance)
    squared = np.einsum("ib,bij,jb->b", spot, np.linalg.inv(full.transpose(2, 0, 1)), spot)
    # The burn time is told rightly here and the thrust is of one kind: nine in ten is little to ask
    # of the 90 per cent ellipse, but no one flight may lie far outside.
    assert np.mean(squared < -2.0 * np.log(0.1)) >= 0.9
    assert np.max(squared) < -2.0 * np.log(0.01)
    assert np.mean(np.abs(told.time) < 1.645 * np.sqrt(told.time_variance)) >= 0.9
    # Nor may the ellipse be so wide that it says nothing.
    size = np.sqrt(full[0, 0] + full[1, 1])
    assert np.median(size / _flights().range[lanes]) < 0.05
