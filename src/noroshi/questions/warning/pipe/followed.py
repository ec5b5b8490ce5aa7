"""Tracks of all postures, each flight in each posture found again where nothing has changed."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.kept import Aside, kept_beside
from noroshi.questions.warning.pipe.lane_marks import Marks, World, kinds_of, lane_marks
from noroshi.questions.warning.pipe.records import TrackTable
from noroshi.questions.warning.pipe.sides import (
    LEVELS,
    NOT_FOLLOWED,
    SIZES,
    SPEEDS,
    TIMES,
    CommonGround,
    PostureRun,
)
from noroshi.questions.warning.pipe.told import KNOWLEDGE, Singles
from noroshi.questions.warning.pipe.track import Again, track
from noroshi.sensing import Sensor
from noroshi.tracking.localisation import RANKS

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
_TOGETHER = 96
"""Flights that are followed together."""
_BY_FLIGHT: Final = ("first", "area", "spread", "failing", "failed", "reached")
"""What a `TrackTable` tells of each flight."""


class KnownOfFlights(NamedTuple):
    """What teams of one posture know of some flights: rows of a `TrackTable`."""

    lanes: Marks
    """See `lane_marks`, (flight, draw, 2)."""
    first: Singles
    """(team, flight, draw)."""
    area: Singles
    """(team, level, flight, draw)."""
    spread: Singles
    """(team, time, flight, draw)."""
    known: Singles
    """(knowledge, pair of the flights, draw)."""
    failing: NDArray[np.int16]
    """(rank, flight, draw)."""
    failed: Singles
    reached: Singles
    """(informed, goal, flight, draw)."""
    pairs: Ints
    """How many each flight has, (flight,)."""
    changed: tuple[Singles, ...]
    """What is `known` of the impacts in each world that is changed, (1, flight, draw)."""


class FlightsAlone(NamedTuple):
    """All that what teams of one posture know of some flights depends on."""

    which: Aside[tuple[Ints, int]]
    """The flights, and the posture."""
    kinds: tuple[type[Sensor], ...]
    """Of its stations, whose code may be another's."""
    lanes: Marks
    """Of each flight in each draw."""


Asked = tuple[FlightsAlone, KnownOfFlights | None]
"""Some flights, and what was found of them before, in draws some of which may be others."""


def followed(
    worlds: Sequence[World], place: Any, told: Callable[[str, float], None]
) -> list[list[TrackTable]]:
    """The table of every posture in every world.

    Args:
        worlds: the declared one, and those in which some sensors look otherwise: of these only what
            is said in `Again`.
        place: what says of which flights and draws it is asked, whatever numbers are changed.
        told: who is told of progress.
    """
    tables, marks = _nobody_knows(worlds), lane_marks(worlds)
    (common, sides), total, done = worlds[0], worlds[0][0].since.shape[1], 0.0
    # Some at a time, since what is found of them stands beside the tables until it is put there.
    for start in range(0, total, _TOGETHER):
        some = np.arange(start, min(start + _TOGETHER, total))
        share = len(some) / total
        asked = [
            FlightsAlone(Aside((mine, posture)), kinds_of(common, side), marks[posture][mine])
            for posture, side in enumerate(sides)
            if len(mine := some[side.row[some] >= 0])
        ]
        found = kept_beside(
            "tracks",
            _follow,
            Aside((worlds, partial(_tell_part, told, done, share))),
            asked,
            [(place, one.which.value[1], start) for one in asked],
            records=(KnownOfFlights,),
        )
        for one, part in zip(asked, found, strict=True):
            flights, posture = one.which.value
            whole = np.ones(part.lanes.shape[:2], dtype=bool)
            _put(sides[posture], [of[posture] for of in tables], flights, part, whole)
        done += share
    return tables


def _tell_part(
    told: Callable[[str, float], None], done: float, share: float, stage: str, part: float
) -> None:
    """Tell of a part's progress as one of the whole's."""
    told(stage, done + share * part)


def _follow(
    at: Aside[tuple[Sequence[World], Callable[[str, float], None]]], asked: Sequence[Asked]
) -> list[KnownOfFlights]:
    """What teams know of some flights in some postures, in each world."""
    worlds, told = at.value
    every = [alone.which.value for alone, _ in asked]
    which = np.unique(np.concatenate([flights for flights, _ in every]))
    # Who is not asked about a flight is a stranger to it.
    some = [
        (
            _of_flights(common, which),
            [
                replace(sides[p], row=np.where(np.isin(which, flights), sides[p].row[which], -1))
                for flights, p in every
            ],
        )
        for common, sides in worlds
    ]
    tables, wanted = _nobody_knows(some), np.zeros((len(which), some[0][0].since.shape[2]), bool)
    for number, (alone, before) in enumerate(asked):
        (flights, posture), mine = every[number], [of[number] for of in tables]
        side, same = worlds[0][1][posture], np.zeros(alone.lanes.shape[:2], dtype=bool)
        if before is not None and _fits(before, _rows(side, mine, flights, alone.lanes)):
            same = (before.lanes == alone.lanes).all(axis=-1)
            _put(side, mine, flights, before, same)
        wanted[np.searchsorted(which, flights)] |= ~same
    (common, sides), *changed = [
        (own, [replace(side, table=table) for side, table in zip(sides, of, strict=True)])
        for (own, sides), of in zip(some, tables, strict=True)
    ]
    again = [Again(sides, common) for common, sides in changed]
    track(sides, common, told, again, wanted)
    return [
        _rows(worlds[0][1][p], [of[number] for of in tables], flights, asked[number][0].lanes)
        for number, (flights, p) in enumerate(every)
    ]


