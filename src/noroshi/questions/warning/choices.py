"""What each structural choice makes of the gain, beside the base, by the same draws."""

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from noroshi.present.words import listed
from noroshi.questions.measurable import MEASURABLE
from noroshi.questions.warning.pipe.comparison import Comparison
from noroshi.questions.warning.pipe.reach import impacts
from noroshi.questions.warning.pipe.records import Picked
from noroshi.questions.warning.whom import Whom
from noroshi.scenario.alternatives import AREA, NEVER, Option
from noroshi.sensing import Sensor

Floats = NDArray[np.float64]
_TWO = 2
"""The base and another: fewer are no choice."""


def picked(comparison: Comparison) -> tuple[Picked, ...]:
    """What is asked, the base first; empty where nothing is, or not the same of both postures."""
    before, after = comparison.before.choices.picked, comparison.after.choices.picked
    return after if len(after) >= _TWO and before == after else ()


def gains(comparison: Comparison, whom: tuple[Whom, ...]) -> Floats:
    """Mean warning gained by each choice, (choice, whom, draw) [s]."""
    both = (comparison.after.choices, comparison.before.choices)
    count = len(picked(comparison))
    found = np.zeros((count, len(whom), comparison.after.draws.count))
    impact = impacts(comparison.after.warnings.pairs)
    for number, one in enumerate(whom):
        counted = np.flatnonzero(one.weight[impact])
        weight = one.weight[impact][counted]
        for choice in range(count):
            now, was = (weight @ each.useful_of(choice, counted) for each in both)
            found[choice, number] = now - was
    return found


def gaining(gained: Floats) -> Floats:
    """1 in the draws in which a second or more is gained, of the same shape."""
    return np.asarray(gained >= MEASURABLE, dtype=np.float64)


def key(choice: Picked) -> str:
    """Id of a choice: each question and its option; `base` where nothing is picked."""
    return " and ".join(f"{question}={name}" for question, name in choice) or "base"


def label(choice: Picked) -> str:
    """A choice in a table: the names of its options."""
    return " and ".join(name for _, name in choice) or "as reckoned here"


def supposes(comparison: Comparison, choice: Picked) -> str:
    """What a choice of one question supposes; empty of the base and of several."""
    if len(choice) != 1:
        return ""
    before, after = comparison.before.scenario, comparison.after.scenario
    question, name = choice[0]
    option = next(o for o in after.alternatives[question].options if o.name == name)
    # A radar may look in one of the postures alone.
    return supposing({**before.sensors, **after.sensors}, option)


def supposing(sensors: Mapping[str, Sensor], option: Option) -> str:
    """What an option supposes, as the beginning of a sentence."""
    low = option.lowest_elevation
    if low is not None:
        names = [sensors[s].name for s in low.sensors if s in sensors]
        degrees = math.degrees(low.elevation)
        radars = listed(names) or "the radars"
        return f"Were {radars} to look no lower than {degrees:.3g}° above the horizon"
    if option.satellites == NEVER:
        return "Were satellites never to open an alert, so that warning comes later"
    if option.satellites == AREA:
        return (
            "Were satellites to open an alert only where they tell the area well enough, so that "
            "some warning comes later"
        )
    return "Were a satellite's direction alone to open an alert"
