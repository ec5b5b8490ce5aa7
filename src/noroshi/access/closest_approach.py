"""When a satellite on a circular orbit comes nearest to a point: once a revolution.

In the frame of its node the point stands at the longitude Δ and latitude φ, the satellite at the
argument of latitude u, and the cosine of the angle between them is A·cos u + B·sin u with

    A = cos φ cos Δ,    B = cos φ sin Δ cos i + sin φ sin i.

Were the Earth at rest it would be nearest at u = atan2(B, A); from there Newton's steps follow the
turning Earth. Nothing is sampled, and most revolutions are left out by the longitude of their node.
"""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.access.kinds import table
from noroshi.compiled import apart, lean, within
from noroshi.earth.ellipsoid import Vector
from noroshi.motion.circular import Circular
from noroshi.scalar_np import cos_sin
from noroshi.world.estimate import Floats

Ints = NDArray[np.intp]
_TURN: Final = 2.0 * np.pi
_STEPS: Final = 3
"""Newton's; each leaves a sixth of the error, the first ones less."""
_SLACK: Final = float(np.radians(0.1))
_LONGER: Final = 1.1
"""The track bends: a point in range is so for a little longer than along a great circle."""
_ROWS: Final = 1 << 17
"""Revolutions that are looked at together."""


class ClosestApproaches(NamedTuple):
    """One row a revolution that brings a satellite near a point, by draw and time."""

    draw: Ints
    time: Floats
    """When it is nearest, to some seconds [s]."""
    half: Floats
    """For how long before and after that the point may be in range [s]."""


def applies(motion: Circular, coverage_angle: Floats) -> bool:
    """Whether each revolution has one approach in range, as `closest_approaches` counts on.

    It has where the Earth turns slowly against the orbit, and the orbit passes so close to the
    poles that no point in range is farthest north or south of the node on the wrong side.
    """
    bound = np.sin(np.clip(coverage_angle + _SLACK, 0.0, 0.5 * np.pi)) + np.pi * _slowness(motion)
    return bool(np.all(bound < np.sin(motion.inclination)))


