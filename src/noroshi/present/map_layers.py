"""The layers of a map in the grammar: land, areas, lines, points, names, corners.

All coordinates are pixels of the plot, to the right and down from its upper left corner.
"""

from collections.abc import Sequence
from typing import Any, Final

from noroshi.present.classes import Classes
from noroshi.present.field import Spec, literal
from noroshi.present.frame import Frame, borders, countries, land
from noroshi.present.insets import LINE, SMALL, Inset
from noroshi.present.labels import Placed
from noroshi.present.map_rows import geometry, line_geometry
from noroshi.present.palette import ROLES, light
from noroshi.present.theme import VEIL

_FLAT: Final[Spec] = {"type": "identity", "scale": 1, "translate": [0, 0]}
"""Coordinates of shapes are pixels already."""


def axes(width: float, height: float, x: str = "x", y: str = "y", **more: str) -> Spec:
    """Encodings of columns that hold pixels of a plot of that size; `more` has x2 and y2."""

    def on(field: str, end: float, down: bool) -> Spec:
        scale = {"domain": [0.0, end], "nice": False, "zero": False, "reverse": down}
        return {"field": field, "type": "quantitative", "axis": None, "scale": scale}

    second = {channel: {"field": field} for channel, field in more.items()}
    return {"x": on(x, width, False), "y": on(y, height, True), **second}


def ground(frame: Frame, *, with_borders: bool = False) -> list[Spec]:
    """The land, its borders, the outlines of its provinces, and the edge of the map."""
    found = [shapes(geometry(land(frame)), fill=light("land"), stroke=light("coast"), width=0.5)]
    if between := countries(frame):
        found.append(shapes(line_geometry(between), stroke=light("soft"), width=0.5, opacity=0.5))
    if with_borders:
        rings = [ring for polygon in borders(frame) for ring in polygon]
        found.append(shapes(line_geometry(rings), stroke=light("coast"), width=0.35))
    return [*found, shapes(_rectangle(frame.box), stroke=light("soft"), width=0.6)]


def shapes(
    shape: Spec | None, *, fill: str = "", stroke: str = "", width: float = 1.0, **mark: Any
) -> Spec:
    """A layer of one shape of its own, or without one, of the rows of the map."""
    drawn = {"fill": fill or None, "stroke": stroke or None, "strokeWidth": width, **mark}
    data = {"data": {"values": [{"type": "Feature", "geometry": shape}]}} if shape else {}
    return {**data, "mark": {"type": "geoshape", **drawn}, "projection": _FLAT}


def areas_and_lines(
    frame: Frame, rows: Sequence[Spec], classes: Classes | None, never: str
) -> list[Spec]:
    """Shapes in the colours of classes, and over them those in the colours of roles.

    Areas with classes may cover land, and so the coast is drawn over them again.
    """
    colour = _colours(classes, never)
    found: list[Spec] = []
    for shape in ("area", "line"):
        valued = _roles(rows, shape, valued=True)
        found += [layer for role in valued for layer in _classed_shapes(shape, role, colour, never)]
        if shape == "area" and valued:
            found.append(shapes(geometry(land(frame)), stroke=light("coast"), width=0.7))
    for shape in ("area", "line"):
        plain = _roles(rows, shape, valued=False)
        found += [layer for role in plain for layer in _plain_shapes(shape, role)]
    return found


def _roles(rows: Sequence[Spec], shape: str, *, valued: bool) -> list[str]:
    """Roles of the shapes that have a class, or of those that have none, in their order."""
    mine = [r for r in rows if r["shape"] == shape and (r["class"] is not None) is valued]
    return list(dict.fromkeys(row["role"] for row in mine))


def _plain_shapes(shape: str, role: str) -> list[Spec]:
    look = ROLES[role]
    only = _only(shape, role, "datum['class'] === null")
    edge, dash = light(look.colour), list(look.dash)
    if shape == "area":
        filled = shapes(
            None,
            fill=light(look.fill),
            stroke=edge,
            width=look.width,
            strokeDash=dash,
            fillOpacity=0.45,
        )
        return [{**filled, **only}]
    halo = shapes(None, stroke=light("paper"), width=look.width + 1.8)
    drawn = shapes(None, stroke=edge, width=look.width, strokeDash=dash)
    return [{**halo, **only}, {**drawn, **only}]


def _classed_shapes(shape: str, role: str, colour: Spec, never: str) -> list[Spec]:
    seen = _only(shape, role, f"datum['class'] !== null && datum['class'] !== {literal(never)}")
    if shape == "line":
        return [{**shapes(None, width=2.6), **seen, "encoding": {"stroke": colour}}]
    blank = _only(shape, role, f"datum['class'] === {literal(never)}")
    edge = shapes(None, fill=light("paper"), stroke=light("soft"), width=0.8, strokeDash=[2, 3])
    layer = shapes(None, stroke=light("paper"), width=0.3)
    filled = {**layer, **seen, "encoding": {"fill": colour}}
    return [{**edge, **blank}, filled] if never else [filled]


