"""The weighted median over flights is the least time by which flights of half the weight are in."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from noroshi.questions.localisation.compute import middle

TIMES = st.sampled_from([0.0, 1.0, 2.5, 7.0, np.inf, np.nan])


@given(st.lists(st.tuples(TIMES, TIMES, st.sampled_from([0.0, 0.25, 0.5, 1.0])), min_size=1))
def test_it_is_the_value_that_the_definition_gives(flights):
    *times, weight = np.array(flights).T
    found = middle(np.stack(times, axis=1), weight)
    assert np.array_equal(found, [defined(one, weight) for one in times], equal_nan=True)


def defined(times, weight):
    known = ~np.isnan(times)
    enough = (
        [
            time
            for time in times[known]
            if 2.0 * weight[known & (times <= time)].sum() >= total > 0.0
        ]
        if (total := weight[known].sum())
        else []
    )
    return min(enough, default=np.nan)
