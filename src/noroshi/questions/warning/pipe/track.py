"""What every team knows of every flight's end, in every draw."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import jax
import numpy as np
from numpy.typing import NDArray

from noroshi.motion.chunks import in_threads
from noroshi.questions.warning.pipe.ask import ask
from noroshi.questions.warning.pipe.passing import PassView, known_passes
from noroshi.questions.warning.pipe.sides import LEVELS, TIMES, CommonGround, PostureRun
from noroshi.questions.warning.pipe.slots import Chosen, choose
from noroshi.questions.warning.pipe.told import KNOWLEDGE, SHARED
from noroshi.tracking.available import ReportingLatency
from noroshi.tracking.coast_arc import CoastArc, coast_arc
from noroshi.tracking.impact_disc import impact_disc, probability_in_disc
from noroshi.tracking.localisation import LocalisationQuestion, ellipse_radius, time_localised
from noroshi.world import Draws

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
LANES = 128
"""Flights and draws that are followed together."""
RANKS = 3
"""Of the sensors that a party hears first, so many are let fail, one at a time. Whoever comes later
finds the area known, or all but known."""


class Again(NamedTuple):
    """The same postures with some stations changed: of them it is told only when each impact's own
    party knows of it, with what is shared; all else stays as if nobody ever knew."""

    sides: Sequence[PostureRun]
    """One a posture, in the order of the unchanged ones."""
    world: CommonGround


@dataclass(frozen=True)
class FollowedCoast:
    """Some lanes, as the sensors that hold them first follow them."""

    flight: Ints
    """(lane,)."""
    draw: Ints
    real: int
    """Lanes that count; the rest fill up."""
    arc: CoastArc
    chosen: Chosen
    areas: Any
    """The disc about the impact, by the rule of its place's party; one a side."""
    area: Ints
    """Which of the areas is each side's, (side, lane): the first's where they are alike."""

    @property
    def end(self) -> Floats:
        """When each comes down, (lane,) [s]."""
        end: Floats = np.asarray(self.arc.start) + np.asarray(self.arc.length)
        return end


def track(
    sides: Sequence[PostureRun],
    world: CommonGround,
    draws: Draws,
    told: Callable[[str, float], None],
    again: Sequence[Again] = (),
) -> None:
    """Fill the tables of all sides, and of variants what is said in `Again`."""
    worlds = (world, *(variant.world for variant in again))
    if not world.groups or not any(np.isfinite(w.since).any() for w in worlds):
        return
    items, done = list(_lanes(world.since.shape[1], draws.count)), 0

    def work(item: tuple[Ints, Ints, int]) -> None:
        nonlocal done
        followed = _follow(world, sides, *item)
        _warned(sides, followed, tuple(range(len(KNOWLEDGE))))
        for answer in (_failing, _passed, _tables):
            answer(sides, followed)
        for variant in again:
            _warned(variant.sides, _follow_again(variant, followed), (SHARED,))
        done += 1
        told("tracking", done / len(items))

    in_threads(work, items)


def _lanes(flights: int, draws: int) -> Iterator[tuple[Ints, Ints, int]]:
    """Flight and draw of each lane, chunk by chunk, and how many count."""
    total = flights * draws
    for start in range(0, total, LANES):
        lane = np.minimum(np.arange(start, start + LANES), total - 1)
        yield lane // draws, lane % draws, min(LANES, total - start)


def _follow(
    world: CommonGround, sides: Sequence[PostureRun], flight: Ints, draw: Ints, real: int
) -> FollowedCoast:
    coast = coast_arc(
        world.state[:, flight, draw],
        world.burn_time[flight, draw],
        world.flight_time[flight, draw],
    )
    since, section = world.since[:, flight, draw], world.cross_section[flight, draw]
    chosen = choose(world.groups, since, draw, coast, section)
    reentry, radius = np.stack([_rule(side, flight, draw) for side in sides], axis=1)
    areas = [impact_disc(coast, *rule) for rule in zip(reentry, radius, strict=True)]
    alike = (reentry == reentry[0]) & (radius == radius[0])
    stacked = jax.tree.map(lambda *a: np.stack(a), *areas)
    which = np.where(alike, 0, np.arange(len(sides))[:, None])
    return FollowedCoast(flight, draw, real, coast, chosen, stacked, which)


