"""What has arrived of a flight by some times, joined in every way, for many questions at once.

What a party measures itself is added up; what it gets as others' tracks is joined by covariance
intersection, one owner after the other, which takes no more for granted than the better of the two
(Julier & Uhlmann, Proc. American Control Conference 1997). What has been joined stands side by
side, so that the compiler works on eight matrices at once.
"""

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.compiled import distinct, inner, within
from noroshi.scalar_np import minimum, where
from noroshi.shaped import Float, Int
from noroshi.tracking.available import Room, add_until
from noroshi.tracking.coast_arc import cell_of, edges
from noroshi.tracking.information import ENTRIES, WIDE

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
PRIOR = np.array([2e3, 2e3, 2e3, 5e3, 5e3, 5e3])
"""Known of any flight before a look, one standard deviation in units of `arc.UNIT`: 2,000 km and
5 km/s, so that a single look leaves no singular matrix."""
SHARES = (0.0, 0.5, 1.0)
"""Weights of another's track that covariance intersection tries."""
SIDE: Final = 64
"""Matrices that stand side by side."""
_ROW: Final = SIDE + 8
"""From entry to entry of them: no power of two, which would drive each other out of the cache."""
_BLOCK: Final = 8
"""They are filled up to a whole number of so many, for there is no rest to be worked on one by one.
"""
_EDGES = edges()
_WIDTHS = 1.0 / np.diff(_EDGES)
"""One over the share of a coast that each cell has."""
_KNOWN = np.zeros(WIDE)
"""The information of `PRIOR`, its lower triangle by rows."""
_KNOWN[[0, 2, 5, 9, 14, 20]] = PRIOR**-2.0


class Queries(NamedTuple):
    """What is asked about one flight."""

    row: Int[Any, " query"]
    """Who asks, of the sources."""
    kind: Int[Any, " query"]
    """Which area, or below 0 something else."""
    time: Float[Any, " query"]
    """[s after launch]."""


class Beside(NamedTuple):
    """What stands side by side, and what follows from it."""

    joined: Float[Any, " entries"]
    """The informations, one entry of all after the other."""
    query: Int[Any, " side"]
    """Which query each belongs to."""
    found: Float[Any, "5 side"]
    """As of `spreads`."""
    parts: Float[Any, "place wide"]
    """What has arrived, one a sender, with what is known of any flight; last what is joined."""
    ways: Float[Any, "count way part"]
    """Weights with which so many parts are joined; as many ways as `2**parts - 1`."""


def queries(count: int) -> Queries:
    """Memory for so many, and for what fills them up to whole blocks."""
    count = whole_blocks.py_func(count)  # type: ignore[attr-defined]
    whole = np.zeros((2, count), np.int64)
    return Queries(whole[0], whole[1], np.zeros(count))


def beside(senders: int) -> Beside:
    """Memory, where so many owners pass on tracks."""
    parts = 1 + senders
    ways = np.zeros((parts + 1, 2**parts - 1, parts))
    for n in range(1, parts + 1):
        weights = intersection_weights(n - 1)
        ways[n, : len(weights), 1:n] = weights
    joined, found = np.ones(ENTRIES * _ROW), np.zeros((5, SIDE))
    return Beside(joined, np.zeros(SIDE, np.int64), found, np.zeros((parts + 1, WIDE)), ways)


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
def ask(queries: Queries, count: int, row: int, kind: int, time: float) -> int:
    """Put one more query, and how many they are then."""
    queries.row[count], queries.kind[count], queries.time[count] = row, kind, time
    return count + 1


@within
def stand_beside(
    room: Room, queries: Queries, query: int, way: int, count: int, beside: Beside
) -> tuple[int, int, int]:
    """Let stand side by side what is joined for queries, as many as there is room for.

    Args:
        room: with what is gathered of the flight.
        queries: about it.
        query: the first that is not worked on yet.
        way: of joining what has arrived for it, the first that is not worked on yet.
        count: how many queries there are.
        beside: where it goes.

    Returns:
        The first query and way that there was no room for, and how many stand side by side.
    """
    filled = 0
    while query < count and filled < SIDE:
        parts = _arrived(room, beside.parts, queries.row[query], queries.time[query])
        most = (1 << parts) - 1
        while way < most and filled < SIDE:
            _put(beside.joined[filled:], beside.parts[_join(beside, parts, way)])
            beside.query[filled] = query
            filled, way = filled + 1, way + 1
        if way == most:
            query, way = query + 1, 0
    return query, way, filled


