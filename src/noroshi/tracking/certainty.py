"""How sure teams are of where a flight comes down, at many times at once."""

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.compiled import distinct, inner, within
from noroshi.scalar_np import log, maximum, minimum, where
from noroshi.shaped import Float, Int
from noroshi.tracking.available import Room
from noroshi.tracking.impact_disc import ImpactDisc, outside_disc
from noroshi.tracking.joining import SIDE, Beside, Queries, spreads, stand_beside, whole_blocks

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
VELOCITY: Final = -1
"""Kind of a query that asks for no area: how well the velocity at burn-out is known."""
LEAST: Final = 1e-15
"""Probability that one is wrong beside which none is told from nought; from one: beside `MOST`."""
MOST: Final = 1.0 - 1e-12
LEAST_VARIANCE: Final = 1e-30
"""Of the velocity, beyond all that is known [m²/s²], as `MOST_VARIANCE` is."""
MOST_VARIANCE: Final = 1e30


class Certainty(NamedTuple):
    """What is answered to queries, of which the areas are the kinds, and `VELOCITY`."""

    sure: Float[Any, " query"]
    """That the impact lies in the area, as of `stretched`; of the velocity, as of `settled`."""
    size: Float[Any, " query"]
    """Determinant of the covariance of the impact [m⁴]; inf of the velocity."""
    other: Int[Any, " goal"]
    """What else may be asked at the same times: areas, or `VELOCITY`."""
    graded: Float[Any, "goal query"]
    """How sure they are of that."""
    axes: Float[Any, "6 6"]
    """Derivatives of place and velocity at burn-out by the state, which are nothing but axes."""
    outside: Float[Any, " side"]
    """Memory: probability that it lies outside, of all that stand side by side."""
    added: Float[Any, " side"]
    """Memory: variance that re-entry adds [m²]."""
    radius: Float[Any, " side"]
    """Memory: of each one's area [m]."""


def certainty(count: int, other: Ints) -> Certainty:
    """Memory for whole blocks of queries, and what else may be asked at the same times."""
    count = whole_blocks.py_func(count)  # type: ignore[attr-defined]
    (sure, size), graded = np.zeros((2, count)), np.zeros((len(other), count))
    return Certainty(sure, size, other, graded, np.eye(6), *np.ones((3, SIDE)))


@inner
def answer(
    room: Room,
    queries: Queries,
    count: int,
    discs: ImpactDisc,
    lane: int,
    beside: Beside,
    found: Certainty,
    others: int,
) -> None:
    """Write how sure teams are, each by what is joined as serves it best.

    Args:
        room: with what is gathered of the flight.
        queries: about it.
        count: how many of them are asked.
        discs: about the impact, lanes and areas first.
        lane: the flight's.
        beside: memory.
        found: where it goes.
        others: how much of all else is asked, too, of queries that are of areas: what has arrived
            of a flight is joined once for all of it.
    """
    for q in range(count):
        found.sure[q], found.size[q] = np.inf, np.inf
        for k in range(others):
            found.graded[k, q] = np.inf
    query, way, ahead = 0, 0, discs.ahead[lane, 0]
    while query < count:
        query, way, filled = stand_beside(room, queries, query, way, count, beside)
        spreads(beside, ahead[0], ahead[1], filled)
        _know_each(queries, discs, lane, beside, filled, found)
        for k in range(others):
            if found.other[k] == VELOCITY:
                _keep_least(beside.found[4], beside, filled, found.graded[k])
            else:
                _know_area(found.other[k], discs, lane, beside, filled, found, found.graded[k])
    blocks = whole_blocks(count)
    _measure_each(queries.kind, found.sure, blocks)
    for k in range(others):
        _measure_alike(found.other[k], found.graded[k], blocks)


@within
def _know_each(
    queries: Queries, discs: ImpactDisc, lane: int, beside: Beside, filled: int, found: Certainty
) -> None:
    """Write the least probability that the impact lies outside of each one's area, and the least
    determinant of its covariance, of what stands side by side; or the least variance of the
    velocity of who asks for that."""
    ones, boths, twos, speeds = beside.found[0], beside.found[1], beside.found[2], beside.found[4]
    added, radius = found.added, found.radius
    for e in range(filled):
        area = max(queries.kind[beside.query[e]], 0)
        added[e] = discs.reentry[lane, area] * discs.reentry[lane, area]
        radius[e] = discs.radius[lane, area]
    _outside_discs(ones, boths, twos, added, radius, found.outside, whole_blocks(filled))
    for e in range(filled):
        q = beside.query[e]
        of_velocity = queries.kind[q] == VELOCITY
        size = (ones[e] + added[e]) * (twos[e] + added[e]) - boths[e] * boths[e]
        missed = speeds[e] if of_velocity else found.outside[e]
        if missed < found.sure[q]:
            found.sure[q] = missed
        if size < found.size[q] and not of_velocity:
            found.size[q] = size


@distinct
def _outside_discs(
    ones: Floats,
    boths: Floats,
    twos: Floats,
    added: Floats,
    radius: Floats,
    outside: Floats,
    count: int,
) -> None:
    """Write the probability that the impact lies outside, of so many that stand side by side."""
    for e in range(count):
        outside[e] = outside_disc(ones[e] + added[e], boths[e], twos[e] + added[e], radius[e])


@within
def _know_area(
    area: int,
    discs: ImpactDisc,
    lane: int,
    beside: Beside,
    filled: int,
    found: Certainty,
    least: Floats,
) -> None:
    """Write the least probability that the impact lies outside of one area, of what stands side by
    side and was just asked about areas of its own."""
    ones, boths, twos = beside.found[0], beside.found[1], beside.found[2]
    for e in range(filled):
        found.added[e] = discs.reentry[lane, area] * discs.reentry[lane, area]
        found.radius[e] = discs.radius[lane, area]
    blocks = whole_blocks(filled)
    _outside_discs(ones, boths, twos, found.added, found.radius, found.outside, blocks)
    _keep_least(found.outside, beside, filled, least)


@within
def _keep_least(values: Floats, beside: Beside, filled: int, least: Floats) -> None:
    """Keep the least of what is found of each query, in whichever way things are joined."""
    for e in range(filled):
        q = beside.query[e]
        if values[e] < least[q]:
            least[q] = values[e]


@distinct
def _measure_each(kinds: Ints, missed: Floats, count: int) -> None:
    """Write how sure one is, by how wrong one may be, of so many kinds."""
    for q in range(count):
        missed[q] = _measure(kinds[q] == VELOCITY, missed[q])


@distinct
def _measure_alike(kind: int, missed: Floats, count: int) -> None:
    """The same, of one kind."""
    velocity = kind == VELOCITY
    for q in range(count):
        missed[q] = _measure(velocity, missed[q])


@within
def _measure(velocity: bool, missed: float) -> float:
    """How sure one is of an area as `stretched` says, or of the velocity as `settled`; without a
    branch, so that the compiler works on several at once."""
    least, most = where(velocity, LEAST_VARIANCE, LEAST), where(velocity, MOST_VARIANCE, MOST)
    precise = -log(minimum(maximum(missed, least), most))
    return where(velocity, precise, log(where(velocity, 1.0, precise)))


@within
def settled(variance: float) -> float:
    """A measure of how well a number is known that grows evenly with the logarithm of the
    precision, by its variance."""
    return _measure(True, variance)


@within
def stretched(missed: float) -> float:
    """A measure of how sure one is that grows about evenly with the logarithm of the precision, by
    the probability that one is wrong."""
    return _measure(False, missed)
