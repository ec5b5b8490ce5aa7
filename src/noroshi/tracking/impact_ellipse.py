"""The ellipse about an impact at given times: its covariance on the ground, not its size alone."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from noroshi.compiled import lean
from noroshi.shaped import Float
from noroshi.tracking.available import (
    ReportingLatency,
    Room,
    begin_flight,
    first_heard,
    hear,
    room,
)
from noroshi.tracking.coast_arc import UNIT, CoastArc
from noroshi.tracking.impact_disc import ImpactDisc
from noroshi.tracking.information import ENTRIES, SensorInformation
from noroshi.tracking.joining import (
    PRIOR,
    Beside,
    Queries,
    ask,
    beside,
    queries,
    spreads,
    stand_beside,
    taken,
)

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
    senders = latency.sender.shape[2]
    times = _each_lane(time, len(latency.looks))
    found = np.full((*times.shape, 3), np.inf)
    told, best = np.zeros((*times.shape, ENTRIES)), np.zeros((2, len(time)))
    ahead = np.ascontiguousarray(np.moveaxis(area.ahead, -1, 0))
    memory = room(information, 1, senders), queries(len(time)), beside(senders)
    _best(
        ahead,
        area.reentry,
        arc.start,
        arc.length,
        latency,
        times,
        *memory,
        best,
        found,
        told,
    )
    return found


def states(
    arc: CoastArc,
    information: SensorInformation,
    latency: ReportingLatency,
    time: Float[Any, "*lane time"],
) -> Float[NDArray[np.float64], "lane time 21"]:
    """Covariance of the state at burn-out at some times, the same or each lane's own, packed.

    In [m, m/s].

    What is joined by covariance intersection takes the weight that tells most in all (the greatest
    determinant); what is known of any flight before a look (`joining.PRIOR`) stands where nobody
    has a track.
    """
    senders = latency.sender.shape[2]
    times = _each_lane(time, len(latency.looks))
    shape = times.shape
    row, column = np.tril_indices(6)
    # Where no way of joining tells a finite amount, nothing more than that is known.
    told, found = np.tile(np.diag(PRIOR**-2.0)[row, column], (*shape, 1)), np.zeros((*shape, 3))
    nowhere, best = np.zeros((shape[0], 2, 6)), np.zeros((2, shape[1]))
    memory = room(information, 1, senders), queries(shape[1]), beside(senders)
    _best(
        nowhere,
        np.zeros(shape[0]),
        arc.start,
        arc.length,
        latency,
        times,
        *memory,
        best,
        found,
        told,
    )
    whole = np.zeros((*told.shape[:2], 6, 6))
    whole[..., row, column] = whole[..., column, row] = told
    return np.asarray(np.linalg.inv(whole)[..., row, column] * UNIT[row] * UNIT[column])


def _each_lane(time: Any, lanes: int) -> Floats:
    """Times of each lane, (lane, time)."""
    return np.ascontiguousarray(np.broadcast_to(time, (lanes, np.shape(time)[-1])), dtype=float)


@lean
def _best(
    ahead: Floats,
    reentry: Floats,
    start: Floats,
    length: Floats,
    latency: ReportingLatency,
    time: Floats,
    room: Room,
    queries: Queries,
    beside: Beside,
    best: Floats,
    found: Floats,
    told: Floats,
) -> None:
    """Write the smallest covariance of the impact, and the information that tells most in all."""
    for lane in range(len(start)):
        begin_flight(room, lane, start[lane], length[lane])
        hear(room, latency, lane, 0, -1, 0)
        first, count = first_heard(room, 0, 0.0), 0
        for k in range(time.shape[1]):
            count = ask(queries, count, 0, 0, time[lane, k])
        query, way, added = 0, 0, reentry[lane] * reentry[lane]
        best[:] = np.inf
        while query < count:
            query, way, filled = stand_beside(room, queries, query, way, count, beside)
            spreads(beside, ahead[lane, 0], ahead[lane, 1], filled)
            for e in range(filled):
                k, root = beside.query[e], beside.found[3, e]
                one, both, two = (
                    beside.found[0, e] + added,
                    beside.found[1, e],
                    beside.found[2, e] + added,
                )
                if (
                    first <= time[lane, k] <= start[lane] + length[lane]
                    and one * two - both * both < best[0, k]
                ):
                    best[0, k] = one * two - both * both
                    found[lane, k, 0], found[lane, k, 1], found[lane, k, 2] = one, both, two
                if root < best[1, k]:
                    best[1, k] = root
                    taken(beside, e, told[lane, k])
        for k in range(count):
            if time[lane, k] > start[lane] + length[lane]:
                found[lane, k] = np.nan
