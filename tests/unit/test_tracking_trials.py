"""Ten thousand runs agree with theory where theory is exact, and with the bound where it is not."""

import jax.numpy as jnp
import numpy as np
import pytest
from scipy.stats import chi2

from noroshi.tracking.bound import bound, covariances, informations
from noroshi.tracking.dynamics import Dynamics
from noroshi.tracking.filters.extended import extended
from noroshi.tracking.filters.simulate import Clock, ExpectedLooks
from noroshi.tracking.filters.trials import CHUNK, Estimates, band, trials
from noroshi.tracking.looks import Battery, Belief

COUNT, SIGMA = 12, 10.0
RUNS = 5000
TIME = 2.0 * np.arange(1, COUNT + 1)
TRUTH = np.array([100.0, -50.0, 20.0, 3.0, 2.0, -1.0])
START = np.diag([1e4] * 3 + [1e2] * 3)
CERTAIN_TO_FOUR_SIGMA = 0.99994


def _straight(state, step):
    return jnp.concatenate([state[:3] + step * state[3:], state[3:]])


def _none(state, step):
    return jnp.zeros((6, 6))


def _position(measurement_model, position):
    return position + measurement_model


STRAIGHT = Dynamics(6, _straight, _none)
EARS = Battery(_position, np.zeros((1, 3), dtype=bool), np.zeros((1, 3, 1)))


def _expected(probability):
    where = TRUTH[:3] + TIME[:, None] * TRUTH[3:]
    clock = Clock(TIME, np.zeros(COUNT, dtype=np.int64), np.arange(COUNT))
    rate = np.full((COUNT, 1), probability)
    return ExpectedLooks(clock, rate, where[..., None], np.full((COUNT, 3, 1), SIGMA), rate)


def _along():
    where = TRUTH[:3] + TIME[:, None] * TRUTH[3:]
    return np.concatenate([where, np.broadcast_to(TRUTH[3:], where.shape)], axis=1)


def _kalman(setup, looks):
    """A Kalman filter that begins with a look of its own at time zero, as good as it believes."""
    mean, claimed = setup
    found = extended(STRAIGHT, EARS, Belief(0.0, mean, claimed), looks)
    kept = jnp.ones_like(looks.detected)
    squared = jnp.nan_to_num(found.innovation_squared)
    return Estimates(found.mean, found.covariance, squared, found.channels, kept)


def _setup(claim=1.0):
    """Starts that scatter around the truth as `START` says; `claim` scales what is believed."""
    rng = np.random.default_rng(3)
    scatter = rng.normal(size=(6, CHUNK))
    # Scatter with exactly zero mean and unit covariance: chunks share it, so it must be fair.
    scatter -= scatter.mean(axis=1, keepdims=True)
    scatter = np.linalg.solve(np.linalg.cholesky(scatter @ scatter.T / CHUNK), scatter)
    begin = np.concatenate([TRUTH[:3], TRUTH[3:]])
    packed = (claim * START)[np.tril_indices(6)][:, None] * np.ones(CHUNK)
    return begin[:, None] + np.sqrt(np.diag(START))[:, None] * scatter, packed


@pytest.fixture(scope="module")
def consistent():
    return trials(_kalman, _setup(), _expected(1.0), _along(), ["ear"], runs=RUNS)


def test_errors_are_those_of_kalmans_covariance(consistent):
    which = np.zeros(COUNT, dtype=np.int64)
    truth = _along()[..., None]
    sigma, rate = np.full((COUNT, 3, 1), SIGMA), np.ones((COUNT, 1))
    seen = informations(EARS, which, truth[:, :3], sigma, rate)
    known = np.linalg.inv(START)[np.tril_indices(6)][:, None]
    least = bound(STRAIGHT, TIME, truth, seen, jnp.array(0.0), known)
    covariance, _ = covariances(jnp.moveaxis(least.information, 1, 0))
    variance = np.asarray(covariance)[[0, 2, 5, 9, 14, 20], :, 0]
    position, velocity = np.sqrt(variance[:3].sum(axis=0)), np.sqrt(variance[3:].sum(axis=0))
    # A root mean square of 15,000 errors is good to 0.6 %; four times that.
    np.testing.assert_allclose(consistent.position, position, rtol=0.025)
    np.testing.assert_allclose(consistent.velocity, velocity, rtol=0.025)


def test_a_consistent_estimator_stays_in_the_bands(consistent):
    low, high = band(6 * consistent.held, CERTAIN_TO_FOUR_SIGMA)
    assert np.all((consistent.nees / 6.0 > low) & (consistent.nees / 6.0 < high))
    low, high = band(consistent.channels, CERTAIN_TO_FOUR_SIGMA)
    assert np.all((consistent.nis > low) & (consistent.nis < high))


def test_an_estimator_that_believes_too_much_leaves_them():
    found = trials(_kalman, _setup(0.25), _expected(1.0), _along(), ["ear"], runs=1000)
    # Until the looks have made up for what was believed wrongly at first.
    assert np.all((found.nees / 6.0 > band(6 * found.held, CERTAIN_TO_FOUR_SIGMA)[1])[:6])


def test_looks_and_channels_are_counted():
    found = trials(_kalman, _setup(), _expected(0.5), _along(), ["ear"], runs=1000)
    assert np.all(found.held == 1000)
    share = found.channels / 3000.0
    assert np.all(np.abs(share - 0.5) < 4.0 * np.sqrt(0.25 / 1000))


def test_the_luck_of_a_run_does_not_depend_on_how_many_there_are():
    few, many = (
        trials(_kalman, _setup(), _expected(0.5), _along(), ["ear"], runs=r) for r in (CHUNK, 384)
    )
    rest = trials(_kalman, _setup(), _expected(0.5), _along(), ["ear"], runs=256)
    assert np.all(few.channels <= rest.channels)
    assert np.all(rest.channels <= many.channels)
    again = trials(_kalman, _setup(), _expected(0.5), _along(), ["ear"], runs=CHUNK)
    np.testing.assert_array_equal(few.position, again.position)


def test_bands_are_those_of_the_chi_square_law():
    for freedom in (1, 60, 60_000):
        low, high = band(freedom)
        assert low == pytest.approx(chi2.ppf(0.025, freedom) / freedom, rel=1e-9)
        assert high == pytest.approx(chi2.ppf(0.975, freedom) / freedom, rel=1e-9)
    assert np.isnan(band(0)[0])


def _nothing(setup, looks):
    batch = looks.detected.shape
    absent = jnp.full((batch[0], 27, batch[1]), jnp.nan)
    no = jnp.zeros_like(looks.detected)
    return Estimates(absent[:, :6], absent[:, 6:], absent[:, 0], no.astype(int), no)


def test_where_no_run_has_an_estimate_the_averages_are_no_numbers_and_the_count_is_zero():
    found = trials(_nothing, None, _expected(1.0), _along(), ["ear"], runs=10)
    assert np.all(found.held == 0)
    assert np.all(np.isnan(found.position))
