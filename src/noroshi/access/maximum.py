"""The greatest margin near a time at which it is expected: few looks where the guess is good."""

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from noroshi.access.bracket import peak
from noroshi.world.estimate import Floats

Ints = NDArray[np.intp]
_APART: Final = 8.0
"""Of the first looks from the guess [s]."""
_ALIKE: Final = 0.02
"""Share of the rise by which a parabola's top may miss the margin and still be its top."""

Margin = Callable[[Floats, Ints], Floats]
"""The margin of rows at their times, and the numbers of the rows."""


def refine_maximum(margin: Margin, low: Floats, guess: Floats, high: Floats) -> Floats:
    """When a margin with one peak between two times is greatest, (row,) [s].

    A parabola through three looks around the guess gives the peak where it is there and smooth, to
    a tenth of a second; else golden section finds it, on the side to which the margin rises.
    """
    time = guess.copy()
    left, right = np.maximum(low, guess - _APART), np.minimum(high, guess + _APART)
    every = np.arange(len(guess))
    before, here, after = (margin(t, every) for t in (left, guess, right))
    top, height = _parabola(left, guess, right, before, here, after)
    around = np.flatnonzero((here >= before) & (here >= after) & np.isfinite(height))
    time[around] = top[around]
    reached = margin(top[around], around)
    rise = height[around] - np.minimum(before, after)[around]
    smooth = np.abs(reached - height[around]) <= _ALIKE * rise
    # A top out of view by more than what it may be wrong is not worth a search.
    hopeless = height[around] + rise < 0.0
    kinked = around[~smooth & ~hopeless]
    time[kinked] = _search(margin, kinked, left[kinked], right[kinked])
    aside = np.ones(len(guess), bool)
    aside[around] = False
    off = np.flatnonzero(aside)
    earlier = before[off] > after[off]
    begin, end = np.where(earlier, low[off], guess[off]), np.where(earlier, guess[off], high[off])
    time[off] = _search(margin, off, begin, end)
    return time


def _search(margin: Margin, rows: Ints, low: Floats, high: Floats) -> Floats:
    return peak(lambda time: margin(time, rows), low, high)[0]


def _parabola(
    left: Floats, middle: Floats, right: Floats, before: Floats, here: Floats, after: Floats
) -> tuple[Floats, Floats]:
    """Time and value of a parabola's top through three looks; its value is NaN without one."""
    a, b = left - middle, right - middle
    fall, gain = before - here, after - here
    with np.errstate(divide="ignore", invalid="ignore"):
        bend = (fall / a - gain / b) / (a - b)
        slope = fall / a - bend * a
        top = -0.5 * slope / bend
        value = here + 0.5 * slope * top
    known = (bend < 0.0) & (top >= a) & (top <= b)
    return middle + np.where(known, top, 0.0), np.where(known, value, np.nan)
