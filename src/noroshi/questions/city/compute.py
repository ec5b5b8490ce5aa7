"""What is aimed at one place or passes over it, class by class, before and after."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from noroshi.questions.warning.chain import STEPS, chain, ends
from noroshi.questions.warning.pipe.classes import later_threats
from noroshi.questions.warning.pipe.comparison import Comparison
from noroshi.questions.warning.pipe.reach import IMPACT
from noroshi.questions.warning.pipe.records import Assessment
from noroshi.questions.warning.pipe.told import SHARED

Floats = NDArray[np.float64]
Pairs = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class ClassAtPlace:
    """Flights of one class at one place."""

    threat: str
    later: bool
    """Whether the class had not flown by the later date."""
    impacts: Pairs
    passes: Pairs


def aimed_at(comparison: Comparison, receiver: int) -> tuple[ClassAtPlace, ...]:
    """By class of flight, those that had not flown by then last; only classes that come near."""
    after, pairs = comparison.after, comparison.after.warnings.pairs
    of_pair = np.array(after.flights.threat)[pairs.flight]
    here, later = pairs.receiver == receiver, later_threats(comparison)
    found = []
    for threat in sorted(dict.fromkeys(after.flights.threat), key=lambda t: t in later):
        mine = here & (of_pair == threat)
        if mine.any():
            impact = pairs.kind == IMPACT
            impacts, passes = (np.flatnonzero(mine & k) for k in (impact, ~impact))
            found.append(ClassAtPlace(threat, threat in later, impacts, passes))
    return tuple(found)


def useful(assessment: Assessment, pairs: Pairs) -> Floats:
    """Mean useful warning over flights, (draw,) [s]; NaN of none."""
    return _mean(assessment, pairs, lambda p: assessment.warnings.useful_times(SHARED, p))


def told_at(assessment: Assessment, pairs: Pairs) -> Floats:
    """When people are told, mean over flights, (draw,) [s after launch]; inf where one is never."""
    return _mean(assessment, pairs, lambda p: assessment.warnings.told_at(SHARED, p))


def arrival(assessment: Assessment, pairs: Pairs) -> Floats:
    """Mean arrival of flights, or of their nearest passes, (draw,) [s after launch]."""
    return _mean(assessment, pairs, lambda p: assessment.warnings.arrivals(p))


def _mean(assessment: Assessment, pairs: Pairs, of: Callable[[Pairs], Floats]) -> Floats:
    if pairs.size == 0:
        return np.full(assessment.draws.count, np.nan)
    return np.asarray(of(pairs).mean(axis=0))


def steps(assessment: Assessment, pairs: Pairs) -> Floats:
    """How long each step takes, mean over the flights of which people are told, (step, draw) [s].

    NaN where they are told of none.
    """
    times = ends(assessment, pairs)
    told = np.isfinite(times[-1])
    lasting = np.diff(np.where(told, times, 0.0), axis=0, prepend=0.0)
    count = told.sum(axis=0)
    total = (lasting * told).sum(axis=1)
    shown = np.where(count > 0, total / np.maximum(count, 1), np.nan)
    return np.asarray(shown).reshape(len(STEPS), assessment.draws.count)


def first_heard(assessment: Assessment, pairs: Pairs) -> Floats:
    """Share of the flights of which each sensor is heard first, (sensor, draw) [1]; NaN of none."""
    count = len(assessment.detections.sensors)
    if pairs.size == 0:
        return np.full((count, assessment.draws.count), np.nan)
    seer = chain(assessment, pairs).seer
    shares = [(seer == s).mean(axis=0) for s in range(count)]
    return np.array(shares).reshape(count, assessment.draws.count)
