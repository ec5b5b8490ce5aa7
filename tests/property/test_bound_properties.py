"""What must hold of the bound whatever the geometry: more looks never hurt, less noise never."""

import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from noroshi.earth.sight import site
from noroshi.sensing.radar import Radar, RadarMeasurementModel
from noroshi.tracking.bound import bound, covariances, informations
from noroshi.tracking.dynamics import coast
from noroshi.tracking.looks import battery

COUNT, SENSORS = 12, 3
HERE = site(np.radians(40.9), np.radians(140.3), 20.0)
ROUNDING = 1e-9
NOISY = coast(1.0)
TRIANGLE = np.tril_indices(6)


def _gauge(lat, lon):
    place = site(lat, lon, 0.0)
    three = [tuple(np.array([c]) for c in v) for v in (place.east, place.north, place.up)]
    origin = tuple(np.array([c]) for c in place.position_ecef)
    # Accuracy stands beside each look here, so the measurement model's own is never asked for.
    nothing = np.zeros(1)
    return RadarMeasurementModel(origin, *three, (nothing,) * 4, nothing, nothing)


def _full(packed):
    full = np.zeros((*packed.shape[:-1], 6, 6))
    full[..., TRIANGLE[0], TRIANGLE[1]] = full[..., TRIANGLE[1], TRIANGLE[0]] = packed
    return full


def _setup(seed):
    """A flight over random radars, each look with a sensor, an accuracy and a probability."""
    rng = np.random.default_rng(seed)
    places = zip(
        np.radians(rng.uniform(35.0, 45.0, SENSORS)),
        np.radians(rng.uniform(135.0, 145.0, SENSORS)),
        strict=True,
    )
    radars = battery(Radar, [_gauge(*p) for p in places])
    time = np.cumsum(rng.uniform(0.0, 8.0, COUNT))
    velocity = rng.uniform(-3e3, 3e3, 3)
    where = HERE.position_ecef + 400e3 * HERE.up - 500e3 * HERE.east + time[:, None] * velocity
    truth = np.concatenate([where, np.broadcast_to(velocity, where.shape)], axis=1)[..., None]
    sigma = rng.uniform([5.0, 1e-4, 1e-4], [100.0, 5e-3, 5e-3], (COUNT, 3))[..., None]
    which, probability = rng.integers(0, SENSORS, COUNT), rng.uniform(0.0, 1.0, (COUNT, 1))
    return radars, time, truth, sigma, which, probability


def _information(radars, time, truth, sigma, which, probability):
    seen = informations(radars, which, truth[:, :3], sigma, probability)
    start = np.diag([1e-12] * 3 + [1e-7] * 3)[TRIANGLE][:, None]
    found = bound(NOISY, time, truth, seen, np.array(0.0), start)
    return _full(np.asarray(found.information)[..., 0])


def _never_below(more, less):
    """`more` - `less` has no eigenvalue below zero, but for rounding; units of `more`."""
    unit = 1.0 / np.sqrt(np.einsum("kii->ki", more))
    scaled = unit[:, :, None] * (more - less) * unit[:, None, :]
    return np.min(np.linalg.eigvalsh(scaled)) > -ROUNDING


@settings(max_examples=60)
@given(seed=st.integers(0, 10**6), added=st.integers(0, SENSORS - 1))
def test_added_sensor_never_raises_the_bound(seed, added):
    radars, time, truth, sigma, which, probability = _setup(seed)
    without = np.where((which == added)[:, None], 0.0, probability)
    more = _information(radars, time, truth, sigma, which, probability)
    less = _information(radars, time, truth, sigma, which, without)
    assert _never_below(more, less)


@settings(max_examples=30)
@given(seed=st.integers(0, 10**6), share=st.floats(0.0, 1.0))
def test_a_greater_chance_of_detection_or_better_accuracy_never_raises_it(seed, share):
    radars, time, truth, sigma, which, probability = _setup(seed)
    base = _information(radars, time, truth, sigma, which, share * probability)
    assert _never_below(_information(radars, time, truth, sigma, which, probability), base)
    better = _information(radars, time, truth, (1.0 - 0.5 * share) * sigma, which, probability)
    assert _never_below(better, base)


@settings(max_examples=30)
@given(seed=st.integers(0, 10**6))
def test_information_is_never_negative_and_its_inverse_is_the_covariance(seed):
    found = _information(*_setup(seed))
    unit = 1.0 / np.sqrt(np.einsum("kii->ki", found))
    scaled = unit[:, :, None] * found * unit[:, None, :]
    assert np.min(np.linalg.eigvalsh(scaled)) > -ROUNDING
    covariance, exists = covariances(np.moveaxis(found[:, *TRIANGLE], 0, 1))
    assert np.all(exists)
    inverse = _full(np.asarray(covariance).T)
    one = np.einsum("kij,kjl->kil", scaled, inverse / unit[:, :, None] / unit[:, None, :])
    np.testing.assert_allclose(one, np.broadcast_to(np.eye(6), one.shape), atol=1e-4)


def test_a_flight_never_seen_has_no_covariance_and_says_so():
    packed = np.zeros((21, COUNT))
    packed[:, 1:] = np.eye(6)[TRIANGLE][:, None]
    covariance, exists = covariances(packed)
    assert exists.tolist() == [False] + [True] * (COUNT - 1)
    assert np.all(np.isinf(np.asarray(covariance)[[0, 2, 5, 9, 14, 20], 0]))
    assert not np.any(np.isnan(covariance))


@pytest.mark.parametrize("bad", [0.0, -1.0, np.nan, np.inf])
def test_a_look_without_a_believable_noise_says_nothing(bad):
    radars, _, truth, sigma, which, probability = _setup(1)
    seen = informations(radars, which, truth[:, :3], np.full_like(sigma, bad), probability)
    assert np.all(np.asarray(seen) == 0.0)
    assert jnp.all(jnp.isfinite(seen))
