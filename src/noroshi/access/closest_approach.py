"""When a satellite on a circular orbit comes nearest to a point: once a revolution.

In the frame of its node the point stands at the longitude Δ and latitude φ, the satellite at the
argument of latitude u, and the cosine of the angle between them is A·cos u + B·sin u with

    A = cos φ cos Δ,    B = cos φ sin Δ cos i + sin φ sin i.

Were the Earth at rest it would be nearest at u = atan2(B, A); from there Newton's steps follow the
turning Earth. Nothing is sampled, and most revolutions are left out by the longitude of their node.
"""

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.earth.ellipsoid import Vector
from noroshi.earth.turn import cos_sin
from noroshi.motion.circular import Circular
from noroshi.world.estimate import Floats

Ints = NDArray[np.intp]
_TURN: Final = 2.0 * np.pi
_STEPS: Final = 3
"""Newton's; each leaves a sixth of the error, the first ones less."""
_SLACK: Final = np.radians(0.1)
_LONGER: Final = 1.1
"""The track bends: a point in range is so for a little longer than along a great circle."""
_ROWS: Final = 1 << 17


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
    fields = [np.broadcast_to(f, motion.draws) for f in (*motion, coverage_angle + _SLACK)]
    first = np.min((motion.phase + motion.phase_rate * span[0]) // _TURN) - 1.0
    last = np.max((motion.phase + motion.phase_rate * span[1]) // _TURN) + 1.0
    number = np.arange(first, last + 1.0)
    together = max(1, _ROWS // len(number))
    parts = []
    for begin in range(0, motion.draws, together):
        some = slice(begin, begin + together)
        *orbit, near = (f[some] for f in fields)
        found = _found(Circular(*orbit), direction, near, number)
        parts.append(found._replace(draw=found.draw + begin))
    draw, time, half = (np.concatenate(column) for column in zip(*parts, strict=True))
    within = (time + half > span[0]) & (time - half < span[1])
    return ClosestApproaches(draw[within], time[within], half[within])


def _found(
    motion: Circular, direction: Vector, coverage_angle: Floats, number: Floats
) -> ClosestApproaches:
    """The approaches of some revolutions, whose numbers are alike in every draw."""
    x, y, z = direction
    level, east = float(np.hypot(x, y)), float(np.arctan2(y, x))
    sin_tilt = np.sin(motion.inclination)
    # Revolutions are cut where no point in range is: far south for points in the north.
    half_way = 0.5 * np.pi if z >= 0.0 else -0.5 * np.pi
    middle = (_TURN * number[:, None] + half_way - motion.phase) / motion.phase_rate
    _, sine = cos_sin(east - motion.node - motion.node_rate * middle)
    aside = np.cos(motion.inclination) * z - (sin_tilt * level) * sine
    moves = np.pi * _slowness(motion) * sin_tilt * level
    limit = np.where(coverage_angle > 0.0, np.sin(np.maximum(coverage_angle, 0.0)) + moves, -1.0)
    draw, revolution = np.nonzero((np.abs(aside) <= limit).T)
    here = _Seen(motion.pick(draw) if len(motion.phase) > 1 else motion, level, east, z)
    time = here.first(middle[revolution, draw], _TURN * number[revolution], half_way)
    for _ in range(_STEPS):
        time = time + here.step(time)
    cosine = here.cosine(time)
    keep = np.flatnonzero(cosine >= np.cos(coverage_angle[draw]))
    draw, time = draw[keep], time[keep]
    along = np.arccos(np.minimum(np.cos(coverage_angle[draw]) / np.minimum(cosine[keep], 1.0), 1.0))
    slowest = motion.phase_rate[draw] * (1.0 - _slowness(motion))
    return ClosestApproaches(draw, time, _LONGER * (along + _SLACK) / slowest)


class _Seen(NamedTuple):
    """Satellites, one a row, and the point."""

    motion: Circular
    level: float
    """Cosine of the point's latitude, and below its longitude and the sine of its latitude."""
    east: float
    high: float

    def first(self, middle: Floats, turned: Floats, half_way: float) -> Floats:
        """When it would be nearest to where the point is in the middle of the revolution [s]."""
        a, b, _, _ = self._parts(middle)
        ahead = (np.arctan2(b, a) - half_way + np.pi) % _TURN - np.pi + half_way
        return np.asarray((turned + ahead - self.motion.phase) / self.motion.phase_rate)

    def step(self, time: Floats) -> Floats:
        """Newton's step to where the angle is least [s]; its second rate is the orbit's own."""
        a, b, da, db = self._parts(time)
        cosine, sine = self._phase(time)
        motion = self.motion
        rate = motion.phase_rate * (b * cosine - a * sine)
        rate = rate - motion.node_rate * (da * cosine + db * sine)
        bend = motion.phase_rate**2 * np.maximum(a * cosine + b * sine, 0.1)
        return np.asarray(rate / bend)

    def cosine(self, time: Floats) -> Floats:
        """Of the central angle."""
        a, b, _, _ = self._parts(time)
        cosine, sine = self._phase(time)
        return np.asarray(a * cosine + b * sine)

    def _phase(self, time: Floats) -> tuple[Any, Any]:
        return cos_sin(self.motion.phase + self.motion.phase_rate * time)

    def _parts(self, time: Floats) -> tuple[Any, Any, Any, Any]:
        """A and B, and their rates with Δ."""
        motion = self.motion
        cosine, sine = cos_sin(self.east - motion.node - motion.node_rate * time)
        cos_tilt, sin_tilt = cos_sin(motion.inclination)
        tilted = self.level * cos_tilt
        return (
            self.level * cosine,
            tilted * sine + self.high * sin_tilt,
            -self.level * sine,
            tilted * cosine,
        )


def _slowness(motion: Circular) -> float:
    """Rate of the node over the rate along the orbit, at most."""
    return float(np.max(np.abs(motion.node_rate)) / np.min(motion.phase_rate))
