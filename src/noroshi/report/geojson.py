"""`map.geojson`: everything that the answers put on a map, told apart by layer (RFC 7946)."""

import json
import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from noroshi.questions.answer import Answer, Feature, Layer
from noroshi.report.report import Report

if TYPE_CHECKING:  # points, and lines that do not cross the antimeridian, need none of it
    import shapely
    from shapely.geometry.base import BaseGeometry

_DIGITS: Final = 5
"""Of a degree: a metre."""
_MOST: Final = 181
"""Points kept of a line."""
Point = tuple[float, ...]


def text(report: Report) -> str:
    """One collection of features, with what made it."""
    document = {
        "type": "FeatureCollection",
        "provenance": report.provenance.document(),
        "features": [f for answer in report.answers for f in features(answer)],
    }
    return json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":")) + "\n"


def features(answer: Answer) -> Iterator[dict[str, Any]]:
    """Of all layers of an answer; what moves is for the globe."""
    for layer in answer.layers:
        for feature in layer.features:
            if not (feature.times or feature.joins):
                yield _feature(answer, layer, feature)


def _feature(answer: Answer, layer: Layer, feature: Feature) -> dict[str, Any]:
    properties = {
        "question": answer.question,
        "layer": layer.name,
        "role": feature.role,
        "name": feature.name,
        **{key: _plain(value) for key, value in feature.properties.items()},
    }
    return {
        "type": "Feature",
        "id": f"{answer.question}/{layer.name}/{feature.id}",
        # What has no line on the Earth is there without a geometry: unlocated, as RFC 7946 says.
        "geometry": geometry(feature) if feature.points else None,
        "properties": properties,
    }


def _plain(value: Any) -> Any:
    """JSON has neither NaN nor infinity."""
    return None if isinstance(value, float) and not math.isfinite(value) else value


def geometry(feature: Feature) -> dict[str, Any]:
    """As RFC 7946 wants it: cut at 180°, outer rings counter-clockwise."""
    if feature.geometry == "point":
        lon, lat, *height = feature.points[0]
        return {"type": "Point", "coordinates": [*_rounded((_turned(lon), lat)), *height]}
    if feature.geometry == "line":
        return _line(feature.points)
    import shapely

    from noroshi.earth.territorial import cut_at_date_line

    shape = shapely.Polygon(_ring(feature.points), [_ring(h) for h in feature.holes])
    cut = cut_at_date_line(shapely.make_valid(shape))
    return _shape(shapely.set_precision(cut, 10.0**-_DIGITS))


def _ring(points: tuple[Point, ...]) -> Any:
    """A closed outline whose longitudes run on; one that winds round a pole is closed over it."""
    ring = _unwrapped(points)
    turns = round((ring[-1, 0] - ring[0, 0]) / 360.0)
    if turns == 0:
        return ring
    pole = 90.0 * turns  # counter-clockwise from above is eastward round the north pole
    return np.vstack([ring, [ring[-1, 0], pole], [ring[0, 0], pole], ring[0]])


def _turned(lon: float) -> float:
    return (lon + 180.0) % 360.0 - 180.0


def _rounded(point: Point) -> list[float]:
    return [round(float(c), _DIGITS) for c in point]


def _unwrapped(points: tuple[Point, ...]) -> Any:
    """Longitudes and latitudes that run on over 180°, (point, 2) [deg]."""
    pairs = np.array([p[:2] for p in points], dtype=np.float64)
    return np.column_stack([np.unwrap(pairs[:, 0], period=360.0), pairs[:, 1]])


def _line(points: tuple[Point, ...]) -> dict[str, Any]:
    """Lines that stop at the antimeridian; heights stay in the globe's file."""
    kept = np.unique(np.linspace(0, len(points) - 1, _MOST).round().astype(int))
    line = _unwrapped(points)[kept]
    if abs(line[:, 0]).max() < 180.0 and abs(line[:, 1]).max() < 90.0:
        return {"type": "LineString", "coordinates": np.round(line, _DIGITS).tolist()}
    import shapely

    pieces = []
    for turn in (-1, 0, 1):
        west = -180.0 + 360.0 * turn
        piece = shapely.clip_by_rect(shapely.linestrings(line), west, -90.0, west + 360.0, 90.0)
        pieces += [
            np.round(shapely.get_coordinates(p) - (360.0 * turn, 0.0), _DIGITS).tolist()
            for p in shapely.get_parts(piece)
            if isinstance(p, shapely.LineString) and not p.is_empty
        ]
    if len(pieces) == 1:
        return {"type": "LineString", "coordinates": pieces[0]}
    return {"type": "MultiLineString", "coordinates": pieces}


def _shape(shape: "BaseGeometry") -> dict[str, Any]:
    import shapely

    whole = shapely.orient_polygons(shape)
    if isinstance(whole, shapely.Polygon):
        return {"type": "Polygon", "coordinates": _rings(whole)}
    if isinstance(whole, shapely.MultiPolygon):
        return {"type": "MultiPolygon", "coordinates": [*map(_rings, whole.geoms)]}
    found: dict[str, Any] = json.loads(shapely.to_geojson(whole))
    return found


def _rings(polygon: "shapely.Polygon") -> list[list[list[float]]]:
    """Its outline and its holes."""
    import shapely

    return [shapely.get_coordinates(ring).tolist() for ring in shapely.get_rings(polygon)]
