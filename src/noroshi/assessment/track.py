"""What every team knows of every flight's end, in every draw."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import jax
import numpy as np
from numpy.typing import NDArray

from noroshi.assessment.asking import ROW, Asked, ask, fill_up
from noroshi.assessment.fly import Flown, each_draw
from noroshi.assessment.records import DetectionTable, TrackTable
from noroshi.assessment.stations import all_stations, where
from noroshi.assessment.teams import Listener, listeners
from noroshi.declared import Draws
from noroshi.earth.ellipsoid import position
from noroshi.motion.burnout import burnout
from noroshi.motion.chunks import in_threads
from noroshi.scenario.records import Receiver, Rule, Scenario
from noroshi.sensing import Infrared, Posture, Sensor, post
from noroshi.sensing.posture import columns
from noroshi.tracking.arc import Arc, arc
from noroshi.tracking.information import Gathered, gather
from noroshi.tracking.known import Heard, Pass, impact, in_impact, in_pass, passing, spread
from noroshi.warning import Pairs
from noroshi.warning.reach import IMPACT
from noroshi.warning.timeline import KNOWLEDGE, SHARED, Hearing

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
LANES = 128
"""Draws of one flight that are followed together, at most."""
LEVELS = (0.5, 0.9)
TIMES = np.array([120.0, 150, 180, 210, 240, 300, 360, 480, 600, 900])
"""When the size of the ellipse is told [s after launch]."""
SENSORS = 4
"""Sensors are filled up to a multiple of this: few shapes are compiled."""


@dataclass(frozen=True)
class World:
    """What all postures have in common; (station, flight, draw), (flight, draw)."""

    kinds: tuple[type[Sensor], ...]
    posture: Posture
    gauges: tuple[Any, ...]
    since: Floats
    """When a station begins to hold a coasting flight [s]; inf = never."""
    width: int
    """Most stations that hold one flight, filled up."""
    state: Floats
    """At burn-out, (6, flight, draw)."""
    burn_time: Floats
    flight_time: Floats
    cross_section: Floats


@dataclass(frozen=True)
class Side:
    """One posture: who hears what, whom each flight concerns, and where results go."""

    listeners: tuple[Listener, ...]
    hearings: tuple[Hearing, ...]
    rules: tuple[Rule, ...]
    pairs: Pairs
    arrival: Floats
    """(pair, draw)."""
    places: Floats
    """Earth-fixed, (receiver, 3) [m]."""
    party: NDArray[np.int64]
    """Index of each receiver's party, (receiver,)."""
    stations: tuple[int, ...]
    """Which of all stations are its own, in its order."""
    members: Ints
    """Which of all flights are its own, in its order."""
    table: TrackTable


@dataclass(frozen=True)
class Followed:
    """One flight in some draws, as every station follows it."""

    flight: int
    lanes: slice
    active: Ints
    """Stations that hold it in some of the draws."""
    arc: Arc
    gathered: Gathered


def track(
    sides: Sequence[Side],
    world: World,
    draws: Draws,
    told: Callable[[str, float], None],
) -> None:
    """Fill the tables of all sides."""
    lanes = [
        slice(start, min(start + LANES, draws.count)) for start in range(0, draws.count, LANES)
    ]
    items = [(f, part) for f in range(world.since.shape[1]) for part in lanes]
    done = 0

    def work(item: tuple[int, slice]) -> None:
        nonlocal done
        followed = _follow(world, *item)
        if followed is not None:
            for answer in (_impacts, _passes, _sizes):
                answer(sides, followed, draws)
        done += 1
        told("tracking", done / len(items))

    in_threads(work, items)


def prepare(
    scenarios: Sequence[Scenario],
    flown: Flown,
    detections: Sequence[DetectionTable],
    draws: Draws,
) -> tuple[World, list[tuple[int, ...]]]:
    """What all postures have in common, and which stations are each posture's."""
    stations, own = all_stations(scenarios)
    gradient = draws(scenarios[-1].header.refractivity_gradient)
    placed = [(sensor, where(place, draws)) for sensor, place in stations]
    since = np.full((len(stations), len(flown.declared), draws.count), np.inf)
    for indices, members, seen in zip(own, flown.members, detections, strict=True):
        for column, station in enumerate(indices):
            # Satellites do not see what coasts.
            if not isinstance(stations[station][0], Infrared):
                since[station, members] = seen.held[..., column]
    most = int(np.isfinite(since).any(axis=-1).sum(axis=0).max(initial=0))

    def by_draw(values: Floats) -> Floats:
        return values.reshape(*values.shape[:-1], -1, draws.count)

    world = World(
        kinds=tuple(type(sensor) for sensor, _ in stations),
        posture=post(placed, draws, gradient),
        gauges=tuple(sensor.gauge(site, draws) for sensor, site in placed),
        since=since,
        width=most + -most % SENSORS,
        state=by_draw(burnout(flown.drawn)),
        burn_time=by_draw(flown.drawn.plan.burn_time),
        flight_time=by_draw(flown.drawn.flight_time),
        cross_section=each_draw(flown.declared, draws, "cross_section"),
    )
    return world, [tuple(indices) for indices in own]


