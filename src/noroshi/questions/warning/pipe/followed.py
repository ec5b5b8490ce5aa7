"""Tracks of all postures, flight by flight found again where nothing has changed for them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
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
from noroshi.questions.warning.pipe.slots import first_to_hold, followers
from noroshi.questions.warning.pipe.told import KNOWLEDGE, Singles
from noroshi.questions.warning.pipe.track import Again, track
from noroshi.tracking.localisation import RANKS

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
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
    """All that what teams know of one flight depends on; without stations that never follow it."""

    number: Aside[int]
    motion: tuple[Floats, ...]
    """State at burn-out, burn time, flight time and echo in each draw."""
    stations: tuple[Any, ...]
    """Which ever follow it, their numbers, and when they begin to hold it, in each world; inf in
    draws in which they do not follow it."""
    faced: tuple[AimedFlight | None, ...]
    """In each posture; None where it is none of its flights."""


def followed(worlds: Sequence[World], told: Callable[[str, float], None]) -> list[list[TrackTable]]:
    """The table of every posture in every world.

    Args:
        worlds: the declared one, and those in which some sensors look otherwise: of these only what
            is said in `Again`.
        told: who is told of progress.
    """
    flights = list(_alone(worlds))
    found = kept_each("tracks", _follow, Aside((worlds, told)), flights, records=(FlightTracks,))
    tables = _nobody_knows(worlds)
    for number, (flight, rows) in enumerate(zip(flights, found, strict=True)):
        for (_, sides), some, own in zip(worlds, tables, rows, strict=True):
            for side, table, part in zip(sides, some, own, strict=True):
                if part is not None:
                    _put(side, table, flight.number.value, part)
        found[number] = []  # so that all of them are not held twice
    return tables


def _alone(worlds: Sequence[World]) -> Iterator[FlightAlone]:
    """Every flight by itself."""
    commons, sides = [common for common, _ in worlds], worlds[0][1]
    common = commons[0]
    told = [_of_stations(c) for c in commons]
    heard = [_of_teams(side) for side in sides]
    since = _since(commons)
    ever: NDArray[np.bool_] = np.asarray(np.isfinite(since).any(axis=(0, -1)))
    for f in range(common.since.shape[1]):
        held = np.flatnonzero(ever[:, f])
        yield FlightAlone(
            number=Aside(f),
            motion=(
                common.state[:, f],
                common.burn_time[f],
                common.flight_time[f],
                common.cross_section[f],
            ),
            stations=(
                held,
                [[numbers[s] for s in held.tolist()] for numbers in told],
                since[:, held, f],
            ),
            faced=tuple(
                _aimed(side, hears, f, held) for side, hears in zip(sides, heard, strict=True)
            ),
        )


def _since(commons: Sequence[CommonGround]) -> Floats:
    """When each station that follows each flight began to hold it, in each world.

    Returns:
        (world, station, flight, draw) [s]; inf where it does not follow it, or never holds it.
    """
    shape = commons[0].since.shape
    if not commons[0].groups:
        return np.full((len(commons), *shape), np.inf)
    own = followers([(c.groups, c.since.reshape(len(c.since), -1)) for c in commons])
    picked = first_to_hold(own, own.since)
    mine = [
        np.where(p[:, world], own.since[world].T, np.inf).T
        for p, world in zip(picked, own.world, strict=True)
    ]
    return np.reshape(mine, (len(commons), *shape))


def _of_stations(common: CommonGround) -> dict[int, Any]:
    """Of each station that follows what coasts: owner, kind and numbers, told by a digest."""
    found: dict[int, Any] = {}
    for number, group in enumerate(common.groups):
        owner = {place: rank for rank, own in enumerate(group.owners) for place in own.tolist()}
        looks = group.looks
        for place, station in enumerate(group.stations.tolist()):
            numbers = looks.kind, looks.table[place], looks.cuts, looks.interval[place]
            found[station] = number, owner[place], digest_or_own(*numbers)
    return found


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


def _aimed(side: PostureRun, heard: TeamsHear, flight: int, held: Ints) -> AimedFlight | None:
    row = side.row[flight]
    if row < 0:
        return None
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
) -> list[list[list[FlightTracks | None]]]:
    """What teams know of some flights, in each world and posture."""
    worlds, told = at.value
    which = np.array([flight.number.value for flight in flights], dtype=np.int64)
    tables = _nobody_knows(worlds)
    (common, sides), *changed = [
        (
            _of_flights(common, which),
            [
                replace(side, row=side.row[which], table=table)
                for side, table in zip(sides, some, strict=True)
            ],
        )
        for (common, sides), some in zip(worlds, tables, strict=True)
    ]
    track(sides, common, told, [Again(sides, common) for common, sides in changed])
    every = [sides, *(sides for _, sides in changed)]
    return [
        [[_row(side, number) for side in sides] for sides in every] for number in range(len(which))
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


def _row(side: PostureRun, flight: int) -> FlightTracks | None:
    row, table = side.row[flight], side.table
    if row < 0:
        return None
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
