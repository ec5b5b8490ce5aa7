"""What every team knows of every flight's end, in every draw."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from noroshi.assessment.fly import Flown, each_draw
from noroshi.assessment.passing import Passes, known_passes, passes
from noroshi.assessment.records import DetectionTable, TrackTable
from noroshi.assessment.slots import Chosen, Group, choose, groups
from noroshi.assessment.stations import all_stations, where
from noroshi.assessment.teams import Listener, Rows, listeners, rows
from noroshi.declared import Draws
from noroshi.motion.burnout import burnout
from noroshi.motion.chunks import in_threads
from noroshi.scenario.records import Rule, Scenario
from noroshi.sensing import Infrared, post
from noroshi.tracking.arc import Arc, arc
from noroshi.tracking.area import impact, in_impact
from noroshi.tracking.heard import Heard
from noroshi.tracking.known import Question, known, spread
from noroshi.warning import Pairs
from noroshi.warning.reach import IMPACT
from noroshi.warning.timeline import KNOWLEDGE, SHARED, Hearing

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
LANES = 128
"""Flights and draws that are followed together."""
FEW = 32
"""Draws of which the tables of every team are made; warnings are made of all."""
LEVELS = (0.5, 0.9)
TIMES = np.array([120.0, 150, 180, 210, 240, 300, 360, 480, 600, 900])
"""When the size of the ellipse is told [s after launch]."""
RANKS = 3
"""Of the sensors that a party hears first, so many are let fail, one at a time. Whoever comes later
finds the area known, or all but known."""


@dataclass(frozen=True)
class World:
    """What all postures have in common."""

    groups: tuple[Group, ...]
    since: Floats
    """When a station begins to hold a coasting flight, (station, flight, draw) [s]; inf = never."""
    state: Floats
    """At burn-out, (6, flight, draw)."""
    burn_time: Floats
    """(flight, draw) [s]."""
    flight_time: Floats
    cross_section: Floats
    """(flight, draw) [m²]."""


@dataclass(frozen=True)
class Side:
    """One posture: who hears what, whom each flight concerns, and where results go."""

    listeners: tuple[Listener, ...]
    hearings: tuple[Hearing, ...]
    rules: tuple[Rule, ...]
    pairs: Pairs
    arrival: Floats
    """(pair, draw)."""
    party: NDArray[np.int64]
    """Index of each receiver's party, (receiver,)."""
    passes: Passes
    stations: tuple[int, ...]
    """Which of all stations are its own, in its order."""
    row: Ints
    """Row of each flight of the union in its table; -1 = not its own."""
    impact_pair: Ints
    """Pair of each row's impact."""
    teams: Rows
    """Every listener's delays and rules, stacked."""
    table: TrackTable


@dataclass(frozen=True)
class Followed:
    """Some lanes, as the sensors that hold them first follow them."""

    flight: Ints
    """(lane,)."""
    draw: Ints
    real: int
    """Lanes that count; the rest fill up."""
    arc: Arc
    chosen: Chosen
    areas: Any
    """The disc about the impact, by the rule of its place's party; one a side."""


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
    radars = [i for i, (sensor, _) in enumerate(stations) if not isinstance(sensor, Infrared)]
    since = np.full((len(stations), len(flown.declared), draws.count), np.inf)
    for indices, members, seen in zip(own, flown.members, detections, strict=True):
        for column, station in enumerate(indices):
            since[station, members] = seen.held[..., column]

    def by_draw(values: Floats) -> Floats:
        return values.reshape(*values.shape[:-1], -1, draws.count)

    # Satellites do not see what coasts: they are nobody's track.
    watching = [placed[i] for i in radars]
    made = groups(watching, post(watching, draws, gradient), draws) if watching else ()
    world = World(
        groups=tuple(g._replace(stations=np.array(radars)[g.stations]) for g in made),
        since=since,
        state=by_draw(burnout(flown.drawn)),
        burn_time=by_draw(flown.drawn.plan.burn_time),
        flight_time=by_draw(flown.drawn.flight_time),
        cross_section=each_draw(flown.declared, draws, "cross_section"),
    )
    return world, [tuple(indices) for indices in own]