def side(
    scenario: Scenario,
    rules: Sequence[Rule],
    heard: Sequence[Hearing],
    pairs: Pairs,
    arrival: Floats,
    party: NDArray[np.int64],
    stations: tuple[int, ...],
    members: Ints,
    world: World,
    draws: Draws,
) -> Side:
    """One posture with an empty table: nobody knows anything."""
    teams = listeners(scenario, rules, heard, stations, len(world.since), draws)
    flights = (len(members), draws.count)
    never = np.inf
    table = TrackTable(
        teams=tuple(listener.team for listener in teams),
        first=np.full((len(teams), *flights), never),
        levels=LEVELS,
        area=np.full((len(teams), len(LEVELS), *flights), never),
        time=TIMES,
        spread=np.full((len(teams), len(TIMES), *flights), never),
        known=np.full((len(KNOWLEDGE), *arrival.shape), never),
        without=np.full((len(stations), *flights), never),
    )
    places = np.array([_place(r) for r in scenario.receivers.values()]).reshape(-1, 3)
    return Side(
        teams,
        tuple(heard),
        tuple(rules),
        pairs,
        arrival,
        places,
        party,
        stations,
        members,
        table,
    )


def _place(receiver: Receiver) -> Floats:
    return np.stack(position(np.float64(receiver.lat), np.float64(receiver.lon), np.float64(0.0)))


def _follow(world: World, flight: int, lanes: slice) -> Followed | None:
    """The coast, and what each station that holds it gathers; None where nobody does."""
    since = world.since[:, flight, lanes]
    active = np.flatnonzero(np.isfinite(since).any(axis=-1))
    if active.size == 0:
        return None
    burn_time, flight_time = world.burn_time[flight, lanes], world.flight_time[flight, lanes]
    coast = arc(world.state[:, flight, lanes], burn_time, flight_time)
    draw = np.arange(lanes.start, lanes.stop)
    parts = [
        gather(
            world.kinds[s],
            coast,
            columns(world.posture.posts[s].parameters, draw),
            columns(world.gauges[s], draw),
            world.posture.posts[s].interval[lanes],
            world.cross_section[flight, lanes],
            since[s],
        )
        for s in active
    ]
    return Followed(flight, lanes, active, coast, fill_up(parts, world.width))


def _concerned(sides: Sequence[Side], flight: int) -> list[tuple[Side, int, int]]:
    """The sides that face a flight, its row in each, and the pair of its impact."""
    found = []
    for side in sides:
        for row in np.flatnonzero(side.members == flight):
            mine = (side.pairs.flight == row) & (side.pairs.kind == IMPACT)
            found.append((side, int(row), int(np.flatnonzero(mine)[0])))
    return found


def _hears(listener: Listener, followed: Followed, but: int | None = None) -> Heard:
    """What a team hears of those that hold the flight, (sensor, draw); without one of them."""

    def chosen(delay: Floats) -> Floats:
        rows = delay[followed.active, followed.lanes]
        if but is not None:
            rows = np.where((followed.active == but)[:, None], np.inf, rows)
        missing = len(followed.gathered.since) - len(rows)
        return np.pad(rows, ((0, missing), (0, 0)), constant_values=np.inf)

    return Heard(chosen(listener.looks), chosen(listener.tracks))


