"""Who holds flights when: against the definition, moment by moment."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from noroshi.tracking.holding import HOLDERS, holding

LONG = 100.0
times = st.integers(0, 100).map(float)
spans = st.tuples(times, times).map(sorted)
absent = st.just([np.inf, np.inf])
lanes = st.lists(st.lists(spans | absent, min_size=0, max_size=6), min_size=1, max_size=4)


def drawn_up(lanes_, most):
    """Since and until, (sensor, lane)."""
    found = np.full((2, most, len(lanes_)), np.inf)
    for lane, sensors in enumerate(lanes_):
        for sensor, span in enumerate(sensors):
            found[:, sensor, lane] = span
    return found


def by_moments(since, until, end):
    """Oracle: how many hold it in each second of one lane."""
    middle = np.arange(0.5, LONG)
    inside = (since[:, None] <= middle) & (middle < np.minimum(until, end)[:, None])
    return inside.sum(axis=0)


@given(lanes, st.integers(0, 100).map(float))
def test_times_and_gaps_are_those_of_every_second(drawn, end):
    since, until = drawn_up(drawn, 6)
    ends, shares = np.full(len(drawn), end), np.zeros((3, 3))
    weight = np.ones(len(drawn))
    found = holding(since, until, ends, np.ones(6, bool), weight, 50.0, shares)
    for lane in range(len(drawn)):
        count = by_moments(since[:, lane], until[:, lane], end)
        for level, holders in enumerate(HOLDERS):
            assert found.held[lane, level] == (count >= holders).sum()
        some = np.flatnonzero(count)
        if not some.size:
            assert found.first[lane] == np.inf
            assert found.gaps[lane] == found.longest_gap[lane] == 0.0
            continue
        assert found.first[lane] == some[0]
        within = count[some[0] : some[-1] + 1]
        assert found.gaps[lane] == (within == 0).sum()
        words = "".join("." if one else "#" for one in within).split(".")
        assert found.longest_gap[lane] == max(map(len, words))


@given(lanes)
def test_shares_are_the_weights_of_flights_that_are_held_at_a_moment(drawn):
    since, until = drawn_up(drawn, 6)
    weight = np.arange(1.0, 1.0 + len(drawn))
    shares = np.zeros((3, 12))
    holding(since, until, np.full(len(drawn), 80.0), np.ones(6, bool), weight, 10.0, shares)
    for moment in range(12):
        at = 10.0 * moment
        inside = (since <= at) & (at < np.minimum(until, 80.0))
        for level, holders in enumerate(HOLDERS):
            expected = weight[inside.sum(axis=0) >= holders].sum()
            assert shares[level, moment] == expected


@given(lanes, st.lists(st.booleans(), min_size=6, max_size=6))
@settings(max_examples=50)
def test_one_more_sensor_never_holds_less(drawn, member):
    since, until = drawn_up(drawn, 6)
    every = np.full(len(drawn), LONG), np.ones(len(drawn)), 10.0
    few, many = (
        holding(since, until, every[0], np.array(who), *every[1:], np.zeros((3, 2)))
        for who in (member, [True] * 6)
    )
    assert np.all(many.held >= few.held)
    assert np.all(many.first <= few.first)
