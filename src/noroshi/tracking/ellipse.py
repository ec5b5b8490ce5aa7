"""Ellipses of equal probability around a point on the ground, and their outlines on the map."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.earth import geodesic
from noroshi.tracking.ground import OnGround

Floats = NDArray[np.float64]


class Ellipse(NamedTuple):
    """The smallest areas that hold a point with some probability; arrays of shape (batch,)."""

    lat: Floats
    """Geodetic latitude of the middle [rad]."""
    lon: Floats
    """Longitude of the middle [rad]."""
    major: Floats
    """Longer half axis [m]."""
    minor: Floats
    """Shorter half axis [m]."""
    bearing: Floats
    """Of the longer axis [rad, 0 to π, clockwise from north]."""
    probability: float
    """That the point lies inside."""


def ellipse(ground: OnGround, *, probability: float) -> Ellipse:
    """The ellipse that holds a point on the ground with a probability between 0 and 1.

    Half axes are √(-2 ln(1 - p)) times the standard deviations along the covariance's own axes;
    NaN where the point's status is not 0.
    """
    if not 0.0 < probability < 1.0:
        raise ValueError(f"a probability lies between 0 and 1, not {probability}")
    large, small, bearing = axes(ground.covariance)
    scale = float(np.sqrt(-2.0 * np.log1p(-probability)))
    return Ellipse(ground.lat, ground.lon, scale * large, scale * small, bearing, probability)


def axes(covariance: Floats) -> tuple[Floats, Floats, Floats]:
    """Standard deviations along the longer and shorter axis [m], and the bearing of the longer.

    `covariance` is east-east, north-east, north-north [m²], (3, ...).
    """
    ee, en, nn = covariance
    half = 0.5 * (nn - ee)
    large = 0.5 * (ee + nn) + np.hypot(half, en)
    # The small root from the determinant: a difference would lose the digits of a thin ellipse.
    small = np.maximum(ee * nn - en * en, 0.0) / np.where(large > 0.0, large, 1.0)
    bearing = 0.5 * np.arctan2(en, half) % np.pi
    return np.sqrt(large), np.sqrt(small), np.asarray(bearing)


def outline(shape: Ellipse) -> tuple[Floats, Floats]:
    """Latitude and longitude [rad] of an outline, (73, batch); the last is the first.

    Every point lies at its distance and bearing along the geodesic from the middle.
    """
    turn = np.linspace(0.0, 2.0 * np.pi, 73)[:, None]
    along, across = shape.major * np.cos(turn), shape.minor * np.sin(turn)
    bearing = shape.bearing + np.arctan2(across, along)
    lat, lon = np.broadcast_arrays(shape.lat, shape.lon)
    return geodesic.direct(lat, lon, np.hypot(along, across), bearing)
