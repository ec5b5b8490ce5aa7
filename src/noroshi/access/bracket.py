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

    Chandrupatla's method (1997, Adv. Eng. Softw. 28, 145), to the last bit as
    `scipy.optimize.elementwise.find_root` has it, which takes a sixth of a second to import: the
    interval is cut by inverse quadratic interpolation where three values allow it, else in half.
    """
    found, rows = np.array(low, dtype=np.float64), np.arange(len(low))
    # The newest time, one at which the sign is another, and the one before; and their values.
    time = np.array([low, high, high], dtype=np.float64)
    value = np.stack([margin(time[0], rows), *[margin(time[1], rows)] * 2])
    while True:
        nearer = np.abs(value[0]) < np.abs(value[1])
        best, least = (np.where(nearer, pair[0], pair[1]) for pair in (time, value))
        width = np.abs(time[1] - time[0])
        alike = (np.sign(value[0]) == np.sign(value[1])) & (least != 0.0)
        done = ((least == 0.0) | (width < ROOT)) & ~alike
        found[rows[done]] = best[done]
        left = ~(done | alike)
        rows, time, value, width = rows[left], time[:, left], value[:, left], width[left]
        if not len(rows):
            return found
        new = time[0] + _cut(time, value, 0.5 * ROOT / width) * (time[1] - time[0])
        new_value = margin(new, rows)
        same = np.sign(new_value) == np.sign(value[0])
        time, value = (
            np.stack([newest, np.where(same, old[1], old[0]), np.where(same, old[0], old[1])])
            for newest, old in ((new, time), (new_value, value))
        )


def _cut(time: Floats, value: Floats, least: Floats) -> Floats:
    """At which share from the newest time to the one of the other sign to look next, (row,).

    Args:
        time: the newest, that of the other sign, and the one before, (3, row).
        value: of the margin then, (3, row).
        least: share that is kept from both ends, (row,).
    """
    (x1, x2, x3), (f1, f2, f3) = time, value
    with np.errstate(divide="ignore", invalid="ignore"):
        along, up = (x1 - x2) / (x3 - x2), (f1 - f2) / (f3 - f2)
        smooth = (1.0 - np.sqrt(1.0 - along) < up) & (up < np.sqrt(along))
        beyond = (x3 - x1) / (x2 - x1)
        share = f1 / (f1 - f2) * f3 / (f3 - f2) - beyond * f1 / (f3 - f1) * f2 / (f2 - f3)
    return np.clip(np.where(smooth, share, 0.5), least, 1.0 - least)


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
