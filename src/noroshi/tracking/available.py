"""What a party has of a flight by a time: looks that add up, and tracks that are joined.

What each sensor measures (`information`) reaches a party after a delay. What the party measures
itself is added up; what it gets as others' tracks is joined by covariance intersection, one owner
after the other, which takes no more for granted than the better of the two (Julier & Uhlmann, Proc.
American Control Conference 1997). Only what one owner measures is added up before: tracks of two
owners may rest on the same reports.

The loops here work for one party and one flight, and are compiled.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.compiled import inlined, inner, within
from noroshi.shaped import Bool, Float, Int
from noroshi.tracking.coast_arc import CELLS, cell_of, edges
from noroshi.tracking.information import (
    ENTRIES,
    WIDE,
    AddUp,
    SensorInformation,
    add_cell,
    add_up,
    add_up_memory,
)

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
PRIOR = np.array([2e3, 2e3, 2e3, 5e3, 5e3, 5e3])
"""Known of any flight before a look, one standard deviation in units of `arc.UNIT`: 2,000 km and
5 km/s, so that a single look leaves no singular matrix."""
SHARES = (0.0, 0.5, 1.0)
"""Weights of another's track that covariance intersection tries."""
KNOWN = PRIOR**-2.0
"""The information of that."""
_EDGES = edges()


class ReportingLatency(NamedTuple):
    """Delays from a measurement to the teams it is reported to [s]; inf = never."""

    looks: Float[Any, "lane team sensor"]
    """Of its own sensors, and of those whose detections it gets."""
    tracks: Float[Any, "lane team sensor"]
    """Of sensors whose owner passes on tracks."""
    sender: Bool[Any, "lane team sender sensor"]
    """Whose tracks they are, one row an owner who passes them on."""

    @property
    def soonest(self) -> Float[Any, "lane team sensor"]:
        """The delay of whatever comes first of each sensor [s]; inf = nothing."""
        return np.minimum(self.looks, self.tracks)

    def without(self, silent: Bool[Any, "lane team sensor"]) -> "ReportingLatency":
        """Nothing of the sensors that are marked."""
        looks, tracks = (np.where(silent, np.inf, d) for d in (self.looks, self.tracks))
        return self._replace(looks=looks, tracks=tracks)


class Sources(NamedTuple):
    """What teams hear of one flight: their looks first, then the tracks of one sender after the
    other; all that comes from one sender after one delay is one source.

    A row is a team, or one that does without a sensor.
    """

    sum: Int[Any, "row source"]
    """Which of the sums it is."""
    delay: Float[Any, "row source"]
    """[s]."""
    sender: Int[Any, "row source"]
    """0 = looks, added to one's own; else whose tracks."""
    count: Int[Any, " row"]


class Sums(NamedTuple):
    """What some sensors gather of one flight together."""

    member: Bool[Any, "sum sensor"]
    total: Float[Any, "sum ends wide"]
    """As of `add_up`."""
    begin: Float[Any, " sum"]
    """When the first of them begins to hold the flight [s after launch]; inf = never."""
    last: Int[Any, " sum"]
    """The cell in which the last of them begins to hold it."""
    count: Int[Any, " one"]
    """How many there are."""


class Room(NamedTuple):
    """Memory that one flight's questions share."""

    sums: Sums
    memory: AddUp
    begin_cell: Int[Any, " sensor"]
    """The cell in which each sensor begins to hold the flight; -1 = never."""
    begin_told: Float[Any, "sensor wide"]
    """What its looks in that cell tell."""
    sources: Sources
    parts: Float[Any, "part wide"]
    """What has arrived, one a sender."""
    ways: Float[Any, "parts way part"]
    """Weights with which so many parts are joined; as many ways as `2**parts - 1`."""
    joined: Float[Any, " 21"]
    factor: Float[Any, " 21"]
    """Cholesky's of what is joined, with the inverse of its diagonal."""
    first: Float[Any, " 6"]
    """Derivatives divided by that factor."""
    second: Float[Any, " 6"]


def room(rows: int, sensors: int, senders: int) -> Room:
    """Memory for teams that ask about flights that so many sensors follow, where so many owners
    pass on tracks."""
    parts = 1 + senders
    ways = np.zeros((parts + 1, 2**parts - 1, parts))
    for n in range(1, parts + 1):
        weights = intersection_weights(n - 1)
        ways[n, : len(weights), 1:n] = weights
    most = rows, parts * sensors
    sums = (rows * parts + 1) * sensors
    return Room(
        Sums(
            np.zeros((sums, sensors), bool),
            np.zeros((sums, CELLS + 1, WIDE)),
            np.zeros(sums),
            np.zeros(sums, np.int64),
            np.zeros(1, np.int64),
        ),
        add_up_memory(),
        np.zeros(sensors, np.int64),
        np.zeros((sensors, WIDE)),
        Sources(
            np.zeros(most, np.int64),
            np.zeros(most),
            np.zeros(most, np.int64),
            np.zeros(rows, np.int64),
        ),
        np.zeros((parts, WIDE)),
        ways,
        np.zeros(ENTRIES),
        np.zeros(ENTRIES),
        np.zeros(6),
        np.zeros(6),
    )


