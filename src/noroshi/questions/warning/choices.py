"""What each structural choice makes of the gain, beside the base, by the same draws."""

import numpy as np
from numpy.typing import NDArray

from noroshi.questions.warning.pipe.comparison import Comparison
from noroshi.questions.warning.pipe.measurable import MEASURABLE
from noroshi.questions.warning.pipe.records import Picked
from noroshi.questions.warning.whom import Whom

Floats = NDArray[np.float64]
_TWO = 2
"""The base and another: fewer are no choice."""


def picked(comparison: Comparison) -> tuple[Picked, ...]:
    """What is asked, the base first; empty where nothing is, or not the same of both postures."""
    before, after = comparison.before.choices.picked, comparison.after.choices.picked
    return after if len(after) >= _TWO and before == after else ()


def gains(comparison: Comparison, whom: tuple[Whom, ...]) -> Floats:
    """Mean warning gained by each choice, (choice, whom, draw) [s]."""
    before, after = comparison.before.choices.useful, comparison.after.choices.useful
    count = len(picked(comparison))
    found = np.zeros((count, len(whom), comparison.after.draws.count))
    for number, one in enumerate(whom if count else ()):
        counted = np.flatnonzero(one.weight)
        weight = one.weight[counted]
        found[:, number] = weight @ after[:, counted] - weight @ before[:, counted]
    return found


def gaining(gained: Floats) -> Floats:
    """1 in the draws in which a second or more is gained, of the same shape."""
    return np.asarray(gained >= MEASURABLE, dtype=np.float64)


def label(choice: Picked) -> str:
    """A choice in a table: the names of its options."""
    return " and ".join(name for _, name in choice) or "as reckoned here"
