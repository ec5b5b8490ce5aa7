"""`globe.czml`: everything that the answers put on a globe, moving where it moves (Cesium, STK)."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import escape
from typing import Any, Final

import numpy as np

from noroshi.earth.ellipsoid import position
from noroshi.present.palette import COLOURS, of_feature
from noroshi.questions.answer import Answer, Feature, Layer
from noroshi.report.report import Report

Packet = dict[str, Any]
Colour = list[int]
"""Red, green, blue, each 0 to 255."""
_NOON: Final = "2000-01-01T12:00:00+00:00"
"""Where nothing moves, a clock still has to show something."""
_STRAIGHT: Final = 5
"""Positions of a moving thing below which they are joined by straight lines."""
_DEGREE: Final = 5
"""Of the polynomials between positions: a satellite's every four minutes are right to metres."""


def czml(report: Report) -> str:
    """The document as a file's text."""
    layers = _on_one_day([(a, layer) for a in report.answers for layer in a.layers])
    starts = [_epoch(layer) for _, layer in layers if layer.epoch]
    begin = min(starts, default=datetime.fromisoformat(_NOON))
    ends = [
        _epoch(layer) + timedelta(seconds=_lasting(layer)) for _, layer in layers if layer.epoch
    ]
    lasting = (max(ends, default=begin) - begin).total_seconds() or 3600.0
    first = _document(report.title, begin, lasting, multiplier=max(lasting / 1440.0, 1.0))
    first["description"] = escape(report.provenance.cite)
    return _text([first, *(p for answer, layer in layers for p in _packets(answer, layer))])


def _on_one_day(layers: list[tuple[Answer, Layer]]) -> list[tuple[Answer, Layer]]:
    """What moves alike on any day is shown on that of the others, where there is one."""
    fixed = [layer.epoch for _, layer in layers if layer.epoch and not layer.any_day]
    if not fixed:
        return layers
    return [(a, replace(x, epoch=fixed[0]) if x.any_day else x) for a, x in layers]


def _epoch(layer: Layer) -> datetime:
    moment = datetime.fromisoformat(layer.epoch or _NOON)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).replace(microsecond=0)


def _lasting(layer: Layer) -> float:
    return max((t for f in layer.features for t in (*f.times, *(f.shown or ()))), default=0.0)


def _packets(answer: Answer, layer: Layer) -> Iterator[Packet]:
    for feature in layer.features:
        if not (feature.points or feature.joins):
            continue
        packet: Packet = {
            "id": f"{answer.question}/{layer.name}/{feature.id}",
            "name": feature.name,
            **(_joined(answer, feature) if feature.joins else _body(feature, layer)),
        }
        if said := feature.properties.get("description"):
            packet["description"] = escape(str(said))
        if feature.shown is not None:
            packet["availability"] = _between(layer, *feature.shown)
        elif feature.times:
            packet["availability"] = _between(layer, feature.times[0], feature.times[-1])
        yield packet


def _between(layer: Layer, start: float, end: float) -> str:
    epoch = _epoch(layer)
    first = epoch + timedelta(seconds=float(np.floor(start)))
    last = epoch + timedelta(seconds=float(np.ceil(end)))
    return f"{_when(first)}/{_when(last)}"


def _body(feature: Feature, layer: Layer) -> dict[str, Any]:
    colour = _colour(feature.role)
    if feature.times:
        return {**_moving(feature, layer), **_dot(colour, 6), "path": _path(colour)}
    if feature.geometry == "point":
        return {
            "position": {"cartographicDegrees": _three(feature.points)},
            "label": _label(feature.name),
            **_dot(colour, 9),
        }
    if feature.geometry == "line":
        return {
            "polyline": {
                "positions": {"cartographicDegrees": _three(feature.points)},
                "width": 2,
                "arcType": "GEODESIC",
                "material": _solid(colour, 200),
            }
        }
    return {
        "polygon": {
            "positions": {"cartographicDegrees": _three(feature.points[:-1])},
            **_holes(feature),
            "material": _solid(colour, 36),
            "outline": True,
            "outlineColor": {"rgba": [*colour, 200]},
            "height": 0,
            "arcType": "GEODESIC",
        }
    }