def side(
    scenario: Scenario,
    heard: Sequence[Hearing],
    pairs: Pairs,
    arrival: Floats,
    stations: tuple[int, ...],
    members: NDArray[np.intp],
    world: World,
    draws: Draws,
) -> Side:
    """One posture with an empty table: nobody knows anything."""
    rules = tuple(scenario.rules.values())
    parties = [rule.party for rule in rules]
    receivers = scenario.receivers.values()
    party = np.array([parties.index(r.party) for r in receivers], dtype=np.int64)
    teams = listeners(scenario, rules, heard, stations, len(world.since), draws)
    row = np.full(world.since.shape[1], -1)
    row[members] = np.arange(len(members))
    impacts = np.flatnonzero(pairs.kind == IMPACT)
    few = min(FEW, draws.count)
    some = (len(members), few)
    never = np.inf
    table = TrackTable(
        teams=tuple(listener.team for listener in teams),
        first=np.full((len(teams), *some), never),
        levels=LEVELS,
        area=np.full((len(teams), len(LEVELS), *some), never),
        time=TIMES,
        spread=np.full((len(teams), len(TIMES), *some), never),
        known=np.full((len(KNOWLEDGE), *arrival.shape), never),
        without=np.full((len(stations), len(members), draws.count), never),
    )
    return Side(
        listeners=teams,
        hearings=tuple(heard),
        rules=rules,
        pairs=pairs,
        arrival=arrival,
        party=party,
        passes=passes(pairs, arrival, party, list(receivers), rules),
        stations=stations,
        row=row,
        impact_pair=impacts[np.argsort(pairs.flight[impacts], kind="stable")],
        teams=rows(teams, stations, draws),
        table=table,
    )


def track(
    sides: Sequence[Side], world: World, draws: Draws, told: Callable[[str, float], None]
) -> None:
    """Fill the tables of all sides."""
    if not world.groups or not np.isfinite(world.since).any():
        return
    flights = world.since.shape[1]
    every = [(part, (_warned, _failing, _passed)) for part in _lanes(flights, draws.count)]
    some = [(part, (_tables,)) for part in _lanes(flights, min(FEW, draws.count))]
    items, done = every + some, 0

    def work(item: tuple[Any, Any]) -> None:
        nonlocal done
        (flight, draw, real), answers = item
        followed = _follow(world, sides, flight, draw, real)
        for answer in answers:
            answer(sides, followed)
        done += 1
        told("tracking", done / len(items))

    in_threads(work, items)


def _lanes(flights: int, draws: int) -> Iterator[tuple[Ints, Ints, int]]:
    """Flight and draw of each lane, chunk by chunk, and how many count."""
    total = flights * draws
    for start in range(0, total, LANES):
        lane = np.minimum(np.arange(start, start + LANES), total - 1)
        yield lane // draws, lane % draws, min(LANES, total - start)


def _follow(world: World, sides: Sequence[Side], flight: Ints, draw: Ints, real: int) -> Followed:
    coast = arc(
        world.state[:, flight, draw],
        world.burn_time[flight, draw],
        world.flight_time[flight, draw],
    )
    since, section = world.since[:, flight, draw], world.cross_section[flight, draw]
    chosen = choose(world.groups, since, draw, coast, section)
    areas = []
    for side in sides:
        _, _, party = _own(side, flight)
        radius = np.array([rule.area_radius for rule in side.rules])[party]
        areas.append(impact(coast, side.teams.reentry[2 * party, draw], radius))
    stacked = jax.tree.map(lambda *a: jnp.stack(a), *areas)
    return Followed(flight, draw, real, coast, chosen, stacked)


def _own(side: Side, flight: Ints) -> tuple[Ints, Ints, Ints]:
    """Row and pair of the impact of each lane, and the party of its place; of strangers any."""
    row = np.maximum(side.row[flight], 0)
    pair = side.impact_pair[row]
    return row, pair, side.party[side.pairs.receiver[pair]]


def _put(
    table: Floats, index: tuple[Any, ...], values: Floats, side: Side, followed: Followed
) -> None:
    """Write (lane,) values where lanes count and are the side's own."""
    mine = np.arange(len(values)) < followed.real
    mine &= side.row[followed.flight] >= 0
    table[tuple(i[mine] if isinstance(i, np.ndarray) else i for i in index)] = values[mine]


def _ask(followed: Followed, questions: list[Question]) -> Floats:
    """Answers to questions, (question, lane)."""
    stacked = jax.tree.map(lambda *a: np.stack(a), *questions)
    answers = known(in_impact, followed.areas, followed.arc, followed.chosen.gathered, stacked)
    return np.asarray(answers)


def _warned(sides: Sequence[Side], followed: Followed) -> None:
    """When the party of each flight's aim knows that it comes down there, alone and shared."""
    for knowledge in range(len(KNOWLEDGE)):
        questions = [_question(side, followed, knowledge, s) for s, side in enumerate(sides)]
        for side, answer in zip(sides, _ask(followed, questions), strict=True):
            _, pair, _ = _own(side, followed.flight)
            _put(side.table.known, (knowledge, pair, followed.draw), answer, side, followed)


