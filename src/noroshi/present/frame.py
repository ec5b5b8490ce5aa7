"""A piece of the Earth laid flat: from longitude and latitude to pixels of a map."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from pyproj.enums import TransformDirection

from noroshi.earth import land as earth
from noroshi.earth.land import Window, land_within
from noroshi.earth.planes import plane
from noroshi.earth.regions import areas

Floats = NDArray[np.float64]
Line = tuple[tuple[float, float], ...]
"""Points one after the other [px]; a closed one ends where it begins."""
Polygon = tuple[Line, ...]
"""An outline, then its holes, which turn the other way."""

_WIDE_DEG: Final = 70.0
"""Beyond this distance from its middle an azimuthal map shows too little of shapes."""
_GRAIN: Final = 0.35
"""Detail of a coast that is left out [px]: less than half of a drawn line."""
_BEND_DEG: Final = 1.0
"""Longest straight line in longitude and latitude."""
_SPECK: Final = 0.2
"""Islands smaller than this are left out [px²]."""
_NET: Final = 41


@dataclass(frozen=True)
class Frame:
    """A window on an equal-area map; equal frames share their coast.

    Regions up to the size of a continent are azimuthal about their middle; larger ones take Equal
    Earth about the middle's meridian.
    """

    kind: Literal["laea", "eqearth"]
    lon_0: float
    """Middle of the projection [deg]."""
    lat_0: float
    west: float
    """Left edge on the plane [m]."""
    north: float
    """Upper edge [m]."""
    metre: float
    """Pixels in a metre."""
    width: float
    """[px]"""
    height: float
    left: float = 0.0
    """Where the window stands on the figure's plot [px]."""
    top: float = 0.0

    def place(self, lon_deg: ArrayLike, lat_deg: ArrayLike) -> Floats:
        """Where places stand, (place, 2) [px], to the right and down from the plot's corner.

        What the projection cannot show is NaN.
        """
        lon, lat = np.atleast_1d(lon_deg), np.atleast_1d(lat_deg)
        x, y = plane(self.kind, lon_0=self.lon_0, lat_0=self.lat_0).transform(lon, lat)
        across = self.left + (np.asarray(x) - self.west) * self.metre
        down = self.top + (self.north - np.asarray(y)) * self.metre
        flat = np.column_stack([across, down]).astype(np.float64)
        flat[~np.isfinite(flat).all(axis=1)] = np.nan
        return flat

    def holds(self, points: Floats) -> NDArray[np.bool_]:
        """Whether points (point, 2) [px] lie in the window; NaN does not."""
        x, y = points[:, 0] - self.left, points[:, 1] - self.top
        held: NDArray[np.bool_] = (x >= 0.0) & (x <= self.width) & (y >= 0.0) & (y <= self.height)
        return held

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and foot [px]."""
        return self.left, self.top, self.left + self.width, self.top + self.height

    @property
    def middle(self) -> tuple[float, float]:
        """Longitude and latitude of the window's middle [deg]."""
        x = self.west + 0.5 * self.width / self.metre
        y = self.north - 0.5 * self.height / self.metre
        lon, lat = plane(self.kind, lon_0=self.lon_0, lat_0=self.lat_0).transform(
            x, y, direction=TransformDirection.INVERSE
        )
        return float(lon), float(lat)


