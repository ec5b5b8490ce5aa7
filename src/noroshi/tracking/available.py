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
from jaxtyping import Bool, Float, Int
from numpy.typing import NDArray

from noroshi.compiled import inlined, lean, within
from noroshi.tracking.coast_arc import CELLS, cell_of, edges
from noroshi.tracking.information import ENTRIES, WIDE

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
    other."""

    sensor: Int[Any, "team source"]
    delay: Float[Any, "team source"]
    """[s]."""
    sender: Int[Any, "team source"]
    """0 = looks, added to one's own; else whose tracks."""
    count: Int[Any, " team"]
    """Of its sources."""


class Room(NamedTuple):
    """Memory that one flight's questions share."""

    total: Float[Any, "sensor ends wide"]
    """As of `add_up`."""
    added: Float[Any, " entries"]
    """What `add_up` works with."""
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


def room(teams: int, sensors: int, senders: int) -> Room:
    """Memory for teams that ask about flights that so many sensors follow, where so many owners
    pass on tracks."""
    parts = 1 + senders
    ways = np.zeros((parts + 1, 2**parts - 1, parts))
    for n in range(1, parts + 1):
        weights = intersection_weights(n - 1)
        ways[n, : len(weights), 1:n] = weights
    most = teams, parts * sensors
    whose = np.zeros(most, np.int64), np.zeros(most), np.zeros(most, np.int64)
    return Room(
        np.zeros((sensors, CELLS + 1, WIDE)),
        np.zeros(ENTRIES * CELLS),
        Sources(*whose, np.zeros(teams, np.int64)),
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


@lean
def hear(sources: Sources, latency: ReportingLatency, lane: int, team: int) -> None:
    """Write what a team hears of one flight; of each sensor what comes sooner."""
    looks, tracks = latency.looks[lane, team], latency.tracks[lane, team]
    sender = latency.sender[lane, team]
    count = 0
    for owner in range(len(sender) + 1):
        for sensor in range(len(looks)):
            if owner == 0:
                comes = np.isfinite(looks[sensor])
            else:
                comes = np.isfinite(tracks[sensor]) and sender[owner - 1, sensor]
            if comes:
                sources.sensor[team, count] = sensor
                sources.delay[team, count] = min(looks[sensor], tracks[sensor])
                sources.sender[team, count] = owner
                count += 1
    sources.count[team] = count


@lean
def hears_alike(latency: ReportingLatency, lane: int, one: int, other: int) -> bool:
    """Whether two teams hear the same of one flight."""
    looks, tracks, sender = latency
    for sensor in range(looks.shape[2]):
        if looks[lane, one, sensor] != looks[lane, other, sensor]:
            return False
        if tracks[lane, one, sensor] != tracks[lane, other, sensor]:
            return False
        if np.isfinite(tracks[lane, one, sensor]):
            for owner in range(sender.shape[2]):
                if sender[lane, one, owner, sensor] != sender[lane, other, owner, sensor]:
                    return False
    return True


@lean
def first_heard(
    sources: Sources, team: int, silent: int, custody_start: Floats, recognised: float
) -> float:
    """When a track is first available to a team [s after launch]; inf = never.

    Args:
        sources: what teams hear.
        team: which of them.
        silent: a sensor that is not heard; -1 = none.
        custody_start: of each sensor [s after launch].
        recognised: when a look first shows that the motors have stopped [s after launch].
    """
    first = np.inf
    for i in range(sources.count[team]):
        sensor = sources.sensor[team, i]
        if sensor != silent:
            begin = max(custody_start[sensor], recognised)
            first = min(first, begin + sources.delay[team, i])
    return first


@lean
def arrived(
    room: Room,
    team: int,
    silent: int,
    custody_start: Floats,
    start: float,
    length: float,
    time: float,
) -> int:
    """Write what has arrived at a team by a time, and in how many parts: looks, and each sender's
    tracks, summed over the sensors that they come from.

    Args:
        room: its sources tell what teams hear of what is gathered.
        team: which of them.
        silent: a sensor that is not heard; -1 = none.
        custody_start: of each sensor [s after launch].
        start: of the coast [s after launch].
        length: of the coast [s].
        time: [s after launch].
    """
    parts, last = 0, -1
    sources = room.sources
    for i in range(sources.count[team]):
        sensor, sender = sources.sensor[team, i], sources.sender[team, i]
        measured = time - sources.delay[team, i]
        begins = custody_start[sensor]
        if measured > begins and sensor != silent:
            if sender != last:
                room.parts[parts] = 0.0
                parts, last = parts + 1, sender
            _add(room.parts[parts - 1], room.total[sensor], begins, start, length, measured)
    if parts == 0:
        room.parts[0] = 0.0
        parts = 1
    return parts


@lean
def _add(
    part: Floats, total: Floats, begins: float, start: float, length: float, measured: float
) -> None:
    """Add a sensor's information at the time at which it measured what arrives now."""
    cell = cell_of(min(max((measured - start) / length, 0.0), 1.0))
    # A sensor begins within a cell: what the cell adds, it adds from then on.
    begin = max(start + _EDGES[cell] * length, begins)
    width = start + _EDGES[cell + 1] * length - begin
    weight = min(max((measured - begin) / width, 0.0), 1.0) if width > 0.0 else 1.0
    _add_between(part, total[cell], total[cell + 1], weight)


@within
def _add_between(part: Floats, before: Floats, after: Floats, weight: float) -> None:
    for k in range(WIDE):
        part[k] += before[k] + weight * (after[k] - before[k])


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


@lean
def ways(parts: int) -> int:
    """In how many ways so many parts are joined."""
    return int(2**parts - 1)


@lean
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
