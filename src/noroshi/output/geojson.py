"""`*.geojson`: cities, sensors with their sectors, and ground tracks (RFC 7946)."""

import json
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from noroshi.output.places import City, Post, cities, posts
from noroshi.output.sectors import cut, outline, sectors
from noroshi.questions.warning.pipe import Assessment
from noroshi.questions.warning.pipe.comparison import Comparison

Floats = NDArray[np.float64]
_DIGITS = 5
"""Of a degree: a metre."""


def geojson(comparison: Comparison) -> dict[str, str]:
    """Every map as GeoJSON text, by file name."""
    return {
        "cities.geojson": collection([_city(c) for c in cities(comparison)]),
        "sensors.geojson": collection(_sensors(comparison)),
        "tracks.geojson": collection(_tracks(comparison.after)),
    }


def collection(features: list[dict[str, Any]]) -> str:
    """The text of a file of features."""
    document = {"type": "FeatureCollection", "features": features}
    return json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":")) + "\n"


def feature(geometry: dict[str, Any], key: str, **properties: Any) -> dict[str, Any]:
    """One thing on the map."""
    return {"type": "Feature", "id": key, "geometry": geometry, "properties": properties}


def _point(lon_deg: float, lat_deg: float) -> dict[str, Any]:
    lon = (lon_deg + 180.0) % 360.0 - 180.0
    return {"type": "Point", "coordinates": [round(lon, _DIGITS), round(lat_deg, _DIGITS)]}


def _city(city: City) -> dict[str, Any]:
    times = {
        f"{what}_{p}_s": _number(float(value))
        for what, values in (
            ("mean_gain", city.gain),
            ("least_warning_before", city.least_before),
            ("least_warning_after", city.least_after),
        )
        for p, value in zip(values._fields, values, strict=True)
    }
    return feature(
        _point(city.lon_deg, city.lat_deg),
        city.id,
        name=city.name,
        party=city.party,
        people=city.people,
        flights=city.flights,
        later_class=city.later,
        measurable=city.change,
        **times,
    )


def _number(value: float) -> float | None:
    """JSON has neither NaN nor infinity: a place that nothing is aimed at has null."""
    return round(float(value), 3) if np.isfinite(value) else None


def _sensors(comparison: Comparison) -> list[dict[str, Any]]:
    features = []
    for post in posts(comparison):
        features.append(feature(_point(post.lon_deg, post.lat_deg), post.id, **_about(post)))
        standing = comparison.before if post.gone else comparison.after
        for number, sector in enumerate(sectors(standing, post.id)):
            shape = shapely.set_precision(cut(outline(sector)), 10.0**-_DIGITS)
            features.append(
                feature(
                    wound(shape),
                    f"{post.id}/{number}",
                    **_about(post),
                    reach_m=sector.reach,
                    for_cross_section_m2=_number(sector.cross_section),
                )
            )
    return features


def _about(post: Post) -> dict[str, Any]:
    posture = "after" if post.new else "before" if post.gone else "both"
    return {"name": post.name, "kind": post.kind, "owner": post.owner, "posture": posture}


def wound(shape: shapely.Geometry) -> dict[str, Any]:
    """Outer rings counter-clockwise, as RFC 7946 wants."""
    geometry: dict[str, Any] = json.loads(shapely.to_geojson(shapely.orient_polygons(shape)))
    return geometry


def _tracks(assessment: Assessment) -> list[dict[str, Any]]:
    flights = assessment.flights
    return [
        feature(
            track_line(flights.nominal.lon[f], flights.nominal.lat[f]),
            flights.ids[f],
            threat=flights.threat[f],
            vehicle=flights.vehicle[f],
            site=flights.site[f],
            aimed_at=flights.receiver[f],
            range_m=round(float(flights.range[f])),
        )
        for f in range(len(flights.ids))
    ]


def track_line(lon: Floats, lat: Floats, *, most: int = 60) -> dict[str, Any]:
    """A ground track as lines that stop at the antimeridian, at most so many points long.

    Args:
        lon: (time,) [rad]; NaN after impact.
        lat: the same.
        most: points kept, evenly, both ends among them.
    """
    flying = np.flatnonzero(np.isfinite(lon))
    kept = flying[np.unique(np.linspace(0, flying.size - 1, most).round().astype(int))]
    line = np.column_stack([np.degrees(np.unwrap(lon[kept])), np.degrees(lat[kept])])
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