@within
def _arrived(room: Room, parts: Floats, row: int, time: float) -> int:
    """Write what has arrived by a time, and in how many parts: looks, and each sender's tracks."""
    count, last = 0, -1
    for i in range(room.sources.count[row]):
        which, sender = room.sources.sum[row, i], room.sources.sender[row, i]
        measured = time - room.sources.delay[row, i]
        if measured > room.sums.begin[which]:
            if sender != last:
                _set(parts[count], _KNOWN)
                count, last = count + 1, sender
            _add(room, parts[count - 1], which, measured)
    if count == 0:
        _set(parts[0], _KNOWN)
        count = 1
    return count


@within
def _add(room: Room, part: Floats, which: int, measured: float) -> None:
    """Add the information of one of the sums at the time at which it was measured."""
    share = min(max((measured - room.span[0]) * room.span[2], 0.0), 1.0)
    cell = cell_of(share)
    weight = (share - _EDGES[cell]) * _WIDTHS[cell]
    total = room.sums.total
    if cell >= room.sums.upto[which]:
        add_until(room, which, cell)
    _add_between(part, total[which, cell], total[which, cell + 1], weight)
    # A sensor begins within a cell: what the cell adds, it adds from then on.
    if room.sums.begins[which, cell]:
        start, length = room.span[0], room.span[1]
        begin, end = start + _EDGES[cell] * length, start + _EDGES[cell + 1] * length
        for sensor in range(len(room.begin_cell)):
            if room.begin_cell[sensor] == cell and room.sums.member[which, sensor]:
                own = _weight(max(begin, room.custody_start[sensor]), end, measured)
                _add_times(part, room.begin_told[sensor], own - weight)


@within
def _weight(begin: float, end: float, measured: float) -> float:
    """How much of what lies between has been measured."""
    width = end - begin
    return min(max((measured - begin) / width, 0.0), 1.0) if width > 0.0 else 1.0


@distinct
def _set(to: Floats, values: Floats) -> None:
    for k in range(len(to)):
        to[k] = values[k]


@distinct
def _add_between(part: Floats, before: Floats, after: Floats, weight: float) -> None:
    for k in range(len(part)):
        part[k] += before[k] + weight * (after[k] - before[k])


@distinct
def _add_times(part: Floats, told: Floats, times: float) -> None:
    for k in range(len(part)):
        part[k] += times * told[k]


@within
def _join(beside: Beside, parts: int, way: int) -> int:
    """Where it stands what one way of joining makes of the parts that have arrived."""
    if parts == 1 or (parts == 2 and beside.ways[2, way, 1] == 0.0):
        return 0
    if parts == 2 and beside.ways[2, way, 1] == 1.0:
        return 1
    place = len(beside.parts) - 1
    joined = beside.parts[place]
    _set(joined, beside.parts[0])
    for p in range(1, parts):
        _mix(joined, beside.parts[p], beside.ways[parts, way, p])
    return place


@distinct
def _mix(joined: Floats, theirs: Floats, share: float) -> None:
    for k in range(len(joined)):
        joined[k] += share * (theirs[k] - joined[k])


@distinct
def _put(joined: Floats, one: Floats) -> None:
    for k in range(ENTRIES):
        joined[k * _ROW] = one[k]


@within
def whole_blocks(filled: int) -> int:
    """So many of what stands side by side are worked on."""
    return (filled + _BLOCK - 1) // _BLOCK * _BLOCK


@inner
def taken(beside: Beside, one: int, values: Floats) -> None:
    """Write one of the informations that stand side by side, (ENTRIES,)."""
    for k in range(ENTRIES):
        values[k] = beside.joined[k * _ROW + one]


@inner
def spreads(beside: Beside, first: Floats, second: Floats, filled: int) -> None:
    """Write variances and covariance of two numbers by each information that stands side by side.

    Into `found`: variance of the first, covariance, variance of the second, one over the root of
    the information's determinant, and the variances of the velocity at burn-out together [m²/s²];
    NaN where it is not positive definite.

    Args:
        beside: the informations.
        first: derivative of the first number by the state at burn-out, (6,).
        second: of the second.
        filled: how many stand side by side.
    """
    ones, boths, twos = beside.found[0], beside.found[1], beside.found[2]
    roots, speeds, count = beside.found[3], beside.found[4], whole_blocks(filled)
    _spread(beside.joined, first, second, ones, boths, twos, roots, speeds, count)


