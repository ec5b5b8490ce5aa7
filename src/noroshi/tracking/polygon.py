"""How probable it is that a point known as a Gaussian on the ground lies inside an outline."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.special import owens_t
from shapely import LinearRing
from shapely.geometry.base import BaseGeometry

from noroshi.constants import EARTH_MEAN_RADIUS
from noroshi.earth.ellipsoid import local_axes, position

Floats = NDArray[np.float64]

_FAR: Final = 6.5  # standard deviations: an outline wholly beyond holds less than 1e-9
_SHARP: Final = 1.0  # [m] a standard deviation below it is taken as that much: outlines are coarser


def in_areas(lat: Floats, lon: Floats, covariance: Floats, areas: Sequence[BaseGeometry]) -> Floats:
    """Probability (area, batch) that points on the ground lie in each area.

    Args:
        lat: mean [rad] (batch,).
        lon: mean [rad] (batch,).
        covariance: east-east, north-east, north-north [m²] (3, batch).
        areas: polygons or multipolygons of longitude and latitude [deg]; sides are straight on
            the azimuthal equidistant map around each mean.

    NaN where the mean or the covariance is. Areas that do not overlap share at most 1.
    """
    lat, lon, covariance = (np.asarray(a, float) for a in (lat, lon, covariance))
    found = np.empty((len(areas), lat.size))
    for row, area in enumerate(areas):
        found[row] = _in_area(lat, lon, covariance, _rings(area))
    return found


def in_rings(rings: Sequence[Floats], covariance: Floats) -> Any:
    """Probability mass of a centred Gaussian inside rings, exactly.

    Args:
        rings: (point, 2, ...) east and north [m] of each ring as seen from the mean, the last
            point equal to the first; holes turn the other way round than outlines.
        covariance: east-east, north-east, north-north [m²] (3, ...).

    The plane is stretched so that the Gaussian is round. Each side then makes a triangle with the
    mean, which holds its angle over 2π less what lies beyond the side, and that is Owen's T.
    Source: D. B. Owen, Ann. Math. Statist. 27 (1956) 1075, section 4; A. R. DiDonato & R. K.
    Hageman, SIAM J. Sci. Stat. Comput. 3 (1982) 434.
    """
    total = sum(_ring(_rounded(ring, covariance)) for ring in rings)
    return np.clip(np.abs(total), 0.0, 1.0)


def _in_area(lat: Floats, lon: Floats, covariance: Floats, rings: list[Floats]) -> Floats:
    box = np.concatenate(rings)
    near = _near(lat, lon, covariance, box)
    result = np.where(np.isnan(lat + lon + np.sum(covariance, axis=0)), np.nan, 0.0)
    if np.any(near):
        # Many ellipses may lie about one place.
        around, which = np.unique([lat[near], lon[near]], axis=1, return_inverse=True)
        places = around[0], around[1]
        flat = [
            np.stack(offset(*places, ring[:, 1, None], ring[:, 0, None]), axis=1)[..., which]
            for ring in rings
        ]
        result[near] = in_rings(flat, covariance[:, near])
    return result


def _near(lat: Floats, lon: Floats, covariance: Floats, points: Floats) -> NDArray[np.bool_]:
    """Whether a circle around all points comes within 6.5 standard deviations of the mean."""
    middle = 0.5 * (np.min(points, axis=0) + np.max(points, axis=0))
    size = np.max(np.hypot(*offset(middle[1], middle[0], points[:, 1], points[:, 0])))
    distance = np.hypot(*offset(middle[1], middle[0], lat, lon))
    sigma = np.sqrt(np.maximum(covariance[0] + covariance[2], 0.0))
    return np.asarray(distance < 1.1 * size + _FAR * sigma)


def _rings(area: BaseGeometry) -> list[Floats]:
    """Rings (point, 2) of longitude and latitude [rad]; outlines one way round, holes the other."""
    outlines = [part.exterior for part in shapely.get_parts(area)]
    holes = [hole for part in shapely.get_parts(area) for hole in part.interiors]
    return [_wound(ring, ccw=True) for ring in outlines] + [_wound(r, ccw=False) for r in holes]


def _wound(ring: LinearRing, *, ccw: bool) -> Floats:
    points = np.radians(shapely.get_coordinates(ring))
    return points if ring.is_ccw == ccw else points[::-1]


def _rounded(ring: Floats, covariance: Floats) -> tuple[Floats, Floats]:
    """The ring where the Gaussian is round with unit variance (inverse of the Cholesky factor)."""
    ee, en, nn = covariance
    first = np.maximum(np.sqrt(np.maximum(ee, 0.0)), _SHARP)
    slope = en / first
    second = np.maximum(np.sqrt(np.maximum(nn - slope**2, 0.0)), _SHARP)
    x = ring[:, 0] / first
    return x, (ring[:, 1] - slope * x) / second


def _ring(ring: tuple[Floats, Floats]) -> Any:
    """Signed mass inside one ring: over its sides, angle / 2π less what lies beyond the side."""
    x, y = ring
    (x0, x1), (y0, y1) = (x[:-1], x[1:]), (y[:-1], y[1:])
    length = np.hypot(x1 - x0, y1 - y0)
    length = np.where(length > 0.0, length, 1.0)
    turn = x0 * y1 - x1 * y0
    height = turn / length
    along = [((x1 - x0) * a + (y1 - y0) * b) / length for a, b in ((x0, y0), (x1, y1))]
    # A side through the mean makes no triangle.
    flat = height == 0.0
    height = np.where(flat, 1.0, height)
    angle = np.arctan2(turn, x0 * x1 + y0 * y1)
    beyond = [owens_t(height, s / height) for s in along]
    mass = angle / (2.0 * np.pi) - (beyond[1] - beyond[0])
    return np.sum(np.where(flat, 0.0, mass), axis=0)


def offset(lat: Any, lon: Any, to_lat: Any, to_lon: Any) -> tuple[Any, Any]:
    """East and north [m] of a point as seen from another, on the azimuthal equidistant map.

    NumPy or JAX arrays that broadcast, radians. The straight line through the Earth gives the
    direction, and its length, bent to an arc of the mean radius, the distance: within 1.2 parts in
    ten million of the geodesic at 100 km, 1.2 in a hundred thousand at 1,000 km, and the bearing
    within 1.4 as many radians. Beyond a quarter of the Earth it has no use.
    Source: J. P. Snyder, Map Projections: A Working Manual (1987), chapter 25.
    """
    xp = lat.__array_namespace__()
    here, there = position(lat, lon, xp.zeros_like(lat)), position(to_lat, to_lon, to_lat * 0.0)
    east, north, _ = local_axes(lat, lon)
    chord = [b - a for a, b in zip(here, there, strict=True)]
    x = sum(c * e for c, e in zip(chord, east, strict=True))
    y = sum(c * n for c, n in zip(chord, north, strict=True))
    length = xp.sqrt(sum(c * c for c in chord))
    level = xp.sqrt(x * x + y * y)
    share = xp.minimum(length / (2.0 * EARTH_MEAN_RADIUS), 1.0)
    arc = 2.0 * EARTH_MEAN_RADIUS * xp.arcsin(share)
    scale = xp.where(level > 0.0, arc / xp.where(level > 0.0, level, 1.0), 1.0)
    return x * scale, y * scale
