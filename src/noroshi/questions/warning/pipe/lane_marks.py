"""Marks of all that what teams know of a flight in a draw depends on: as long as they stay, so does
what was found.

Reckoned for all flights and draws at once, since a digest of each would take as long as the answer.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from noroshi.kept.digest import digest
from noroshi.questions.warning.pipe.sides import CommonGround, PostureRun
from noroshi.questions.warning.pipe.slots import first_to_hold, followers
from noroshi.questions.warning.pipe.told import Times
from noroshi.sensing import Sensor

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Marks = NDArray[np.uint64]
"""Two numbers of 64 bits each, along the last axis."""
_SEEDS: Final = np.array([0x243F6A8885A308D3, 0x13198A2E03707344], dtype=np.uint64)
World = tuple[CommonGround, Sequence[PostureRun]]
"""What all postures have in common, and each of them."""


def lane_marks(worlds: Sequence[World]) -> list[Marks]:
    """A mark of each flight and draw for each posture, (flight, draw, 2).

    Two are alike where the flight moves alike, the teams go by the same rules and ask of the same
    places, and each station that follows it in this draw, of the posture's own, measures alike,
    begins to hold it at the same time and is heard with the same delay, in each of the worlds. What
    other draws, other flights and stations that do not follow it are like does not count.
    """
    commons, sides = [common for common, _ in worlds], worlds[0][1]
    common = commons[0]
    moved = _marked(
        np.broadcast_to(_SEEDS, (*common.burn_time.shape, 2)),
        np.moveaxis(common.state, 0, -1),
        *(of[..., None] for of in (common.burn_time, common.flight_time, common.cross_section)),
    )
    found, heard = [_asked_of(side, moved) for side in sides], [_heard(side) for side in sides]
    for since, numbers in zip(_since(commons), map(_numbers, commons), strict=True):
        for number, side in enumerate(sides):
            mine, stations = found[number].reshape(-1, 2), _mixed(heard[number] ^ numbers)
            for station in side.stations:
                when = since(station)
                at = np.flatnonzero(np.isfinite(when))
                mine[at] += _marked(stations[station][at % stations.shape[1]], when[at, None])
            found[number] = _mixed(found[number])
    return found


def kinds_of(common: CommonGround, side: PostureRun) -> tuple[type[Sensor], ...]:
    """The kinds of a posture's stations that follow what coasts, whose code may be another's: marks
    go by their names alone."""
    mine = [g.looks.kind for g in common.groups if np.isin(g.stations, side.stations).any()]
    return tuple(dict.fromkeys(mine))


def _asked_of(side: PostureRun, moved: Marks) -> Marks:
    """Of all that counts but stations."""
    teams, passes, pairs = side.teams, side.passes, side.pairs
    rules = np.concatenate([teams.recognition, teams.wanted, teams.reentry]).T
    always = (
        [rule.area_radius for rule in side.rules],
        len(side.listeners),
        bool(side.stations),
        side.every_team,
    )
    of_draw = _marked(np.broadcast_to(_of_digest(digest(always)), (len(rules), 2)), rules)
    row = np.maximum(side.row, 0)
    begin, end = (np.searchsorted(passes.flight, row, side=way) for way in ("left", "right"))
    impact, place = side.impact_pair[row], _place_of(pairs.flight)
    aim = np.stack([side.party[pairs.receiver[impact]], place[impact], end - begin], axis=-1)
    found = _marked(moved, of_draw, aim[:, None])
    asked = np.column_stack([place[passes.pair], passes.party, passes.place, passes.radius])
    for rank in range(int(np.max(end - begin, initial=0))):
        has = np.flatnonzero(end - begin > rank)
        which = begin[has] + rank
        of_pass = _marked(np.broadcast_to(_SEEDS, (len(has), 2)), asked[which])
        found[has] = _marked(found[has], of_pass[:, None], passes.time[which][..., None])
    return found


def _place_of(flight: Ints) -> Ints:
    """Where each pair stands among those of its flight."""
    order = np.argsort(flight, kind="stable")
    ordered = flight[order]
    found = np.empty_like(order)
    found[order] = np.arange(len(order)) - np.searchsorted(ordered, ordered)
    return found


def _heard(side: PostureRun) -> Marks:
    """Of what all teams hear of each station, (station, draw, 2)."""
    teams, (stations, draws) = side.teams, side.teams.looks.shape[1:]
    parts: list[NDArray[Any]] = [np.moveaxis(teams.looks, 0, -1), np.moveaxis(teams.tracks, 0, -1)]
    if teams.sender is not None:
        parts.append(teams.sender.reshape(-1, stations).T[:, None])
    return _marked(
        np.broadcast_to(_SEEDS, (stations, draws, 2)), *parts, teams.place[:, None, None]
    )


def _numbers(common: CommonGround) -> Marks:
    """Of how each station measures, (station, draw, 2); of those that follow nothing, the same."""
    found = np.zeros((len(common.since), common.since.shape[2], 2), dtype=np.uint64)
    for group in common.groups:
        kind = group.looks.kind
        form = _of_digest(digest(group.looks.cuts, f"{kind.__module__}.{kind.__qualname__}"))
        found[group.stations] = _marked(
            np.broadcast_to(form, (*group.looks.interval.shape, 2)),
            group.looks.table,
            group.looks.interval[..., None],
        )
    return found


def _since(commons: Sequence[CommonGround]) -> Iterator[Callable[[int], Times]]:
    """When a station that follows a flight began to hold it, world by world.

    Of one station after the other, since all take as much memory as what is held of them.

    Returns:
        Of a station, (flight·draw,) [s]; inf where it does not follow it, or never holds it.
    """
    if not commons[0].groups:
        nothing = np.full(commons[0].burn_time.size, np.inf)
        yield from (lambda _: nothing for _ in commons)
        return
    every = followers([(common.groups, common.since) for common in commons])
    since = every.since.reshape(len(every.since), -1)
    for picked, world in zip(first_to_hold(every, since), every.world, strict=True):
        yield partial(_followed_since, since, picked, world)


def _followed_since(since: Times, picked: NDArray[np.bool_], world: Ints, station: int) -> Times:
    """Of one station of a world, (lane,); see `first_to_hold`."""
    return np.where(picked[:, world[station]], since[world[station]], np.inf)


def _of_digest(told: str) -> Marks:
    return np.frombuffer(bytes.fromhex(told)[:16], dtype="<u8").astype(np.uint64)


def _marked(found: Marks, *parts: NDArray[Any]) -> Marks:
    """Marks that also tell of some parts: of other marks, or of numbers along the last axis."""
    for part in parts:
        if part.dtype == np.uint64:
            found = _mixed(found ^ part)
            continue
        for column in np.moveaxis(part, -1, 0):
            bits = np.ascontiguousarray(column, dtype=np.float64).view(np.uint64)
            found = _mixed(found ^ bits[..., None])
    return found


def _mixed(marks: Marks) -> Marks:
    """Other marks, one for each, in which every bit counts.

    Source: the finaliser of Steele, Lea and Flood, Fast splittable pseudorandom number generators,
    OOPSLA 2014.
    """
    x = marks + np.uint64(0x9E3779B97F4A7C15)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        x ^= x >> np.uint64(shift)
        x *= np.uint64(factor)
    x ^= x >> np.uint64(31)
    return x
