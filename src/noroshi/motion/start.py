"""A first guess of the thrust: the vacuum ellipse that starts where powered flight would end."""

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.constants import EARTH_GM, EARTH_ROTATION
from noroshi.motion.burning import amount, halves, turned
from noroshi.motion.ellipse import departure, duration, through
from noroshi.shaped import Float

Floats = NDArray[np.float64]
_ROUNDS: Final = 12


class ThrustShape(NamedTuple):
    """Moments over the powered phase at which thrust is summed, halves first; (moment, flight)."""

    turned: Float[Floats, "moment 1"]
    """Share of the angle to which thrust has turned by then (moment, 1)."""
    weight: Float[Floats, "moment flight"]
    """Share of all speed that is gained then."""
    left: Float[Floats, "moment flight"]
    """Share of the burn time that is left then."""


def thrust_shape(
    growth: Float[Floats, " flight"], first_stage: Float[Floats, " flight"]
) -> ThrustShape:
    """How thrust goes over the powered phase, at a few moments of each half."""
    clock, weight = np.polynomial.legendre.leggauss(12)
    clock, weight = 0.5 * (clock[:, None] + 1.0), 0.5 * weight[:, None]
    parts = [
        (
            turn,
            weight * half.lasts * amount(half.burnt + half.burns * clock, growth),
            1.0 - half.begins - half.lasts * clock,
        )
        for half, turn in zip(
            halves(first_stage), (turned(clock), np.ones_like(clock)), strict=True
        )
    ]
    return ThrustShape(*(np.concatenate(part) for part in zip(*parts, strict=True)))


def _effect(pitch: Floats, shape: ThrustShape) -> Floats:
    """Velocity and way gained per unit of thrust·T and thrust·T²: (2: rate, way; 2: up, out)."""
    angle = pitch * shape.turned
    direction = np.stack((np.cos(angle), np.sin(angle)))
    moments = np.stack((shape.weight, shape.weight * shape.left))
    return np.asarray(np.sum(moments[:, None] * direction, axis=2))


def guess(
    launch: Float[Floats, "3 flight"],
    axes: tuple[Floats, Floats, Floats],
    aim: Float[Floats, "3 flight"],
    apogee: Float[Floats, " flight"],
    burn: Float[Floats, " flight"],
    shape: ThrustShape,
) -> Float[Floats, "3 flight"]:
    """Held thrust (3, flight: east, north, up [m/s²]) that would do without air and flattening.

    `launch`, `aim` and the axes east, north, up are Earth-fixed, (3, flight); `apogee` [m] and
    `burn` [s] are (flight,). Powered flight is taken over a flat Earth; where it ends and how long
    the rest takes follow each other in a fixed number of rounds.
    """
    _, _, up = axes
    site_speed = np.cross(np.array([0.0, 0.0, EARTH_ROTATION]), launch, axis=0)
    surface = _length(aim)
    start, total = launch.copy(), burn + 2.0 * np.sqrt(2.0 * apogee / 9.8)
    held = np.zeros_like(launch)
    for _ in range(_ROUNDS):
        velocity, coast = _depart(start, _turned(aim, total), surface, apogee)
        total = burn + coast
        gain = velocity - site_speed + 9.8 * burn * up
        held, way = _thrust(gain, axes, burn, shape)
        start = launch + site_speed * burn + way - 4.9 * burn**2 * up
        start = _kept_low(start, surface, apogee)
    return held


def _length(vector: Floats) -> Floats:
    return np.asarray(np.sqrt(np.sum(vector**2, axis=0)))


def _turned(vector: Floats, time: Floats) -> Floats:
    """Where the Earth's rotation has taken a point after a time, in axes that do not turn."""
    sine, cosine = np.sin(EARTH_ROTATION * time), np.cos(EARTH_ROTATION * time)
    return np.stack(
        (
            cosine * vector[0] - sine * vector[1],
            sine * vector[0] + cosine * vector[1],
            vector[2] * np.ones_like(time),
        )
    )


def _depart(start: Floats, end: Floats, surface: Floats, apogee: Floats) -> tuple[Floats, Floats]:
    radius = _length(start)
    top = np.maximum(surface + apogee, radius * (1.0 + 1e-6))
    out = start / radius
    along = end / _length(end) - out * np.sum(out * end, axis=0) / _length(end)
    sine = _length(along)
    angle = np.arctan2(sine, np.sum(out * end, axis=0) / _length(end))
    to_apogee = through(radius, surface, angle, top)
    rise, level = departure(radius, to_apogee, top, EARTH_GM)
    coast = duration(radius, angle, to_apogee, top, EARTH_GM)
    return rise * out + level * along / np.maximum(sine, 1e-12), coast


def _thrust(gain: Floats, axes: Any, burn: Floats, shape: ThrustShape) -> tuple[Floats, Floats]:
    """Held thrust that gains a velocity over a flat Earth, and the way gone meanwhile."""
    east, north, up = (np.sum(axis * gain, axis=0) for axis in axes)
    level = np.hypot(east, north)
    pitch = np.arctan2(level, up)
    for _ in range(20):
        rate = _effect(pitch, shape)[0]
        # The turn gains less to the side than the held angle would: steer further over.
        pitch += np.arctan2(level, up) - np.arctan2(rate[1], rate[0])
        pitch = np.clip(pitch, 0.0, 2.6)
    rate, way = _effect(pitch, shape)
    amount = np.hypot(level, up) / (burn * np.hypot(rate[0], rate[1]))
    side = np.where(level > 0.0, level, 1.0)
    towards = (east * axes[0] + north * axes[1]) / side
    held = amount * np.stack(
        (np.sin(pitch) * east / side, np.sin(pitch) * north / side, np.cos(pitch))
    )
    return held, amount * burn**2 * (way[0] * axes[2] + way[1] * towards)


def _kept_low(start: Floats, surface: Floats, apogee: Floats) -> Floats:
    """No burn-out above the apogee, nor below ground, while the guess is still rough."""
    radius = _length(start)
    return np.asarray(start * (np.clip(radius, surface, surface + 0.9 * apogee) / radius))
