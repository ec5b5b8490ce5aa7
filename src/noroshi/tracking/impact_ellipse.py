"""The ellipse about an impact at given times: its covariance on the ground, not its size alone."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from noroshi.compiled import counted, lean
from noroshi.shaped import Float
from noroshi.tracking.available import (
    ReportingLatency,
    Room,
    arrived,
    begin_flight,
    carried,
    first_heard,
    hear,
    join,
    room,
    ways,
)
from noroshi.tracking.coast_arc import UNIT, CoastArc
from noroshi.tracking.impact_disc import ImpactDisc
from noroshi.tracking.information import SensorInformation, copy

Floats = NDArray[np.float64]


def impact_covariances(
    area: ImpactDisc,
    arc: CoastArc,
    information: SensorInformation,
    latency: ReportingLatency,
    time: Float[Any, " time"],
) -> Float[NDArray[np.float64], "lane time 3"]:
    """Covariance of the impact on the ground at some times [m²].

    East-east, north-east, north-north, of what is available to a team by then: its own looks
    added up, others' tracks joined by covariance intersection with the weight that makes the
    ellipse smallest, and re-entry's own error on top. inf before it has a track, NaN after impact.

    Args:
        area: of the impact; its radius is not used.
        arc: the coasts, one a lane.
        information: of every sensor about them.
        latency: of one team.
        time: [s after launch].
    """
    senders, sensors = latency.sender.shape[2:]
    found = np.full((len(latency.looks), len(time), 3), np.inf)
    ahead = np.ascontiguousarray(np.moveaxis(area.ahead, -1, 0))
    start, length = arc.start, arc.length
    memory = room(1, sensors, senders)
    _covariances(ahead, area.reentry, start, length, information, latency, time, memory, found)
    return found


@lean
def _covariances(
    ahead: Floats,
    reentry: Floats,
    start: Floats,
    length: Floats,
    information: SensorInformation,
    latency: ReportingLatency,
    time: Floats,
    room: Room,
    found: Floats,
) -> None:
    for lane in range(len(start)):
        begin_flight(room, information, lane, start[lane], length[lane])
        since = information.custody_start[lane]
        hear(room, information, latency, lane, counted(0), counted(-1), counted(0))
        first = first_heard(room, 0, 0.0)
        for k in range(len(time)):
            if time[k] > start[lane] + length[lane]:
                found[lane, k] = np.nan
            elif time[k] >= first:
                parts = arrived(room, 0, since, start[lane], length[lane], time[k])
                smallest = np.inf
                for way in range(ways(parts)):
                    join(room, parts, way)
                    own = carried(room, ahead[lane, 0], ahead[lane, 1], reentry[lane])
                    size = own[0] * own[2] - own[1] * own[1]
                    if size < smallest:
                        smallest = size
                        found[lane, k, 0], found[lane, k, 1], found[lane, k, 2] = own


def states(
    arc: CoastArc,
    information: SensorInformation,
    latency: ReportingLatency,
    time: Float[Any, " time"],
) -> Float[NDArray[np.float64], "lane time 21"]:
    """Covariance of the state at burn-out at some times [m, m/s], packed.

    What is joined by covariance intersection takes the weight that tells most in all (the greatest
    determinant); what is known of any flight before a look (`available.PRIOR`) stands where nobody
    has a track.
    """
    senders, sensors = latency.sender.shape[2:]
    told = np.zeros((len(latency.looks), len(time), 21))
    start, length = arc.start, arc.length
    _informations(start, length, information, latency, time, room(1, sensors, senders), told)
    row, column = np.tril_indices(6)
    whole = np.zeros((*told.shape[:2], 6, 6))
    whole[..., row, column] = whole[..., column, row] = told
    return np.asarray(np.linalg.inv(whole)[..., row, column] * UNIT[row] * UNIT[column])


@lean
def _informations(
    start: Floats,
    length: Floats,
    information: SensorInformation,
    latency: ReportingLatency,
    time: Floats,
    room: Room,
    told: Floats,
) -> None:
    for lane in range(len(start)):
        begin_flight(room, information, lane, start[lane], length[lane])
        since = information.custody_start[lane]
        hear(room, information, latency, lane, counted(0), counted(-1), counted(0))
        for k in range(len(time)):
            parts = arrived(room, 0, since, start[lane], length[lane], time[k])
            most = -np.inf
            for way in range(ways(parts)):
                join(room, parts, way)
                determinant = 0.0
                for i in range(6):
                    determinant -= np.log(room.factor[i * (i + 3) // 2])
                if determinant > most:
                    most = determinant
                    copy(told[lane, k], room.joined)