def intersection_weights(others: int) -> Float[NDArray[np.float64], "way others"]:
    """The weights with which tracks of so many others are joined one after the other, (way, other).

    Each joins the next other's track with one of `SHARES` to what has been joined so far; where a
    track takes the place of all before it, those count nothing and are left at zero. Every way of
    joining some of the others is among them, so that one more never makes matters worse.
    """
    found: list[tuple[float, ...]] = [()]
    for _ in range(others):
        nothing = tuple(0.0 for _ in found[0])
        kept = [way for way in found if way != nothing]
        found = [
            *((*nothing, s) for s in SHARES),
            *((*way, s) for way in kept for s in SHARES if s < 1.0),
        ]
    return np.array(found)


@inner
def begin_flight(
    room: Room, information: SensorInformation, lane: int, start: float, length: float
) -> None:
    """Make ready for what is asked about one flight."""
    room.sums.count[0] = 0
    for sensor in range(len(room.begin_cell)):
        begins = information.custody_start[lane, sensor]
        room.begin_cell[sensor] = -1
        if np.isfinite(begins):
            cell = cell_of(min(max((begins - start) / length, 0.0), 1.0))
            room.begin_cell[sensor] = cell
            add_cell(information, lane, sensor, cell, room.begin_told[sensor], room.memory)


@inner
def hear(
    room: Room,
    information: SensorInformation,
    latency: ReportingLatency,
    lane: int,
    team: int,
    silent: int,
    row: int,
) -> None:
    """Write what a team hears of one flight; of each sensor what comes sooner.

    Args:
        room: for the flight.
        information: of all flights.
        latency: of all teams and flights.
        lane: the flight's.
        team: which one.
        silent: a sensor that it does without; -1 = none.
        row: of the sources where it goes.
    """
    looks, tracks = latency.looks[lane, team], latency.tracks[lane, team]
    sender = latency.sender[lane, team]
    sources, sums, count = room.sources, room.sums, 0
    for owner in range(len(sender) + 1):
        begin = count
        for sensor in range(len(looks)):
            if owner == 0:
                comes = np.isfinite(looks[sensor])
            else:
                comes = np.isfinite(tracks[sensor]) and sender[owner - 1, sensor]
            if comes and sensor != silent and room.begin_cell[sensor] >= 0:
                delay = min(looks[sensor], tracks[sensor])
                one = begin
                while one < count and sources.delay[row, one] != delay:
                    one += 1
                # What is collected stands behind all sums that there are, until it is one.
                marks = sums.member[sums.count[0] + one - begin]
                if one == count:
                    sources.delay[row, one], sources.sender[row, one] = delay, owner
                    marks[:] = False
                    count += 1
                marks[sensor] = True
        first = sums.count[0]
        for one in range(begin, count):
            sources.sum[row, one] = _summed(room, information, lane, first + one - begin)
    sources.count[row] = count


@inner
def _summed(room: Room, information: SensorInformation, lane: int, which: int) -> int:
    """The sum of the sensors that are marked at a place behind all sums."""
    sums = room.sums
    marks = sums.member[which]
    for one in range(sums.count[0]):
        if _alike(sums.member[one], marks):
            return one
    new, begin, last = sums.count[0], np.inf, 0
    for sensor in range(len(marks)):
        sums.member[new, sensor] = marks[sensor]
        if marks[sensor]:
            begin = min(begin, information.custody_start[lane, sensor])
            last = max(last, room.begin_cell[sensor])
    sums.begin[new], sums.last[new] = begin, last
    add_up(information, lane, sums.member[new], room.begin_cell, sums.total[new], room.memory)
    sums.count[0] = new + 1
    return int(new)


@inner
def _alike(some: NDArray[np.bool_], others: NDArray[np.bool_]) -> bool:
    alike = True
    for k in range(len(some)):
        alike = alike and some[k] == others[k]
    return bool(alike)


@inner
def hears_alike(sources: Sources, one: int, other: int) -> bool:
    """Whether what is heard of one flight is the same in two rows."""
    alike = sources.count[one] == sources.count[other]
    for i in range(sources.count[one]):
        alike = (
            alike
            and sources.sum[one, i] == sources.sum[other, i]
            and sources.delay[one, i] == sources.delay[other, i]
            and sources.sender[one, i] == sources.sender[other, i]
        )
    return bool(alike)


