"""Yields by relation: there and back, wider than a factor of two, and a ratio without the site."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from noroshi.seismic.size import (
    BOWERS,
    MURPHY,
    RELATIONS,
    SHAGAN_SMALL,
    SITE_SCATTER,
    ZHANG_WEN,
    exceeds,
    kilotons,
    magnitude,
    ratio,
    yields,
)

MAGNITUDES = st.floats(2.0, 7.0)
DEPTHS = st.floats(100.0, 1000.0)


@pytest.mark.parametrize("relation", RELATIONS, ids=lambda r: r.name)
@given(mb=MAGNITUDES, depth=DEPTHS)
def test_a_yield_gives_its_magnitude_back(relation, mb, depth):
    found = kilotons(relation, mb, depth)
    assert np.isclose(magnitude(relation, found, depth), mb, rtol=1e-12)


@pytest.mark.parametrize("relation", RELATIONS, ids=lambda r: r.name)
@given(mb=MAGNITUDES, more=st.floats(1e-6, 1.0), depth=DEPTHS)
def test_a_larger_magnitude_is_a_larger_yield(relation, mb, more, depth):
    assert kilotons(relation, mb + more, depth) > kilotons(relation, mb, depth)


def test_the_relations_are_those_that_were_published():
    assert np.isclose(magnitude(MURPHY, 10.0), 5.20)
    assert np.isclose(magnitude(BOWERS, [0.1, 1.0, 10.0]), [3.25, 4.25, 5.00]).all()
    # J. Lewis in 2006: a magnitude of 4.2 gives around a kiloton, 3.58 to 3.7 some 200 to 260 t.
    assert np.allclose(kilotons(SHAGAN_SMALL, [4.2, 3.58, 3.7]), [0.86, 0.20, 0.26], atol=0.01)
    assert np.isclose(magnitude(ZHANG_WEN, 10.0, 100.0), 5.887 + 1.0125 - 0.7875 * 2.0)


def test_a_deeper_shot_of_one_magnitude_is_larger():
    assert kilotons(ZHANG_WEN, 4.9, 600.0) > kilotons(ZHANG_WEN, 4.9, 300.0)


def test_an_interval_has_its_probability_and_its_best_value_in_the_middle():
    (found,) = yields(5.0, 0.1, relations=(MURPHY,))
    spread = np.hypot(0.1, SITE_SCATTER) / 0.75
    expected = np.log10(kilotons(MURPHY, 5.0)) + norm.ppf([0.05, 0.5, 0.95]) * spread
    assert np.allclose(np.log10([found.low, found.best, found.high]), expected, atol=1e-9)


@given(MAGNITUDES, st.floats(0.0, 0.5))
def test_no_yield_is_told_within_a_factor_of_two(mb, sigma):
    for found in yields(mb, sigma, depth_m=(400.0, 500.0, 600.0)):
        if np.isnan(found.best):
            assert kilotons(found.relation, mb) > found.relation.most_kt
            continue
        assert found.low < found.best / 2.0
        assert found.high > found.best * 2.0


def test_a_relation_that_needs_a_depth_waits_for_one():
    assert [y.relation for y in yields(4.9, 0.1)] == [MURPHY, BOWERS, SHAGAN_SMALL]
    with_depth = yields(4.9, 0.1, depth_m=(200.0, 400.0, 600.0))
    assert [y.relation for y in with_depth] == list(RELATIONS)
    exact = yields(4.9, 0.1, depth_m=(400.0, 400.0, 400.0))
    assert with_depth[-1].low < exact[-1].low
    assert with_depth[-1].best == exact[-1].best
    assert with_depth[-1].high > exact[-1].high


def test_magnitudes_come_in_arrays():
    found = yields(np.array([4.1, 4.5, 4.9]), np.array([0.1, 0.05, 0.05]))
    assert all(y.low.shape == (3,) for y in found)
    assert all(np.all(np.diff(y.best) > 0.0) for y in found)


@given(MAGNITUDES, MAGNITUDES)
def test_a_ratio_turned_round_is_its_inverse(one, other):
    low, best, high = ratio(one, other, sigma=0.05)
    low_again, best_again, high_again = ratio(other, one, sigma=0.05)
    assert np.isclose(best * best_again, 1.0)
    assert np.isclose(low * high_again, 1.0)
    assert np.isclose(high * low_again, 1.0)
    assert low <= best <= high


@pytest.mark.parametrize("relation", RELATIONS, ids=lambda r: r.name)
@given(one=MAGNITUDES, other=MAGNITUDES)
def test_each_relations_own_ratio_lies_within_the_bounds(relation, one, other):
    # The steepest slope is 1.0125, a hair beyond the bound.
    own = kilotons(relation, one, 400.0) / kilotons(relation, other, 400.0)
    low, _, high = ratio(one, other)
    slack = 1.15
    assert low / slack <= own <= high * slack


def test_the_ratio_is_better_known_than_a_yield():
    (found,) = yields(4.9, 0.05, relations=(MURPHY,))
    low, _, high = ratio(4.9, 4.5, sigma=0.05)
    assert high / low < 0.5 * found.high / found.low


def test_the_chance_of_being_larger_is_that_of_the_difference():
    assert exceeds(4.9, 4.9, 0.1) == 0.5
    assert np.isclose(exceeds(5.1, 4.9, 0.1), norm.cdf(2.0))
    assert np.isclose(exceeds(4.1, 4.9, 0.2) + exceeds(4.9, 4.1, 0.2), 1.0)