def frame_of(
    lon_deg: ArrayLike,
    lat_deg: ArrayLike,
    *,
    width: float,
    margin: float = 0.06,
    least: float = 100e3,
    shape: tuple[float, float] = (0.55, 1.25),
) -> Frame:
    """The window that holds all places, whichever side of the 180th meridian they lie on.

    Args:
        lon_deg, lat_deg: of the places, (place,).
        width: of the map [px].
        margin: room beyond the outermost place, as a share of the larger side [1].
        least: side of the smallest map [m].
        shape: bounds of the map's height, as shares of its width.

    Raises:
        ValueError: no place.
    """
    lon, lat = np.atleast_1d(lon_deg).astype(float), np.atleast_1d(lat_deg).astype(float)
    if lon.size == 0:
        raise ValueError("a map needs at least one place")
    lon_0, lat_0, far = _middle(lon, lat)
    kind: Literal["laea", "eqearth"] = "laea" if far <= _WIDE_DEG else "eqearth"
    if kind == "eqearth":
        lat_0 = 0.0
    x, y = plane(kind, lon_0=lon_0, lat_0=lat_0).transform(lon, lat)
    side = max(float(np.ptp(x)), float(np.ptp(y)), least)
    wide = max(float(np.ptp(x)) + 2.0 * margin * side, least)
    high = max(float(np.ptp(y)) + 2.0 * margin * side, least)
    wide = max(wide, high / shape[1])
    high = max(high, wide * shape[0])
    middle = (
        0.5 * (float(np.min(x)) + float(np.max(x))),
        0.5 * (float(np.min(y)) + float(np.max(y))),
    )
    metre = width / wide
    return Frame(
        kind, lon_0, lat_0, middle[0] - wide / 2.0, middle[1] + high / 2.0, metre,
        width, round(high * metre, 1),
    )  # fmt: skip


@cache
def land(frame: Frame) -> tuple[Polygon, ...]:
    """The land in the window; worked out once for equal frames."""
    polygons = np.array(land_within(_window(frame)), dtype=object)
    return _polygons(frame, polygons)


@cache
def borders(frame: Frame) -> tuple[Polygon, ...]:
    """Prefectures, states and provinces in the window."""
    outlines = np.array([region.outline for region in areas()], dtype=object)
    return _polygons(frame, shapely.get_parts(outlines), grain=2.0 * _GRAIN)


@cache
def countries(frame: Frame) -> tuple[Line, ...]:
    """What lies between two countries on land, in the window."""
    points, starts = _borders()
    flat = frame.place(*points.T)
    # Most of them lie elsewhere, which their corners tell.
    low, high = np.fmin.reduceat(flat, starts), np.fmax.reduceat(flat, starts)
    here = ((high >= frame.box[:2]) & (low <= frame.box[2:])).all(axis=1)
    each = np.split(flat, starts[1:])
    return tuple(line for n in np.flatnonzero(here) for line in _cut(frame, each[n]))


@cache
def _borders() -> tuple[Floats, NDArray[np.intp]]:
    """Points of what lies between two countries [deg], (point, 2), and where each line begins."""
    bent = shapely.segmentize(np.array(earth.borders(), dtype=object), _BEND_DEG)
    points, line = shapely.get_coordinates(bent, return_index=True)
    return points, np.flatnonzero(np.diff(line, prepend=-1))


def cut_line(frame: Frame, lon_deg: ArrayLike, lat_deg: ArrayLike) -> tuple[Line, ...]:
    """The pieces of a line that lie in the window [px]; a line round the back of it is parted."""
    return _cut(frame, frame.place(lon_deg, lat_deg))


def _cut(frame: Frame, flat: Floats) -> tuple[Line, ...]:
    jump = np.abs(np.diff(flat[:, 0])) > 0.5 * _round(frame)
    breaks = np.flatnonzero(jump | np.isnan(np.diff(flat[:, 0]))) + 1
    pieces = [part[np.isfinite(part).all(axis=1)] for part in np.split(flat, breaks)]
    lines = [shapely.LineString(part) for part in pieces if len(part) > 1]
    inside = shapely.get_parts(shapely.clip_by_rect(np.array(lines, dtype=object), *frame.box))
    kept = inside[shapely.get_type_id(inside) == shapely.GeometryType.LINESTRING]
    return tuple(_coordinates(line) for line in kept)


def cut_area(frame: Frame, polygons: Sequence[shapely.Polygon]) -> tuple[Polygon, ...]:
    """What of polygons in longitude and latitude [deg] lies in the window."""
    return _polygons(frame, np.array(list(polygons), dtype=object))