@distinct
def _spread(
    t: Floats,
    a: Floats,
    b: Floats,
    ones: Floats,
    boths: Floats,
    twos: Floats,
    roots: Floats,
    speeds: Floats,
    count: int,
) -> None:
    """Cholesky's factor without roots, L D Lᵀ, is written out, and what each of the two is by it:
    only where there is no loop within does the compiler work on several at once.

    `cij` is Lij Dj; `di` is one over Di. Of the velocity, the last three numbers of a state, the
    covariance is the inverse of what the factor's last three rows and columns make.
    """
    for e in range(count):
        p0, c10, c20 = t[e], t[_ROW + e], t[3 * _ROW + e]
        c30, c40, c50 = t[6 * _ROW + e], t[10 * _ROW + e], t[15 * _ROW + e]
        d0 = 1.0 / p0
        l10, l20, l30, l40, l50 = c10 * d0, c20 * d0, c30 * d0, c40 * d0, c50 * d0
        p1 = t[2 * _ROW + e] - l10 * c10
        d1 = 1.0 / p1
        c21 = t[4 * _ROW + e] - l20 * c10
        c31 = t[7 * _ROW + e] - l30 * c10
        c41 = t[11 * _ROW + e] - l40 * c10
        c51 = t[16 * _ROW + e] - l50 * c10
        l21, l31, l41, l51 = c21 * d1, c31 * d1, c41 * d1, c51 * d1
        p2 = t[5 * _ROW + e] - l20 * c20 - l21 * c21
        d2 = 1.0 / p2
        c32 = t[8 * _ROW + e] - l30 * c20 - l31 * c21
        c42 = t[12 * _ROW + e] - l40 * c20 - l41 * c21
        c52 = t[17 * _ROW + e] - l50 * c20 - l51 * c21
        l32, l42, l52 = c32 * d2, c42 * d2, c52 * d2
        p3 = t[9 * _ROW + e] - l30 * c30 - l31 * c31 - l32 * c32
        d3 = 1.0 / p3
        c43 = t[13 * _ROW + e] - l40 * c30 - l41 * c31 - l42 * c32
        c53 = t[18 * _ROW + e] - l50 * c30 - l51 * c31 - l52 * c32
        l43, l53 = c43 * d3, c53 * d3
        p4 = t[14 * _ROW + e] - l40 * c40 - l41 * c41 - l42 * c42 - l43 * c43
        d4 = 1.0 / p4
        c54 = t[19 * _ROW + e] - l50 * c40 - l51 * c41 - l52 * c42 - l53 * c43
        l54 = c54 * d4
        p5 = t[20 * _ROW + e] - l50 * c50 - l51 * c51 - l52 * c52 - l53 * c53 - l54 * c54
        d5 = 1.0 / p5
        a1, b1 = a[1] - l10 * a[0], b[1] - l10 * b[0]
        a2, b2 = a[2] - l20 * a[0] - l21 * a1, b[2] - l20 * b[0] - l21 * b1
        a3 = a[3] - l30 * a[0] - l31 * a1 - l32 * a2
        b3 = b[3] - l30 * b[0] - l31 * b1 - l32 * b2
        a4 = a[4] - l40 * a[0] - l41 * a1 - l42 * a2 - l43 * a3
        b4 = b[4] - l40 * b[0] - l41 * b1 - l42 * b2 - l43 * b3
        a5 = a[5] - l50 * a[0] - l51 * a1 - l52 * a2 - l53 * a3 - l54 * a4
        b5 = b[5] - l50 * b[0] - l51 * b1 - l52 * b2 - l53 * b3 - l54 * b4
        s0, s1, s2, s3, s4, s5 = a[0] * d0, a1 * d1, a2 * d2, a3 * d3, a4 * d4, a5 * d5
        least = minimum(minimum(minimum(p0, p1), minimum(p2, p3)), minimum(p4, p5))
        sound = where(least > 0.0, 1.0, np.nan)
        ones[e] = sound * (s0 * a[0] + s1 * a1 + s2 * a2 + s3 * a3 + s4 * a4 + s5 * a5)
        boths[e] = sound * (s0 * b[0] + s1 * b1 + s2 * b2 + s3 * b3 + s4 * b4 + s5 * b5)
        twos[e] = sound * (
            b[0] * b[0] * d0
            + b1 * b1 * d1
            + b2 * b2 * d2
            + b3 * b3 * d3
            + b4 * b4 * d4
            + b5 * b5 * d5
        )
        roots[e] = sound * np.sqrt(d0 * d1 * d2 * d3 * d4 * d5)
        back = l43 * l54 - l53
        fourth, fifth = d4 * (1.0 + l43 * l43), d5 * (1.0 + l54 * l54 + back * back)
        speeds[e] = sound * (d3 + fourth + fifth)
