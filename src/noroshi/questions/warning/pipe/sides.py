"""The postures that are compared, made ready for tracking: what they share, and what each keeps."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.questions.warning.pipe.expand import DeclaredFlight
from noroshi.questions.warning.pipe.fly import DrawnFlights, each_draw
from noroshi.questions.warning.pipe.passing import NearestPasses, passes
from noroshi.questions.warning.pipe.reach import Pairs, impacts
from noroshi.questions.warning.pipe.records import TrackTable
from noroshi.questions.warning.pipe.slots import StationGroup, groups
from noroshi.questions.warning.pipe.stations import Station, stations, where
from noroshi.questions.warning.pipe.teams import (
    Listener,
    ListenerRows,
    listeners,
    most_senders,
    rows,
)
from noroshi.questions.warning.pipe.told import Hearing, Times
from noroshi.scenario.records import Scenario
from noroshi.scenario.warned import Rule
from noroshi.sensing import sensor_array
from noroshi.world import Draws

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
LEVELS = (0.5, 0.9)
SIZES = (25e3, 5e3, 1e3)
"""How near tracks have to tell the impact without air, beside the area of each rule [m]."""
SPEEDS = (10.0,)
"""How well they have to tell the velocity at burn-out, root mean square [m/s]."""
TIMES = np.array([120.0, 150, 180, 210, 240, 300, 360, 480, 600, 900])
"""When the size of the ellipse is told [s after launch]."""

_NOTHING = np.zeros(0, dtype=np.float32)
NOT_FOLLOWED = TrackTable(
    teams=(),
    first=_NOTHING,
    levels=(),
    area=_NOTHING,
    time=np.zeros(0),
    spread=_NOTHING,
    known=_NOTHING,
    failing=np.zeros(0, dtype=np.int16),
    failed=_NOTHING,
    sizes=(),
    speeds=(),
    reached=_NOTHING,
)
"""A table in which nothing can be written."""


@dataclass(frozen=True)
class CommonGround:
    """What all postures have in common."""

    groups: tuple[StationGroup, ...]
    since: Times
    """When a station begins to hold a coasting flight, (station, flight, draw) [s]; inf = never."""
    state: Floats
    """At burn-out, (6, flight, draw)."""
    burn_time: Floats
    """(flight, draw) [s]."""
    flight_time: Floats
    cross_section: Floats
    """(flight, draw) [m²]."""
    senders: int
    """Of how many owners any party is sent tracks."""


@dataclass(frozen=True)
class PostureRun:
    """One posture: who hears what, whom each flight concerns, and where results go."""

    listeners: tuple[Listener, ...]
    hearings: tuple[Hearing, ...]
    rules: tuple[Rule, ...]
    pairs: Pairs
    arrival: Floats
    """(pair, draw)."""
    party: NDArray[np.int64]
    """Index of each receiver's party, (receiver,)."""
    passes: NearestPasses
    stations: tuple[int, ...]
    """Which of all stations are its own, in its order."""
    row: Ints
    """Row of each flight of the union in its table; -1 = not its own."""
    impact_pair: Ints
    """Pair of each row's impact."""
    teams: ListenerRows
    """Every listener's delays and rules, stacked."""
    every_team: bool
    """Whether every team is asked about each flight, or those alone of the party that it is aimed
    at, and all together; and parties about what passes over them by what is shared alone."""
    table: TrackTable
    """Where it is written what its teams know; `NOT_FOLLOWED` until flights are followed."""


class CoastingFlights(NamedTuple):
    """What following needs to know of flights that were flown."""

    declared: Sequence[DeclaredFlight]
    members: Sequence[NDArray[np.intp]]
    """For each posture, which of these are its flights."""
    burn_time: Floats
    """(flight, draw) [s]."""
    flight_time: Floats

    @classmethod
    def of(cls, flown: DrawnFlights, draws: int) -> "CoastingFlights":
        """Of flights flown in so many draws."""
        times = flown.drawn.plan.burn_time, flown.drawn.flight_time
        return cls(flown.declared, flown.members, *(t.reshape(-1, draws) for t in times))


def prepare(
    scenarios: Sequence[Scenario],
    flown: CoastingFlights,
    held: Sequence[Iterable[Floats]],
    own: Sequence[Sequence[int]],
    state: Floats,
    draws: Draws,
    *,
    precision: type[np.floating] = np.float64,
) -> CommonGround:
    """What all postures have in common.

    Args:
        scenarios: the postures.
        flown: their flights.
        held: when each of each posture's sensors holds each flight of all, (flight, draw) [s].
        own: which of all stations are each posture's, in its order. Of postures with some numbers
            changed these are those of the declared ones: two radars that a change makes alike stay
            two, so that all worlds have the same stations.
        state: of every flight at burn-out, (6, flight·draw).
        draws: of everything that is uncertain.
        precision: in which it is held when stations hold flights: that of `held`, or a higher one.
    """
    every = _by_number(scenarios, own)
    gradient = draws(scenarios[-1].header.refractivity_gradient)
    placed = [(sensor, where(place, draws)) for sensor, place in every]
    followers = [i for i, (s, _) in enumerate(every) if s.follows_coast]
    since = np.full((len(every), len(flown.declared), draws.count), np.inf, dtype=precision)
    for indices, members, seen in zip(own, flown.members, held, strict=True):
        for station, times in zip(indices, seen, strict=True):
            if station in followers:
                since[station, members] = times[members]

    watching = [placed[i] for i in followers]
    made = groups(watching, sensor_array(watching, draws, gradient), draws) if watching else ()
    return CommonGround(
        groups=tuple(g._replace(stations=np.array(followers)[g.stations]) for g in made),
        since=since,
        state=state.reshape(len(state), -1, draws.count),
        burn_time=flown.burn_time,
        flight_time=flown.flight_time,
        cross_section=each_draw(flown.declared, draws, "cross_section"),
        senders=most_senders(scenarios),
    )


def _by_number(scenarios: Sequence[Scenario], own: Sequence[Sequence[int]]) -> list[Station]:
    found = {
        i: station
        for scenario, indices in zip(scenarios, own, strict=True)
        for i, station in zip(indices, stations(scenario), strict=True)
    }
    return [found[i] for i in sorted(found)]


def parties_of(scenario: Scenario, rules: Sequence[Rule]) -> NDArray[np.int64]:
    """Which of the rules is that of each receiver's party, (receiver,)."""
    parties = [rule.party for rule in rules]
    return np.array([parties.index(r.party) for r in scenario.receivers.values()], dtype=np.int64)


def side(
    scenario: Scenario,
    heard: Sequence[Hearing],
    pairs: Pairs,
    arrival: Floats,
    stations: tuple[int, ...],
    members: NDArray[np.intp],
    world: CommonGround,
    draws: Draws,
    every_team: bool,
) -> PostureRun:
    """One posture; its table is made by who follows flights for it."""
    rules = tuple(scenario.rules.values())
    receivers = scenario.receivers.values()
    party = parties_of(scenario, rules)
    teams = listeners(scenario, rules, heard, stations, len(world.since), draws, world.senders)
    row = np.full(world.since.shape[1], -1)
    row[members] = np.arange(len(members))
    return PostureRun(
        listeners=teams,
        hearings=tuple(heard),
        rules=rules,
        pairs=pairs,
        arrival=arrival,
        party=party,
        passes=passes(pairs, arrival, party, list(receivers), rules),
        stations=stations,
        row=row,
        impact_pair=impacts(pairs),
        teams=rows(teams, stations, draws),
        every_team=every_team,
        table=NOT_FOLLOWED,
    )
