"""Draws: medians are best, bounds are bounds, and nobody moves anybody else's."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import kstest, qmc

from noroshi.streams import seed_of
from noroshi.world import Draws, Estimate

PATHS = [f"sensors.s{i}.report_delay" for i in range(150)]
"""As many names as a large scenario has."""
positive = st.floats(min_value=1e-6, max_value=1e9)


@st.composite
def estimates(draw):
    low, best, high = sorted(draw(st.tuples(positive, positive, positive)))
    return Estimate(low, best, high, scale=draw(st.sampled_from(["linear", "log"])), name="a")


@pytest.fixture(scope="module")
def drawn():
    return Draws.of(PATHS, 128, seed=7)


@given(estimates(), st.floats(0.0, 1.0))
def test_every_value_lies_within_its_bounds(estimate, u):
    assert estimate.low <= estimate.quantile(u) <= estimate.high


@given(estimates())
def test_the_median_is_best_to_the_last_digit(estimate):
    assert estimate.quantile(0.5) == estimate.best


@given(estimates(), st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_a_larger_share_never_gives_a_smaller_value(estimate, a, b):
    low, high = sorted((a, b))
    assert estimate.quantile(low) <= estimate.quantile(high) * (1.0 + 1e-12)


def test_half_of_a_power_of_two_of_draws_lies_below_best(drawn):
    values = drawn(Estimate(1.0, 2.0, 60.0, name=PATHS[3]))
    assert np.sum(values < 2.0) == 64
    assert values.shape == (128,)
    assert values.dtype == np.float64


def test_each_dimension_is_even_down_to_one_draw_a_cell(drawn):
    for path in PATHS:
        cells = np.floor(drawn(Estimate(0.0, 0.5, 1.0, name=path)) * 128).astype(int)
        assert sorted(cells) == list(range(128))


def test_a_seed_gives_the_same_draws_to_the_last_digit(drawn):
    again = Draws.of(reversed(PATHS), 128, seed=7)
    for path in PATHS:
        np.testing.assert_array_equal(again.points[path], drawn.points[path])
    assert not np.array_equal(
        Draws.of(PATHS[:1], 128, seed=8).points[PATHS[0]], drawn.points[PATHS[0]]
    )


def test_an_added_estimate_moves_nobody_elses_draws(drawn):
    more = Draws.of([*PATHS, *(f"vehicles.v{i}.burn_time" for i in range(50))], 128, seed=7)
    for path in PATHS:
        np.testing.assert_array_equal(more.points[path], drawn.points[path])


@pytest.mark.parametrize("count", [64, 128, 1024])
def test_no_two_names_go_together_more_than_random_numbers_do(count):
    points = np.array(list(Draws.of(PATHS, count, seed=7).points.values()))
    upper = np.triu_indices(len(PATHS), k=1)
    random = np.random.default_rng(0).uniform(size=points.shape)
    echo, chance = (np.abs(np.corrcoef(p)[upper]) for p in (points, random))
    assert np.mean(echo) < 1.05 * np.mean(chance)
    # The largest of 11,175 pairs is beyond 5.5 standard errors once in two thousand such sets.
    assert np.max(echo) < 5.5 / np.sqrt(count)


def test_a_count_between_powers_of_two_is_nearly_even():
    points = Draws.of(PATHS[:20], 1000, seed=7).points
    for path in PATHS[:20]:
        assert points[path].shape == (1000,)
        assert kstest(points[path], "uniform").pvalue > 0.9
    assert Draws.of(PATHS[:1], 1, seed=7).points[PATHS[0]].shape == (1,)


def test_estimates_with_the_same_word_draw_together(drawn):
    draws = Draws.of(["w", *PATHS[:2]], 128, seed=7)
    a = Estimate(0.0, 1.0, 2.0, name=PATHS[0], shared_as="w")
    b = Estimate(0.0, 10.0, 20.0, name=PATHS[1], shared_as="w")
    np.testing.assert_allclose(draws(b), 10.0 * draws(a))
    alone = Estimate(0.0, 1.0, 2.0, name=PATHS[0])
    assert not np.array_equal(draws(alone), draws(a))


def test_the_one_best_draw_has_every_estimate_at_best():
    best = Draws.best()
    assert best.count == 1
    np.testing.assert_array_equal(best(Estimate(1.0, 2.0, 9.0, name="anything")), [2.0])


def test_what_is_certain_needs_no_dimension(drawn):
    np.testing.assert_array_equal(drawn(Estimate.exactly(3.0)), np.full(128, 3.0))


def test_an_estimate_without_draws_is_refused_by_name(drawn):
    with pytest.raises(ValueError, match="'nobody'"):
        drawn(Estimate(1.0, 2.0, 3.0, name="nobody"))


def test_no_draw_at_all_is_refused():
    with pytest.raises(ValueError, match="at least 1"):
        Draws.of(PATHS, 0, seed=0)


@given(st.integers(1, 600), st.integers(0, 2**40))
def test_points_are_those_of_a_library_to_the_last_bit(count, seed):
    rng = np.random.default_rng(seed_of(seed, "a"))
    even = qmc.Sobol(1, scramble=True, rng=rng).random(1 << (count - 1).bit_length())
    wanted = rng.permutation(even[:count, 0])
    np.testing.assert_array_equal(Draws.of(["a"], count, seed).points["a"], wanted)
