"""The extended filter on real sensors' geometry: limits, order, chunks."""

from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from jax import Array

from noroshi.earth.sight import site
from noroshi.tracking import packed
from noroshi.tracking.dynamics import coast
from noroshi.tracking.filters.extended import CHUNK, Filtered, extended, extended_in_chunks
from noroshi.tracking.filters.status import Status
from noroshi.tracking.looks import Battery, Belief, Looks, measured, residual

# One shape for all tests: one compilation.
BATCH, LOOKS = CHUNK, 30
SIGMA = np.array([30.0, 1e-3, 1e-3])
KNOWN = np.array([1e3] * 3 + [50.0] * 3)
START = np.array([-3.3e6, 3.9e6, 4.1e6, 2500.0, 2300.0, 2700.0])
PLACES = [
    site(np.radians(lat), np.radians(lon), 10.0) for lat, lon in ((40.9, 140.3), (35.8, 135.2))
]
BELIEF = coast(1e-6)


class MeasurementModel(NamedTuple):
    origin: Array
    axes: Array


def measure(measurement_model: MeasurementModel, position: Array) -> Array:
    away = [position[i] - measurement_model.origin[i] for i in range(3)]
    east, north, up = (sum(axis[i] * away[i] for i in range(3)) for axis in measurement_model.axes)
    level = jnp.hypot(east, north)
    return jnp.stack([jnp.hypot(level, up), jnp.arctan2(east, north), jnp.arctan2(up, level)])


def measurement_model(sensor: int) -> MeasurementModel:
    p = PLACES[sensor]
    return MeasurementModel(jnp.asarray(p.position_ecef), jnp.asarray([p.east, p.north, p.up]))


BATTERY = Battery(
    measure,
    jnp.asarray([[False, True, False]] * 2),
    jax.tree.map(lambda *a: jnp.stack(a)[..., None], measurement_model(0), measurement_model(1)),
)


@pytest.fixture(scope="module")
def truth() -> np.ndarray:
    """(look, 6) at 1, 2, … seconds."""
    step = jax.jit(lambda s: (BELIEF.move(s, 1.0),) * 2)
    flown = jax.lax.scan(lambda s, _: step(s), jnp.asarray(START), None, length=LOOKS)[1]
    return np.asarray(flown)


def world(truth: np.ndarray, batch: int = BATCH) -> tuple[Belief, Looks]:
    rng = np.random.default_rng(7)
    sensor = np.arange(LOOKS) % 2
    exact = np.array(
        [measure(measurement_model(s), x[:3]) for s, x in zip(sensor, truth, strict=True)]
    )
    value = exact[..., None] + SIGMA[:, None] * rng.standard_normal((LOOKS, 3, batch))
    mean = START[:, None] + KNOWN[:, None] * rng.standard_normal((6, batch))
    entries = np.repeat(packed.pack(np.diag(KNOWN**2)[..., None]), batch, axis=1)
    sigma = np.broadcast_to(SIGMA[:, None], value.shape)
    seen = np.ones((LOOKS, batch), dtype=bool)
    looks = Looks(1.0 + np.arange(LOOKS), sensor, seen, value, sigma)
    return Belief(jnp.asarray(0.0), mean, entries), Looks(*map(jnp.asarray, looks))


@pytest.fixture(scope="module")
def filtered(truth: np.ndarray) -> Filtered:
    return extended(BELIEF, BATTERY, *world(truth))


def changed(truth: np.ndarray, **fields: object) -> Filtered:
    start, looks = world(truth)
    return extended(BELIEF, BATTERY, start, looks._replace(**fields))


def test_errors_are_as_large_as_the_covariance_says(filtered: Filtered, truth: np.ndarray) -> None:
    """Oracle: the chi-squared law, four of its standard deviations."""
    off = np.asarray(filtered.mean[-1]) - truth[-1][:, None]
    squared = float(np.sum(packed.mahalanobis(filtered.covariance[-1], off)))
    assert abs(squared - 6.0 * BATCH) < 4.0 * np.sqrt(12.0 * BATCH)
    assert np.sqrt(np.mean(off[:3] ** 2)) < 0.25 * KNOWN[0]
    assert filtered.status.tolist() == [Status.TRACKED] * BATCH


def test_innovations_follow_the_chi_squared_law(filtered: Filtered) -> None:
    number = int(np.sum(filtered.channels))
    assert number == 3 * LOOKS * BATCH
    total = float(np.sum(filtered.innovation_squared))
    assert abs(total - number) < 4.0 * np.sqrt(2.0 * number)