def _holes(feature: Feature) -> dict[str, Any]:
    if not feature.holes:
        return {}
    return {"holes": {"cartographicDegrees": [_three(hole[:-1]) for hole in feature.holes]}}


def _joined(answer: Answer, feature: Feature) -> dict[str, Any]:
    """A straight line between things that may move."""
    colour = _colour(feature.role)
    return {
        "polyline": {
            "positions": {"references": [f"{answer.question}/{j}#position" for j in feature.joins]},
            "arcType": "NONE",
            "width": 3,
            "material": _solid(colour, 255),
        }
    }


def _three(points: tuple[tuple[float, ...], ...]) -> list[float]:
    """Longitude, latitude and height of every point, one after the other."""
    rows = [(p[0], p[1], p[2] if len(p) > 2 else 0.0) for p in points]
    found: list[float] = np.round(rows, 5).ravel().tolist()
    return found


def _moving(feature: Feature, layer: Layer) -> dict[str, Any]:
    """Positions over time in the Earth's own frame, where polynomials between them are smooth."""
    lon, lat, height = (np.array(c) for c in zip(*_heights(feature), strict=True))
    at = np.stack([np.asarray(c) for c in position(np.radians(lat), np.radians(lon), height)])
    rows = np.column_stack([np.array(feature.times), np.round(at, 1).T])
    degree = _DEGREE if len(rows) > _STRAIGHT else 1
    return {
        "position": {
            "epoch": _when(_epoch(layer)),
            "interpolationAlgorithm": "LAGRANGE",
            "interpolationDegree": degree,
            "referenceFrame": "FIXED",
            "cartesian": rows.ravel().tolist(),
        }
    }


def _heights(feature: Feature) -> Iterator[tuple[float, float, float]]:
    for point in feature.points:
        yield point[0], point[1], point[2] if len(point) > 2 else 0.0


def _colour(role: str) -> Colour:
    """Of the palette's two the one for dark pages, which stands out from sea and land."""
    return _rgb(of_feature(role).dark)


def _rgb(colour: str) -> Colour:
    return [*bytes.fromhex(colour.removeprefix("#"))]


def _dot(colour: Colour, size: int) -> dict[str, Any]:
    return {"point": {"color": {"rgba": [*colour, 255]}, "pixelSize": size}}


def _path(colour: Colour) -> dict[str, Any]:
    return {"width": 1, "leadTime": 0, "trailTime": 1800, "material": _solid(colour, 160)}


def _solid(colour: Colour, opacity: int) -> dict[str, Any]:
    return {"solidColor": {"color": {"rgba": [*colour, opacity]}}}


def _text(packets: list[Packet]) -> str:
    """The document as a file's text; strict JSON."""
    return json.dumps(packets, ensure_ascii=False, allow_nan=False, separators=(",", ":")) + "\n"


def _document(title: str, epoch: datetime, lasting: float, *, multiplier: float = 10.0) -> Packet:
    """The first packet: what it is, and a clock of `lasting` seconds from the epoch."""
    end = epoch + timedelta(seconds=float(np.ceil(lasting)))
    return {
        "id": "document",
        "name": title,
        "version": "1.0",
        "clock": {
            "interval": f"{_when(epoch)}/{_when(end)}",
            "currentTime": _when(epoch),
            "multiplier": multiplier,
            "range": "LOOP_STOP",
            "step": "SYSTEM_CLOCK_MULTIPLIER",
        },
    }


def _when(moment: datetime) -> str:
    """A time as CZML has it."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _label(name: str) -> dict[str, Any]:
    """Text beside a point, hidden from afar."""
    return {
        "text": name,
        "font": "12px sans-serif",
        "pixelOffset": {"cartesian2": [10, 0]},
        "horizontalOrigin": "LEFT",
        "fillColor": {"rgba": [255, 255, 255, 255]},
        "outlineColor": {"rgba": [*_rgb(COLOURS["ink"].light), 255]},
        "outlineWidth": 3,
        "style": "FILL_AND_OUTLINE",
        "distanceDisplayCondition": {"distanceDisplayCondition": [0, 6_000_000]},
    }