def points(rows: Sequence[Spec], classes: Classes | None, never: str, place: Spec) -> list[Spec]:
    """Points by role, the role that comes first on top; open ones show the paper."""
    colour = _colours(classes, never)
    mine = [row for row in rows if row["shape"] == "point"]
    found = []
    for role in reversed(dict.fromkeys(row["role"] for row in mine)):
        look = ROLES[role]
        valued = any(row["role"] == role and row["class"] is not None for row in mine)
        fill = colour if valued else {"value": light(look.colour)}
        test = "!datum.filled || datum['class'] === null" if valued else "!datum.filled"
        open_or = {"condition": {"test": f"!({test})", **fill}, "value": light("paper")}
        mark = {
            "type": "point",
            "shape": look.shape,
            "opacity": 1,
            "stroke": light("ink" if valued else look.colour),
            "strokeWidth": 0.9 if look.shape == "circle" else 1.3,
        }
        size = {"field": "size", "type": "quantitative", "scale": None, "legend": None}
        layer = {"mark": mark, "encoding": {**place, "fill": open_or, "size": size}}
        found.append({**layer, **_only("point", role, "true")})
    return found


def names(placed: Sequence[Placed], width: float, height: float) -> list[Spec]:
    """Names over a veil that keeps them legible, and lines from those that stand far off."""
    if not placed:
        return []
    rows = [
        {
            "text": p.label.text, "left": round(p.box[0] + 1.0, 1),
            "middle": round(0.5 * (p.box[1] + p.box[3]), 1), "bold": p.label.bold,
            "size": p.label.size, "colour": p.label.colour,
            "x": round(p.label.x, 1), "y": round(p.label.y, 1), "leader": p.leader,
            "x2": round(p.foot[0], 1), "y2": round(p.foot[1], 1),
        }
        for p in placed
    ]  # fmt: skip
    leaders: Spec = {
        "transform": [{"filter": "datum.leader"}],
        "mark": {"type": "rule", "stroke": light("soft"), "strokeWidth": 0.8},
        "encoding": axes(width, height, x2="x2", y2="y2"),
    }
    found = [leaders]
    for bold in sorted({bool(row["bold"]) for row in rows}):
        found += _lettered(bold, axes(width, height, "left", "middle"))
    return [{"data": {"values": rows}, "layer": found}]


def _lettered(bold: bool, place: Spec) -> list[Spec]:
    only = {"transform": [{"filter": f"datum.bold === {literal(bold)}"}]}
    mark = {
        "type": "text", "align": "left", "baseline": "middle",
        "fontWeight": "bold" if bold else "normal",
    }  # fmt: skip
    encoding = {
        **place,
        "text": {"field": "text"},
        "size": {"field": "size", "type": "quantitative", "scale": None, "legend": None},
    }
    colour = {"field": "colour", "type": "nominal", "scale": None}
    return [
        {**only, "mark": {**mark, **VEIL}, "encoding": encoding},
        {**only, "mark": mark, "encoding": {**encoding, "color": colour}},
    ]


def corner(inset: Inset, layers: Sequence[Spec], width: float, height: float) -> list[Spec]:
    """A small map over the large one, with its words above it, and its own layers of features."""
    left, top, _, _ = inset.box
    lines = [
        {"text": words, "x": left + 3.0, "y": top + 8.0 + k * LINE}
        for k, words in enumerate(inset.words)
    ]
    words: Spec = {
        "data": {"values": lines},
        "mark": {"type": "text", "align": "left", "baseline": "middle", "fontSize": SMALL},
        "encoding": {**axes(width, height), "text": {"field": "text"}},
    }
    back = shapes(_rectangle(inset.box), fill=light("paper"), stroke=light("soft"), width=0.6)
    return [back, *ground(inset.frame), words, *layers]


def _rectangle(box: tuple[float, float, float, float]) -> Spec:
    left, top, right, foot = box
    ring = ((left, top), (right, top), (right, foot), (left, foot), (left, top))
    return geometry([(ring,)])


def _colours(classes: Classes | None, never: str) -> Spec:
    if classes is None:
        return {}
    domain, colours = [*classes.names], [*classes.colours]
    if never:
        domain, colours = [*domain, never], [*colours, light("paper")]
    scale = {"domain": domain, "range": colours}
    return {"field": "class", "type": "nominal", "scale": scale, "legend": None}


def _only(shape: str, role: str, test: str) -> Spec:
    same = f"datum.shape === {literal(shape)} && datum.role === {literal(role)}"
    return {"transform": [{"filter": f"{same} && ({test})"}]}
