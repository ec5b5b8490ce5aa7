"""What is told of flights by sums over them alone, in each draw.

A comparison that is read for every draw holds what these rest on. Else they are made block by
block, as soon as a block's flights have been followed, and what they rest on is let go of.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from noroshi.questions.warning.both import Floats, both, by_sensor, threats_of
from noroshi.questions.warning.middle import median, middle
from noroshi.questions.warning.people import weights
from noroshi.questions.warning.pipe.classes import headline
from noroshi.questions.warning.pipe.comparison import Comparison
from noroshi.questions.warning.pipe.records import Assessment
from noroshi.questions.warning.pipe.told import EVERY, KNOWLEDGE, Some


def summed(comparison: Comparison, name: str) -> NDArray[Any]:
    """One of `SUMS`, as it was made in blocks, or made now."""
    found = comparison.sums.get(name)
    return SUMS[name](comparison) if found is None else found


def flight_weights(comparison: Comparison, among: NDArray[np.bool_], party: int) -> Floats:
    """What each flight counts for one party, (flight,) [1]; they sum to one, or are all 0.

    Args:
        comparison: of the postures.
        among: which pairs count, (pair,).
        party: its index.
    """
    after, pairs = comparison.after, comparison.after.warnings.pairs
    weight = weights(pairs, after.people_of(party), among)
    return np.asarray(np.bincount(pairs.flight, weight, len(after.flights.ids)), float)


def radius_over_time(assessment: Assessment, weight: Floats, teams: Some = EVERY) -> Floats:
    """The median flight's ellipse, (team, time, draw) [m]: see `TrackTable.spread`.

    The median is over the flights still in the air; NaN once more than half have landed.
    """
    counted = np.flatnonzero(weight)
    radius = assessment.tracks.spread[teams][:, :, counted]
    flying = (~np.isnan(radius)).astype(np.float64)
    aloft = np.einsum("f,tkfd->tkd", weight[counted], flying, optimize=True) >= 0.5
    return np.where(aloft, middle(radius.astype(np.float64), weight[counted]), np.nan)


def _impact_radius(comparison: Comparison) -> Floats:
    """The median flight's ellipse by what each party has, is sent, and by all together.

    Returns:
        (posture, party, informed, time, draw) [m]; NaN of a party that nothing is aimed at.
    """
    after = comparison.after
    count, draws = len(after.parties), after.draws.count
    found = np.full((2, count, len(KNOWLEDGE) + 1, len(after.tracks.time), draws), np.nan)
    for party in range(count):
        weight = flight_weights(comparison, headline(comparison, party), party)
        own = len(KNOWLEDGE) * party
        teams = np.array([own, own + 1, len(after.tracks.teams) - 1])
        for number, assessment in enumerate(both(comparison) if weight.any() else ()):
            found[number, party] = radius_over_time(assessment, weight, teams)
    return found


def _by_class(comparison: Comparison, what: str, of: Callable[[Floats], Floats]) -> Floats:
    """Of the times that each sensor has of each class of flight, (posture, threat, sensor, draw).

    Args:
        comparison: of the postures.
        what: a field of `SensorLooks`.
        of: what is told of (sensor, flight, draw), (sensor, draw).
    """
    of_flight = np.array(comparison.after.flights.threat)
    here = [np.flatnonzero(of_flight == t) for t in threats_of(comparison)]

    def each(a: Assessment) -> Floats:
        """(sensor, threat, draw)."""
        own, draws = range(len(a.detections.sensors)), a.draws.count
        if not own:
            return np.zeros((0, len(here), draws))
        times = np.stack([a.detections.times(what, sensor) for sensor in own])
        found = [of(times.take(flights, axis=1)) for flights in here]
        return np.array(found).reshape(len(here), len(own), draws).swapaxes(0, 1)

    return by_sensor(comparison, [each(a) for a in both(comparison)])


def _confirmed_share(comparison: Comparison) -> Floats:
    def share(confirmed: Floats) -> Floats:
        return np.asarray(np.isfinite(confirmed).mean(axis=1))

    return _by_class(comparison, "confirmed", share)


def _custody_mean(comparison: Comparison) -> Floats:
    def mean(custody: Floats) -> Floats:
        return np.asarray(custody.mean(axis=1))

    return _by_class(comparison, "custody", mean)


def _first_median(comparison: Comparison) -> Floats:
    return _by_class(comparison, "first", median)


def _confirmed_by_any(comparison: Comparison) -> NDArray[np.bool_]:
    """Whether some sensor of anybody confirms each flight, (posture, flight, draw)."""

    def any_of(assessment: Assessment) -> NDArray[np.bool_]:
        seen = assessment.detections
        some = np.zeros(assessment.flights.flight_time.shape, dtype=bool)
        for sensor in range(len(seen.sensors)):
            some |= np.isfinite(seen.times("confirmed", sensor))
        return some

    return np.stack([any_of(a) for a in both(comparison)])


SUMS: Final[Mapping[str, Callable[[Comparison], NDArray[Any]]]] = MappingProxyType(
    {
        "confirmed_share": _confirmed_share,
        "first_detection_median": _first_median,
        "custody_mean": _custody_mean,
        "confirmed_by_any": _confirmed_by_any,
        "impact_radius": _impact_radius,
    }
)
"""By name; each has the draws last."""