def _impacts(sides: Sequence[Side], followed: Followed, draws: Draws) -> None:
    """When each team knows the area about the impact, and what each sensor matters to that."""
    here, lanes = _concerned(sides, followed.flight), followed.lanes
    areas = [_impact_area(side, pair, followed, draws) for side, _, pair in here]
    asked = []
    for number, (side, row, pair) in enumerate(here):
        party = side.party[side.pairs.receiver[pair]]
        for t, listener in enumerate(side.listeners):
            heard = _hears(listener, followed)
            side.table.first[t, row, lanes] = _first(heard, followed)
            recognition = draws(listener.rule.burnout_recognition)[lanes]
            for level, wanted in enumerate(LEVELS):
                out = side.table.area[t, level, row, lanes]
                even = np.full_like(recognition, wanted)
                asked.append(Asked(heard, recognition, even, number, out))
            if t // 2 == party and listener.team.party is not None:
                wanted = draws(listener.rule.area_probability)[lanes]
                out = side.table.known[int(listener.team.shared), pair, lanes]
                asked.append(Asked(heard, recognition, wanted, number, out))
    stacked = jax.tree.map(lambda *a: np.stack(a), *areas)
    ask(in_impact, stacked, followed.arc, followed.gathered, asked)
    failing = [
        a for n, (s, r, p) in enumerate(here) for a in _failures(s, r, p, n, followed, draws)
    ]
    ask(in_impact, stacked, followed.arc, followed.gathered, failing)


def _impact_area(side: Side, pair: int, followed: Followed, draws: Draws) -> Any:
    rule = side.rules[side.party[side.pairs.receiver[pair]]]
    reentry = draws(rule.reentry_error)[followed.lanes]
    return impact(followed.arc, reentry, np.full_like(reentry, rule.area_radius))


def _first(heard: Heard, followed: Followed) -> Floats:
    since = np.asarray(followed.gathered.since)
    return np.asarray(np.min(since + np.minimum(heard.looks, heard.tracks), axis=0))


def _failures(
    side: Side, row: int, pair: int, area: int, followed: Followed, draws: Draws
) -> list[Asked]:
    """The question of the place's own party again without each sensor that may have mattered."""
    party, lanes = side.party[side.pairs.receiver[pair]], followed.lanes
    listener = side.listeners[2 * party + SHARED]
    whole = side.table.known[SHARED, pair, lanes]
    side.table.without[:, row, lanes] = whole
    since = np.asarray(followed.gathered.since)
    heard = _hears(listener, followed)
    begun = since + np.minimum(heard.looks, heard.tracks) < whole
    found = []
    for place, station in enumerate(followed.active):
        if begun[place].any():
            out = side.table.without[side.stations.index(station), row, lanes]
            found.append(
                Asked(
                    _hears(listener, followed, but=station),
                    draws(listener.rule.burnout_recognition)[lanes],
                    draws(listener.rule.area_probability)[lanes],
                    area,
                    out,
                )
            )
    return found


def _passes(sides: Sequence[Side], followed: Followed, draws: Draws) -> None:
    """When the party of each place on the way knows that the flight passes over it."""
    lanes, areas, asked = followed.lanes, [], []
    for side, row, impact_pair in _concerned(sides, followed.flight):
        for pair in np.flatnonzero(side.pairs.flight == row):
            if pair == impact_pair:
                continue
            receiver = side.pairs.receiver[pair]
            party = side.party[receiver]
            place, time = side.places[receiver], side.arrival[pair, lanes]
            radius = np.full_like(time, side.rules[party].overflight_radius)
            areas.append(passing(followed.arc, place, time, radius))
            for knowledge in range(len(KNOWLEDGE)):
                listener = side.listeners[2 * party + knowledge]
                asked.append(
                    Asked(
                        _hears(listener, followed),
                        draws(listener.rule.burnout_recognition)[lanes],
                        draws(listener.rule.area_probability)[lanes],
                        len(areas) - 1,
                        side.table.known[knowledge, pair, lanes],
                    )
                )
    for start in range(0, len(asked), ROW):
        row = asked[start : start + ROW]
        begin = row[0].area
        some: list[Pass] = (areas[begin : row[-1].area + 1] + [areas[-1]] * ROW)[:ROW]
        stacked = jax.tree.map(lambda *a: np.stack(a), *some)
        again = [a._replace(area=a.area - begin) for a in row]
        ask(in_pass, stacked, followed.arc, followed.gathered, again)


def _sizes(sides: Sequence[Side], followed: Followed, draws: Draws) -> None:
    """How large the ellipse of the impact is at some times, for every team."""
    for side, row, pair in _concerned(sides, followed.flight):
        heard = [_hears(listener, followed) for listener in side.listeners]
        stacked = jax.tree.map(lambda *a: np.stack(a), *heard)
        area = _impact_area(side, pair, followed, draws)
        sizes = spread(area, followed.arc, followed.gathered, stacked, TIMES)
        side.table.spread[:, :, row, followed.lanes] = np.asarray(sizes)
