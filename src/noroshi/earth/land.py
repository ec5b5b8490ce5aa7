"""Outlines of the land and its borders: Natural Earth 1:10m, public domain, shipped in `data/`."""

from functools import cache
from importlib.resources import as_file, files

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString, Polygon, affinity

Floats = NDArray[np.float64]
Window = tuple[float, float, float, float]
"""West, south, east, north [deg]; west may be below -180 and east above 180."""


@cache
def _coast() -> tuple[Floats, NDArray[np.int64], NDArray[np.int64], Floats]:
    """Points (point, 2) [deg], where each ring starts, its polygon, and its box (ring, 4)."""
    with as_file(files("noroshi.data") / "coast.npz") as file, np.load(file) as stored:
        points, start = stored["points"].astype(np.float64), stored["start"].astype(np.int64)
        polygon = stored["polygon"].astype(np.int64)
    low = np.minimum.reduceat(points, start[:-1])
    high = np.maximum.reduceat(points, start[:-1])
    return points, start, polygon, np.column_stack([low, high])


def land_within(window: Window) -> list[Polygon]:
    """Polygons of the land inside a window of longitudes and latitudes, cut at its edges."""
    west, south, east, north = window
    found: list[Polygon] = []
    # The files stop at 180 degrees; a window across it sees the neighbouring turn.
    for turn in (-360.0, 0.0, 360.0):
        polygons = _polygons((west - turn, south, east - turn, north))
        cut = shapely.get_parts(
            shapely.clip_by_rect(polygons, west - turn, south, east - turn, north)
        )
        found += [affinity.translate(part, turn) for part in cut if isinstance(part, Polygon)]
    return found


@cache
def borders() -> tuple[LineString, ...]:
    """What lies between two countries on land [deg], as Natural Earth draws it.

    It draws who holds what, and says nothing of who claims it.
    """
    with as_file(files("noroshi.data") / "borders.npz") as file, np.load(file) as stored:
        points, start = stored["points"].astype(np.float64), stored["start"]
    lines = shapely.linestrings(
        points, indices=np.repeat(np.arange(len(start) - 1), np.diff(start))
    )
    return tuple(lines)


def _polygons(window: Window) -> NDArray[np.object_]:
    """Whole polygons whose box meets the window, with their holes."""
    points, start, polygon, box = _coast()
    west, south, east, north = window
    meets = (box[:, 0] < east) & (box[:, 2] > west) & (box[:, 1] < north) & (box[:, 3] > south)
    rings = np.flatnonzero(np.isin(polygon, np.unique(polygon[meets])))
    if rings.size == 0:
        return np.empty(0, dtype=object)
    sizes = start[rings + 1] - start[rings]
    index = np.concatenate([np.arange(start[r], start[r + 1]) for r in rings])
    outlines = shapely.linearrings(points[index], indices=np.repeat(np.arange(rings.size), sizes))
    _, group = np.unique(polygon[rings], return_inverse=True)
    return np.asarray(shapely.polygons(outlines, indices=group))
