"""Belts of sea measured from a coast: territorial sea, contiguous zone, exclusive economic zone.

A belt of breadth L holds every point no farther than L from one of the coast's points, on the
ellipsoid. Its outline is made of geodesic circles: their corners lie at L exactly (Karney's
geodesics, as PROJ has them); a plane about the coast's middle serves only to join the circles, so
that its distortion moves no corner. Straight baselines, median lines between opposite coasts and
straits with a lesser limit are left out.

Source of the breadths: United Nations Convention on the Law of the Sea (1982), articles 3, 33, 57.
"""

from collections.abc import Callable
from typing import Any, Final, NamedTuple

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from shapely import MultiPolygon, Polygon, affinity
from shapely.geometry.base import BaseGeometry

from noroshi.earth.geodesic import direct, inverse
from noroshi.earth.planes import plane
from noroshi.errors import NoroshiError

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
CORNERS: Final = 720
"""Of each circle: chords then cut off at most 1 m in 100 km of its radius."""
_FARTHEST = 3_000e3
"""From the middle, of what one plane can join [m]."""


class NearestCoast(NamedTuple):
    """For each point, the coast point nearest to it."""

    distance: Floats
    """[m]."""
    bearing: Floats
    """From the point towards the coast, 0 to 2π [rad]."""
    coast: Ints
    """Which coast point."""


def nearest(
    lat: ArrayLike, lon: ArrayLike, coast_lat: ArrayLike, coast_lon: ArrayLike
) -> NearestCoast:
    """The nearest coast point of points of any shape; all angles [rad]; coast (coast,)."""
    lat, lon = np.broadcast_arrays(np.asarray(lat, float), np.asarray(lon, float))
    distance, bearing = inverse(lat[..., None], lon[..., None], coast_lat, coast_lon)
    which = np.argmin(distance, axis=-1)
    picked = which[..., None]
    return NearestCoast(
        np.take_along_axis(distance, picked, -1)[..., 0],
        np.take_along_axis(bearing, picked, -1)[..., 0],
        which,
    )


def middle(lat: ArrayLike, lon: ArrayLike) -> tuple[float, float]:
    """Latitude and longitude [rad] of the mean direction of points (point,) [rad]."""
    lat, lon = np.asarray(lat, float), np.asarray(lon, float)
    x, y, z = np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)
    return float(np.arctan2(z.mean(), np.hypot(x.mean(), y.mean()))), float(
        np.arctan2(y.mean(), x.mean())
    )


def belt(
    coast_lat: ArrayLike, coast_lon: ArrayLike, breadth: float, *, corners: int = CORNERS
) -> Polygon | MultiPolygon:
    """The sea (and land) within `breadth` [m] of coast points (coast,) [rad].

    In degrees of longitude and latitude; longitudes run on beyond 180° about the coast's middle, so
    that no outline jumps (`cut_at_date_line` cuts for GeoJSON). Corners lie on the limit to a
    micrometre, chords within it by at most breadth (1 - cos(π / corners)): 0.2 m of 12 nautical
    miles, 3.5 m of 200; where two circles meet, the corner errs by no more than that along them.
    """
    lat, lon = np.atleast_1d(np.asarray(coast_lat, float)), np.atleast_1d(coast_lon)
    check_belt(lat, lon, breadth)
    centre = middle(lat, lon)
    around = np.linspace(0.0, 2.0 * np.pi, corners, endpoint=False)
    to_plane, back = _plane(*centre)
    edge_lat, edge_lon = direct(lat[:, None], lon[:, None], breadth, around)
    circles = to_plane(np.degrees(np.stack([edge_lon, edge_lat], axis=-1)))
    joined = shapely.union_all(shapely.polygons(circles))
    outline = shapely.transform(joined, back)
    assert isinstance(outline, Polygon | MultiPolygon)
    return outline


def densified(lat: ArrayLike, lon: ArrayLike, spacing: float) -> tuple[Floats, Floats]:
    """Points along a line's geodesics, corners included, no farther apart than `spacing` [m].

    Discs of radius L about them fall short of the belt of the line itself by at most about
    spacing² / (8 L): 6 m for a kilometre and 12 nautical miles.
    """
    lat, lon = np.asarray(lat, float), np.asarray(lon, float)
    length, bearing = inverse(lat[:-1], lon[:-1], lat[1:], lon[1:])
    lats, lons = [], []
    for i, steps in enumerate(np.maximum(np.ceil(length / spacing), 1.0).astype(int)):
        along = length[i] * np.arange(steps) / steps
        found = direct(lat[i], lon[i], along[1:], bearing[i])
        # The corner itself, to the last bit: a ring would else cross itself where it closes.
        lats.append(np.append(lat[i], found[0]))
        lons.append(np.append(lon[i], found[1]))
    return np.concatenate([*lats, lat[-1:]]), np.concatenate([*lons, lon[-1:]])


def cut_at_date_line(area: BaseGeometry) -> BaseGeometry:
    """An area [deg] in longitudes from -180 to 180, in parts where it crosses 180°."""
    west, _, east, _ = area.bounds
    turns = range(int(np.floor((west + 180.0) / 360.0)), int(np.ceil((east - 180.0) / 360.0)) + 1)
    parts = []
    for turn in turns:
        inside = shapely.clip_by_rect(area, 360.0 * turn - 180.0, -90, 360.0 * turn + 180.0, 90)
        parts.append(affinity.translate(inside, -360.0 * turn))
    return parts[0] if len(parts) == 1 else shapely.union_all(parts)


def check_belt(coast_lat: ArrayLike, coast_lon: ArrayLike, breadth: float) -> None:
    """Refuse a belt that no outline in longitude and latitude can hold.

    Raises:
        NoroshiError: says why, and what to write.
    """
    lat, lon = np.atleast_1d(np.asarray(coast_lat, float)), np.atleast_1d(coast_lon)
    centre = middle(lat, lon)
    if breadth <= 0.0:
        raise NoroshiError("a belt of sea needs a breadth above zero; write e.g. 12 nmi")
    spread = float(inverse(*centre, lat, lon)[0].max())
    if spread + breadth > _FARTHEST:
        raise NoroshiError(
            f"a belt of {breadth / 1e3:.0f} km about points {spread / 1e3:.0f} km from their "
            f"middle is too wide for one map; take parts within {_FARTHEST / 1e3:.0f} km"
        )
    to_pole = min(float(inverse(lat, lon, s * np.pi / 2.0, 0.0)[0].min()) for s in (-1.0, 1.0))
    if to_pole <= breadth:
        raise NoroshiError(
            f"a belt of {breadth / 1e3:.0f} km holds a pole, whose outline in longitude and "
            "latitude does not close; take a lesser breadth or other places"
        )


Plane = Callable[[Any], Any]


def _plane(lat: float, lon: float) -> tuple[Plane, Plane]:
    """To the azimuthal equidistant plane about a place [rad], and back; [deg] (..., 2), [m]."""
    lat_deg, lon_deg = np.degrees([lat, lon]).tolist()
    there = plane("aeqd", lon_0=lon_deg, lat_0=lat_deg)

    def to_plane(xy: Any) -> Any:
        return np.stack(there.transform(xy[..., 0], xy[..., 1]), axis=-1)

    def to_degrees(xy: Any) -> Any:
        lon, lat = there.transform(xy[..., 0], xy[..., 1], direction="INVERSE")
        # Within half a turn of the middle, so that nothing jumps at 180 degrees.
        return np.stack([lon_deg + (lon - lon_deg + 180.0) % 360.0 - 180.0, lat], axis=-1)

    return to_plane, to_degrees