def _of_flights(common: CommonGround, which: Ints) -> CommonGround:
    return replace(
        common,
        since=common.since[:, which],
        state=common.state[:, which],
        burn_time=common.burn_time[which],
        flight_time=common.flight_time[which],
        cross_section=common.cross_section[which],
    )


def _pairs(side: PostureRun, flights: Ints) -> Ints:
    """The pairs of some flights."""
    return np.flatnonzero(np.isin(side.pairs.flight, side.row[flights]))


def _fits(before: KnownOfFlights, now: KnownOfFlights) -> bool:
    """Whether every number of what was found before has its place in what is asked now."""
    was, new = (
        [np.shape(getattr(one, name)) for name in one._fields[:-1]]
        + [part.shape for part in one.changed]
        for one in (before, now)
    )
    return was == new and np.array_equal(before.pairs, now.pairs)


def _rows(
    side: PostureRun, tables: Sequence[TrackTable], flights: Ints, lanes: Marks
) -> KnownOfFlights:
    """Of some flights what the tables of all worlds tell of one posture."""
    row, (table, *changed), pairs = side.row[flights], tables, _pairs(side, flights)
    return KnownOfFlights(
        lanes,
        **{name: getattr(table, name)[..., row, :] for name in _BY_FLIGHT},
        known=table.known[:, pairs],
        pairs=np.bincount(side.pairs.flight[pairs], minlength=len(side.impact_pair))[row],
        changed=tuple(other.known[:, row] for other in changed),
    )


def _put(
    side: PostureRun,
    tables: Sequence[TrackTable],
    flights: Ints,
    part: KnownOfFlights,
    where: NDArray[np.bool_],
) -> None:
    """Write into the tables of all worlds what is known of some flights in some draws.

    Args:
        side: the posture.
        tables: its own, one a world.
        flights: which of all.
        part: of these flights.
        where: in which draws, (flight, draw).
    """
    row, (table, *changed), pairs = side.row[flights], tables, _pairs(side, flights)
    parts = [(getattr(table, name), getattr(part, name)) for name in _BY_FLIGHT]
    parts += [(other.known, known) for other, known in zip(changed, part.changed, strict=True)]
    for whole, values in parts:
        whole[..., row, :] = np.where(where, values, whole[..., row, :])
    by_row = np.zeros((len(side.impact_pair), where.shape[1]), dtype=bool)
    by_row[row] = where
    mine = by_row[side.pairs.flight[pairs]]
    table.known[:, pairs] = np.where(mine, part.known, table.known[:, pairs])


def _nobody_knows(worlds: Sequence[World]) -> list[list[TrackTable]]:
    """Tables in which nobody knows anything yet; of worlds that are changed only `known`."""
    (_, declared), *changed = worlds
    return [
        [_told_of(side) for side in declared],
        *([_known_alone(side, 1, len(side.impact_pair)) for side in sides] for _, sides in changed),
    ]


def _told_of(side: PostureRun) -> TrackTable:
    teams, flights, draws = len(side.listeners), len(side.impact_pair), side.arrival.shape[1]
    return replace(
        _known_alone(side, len(KNOWLEDGE), len(side.arrival)),
        first=_never(teams, flights, draws),
        area=_never(teams, len(LEVELS), flights, draws),
        spread=_never(teams, len(TIMES), flights, draws),
        failing=np.full((RANKS, flights, draws), -1, dtype=np.int16),
        failed=_never(RANKS, flights, draws),
        sizes=SIZES,
        speeds=SPEEDS,
        reached=_never(1 + len(KNOWLEDGE), len(SIZES) + len(SPEEDS), flights, draws),
    )


def _known_alone(side: PostureRun, *shape: int) -> TrackTable:
    return replace(
        NOT_FOLLOWED,
        teams=tuple(listener.team for listener in side.listeners),
        levels=LEVELS,
        time=TIMES.copy(),
        known=_never(*shape, side.arrival.shape[1]),
    )


def _never(*shape: int) -> Singles:
    return np.full(shape, np.inf, dtype=np.float32)