def _question(
    side: Side, followed: Followed, knowledge: int, area: int, heard: Heard | None = None
) -> Question:
    """By the rule of the party that the flight comes down on."""
    _, _, party = _own(side, followed.flight)
    team, draw = 2 * party + knowledge, followed.draw
    return Question(
        side.teams.heard(team, followed.chosen.station, draw) if heard is None else heard,
        side.teams.recognition[team, draw],
        side.teams.wanted[team, draw],
        np.int64(area),
    )


class Order(NamedTuple):
    """In which order one side's own party hears the sensors that follow each lane."""

    heard: Heard
    begin: Floats
    """When it first hears of each, (slot, lane) [s]; inf = never."""
    slots: Ints
    """(rank, lane)."""


def _order(side: Side, followed: Followed) -> Order:
    _, _, party = _own(side, followed.flight)
    heard = side.teams.heard(2 * party + SHARED, followed.chosen.station, followed.draw)
    begin = np.asarray(followed.chosen.gathered.since) + np.minimum(*heard)
    return Order(heard, begin, np.argsort(begin, axis=0, kind="stable"))


def _failing(sides: Sequence[Side], followed: Followed) -> None:
    """The same with what is shared, if one of the sensors that are heard first failed."""
    for side in sides:
        row, pair, _ = _own(side, followed.flight)
        whole = side.table.known[SHARED, pair, followed.draw]
        for s in range(len(side.stations)):
            _put(side.table.without, (s, row, followed.draw), whole, side, followed)
    orders = [_order(side, followed) for side in sides]
    for rank in range(min(RANKS, len(followed.chosen.station))):
        slots = [order.slots[rank] for order in orders]
        questions = [
            _question(side, followed, SHARED, s, _left(order.heard, slot))
            for s, (side, order, slot) in enumerate(zip(sides, orders, slots, strict=True))
        ]
        answers = _ask(followed, questions)
        for side, order, slot, answer in zip(sides, orders, slots, answers, strict=True):
            _lost(side, followed, order, slot, answer)


def _left(heard: Heard, slot: Ints) -> Heard:
    """What is heard without one slot of each lane."""
    failed = np.arange(len(heard.looks))[:, None] == slot
    return Heard(*(np.where(failed, np.inf, delay) for delay in heard))


def _lost(side: Side, followed: Followed, order: Order, slot: Ints, answer: Floats) -> None:
    """Write the answer where the sensor had been heard before the area was known."""
    if not side.stations:
        return
    row, pair, _ = _own(side, followed.flight)
    lane, draw = np.arange(len(slot)), followed.draw
    begin = order.begin[slot, lane]
    place = side.teams.place[followed.chosen.station[slot, lane]]
    felt = np.isfinite(begin) & (begin < side.table.known[SHARED, pair, draw])
    put = np.where(felt, answer, side.table.without[place, row, draw])
    _put(side.table.without, (place, row, draw), put, side, followed)


def _passed(sides: Sequence[Side], followed: Followed) -> None:
    """When the party of each place on the way knows that the flight passes over it."""
    f = followed
    real = np.arange(len(f.draw)) < f.real
    for side in sides:
        row = np.where(real, side.row[f.flight], -1)
        known_passes(side.passes, side.teams, row, f.draw, f.arc, f.chosen, side.table.known)


def _tables(sides: Sequence[Side], followed: Followed) -> None:
    """What every team knows of the impact: its first track, the area, the size of the ellipse."""
    since = np.asarray(followed.chosen.gathered.since)
    draw = followed.draw
    for s, side in enumerate(sides):
        row, _, _ = _own(side, followed.flight)
        heards = []
        for t in range(len(side.listeners)):
            team = np.full(len(draw), t)
            heard = side.teams.heard(team, followed.chosen.station, draw)
            heards.append(heard)
            first = np.min(since + np.minimum(*heard), axis=0)
            _put(side.table.first, (t, row, draw), first, side, followed)
            questions = [
                Question(
                    heard, side.teams.recognition[t, draw], np.full(len(draw), level), np.int64(s)
                )
                for level in LEVELS
            ]
            for level, answer in enumerate(_ask(followed, questions)):
                _put(side.table.area, (t, level, row, draw), answer, side, followed)
        area = jax.tree.map(lambda a, s=s: a[s], followed.areas)
        stacked = jax.tree.map(lambda *a: np.stack(a), *heards)
        sizes = np.asarray(spread(area, followed.arc, followed.chosen.gathered, stacked, TIMES))
        for t, i in np.ndindex(sizes.shape[:2]):
            _put(side.table.spread, (t, i, row, draw), sizes[t, i], side, followed)
