"""How far the answer moves from the low to the high end of each assumption."""

from collections.abc import Mapping
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
PARTS: Final = 5
"""The ends are the lowest and the highest of so many equal parts of the draws."""


class Swing(NamedTuple):
    """The mean of an answer at both ends of an assumption, (answer,), less its mean over all."""

    low: Floats
    high: Floats
    error: Floats
    """Standard error of the difference between the two; NaN where there are too few draws."""


def swing(values: Floats, answers: Floats) -> Swing:
    """The mean of answers in the draws of the lowest and of the highest fifth of an assumption.

    What an answer holds of everything else is averaged over the draws of that fifth. The error is
    that of two means of unlike draws; an answer that is a gain is already the difference of two
    postures in the same draw, so that what moves both alike is in neither.

    Args:
        values: of the assumption, (draw,).
        answers: (answer, draw).
    """
    draws = len(values)
    size = draws // PARTS
    if size == 0:
        unknown = np.full(len(answers), np.nan)
        return Swing(unknown, unknown, unknown)
    order = np.argsort(values, kind="stable")
    mean = answers.mean(axis=1)
    ends = answers[:, order[:size]], answers[:, order[-size:]]
    low, high = (end.mean(axis=1) - mean for end in ends)
    if size == 1:
        return Swing(low, high, np.full(len(answers), np.nan))
    variance = sum(end.var(axis=1, ddof=1) / size for end in ends)
    return Swing(low, high, np.sqrt(variance))


def swings(points: Mapping[str, Floats], answers: Floats) -> Swing:
    """Of every assumption, (answer, assumption)."""
    found = [swing(values, answers) for values in points.values()]
    if not found:
        nothing = np.zeros((len(answers), 0))
        return Swing(nothing, nothing, nothing)
    return Swing(*(np.stack(part, axis=1) for part in zip(*found, strict=True)))
