"""What the next sensor has to search when a flight is handed over to it.

Flight by flight: the sensor that rises next, of those that both postures have and that will hold
the flight, after somebody already does; and what is left to search by what the flight's party knows
when it rises, with what it is sent. When sensors rise on it and hold it, and when it re-enters, is
of the middle draw; all else has its best value.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.motion.burnout import burnout
from noroshi.questions.localisation.compute import middle
from noroshi.questions.localisation.custody import party_of, re_entry
from noroshi.questions.localisation.history import PROBABILITY
from noroshi.questions.localisation.quality import FlightsAt
from noroshi.questions.warning.pipe import Assessment
from noroshi.questions.warning.pipe.comparison import Comparison
from noroshi.questions.warning.pipe.expand import DeclaredFlight, expand
from noroshi.questions.warning.pipe.fly import solved
from noroshi.questions.warning.pipe.hear import hearings
from noroshi.questions.warning.pipe.slots import Chosen, choose, followers, groups
from noroshi.questions.warning.pipe.stations import Station, all_stations, where
from noroshi.questions.warning.pipe.teams import Listener, listeners, most_senders
from noroshi.questions.warning.pipe.told import KNOWLEDGE, SHARED
from noroshi.sensing import sensor_array
from noroshi.tracking.available import ReportingLatency
from noroshi.tracking.coast_arc import CoastArc, coast_arc
from noroshi.tracking.handover import SearchedRoom, searched_room
from noroshi.tracking.impact_ellipse import states
from noroshi.world import Draws

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Handovers(NamedTuple):
    """One of each flight that is handed over."""

    flight: Ints
    """(handover,)."""
    sensor: tuple[str, ...]
    """Name of the one that rises."""
    time: Floats
    """When it rises [s after launch]."""
    room: tuple[SearchedRoom, SearchedRoom]
    """Before and after; NaN = nobody has a track that its party hears of by then."""


def handover_numbers(comparison: Comparison, aims: tuple[FlightsAt, ...]) -> dict[str, Any]:
    """All that is told of it by whom flights are aimed at, by variable.

    Of the median flight, for volume and angle apart, of those that are tracked in both postures
    when the next sensor rises: a mean would be ruled by the few whose track has only begun.
    """
    found = handovers(comparison)
    shape = 2, len(aims)
    volume, angle, untracked = (np.full(shape, np.nan) for _ in range(3))
    sensor = []
    for number, aim in enumerate(aims):
        mine = np.flatnonzero(aim.weight[found.flight] > 0.0)
        both = np.all([np.isfinite(room.volume[mine]) for room in found.room], axis=0)
        weight = aim.weight[found.flight[mine]]
        sensor.append(_likeliest([found.sensor[i] for i in mine], weight))
        for posture, room in enumerate(found.room):
            untracked[posture, number] = np.isnan(room.volume[mine]).sum()
            tracked = [np.where(both, part[mine], np.nan)[:, None] for part in room]
            volume[posture, number], angle[posture, number] = (
                middle(values, weight)[0] for values in tracked
            )
    return {
        "handover_volume": volume,
        "handover_angle": angle,
        "handover_untracked": untracked,
        "handover_sensor": sensor,
    }


def _likeliest(names: list[str], weight: Floats) -> str:
    """The one of the greatest weight; empty = none."""
    every = dict.fromkeys(names, 0.0)
    for name, share in zip(names, weight, strict=True):
        every[name] += float(share)
    return max(every, key=lambda name: every[name], default="")


def handovers(comparison: Comparison) -> Handovers:
    """Of every flight of the later posture."""
    both, best = (comparison.before, comparison.after), Draws.best()
    stations, own = all_stations([a.scenario for a in both])
    since, rise = (_middle(both, own, len(stations), what) for what in ("held", "rise"))
    follows = np.array([s.follows_coast for s, _ in stations], dtype=bool)
    since[~follows] = np.inf
    if not np.isfinite(since).any():
        return _nothing()
    declared = expand(comparison.after.scenario)
    flown = solved(declared)
    coast = coast_arc(burnout(flown), flown.plan.burn_time, flown.flight_time)
    chosen = _chosen(comparison.after, stations, since, coast, declared)
    party = party_of(comparison)
    senders = most_senders([a.scenario for a in both])
    heard = [
        _heard(_teams(a, mine, len(stations), senders), chosen, party)
        for a, mine in zip(both, own, strict=True)
    ]
    first = [np.min(chosen.gathered.custody_start[:, None] + h.soonest, axis=(1, 2)) for h in heard]
    end = _re_entry(comparison.after)
    common = follows & np.isin(np.arange(len(stations)), [i for i in own[0] if i in own[1]])
    begins = np.maximum(np.minimum(*first), coast.start)
    with np.errstate(invalid="ignore"):
        may = common[:, None] & np.isfinite(since) & (rise > begins) & (rise < end)
    may &= _told(both, own, len(stations), party)
    rise = np.where(may, rise, np.inf)
    flight, which = np.flatnonzero(may.any(axis=0)), np.argmin(rise, axis=0)
    time = np.where(may.any(axis=0), rise.min(axis=0), coast.start)
    origins = np.stack([np.ravel(where(place, best).position_ecef) for _, place in stations])
    rooms = []
    for told, begin in zip(heard, first, strict=True):
        covariance = states(coast, chosen.gathered, told, time[:, None])[:, 0]
        room = searched_room(coast, covariance, time, origins[which], PROBABILITY)
        rooms.append(SearchedRoom(*(np.where(begin < time, p, np.nan)[flight] for p in room)))
    names = tuple(stations[station][0].name for station in which[flight])
    return Handovers(flight, names, time[flight], (rooms[0], rooms[1]))


def _nothing() -> Handovers:
    none = np.zeros(0)
    room = SearchedRoom(none, none)
    return Handovers(none.astype(np.int64), (), none, (room, room))


def _middle(
    both: tuple[Assessment, Assessment], own: list[list[int]], count: int, what: str
) -> Floats:
    """When each station begins something with each flight in the middle draw, (station, flight)."""
    found = np.full((count, len(both[1].flights.ids)), np.inf)
    for assessment, mine in zip(both, own, strict=True):
        for number, station in enumerate(mine):
            times = assessment.detections.times(what, number)
            times = np.where(np.isnan(times), np.inf, times)
            rank = (times.shape[1] - 1) // 2
            found[station] = np.partition(times, rank, axis=1)[:, rank]
    return found


def _re_entry(assessment: Assessment) -> Floats:
    """In the middle draw, (flight,)."""
    return np.asarray(np.median(re_entry(assessment.flights), axis=1))


def _chosen(
    assessment: Assessment,
    stations: list[Station],
    since: Floats,
    coast: CoastArc,
    declared: list[DeclaredFlight],
) -> Chosen:
    """What follows every flight, and what it gathers."""
    best = Draws.best()
    gradient = best(assessment.scenario.header.refractivity_gradient)
    watching = [i for i, (s, _) in enumerate(stations) if s.follows_coast]
    placed = [(stations[s][0], where(stations[s][1], best)) for s in watching]
    made = groups(placed, sensor_array(placed, best, gradient), best)
    made = tuple(g._replace(stations=np.array(watching)[g.stations]) for g in made)
    section = np.concatenate([best(flight.cross_section) for flight in declared])
    every = followers([(made, since)])
    return choose(every, every.since, np.zeros(len(declared), dtype=np.int64), coast, section)


def _teams(
    assessment: Assessment, own: list[int], stations: int, senders: int
) -> tuple[Listener, ...]:
    scenario, best = assessment.scenario, Draws.best()
    rules = list(scenario.rules.values())
    heard = hearings(scenario, rules, best)
    return listeners(scenario, rules, heard, own, stations, best, senders)


def _heard(teams: tuple[Listener, ...], chosen: Chosen, party: Ints) -> ReportingLatency:
    """What each flight's party hears with what it is sent, of the stations that follow it."""
    mine = [teams[len(KNOWLEDGE) * p + SHARED] for p in range(len(teams) // len(KNOWLEDGE))]
    looks, tracks = (
        np.stack([getattr(team, name)[:, 0] for team in mine])[party[:, None], chosen.station]
        for name in ("looks", "tracks")
    )
    every = np.ones((1, len(mine[0].looks)), dtype=bool)
    sender = np.stack([every if team.sender is None else team.sender for team in mine])
    theirs = np.moveaxis(sender[party][..., :], 1, 0)
    senders = np.stack([np.take_along_axis(row, chosen.station, axis=1) for row in theirs], axis=1)
    return ReportingLatency(looks[:, None], tracks[:, None], senders[:, None])


def _told(
    both: tuple[Assessment, Assessment], own: list[list[int]], count: int, party: Ints
) -> NDArray[np.bool_]:
    """Whether each flight's party hears of each station in both postures, (station, flight)."""
    found = np.ones((count, len(party)), dtype=bool)
    for assessment, mine in zip(both, own, strict=True):
        hears = np.zeros((len(assessment.parties), count), dtype=bool)
        for number, heard in enumerate(assessment.hearings):
            hears[number, mine] = np.isfinite(heard.shared).any(axis=0)
        found &= hears[party].T
    return found
