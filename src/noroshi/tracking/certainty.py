"""How sure teams are of where a flight comes down, at many times at once.

What a team has by a time is worked out query by query; what follows from it, the same arithmetic
for each, for as many as stand side by side: the compiler then works on several at once.
"""

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.compiled import counted, inlined, inner
from noroshi.shaped import Float, Int
from noroshi.tracking.available import KNOWN, Room, arrived, ways
from noroshi.tracking.impact_disc import ImpactDisc, outside_disc
from noroshi.tracking.information import ENTRIES

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
SIDE: Final = 64
"""Covariances that are worked out side by side."""
BLOCK: Final = 16
"""They are filled up to a whole number of so many, for there is no rest to be worked on one by one.
"""


class FollowedFlight(NamedTuple):
    """One flight, and what is gathered of it."""

    lane: int
    room: Room
    """Its sums and sources are the flight's."""
    custody_start: Float[Any, " sensor"]
    """[s after launch]; inf = never."""
    start: float
    """Of the coast [s after launch]."""
    length: float
    """Of the coast [s]."""


class Queries(NamedTuple):
    """What is asked about one flight, and the answers."""

    row: Int[Any, " query"]
    """Who asks, of the sources."""
    area: Int[Any, " query"]
    """Which of the areas."""
    time: Float[Any, " query"]
    """[s after launch]."""
    missed: Float[Any, " query"]
    """Probability that the impact lies outside the area."""
    size: Float[Any, " query"]
    """Determinant of the covariance of the impact [m⁴]."""


class Beside(NamedTuple):
    """Memory for what stands side by side."""

    joined: Float[Any, " entries"]
    """All numbers of a kind one after the other, by entry."""
    query: Int[Any, " side"]
    """Whose it is."""
    missed: Float[Any, " side"]
    size: Float[Any, " side"]


def queries(count: int) -> Queries:
    """Memory for so many."""
    whole, number = np.zeros((2, count), np.int64), np.zeros((3, count))
    return Queries(*whole, *number)


def beside() -> Beside:
    """Memory for what stands side by side."""
    joined = np.ones((ENTRIES, SIDE))
    return Beside(joined.ravel(), np.zeros(SIDE, np.int64), np.zeros(SIDE), np.zeros(SIDE))


@inlined
def ask(queries: Queries, count: int, row: int, area: int, time: float) -> int:
    """Put one more query, and how many they are then."""
    queries.row[count], queries.area[count], queries.time[count] = row, area, time
    return count + 1


@inner
def answer(
    queries: Queries, count: int, flight: FollowedFlight, discs: ImpactDisc, beside: Beside
) -> None:
    """Write how sure teams are, each by what is joined as serves it best.

    Args:
        queries: about the flight.
        count: how many of them are asked.
        flight: with what is gathered of it.
        discs: about the impact, lanes and areas first.
        beside: memory.
    """
    room, filled = flight.room, counted(0)
    for q in range(count):
        queries.missed[q], queries.size[q] = np.inf, np.inf
        parts = arrived(
            room,
            queries.row[q],
            flight.custody_start,
            flight.start,
            flight.length,
            queries.time[q],
        )
        if q > 0 and queries.area[q] != queries.area[q - 1]:
            _work_out(queries, flight.lane, queries.area[q - 1], discs, beside, filled)
            filled = counted(0)
        for way in range(ways(parts)):
            if filled == SIDE:
                _work_out(queries, flight.lane, queries.area[q], discs, beside, filled)
                filled = counted(0)
            put_joined(room, parts, way, beside.joined[filled:])
            beside.query[filled] = q
            filled += 1
    if count:
        _work_out(queries, flight.lane, queries.area[count - 1], discs, beside, filled)


