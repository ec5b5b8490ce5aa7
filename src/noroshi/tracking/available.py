"""What parties hear of a flight: of which sensors, added up, and after which delay.

What each sensor measures (`information`) reaches a party after a delay. What the party measures
itself is added up, and so is what one owner measures; tracks of two owners may rest on the same
reports, and are joined later (`joining`).

The loops here work for one party and one flight, and are compiled.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.compiled import inner, within
from noroshi.shaped import Bool, Float, Int
from noroshi.tracking.coast_arc import CELLS, cell_at
from noroshi.tracking.information import (
    EVEN,
    WIDE,
    AddUp,
    SensorInformation,
    add_cell,
    add_up,
    add_up_memory,
)

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


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
    """As of `add_up`, as far as it was asked for."""
    upto: Int[Any, " sum"]
    """The first cell that is not added yet."""
    begin: Float[Any, " sum"]
    """When the first of them begins to hold the flight [s after launch]; inf = never."""
    begins: Bool[Any, "sum cell"]
    """In which cells one of them begins to hold it."""
    count: Int[Any, " one"]
    """How many there are."""


class Room(NamedTuple):
    """Memory for what is asked about one flight."""

    information: SensorInformation
    """Of all flights."""
    lane: Int[Any, " one"]
    """Which of them it is."""
    sums: Sums
    memory: AddUp
    span: Float[Any, " 3"]
    """When the coast begins [s after launch], how long it lasts [s], and one over that (0 of one
    that does not last) [1/s]."""
    custody_start: Float[Any, " sensor"]
    """[s after launch]; inf = never."""
    begin_cell: Int[Any, " sensor"]
    """The cell in which each sensor begins to hold the flight; -1 = never."""
    begin_told: Float[Any, "sensor wide"]
    """What its looks in that cell tell."""
    sources: Sources


def room(information: SensorInformation, rows: int, senders: int) -> Room:
    """Memory for teams that ask about flights of which sensors gather so much, where so many owners
    pass on tracks."""
    sensors = information.pair.shape[1]
    most = (1 + senders) * sensors
    sums = (rows * (1 + senders) + 1) * sensors
    return Room(
        information,
        np.zeros(1, np.int64),
        Sums(
            np.zeros((sums, sensors), bool),
            np.zeros((sums, CELLS + 1, WIDE)),
            np.zeros(sums, np.int64),
            np.zeros(sums),
            np.zeros((sums, CELLS), bool),
            np.zeros(1, np.int64),
        ),
        add_up_memory(),
        np.zeros(3),
        np.zeros(sensors),
        np.zeros(sensors, np.int64),
        np.zeros((sensors, WIDE)),
        Sources(
            np.zeros((rows, most), np.int64),
            np.zeros((rows, most)),
            np.zeros((rows, most), np.int64),
            np.zeros(rows, np.int64),
        ),
    )


@inner
def begin_flight(room: Room, lane: int, start: float, length: float) -> None:
    """Make ready for what is asked about one flight."""
    room.lane[0], information = lane, room.information
    room.sums.count[0], room.span[0], room.span[1] = 0, start, length
    room.span[2] = 1.0 / length if length > 0.0 else 0.0
    for sensor in range(len(room.begin_cell)):
        begins = information.custody_start[lane, sensor]
        room.custody_start[sensor], room.begin_cell[sensor] = begins, -1
        if np.isfinite(begins):
            cell = cell_at(begins, start, length)
            room.begin_cell[sensor] = cell
            add_cell(information, lane, sensor, cell, room.begin_told[sensor], room.memory)


@inner
def hear(
    room: Room,
    latency: ReportingLatency,
    lane: int,
    team: int,
    silent: int,
    row: int,
) -> None:
    """Write what a team hears of one flight; of each sensor what comes sooner.

    Args:
        room: for the flight.
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
            sources.sum[row, one] = _summed(room, first + one - begin)
    sources.count[row] = count


@inner
def _summed(room: Room, which: int) -> int:
    """The sum of the sensors that are marked at a place behind all sums."""
    sums = room.sums
    marks = sums.member[which]
    for one in range(sums.count[0]):
        if _alike(sums.member[one], marks):
            return one
    new, begin, first = sums.count[0], np.inf, CELLS
    sums.begins[new, :] = False
    for sensor in range(len(marks)):
        sums.member[new, sensor] = marks[sensor]
        if marks[sensor]:
            begin = min(begin, room.custody_start[sensor])
            first = min(first, room.begin_cell[sensor])
            sums.begins[new, room.begin_cell[sensor]] = True
    sums.begin[new] = begin
    first = first // EVEN * EVEN
    sums.upto[new], sums.total[new, first] = first, 0.0
    sums.count[0] = new + 1
    return int(new)


@inner
def add_until(room: Room, which: int, cell: int) -> None:
    """Add one of the sums up, as far as the end of a cell at least."""
    sums, lane = room.sums, room.lane[0]
    first, end = sums.upto[which], (cell // EVEN + 1) * EVEN
    member, total = sums.member[which], sums.total[which]
    add_up(room.information, lane, member, room.begin_cell, first, end, total, room.memory)
    sums.upto[which] = end


@within
def _alike(some: NDArray[np.bool_], others: NDArray[np.bool_]) -> bool:
    alike = True
    for k in range(len(some)):
        alike = alike and some[k] == others[k]
    return bool(alike)


@within
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


@within
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
