"""Impact and launch ellipses against exact samples, and against flights that were solved for."""

from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.stats import norm

from noroshi.earth import geodesic
from noroshi.motion.records import FlightPlan, Flights
from noroshi.motion.sample import positions
from noroshi.motion.solve import solve
from noroshi.tracking.ground import OnGround, impact, unpacked, with_coefficient
from noroshi.tracking.launch import Powered, launch
from noroshi.tracking.plane import offset

Floats = NDArray[np.float64]

SAMPLES = 2000
FOUR_SIGMA = 4.0
"""Of sampling error: what a right answer exceeds once in 16,000 comparisons."""
TWO_METRES = 2.0
NAMES = ("short range", "medium range, lofted", "long range")
SEEN = np.array([110.0, 400.0, 600.0])
"""When each flight is looked at [s after launch]: before, at and after the middle of the coast."""
BURN_TIME, COEFFICIENT = np.array([80.0, 110.0, 270.0]), np.array([2000.0, 3000.0, 6000.0])


@cache
def _flights() -> Flights:
    def angle(*degrees: float) -> Floats:
        return np.radians(np.array(degrees))

    plan = FlightPlan(
        launch_lat=angle(39.6, 39.6, 39.6),
        launch_lon=angle(124.7, 124.7, 124.7),
        launch_height=np.zeros(3),
        aim_lat=angle(37.5, 35.7, 21.3),
        aim_lon=angle(130.5, 139.7, -157.9),
        apogee=np.array([np.nan, 900e3, np.nan]),
        burn_time=BURN_TIME,
        ballistic_coefficient=COEFFICIENT,
    )
    solved = solve(plan)
    assert np.all(solved.status == 0)
    return solved


@cache
def _tracks(*, scale: float = 1.0) -> tuple[Floats, Floats]:
    """Mean (7, 3) and covariance (28, 3): true states, and a radar's usual uncertainty of them."""
    half = 0.5
    times = np.sort(np.concatenate([SEEN - half, SEEN, SEEN + half]))
    flown = positions(_flights(), times)
    lane = np.arange(3)
    before, here, after = (
        flown[np.searchsorted(times, SEEN + s), :, lane].T for s in (-half, 0, half)
    )
    packed = np.zeros((21, 3))
    rows, columns = np.tril_indices(6)
    # Along range well, across it badly, and velocity correlated with position, as filters have it.
    root = np.diag([60.0, 300.0, 150.0, 1.0, 4.0, 2.0])
    root[3:, :3] = np.diag([1.0, 2.0, -1.5])
    packed[:] = scale**2 * (root @ root.T)[rows, columns][:, None]
    six = np.concatenate((here, (after - before) / (2 * half)))
    return with_coefficient(six, packed, coefficient=COEFFICIENT, log_sigma=0.1)


def _drawn(lane: int, *, scale: float = 1.0, more: Floats | None = None) -> Floats:
    """Samples (7 or more, SAMPLES) of a track's state and of further parameters (sigma each)."""
    mean, packed = _tracks(scale=scale)
    root = np.linalg.cholesky(unpacked(packed[:, lane : lane + 1])[:, :, 0])
    rng = np.random.default_rng(lane)
    state = mean[:, lane, None] + root @ rng.standard_normal((7, SAMPLES))
    if more is None:
        return state
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
def test_an_impact_ellipse_is_that_of_samples_flown_exactly(lane: int) -> None:
    told = impact(*_tracks(), time=SEEN)
    drawn = impact(_drawn(lane), np.zeros((28, SAMPLES)), time=SEEN[lane])
    _agrees(told, lane, drawn)


@pytest.mark.parametrize("lane", range(3), ids=NAMES)
def test_an_impact_ellipse_hundreds_of_kilometres_wide_still_holds_nearly_its_share(
    lane: int,
) -> None:
    told = impact(*_tracks(scale=60.0), time=SEEN)
    drawn = impact(_drawn(lane, scale=60.0), np.zeros((28, SAMPLES)), time=SEEN[lane])
    here = (np.full(SAMPLES, told.lat[lane]), np.full(SAMPLES, told.lon[lane]))
    spots = np.stack(offset(*here, drawn.lat, drawn.lon))
    full = unpacked(told.covariance[:, lane : lane + 1])[:, :, 0]
    white = np.linalg.solve(np.linalg.cholesky(full), spots)
    inside = np.mean(np.sum(white**2, axis=0) < -2.0 * np.log(0.1))
    two_per_cent, sampling = 0.02, FOUR_SIGMA * np.sqrt(0.09 / SAMPLES)
    assert np.sqrt(full[0, 0] + full[1, 1]) > 60e3
    assert inside == pytest.approx(0.9, abs=two_per_cent + sampling)


@pytest.mark.parametrize("lane", range(3), ids=NAMES)
def test_a_launch_ellipse_is_that_of_samples_flown_back_exactly(lane: int) -> None:
    # A third of the usual spread, at which the way back is still straight.
    sigma = np.array([0.05 * BURN_TIME[lane], 0.03, 0.06, 0.01]) / 3.0
    third = Powered(BURN_TIME, 0.05 * BURN_TIME / 3.0, 0.36, 0.01, 0.50, 0.02, 0.0, 0.01 / 3.0)
    told = launch(*_tracks(), time=SEEN, powered=third)
    drawn = _drawn(lane, more=sigma)
    duration, level, rise, swerve = drawn[7:]
    powered = Powered(
        BURN_TIME[lane] + duration, 0.0, 0.36 + level, 0.0, 0.50 + rise, 0.0, swerve, 0.0
    )
    _agrees(
        told, lane, launch(drawn[:7], np.zeros((28, SAMPLES)), time=SEEN[lane], powered=powered)
    )


def test_an_exact_track_comes_down_where_its_flight_was_solved_to() -> None:
    flights = _flights()
    told = impact(*_tracks(), time=SEEN)
    miss, _ = geodesic.inverse(told.lat, told.lon, flights.impact_lat, flights.impact_lon)
    # The states come from positions a second apart; that is what is left.
    assert np.max(miss) < TWO_METRES
    np.testing.assert_allclose(told.time, flights.flight_time, atol=1e-2)


def test_the_true_launch_point_lies_inside_its_ellipse() -> None:
    told = launch(*_tracks(), time=SEEN, powered=Powered(BURN_TIME, 0.1 * BURN_TIME))
    east, north = offset(
        told.lat, told.lon, np.radians(np.full(3, 39.6)), np.radians(np.full(3, 124.7))
    )
    spot = np.stack((east, north))
    full = unpacked(told.covariance)
    squared = np.einsum("ib,bij,jb->b", spot, np.linalg.inv(full.transpose(2, 0, 1)), spot)
    assert np.all(squared < -2.0 * np.log(0.1))  # the 90 per cent ellipse
    assert np.all(np.abs(told.time) < norm.ppf(0.975) * np.sqrt(told.time_variance))