def _polygons(
    frame: Frame, polygons: NDArray[np.object_], *, grain: float = _GRAIN
) -> tuple[Polygon, ...]:
    if polygons.size == 0:
        return ()
    # Cut edges run along parallels, which are curved on the map.
    fine = shapely.segmentize(polygons, _BEND_DEG)
    flat = shapely.transform(fine, lambda xy: frame.place(xy[:, 0], xy[:, 1]))
    simple = shapely.make_valid(shapely.simplify(flat[_shown(flat)], grain))
    inside = shapely.get_parts(shapely.clip_by_rect(simple, *frame.box))
    kept = inside[shapely.get_type_id(inside) == shapely.GeometryType.POLYGON]
    # Normal polygons are ordered, and their holes turn against their outlines.
    seen = shapely.normalize(kept[shapely.area(kept) > _SPECK])
    rings = (tuple(map(_coordinates, shapely.get_rings(polygon))) for polygon in seen)
    # Rounded to a tenth of a pixel, a hole may have become a line.
    return tuple(tuple(r for r in polygon if len(r) > 3) for polygon in rings)


def _shown(flat: NDArray[np.object_]) -> NDArray[np.bool_]:
    """Shapes all of whose points the projection can show."""
    points, index = shapely.get_coordinates(flat, return_index=True)
    good = np.ones(len(flat), dtype=np.bool_)
    good[index[~np.isfinite(points).all(axis=1)]] = False
    return good


def _coordinates(shape: shapely.Geometry) -> Line:
    points = np.round(shapely.get_coordinates(shape), 1)
    same = np.append(False, (np.diff(points, axis=0) == 0.0).all(axis=1))
    return tuple(map(tuple, points[~same].tolist()))


def _round(frame: Frame) -> float:
    """How long the whole equator is on the map [px]."""
    return 4.0e7 * frame.metre


def _window(frame: Frame) -> Window:
    """Longitudes and latitudes that cover the window [deg]."""
    if frame.kind == "eqearth":
        # A hair inside: the two ends of the map are one meridian.
        return frame.lon_0 - 179.99, -90.0, frame.lon_0 + 179.99, 90.0
    left, top = frame.west, frame.north
    x, y = np.meshgrid(
        left + np.linspace(0.0, frame.width / frame.metre, _NET),
        top - np.linspace(0.0, frame.height / frame.metre, _NET),
    )
    back = plane(frame.kind, lon_0=frame.lon_0, lat_0=frame.lat_0)
    lon, lat = back.transform(x, y, direction=TransformDirection.INVERSE)
    poles = frame.place([0.0, 0.0], [-90.0, 90.0])
    south, north = frame.holds(poles)
    lon, lat = lon[np.isfinite(lon)], lat[np.isfinite(lat)]
    low = -90.0 if south else max(float(lat.min()) - 1.0, -90.0)
    high = 90.0 if north else min(float(lat.max()) + 1.0, 90.0)
    if south or north:
        return frame.lon_0 - 180.0, low, frame.lon_0 + 180.0, high
    off = np.mod(lon - frame.lon_0 + 180.0, 360.0) - 180.0
    return frame.lon_0 + float(off.min()) - 1.0, low, frame.lon_0 + float(off.max()) + 1.0, high


def _middle(lon_deg: Floats, lat_deg: Floats) -> tuple[float, float, float]:
    """The middle of the places as directions, rounded, and the angle to the farthest [deg]."""
    lon, lat = np.radians(lon_deg), np.radians(lat_deg)
    places = np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
    middle = 0.5 * (places.min(axis=0) + places.max(axis=0))
    length = float(np.linalg.norm(middle))
    if length < 1e-6:
        return 0.0, 0.0, 180.0
    far = float(np.degrees(np.arccos(np.clip((places @ middle).min() / length, -1.0, 1.0))))
    lon_0 = float(np.degrees(np.arctan2(middle[1], middle[0])))
    lat_0 = float(np.degrees(np.arcsin(np.clip(middle[2] / length, -1.0, 1.0))))
    return round(lon_0, 2), round(lat_0, 2), far
