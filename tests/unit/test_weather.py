"""The day-to-day sky against its definition: shares, correlations, and what must always hold."""

from itertools import pairwise

import numpy as np
import pytest

from noroshi.access.weather import UniformNumbers, Weather, by_day, simulate

DAYS, DRAWS = 400, 2000


def luck(days=DAYS, draws=DRAWS, seed=1):
    rng = np.random.default_rng(seed)
    return UniformNumbers(rng.random((days, draws)), rng.random((days, draws)))


def steady(clear, persistence, days=DAYS, draws=DRAWS):
    return Weather(np.full((days, draws), clear), np.full(draws, persistence))


def test_each_day_takes_the_share_of_its_month():
    monthly = np.arange(24.0).reshape(12, 2)
    weather = by_day(monthly, np.array([0, 0, 11]), np.array([0.1, 0.2]))
    np.testing.assert_array_equal(weather.clear, [[0, 1], [0, 1], [22, 23]])


@pytest.mark.parametrize("persistence", [0.0, 0.4, 0.9])
def test_simulated_days_have_the_declared_share_and_correlations(persistence):
    clear = simulate(steady(0.3, persistence), luck()).astype(float)
    assert clear.mean() == pytest.approx(0.3, abs=0.01)
    for apart in (1, 2, 5):
        together = np.corrcoef(clear[:-apart].ravel(), clear[apart:].ravel())[0, 1]
        assert together == pytest.approx(persistence**apart, abs=0.01)


def test_simulated_shares_follow_the_chances_over_the_turn_of_a_month():
    weather = Weather(np.repeat([0.8, 0.2], 5)[:, None] * np.ones(200_000), np.full(200_000, 0.5))
    clear = simulate(weather, luck(10, 200_000)).mean(axis=1)
    # Half of what is left of the old month goes with each day.
    np.testing.assert_allclose(clear[:5], 0.8, atol=0.005)
    np.testing.assert_allclose(clear[5:], 0.2 + 0.6 * 0.5 ** np.arange(1, 6), atol=0.005)


def test_a_sky_that_always_stays_is_that_of_the_first_day():
    weather = Weather(np.linspace(0.5, 0.0, 30)[:, None] * np.ones(500), np.ones(500))
    clear = simulate(weather, luck(30, 500))
    assert all(np.array_equal(a, b) for a, b in pairwise(clear))
    assert 0 < clear[0].sum() < 500


def test_with_the_same_luck_a_clearer_sky_is_clear_on_the_same_days_and_more():
    less, more = (simulate(steady(c, 0.6), luck()) for c in (0.3, 0.5))
    assert np.all(more >= less)
    assert more.sum() > less.sum()
