"""For each flight and draw, the sensors that hold it first, drawn up in columns.

Of some twenty radars a few tell where a flight comes down before the others rise on it. So each
flight is followed by those that hold it first, a fixed number of each owner's and kind's: what
later ones would add comes after the area is known.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.compiled import lean
from noroshi.earth.sight import Site
from noroshi.questions.warning.pipe.told import Times
from noroshi.sensing import Sensor, SensorArray
from noroshi.tracking.coast_arc import CoastArc
from noroshi.tracking.information import TOLD, SensorInformation, look_information
from noroshi.tracking.look_tables import LookTable, look_tables
from noroshi.world import Draws

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
MOST = 5
"""Sensors of one owner and kind that follow one flight in one draw."""
_TOGETHER = 1 << 14
"""Lanes whose sensors are picked at once: all of many draws take as much memory as what is held of
them."""


class StationGroup(NamedTuple):
    """Stations whose parameters have one form."""

    stations: Ints
    """Which of all stations they are."""
    owners: tuple[Ints, ...]
    """Places in `stations` of each owner's."""
    looks: LookTable


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
    since: Times
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
    tables = look_tables(
        [
            (type(sensor), post.parameters, sensor.measurement_model(site, draws), post.interval)
            for (sensor, site), post in zip(stations, posture.sensors, strict=True)
        ],
        draws.count,
    )
    return tuple(
        StationGroup(members, _by_owner([stations[i][0].owner for i in members]), looks)
        for members, looks in tables
    )


def _by_owner(owners: Sequence[str]) -> tuple[Ints, ...]:
    names = np.array(owners)
    return tuple(np.flatnonzero(names == owner) for owner in dict.fromkeys(owners))


def followers(worlds: Sequence[tuple[Sequence[StationGroup], Times]]) -> Followers:
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
            other = group.looks.differs(old.looks)
            new = np.flatnonzero(other | _any(theirs != since)[group.stations])
            which, count = group.stations[new], sum(map(len, station))
            own[which] = count + np.arange(len(new))
            station.append(which)
            sinces.append(theirs[which])
            groups.append(StationGroup(own[which], (), group.looks.of(new)))
        sides.append(own)
    owners = tuple(group.stations[own] for group in first for own in group.owners)
    # What is of one world alone is not copied: of many draws it takes a hundred megabytes.
    every = np.concatenate(sinces) if others else since
    return Followers(tuple(groups), np.concatenate(station), every, owners, np.stack(sides))


def _any(what: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Whether anything holds in each row."""
    return np.asarray(what.reshape(len(what), -1).any(axis=1))


def first_to_hold(followers: Followers, since: Times) -> NDArray[np.bool_]:
    """Which of the followers follow each lane in each world, (world, lane, follower).

    Args:
        followers: of all worlds.
        since: when each begins to hold each lane, (follower, lane) [s]; inf = never.
    """
    picked = np.zeros((len(followers.world), since.shape[1], len(since)), dtype=bool)
    ends = np.cumsum([len(own) for own in followers.owners])
    for first in range(0, since.shape[1], _TOGETHER):
        # One order, or the loop is compiled for two.
        some = since[:, first : first + _TOGETHER].astype(np.float64, order="C")
        _pick(some, first, followers.world, np.concatenate(followers.owners), ends, picked)
    return picked


def choose(
    followers: Followers, since: Times, draw: Ints, arc: CoastArc, cross_section: Floats
) -> Chosen:
    """The first to hold each lane, and what they gather.

    Args:
        followers: of all worlds.
        since: when each begins to hold each lane, (follower, lane) [s]; inf = never.
        draw: of each lane.
        arc: the coasts.
        cross_section: (lane,) [m²].
    """
    lanes, picked = since.shape[1], first_to_hold(followers, since)
    lane, follower = np.nonzero(picked.any(axis=0))
    count = np.bincount(lane, minlength=lanes)
    slot = np.arange(len(lane)) - np.repeat(np.cumsum(count) - count, count)
    some = lanes, max(int(count.max()), 1)
    station, pair = np.zeros((2, *some), dtype=np.int64)
    begins, used = np.full(some, np.inf), np.zeros((len(picked), *some), dtype=bool)
    station[lane, slot], pair[lane, slot] = followers.station[follower], np.arange(len(lane))
    begins[lane, slot], used[:, lane, slot] = since[follower, lane], picked[:, lane, follower]
    told = np.empty((len(lane), TOLD))
    for group in followers.groups:
        place = np.full(len(since), -1)
        place[group.stations] = np.arange(len(group.stations))
        mine = np.flatnonzero(place[follower] >= 0)
        which, where = follower[mine], lane[mine]
        look_information(
            group.looks,
            arc,
            place[which],
            draw[where],
            where,
            cross_section[where],
            since[which, where].astype(np.float64),
            told,
            mine,
        )
    slope = arc.slope.reshape(lanes, 3, -1)
    return Chosen(station, used, SensorInformation(told, slope, pair, begins))


@lean
def _pick(
    since: Floats, at: int, world: Ints, station: Ints, ends: Ints, picked: NDArray[np.bool_]
) -> None:
    """Mark those of each owner that hold each of some lanes first, in each world.

    Args:
        since: when each follower begins to hold each of these, (follower, some) [s]; inf = never.
        at: which of all lanes is the first of these.
        world: which follower each station is, (world, station).
        station: those of one owner after the other.
        ends: of each owner's in that.
        picked: (world, lane, follower), all false.
    """
    for some in range(since.shape[1]):
        lane = at + some
        for w in range(len(world)):
            begin = 0
            for end in ends:
                for _ in range(MOST):
                    first = -1
                    for i in range(begin, end):
                        one = world[w, station[i]]
                        before = np.inf if first < 0 else since[first, some]
                        if not picked[w, lane, one] and since[one, some] < before:
                            first = one
                    if first >= 0:
                        picked[w, lane, first] = True
                begin = end
