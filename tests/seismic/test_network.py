"""How many stations hear a shot: laws with their definitions, and thresholds that solve them."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, norm, poisson_binom

from noroshi.seismic.detection import NOISE_SCATTER, SIGMA, detection_probability
from noroshi.seismic.network import at_least, threshold
from noroshi.seismic.tables import ATTENUATION_SCATTER

CHANCES = st.lists(st.floats(0.0, 1.0), min_size=1, max_size=7)


def enumerated(p):
    """Chance of each number of detections, by each of the 2ⁿ outcomes."""
    law = np.zeros(len(p) + 1)
    for outcome in itertools.product((False, True), repeat=len(p)):
        law[sum(outcome)] += np.prod(np.where(outcome, p, 1.0 - np.asarray(p)))
    return law


@given(CHANCES, st.integers(1, 8))
def test_at_least_is_the_sum_of_the_outcomes(p, m):
    assert np.isclose(at_least(np.array(p), m), enumerated(p)[m:].sum(), atol=1e-14)


@pytest.mark.parametrize("p", [1e-9, 0.03, 0.5, 0.97])
@pytest.mark.parametrize("m", [1, 3, 40])
def test_equal_stations_give_the_binomial(p, m):
    assert np.isclose(at_least(np.full(120, p), m), binom.sf(m - 1, 120, p), rtol=1e-9, atol=0.0)


def test_unequal_stations_give_another_librarys_law():
    p = np.random.default_rng(1).uniform(size=(4, 30))
    expected = [poisson_binom(one).sf(11) for one in p]
    assert np.allclose(at_least(p, 12), expected, rtol=1e-9)


def test_a_number_of_stations_below_one_is_refused():
    with pytest.raises(ValueError, match="1 or more"):
        at_least(np.array([0.5]), 0)


def test_a_station_hears_half_of_what_equals_three_times_the_noise():
    half = detection_probability(3.0 + 1.0 + np.log10(3.0), 3.0, 1.0, availability=0.9)
    assert np.isclose(half, 0.45, rtol=1e-12)
    one_sigma = detection_probability(4.0 + SIGMA + np.log10(3.0), 3.0, 1.0)
    assert np.isclose(one_sigma, norm.cdf(1.0), rtol=1e-12)
    assert detection_probability(9.0, np.inf, 0.0) == 0.0


def test_sigma_holds_the_scatter_of_signal_and_noise():
    assert np.isclose(SIGMA**2, ATTENUATION_SCATTER**2 + NOISE_SCATTER**2, rtol=1e-12)
    assert np.isclose(SIGMA, 0.35, atol=5e-4)  # as scenarios have it


@pytest.fixture
def region():
    """Losses of twelve stations at five places, their noise and availability."""
    random = np.random.default_rng(5)
    return random.uniform(2.5, 4.5, (5, 12)), random.normal(0.0, 0.4, 12), np.full(12, 0.97)


@pytest.mark.parametrize("wanted", [0.01, 0.5, 0.9, 0.999])
def test_the_threshold_has_the_probability_that_was_asked_for(region, wanted):
    q, noise, availability = region
    found = threshold(q, noise, availability, wanted)
    p = detection_probability(found[:, None], q, noise, availability=availability)
    assert np.allclose(at_least(p, 3), wanted, atol=1e-5)


def test_the_threshold_of_one_station_is_its_quantile():
    found = threshold([3.5], [0.2], [1.0], 0.9, stations=1)
    assert np.isclose(found, 3.5 + 0.2 + np.log10(3.0) + SIGMA * norm.ppf(0.9), atol=1e-6)


def test_the_threshold_of_equal_stations_is_the_binomials():
    found = threshold(np.full(10, 3.5), 0.2, 1.0, 0.9)
    p = norm.cdf((found - 3.7 - np.log10(3.0)) / SIGMA)
    assert np.isclose(binom.sf(2, 10, p), 0.9, atol=1e-5)


def test_ten_times_the_noise_costs_one_magnitude(region):
    q, noise, availability = region
    louder = threshold(q, noise + 1.0, availability, 0.9)
    assert np.allclose(louder, threshold(q, noise, availability, 0.9) + 1.0, atol=3e-6)


def test_too_few_stations_hear_no_magnitude_well_enough(region):
    q, noise, availability = region
    assert np.isinf(threshold(q[:, :2], noise[:2], availability[:2], 0.5)).all()
    assert np.isinf(threshold(q[:, :3], noise[:3], 0.9, 0.9)).all()  # 0.9³ is less
    assert np.isinf(threshold(np.where(np.arange(12) < 10, np.inf, q), noise, 1.0, 0.5)).all()
    assert np.isinf(threshold(np.empty((5, 0)), 0.0, 1.0, 0.5)).all()
    # Every place gets its own answer, whatever its neighbours have.
    mixed = np.concatenate([q, np.full((1, 12), np.inf)])
    assert np.isinf(threshold(mixed, noise, availability, 0.5)).tolist() == [False] * 5 + [True]


@pytest.mark.parametrize("wanted", [0.0, 1.0, 90.0, -0.1, np.nan])
def test_a_probability_that_no_magnitude_has_is_refused(region, wanted):
    with pytest.raises(ValueError, match="between 0 and 1"):
        threshold(*region, wanted)


def test_losing_a_station_raises_the_threshold(region):
    q, noise, availability = region
    whole = threshold(q, noise, availability, 0.9)
    for lost in range(12):
        left = np.where(np.arange(12) == lost, 0.0, availability)
        found = threshold(q, noise, left, 0.9)
        assert np.all(found >= whole - 1e-6)
        alone = threshold(np.delete(q, lost, axis=-1), np.delete(noise, lost), 0.97, 0.9)
        assert np.allclose(found, alone, atol=2e-6)


def test_draws_of_noise_and_scatter_broadcast(region):
    q, noise, availability = region
    drawn = noise + np.random.default_rng(3).normal(0.0, 0.2, (7, 1, 12))
    sigma = np.linspace(0.3, 0.4, 7)[:, None]
    found = threshold(q, drawn, availability, 0.9, sigma=sigma)
    assert found.shape == (7, 5)
    assert np.isclose(found[2, 1], threshold(q[1], drawn[2, 0], 0.97, 0.9, sigma=sigma[2, 0]))
