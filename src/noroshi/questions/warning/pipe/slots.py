"""For each flight and draw, the sensors that hold it first, drawn up in columns.

Of some twenty radars a few tell where a flight comes down before the others rise on it. So each
flight is followed by those that hold it first, a fixed number of each owner's and kind's: what
later ones would add comes after the area is known.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import jax
import numpy as np
from numpy.typing import NDArray

from noroshi.earth.sight import Site
from noroshi.sensing import Sensor, SensorArray
from noroshi.tracking.coast_arc import CELLS, CoastArc
from noroshi.tracking.information import SensorInformation, look_information
from noroshi.world import Draws

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
MOST = 5
"""Sensors of one owner and kind that follow one flight in one draw."""


class StationGroup(NamedTuple):
    """Stations whose parameters have one form, drawn and stacked: (station, draw, ...)."""

    kind: type[Sensor]
    stations: Ints
    """Which of all stations they are."""
    owners: tuple[Ints, ...]
    """Places in `stations` of each owner's."""
    tables: Any
    """Parameters, measurement model and interval."""


class Chosen(NamedTuple):
    """What follows some lanes."""

    station: Ints
    """Which of all stations, (lane, slot)."""
    used: NDArray[np.bool_]
    """Whether they follow it in each world, (world, lane, slot)."""
    gathered: SensorInformation


class Followers(NamedTuple):
    """What follows flights in one of several worlds: all stations, and again those that look
    otherwise in another world."""

    groups: tuple[StationGroup, ...]
    """`stations` counts followers; of no owners."""
    station: Ints
    """Which of all stations each is, (follower,)."""
    since: Floats
    """When each begins to hold each flight, (follower, ...) [s]; inf = never."""
    owners: tuple[Ints, ...]
    """Stations of one owner and kind."""
    world: Ints
    """Which follower each station is in each world, (world, station)."""


def groups(
    stations: Sequence[tuple[Sensor, Site]],
    posture: SensorArray,
    draws: Draws,
) -> tuple[StationGroup, ...]:
    """All stations by the form of their parameters.

    Args:
        stations: with their places.
        posture: the same, ready to be looked with.
        draws: gives each estimate's values.
    """
    forms: dict[Any, list[int]] = {}
    tables = []
    for i, ((sensor, site), post) in enumerate(zip(stations, posture.sensors, strict=True)):
        tables.append((post.parameters, sensor.measurement_model(site, draws), post.interval))
        forms.setdefault((type(sensor), jax.tree.structure(tables[i])), []).append(i)
    return tuple(
        StationGroup(
            kind,
            np.array(members),
            _by_owner([stations[i][0].owner for i in members]),
            _stacked([tables[i] for i in members], draws.count),
        )
        for (kind, _), members in forms.items()
    )


def _by_owner(owners: Sequence[str]) -> tuple[Ints, ...]:
    names = np.array(owners)
    return tuple(np.flatnonzero(names == owner) for owner in dict.fromkeys(owners))


def _stacked(tables: list[Any], draws: int) -> Any:
    """(station, draw, ...) of leaves (..., draw) or (..., 1); shorter lists of alternatives are
    filled up by repeating the last, which changes nothing (see `Sensor`)."""

    def stack(*leaves: Any) -> Floats:
        most = np.max([leaf.shape[:-1] for leaf in leaves], axis=0).astype(int)
        even = []
        for leaf in leaves:
            more = [(0, m - n) for m, n in zip(most, leaf.shape[:-1], strict=True)]
            filled = np.pad(leaf, [*more, (0, 0)], mode="edge")
            even.append(np.broadcast_to(filled, (*filled.shape[:-1], draws)))
        return np.ascontiguousarray(np.moveaxis(np.stack(even), -1, 1))

    return jax.tree.map(stack, *tables)


def followers(worlds: Sequence[tuple[Sequence[StationGroup], Floats]]) -> Followers:
    """The stations of all worlds together.

    Args:
        worlds: their stations, the same in the same order, and when each begins to hold each
            flight, (station, ...) [s]; inf = never.
    """
    (first, since), *others = worlds
    sides, groups, sinces = [np.arange(len(since))], list(first), [since]
    station = [np.arange(len(since))]
    for changed, theirs in others:
        own = np.arange(len(since))
        for group, old in zip(changed, first, strict=True):
            new = np.flatnonzero(_differ(group, old) | _any(theirs != since)[group.stations])
            which, count = group.stations[new], sum(map(len, station))
            own[which] = count + np.arange(len(new))
            station.append(which)
            sinces.append(theirs[which])
            tables = jax.tree.map(lambda a, n=new: a[n], group.tables)
            groups.append(StationGroup(group.kind, own[which], (), tables))
        sides.append(own)
    owners = tuple(group.stations[own] for group in first for own in group.owners)
    return Followers(
        tuple(groups), np.concatenate(station), np.concatenate(sinces), owners, np.stack(sides)
    )


def _differ(one: StationGroup, other: StationGroup) -> NDArray[np.bool_]:
    """Whose parameters differ between two worlds, (station,)."""
    pairs = zip(jax.tree.leaves(one.tables), jax.tree.leaves(other.tables), strict=True)
    none = np.zeros(len(one.stations), dtype=bool)
    differ = [_any(a != b) if a.shape == b.shape else ~none for a, b in pairs]
    return np.asarray(np.logical_or.reduce([none, *differ]))


def _any(what: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Whether anything holds in each row."""
    return np.asarray(what.reshape(len(what), -1).any(axis=1))


def choose(
    followers: Followers, since: Floats, draw: Ints, arc: CoastArc, cross_section: Floats
) -> Chosen:
    """The first to hold each lane, and what they gather.

    Args:
        followers: of all worlds.
        since: when each begins to hold each lane, (follower, lane) [s]; inf = never.
        draw: of each lane.
        arc: the coasts.
        cross_section: (lane,) [m²].
    """
    picked = np.zeros((len(followers.world), *since.shape), dtype=bool)
    for world, mark in zip(followers.world, picked, strict=True):
        for own in followers.owners:
            place = np.argsort(since[world[own]], axis=0, kind="stable")[:MOST]
            np.put_along_axis(mark, world[own][place], True, axis=0)
    picked &= np.isfinite(since)
    needed = np.asarray(picked.any(axis=0))
    slots = max(int(needed.sum(axis=0).max()), 1)
    slot = np.argsort(~needed, axis=0, kind="stable")[:slots]
    pair = np.cumsum(needed).reshape(needed.shape) - 1
    most = max(len(group.kind.channels) for group in followers.groups)
    rows = np.empty((needed.sum(), CELLS, most, 3))
    for group in followers.groups:
        place, lane = np.nonzero(needed[group.stations])
        parameters, measurement_model, interval = jax.tree.map(
            lambda a, p=place, d=draw[lane]: np.moveaxis(a[p, d], 0, -1), group.tables
        )
        which = group.stations[place]
        look_information(
            group.kind,
            arc,
            lane,
            parameters,
            measurement_model,
            interval,
            cross_section[lane],
            since[which, lane],
            rows,
            pair[which, lane],
        )
    held = np.where(needed, since, np.inf)
    begins, pairs = (np.take_along_axis(a, slot, axis=0).T.copy() for a in (held, pair))
    slope = np.ascontiguousarray(np.moveaxis(np.asarray(arc.slope), -1, 0))
    gathered = SensorInformation(rows, slope, pairs, begins)
    used = np.take_along_axis(picked, slot[None], axis=1)
    return Chosen(followers.station[slot].T, np.moveaxis(used, 1, 2), gathered)
