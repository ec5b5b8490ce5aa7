"""A first state from a radar's first hits, and radars and satellites measured by one function."""

import jax
import numpy as np
import pytest

from noroshi.earth.sight import geostationary, site
from noroshi.sensing import Infrared, Radar
from noroshi.tracking.dynamics import coast
from noroshi.tracking.filters.initiate import Prior, Window, fit, holds, recent
from noroshi.tracking.looks import measured
from noroshi.tracking.mixed import together
from noroshi.world import Draws

HERE = site(np.radians(40.9), np.radians(140.3), 20.0)
ABOVE = geostationary(np.radians(150.0))
MODEL = coast(0.0)
BATCH, LOOKS = 256, 4
SIGMA = np.array([5.0, 5e-4, 4e-4])
RADAR = Radar(
    id="radar",
    name="a radar",
    at="here",
    owner="us",
    faces=[{"azimuth": ["190 deg", "350 deg"], "elevation": ["2 deg", "80 deg"]}],
    reference={"range": "870 km", "cross_section": "0.01 m^2", "snr": 20},
    look_interval="2 s",
)
SATELLITE = Infrared(
    id="satellite", name="a satellite", at="above", owner="us", cloud_break="7 km", revisit="9 s"
)
TRUTH = np.concatenate(
    [
        HERE.position_ecef - 800e3 * HERE.east + 300e3 * HERE.up,
        2000.0 * HERE.east + 1000.0 * HERE.up + 700.0 * HERE.north,
    ]
)
BACK = -2.0 * np.arange(LOOKS)


@pytest.fixture(scope="module")
def fitted():
    measurement_model = RADAR.measurement_model(HERE, Draws.best())
    own = jax.tree.map(lambda a: np.broadcast_to(a, (*a.shape[:-1], BATCH)), measurement_model)
    there = jax.vmap(MODEL.move, in_axes=(None, 0))(TRUTH, BACK)[:, :3]
    one = jax.tree.map(lambda a: a[..., 0], measurement_model)
    exact = np.asarray(jax.vmap(Radar.measure, in_axes=(None, 0))(one, there))
    rng = np.random.default_rng(2)
    value = exact[..., None] + SIGMA[:, None] * rng.normal(size=(LOOKS, 3, BATCH))
    time = np.broadcast_to(100.0 + BACK[:, None], (LOOKS, BATCH))
    sigma = np.broadcast_to(SIGMA[:, None], value.shape)
    hits = Window(time, np.ones((LOOKS, BATCH), dtype=bool), value, sigma)
    wraps = np.broadcast_to(np.array([[False], [True], [False]]), (3, BATCH))
    work = jax.jit(lambda h, p: fit(MODEL, Radar.measure, own, wraps, h, p))

    def run(offset=0.0, seen=None):
        shown = hits if seen is None else hits._replace(detected=seen)
        start = np.append(TRUTH[:3] + offset * (HERE.north - HERE.east), np.zeros(3))
        return [np.asarray(a) for a in work(shown, Prior(start, np.array([3e6] * 3 + [3e3] * 3)))]

    return run


def _nees(mean, covariance):
    full = np.zeros((BATCH, 6, 6))
    full[:, *np.tril_indices(6)] = covariance.T
    full += np.swapaxes(np.tril(full, -1), 1, 2)
    off = (mean - TRUTH[:, None]).T
    return np.mean(np.einsum("bi,bi->b", off, np.linalg.solve(full, off[..., None])[..., 0]))


def test_the_fit_errs_as_much_as_it_says(fitted):
    mean, covariance, fits = fitted()
    assert np.all(fits)
    # The mean of 256 chi-squares of six degrees, ± 4 of its deviations.
    assert abs(_nees(mean, covariance) - 6.0) < 4.0 * np.sqrt(12.0 / BATCH)


def test_it_does_not_matter_where_the_fit_begins(fitted):
    near, far = fitted(0.0), fitted(500e3)
    sigma = np.sqrt(near[1][[0, 2, 5, 9, 14, 20]])
    assert np.max(np.abs(far[0] - near[0]) / sigma) < 0.01


def test_a_miss_says_nothing_and_without_hits_the_prior_stands(fitted):
    seen = np.ones((LOOKS, BATCH), dtype=bool)
    seen[1, 0] = seen[:, 1] = False
    mean, covariance, fits = fitted(0.0, seen)
    whole = fitted()
    assert covariance[0, 0] > whole[1][0, 0]
    assert np.all(fits)
    np.testing.assert_allclose(mean[3:, 1], 0.0, atol=1e-6)
    np.testing.assert_allclose(np.sqrt(covariance[[0, 9], 1]), [3e6, 3e3], rtol=1e-9)


def test_recent_looks_are_the_same_sensors_latest_first():
    table = recent(np.array([0, 1, 0, 0, 1]), 3)
    assert table.tolist() == [[0, -1, -1], [1, -1, -1], [2, 0, -1], [3, 2, 0], [4, 1, -1]]


def test_m_of_n_counts_only_its_own_sensors_last_looks():
    sensor = np.array([0, 1, 0, 1, 0, 0])
    detected = np.array([1, 1, 0, 1, 1, 1], dtype=bool)[:, None]
    found = holds(detected, recent(sensor, 3), np.full(6, 2), np.where(sensor == 0, 3, 2))
    assert np.asarray(found)[:, 0].tolist() == [False, False, False, True, True, True]


def test_a_mixed_battery_measures_as_each_kind_does():
    best = Draws.best()
    measurement_models = [
        RADAR.measurement_model(HERE, best),
        SATELLITE.measurement_model(ABOVE, best),
    ]
    both = together([Radar, Infrared], measurement_models)
    assert both.wraps.tolist() == [[False, True, False], [False, False, False]]
    for s, (kind, measurement_model) in enumerate(
        zip([Radar, Infrared], measurement_models, strict=True)
    ):
        own = jax.tree.map(lambda a, s=s: a[s], both.measurement_models)
        value, slope = measured(both.measure, own, TRUTH[:3, None])
        theirs, their_slope = measured(kind.measure, measurement_model, TRUTH[:3, None])
        channels = len(kind.channels)
        np.testing.assert_allclose(value[:channels], theirs, rtol=1e-14)
        np.testing.assert_allclose(slope[:channels], their_slope, rtol=1e-12)
        assert np.all(np.asarray(value)[channels:] == 0.0)


def test_equal_kinds_share_one_compiled_measurement():
    best = Draws.best()
    a, b = RADAR.measurement_model(HERE, best), SATELLITE.measurement_model(ABOVE, best)
    assert together([Radar, Infrared], [a, b])[0] is together([Radar, Infrared], [a, b])[0]
    assert together([Radar, Radar], [a, a]).measure is Radar.measure
