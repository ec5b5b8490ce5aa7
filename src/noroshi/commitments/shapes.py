"""Areas as outlines for maps: computed on the ellipsoid, in degrees.

A sea limit is the coast widened by its breadth, piece by piece, each in the azimuthal equidistant
plane about its own middle. A piece is at most some four degrees across, so that the plane stretches
by less than one part in two thousand: 10 m of 12 nautical miles. Questions of where a place lies
do not use these outlines but exact distances (`where`).
"""

from datetime import date
from functools import cache, lru_cache

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from noroshi.commitments.areas import Belt, Difference, Outline, Regions, Undefined, Union, ring
from noroshi.commitments.gazetteer import Gazetteer
from noroshi.commitments.within import Floats, region_parts
from noroshi.earth.planes import plane
from noroshi.earth.territorial import belt

_CELL = 4.0
"""Breadth of the pieces in which a coast is widened [deg]."""
_QUARTER = 16
"""Corners of a quarter of a circle: a chord then cuts off 27 m in 12 nautical miles."""
_CORNERS = 180
"""Of a circle about a coast's point: 4 m in 12 nautical miles, 60 m in 200."""


def shape(gazetteer: Gazetteer, key: str, day: date | None = None) -> BaseGeometry | None:
    """An area's outline in longitude and latitude [deg], which may run on beyond 180.

    Of parts that have dates only those are drawn that hold on `day`; without a day, all.
    None: it has no line; of an area that surely includes others, their outline is no answer.
    """
    area = gazetteer.areas[key]
    match area:
        case Belt():
            lat, lon = np.transpose([gazetteer.coast[c] for c in area.coast])
            outer = belt(lat, lon, area.outer, corners=_CORNERS)
            if not area.inner:
                return outer
            return outer.difference(belt(lat, lon, area.inner, corners=_CORNERS))
        case Regions():
            parts = region_parts(area.country, area.regions)
            whole = widened(parts, area.outer)
            return whole if area.inner is None else whole.difference(widened(parts, area.inner))
        case Outline():
            return shapely.Polygon(ring(area.outline))
        case Union():
            return _joined(_shapes(gazetteer, area.of, day))
        case Difference():
            whole_ = shape(gazetteer, area.of, day)
            less = _joined(_shapes(gazetteer, area.less, day))
            return whole_ if whole_ is None or less is None else whole_.difference(less)
        case Undefined():
            return None


def _shapes(
    gazetteer: Gazetteer, parts: tuple[str, ...], day: date | None
) -> tuple[BaseGeometry | None, ...]:
    """Of those parts that hold on the day."""
    held = [key for key in parts if day is None or gazetteer.areas[key].holds(day)]
    return tuple(shape(gazetteer, key, day) for key in held)


@lru_cache(maxsize=64)
def _joined(parts: tuple[BaseGeometry | None, ...]) -> BaseGeometry | None:
    """Kept, since several areas leave out the same parts, and a long coast takes its time."""
    known = [p for p in parts if p is not None]
    if len(known) < 2:
        return known[0] if known else None
    return shapely.union_all(known)


@cache
def widened(parts: tuple[shapely.Polygon, ...], breadth: float) -> BaseGeometry:
    """Land [deg] with the sea within `breadth` [m] of it."""
    # Neighbours share the corners of their border, so that no sliver can stay: nothing is cut.
    land = shapely.coverage_union_all(parts)
    if breadth == 0.0:
        return land
    pieces = [piece for part in shapely.get_parts(land) for piece in _pieces(part)]
    return shapely.union_all([_wide(piece, breadth) for piece in pieces])


def _pieces(part: shapely.Polygon) -> list[BaseGeometry]:
    """A polygon in cells of a few degrees."""
    west, south, east, north = part.bounds
    if max(east - west, north - south) <= _CELL:
        return [part]
    cells = [
        shapely.clip_by_rect(part, lon, lat, lon + _CELL, lat + _CELL)
        for lon in np.arange(west, east, _CELL)
        for lat in np.arange(south, north, _CELL)
    ]
    return [cell for cell in cells if cell.area > 0.0]


def _wide(piece: BaseGeometry, breadth: float) -> BaseGeometry:
    lon, lat = piece.centroid.x, piece.centroid.y
    there = plane("aeqd", lon_0=lon, lat_0=lat)

    def to_plane(xy: Floats) -> Floats:
        return np.column_stack(there.transform(xy[:, 0], xy[:, 1]))

    def to_degrees(xy: Floats) -> Floats:
        found = np.column_stack(there.transform(xy[:, 0], xy[:, 1], direction="INVERSE"))
        found[:, 0] = lon + (found[:, 0] - lon + 180.0) % 360.0 - 180.0
        return found

    wide = shapely.transform(piece, to_plane).buffer(breadth, quad_segs=_QUARTER)
    return shapely.make_valid(shapely.transform(wide, to_degrees))
