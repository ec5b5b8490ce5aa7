"""Interacting multiple models: finding burn-out and re-entry, and mixing states of unequal size."""

from functools import lru_cache
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.linalg import expm

from noroshi.earth import geodesic
from noroshi.earth.ellipsoid import geodetic, height_along_radius
from noroshi.earth.sight import by_draw, site
from noroshi.motion.records import FlightPlan, Flights
from noroshi.motion.sample import positions
from noroshi.motion.solve import solve
from noroshi.sensing.radar import Radar
from noroshi.tracking.dynamics import Dynamics
from noroshi.tracking.filters.mixing import merged, moved_over
from noroshi.tracking.filters.modes import (
    COAST,
    POWERED,
    REENTRY,
    Mode,
    Modes,
    ballistic,
    generator,
    transition,
)
from noroshi.tracking.filters.multiple import Interacted, multiple
from noroshi.tracking.filters.square_root import packed_square
from noroshi.tracking.filters.status import Status
from noroshi.tracking.filters.unscented_step import Root
from noroshi.tracking.looks import Battery, Belief, Looks, battery
from noroshi.tracking.packed import mahalanobis, pack, unpack

RUNS = 200
BURN = 110.0
SIGMA_RANGE, SIGMA_ANGLE = 15.0, 5e-4


class Stand(NamedTuple):
    """A radar's place and axes: all that `Radar.measure` needs."""

    origin_ecef: Any
    east: Any
    north: Any
    up: Any


class Run(NamedTuple):
    """One flight watched `RUNS` times."""

    time: np.ndarray
    """After burn-out, (look,)."""
    left: np.ndarray
    """Until impact, (look,)."""
    truth: np.ndarray
    """(look, 6)."""
    found: Interacted
    never: int
    """The run that is not looked at."""


def flight() -> Flights:
    """1,500 km, minimum energy, across the Sahara."""
    lat, lon = np.radians(20.0), np.radians(5.0)
    aim = geodesic.direct(lat, lon, 1500e3, np.radians(60.0))
    numbers = (lat, lon, 0.0, *aim, np.nan, BURN, 3000.0)
    return solve(FlightPlan(*(np.array([float(n)]) for n in numbers)))


def stand(lat: float, lon: float, away: float, bearing: float) -> Stand:
    place = site(*geodesic.direct(lat, lon, away, bearing), 0.0)
    axes = (place.position_ecef, place.east, place.north, place.up)
    return Stand(*(by_draw(np.asarray(a), 1) for a in axes))


@lru_cache
def run() -> Run:
    """A radar 800 km from burn-out until 130 s after it, then one near the impact."""
    flown = flight()
    end = float(flown.flight_time[0])
    lat, lon, height = geodetic(*positions(flown, np.array([BURN]))[0, :, 0])
    away = np.sqrt(800e3**2 - float(height) ** 2)
    first = stand(float(lat), float(lon), away, float(flown.bearing[0]) + np.radians(45.0))
    second = stand(float(flown.impact_lat[0]), float(flown.impact_lon[0]), 100e3, 1.0)
    time = np.concatenate([np.arange(60.0, 240.0), np.arange(end - 130.0, end - 8.0)])
    sensor = (time > 300.0).astype(int)
    looks, truth = watched(flown, (first, second), time, sensor)
    spread = np.array([1e3] * 3 + [300.0] * 3)
    luck = np.random.default_rng(5).standard_normal((6, RUNS))
    start = Belief(
        jnp.asarray(time[0]),
        jnp.asarray(truth[0][:, None] + spread[:, None] * luck),
        pack(jnp.broadcast_to(jnp.diag(jnp.asarray(spread**2))[..., None], (6, 6, RUNS))),
    )
    radars = battery(Radar, [first, second])
    found = multiple(ballistic(), radars, start, looks, probability=jnp.array([1.0, 0.0, 0.0]))
    return Run(time - BURN, end - time, truth, found, RUNS - 1)


def watched(
    flown: Flights, stands: tuple[Stand, ...], time: np.ndarray, sensor: np.ndarray
) -> tuple[Looks, np.ndarray]:
    """Looks with errors drawn, and true positions and velocities; the last run is never seen."""
    half = 0.05
    where = positions(flown, np.sort(np.concatenate([time - half, time, time + half])))[..., 0]
    truth = np.concatenate([where[1::3], (where[2::3] - where[0::3]) / (2 * half)], axis=1)
    one = [Stand(*(tuple(v[..., 0] for v in part) for part in s)) for s in stands]
    exact = np.stack([Radar.measure(one[s], p) for s, p in zip(sensor, where[1::3], strict=True)])
    sigma = np.full_like(exact, SIGMA_ANGLE)
    sigma[:, 0], sigma[:, 1] = SIGMA_RANGE, SIGMA_ANGLE / np.cos(exact[:, 2])
    shape = (len(time), 3, RUNS)
    noise = np.random.default_rng(7).standard_normal(shape)
    detected = np.ones((len(time), RUNS), dtype=bool)
    detected[:, -1] = False
    looks = Looks(
        jnp.asarray(time),
        jnp.asarray(sensor),
        jnp.asarray(detected),
        jnp.asarray(exact[..., None] + sigma[..., None] * noise),
        jnp.broadcast_to(jnp.asarray(sigma)[..., None], shape),
    )
    return looks, truth