def closest_approaches(
    motion: Circular, direction: Vector, coverage_angle: Floats, span: tuple[float, float]
) -> ClosestApproaches:
    """Every approach in range of which a part may fall into a span.

    Args:
        motion: of the satellite; `applies` must hold.
        direction: of the point from the Earth's centre, a unit vector of numbers.
        coverage_angle: greatest central angle that counts [rad], (draw,) or (1,); negative = none
            does.
        span: from when to when [s].
    """
    tilt = motion.inclination
    fields = np.cos(tilt), np.sin(tilt), *motion[2:], coverage_angle + _SLACK
    first = float(np.min((motion.phase + motion.phase_rate * span[0]) // _TURN) - 1.0)
    last = float(np.max((motion.phase + motion.phase_rate * span[1]) // _TURN) + 1.0)
    x, y, z = (float(c) for c in direction)
    point = float(np.hypot(x, y)), float(np.arctan2(y, x)), z
    orbits, length = table(fields, motion.draws), int(last - first) + 1
    together = max(1, _ROWS // length)
    draw, row = np.empty(together * length, dtype=np.intp), np.empty((2, together * length))
    parts = []
    for begin in range(0, motion.draws, together):
        some = orbits[begin : begin + together]
        count = _found(draw, row, some, point, _slowness(motion), (first, last), span)
        parts.append((draw[:count] + begin, *row[:, :count].copy()))
    return ClosestApproaches(*(np.concatenate(column) for column in zip(*parts, strict=True)))


Point = tuple[float, float, float]
"""Cosine of the latitude of a point's direction, its longitude [rad], and that latitude's sine."""


@lean
def _found(
    found: Ints,
    times: Floats,
    orbits: Floats,
    point: Point,
    slowness: float,
    revolutions: tuple[float, float],
    span: tuple[float, float],
) -> int:
    """How many approaches there are in some draws; their draws, times and halves are written.

    Args:
        found: which row of the orbits, at least as long as there are revolutions, to be written.
        times: when and half of how long, two rows as long, to be written.
        orbits: cosine and sine of the inclination, node, its rate, phase and its rate, and the
            greatest central angle, of each draw, (draw, 7).
        point: that is approached.
        slowness: rate of the node over that along the orbit, at most.
        revolutions: the first and the last one, counted from the epoch.
        span: from when to when [s].
    """
    level, east, high = point
    # Revolutions are cut where no point in range is: far south for points in the north.
    half_way = 0.5 * np.pi if high >= 0.0 else -0.5 * np.pi
    count = 0
    for draw in range(len(orbits)):
        cos_tilt, sin_tilt, angle = orbits[draw, 0], orbits[draw, 1], orbits[draw, 6]
        node, node_rate, phase, rate = (
            orbits[draw, 2],
            orbits[draw, 3],
            orbits[draw, 4],
            orbits[draw, 5],
        )
        if angle <= 0.0:
            continue
        orbit = (cos_tilt, sin_tilt, node, node_rate, phase, rate)
        limit = np.sin(angle) + np.pi * slowness * sin_tilt * level
        least = np.cos(angle)
        # How far the point is aside in the middle of each revolution, from one to the next.
        start = (_TURN * revolutions[0] + half_way - phase) / rate
        cos_aside, sin_aside = cos_sin(east - node - node_rate * start)
        cos_turn, sin_turn = cos_sin(-node_rate * _TURN / rate)
        for number in range(int(revolutions[0]), int(revolutions[1]) + 1):
            sine = sin_aside
            cos_aside, sin_aside = (
                cos_aside * cos_turn - sin_aside * sin_turn,
                sin_aside * cos_turn + cos_aside * sin_turn,
            )
            if abs(cos_tilt * high - sin_tilt * level * sine) > limit:
                continue
            time, cosine = _nearest(orbit, point, _TURN * number, half_way)
            if cosine < least:
                continue
            along = np.arccos(min(least / min(cosine, 1.0), 1.0))
            half = _LONGER * (along + _SLACK) / (rate * (1.0 - slowness))
            if time + half > span[0] and time - half < span[1]:
                found[count], times[0, count], times[1, count] = draw, time, half
                count += 1
    return count


Orbit = tuple[float, float, float, float, float, float]
"""Cosine and sine of the inclination, node, its rate, phase and its rate [rad, rad/s]."""


@apart
def _nearest(orbit: Orbit, point: Point, turned: float, half_way: float) -> tuple[float, float]:
    """When it is nearest in a revolution [s], and the cosine of the central angle then."""
    _, _, _, node_rate, phase, rate = orbit
    a, b, _, _ = _parts(orbit, point, (turned + half_way - phase) / rate)
    # When it would be nearest to where the point is in the middle of the revolution.
    ahead = np.arctan2(b, a) - half_way
    ahead += half_way - _TURN * np.floor(ahead / _TURN + 0.5)
    time = (turned + ahead - phase) / rate
    for _ in range(_STEPS):
        a, b, da, db = _parts(orbit, point, time)
        cosine, sine = cos_sin(phase + rate * time)
        # Newton's step to where the angle is least; its second rate is the orbit's own.
        fall = rate * (b * cosine - a * sine) - node_rate * (da * cosine + db * sine)
        time += fall / (rate * rate * max(a * cosine + b * sine, 0.1))
    a, b, _, _ = _parts(orbit, point, time)
    cosine, sine = cos_sin(phase + rate * time)
    return time, a * cosine + b * sine


@within
def _parts(orbit: Orbit, point: Point, time: float) -> tuple[float, float, float, float]:
    """A and B, and their rates with Δ."""
    cos_tilt, sin_tilt, node, node_rate = orbit[0], orbit[1], orbit[2], orbit[3]
    level, east, high = point
    cosine, sine = cos_sin(east - node - node_rate * time)
    tilted = level * cos_tilt
    return (
        level * cosine,
        tilted * sine + high * sin_tilt,
        -level * sine,
        tilted * cosine,
    )


def _slowness(motion: Circular) -> float:
    """Rate of the node over the rate along the orbit, at most."""
    return float(np.max(np.abs(motion.node_rate)) / np.min(motion.phase_rate))
