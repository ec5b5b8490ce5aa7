"""How many flights a radar follows at once, and how long a round of them takes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from noroshi.sensing.time_budget import followed_at_once, interval_with, load

shares = st.floats(0.0, 0.99)
dwells = st.floats(1e-3, 0.2)
intervals = st.floats(0.3, 12.0)


def test_a_worked_budget():
    # Half of the time for the search, looks of 20 ms, one a second: 25 flights fill the rest.
    assert followed_at_once(0.5, 0.02, 1.0) == 25.0
    assert load(0.5, 0.02, 1.0, 25) == pytest.approx(1.0)
    assert interval_with(0.5, 0.02, 1.0, 25) == pytest.approx(1.0)
    assert interval_with(0.5, 0.02, 1.0, 50) == pytest.approx(2.0)


@given(shares, dwells, intervals)
def test_one_more_flight_than_fits_is_looked_at_less_often(share, dwell, interval):
    most = float(followed_at_once(share, dwell, interval))
    assert load(share, dwell, interval, most) <= 1.0 + 1e-9
    assert load(share, dwell, interval, most + 1.0) > 1.0 - 1e-9
    if most:
        assert interval_with(share, dwell, interval, most) == pytest.approx(interval, rel=1e-9)
    assert interval_with(share, dwell, interval, most + 1.0) >= interval


@given(shares, dwells, intervals, st.integers(1, 200))
def test_at_the_stretched_interval_the_load_is_at_most_one(share, dwell, interval, flights):
    stretched = interval_with(share, dwell, interval, flights)
    assert load(share, dwell, stretched, flights) <= 1.0 + 1e-9
    fewer = interval_with(share, dwell, interval, max(flights - 1, 1))
    assert fewer <= stretched


def test_a_search_that_takes_all_the_time_leaves_none_for_flights():
    assert followed_at_once(1.0, 0.02, 1.0) == 0.0
    assert np.isinf(interval_with(1.0, 0.02, 1.0, 1))


def test_what_is_not_declared_has_no_number():
    assert np.isnan(interval_with(np.nan, np.nan, 1.0, 3))
    assert np.isnan(followed_at_once(np.nan, np.nan, 1.0))