def _follow_again(variant: Again, followed: FollowedCoast) -> FollowedCoast:
    """The same lanes, as the stations of a variant follow them."""
    world, flight, draw = variant.world, followed.flight, followed.draw
    since, section = world.since[:, flight, draw], world.cross_section[flight, draw]
    return replace(followed, chosen=choose(world.groups, since, draw, followed.arc, section))


def _rule(side: PostureRun, flight: Ints, draw: Ints) -> tuple[Floats, Floats]:
    """What re-entry adds and the radius of the area, by the rule of each lane's aim, (lane,)."""
    _, _, party = _own(side, flight)
    radius = np.array([rule.area_radius for rule in side.rules])[party]
    return side.teams.reentry[2 * party, draw], radius


def _own(side: PostureRun, flight: Ints) -> tuple[Ints, Ints, Ints]:
    """Row and pair of the impact of each lane, and the party of its place; of strangers any."""
    row = np.maximum(side.row[flight], 0)
    pair = side.impact_pair[row]
    return row, pair, side.party[side.pairs.receiver[pair]]


def _put(
    table: Floats,
    index: tuple[Ints, ...],
    values: Floats,
    side: PostureRun,
    followed: FollowedCoast,
) -> None:
    """Write values (..., lane) at the lanes' places in the table's last axes, where lanes count and
    are the side's own."""
    mine = np.flatnonzero(side.row[followed.flight[: followed.real]] >= 0)
    there: tuple[Any, ...] = (..., *(places[mine] for places in index))
    table[there] = values[..., mine]


def _ask(followed: FollowedCoast, postures: list[list[LocalisationQuestion]]) -> list[list[Floats]]:
    """When each side's questions are answered, (lane,) each."""
    f = followed

    def answer(rows: LocalisationQuestion, count: int) -> Any:
        return time_localised(probability_in_disc, f.areas, f.arc, f.chosen.gathered, rows, count)

    return ask(answer, postures, np.asarray(f.chosen.gathered.custody_start), f.end)


def _warned(sides: Sequence[PostureRun], followed: FollowedCoast, which: tuple[int, ...]) -> None:
    """When the party of each flight's aim knows that it comes down there, alone or shared."""
    questions = [
        [_question(side, followed, knowledge, s) for knowledge in which]
        for s, side in enumerate(sides)
    ]
    for side, answers in zip(sides, _ask(followed, questions), strict=True):
        _, pair, _ = _own(side, followed.flight)
        for knowledge, answer in zip(which, answers, strict=True):
            _put(side.table.known[knowledge], (pair, followed.draw), answer, side, followed)


def _question(
    side: PostureRun,
    followed: FollowedCoast,
    knowledge: int,
    number: int,
    heard: ReportingLatency | None = None,
) -> LocalisationQuestion:
    """By the rule of the party that the flight comes down on."""
    _, _, party = _own(side, followed.flight)
    team, draw = 2 * party + knowledge, followed.draw
    return LocalisationQuestion(
        side.teams.heard(team, followed.chosen.station, draw) if heard is None else heard,
        side.teams.recognition[team, draw],
        side.teams.wanted[team, draw],
        followed.area[number],
        np.arange(len(draw)),
    )


class Order(NamedTuple):
    """In which order one side's own party hears the sensors that follow each lane."""

    heard: ReportingLatency
    begin: Floats
    """When it first hears of each, (slot, lane) [s]; inf = never."""
    slots: Ints
    """(rank, lane)."""


def _order(side: PostureRun, followed: FollowedCoast) -> Order:
    _, _, party = _own(side, followed.flight)
    heard = side.teams.heard(2 * party + SHARED, followed.chosen.station, followed.draw)
    begin = np.asarray(followed.chosen.gathered.custody_start) + heard.soonest
    return Order(heard, begin, np.argsort(begin, axis=0, kind="stable"))


