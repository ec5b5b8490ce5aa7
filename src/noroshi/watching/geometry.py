"""How a platform and a point of the surface stand to one another, and to the sun."""

from typing import Any

from noroshi.constants import EARTH_RADIUS
from noroshi.earth.ellipsoid import ECCENTRICITY_SQUARED, Vector, height_along_radius
from noroshi.watching.payloads.base import Geometry


def geometry(
    position: Vector, velocity: Vector, point_ecef: Vector, point_up: Vector, sun: Vector
) -> Geometry:
    """Range, angles and height of a platform seen from, and looking at, a point; elementwise.

    Args:
        position: of the platform, Earth-fixed [m].
        velocity: over the turning Earth, in any unit: only its direction counts. Where it is
            zero or straight up the squint is π/2.
        point_ecef: the point [m].
        point_up: the ellipsoid's normal there, a unit vector.
        sun: unit vector toward the sun.

    NumPy's or JAX's arrays that broadcast together. Lines of sight are straight: a payload that
    sees by radio bent over the horizon widens its own limit.
    """
    xp = position[0].__array_namespace__()
    away = tuple(p - q for p, q in zip(position, point_ecef, strict=True))
    distance = xp.sqrt(_dot(away, away))
    up, height = zenith(position)
    below = _dot(up, away)
    over = _dot(point_up, away)
    return Geometry(
        slant_range=distance,
        off_nadir=_angle(below, distance),
        elevation=xp.arcsin(xp.clip(over / distance, -1.0, 1.0)),
        squint=_squint(velocity, up, away, below),
        sun=xp.arcsin(xp.clip(_dot(point_up, sun), -1.0, 1.0)),
        height=height,
    )


def zenith(position: Vector) -> tuple[Vector, Any]:
    """Unit normal of the ellipsoid below a position, and the height above it [m].

    The normal meets the axis lower than the centre; how much lower takes the height, and the
    height along the radius is near enough: better than 2e-9 rad and a millimetre up to 1,000 km.
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


def _squint(velocity: Vector, up: Vector, away: Any, below: Any) -> Any:
    """Angle between heading and point, both laid on the platform's horizontal plane."""
    xp = up[0].__array_namespace__()
    climb = _dot(up, velocity)
    level = tuple(v - climb * u for v, u in zip(velocity, up, strict=True))
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