def seen(array: Any) -> np.ndarray:
    """All runs but the one never looked at."""
    return np.asarray(array)[..., :-1]


def test_burn_out_is_found_within_a_few_looks() -> None:
    flown = run()
    coasting = seen(flown.found.probability)[:, COAST]
    powered = seen(flown.found.probability)[:, POWERED]
    during = (flown.time > -20.0) & (flown.time < 0.0)
    assert np.all(powered[during].mean(axis=1) > 0.9)
    late = np.argmax((coasting > 0.9) & (flown.time > 0.0)[:, None], axis=0)
    after = flown.time[late]
    assert np.median(after) <= 5.0
    assert np.quantile(after, 0.95) <= 8.0


def test_the_coast_is_not_left_before_the_air() -> None:
    flown = run()
    coast = seen(flown.found.probability)[:, COAST]
    high = height_along_radius(*flown.truth[:, :3].T) > 110e3
    free = (flown.time > 30.0) & np.asarray(high)
    assert coast[free].mean() > 0.995


def test_re_entry_is_found_while_there_is_time() -> None:
    flown = run()
    entry = seen(flown.found.probability)[:, REENTRY]
    heights = np.asarray(height_along_radius(*flown.truth[:, :3].T))
    down = flown.left < 130.0
    sure = np.argmax((entry > 0.9) & down[:, None], axis=0)
    assert np.all(heights[sure] > 25e3)
    assert np.all(heights[sure] < 80e3)


@lru_cache
def errors() -> np.ndarray:
    """NEES of the mixed estimate of position and velocity, (look, run)."""
    flown = run()
    off = jnp.asarray(flown.truth)[:, :, None] - flown.found.mean
    return seen(jax.jit(jax.vmap(mahalanobis))(flown.found.covariance, off))


def test_in_the_coast_the_mixture_errs_as_much_as_it_says_or_a_little_less() -> None:
    flown = run()
    coast = (flown.time > 30.0) & (flown.time < 129.0)
    each = errors()[coast].mean(axis=1)
    # Mean of 199 variables χ² of six degrees of freedom.
    half = 1.96 * np.sqrt(12.0 / (RUNS - 1))
    assert np.all(each < 6.0 + half)
    # A little more than that: the filter holds open that thrust came back, and it never does.
    assert np.all(each > 5.0 - half)
    assert each.mean() > 5.0


def test_outside_the_moments_of_change_it_never_claims_more_than_it_knows() -> None:
    flown = run()
    # Until the new mode is recognised, the old one's prediction is wrong.
    steady = (flown.time < 0.0) | (flown.time > 10.0)
    limit = 6.0 + 3.0 * np.sqrt(12.0 / (RUNS - 1))
    assert np.all(errors()[steady].mean(axis=1) < limit)


def test_whoever_is_never_seen_says_so_and_stays_a_number() -> None:
    flown = run()
    assert flown.found.status[flown.never] == Status.NEVER_SEEN
    assert set(np.asarray(flown.found.status[:-1])) == {Status.TRACKED}
    assert np.all(np.isfinite(flown.found.mean))
    total = np.asarray(flown.found.probability).sum(axis=1)
    np.testing.assert_allclose(total, 1.0, rtol=1e-12)


@settings(max_examples=30)
@given(
    st.lists(st.floats(0.0, 0.5), min_size=6, max_size=6),
    st.floats(0.0, 100.0),
)
def test_transition_probabilities_are_the_matrix_exponential(
    rates: list[float], step: float
) -> None:
    away = np.zeros((3, 3))
    away[~np.eye(3, dtype=bool)] = rates
    matrix = np.asarray(generator(jnp.asarray(away)))
    ours = np.asarray(transition(jnp.asarray(matrix)[..., None], jnp.asarray(step)))[..., 0]
    np.testing.assert_allclose(ours, expm(matrix * step), atol=1e-9)
    np.testing.assert_allclose(ours.sum(axis=1), 1.0, rtol=1e-9)


def still(size: int) -> Dynamics:
    """A state that stays, shaken a little."""
    return Dynamics(size, lambda s, h: s, lambda s, h: 0.1 * h * jnp.eye(size))


