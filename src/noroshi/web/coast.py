"""The land for the globe and its borders: coarse everywhere, fine where the scenario looks.

GeoJSON of features with the properties `role`, "land" or "border", and `detail`, and each of the
whole Earth: `coarse` without small islands, for while it turns, and `fine`, which in the region of
a scenario has every island that is shipped. All are from Natural Earth 1:10m (public domain), as
maps of reports are; borders are the lines that it draws, whoever disputes them.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray

from noroshi.earth.land import Window, borders, land_within
from noroshi.scenario.records import Ground, Scenario
from noroshi.web.plain import json_text

Floats = NDArray[np.float64]
Rings = list[Floats]
"""The outline of a piece of land, and of its lakes, (point, 2) each [deg]."""
_AS_ONE: Final = np.array([1.0, 1j])
"""Two numbers as one that tells them apart."""
_EARTH: Final[Window] = (-180.0, -90.0, 180.0, 90.0)
_COARSE: Final = 0.15
"""By how much the coarse coast may be off [deg]."""
_FINE: Final = 0.01
_MEDIUM: Final = 0.06
"""Outside of the region, at rest."""
_SMALLEST: Final = 0.03
"""Of land outside of the region [deg²]: what is smaller is a dot on the whole globe."""
_MARGIN: Final = 4.0
"""About the places of a scenario [deg]."""
_LARGEST: Final = 60.0
"""Of a region, in each direction [deg]: beyond it nothing is looked at from near."""
_DIGITS: Final = (2, 4)
"""Of a degree, of what is coarse and what is fine: a kilometre and ten metres."""


def coast_text(world: Scenario) -> str:
    """The land and its borders as GeoJSON."""
    coarse = _features("coarse", _COARSE, _COARSE, None, _DIGITS[0])
    fine = _features("fine", _FINE, _MEDIUM, region(world), _DIGITS[1])
    return json_text({"type": "FeatureCollection", "features": [*coarse, *fine]})


def region(world: Scenario) -> Window | None:
    """Where the places lie that are warned and launched from; None = nowhere, or everywhere."""
    sites = {site for threat in world.threats.values() for site in threat.launched_from}
    places = [p for key, p in world.places.items() if key in sites and isinstance(p, Ground)]
    points = [(r.lon, r.lat) for r in world.receivers.values()]
    points += [(p.lon.best, p.lat.best) for p in places]
    if not points:
        return None
    lon, lat = np.degrees(np.array(points)).T
    # Of far places those about the middle count: islands across an ocean make no region.
    near = (np.abs(lon - np.median(lon)) < _LARGEST / 2) & (
        np.abs(lat - np.median(lat)) < _LARGEST / 2
    )
    lon, lat = lon[near], lat[near]
    ends = lon.min() - _MARGIN, lat.min() - _MARGIN, lon.max() + _MARGIN, lat.max() + _MARGIN
    west, south, east, north = (round(float(end), 1) for end in ends)
    return west, max(south, -90.0), east, min(north, 90.0)


@lru_cache(5)
def _features(
    detail: str, inside: float, outside: float, window: Window | None, digits: int
) -> tuple[dict[str, Any], ...]:
    land = _thinned(inside, outside, window)
    lines = [_line(line, inside, outside, window) for line in borders()]
    shapes = {
        "land": ("MultiPolygon", [[_written(r, digits) for r in rings] for rings in land]),
        "border": ("MultiLineString", [_written(line, digits) for line in lines]),
    }
    return tuple(
        {
            "type": "Feature",
            "properties": {"role": role, "detail": detail},
            "geometry": {"type": kind, "coordinates": coordinates},
        }
        for role, (kind, coordinates) in shapes.items()
    )


def _written(points: Floats, digits: int) -> list[list[float]]:
    return list(np.round(points, digits).tolist())


def _thinned(inside: float, outside: float, window: Window | None) -> Iterator[Rings]:
    """The land with fewer points, and without what is small outside of a window.

    Points are left out, none is moved, so that an outline that crosses the window has no seam.

    Args:
        inside: by how much it may be off within the window [deg].
        outside: the same elsewhere.
        window: the region; None = it is all outside.
    """
    for polygon in land_within(_EARTH):
        near = _within(shapely.get_coordinates(polygon), window)
        if polygon.area < _SMALLEST and not near.any():
            continue
        rings = [_line(r, inside, outside, window) for r in (polygon.exterior, *polygon.interiors)]
        if len(rings[0]) > 3:
            yield [ring for ring in rings if len(ring) > 3]


def _line(outline: Any, inside: float, outside: float, window: Window | None) -> Floats:
    """Of an outline or a border the points that tell its shape, (point, 2) [deg]."""
    points = shapely.get_coordinates(outline)
    near = _within(points, window)
    if near.all() or not near.any():
        kept = _tells(outline, points, inside if near.all() else outside)
    else:
        kept = np.where(near, _tells(outline, points, inside), _tells(outline, points, outside))
    return points[kept] if kept.sum() > 3 or not near.any() else points


def _tells(outline: Any, points: Floats, tolerance: float) -> NDArray[np.bool_]:
    """Which points Douglas and Peucker's thinning keeps, which moves none."""
    thin = shapely.get_coordinates(shapely.simplify(outline, tolerance))
    return np.isin(points @ _AS_ONE, thin @ _AS_ONE)


def _within(points: Floats, window: Window | None) -> NDArray[np.bool_]:
    """Which points lie in a window, which may go on beyond 180°."""
    if window is None:
        return np.zeros(len(points), dtype=np.bool_)
    west, south, east, north = window
    lon, lat = points.T
    inside = (lon - west) % 360.0 <= east - west
    return np.asarray(inside & (lat >= south) & (lat <= north), dtype=np.bool_)
