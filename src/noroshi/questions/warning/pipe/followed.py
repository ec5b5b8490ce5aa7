"""Tracks of all postures, each flight in each posture found again where nothing has changed."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.kept import Aside, digest_or_own, kept_each
from noroshi.questions.warning.pipe.records import TrackTable
from noroshi.questions.warning.pipe.sides import (
    LEVELS,
    NOT_FOLLOWED,
    TIMES,
    CommonGround,
    PostureRun,
)
from noroshi.questions.warning.pipe.slots import Followers, first_to_hold, followers
from noroshi.questions.warning.pipe.told import KNOWLEDGE, Singles
from noroshi.questions.warning.pipe.track import Again, track
from noroshi.tracking.localisation import RANKS

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
_TOGETHER = 96
"""Flights that are followed together."""
World = tuple[CommonGround, Sequence[PostureRun]]
"""What all postures have in common, and each of them."""


class FlightTracks(NamedTuple):
    """The rows of one flight in a `TrackTable`; in worlds that are changed only `known`."""

    first: Singles
    """(team, draw)."""
    area: Singles
    """(team, level, draw)."""
    spread: Singles
    """(team, time, draw)."""
    known: Singles
    """(knowledge, pair of the flight, draw); in changed worlds of the impact alone, (1, draw)."""
    failing: NDArray[np.int16]
    """(rank, draw)."""
    failed: Singles


class AimedFlight(NamedTuple):
    """One flight as one posture faces it."""

    party: int
    """Of the place at which it comes down."""
    impact: int
    """Which of its pairs that is."""
    teams: tuple[Any, ...]
    """What every team goes by, and what it hears of each station that ever follows the flight."""
    passes: tuple[Floats | Ints, ...]
    """Pairs, parties, places, radii and times of its passes."""


class FlightAlone(NamedTuple):
    """All that what teams of one posture know of one flight depends on; without stations that never
    follow it, and those of other postures, whose looks none of them hears."""

    which: Aside[tuple[int, int]]
    """The flight, and the posture."""
    motion: tuple[Floats, ...]
    """State at burn-out, burn time, flight time and echo in each draw."""
    stations: tuple[Any, ...]
    """Numbers of those that follow it, and when they begin to hold it, in each world; inf in draws
    in which they do not follow it, also since others do."""
    faced: AimedFlight


def followed(worlds: Sequence[World], told: Callable[[str, float], None]) -> list[list[TrackTable]]:
    """The table of every posture in every world.

    Args:
        worlds: the declared one, and those in which some sensors look otherwise: of these only what
            is said in `Again`.
        told: who is told of progress.
    """
    tables, alone = _nobody_knows(worlds), _alone(worlds)
    total, done = sum(np.count_nonzero(side.row >= 0) for side in worlds[0][1]), 0.0
    # Some at a time, since what is found of them stands beside the tables until it is put there.
    while flights := list(islice(alone, _TOGETHER * len(worlds[0][1]))):
        share = len(flights) / total
        tell = partial(_tell_part, told, done, share)
        common = Aside((worlds, tell))
        found = kept_each("tracks", _follow, common, flights, records=(FlightTracks,))
        for one, rows in zip(flights, found, strict=True):
            flight, posture = one.which.value
            for (_, sides), some, part in zip(worlds, tables, rows, strict=True):
                _put(sides[posture], some[posture], flight, part)
        done += share
    return tables


def _tell_part(
    told: Callable[[str, float], None], done: float, share: float, stage: str, part: float
) -> None:
    """Tell of a part's progress as one of the whole's."""
    told(stage, done + share * part)


def _alone(worlds: Sequence[World]) -> Iterator[FlightAlone]:
    """Every flight of every posture by itself."""
    commons, sides = [common for common, _ in worlds], worlds[0][1]
    common = commons[0]
    told = [_of_stations(c) for c in commons]
    heard = [_of_teams(side) for side in sides]
    every = followers([(c.groups, c.since) for c in commons]) if common.groups else None
    own = [np.isin(np.arange(len(common.since)), side.stations) for side in sides]
    for f in range(common.since.shape[1]):
        since = _since(every, f, (len(commons), len(common.since), common.since.shape[2]))
        ever = np.isfinite(since).any(axis=(0, -1))
        motion = (
            common.state[:, f],
            common.burn_time[f],
            common.flight_time[f],
            common.cross_section[f],
        )
        for posture, (side, hears, mine) in enumerate(zip(sides, heard, own, strict=True)):
            if side.row[f] >= 0:
                held = np.flatnonzero(ever & mine)
                numbers = [[of[s] for s in held.tolist()] for of in told]
                yield FlightAlone(
                    which=Aside((f, posture)),
                    motion=motion,
                    stations=(numbers, since[:, held]),
                    faced=_aimed(side, hears, f, held),
                )


def _since(every: Followers | None, flight: int, shape: tuple[int, int, int]) -> Floats:
    """When each station that follows a flight began to hold it, in each world.

    Returns:
        (world, station, draw) [s], of the shape that is given; inf where it does not follow it, or
        never holds it.
    """
    if every is None:
        return np.full(shape, np.inf)
    since = every.since[:, flight]
    mine = [
        np.where(picked[:, world], since[world].T, np.inf).T
        for picked, world in zip(first_to_hold(every, since), every.world, strict=True)
    ]
    return np.reshape(mine, shape)


def _of_stations(common: CommonGround) -> dict[int, Any]:
    """Numbers of each station that follows what coasts, told by a digest."""
    return {
        station: digest_or_own(
            group.looks.kind,
            group.looks.table[place],
            group.looks.cuts,
            group.looks.interval[place],
        )
        for group in common.groups
        for place, station in enumerate(group.stations.tolist())
    }


class TeamsHear(NamedTuple):
    """What teams of one posture go by, told by digests."""

    rules: str
    """Of all that is asked whatever the stations."""
    stations: tuple[str, ...]
    """Of what each team hears of each station."""


def _of_teams(side: PostureRun) -> TeamsHear:
    teams = side.teams
    rules = digest_or_own(
        teams.recognition,
        teams.wanted,
        teams.reentry,
        [rule.area_radius for rule in side.rules],
        len(side.listeners),
        len(side.stations),
    )
    sender = np.zeros((0, *teams.looks.shape[:2])) if teams.sender is None else teams.sender
    return TeamsHear(
        rules,
        tuple(
            digest_or_own(
                teams.looks[:, s], teams.tracks[:, s], sender[..., s], int(teams.place[s])
            )
            for s in range(teams.looks.shape[1])
        ),
    )


def _aimed(side: PostureRun, heard: TeamsHear, flight: int, held: Ints) -> AimedFlight:
    row = side.row[flight]
    pairs, passes = _pairs(side, row), side.passes
    mine = slice(*np.searchsorted(passes.flight, [row, row + 1]))
    impact = side.impact_pair[row]
    return AimedFlight(
        party=int(side.party[side.pairs.receiver[impact]]),
        impact=int(np.searchsorted(pairs, impact)),
        teams=(heard.rules, [heard.stations[s] for s in held]),
        passes=(
            np.searchsorted(pairs, passes.pair[mine]),
            passes.party[mine],
            passes.place[mine],
            passes.radius[mine],
            passes.time[mine],
        ),
    )


def _pairs(side: PostureRun, row: int) -> Ints:
    """The pairs of a flight."""
    return np.flatnonzero(side.pairs.flight == row)


def _follow(
    at: Aside[tuple[Sequence[World], Callable[[str, float], None]]], flights: Sequence[FlightAlone]
) -> list[list[FlightTracks]]:
    """What teams know of some flights in some postures, in each world."""
    worlds, told = at.value
    asked = [alone.which.value for alone in flights]
    which, at_row = np.unique([flight for flight, _ in asked], return_inverse=True)
    postures = sorted({posture for _, posture in asked})
    mine = np.zeros((len(which), len(worlds[0][1])), dtype=bool)
    mine[at_row, [posture for _, posture in asked]] = True
    # Who is not asked about a flight is a stranger to it.
    some = [
        (
            _of_flights(common, which),
            [
                replace(sides[p], row=np.where(mine[:, p], sides[p].row[which], -1))
                for p in postures
            ],
        )
        for common, sides in worlds
    ]
    (common, sides), *changed = [
        (own, [replace(side, table=table) for side, table in zip(sides, tables, strict=True)])
        for (own, sides), tables in zip(some, _nobody_knows(some), strict=True)
    ]
    track(sides, common, told, [Again(sides, common) for common, sides in changed])
    every = [sides, *(sides for _, sides in changed)]
    return [
        [_row(sides[postures.index(posture)], row) for sides in every]
        for (_, posture), row in zip(asked, at_row.tolist(), strict=True)
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


def _row(side: PostureRun, flight: int) -> FlightTracks:
    row, table = side.row[flight], side.table
    if table.first.ndim == 1:
        parts = {name: getattr(table, name) for name in FlightTracks._fields}
        return FlightTracks(**{**parts, "known": table.known[:, row].copy()})
    return FlightTracks(
        table.first[:, row].copy(),
        table.area[:, :, row].copy(),
        table.spread[:, :, row].copy(),
        table.known[:, _pairs(side, row)],
        table.failing[:, row].copy(),
        table.failed[:, row].copy(),
    )


def _put(side: PostureRun, table: TrackTable, flight: int, part: FlightTracks) -> None:
    row = side.row[flight]
    if table.first.ndim == 1:
        table.known[:, row] = part.known
        return
    table.first[:, row] = part.first
    table.area[:, :, row] = part.area
    table.spread[:, :, row] = part.spread
    table.known[:, _pairs(side, row)] = part.known
    table.failing[:, row] = part.failing
    table.failed[:, row] = part.failed


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
