"""What is aimed at one place or passes over it, class by class, before and after."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from noroshi.errors import NoroshiError
from noroshi.nearest import suggestion_or_list
from noroshi.questions.warning.chain import STEPS, chain, ends
from noroshi.questions.warning.pipe.classes import later_threats
from noroshi.questions.warning.pipe.comparison import Comparison
from noroshi.questions.warning.pipe.records import Assessment
from noroshi.warning.reach import IMPACT
from noroshi.warning.timeline import SHARED

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


def find(comparison: Comparison, place: str) -> int:
    """Which place is meant, by its id or its name, as its index.

    Raises:
        NoroshiError: none is called so, or several are.
    """
    after = comparison.after
    wanted = " ".join(place.split()).casefold()
    names = {r: after.scenario.receivers[r].name for r in after.receivers}
    for fits in (lambda r: r.casefold() == wanted, lambda r: names[r].casefold() == wanted):
        if found := [k for k, r in enumerate(after.receivers) if fits(r)]:
            return found[0]
    begins = [
        k
        for k, r in enumerate(after.receivers)
        if wanted and (r.casefold().startswith(wanted) or names[r].casefold().startswith(wanted))
    ]
    if len(begins) == 1:
        return begins[0]
    if begins:
        which = ", ".join(after.receivers[k] for k in begins[:5])
        raise NoroshiError(f"'{place[:60]}' may be {which}: write the whole id")
    hint = suggestion_or_list(place, dict.fromkeys(after.receivers))
    raise NoroshiError(f"no place that is warned is called '{place[:60]}'; {hint}")


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
    return _mean(assessment, pairs, lambda p: assessment.warnings.useful[SHARED, p])


def told_at(assessment: Assessment, pairs: Pairs) -> Floats:
    """When people are told, mean over flights, (draw,) [s after launch]; inf where one is never."""
    return _mean(assessment, pairs, lambda p: chain(assessment).told[p])


def arrival(assessment: Assessment, pairs: Pairs) -> Floats:
    """Mean arrival of flights, or of their nearest passes, (draw,) [s after launch]."""
    return _mean(assessment, pairs, lambda p: assessment.warnings.arrival[p])


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
    seer = chain(assessment).seer[pairs]
    shares = [(seer == s).mean(axis=0) for s in range(count)]
    return np.array(shares).reshape(count, assessment.draws.count)
