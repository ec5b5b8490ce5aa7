"""How often a radar looks at each of several flights."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from noroshi.sensing.time_budget import interval_with

shares = st.floats(0.0, 0.99)
dwells = st.floats(1e-3, 0.2)
intervals = st.floats(0.3, 12.0)


def load(share: float, dwell: float, interval: float, flights: int) -> float:
    """Definition: share of the time that the search and all looks take."""
    return share + flights * dwell / interval


def test_a_worked_budget():
    # Half of the time for the search, looks of 20 ms, one a second: 25 flights fill the rest.
    assert interval_with(0.5, 0.02, 1.0, 25) == pytest.approx(1.0)
    assert interval_with(0.5, 0.02, 1.0, 50) == pytest.approx(2.0)


@given(shares, dwells, intervals, st.integers(1, 200))
def test_at_the_stretched_interval_the_load_is_at_most_one(share, dwell, interval, flights):
    stretched = interval_with(share, dwell, interval, flights)
    assert load(share, dwell, stretched, flights) <= 1.0 + 1e-9
    # It is stretched only where they do not fit, and then all of the time is spent.
    if stretched > interval:
        assert load(share, dwell, stretched, flights) == pytest.approx(1.0)
    fewer = interval_with(share, dwell, interval, max(flights - 1, 1))
    assert interval <= fewer <= stretched


def test_a_search_that_takes_all_the_time_leaves_none_for_flights():
    assert np.isinf(interval_with(1.0, 0.02, 1.0, 1))


def test_what_is_not_declared_has_no_number():
    assert np.isnan(interval_with(np.nan, np.nan, 1.0, 3))