def test_derivatives_are_differences_of_the_model() -> None:
    where = START[:3, None] + np.array([[0.0, 1e5], [0.0, -2e5], [0.0, 3e4]])
    _, slope = measured(measure, jax.tree.map(lambda a: a[0], BATTERY.measurement_models), where)
    for b in range(2):
        for j in range(3):
            step = 10.0 * np.eye(3)[j]
            ahead, behind = (measure(measurement_model(0), where[:, b] + s) for s in (step, -step))
            expected = np.asarray(ahead - behind) / 20.0
            np.testing.assert_allclose(slope[:, j, b], expected, rtol=1e-6, atol=1e-13)


def test_a_residual_takes_the_short_way_round() -> None:
    off = residual(jnp.asarray([3.1, 3.1]), jnp.asarray([-3.1, -3.1]), jnp.asarray([True, False]))
    np.testing.assert_allclose(off, [6.2 - 2.0 * np.pi, 6.2], rtol=1e-14)


def test_an_azimuth_given_once_round_too_far_changes_nothing(
    filtered: Filtered, truth: np.ndarray
) -> None:
    _, looks = world(truth)
    round_ = changed(truth, value=looks.value.at[:, 1].add(2.0 * np.pi))
    np.testing.assert_allclose(round_.mean, filtered.mean, rtol=0, atol=1e-3)


def test_looks_not_detected_are_as_if_never_made(truth: np.ndarray) -> None:
    start, looks = world(truth)
    seen = looks.detected.at[10:20, 1].set(False)
    masked = extended(BELIEF, BATTERY, start, looks._replace(detected=seen))
    assert np.all(np.isnan(masked.innovation_squared[10:20, 1]))
    assert np.all(np.asarray(masked.channels)[10:20, 1] == 0)
    # What stands in the place of a value that was not measured is not looked at.
    spoilt = looks.value.at[10:20, :, 1].set(jnp.nan)
    again = extended(BELIEF, BATTERY, start, looks._replace(detected=seen, value=spoilt))
    np.testing.assert_array_equal(masked.mean, again.mean)
    carried = jax.jit(BELIEF.move)(masked.mean[9, :, 1], 10.0)
    np.testing.assert_allclose(masked.mean[19, :, 1], carried, rtol=0, atol=0.01)


def test_two_sensors_at_one_instant_may_report_in_either_order(truth: np.ndarray) -> None:
    start, looks = world(truth)
    exact = jnp.stack([measure(measurement_model(s), truth[0][:3]) for s in (0, 1)])
    pair = looks._replace(
        time=jnp.ones(LOOKS),
        detected=looks.detected.at[2:].set(False),
        value=looks.value.at[:2].set(exact[..., None]),
    )
    near = start._replace(
        mean=START[:, None] + np.zeros((6, BATCH)), covariance=1e-4 * jnp.asarray(start.covariance)
    )
    there = extended(BELIEF, BATTERY, near, pair)
    swapped = pair._replace(
        sensor=pair.sensor.at[:2].set(jnp.asarray([1, 0])),
        value=pair.value.at[:2].set(pair.value[1::-1]),
    )
    back = extended(BELIEF, BATTERY, near, swapped)
    np.testing.assert_allclose(there.mean[-1], back.mean[-1], rtol=0, atol=0.01)
    np.testing.assert_allclose(there.covariance[-1], back.covariance[-1], rtol=1e-4, atol=1e-3)


def test_a_batch_of_any_size_in_chunks_is_each_alone(truth: np.ndarray) -> None:
    start, looks = world(truth, CHUNK + 3)
    whole = extended_in_chunks(BELIEF, BATTERY, start, looks)
    assert whole.mean.shape == (LOOKS, 6, CHUNK + 3)
    last = slice(3, CHUNK + 3)
    own = looks._replace(
        detected=looks.detected[:, last], value=looks.value[..., last], sigma=looks.sigma[..., last]
    )
    first = start._replace(mean=start.mean[:, last], covariance=start.covariance[:, last])
    alone = extended(BELIEF, BATTERY, first, own)
    np.testing.assert_allclose(whole.mean[..., last], alone.mean, rtol=1e-12)
    np.testing.assert_allclose(whole.covariance[..., last], alone.covariance, rtol=1e-6, atol=1e-6)
