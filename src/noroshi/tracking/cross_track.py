"""How far to the side a flight may pass, as well as a team knows it by a time.

What counts of a pass is one number, the distance of the ground track from a place. Its deviation is
worked out at a few points of the track and a few times after the team's first track; in between it
runs smoothly.
"""

from math import erf, pi
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.compiled import inner, lean
from noroshi.constants import EARTH_MEAN_RADIUS
from noroshi.shaped import Float, Int
from noroshi.tracking.available import Room, Sources, first_heard, hears_alike
from noroshi.tracking.coast_arc import CELLS, CoastArc, middles
from noroshi.tracking.joining import Beside, Queries, ask, spreads, stand_beside

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
POINTS = (np.array([2, 8, 14, 20, 26, 31]) * CELLS) // 32 + CELLS // 64
"""Cells in whose middles the track is judged; an even number."""
TIMES = 24
"""Times from the first track to the end of the coast, closer where it is young."""
STRIDE = 4
"""Each so many of them are judged first, and those between two of them once one asks."""
ROUNDS = 60
"""Most steps of the search for a deviation; a handful is usual."""
CLOSE = 1e-6
"""To which part a deviation is searched for."""
_SHARES = middles()[POINTS]


class GroundTrack(NamedTuple):
    """The ground track of some lanes, and how it moves to the side."""

    direction: Float[Any, "lane point 3"]
    """Horizontal unit vector across the track."""
    slope: Float[Any, "lane point 6"]
    """Of the track to the side by the state at burn-out [m]."""


class Pass(NamedTuple):
    """Places that flights pass over."""

    lane: Int[Any, " pass"]
    team: Int[Any, "pass asker"]
    """Who want to know."""
    place: Float[Any, "pass 3"]
    """Earth-fixed [m]."""
    radius: Float[Any, " pass"]
    """Within which it counts as passed over [m]."""
    wanted: Float[Any, " pass"]
    """Probability."""
    share: Float[Any, " pass"]
    """Of the coast at which it is passed."""


class JudgedTimes(NamedTuple):
    """What has been worked out of each team's knowledge of one track."""

    twin: Int[Any, " team"]
    """The first team that hears the same; -1 = not looked for yet."""
    deviation: Float[Any, "team time point"]
    """Logarithm of the deviation to the side [m]; NaN = not worked out yet. The last of each
    `STRIDE` is, where any is."""
    allowed: Float[Any, " pass"]
    """The greatest deviation with which each pass is known [m]."""
    queries: Queries
    """Memory for those at `TIMES` times."""


def ground_track(arc: CoastArc) -> GroundTrack:
    """The track of some coasts at a few points."""
    here, before = arc.position[..., POINTS], arc.position[..., POINTS - 1]
    side = np.cross(here, here - before, axis=1)
    side /= np.linalg.norm(side, axis=1, keepdims=True)
    down = EARTH_MEAN_RADIUS / np.linalg.norm(here, axis=1)
    slopes = np.einsum("lxp,lxsp->lps", side, arc.slope[..., POINTS]) * down[..., None]
    return GroundTrack(np.ascontiguousarray(np.moveaxis(side, 1, -1)), slopes)


@inner
def know_passes(
    room: Room,
    lane: int,
    track: GroundTrack,
    recognition: Floats,
    passes: Pass,
    some: tuple[int, int],
    beside: Beside,
    known: Floats,
    judged: JudgedTimes,
) -> None:
    """Write when each pass of one flight is known to its team [s after launch].

    Args:
        room: with what is gathered of the flight.
        lane: the flight's.
        track: of all lanes.
        recognition: from burn-out until it is clear that the motors have stopped [s], (lane, team).
        passes: of all lanes.
        some: the first of the flight's passes, and the first after them.
        beside: memory.
        known: (pass, asker); inf = never.
        judged: memory.
    """
    judged.twin[:] = -1
    judged.deviation[:] = np.nan
    start, last = room.span[0], room.span[0] + room.span[1]
    for i in range(some[0], some[1]):
        limit = judged.allowed[i] = _allowed(track, passes, some[0], i, judged.allowed)
        for asker in range(passes.team.shape[1]):
            team = passes.team[i, asker]
            first = first_heard(room, team, 0.0)
            if limit > 0.0 and first < last:
                twin = _twin(judged.twin, room.sources, team)
                deviation = judged.deviation[twin]
                known_of = room, twin, first, track.slope[lane], judged.queries, beside, deviation
                if np.isnan(deviation[TIMES - 1, 0]):
                    _judge(*known_of, STRIDE - 1, TIMES, STRIDE)
                after = _coarsely(deviation, passes.share[i], np.log(limit))
                if after > 0 and np.isnan(deviation[after - 1, 0]):
                    _judge(*known_of, after + 1 - STRIDE, after, 1)
                found = time_within(deviation, first, last, passes.share[i], limit)
                heard = first_heard(room, team, start + recognition[lane, team])
                known[i, asker] = max(found, heard)


@inner
def _allowed(track: GroundTrack, passes: Pass, first: int, i: int, before: Floats) -> float:
    """Greatest deviation with which a pass is known; `before`: of the flight's passes before it,
    among which it is, where two postures ask about the same."""
    for j in range(first, i):
        if (
            passes.share[j] == passes.share[i]
            and passes.radius[j] == passes.radius[i]
            and passes.wanted[j] == passes.wanted[i]
            and passes.place[j, 0] == passes.place[i, 0]
            and passes.place[j, 1] == passes.place[i, 1]
            and passes.place[j, 2] == passes.place[i, 2]
        ):
            return float(before[j])
    direction = track.direction[passes.lane[i]]
    offset = cross_track_distance(direction, passes.place[i], passes.share[i])
    return allowed_deviation(offset, passes.radius[i], passes.wanted[i])