LARGE = Mode("large", still(4), (0, 1, 2, 3))
SMALL = Mode("small", still(3), (0, 1, 2))
OTHER_SLOTS = (0, 1, 2, 4)


def never(state: jax.Array) -> jax.Array:
    """No change from one mode to another."""
    return jnp.zeros((2, 2))


UNEQUAL = Modes((LARGE, SMALL), 3, (0.0, 0.0, 0.0, 7.0, -2.0), (0.0, 0.0, 0.0, 0.5, 3.0), never)


def believed(size: int, seed: int) -> tuple[np.ndarray, np.ndarray, Root]:
    """Mean, covariance and root of a batch of one."""
    generator = np.random.default_rng(seed)
    mean, lower = generator.standard_normal(size), np.tril(generator.standard_normal((size, size)))
    return mean, lower @ lower.T, Root(jnp.asarray(mean[:, None]), jnp.asarray(lower[..., None]))


def test_a_number_that_the_new_mode_alone_has_is_as_declared_and_independent() -> None:
    mean, cov, own = believed(4, 1)
    got, columns = moved_over(UNEQUAL, own, LARGE, OTHER_SLOTS)
    spread = np.asarray(columns)[..., 0] @ np.asarray(columns)[..., 0].T
    expected = np.zeros((4, 4))
    expected[:3, :3], expected[3, 3] = cov[:3, :3], 9.0
    np.testing.assert_allclose(spread, expected, atol=1e-12)
    np.testing.assert_allclose(got[:, 0], [*mean[:3], -2.0])


def test_merging_has_the_moments_of_the_mixture() -> None:
    parts = [believed(3, seed) for seed in range(3)]
    weight = np.array([0.2, 0.7, 0.1])
    found = merged([(r.mean, r.lower) for _, _, r in parts], jnp.asarray(weight)[:, None], 1)
    mean = sum(w * m for w, (m, _, _) in zip(weight, parts, strict=True))
    cov = sum(
        w * (c + np.outer(m - mean, m - mean)) for w, (m, c, _) in zip(weight, parts, strict=True)
    )
    np.testing.assert_allclose(found.mean[:, 0], mean, rtol=1e-12)
    np.testing.assert_allclose(unpack(packed_square(found.lower))[..., 0], cov, rtol=1e-12)


def seen_directly(measurement_model: Any, position: Any) -> Any:
    return position[:2]


def test_one_mode_that_cannot_be_left_is_the_filter_of_that_mode() -> None:
    rng = np.random.default_rng(2)
    looks = Looks(
        jnp.arange(1.0, 9.0),
        jnp.zeros(8, dtype=int),
        jnp.ones((8, 2), dtype=bool),
        jnp.asarray(rng.standard_normal((8, 2, 2))),
        jnp.full((8, 2, 2), 0.7),
    )
    start = Belief(
        jnp.asarray(0.0),
        jnp.asarray(rng.standard_normal((3, 2))),
        pack(jnp.broadcast_to(jnp.eye(3)[..., None], (3, 3, 2))),
    )
    sensors = Battery(seen_directly, jnp.zeros((1, 2), dtype=bool), Stand(*[jnp.zeros((1, 1))] * 4))
    found = multiple(UNEQUAL, sensors, start, looks, probability=jnp.array([0.0, 1.0]))
    mean, cov, h = np.asarray(start.mean), np.eye(3), np.eye(3)[:2]
    for k in range(8):  # Kalman's filter of a state that stays
        cov = cov + 0.1 * np.eye(3)
        gain = cov @ h.T @ np.linalg.inv(h @ cov @ h.T + 0.49 * np.eye(2))
        mean, cov = mean + gain @ (np.asarray(looks.value[k]) - h @ mean), cov - gain @ h @ cov
    np.testing.assert_allclose(found.mean[-1], mean, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(unpack(found.covariance[-1])[..., 0], cov, rtol=1e-9, atol=1e-12)
    assert np.all(np.asarray(found.probability)[:, 1] == 1.0)
    assert np.all(np.isfinite(found.mean))


@pytest.mark.parametrize("height", [60e3, 300e3])
def test_rates_follow_the_air(height: float) -> None:
    state = jnp.asarray([6.378e6 + height, 0.0, 0.0, 0.0, 0.0, 0.0])
    rates = np.asarray(ballistic().rates(state))
    assert rates.sum(axis=1) == pytest.approx(np.zeros(3), abs=1e-12)
    felt = height < 90e3
    assert (rates[COAST, REENTRY] > rates[REENTRY, COAST]) == felt
    assert (rates[POWERED, REENTRY] > rates[POWERED, COAST]) == felt
