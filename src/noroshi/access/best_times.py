"""When a margin that has one peak between two times is greatest, many rows side by side.

A parabola through three looks around a guess gives the time where the peak is there and smooth, to
a tenth of a second, or two where it is a kink so blunt that it passes for smooth; else golden
section finds it, on the side to which the margin rises. All rows are asked in rounds, so that
whoever looks can look many times at once.
"""

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from noroshi.compiled import lean

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Flags = NDArray[np.bool_]
Margin = Callable[[Ints, Floats], Floats]
"""The margin of some rows, each at its time."""
PEAK: Final = 0.05
"""Peaks are found to this [s]."""
SLIVER: Final = 1e-6
"""Peaks that are just below zero so far are followed to this [s], for they may reach it."""
APART: Final = 8.0
"""Of the first looks from the guess [s]."""
ALIKE: Final = 0.02
"""Share of the rise by which a parabola's top may miss the margin and still be its top."""
GOLDEN: Final = 0.6180339887498949
NEVER: Final = np.inf
"""In place of a time: it is out of view all the while."""


def best_times(margin: Margin, low: Floats, guess: Floats, high: Floats) -> Floats:
    """When the margin of each row is greatest, (row,) [s]; `NEVER` where it is plainly below zero.

    Args:
        margin: of some rows (some,) at times (some,) [s].
        low: from when, (row,) [s].
        guess: about when, between `low` and `high`.
        high: until when.

    Example:
        >>> best_times(lambda _, t: 1.0 - (t - 3.0) ** 2, *np.array([[-40.0], [0.0], [40.0]]))
        array([3.])
    """
    every = np.arange(len(low))
    left, right = np.maximum(low, guess - APART), np.minimum(high, guess + APART)
    before, here, after = (margin(every, time) for time in (left, guess, right))
    top, height, smooth = _parabola(left - guess, right - guess, before, here, after)
    best = guess + top
    rise = height - np.minimum(before, after)
    asked = np.flatnonzero(smooth)
    off = np.abs(margin(asked, best[asked]) - height[asked])
    # A top out of view by more than what it may be wrong is not worth a search.
    good = (height + rise < 0.0)[asked] | (off <= ALIKE * rise[asked])
    missed, falling = asked[~good], before > after
    first = np.where(falling, low, guess)
    last, at_first = np.where(falling, guess, high), np.where(falling, np.nan, here)
    at_last = np.where(falling, here, np.nan)
    for column, own in zip(
        (first, last, at_first, at_last), (left, right, before, after), strict=True
    ):
        column[missed] = own[missed]
    sought = np.flatnonzero(~smooth)
    sought = np.sort(np.concatenate([sought, missed]))
    best[sought] = _golden(margin, sought, *(c[sought] for c in (first, last, at_first, at_last)))
    return best


def _parabola(
    a: Floats, b: Floats, before: Floats, here: Floats, after: Floats
) -> tuple[Floats, Floats, Flags]:
    """Where, from the middle of three looks, the parabola through them has its top, how high that
    is, and whether it lies between them; `a` and `b` are where the outer two are [s]."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        bend = ((before - here) / a - (after - here) / b) / (a - b)
        slope = (before - here) / a - bend * a
        top = -0.5 * slope / bend
        inside = (here >= before) & (here >= after) & (bend < 0.0) & (top >= a) & (top <= b)
        return top, here + 0.5 * slope * top, inside & (a < 0.0) & (b > 0.0)


def _golden(
    margin: Margin, rows: Ints, low: Floats, high: Floats, at_low: Floats, at_high: Floats
) -> Floats:
    """By golden section, as `bracket.peak`; `NEVER` once it is plain that there is no view.

    That is where twice the margin's last change would not do: a margin that is nowhere hollow
    rises by no more than once that. What is not known at an end is NaN, and then goes on. So what
    is in view for a sliver of a second is found, whatever the times that the search begins with.
    """
    width = GOLDEN * (high - low)
    left, right = high - width, low + width
    ends = np.stack([low, high, at_low, at_high])
    inner = np.stack([left, right, margin(rows, left), margin(rows, right)])
    best, open_ = np.empty(len(rows)), np.arange(len(rows))
    sooner, asked = np.empty(len(rows), dtype=bool), np.empty(len(rows))
    while count := _narrow(best, open_, sooner, asked, ends, inner):
        open_ = open_[:count]
        value = margin(rows[open_], asked[:count])
        inner[np.where(sooner[:count], 2, 3), open_] = value
    return best


@lean
def _narrow(
    best: Floats, open_: Ints, sooner: Flags, asked: Floats, ends: Floats, inner: Floats
) -> int:
    """One round of golden section: how many rows go on.

    Args:
        best: time of those that are done, to be written.
        open_: which rows are not, to be shortened.
        sooner: whether what is asked next is the first of the two inner looks, to be written.
        asked: the time that is asked about next, to be written.
        ends: times and margins of the two outer looks, (4, row), to be moved.
        inner: of the two inner ones, (4, row).
    """
    count = 0
    for nth in range(len(open_)):
        k = open_[nth]
        left, right, at_left, at_right = inner[0, k], inner[1, k], inner[2, k], inner[3, k]
        first, last = abs(at_left - ends[2, k]), abs(at_right - ends[3, k])
        known = first + last >= 0.0
        top = max(at_left, at_right)
        done = ends[1, k] - ends[0, k] <= (SLIVER if known and top < 0.0 else PEAK)
        if done or (known and top + 2.0 * max(first, last) < 0.0):
            best[k] = (left if at_left >= at_right else right) if done else NEVER
            continue
        sooner[count] = at_left >= at_right
        if sooner[count]:
            ends[1, k], ends[3, k] = right, at_right
            inner[1, k], inner[3, k] = left, at_left
            asked[count] = right - GOLDEN * (right - ends[0, k])
            inner[0, k] = asked[count]
        else:
            ends[0, k], ends[2, k] = left, at_left
            inner[0, k], inner[2, k] = right, at_right
            asked[count] = left + GOLDEN * (ends[1, k] - left)
            inner[1, k] = asked[count]
        open_[count] = k
        count += 1
    return count