@inlined
def first_heard(room: Room, row: int, recognised: float) -> float:
    """When a track is first available [s after launch]; inf = never.

    Args:
        room: its sources tell what is heard.
        row: of them.
        recognised: when a look first shows that the motors have stopped [s after launch].
    """
    first = np.inf
    for i in range(room.sources.count[row]):
        begin = max(room.sums.begin[room.sources.sum[row, i]], recognised)
        first = min(first, begin + room.sources.delay[row, i])
    return first


@inlined
def arrived(
    room: Room, row: int, custody_start: Floats, start: float, length: float, time: float
) -> int:
    """Write what has arrived by a time, and in how many parts: looks, and each sender's tracks.

    Args:
        room: its sources tell what is heard of what is gathered.
        row: of them.
        custody_start: of each sensor [s after launch].
        start: of the coast [s after launch].
        length: of the coast [s].
        time: [s after launch].
    """
    parts, last = 0, -1
    for i in range(room.sources.count[row]):
        which, sender = room.sources.sum[row, i], room.sources.sender[row, i]
        measured = time - room.sources.delay[row, i]
        if measured > room.sums.begin[which]:
            if sender != last:
                room.parts[parts] = 0.0
                parts, last = parts + 1, sender
            _add(room, room.parts[parts - 1], which, custody_start, start, length, measured)
    if parts == 0:
        room.parts[0] = 0.0
        parts = 1
    return parts


@inlined
def _add(
    room: Room,
    part: Floats,
    which: int,
    custody_start: Floats,
    start: float,
    length: float,
    measured: float,
) -> None:
    """Add the information of one of the sums at the time at which it was measured."""
    cell = cell_of(min(max((measured - start) / length, 0.0), 1.0))
    begin, end = start + _EDGES[cell] * length, start + _EDGES[cell + 1] * length
    total, weight = room.sums.total[which], _weight(begin, end, measured)
    _add_between(part, total[cell], total[cell + 1], weight)
    # A sensor begins within a cell: what the cell adds, it adds from then on.
    if cell <= room.sums.last[which]:
        for sensor in range(len(room.begin_cell)):
            if room.begin_cell[sensor] == cell and room.sums.member[which, sensor]:
                own = _weight(max(begin, custody_start[sensor]), end, measured)
                _add_times(part, room.begin_told[sensor], own - weight)


@within
def _weight(begin: float, end: float, measured: float) -> float:
    """How much of what lies between has been measured."""
    width = end - begin
    return min(max((measured - begin) / width, 0.0), 1.0) if width > 0.0 else 1.0


@within
def _add_between(part: Floats, before: Floats, after: Floats, weight: float) -> None:
    for k in range(WIDE):
        part[k] += before[k] + weight * (after[k] - before[k])


@within
def _add_times(part: Floats, told: Floats, times: float) -> None:
    for k in range(WIDE):
        part[k] += times * told[k]


@inlined
def join(room: Room, parts: int, way: int) -> None:
    """Write what one way of joining makes of what has arrived, and Cholesky's factor of it and of
    what is known of any flight."""
    for k in range(ENTRIES):
        joined = room.parts[0, k]
        for p in range(1, parts):
            joined += room.ways[parts, way, p] * (room.parts[p, k] - joined)
        room.joined[k] = joined
    for i in range(6):
        room.joined[i * (i + 3) // 2] += KNOWN[i]
    factorise(room.joined, room.factor)


@inner
def ways(parts: int) -> int:
    """In how many ways so many parts are joined."""
    return (1 << parts) - 1


@inner
def factorise(packed: Floats, low: Floats) -> None:
    """Write Cholesky's factor of a packed 6x6 matrix, the diagonal inverted; NaN from the first
    pivot that is not positive."""
    for i in range(6):
        row = i * (i + 1) // 2
        for j in range(i + 1):
            other = j * (j + 1) // 2
            rest = packed[row + j]
            for k in range(j):
                rest -= low[row + k] * low[other + k]
            if i == j:
                low[row + j] = 1.0 / np.sqrt(rest) if rest > 0.0 else np.nan
            else:
                low[row + j] = rest * low[other + j]


@inlined
def carried(
    room: Room, first: Floats, second: Floats, reentry: float
) -> tuple[float, float, float]:
    """Variances of two numbers by their derivatives, and between them their covariance.

    `reentry`: standard deviation that re-entry adds to either.
    """
    low, a, b = room.factor, room.first, room.second
    one, both, two = reentry * reentry, 0.0, reentry * reentry
    for i in range(6):
        row = i * (i + 1) // 2
        p, q = first[i], second[i]
        for k in range(i):
            p -= low[row + k] * a[k]
            q -= low[row + k] * b[k]
        a[i], b[i] = p * low[row + i], q * low[row + i]
        one, both, two = one + a[i] * a[i], both + a[i] * b[i], two + b[i] * b[i]
    return one, both, two
