"""How a platform and a point of the surface stand to one another, and to the sun."""

from typing import Any, Final, NamedTuple

import numpy as np

from noroshi.access.payloads.base import Geometry
from noroshi.constants import EARTH_RADIUS
from noroshi.earth.ellipsoid import ECCENTRICITY_SQUARED, POLAR_RADIUS, Vector

_NOTHING: Final = (0.0, 0.0, 0.0)


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
            zero or straight up, or not given, the point is abeam.
        point_ecef: the point [m].
        point_up: the ellipsoid's normal there, a unit vector.
        sun: unit vector toward the sun; not given, its elevation is 0.

    Numbers, or arrays that broadcast together. Lines of sight are straight: a payload that
    sees by radio bent over the horizon widens its own limit.
    """
    return seen(carrier(position, velocity, sun), point_ecef, point_up)


def seen(platform: Carrier, point_ecef: Vector, point_up: Vector) -> Geometry:
    """The geometry of a point as seen from a platform whose zenith is known."""
    heading, sun = platform.heading, platform.sun
    height = platform.height
    return toward(
        platform.position,
        platform.zenith,
        height,
        _NOTHING if heading is None else heading,
        _NOTHING if sun is None else sun,
        point_ecef,
        point_up,
    )


def toward(
    position: Vector,
    zenith: Vector,
    height: Any,
    heading: Vector,
    sun: Vector,
    point_ecef: Vector,
    point_up: Vector,
) -> Geometry:
    """As `seen`, of numbers or of arrays; a heading or sun of zeros does not matter."""
    away = _difference(position, point_ecef)
    distance = np.sqrt(_dot(away, away))
    below = _dot(zenith, away)
    climb = _dot(zenith, heading)
    level = _beside(heading, climb, zenith)
    across = _beside(away, below, zenith)
    both = np.sqrt(_dot(level, level) * _dot(across, across))
    return Geometry(
        slant_range=distance,
        cos_off_nadir=_share(below, distance),
        sin_elevation=_share(_dot(point_up, away), distance),
        cos_squint=_share(-_dot(level, across), both),
        sin_sun=np.minimum(np.maximum(_dot(point_up, sun), -1.0), 1.0),
        height=height,
    )


def zenith(position: Vector) -> tuple[Vector, Any]:
    """Unit normal of the ellipsoid below a position, and the height above it [m].

    The normal meets the axis lower than the centre; how much lower takes the height, and the
    height along the radius is near enough: good to 5e-9 rad and a millimetre at any height.
    """
    x, y, z = position
    across_squared = x * x + y * y
    squared = across_squared + z * z
    radius = np.sqrt(squared)
    low = radius - POLAR_RADIUS / np.sqrt(1.0 - ECCENTRICITY_SQUARED * across_squared / squared)
    normal = EARTH_RADIUS / np.sqrt(1.0 - ECCENTRICITY_SQUARED * z * z / squared)
    raised = z * (normal + low) / (normal * (1.0 - ECCENTRICITY_SQUARED) + low)
    length = np.sqrt(across_squared + raised * raised)
    up = (x / length, y / length, raised / length)
    surface = EARTH_RADIUS * np.sqrt(1.0 - ECCENTRICITY_SQUARED * up[2] * up[2])
    return up, _dot(up, position) - surface


def _share(part: Any, whole: Any) -> Any:
    """Part / whole as a cosine or sine; 0 where the whole is nothing."""
    share = np.where(whole > 0.0, part / np.where(whole > 0.0, whole, 1.0), 0.0)
    return np.minimum(np.maximum(share, -1.0), 1.0)


def _beside(vector: Any, along: Any, direction: Any) -> Vector:
    """What of a vector is square to a direction, along which it has so much."""
    return (
        vector[0] - along * direction[0],
        vector[1] - along * direction[1],
        vector[2] - along * direction[2],
    )


def _difference(a: Any, b: Any) -> Vector:
    return (a[0] - b[0], a[1] - b[1], a[2] - b[2])


def _dot(a: Any, b: Any) -> Any:
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
