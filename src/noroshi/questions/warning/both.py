"""What is asked of both postures alike, and in which order sensors and classes of flight stand."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from noroshi.questions.warning.pipe.classes import later_threats
from noroshi.questions.warning.pipe.comparison import Comparison
from noroshi.questions.warning.pipe.records import Assessment

Floats = NDArray[np.float64]
Values = dict[str, Any]
"""By the names of variables."""


def both(comparison: Comparison) -> tuple[Assessment, Assessment]:
    """The earlier posture and the later one."""
    return comparison.before, comparison.after


def postured(comparison: Comparison, of: Callable[[Assessment], Any]) -> Floats:
    """Something of either posture, (posture, …)."""
    return np.stack([of(a) for a in both(comparison)])


def by_sensor(comparison: Comparison, each: list[Floats]) -> Floats:
    """From (sensor of the posture, …, draw) to (posture, …, sensor of either, draw)."""
    every = sensors_of(comparison)
    shape = (len(each), each[0].shape[1], len(every), comparison.after.draws.count)
    found = np.full(shape, np.nan)
    for number, (a, values) in enumerate(zip(both(comparison), each, strict=True)):
        own = [every.index(s) for s in a.detections.sensors]
        found[number][:, own] = np.swapaxes(values, 0, 1)
    return found


def sensors_of(comparison: Comparison) -> tuple[str, ...]:
    """Sensors of either posture, those of the later one first."""
    after, before = (a.detections.sensors for a in (comparison.after, comparison.before))
    return tuple(dict.fromkeys((*after, *before)))


def threats_of(comparison: Comparison) -> tuple[str, ...]:
    """Classes of flight, those that had not flown by then last."""
    later = later_threats(comparison)
    return tuple(sorted(dict.fromkeys(comparison.after.flights.threat), key=lambda t: t in later))
