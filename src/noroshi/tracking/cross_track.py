"""How far to the side a flight may pass, as well as a team knows it by a time.

What counts of a pass is one number, the distance of the ground track from a place. Its deviation is
worked out at a few points of the track and a few times after the team's first track, when it is
first asked for; in between it runs smoothly.
"""

from math import erf
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.compiled import counted, inner, lean
from noroshi.constants import EARTH_MEAN_RADIUS
from noroshi.shaped import Float, Int
from noroshi.tracking.available import (
    Sources,
    arrived,
    carried,
    first_heard,
    hears_alike,
    join,
    ways,
)
from noroshi.tracking.certainty import FollowedFlight
from noroshi.tracking.coast_arc import CELLS, CoastArc, middles

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
POINTS = (np.array([2, 8, 14, 20, 26, 31]) * CELLS) // 32 + CELLS // 64
"""Cells in whose middles the track is judged; an even number."""
TIMES = 24
"""Times from the first track to the end of the coast, closer where it is young."""
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
    """Logarithm of the deviation to the side [m]; NaN = not worked out yet."""
    allowed: Float[Any, " pass"]
    """The greatest deviation with which each pass is known [m]."""


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
    flight: FollowedFlight,
    track: GroundTrack,
    recognition: Floats,
    passes: Pass,
    some: tuple[int, int],
    known: Floats,
    judged: JudgedTimes,
) -> None:
    """Write when each pass of one flight is known to its team [s after launch].

    Args:
        flight: with what is gathered of it.
        track: of all lanes.
        recognition: from burn-out until it is clear that the motors have stopped [s], (lane, team).
        passes: of all lanes.
        some: the first of the flight's passes, and the first after them.
        known: (pass, asker); inf = never.
        judged: memory.
    """
    lane, room = flight.lane, flight.room
    judged.twin[:] = -1
    judged.deviation[:] = np.nan
    for i in range(some[0], some[1]):
        limit = judged.allowed[i] = _allowed(track, passes, some[0], i, judged.allowed)
        for asker in range(passes.team.shape[1]):
            team = passes.team[i, asker]
            first = first_heard(room, team, 0.0)
            if limit > 0.0 and first < flight.start + flight.length:
                twin = _twin(judged.twin, room.sources, team)
                seen = Seen(flight, team, track.slope[lane], judged.deviation[twin], first)
                found = time_within(seen, passes.share[i], limit)
                recognised = flight.start + recognition[lane, team]
                heard = first_heard(room, team, recognised)
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
        twin = counted(0)
        while not hears_alike(sources, twin, team):
            twin += 1
        twins[team] = twin
    return int(twins[team])


class Seen(NamedTuple):
    """One team's knowledge of one track."""

    flight: FollowedFlight
    team: int
    slope: Float[Any, "point 6"]
    deviation: Float[Any, "time point"]
    """As of `JudgedTimes`."""
    first: float
    """When it has its first track [s after launch]."""


@inner
def _time(seen: Seen, number: int) -> float:
    """At which the deviation is judged [s after launch]."""
    last, share = seen.flight.start + seen.flight.length, number / (TIMES - 1.0)
    return seen.first + (last - seen.first) * share * share * share


@inner
def _deviation(seen: Seen, number: int, point: int, weight: float) -> float:
    """Logarithm of the deviation at one of the times, between two points of the track."""
    if np.isnan(seen.deviation[number, 0]):
        _judge(seen, number)
    row = seen.deviation[number]
    return float((1.0 - weight) * row[point] + weight * row[point + 1])


@inner
def _judge(seen: Seen, number: int) -> None:
    """Work out the deviation at one of the times, by what is joined as serves best."""
    flight, room, least = seen.flight, seen.flight.room, seen.deviation[number]
    start, length, time = flight.start, flight.length, _time(seen, number)
    parts = arrived(room, seen.team, flight.custody_start, start, length, time)
    least[:] = np.inf
    for way in range(ways(parts)):
        join(room, parts, way)
        for point in range(0, len(least), 2):
            one, _, two = carried(room, seen.slope[point], seen.slope[point + 1], 0.0)
            least[point] = min(least[point], one)
            least[point + 1] = min(least[point + 1], two)
    for point in range(len(least)):
        least[point] = 0.5 * np.log(least[point])


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
    """Greatest deviation with which the pass lies within the radius with a wanted probability.

    0 where the place lies outside the radius. By false position in the logarithm of the deviation,
    for the probability falls as the deviation grows [m].
    """
    if abs(offset) >= radius:
        return 0.0
    low, high = np.log(1e-3 * radius), np.log(1e1 * radius)
    over = _within(offset, radius, np.exp(low)) - wanted
    under = _within(offset, radius, np.exp(high)) - wanted
    if over <= 0.0 or under >= 0.0:
        return float(np.exp(low if over <= 0.0 else high))
    middle, stayed = low, 0
    for _ in range(ROUNDS):
        before, middle = middle, low + (high - low) * over / (over - under)
        if abs(middle - before) < CLOSE:
            break
        now = _within(offset, radius, np.exp(middle)) - wanted
        if now >= 0.0:
            low, over = middle, now
            under = 0.5 * under if stayed > 0 else under
            stayed = 1
        else:
            high, under = middle, now
            over = 0.5 * over if stayed < 0 else over
            stayed = -1
    return float(np.exp(middle))


@inner
def _within(offset: float, radius: float, deviation: float) -> float:
    """Probability that a Gaussian about an offset lies within a radius of zero."""
    scale = deviation * np.sqrt(2.0)
    return 0.5 * (erf((radius - offset) / scale) + erf((radius + offset) / scale))


@inner
def time_within(seen: Seen, share: float, allowed: float) -> float:
    """When the deviation is small enough [s after launch]; inf = never. It only ever falls.

    Args:
        seen: what a team knows of the track.
        share: of the coast at which the place is passed.
        allowed: greatest deviation [m].
    """
    (point, weight), goal = _between(share), np.log(allowed)
    if _deviation(seen, TIMES - 1, point, weight) > goal:
        return np.inf
    before, after = -1, TIMES - 1
    while after - before > 1:
        middle = (before + after) // 2
        if _deviation(seen, middle, point, weight) > goal:
            before = middle
        else:
            after = middle
    if after == 0:
        return seen.first
    begin, end = _deviation(seen, before, point, weight), _deviation(seen, after, point, weight)
    part = (begin - goal) / (begin - end)
    young = np.log1p(_time(seen, before) - seen.first)
    old = np.log1p(_time(seen, after) - seen.first)
    return float(seen.first + np.expm1(young + part * (old - young)))


@inner
def _between(share: float) -> tuple[int, float]:
    """Point before a share of the coast, and the weight of the next."""
    low = 0
    while low < len(_SHARES) - 2 and _SHARES[low + 1] < share:
        low += 1
    weight = (share - _SHARES[low]) / (_SHARES[low + 1] - _SHARES[low])
    return low, min(max(weight, 0.0), 1.0)
