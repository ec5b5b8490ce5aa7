"""Put charts together: small multiples, one above another, limits and shaded spans over a plot."""

from typing import Any, Final, Literal

from noroshi.present.field import Field, Spec, distinct
from noroshi.present.palette import ROLES, letters, light
from noroshi.present.theme import WIDTH, whole

_CHART: Final = ("$schema", "title", "config", "data", "transform")
"""What a facet takes out of its chart."""
_LIMIT: Final = ROLES["limit"]


def facets(spec: Spec, by: Field) -> Spec:
    """One plot for each value of a field, one below the other, all with the same scales.

    Args:
        spec: a chart whose rows have the field.
        by: what parts the rows; its values head the plots, in the order of the rows.

    Raises:
        ValueError: a chart with layers of other rows, which cannot be parted.
    """
    inner = {key: value for key, value in spec.items() if key not in _CHART}
    if any("data" in layer for layer in inner.get("layer", ())):
        raise ValueError("a layer has rows of its own: make it without marks or names at ends")
    order = distinct(by.of(spec["data"]["values"]))
    header = {"title": None, "labelExpr": "datum.label"}
    taken: Spec = {key: spec[key] for key in ("data", "transform") if key in spec}
    facet = {"field": by.name, "type": "nominal", "sort": order, "header": header}
    plots: Spec = {**taken, "facet": facet, "columns": 1, "spec": inner}
    title = {"title": spec["title"]} if "title" in spec else {}
    return {**whole(plots), **title}


def above(*specs: Spec, title: str = "") -> Spec:
    """Charts one above the other, each with its own title; the finding above them all."""
    parts = [
        {key: value for key, value in spec.items() if key not in ("$schema", "config")}
        for spec in specs
    ]
    resolve = dict.fromkeys(("fill", "stroke", "shape", "strokeDash", "strokeWidth"), "independent")
    return whole({"vconcat": parts, "align": "none", "resolve": {"scale": resolve}}, title)


def with_limit(spec: Spec, value: float, text: str = "", *, axis: Literal["x", "y"]) -> Spec:
    """A chart with a line across it at a value of an axis, and words beside the line.

    Args:
        spec: a chart of layers.
        value: where the line stands.
        text: stands at the line's upper or right end.
        axis: whose value it is.
    """
    at = {axis: {"datum": value, "type": "quantitative"}}
    free = {"y" if axis == "x" else "x": None}
    line: Spec = {
        "mark": {
            "type": "rule",
            "stroke": light(_LIMIT.colour),
            "strokeWidth": _LIMIT.width,
        },
        "encoding": {**at, **free, "yOffset": None},
    }
    word: Spec = {"mark": _beside(text, axis), "encoding": {**at, **_at_end(axis), "yOffset": None}}
    one_row: Spec = {"data": {"values": [{}]}}
    added = [{**one_row, **line}, *([{**one_row, **word}] if text else [])]
    return {**spec, "layer": [*spec["layer"], *added]}


def with_span(spec: Spec, ends: tuple[float, float], text: str) -> Spec:
    """A chart with a part of its x axis shaded, and words above the middle of that part."""
    low, high = ends
    shade: Spec = {
        "data": {"values": [{}]},
        "mark": {"type": "rect", "fill": light(_LIMIT.colour), "opacity": 0.12},
        "encoding": {
            "x": {"datum": low, "type": "quantitative"},
            "x2": {"datum": high},
            "y": None,
            "yOffset": None,
        },
    }
    word: Spec = {
        "data": {"values": [{}]},
        "mark": {
            "type": "text",
            "baseline": "bottom",
            "dy": -3,
            "text": text,
            "color": letters(_LIMIT),
        },
        "encoding": {
            "x": {"datum": (low + high) / 2.0, "type": "quantitative"},
            "y": {"value": 0},
            "yOffset": None,
        },
    }
    return {**spec, "layer": [shade, *spec["layer"], word]}


def sentence(text: str) -> Spec:
    """A sentence in place of a chart that has nothing to show."""
    return whole(
        {
            "data": {"values": [{}]},
            "width": round(WIDTH - 8.0),
            "height": 1,
            "mark": {"type": "text", "opacity": 0, "text": ""},
        },
        text,
    )


def _at_end(axis: Literal["x", "y"]) -> Spec:
    """Where words about a line stand along it: at its upper or right end."""
    return {"y": {"value": 0}} if axis == "x" else {"x": {"value": "width"}}


def _beside(text: str, axis: Literal["x", "y"]) -> dict[str, Any]:
    common = {"type": "text", "text": text, "color": letters(_LIMIT), "fontWeight": "bold"}
    across = {"dx": 3} if axis == "x" else {}
    return {**common, "align": "right", "baseline": "bottom", "dy": -3, **across}