@inner
def _twin(twins: Ints, sources: Sources, team: int) -> int:
    """The first team that hears the same."""
    if twins[team] < 0:
        twin = 0
        while not hears_alike(sources, twin, team):
            twin += 1
        twins[team] = twin
    return int(twins[team])


@inner
def _time(first: float, last: float, number: int) -> float:
    """At which the deviation is judged [s after launch]."""
    share = number / (TIMES - 1.0)
    return first + (last - first) * share * share * share


@inner
def _judge(
    room: Room,
    team: int,
    first: float,
    slope: Floats,
    queries: Queries,
    beside: Beside,
    least: Floats,
    begin: int,
    end: int,
    stride: int,
) -> None:
    """Work out the deviation at some of the times, by what is joined as serves best."""
    last, count = room.span[0] + room.span[1], 0
    for number in range(begin, end, stride):
        count = ask(queries, count, team, 0, _time(first, last, number))
        for point in range(least.shape[1]):
            least[number, point] = np.inf
    query, way = 0, 0
    while query < count:
        query, way, filled = stand_beside(room, queries, query, way, count, beside)
        for point in range(0, least.shape[1], 2):
            spreads(beside, slope[point], slope[point + 1], filled)
            for e in range(filled):
                number = begin + beside.query[e] * stride
                least[number, point] = min(least[number, point], beside.found[0, e])
                least[number, point + 1] = min(least[number, point + 1], beside.found[2, e])
    for number in range(begin, end, stride):
        for point in range(least.shape[1]):
            least[number, point] = 0.5 * np.log(least[number, point])


@inner
def _coarsely(deviation: Floats, share: float, goal: float) -> int:
    """The first of the times that are judged first at which the logarithm of the deviation is small
    enough; -1 = none."""
    (point, weight), after = _between(share), STRIDE - 1
    while after < TIMES and not _deviation(deviation, after, point, weight) <= goal:
        after += STRIDE
    return after if after < TIMES else -1


@inner
def _deviation(deviation: Floats, number: int, point: int, weight: float) -> float:
    """Logarithm of the deviation at one of the times, between two points of the track."""
    return float((1.0 - weight) * deviation[number, point] + weight * deviation[number, point + 1])


@lean
def cross_track_distance(direction: Floats, place: Floats, share: float) -> float:
    """How far to the side a place lies [m], signed.

    Args:
        direction: across the track at its points, (point, 3).
        place: Earth-fixed position [m].
        share: of the coast at which it is passed.
    """
    low, weight = _between(share)
    along, length, distance = 0.0, 0.0, 0.0
    for k in range(3):
        near = (1.0 - weight) * direction[low, k] + weight * direction[low + 1, k]
        along += near * place[k]
        length += near * near
        distance += place[k] * place[k]
    return float(EARTH_MEAN_RADIUS * along / np.sqrt(length * distance))


@lean
def allowed_deviation(offset: float, radius: float, wanted: float) -> float:
    """Greatest deviation with which the pass lies within the radius with a wanted probability [m].

    0 where the place lies outside the radius. By Newton's method in one over the deviation: in it
    the probability grows ever less steeply, so that from below no step goes too far. Nothing below
    a thousandth of the radius or above ten of it is looked for.
    """
    near, far = (radius - abs(offset)) / np.sqrt(2.0), (radius + abs(offset)) / np.sqrt(2.0)
    if not near > 0.0:
        return 0.0
    inverse = max(wanted * np.sqrt(pi) / (near + far), 0.1 / radius)
    for _ in range(ROUNDS):
        one, two = inverse * near, inverse * far
        missing = wanted - 0.5 * (erf(one) + erf(two))
        rise = (near * np.exp(-one * one) + far * np.exp(-two * two)) / np.sqrt(pi)
        step = missing / rise
        inverse += max(step, 0.0)
        if not (CLOSE * inverse < step and inverse < 1e3 / radius):
            break
    return float(min(max(1.0 / inverse, 1e-3 * radius), 1e1 * radius))


@inner
def time_within(
    deviation: Floats, first: float, last: float, share: float, allowed: float
) -> float:
    """When the deviation is small enough [s after launch]; inf = never.

    It only ever falls, from inf where nothing finite is told.

    Args:
        deviation: as of `JudgedTimes`, of one team, (time, point).
        first: when it has its first track [s after launch].
        last: end of the coast [s after launch].
        share: of the coast at which the place is passed.
        allowed: greatest deviation [m].
    """
    (point, weight), goal = _between(share), np.log(allowed)
    after = _coarsely(deviation, share, goal)
    if after < 0:
        return np.inf
    before = after - STRIDE
    while after - before > 1:
        middle = (before + after) // 2
        if _deviation(deviation, middle, point, weight) <= goal:
            after = middle
        else:
            before = middle
    if after == 0:
        return first
    begin = _deviation(deviation, before, point, weight)
    end = _deviation(deviation, after, point, weight)
    part = (begin - goal) / (begin - end) if begin < np.inf else 1.0
    young = np.log1p(_time(first, last, before) - first)
    old = np.log1p(_time(first, last, after) - first)
    return float(first + np.expm1(young + part * (old - young)))


@inner
def _between(share: float) -> tuple[int, float]:
    """Point before a share of the coast, and the weight of the next."""
    low = 0
    while low < len(_SHARES) - 2 and _SHARES[low + 1] < share:
        low += 1
    weight = (share - _SHARES[low]) / (_SHARES[low + 1] - _SHARES[low])
    return low, min(max(weight, 0.0), 1.0)
