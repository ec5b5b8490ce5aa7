"""How a platform and a point of the surface stand to one another, and to the sun."""

from typing import Any, NamedTuple

import numpy as np

from noroshi.access.payloads.base import Geometry
from noroshi.constants import EARTH_RADIUS
from noroshi.earth.ellipsoid import ECCENTRICITY_SQUARED, Vector, height_along_radius


class Carrier(NamedTuple):
    """A platform at an instant, and where the sun stands; elementwise arrays."""

    position: Vector
    """Earth-fixed [m]."""
    zenith: Vector
    """Unit normal of the ellipsoid below it."""
    height: Any
    """Above the ellipsoid [m]."""
    heading: Vector | None
    """Direction of motion over the turning Earth, of any length; None where it does not matter."""
    sun: Vector | None
    """Unit vector toward the sun; None where it does not matter."""


def carrier(position: Vector, heading: Vector | None, sun: Vector | None) -> Carrier:
    """A platform, and what is straight above and below it."""
    return Carrier(position, *zenith(position), heading, sun)


def geometry(
    position: Vector,
    velocity: Vector | None,
    point_ecef: Vector,
    point_up: Vector,
    sun: Vector | None,
) -> Geometry:
    """Range, angles and height of a platform seen from, and looking at, a point; elementwise.

    Args:
        position: of the platform, Earth-fixed [m].
        velocity: over the turning Earth, in any unit: only its direction counts. Where it is
            zero or straight up, or not given, the squint is π/2.
        point_ecef: the point [m].
        point_up: the ellipsoid's normal there, a unit vector.
        sun: unit vector toward the sun; not given, its elevation is 0.

    NumPy's or JAX's arrays that broadcast together. Lines of sight are straight: a payload that
    sees by radio bent over the horizon widens its own limit.
    """
    return seen(carrier(position, velocity, sun), point_ecef, point_up)


def seen(platform: Carrier, point_ecef: Vector, point_up: Vector) -> Geometry:
    """The geometry of a point as seen from a platform whose zenith is known."""
    xp = platform.height.__array_namespace__()
    away = tuple(p - q for p, q in zip(platform.position, point_ecef, strict=True))
    distance = xp.sqrt(_dot(away, away))
    below = _dot(platform.zenith, away)
    elevation = xp.arcsin(xp.clip(_dot(point_up, away) / distance, -1.0, 1.0))
    heading, sun = platform.heading, platform.sun
    level = elevation * 0.0
    return Geometry(
        slant_range=distance,
        off_nadir=_angle(below, distance),
        elevation=elevation,
        squint=level + 0.5 * np.pi
        if heading is None
        else _squint(heading, platform.zenith, away, below),
        sun=level if sun is None else xp.arcsin(xp.clip(_dot(point_up, sun), -1.0, 1.0)),
        height=platform.height,
    )


def zenith(position: Vector) -> tuple[Vector, Any]:
    """Unit normal of the ellipsoid below a position, and the height above it [m].

    The normal meets the axis lower than the centre; how much lower takes the height, and the
    height along the radius is near enough: good to 5e-9 rad and a millimetre at any height.
    """
    x, y, z = position
    xp = x.__array_namespace__()
    low = height_along_radius(x, y, z)
    sine_squared = z * z / (x * x + y * y + z * z)
    normal = EARTH_RADIUS / xp.sqrt(1.0 - ECCENTRICITY_SQUARED * sine_squared)
    raised = z * (normal + low) / (normal * (1.0 - ECCENTRICITY_SQUARED) + low)
    length = xp.sqrt(x * x + y * y + raised * raised)
    up = x / length, y / length, raised / length
    surface = EARTH_RADIUS * xp.sqrt(1.0 - ECCENTRICITY_SQUARED * up[2] ** 2)
    return up, _dot(up, position) - surface


def _squint(heading: Vector, up: Vector, away: Any, below: Any) -> Any:
    """Angle between heading and point, both laid on the platform's horizontal plane."""
    xp = below.__array_namespace__()
    climb = _dot(up, heading)
    level = tuple(v - climb * u for v, u in zip(heading, up, strict=True))
    toward = tuple(below * u - a for u, a in zip(up, away, strict=True))
    both = xp.sqrt(_dot(level, level) * _dot(toward, toward))
    return _angle(_dot(level, toward), both)


def _angle(part: Any, whole: Any) -> Any:
    """Angle whose cosine is part / whole; π/2 where the whole is nothing."""
    xp = whole.__array_namespace__()
    something = whole > 0.0
    cosine = xp.where(something, part / xp.where(something, whole, 1.0), 0.0)
    return xp.arccos(xp.clip(cosine, -1.0, 1.0))


def _dot(a: Any, b: Any) -> Any:
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