def _failing(sides: Sequence[PostureRun], followed: FollowedCoast) -> None:
    """When a party knows by what is shared, if one of the sensors that it hears first failed."""
    for side in sides:
        row, pair, _ = _own(side, followed.flight)
        whole = side.table.known[SHARED, pair, followed.draw]
        every = np.broadcast_to(whole, (len(side.stations), len(whole)))
        _put(side.table.without, (row, followed.draw), every, side, followed)
    orders = [_order(side, followed) for side in sides]
    ranks = range(min(RANKS, len(followed.chosen.station)))
    questions = [
        [
            _question(side, followed, SHARED, s, _left(side, followed, order, order.slots[rank]))
            for rank in ranks
        ]
        for s, (side, order) in enumerate(zip(sides, orders, strict=True))
    ]
    everything = _ask(followed, questions)
    for side, order, answers in zip(sides, orders, everything, strict=True):
        for rank, answer in zip(ranks, answers, strict=True):
            _lost(side, followed, order, order.slots[rank], answer)


def _felt(side: PostureRun, followed: FollowedCoast, order: Order, slot: Ints) -> NDArray[np.bool_]:
    """Where the sensor had been heard before the area was known, (lane,)."""
    _, pair, _ = _own(side, followed.flight)
    begin = order.begin[slot, np.arange(len(slot))]
    whole = side.table.known[SHARED, pair, followed.draw]
    return np.asarray(np.isfinite(begin) & (begin < whole))


def _left(side: PostureRun, followed: FollowedCoast, order: Order, slot: Ints) -> ReportingLatency:
    """What is heard without one slot of each lane; nothing where it would not be felt."""
    failed = np.arange(len(order.begin))[:, None] == slot
    failed |= ~_felt(side, followed, order, slot)
    return order.heard.without(failed)


def _lost(
    side: PostureRun, followed: FollowedCoast, order: Order, slot: Ints, answer: Floats
) -> None:
    """Write the answer where the sensor is felt."""
    if not side.stations:
        return
    row, draw = _own(side, followed.flight)[0], followed.draw
    place = side.teams.place[followed.chosen.station[slot, np.arange(len(slot))]]
    felt = _felt(side, followed, order, slot)
    put = np.where(felt, answer, side.table.without[place, row, draw])
    _put(side.table.without, (place, row, draw), put, side, followed)


def _passed(sides: Sequence[PostureRun], followed: FollowedCoast) -> None:
    """When the party of each place on the way knows that the flight passes over it."""
    f = followed
    real = np.arange(len(f.draw)) < f.real
    views = [
        PassView(side.passes, side.teams, np.where(real, side.row[f.flight], -1), side.table.known)
        for side in sides
    ]
    known_passes(views, f.draw, f.arc, f.chosen, f.end)


def _tables(sides: Sequence[PostureRun], followed: FollowedCoast) -> None:
    """What every team knows of the impact: its first track, the area, the size of the ellipse."""
    asked = [
        [
            [_of_team(side, followed, t, s, level) for t in range(len(side.listeners))]
            for level in LEVELS
        ]
        for s, side in enumerate(sides)
    ]
    gathered = followed.chosen.gathered

    def sizes(rows: LocalisationQuestion, count: int) -> Any:
        return ellipse_radius(followed.areas, followed.arc, gathered, rows, TIMES, count)

    since = np.asarray(gathered.custody_start)
    every = _ask(followed, [[q for level in mine for q in level] for mine in asked])
    teams = [mine[0] for mine in asked]
    spreads = ask(sizes, teams, since, followed.end, (len(TIMES),))
    late = TIMES[:, None] > followed.end
    for side, mine, answers, radii in zip(sides, teams, every, spreads, strict=True):
        index = (_own(side, followed.flight)[0], followed.draw)
        for t, question in enumerate(mine):
            first = np.min(since + question.latency.soonest, axis=0)
            _put(side.table.first[t], index, first, side, followed)
            _put(side.table.spread[t], index, np.where(late, np.nan, radii[t]), side, followed)
        for k, answer in enumerate(answers):
            level, t = divmod(k, len(mine))
            _put(side.table.area[t, level], index, answer, side, followed)


def _of_team(
    side: PostureRun, followed: FollowedCoast, team: int, number: int, level: float
) -> LocalisationQuestion:
    """What one team wants to know of each lane's impact."""
    draw = followed.draw
    return LocalisationQuestion(
        side.teams.heard(np.full(len(draw), team), followed.chosen.station, draw),
        side.teams.recognition[team, draw],
        np.full(len(draw), level),
        followed.area[number],
        np.arange(len(draw)),
    )
