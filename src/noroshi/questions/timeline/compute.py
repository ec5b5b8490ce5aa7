"""One flight in every draw: who sees it when, what is heard of it, when people are told."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.errors import NoroshiError
from noroshi.questions.warning.chain import ends
from noroshi.questions.warning.pipe.classes import later_pairs
from noroshi.questions.warning.pipe.comparison import Comparison
from noroshi.questions.warning.pipe.reach import IMPACT
from noroshi.questions.warning.pipe.records import Assessment
from noroshi.questions.warning.pipe.told import SHARED
from noroshi.stats import interval

Floats = NDArray[np.float64]
LOOKS: Final = {
    "rises": "rise",
    "detects": "first",
    "confirms": "confirmed",
    "loses": "lost",
    "sets": "set",
}
"""Times that are told of a sensor: the field of `SensorLooks` that holds each."""
OF_SENSORS: Final = (*LOOKS, "heard", "in_view")
"""All that is told of a sensor."""


class PostureCourse(NamedTuple):
    """What becomes of one flight under one posture [s after launch]."""

    reached: Floats
    """When each step of the chain ends, (step, draw); inf = never."""
    tracks_tell: Floats
    """When tracks of radars tell that the place is concerned, (draw,); inf = never."""
    satellites_tell: Floats
    """When satellites alone give a direction, (draw,); inf = never."""
    margin: Floats
    """From told to arrival, (draw,) [s]; -inf = never told."""
    warning: Floats
    """Useful warning time, (draw,) [s]."""
    looks: dict[str, Floats]
    """By variable, (sensor, draw): each of `LOOKS`, `heard`, when the party that warns has the
    report, and `in_view`, 1 in draws in which the sensor has it in view."""
    seer: NDArray[np.integer]
    """Whose report is heard first, (draw,): index of a sensor; -1 = nobody's."""


def least_warned(comparison: Comparison, place: str) -> int:
    """The flight to a place that leaves least warning under the later posture: its pair.

    By the mean over the draws of the useful warning, and among those that leave none by the median
    margin. Of classes that had flown by the later date, where there are any.

    Raises:
        NoroshiError: no flight comes down there.
    """
    after = comparison.after
    pairs = after.warnings.pairs
    here = (pairs.kind == IMPACT) & (pairs.receiver == after.receivers.index(place))
    flown = here & ~later_pairs(comparison)
    which = np.flatnonzero(flown if flown.any() else here)
    if not which.size:
        raise NoroshiError(f"no flight comes down at '{place}'")
    useful = after.warnings.useful_times(SHARED, which).mean(axis=-1)
    margin = interval(after.warnings.margins(SHARED, which)).p50
    return int(which[np.lexsort((margin, useful))[0]])


def pair_of(comparison: Comparison, flight: str) -> int:
    """The pair of a flight, by its id, and the place that it is aimed at."""
    after = comparison.after
    number = after.flights.ids.index(flight)
    pairs = after.warnings.pairs
    at = after.receivers.index(after.flights.receiver[number])
    mine = (pairs.kind == IMPACT) & (pairs.flight == number) & (pairs.receiver == at)
    return int(np.flatnonzero(mine)[0])


def course(assessment: Assessment, pair: int) -> PostureCourse:
    """What becomes of the flight of one pair under one posture."""
    warnings, which = assessment.warnings, np.array([pair])
    flight = int(warnings.pairs.flight[pair])
    party = int(warnings.party[pair])
    word = warnings.reports[SHARED][party]
    return PostureCourse(
        reached=ends(assessment, which)[:, 0],
        tracks_tell=warnings.known[SHARED, pair].astype(np.float64),
        satellites_tell=word.satellite[flight].astype(np.float64),
        margin=warnings.margins(SHARED, which)[0],
        warning=warnings.useful_times(SHARED, which)[0],
        looks=_looks(assessment, flight, party),
        seer=word.seer[flight],
    )


def _looks(assessment: Assessment, flight: int, party: int) -> dict[str, Floats]:
    seen, which = assessment.detections, np.array([flight])
    shape = len(seen.sensors), assessment.draws.count

    def each(field: str) -> Floats:
        rows = [seen.times(field, s, which)[0] for s in range(len(seen.sensors))]
        return np.array(rows).reshape(shape)

    found = {name: each(field) for name, field in LOOKS.items()}
    found["heard"] = found["confirms"] + assessment.hearings[party].shared.T
    # A sensor that is away, or has it never in view, is no sensor that fails to detect it.
    hidden = np.isnan(found["rises"])
    for name in ("detects", "confirms", "heard"):
        found[name] = np.where(hidden & np.isinf(found[name]), np.nan, found[name])
    return found | {"in_view": (~hidden).astype(np.float64)}


def lasting(reached: Floats) -> Floats:
    """How long each step takes in each draw, (step, draw) [s], of (step, draw).

    In each draw they add up to when people are told, and so do their means; NaN in draws in which
    they never are.
    """
    told = np.isfinite(reached[-1])
    return np.where(told, np.diff(np.where(told, reached, 0.0), axis=0, prepend=0.0), np.nan)


def median(values: Floats) -> float:
    """Over the draws that have a number, (draw,): one that occurs; NaN where none has."""
    known = values[~np.isnan(values)]
    return float(interval(known).p50) if known.size else float("nan")


def mostly_first(seer: NDArray[np.integer]) -> int:
    """Whose report is heard first in most draws, index of a sensor; -1 = nobody's in any."""
    heard = seer[seer >= 0]
    return int(np.bincount(heard).argmax()) if heard.size else -1


def by_every(every: tuple[str, ...], own: tuple[str, ...], values: Floats) -> Floats:
    """From sensors of a posture to those of either, (sensor, draw); NaN of the others."""
    found = np.full((len(every), values.shape[-1]), np.nan)
    found[[every.index(s) for s in own]] = values
    return found