@inlined
def put_joined(room: Room, parts: int, way: int, joined: Floats) -> None:
    """Write what one way of joining makes of what has arrived, with what is known of any flight."""
    for k in range(ENTRIES):
        one = room.parts[0, k]
        for p in range(1, parts):
            one += room.ways[parts, way, p] * (room.parts[p, k] - one)
        joined[k * SIDE] = one
    for i in range(6):
        joined[(i * (i + 3) // 2) * SIDE] += KNOWN[i]


@inner
def _work_out(
    queries: Queries, lane: int, area: int, discs: ImpactDisc, beside: Beside, filled: int
) -> None:
    """Work out all that stand side by side, and keep the best of each query."""
    rows, reentry = discs.ahead[lane, area], discs.reentry[lane, area]
    count = (filled + BLOCK - 1) // BLOCK * BLOCK
    impacts(beside, rows[0], rows[1], reentry, discs.radius[lane, area], count)
    for e in range(filled):
        q = beside.query[e]
        if beside.missed[e] < queries.missed[q]:
            queries.missed[q] = beside.missed[e]
        if beside.size[e] < queries.size[q]:
            queries.size[q] = beside.size[e]


@inner
def impacts(
    beside: Beside, first: Floats, second: Floats, reentry: float, radius: float, count: int
) -> None:
    """Write how probable it is that the impact lies outside a disc, and how large its ellipse is,
    of each of `count` informations; NaN where one is not positive definite.

    Cholesky's factor is written out, and what each direction of the impact is by it: only where
    there is no loop within does the compiler work on several at once.

    Args:
        beside: the informations, by entry.
        first: derivative of the impact to the east by the state at burn-out, (6,).
        second: to the north.
        reentry: standard deviation that re-entry adds to either [m].
        radius: of the disc [m].
        count: how many stand side by side.
    """
    t = beside.joined
    a, b, added = first, second, reentry * reentry
    for e in range(count):
        l00 = 1.0 / np.sqrt(t[e])
        l10 = t[SIDE + e] * l00
        l11 = 1.0 / np.sqrt(t[2 * SIDE + e] - l10 * l10)
        l20 = t[3 * SIDE + e] * l00
        l21 = (t[4 * SIDE + e] - l20 * l10) * l11
        l22 = 1.0 / np.sqrt(t[5 * SIDE + e] - l20 * l20 - l21 * l21)
        l30 = t[6 * SIDE + e] * l00
        l31 = (t[7 * SIDE + e] - l30 * l10) * l11
        l32 = (t[8 * SIDE + e] - l30 * l20 - l31 * l21) * l22
        l33 = 1.0 / np.sqrt(t[9 * SIDE + e] - l30 * l30 - l31 * l31 - l32 * l32)
        l40 = t[10 * SIDE + e] * l00
        l41 = (t[11 * SIDE + e] - l40 * l10) * l11
        l42 = (t[12 * SIDE + e] - l40 * l20 - l41 * l21) * l22
        l43 = (t[13 * SIDE + e] - l40 * l30 - l41 * l31 - l42 * l32) * l33
        l44 = 1.0 / np.sqrt(t[14 * SIDE + e] - l40 * l40 - l41 * l41 - l42 * l42 - l43 * l43)
        l50 = t[15 * SIDE + e] * l00
        l51 = (t[16 * SIDE + e] - l50 * l10) * l11
        l52 = (t[17 * SIDE + e] - l50 * l20 - l51 * l21) * l22
        l53 = (t[18 * SIDE + e] - l50 * l30 - l51 * l31 - l52 * l32) * l33
        l54 = (t[19 * SIDE + e] - l50 * l40 - l51 * l41 - l52 * l42 - l53 * l43) * l44
        last = t[20 * SIDE + e] - l50 * l50 - l51 * l51 - l52 * l52 - l53 * l53 - l54 * l54
        l55 = 1.0 / np.sqrt(last)
        a0, b0 = a[0] * l00, b[0] * l00
        a1, b1 = (a[1] - l10 * a0) * l11, (b[1] - l10 * b0) * l11
        a2, b2 = (a[2] - l20 * a0 - l21 * a1) * l22, (b[2] - l20 * b0 - l21 * b1) * l22
        a3 = (a[3] - l30 * a0 - l31 * a1 - l32 * a2) * l33
        b3 = (b[3] - l30 * b0 - l31 * b1 - l32 * b2) * l33
        a4 = (a[4] - l40 * a0 - l41 * a1 - l42 * a2 - l43 * a3) * l44
        b4 = (b[4] - l40 * b0 - l41 * b1 - l42 * b2 - l43 * b3) * l44
        a5 = (a[5] - l50 * a0 - l51 * a1 - l52 * a2 - l53 * a3 - l54 * a4) * l55
        b5 = (b[5] - l50 * b0 - l51 * b1 - l52 * b2 - l53 * b3 - l54 * b4) * l55
        east = added + a0 * a0 + a1 * a1 + a2 * a2 + a3 * a3 + a4 * a4 + a5 * a5
        north = added + b0 * b0 + b1 * b1 + b2 * b2 + b3 * b3 + b4 * b4 + b5 * b5
        both = a0 * b0 + a1 * b1 + a2 * b2 + a3 * b3 + a4 * b4 + a5 * b5
        beside.missed[e] = outside_disc(east, both, north, radius)
        beside.size[e] = east * north - both * both
