"""Which sites to take, against looking at every set."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from noroshi.stats.siting import ENUMERATED, GREEDY_BOUND, best_sites


@st.composite
def coverings(draw):
    """Sites of which the best serves each of some places: what one adds never grows."""
    sites, places = draw(st.integers(1, 6)), draw(st.integers(1, 4))
    return draw(arrays(np.float64, (sites, places), elements=st.floats(0.0, 50.0, width=32)))


def gain_of(worth):
    def gain(sets):
        return np.max(np.where(sets[:, :, None], worth, 0.0), axis=1, initial=0.0).sum(axis=-1)

    return gain


def every_set(gain, sites, size):
    found = {}
    for some in combinations(range(sites), size):
        marks = np.zeros((1, sites), dtype=bool)
        marks[0, list(some)] = True
        found[some] = float(gain(marks)[0])
    return found


@given(coverings())
def test_small_sets_are_the_best_and_larger_ones_keep_their_bound(worth):
    gain = gain_of(worth)
    for size, chosen in enumerate(best_sites(gain, len(worth), 6), 1):
        every = every_set(gain, len(worth), size)
        most = max(every.values())
        assert every[chosen.best] == pytest.approx(chosen.gain)
        assert chosen.at_most >= most - 1e-9
        if size <= ENUMERATED:
            assert chosen.gain == pytest.approx(most)
            assert chosen.at_most == chosen.gain
        else:
            assert chosen.gain >= GREEDY_BOUND * most - 1e-9


@given(coverings())
def test_a_sturdy_set_leaves_most_when_its_dearest_site_fails(worth):
    gain, sites = gain_of(worth), len(worth)

    def left(some):
        without = [tuple(s for s in some if s != lost) for lost in some]
        return min(every_set(gain, sites, len(one))[one] for one in without)

    one, *more = best_sites(gain, sites, ENUMERATED)
    assert (one.sturdy, one.sturdy_gain) == ((), 0.0)
    for size, chosen in enumerate(more, 2):
        assert chosen.sturdy_gain == pytest.approx(left(chosen.sturdy))
        most = max(left(some) for some in combinations(range(sites), size))
        assert chosen.sturdy_gain == pytest.approx(most)


@given(coverings())
def test_more_sites_add_no_less(worth):
    gains = [chosen.gain for chosen in best_sites(gain_of(worth), len(worth), 6)]
    assert (np.diff(gains) >= -1e-9).all()


def test_of_no_sites_none_are_chosen():
    assert best_sites(lambda sets: np.zeros(len(sets)), 0, 3) == ()
