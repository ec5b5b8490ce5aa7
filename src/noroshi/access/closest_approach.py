"""When a satellite on a circular orbit comes nearest to a point: once a revolution.

In the frame of its node the point stands at the longitude Δ and latitude φ, the satellite at the
argument of latitude u, and the cosine of the angle between them is A·cos u + B·sin u with

    A = cos φ cos Δ,    B = cos φ sin Δ cos i + sin φ sin i.

Were the Earth at rest it would be nearest at u = atan2(B, A); from there Newton's steps follow the
turning Earth. Nothing is sampled, and most revolutions are left out by the longitude of their node.
"""

from datetime import datetime
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.access.kinds import table
from noroshi.compiled import distinct, lean, within
from noroshi.earth.clock import DAY
from noroshi.earth.ellipsoid import Vector
from noroshi.earth.sun import sun
from noroshi.motion.circular import Circular
from noroshi.scalar_np import cos_sin, maximum
from noroshi.world.estimate import Floats

Ints = NDArray[np.intp]
Flags = NDArray[np.bool_]
_TURN: Final = 2.0 * np.pi
_STEPS: Final = 3
"""Newton's; each leaves a sixth of the error, the first ones less."""
_STEEP: Final = 0.5
"""Cosine from which on the first step tells how far it is to where the angle is least."""
_FARTHER: Final = 1.7
"""Way to there over the first step, 1.2 at most, by how much faster than along its orbit a
satellite may pass a point, 1.1 at most; and more."""
_SLACK: Final = float(np.radians(0.1))
_LONGER: Final = 1.1
"""The track bends: a point in range is so for a little longer than along a great circle."""
_WOBBLE: Final = 1e-3
"""The sun moves a little off the mean sun's pace [rad]."""
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
    draw, turn = np.empty(together * length, dtype=np.intp), np.empty(together * length)
    parts = []
    for begin in range(0, motion.draws, together):
        some = orbits[begin : begin + together]
        count = _passed(draw, turn, some, point, _half_way(point), _slowness(motion), (first, last))
        least, slower = np.cos(some[:, 6]), _LONGER / (some[:, 5] * (1.0 - _slowness(motion)))
        own, time, cosine = _nearest(draw[:count], turn[:count], some, point, least)
        near = np.flatnonzero(cosine >= least[own])
        own, time = own[near], time[near]
        along = np.arccos(np.minimum(least[own] / np.minimum(cosine[near], 1.0), 1.0))
        half = (along + _SLACK) * slower[own]
        inside = (time + half > span[0]) & (time - half < span[1])
        parts.append((own[inside] + begin, time[inside], half[inside]))
    return ClosestApproaches(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def lit(found: ClosestApproaches, up: Vector, epoch: datetime, lowest: Floats) -> ClosestApproaches:
    """Those in which the sun may stand high enough at some time while the point is in range.

    Args:
        found: approaches to the point.
        up: the ellipsoid's normal there, a unit vector of numbers.
        epoch: from which time counts.
        lowest: elevation of the sun that is high enough [rad], (draw,) or (1,).
    """
    light = sun(epoch, found.time)
    height = sum(s * u for s, u in zip(light, up, strict=True))
    least = lowest if len(lowest) == 1 else lowest[found.draw]
    moved = 2.0 * np.pi / DAY * found.half + _WOBBLE
    could = height >= np.sin(np.maximum(least - moved, -0.5 * np.pi))
    return ClosestApproaches._make(column[could] for column in found)


Point = tuple[float, float, float]
"""Cosine of the latitude of a point's direction, its longitude [rad], and that latitude's sine."""


def _half_way(point: Point) -> float:
    """Where revolutions are cut, and in the middle of which a point lies; as an argument of
    latitude [rad]. No point in range is there: far south for points in the north."""
    return 0.5 * np.pi if point[2] >= 0.0 else -0.5 * np.pi


@lean
def _passed(
    found: Ints,
    turns: Floats,
    orbits: Floats,
    point: Point,
    half_way: float,
    slowness: float,
    revolutions: tuple[float, float],
) -> int:
    """How many revolutions may bring the point in range; which these are is written.

    Args:
        found: which row of the orbits, at least as long as there are revolutions, to be written.
        turns: which of its revolutions, to be written.
        orbits: cosine and sine of the inclination, node, its rate, phase and its rate, and the
            greatest central angle, of each draw, (draw, 7).
        point: that is approached.
        half_way: see `_half_way`.
        slowness: rate of the node over that along the orbit, at most.
        revolutions: the first and the last one, counted from the epoch.
    """
    level, east, high = point
    count = 0
    for draw in range(len(orbits)):
        cos_tilt, sin_tilt, angle = orbits[draw, 0], orbits[draw, 1], orbits[draw, 6]
        node, node_rate, rate = orbits[draw, 2], orbits[draw, 3], orbits[draw, 5]
        if angle <= 0.0:
            continue
        limit = np.sin(angle) + np.pi * slowness * sin_tilt * level
        # How far the point is aside in the middle of each revolution, from one to the next.
        start = (_TURN * revolutions[0] + half_way - orbits[draw, 4]) / rate
        cos_aside, sin_aside = cos_sin(east - node - node_rate * start)
        cos_turn, sin_turn = cos_sin(-node_rate * _TURN / rate)
        for number in range(int(revolutions[0]), int(revolutions[1]) + 1):
            # Written in any case, and kept where it is one: there is nothing to guess.
            found[count], turns[count] = draw, number
            count += 1 if abs(cos_tilt * high - sin_tilt * level * sin_aside) <= limit else 0
            cos_aside, sin_aside = (
                cos_aside * cos_turn - sin_aside * sin_turn,
                sin_aside * cos_turn + cos_aside * sin_turn,
            )
    return count


def _nearest(
    draw: Ints, turn: Floats, orbits: Floats, point: Point, least: Floats
) -> tuple[Ints, Floats, Floats]:
    """When it is nearest in a revolution [s], and the cosine of the central angle then, (row,).

    Revolutions of which the first step tells that they come nowhere near are left out, so that the
    draw of each one that is left comes first.

    Args:
        draw: of each revolution, (revolution,).
        turn: its number, (revolution,).
        orbits: of each draw, as `_passed` has them.
        point: that is approached.
        least: cosine of the greatest central angle that counts, (draw,).
    """
    half_way, phase, rate = _half_way(point), orbits[draw, 4], orbits[draw, 5]
    middle = (_TURN * turn + half_way - phase) / rate
    sides = np.empty((2, len(draw)))
    _aside(sides, draw, middle, orbits, point)
    # When it would be nearest to where the point is in the middle of the revolution.
    ahead = np.arctan2(sides[1], sides[0])
    ahead -= _TURN * np.floor((ahead - half_way) / _TURN + 0.5)
    first, moved, cosine = (_TURN * turn + ahead - phase) / rate, *np.empty((2, len(draw)))
    # Each row by itself would be a loop within a loop, which takes three times as long.
    _follow(moved, cosine, first, draw, orbits, point)
    near = np.flatnonzero(_could_be_near(cosine, rate * (moved - first), least[draw]))
    draw, moved, cosine = draw[near], moved[near], np.empty(len(near))
    for _ in range(_STEPS):
        time, moved = moved, np.empty(len(draw))
        _follow(moved, cosine, time, draw, orbits, point)
    return draw, time, cosine


def _could_be_near(cosine: Floats, step: Floats, least: Floats) -> Flags:
    """Whether the cosine may reach what counts at the end of Newton's steps, (row,).

    Its second rate is at most the square of both rates together, and its first one vanishes where
    it is greatest; the way there is hardly longer than the first step, as long as that is taken by
    a cosine well above nothing.

    Args:
        cosine: where the first step begins, (row,).
        step: as an angle along the orbit [rad], (row,).
        least: that counts, (row,).
    """
    return (cosine < _STEEP) | (cosine + 0.5 * (_FARTHER * step) ** 2 >= least)


@distinct
def _aside(sides: Floats, draw: Ints, time: Floats, orbits: Floats, point: Point) -> None:
    """Write A and B of each row at its time, (2, row)."""
    for row in range(len(draw)):
        sides[0, row], sides[1, row], _, _ = _parts(orbits, draw[row], point, time[row])


@distinct
def _follow(
    moved: Floats, cosine: Floats, time: Floats, draw: Ints, orbits: Floats, point: Point
) -> None:
    """Newton's step of each row to when it is nearest, and the cosine of the angle before it."""
    for row in range(len(draw)):
        own, when = draw[row], time[row]
        node_rate, rate = orbits[own, 3], orbits[own, 5]
        a, b, da, db = _parts(orbits, own, point, when)
        along, across = cos_sin(orbits[own, 4] + rate * when)
        cosine[row] = a * along + b * across
        # A step to where the angle is least; its second rate is the orbit's own.
        fall = rate * (b * along - a * across) - node_rate * (da * along + db * across)
        moved[row] = when + fall / (rate * rate * maximum(cosine[row], 0.1))


@within
def _parts(
    orbits: Floats, draw: int, point: Point, time: float
) -> tuple[float, float, float, float]:
    """A and B, and their rates with Δ."""
    level, east, high = point
    cosine, sine = cos_sin(east - orbits[draw, 2] - orbits[draw, 3] * time)
    tilted = level * orbits[draw, 0]
    return (
        level * cosine,
        tilted * sine + high * orbits[draw, 1],
        -level * sine,
        tilted * cosine,
    )


def _slowness(motion: Circular) -> float:
    """Rate of the node over the rate along the orbit, at most."""
    return float(np.max(np.abs(motion.node_rate)) / np.min(motion.phase_rate))
