"""Times at which a margin passes through zero, or is greatest, between samples."""

from collections.abc import Callable
from typing import Any, Final

import numpy as np

from noroshi.world.estimate import Floats

Function = Callable[[Floats], Floats]
"""The margin of each row at its time."""
_GOLDEN: Final = 0.5 * (np.sqrt(5.0) - 1.0)
ROOT: Final = 1e-3
"""Roots are found to this [s]."""
PEAK: Final = 0.05
"""Peaks are found to this [s]; what is shorter than this may be passed over."""


def root(margin: Callable[[Floats, Any], Floats], low: Floats, high: Floats) -> Floats:
    """Where the margin changes its sign between two times, (row,), to a thousandth of a second.

    `margin` takes times and the numbers of the rows that they belong to: rows that are done are
    asked no more. Where the sign is the same at both ends (the outer one was never asked) the outer
    one, `low`, is returned.

    Source: T. R. Chandrupatla, Advances in Engineering Software 28 (1997) 145; step by step as
    `scipy.optimize.elementwise.find_root`, whose import takes longer than a day's passes.
    """
    found, rows = low.copy(), np.arange(len(low))
    # Of the two ends and the one before: the newest end first.
    times = np.stack([low, high, high])
    values = np.stack([margin(low, rows), margin(high, rows), np.full(len(low), np.nan)])
    while True:
        nearer = np.where(np.abs(values[0]) < np.abs(values[1]), times[0], times[1])
        apart = np.abs(times[1] - times[0])
        met = np.minimum(np.abs(values[0]), np.abs(values[1])) == 0.0
        crossed = np.sign(values[0]) != np.sign(values[1])
        done = met | (crossed & (apart < ROOT))
        found[rows[done]] = nearer[done]
        left = np.flatnonzero(~done & crossed)
        if not len(left):
            return found
        rows, apart, times, values = rows[left], apart[left], times[:, left], values[:, left]
        edge = 0.5 * ROOT / apart
        new = times[0] + np.clip(_share(times, values), edge, 1.0 - edge) * (times[1] - times[0])
        value = margin(new, rows)
        same = np.sign(value) == np.sign(values[0])
        times, values = (
            np.concatenate([newest[None], np.where(same, of[1::-1], of[:2])])
            for newest, of in ((new, times), (value, values))
        )


def _share(times: Floats, values: Floats) -> Floats:
    """How far on the way from the newest end to the other one is asked next, by inverse quadratic
    interpolation where that can be trusted, else half."""
    (a, b, c), (at_a, at_b, at_c) = times, values
    with np.errstate(divide="ignore", invalid="ignore"):
        place, rise = (a - b) / (c - b), (at_a - at_b) / (at_c - at_b)
        smooth = (1.0 - np.sqrt(1.0 - place) < rise) & (rise < np.sqrt(place))
        bent = at_a / (at_a - at_b) * at_c / (at_c - at_b)
        bent -= (c - a) / (b - a) * at_a / (at_c - at_a) * at_b / (at_b - at_c)
    return np.where(smooth, bent, 0.5)


def peak(margin: Function, low: Floats, high: Floats) -> tuple[Floats, Floats]:
    """Time and value of the greatest margin between two times, (row,), by golden section.

    It takes a margin with one peak there, kinked or smooth.
    """
    if not len(low):
        return low, low
    width = high - low
    left, right = high - _GOLDEN * width, low + _GOLDEN * width
    at_left, at_right = margin(left), margin(right)
    rounds = int(np.ceil(np.log(max(np.max(width), PEAK) / PEAK) / -np.log(_GOLDEN)))
    for _ in range(rounds):
        leftward = at_left >= at_right
        low, high = np.where(leftward, low, left), np.where(leftward, right, high)
        new = np.where(leftward, high - _GOLDEN * (high - low), low + _GOLDEN * (high - low))
        value = margin(new)
        left, right = np.where(leftward, new, right), np.where(leftward, left, new)
        at_left, at_right = (
            np.where(leftward, value, at_right),
            np.where(leftward, at_left, value),
        )
    better = at_left >= at_right
    return np.where(better, left, right), np.where(better, at_left, at_right)
