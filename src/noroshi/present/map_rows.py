"""Features as rows of a map's specification: each with its class, its place in pixels or shape."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

import shapely

from noroshi.present.classes import Classes
from noroshi.present.features import OnMap
from noroshi.present.field import Spec
from noroshi.present.frame import Frame, Line, Polygon, cut_area, cut_line

_MANY: Final = 150
"""More areas with values than this are drawn class by class, as the union of those of a class."""
_POINT: Final = 40.0
_HEAVY: Final = 420.0
"""Area of a point without weight, and of the heaviest one [px²]."""
_LIGHT: Final = 26.0


def rows_of(
    frame: Frame, features: Sequence[OnMap], classes: Classes | None, never: str
) -> list[Spec]:
    """One row a feature that the frame holds; many areas of one class become one row.

    A point has x and y [px], a line or an area has its part within the frame as a GeoJSON geometry
    whose coordinates are pixels.
    """
    heaviest = max((f.weight or 0.0 for f in features), default=0.0)
    valued = [f for f in features if f.shape == "area" and classes is not None]
    many = valued if len(valued) > _MANY else []
    rows = [
        row
        for f in features
        if not (many and f.shape == "area")
        for row in [_row(frame, f, _class(f, classes, never), heaviest)]
        if row is not None
    ]
    return [*_united(frame, many, classes, never), *rows]


def geometry(polygons: Iterable[Polygon]) -> Spec:
    """Polygons as one GeoJSON geometry."""
    return {
        "type": "MultiPolygon",
        "coordinates": [[list(map(list, ring)) for ring in polygon] for polygon in polygons],
    }


def line_geometry(lines: Iterable[Line]) -> Spec:
    """Lines as one GeoJSON geometry."""
    return {"type": "MultiLineString", "coordinates": [list(map(list, line)) for line in lines]}


def _class(feature: OnMap, classes: Classes | None, never: str) -> str | None:
    if classes is None:
        return None
    if feature.value is None:
        return (never or None) if feature.shape == "area" else None
    return classes.names[classes.holding(feature.value)]


def _row(frame: Frame, f: OnMap, its_class: str | None, heaviest: float) -> Spec | None:
    """None for what lies outside the frame."""
    row: dict[str, Any] = {
        "shape": f.shape, "role": f.role, "name": f.name, "value": f.value, "class": its_class,
    }  # fmt: skip
    if f.shape == "point":
        flat = frame.place(f.lon_deg, f.lat_deg)
        if not frame.holds(flat)[0]:
            return None
        where = {"lon": f.lon_deg[0], "lat": f.lat_deg[0], "filled": f.filled}
        x, y = flat[0].round(2).tolist()
        return {**row, **where, "x": x, "y": y, "size": _size(f, heaviest)}
    if f.shape == "line":
        lines = cut_line(frame, f.lon_deg, f.lat_deg)
        return {**row, "type": "Feature", "geometry": line_geometry(lines)} if lines else None
    polygons = cut_area(frame, [_polygon(f)])
    return {**row, "type": "Feature", "geometry": geometry(polygons)} if polygons else None


def _united(frame: Frame, many: Sequence[OnMap], classes: Classes | None, never: str) -> list[Spec]:
    found, own = [], [_class(f, classes, never) for f in many]
    for name in dict.fromkeys(own):
        mine = [f for f, its_class in zip(many, own, strict=True) if its_class == name]
        whole = shapely.union_all([_polygon(f) for f in mine])
        parts = [p for p in shapely.get_parts(whole) if isinstance(p, shapely.Polygon)]
        shape = geometry(cut_area(frame, parts))
        row = {"shape": "area", "role": mine[0].role, "class": name, "count": len(mine)}
        found.append({**row, "type": "Feature", "geometry": shape})
    return found


def _polygon(f: OnMap) -> shapely.Polygon:
    """An area whose longitudes run on where they cross the 180th meridian."""
    lon = [f.lon_deg[0]]
    for there in f.lon_deg[1:]:
        lon.append(there - 360.0 * round((there - lon[-1]) / 360.0))
    return shapely.Polygon(list(zip(lon, f.lat_deg, strict=True)))


def _size(f: OnMap, heaviest: float) -> float:
    if f.weight is None or heaviest <= 0.0:
        return _POINT
    return round(max(_HEAVY * f.weight / heaviest, _LIGHT), 1)
