"""Which few of some sites to take: the best of all sets while these are few, else one by one."""

from collections.abc import Callable, Sequence
from itertools import combinations
from math import e
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.shaped import Bool, Float

Floats = NDArray[np.float64]
ENUMERATED: Final = 3
"""Of sets of so many sites each is looked at; larger ones are built up site by site."""
GREEDY_BOUND: Final = 1.0 - 1.0 / e
"""Part of the most that can be had which sets built up site by site reach at least, where what a
site adds never grows with what stands already.

Source: Nemhauser, Wolsey and Fisher, An analysis of approximations for maximizing submodular set
functions, Mathematical Programming 14 (1978) 265, theorem 4.1.
"""
Gain = Callable[[Bool[NDArray[np.bool_], "set site"]], Float[Floats, " set"]]
"""What sets of sites add."""


class SiteChoice(NamedTuple):
    """The sets of one size that are worth most."""

    best: tuple[int, ...]
    """The set that adds most."""
    gain: float
    at_most: float
    """What no set of so many sites can exceed; the gain itself where all were looked at."""
    sturdy: tuple[int, ...]
    """The set that adds most when the one of its sites fails whose loss costs most; empty for one
    site, of which nothing is left."""
    sturdy_gain: float
    """What is left of it then."""


def best_sites(gain: Gain, sites: int, most: int) -> tuple[SiteChoice, ...]:
    """The best sets of one, two … sites, up to so many.

    Args:
        gain: what sets of sites add; the empty one nothing.
        sites: how many there are.
        most: of them may be taken.

    Example:
        >>> worth = np.array([3.0, 2.0, 2.5])
        >>> one, two = best_sites(lambda sets: sets @ worth, 3, 2)
        >>> one.best, two.best, two.sturdy_gain
        ((0,), (0, 2), 2.5)
    """
    found: list[SiteChoice] = []
    for size in range(1, min(most, sites) + 1):
        if size <= ENUMERATED:
            sets = [*combinations(range(sites), size)]
        else:
            before = found[-1].best
            sets = [tuple(sorted((*before, s))) for s in range(sites) if s not in before]
        values = gain(marked(sets, sites))
        best = int(np.argmax(values))
        whole = float(values[best])
        most_of_all = whole if size <= ENUMERATED else whole / GREEDY_BOUND
        sturdy, left = ((), 0.0) if size == 1 else _sturdiest(gain, sets, sites)
        found.append(SiteChoice(sets[best], whole, most_of_all, sturdy, left))
    return tuple(found)


def _sturdiest(
    gain: Gain, sets: list[tuple[int, ...]], sites: int
) -> tuple[tuple[int, ...], float]:
    """The set that adds most without the site whose loss costs most, and what it adds then."""
    left = np.array([gain(marked(_but_one(one), sites)).min() for one in sets])
    most = int(np.argmax(left))
    return sets[most], float(left[most])


def _but_one(sites: tuple[int, ...]) -> list[tuple[int, ...]]:
    """A set without each of its sites."""
    return [tuple(s for s in sites if s != lost) for lost in sites]


def marked(sets: Sequence[Sequence[int]], sites: int) -> NDArray[np.bool_]:
    """Which sites are in each set, (set, site)."""
    marks = np.zeros((len(sets), sites), dtype=bool)
    for row, one in enumerate(sets):
        marks[row, list(one)] = True
    return marks
