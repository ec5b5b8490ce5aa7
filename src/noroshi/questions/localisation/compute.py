"""When it is known where flights come down, and how well: for each party, before and after.

Over the flights aimed at one party's places, weighted by people as warning times are. A time after
launch is that of the median flight; a gain is a mean over flights of the time left before impact,
none where it is never known, so that it counts both flights known sooner and flights known at all.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.present.words import in_sentence
from noroshi.questions.warning.middle import middle as middle
from noroshi.questions.warning.pipe import Assessment
from noroshi.questions.warning.pipe.classes import headline, later_pairs, later_threats
from noroshi.questions.warning.pipe.comparison import Comparison
from noroshi.questions.warning.pipe.reach import IMPACT
from noroshi.questions.warning.pipe.told import EVERY, Some, Times
from noroshi.questions.warning.sums import flight_weights as flight_weights

Floats = NDArray[np.float64]


class ThreatenedParty(NamedTuple):
    """A party that flights are aimed at, and who tells it what."""

    id: str
    name: str
    area_radius: float
    """How near to a place an impact concerns it [m]: what "known" is about."""
    weight: Floats
    """What each flight counts, (flight,) [1]; they sum to one."""
    informed: tuple[int, int, int]
    """Which teams are it alone, it with shared tracks, and all together without any delay."""


def parties(comparison: Comparison) -> tuple[ThreatenedParty, ...]:
    """Those that flights are aimed at, in the order of the assessment."""
    after = comparison.after
    rules = {rule.party: rule for rule in after.scenario.rules.values()}
    found = []
    for number, party in enumerate(after.parties):
        weight = flight_weights(comparison, headline(comparison, number), number)
        if weight.any():
            name = in_sentence(after.scenario.parties[party].name)
            informed = _informed(after, party)
            found.append(ThreatenedParty(party, name, rules[party].area_radius, weight, informed))
    return tuple(found)


def _informed(assessment: Assessment, party: str) -> tuple[int, int, int]:
    named = [(team.party, team.shared) for team in assessment.tracks.teams]
    return named.index((party, False)), named.index((party, True)), named.index((None, True))


class Class(NamedTuple):
    """Flights of one threat at one party."""

    party: int
    """Its place among `parties`."""
    threat: str
    weight: Floats
    """(flight,) [1]; they sum to one."""


def classes(comparison: Comparison, told: tuple[ThreatenedParty, ...]) -> tuple[Class, ...]:
    """Each party's flights threat by threat, where there are any; later classes included."""
    after = comparison.after
    threats = np.array(after.flights.threat)[after.warnings.pairs.flight]
    found = []
    for number, party in enumerate(told):
        index = after.parties.index(party.id)
        for threat in threats_in_order(comparison):
            weight = flight_weights(comparison, threats == threat, index)
            if weight.any():
                found.append(Class(number, threat, weight))
    return tuple(found)


def threats_in_order(comparison: Comparison) -> tuple[str, ...]:
    """In the scenario's order, later classes last."""
    later = later_threats(comparison)
    every = dict.fromkeys(comparison.after.flights.threat)
    return tuple(sorted(every, key=lambda threat: threat in later))


def known_at(assessment: Assessment, teams: Some = EVERY, flights: Some = EVERY) -> Floats:
    """When some teams have a track, and know the area with each probability.

    Returns:
        (team, known, flight, draw) [s after launch]; the track first, inf = never.
    """
    tracks = assessment.tracks
    first, area = tracks.first[teams][:, None, flights], tracks.area[teams][:, :, flights]
    return np.concatenate([first, area], axis=1, dtype=np.float64)


def time_left(time: Floats, impact: Floats) -> Floats:
    """Time left before impact when something is known [s]; none where it never is."""
    return np.subtract(impact, time, out=np.zeros_like(time), where=np.isfinite(time))


def mean_left(assessment: Assessment, weight: Floats, teams: Some = EVERY) -> Floats:
    """Mean over flights of the time left when it is known, (team, known, draw) [s]."""
    counted = np.flatnonzero(weight)
    time = known_at(assessment, teams, counted)
    left = time_left(time, assessment.flights.flight_time[counted])
    return _mean(weight[counted], left)


def median_flight(assessment: Assessment, weight: Floats, teams: Some = EVERY) -> Floats:
    """When it is known of the median flight, (team, known, draw) [s after launch]; inf = never."""
    counted = np.flatnonzero(weight)
    times = known_at(assessment, teams, counted)
    return _each(times, lambda time: middle(time, weight[counted]))


def never_known(assessment: Assessment, weight: Floats, teams: Some = EVERY) -> Floats:
    """Share of the flights of which it is never known, (team, known, draw) [1]."""
    counted = np.flatnonzero(weight)
    never = np.isinf(known_at(assessment, teams, counted)).astype(np.float64)
    return _mean(weight[counted], never)


def _mean(weight: Floats, values: Floats) -> Floats:
    """The weighted sum over flights, (a, b, draw) of (a, b, flight, draw)."""
    found: Floats = np.einsum("f,tkfd->tkd", weight, values, optimize=True)
    return found


def _each(values: Times, of: Callable[[Floats], Floats]) -> Floats:
    """Of (a, b, flight, draw) what a function makes of each (flight, draw), (a, b, draw)."""
    return np.array([[of(one.astype(np.float64)) for one in row] for row in values])


def share_known(assessment: Assessment, weight: Floats, team: int, time: Floats) -> Floats:
    """Share of the flights whose area a team knows by rising times [s], (time, draw) [1].

    With the greatest of the tabulated probabilities.
    """
    known = assessment.tracks.area[team, -1]
    draws = known.shape[1]
    by = np.searchsorted(time, known)  # inf lies beyond the last
    cell = by * draws + np.arange(draws)
    each = np.broadcast_to(weight[:, None], known.shape)
    gained = np.bincount(cell.ravel(), each.ravel(), minlength=(len(time) + 1) * draws)
    return np.cumsum(gained.astype(float).reshape(-1, draws), axis=0)[: len(time)]


class ThreatenedPlace(NamedTuple):
    """A place that flights are aimed at."""

    id: str
    name: str
    party: str
    people: float
    later: bool
    """Whether only classes that had not flown by the later date are aimed at it."""
    flights: NDArray[np.intp]
    """Those aimed at it, of classes that had flown where there are any."""


def places(comparison: Comparison) -> tuple[ThreatenedPlace, ...]:
    """Every place that something is aimed at, in the order of the scenario."""
    after, pairs = comparison.after, comparison.after.warnings.pairs
    impact, later = pairs.kind == IMPACT, later_pairs(comparison)
    found = []
    for number, receiver in enumerate(after.receivers):
        here = impact & (pairs.receiver == number)
        if not here.any():
            continue
        only_later = bool(later[here].all())
        found.append(
            ThreatenedPlace(
                receiver,
                after.scenario.receivers[receiver].name,
                after.parties[after.receiver_party[number]],
                float(after.population[number]),
                only_later,
                pairs.flight[here if only_later else here & ~later],
            )
        )
    return tuple(found)


def left_at(assessment: Assessment, place: ThreatenedPlace, team: int) -> Floats:
    """Mean over the flights at a place of the time left when a team knows the area, (draw,) [s]."""
    known = assessment.tracks.area[team, -1, place.flights].astype(np.float64)
    left = time_left(known, assessment.flights.flight_time[place.flights])
    return np.asarray(left.mean(axis=0))
