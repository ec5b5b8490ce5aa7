"""Put charts together: small multiples, one above another, limits and shaded spans over a plot."""

from datetime import date
from typing import Any, Final, Literal

from noroshi.present.field import Field, Spec, distinct
from noroshi.present.palette import letters, light, looks
from noroshi.present.theme import WIDTH, whole

_CHART: Final = ("$schema", "title", "config", "data", "transform")
"""What a facet or a pile takes out of its charts."""


def facets(spec: Spec, by: Field, *, columns: int = 2, shared: bool = True) -> Spec:
    """One small plot for each value of a field, all with the same scales.

    Args:
        spec: a chart whose rows have the field.
        by: what parts the rows; its values head the plots, in the order of the rows.
        columns: plots side by side; the plots of the chart must be that much narrower.
        shared: whether the axis of labels is the same in all; else each has its own rows.

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
    resolve = (
        {} if shared else {"resolve": {"scale": {"y": "independent", "yOffset": "independent"}}}
    )
    title, named = _unnamed(spec.get("title"), inner)
    plots: Spec = {**taken, "facet": facet, "columns": columns, "spec": named, **resolve}
    return {**whole(plots), **({"title": title} if title else {})}


def _unnamed(title: Spec | None, inner: Spec) -> tuple[Spec | None, Spec]:
    """The title with the name of an upright axis below it, for which small plots have no room."""
    axes = [layer["encoding"].get("y", {}).get("axis") for layer in inner["layer"]]
    names = [axis["title"] for axis in axes if axis and axis.get("title") and "titleX" in axis]
    if not names:
        return title, inner
    layers = [_without_title(layer) for layer in inner["layer"]]
    return {**(title or {"text": ""}), "subtitle": names[0]}, {**inner, "layer": layers}


def _without_title(layer: Spec) -> Spec:
    y = layer["encoding"].get("y")
    if not y or "axis" not in y:
        return layer
    return {
        **layer,
        "encoding": {**layer["encoding"], "y": {**y, "axis": {**y["axis"], "title": None}}},
    }


def above(*specs: Spec, title: str = "") -> Spec:
    """Charts one above the other, each with its own title; the finding above them all."""
    parts = [
        {key: value for key, value in spec.items() if key not in ("$schema", "config")}
        for spec in specs
    ]
    resolve = dict.fromkeys(("color", "fill", "stroke", "shape", "strokeDash"), "independent")
    return whole({"vconcat": parts, "align": "none", "resolve": {"scale": resolve}}, title)


def with_limit(
    spec: Spec, value: float | str, text: str = "", *, axis: Literal["x", "y"], role: str = "limit"
) -> Spec:
    """A chart with a line across it at a value of an axis, and words beside the line.

    Args:
        spec: a chart of layers.
        value: where the line stands; a date as text, such as 2013-10-03, on an axis of dates.
        text: stands at the line's upper or right end.
        axis: whose value it is.
        role: a key of `palette.ROLES`.
    """
    look = looks([role], {role: role})[role]
    at = {axis: _datum(value)}
    free = {"y" if axis == "x" else "x": None}
    line: Spec = {
        "mark": {
            "type": "rule",
            "stroke": light(look.colour),
            "strokeWidth": look.width,
            "strokeDash": list(look.dash) or [1, 0],
        },
        "encoding": {**at, **free, "yOffset": None},
    }
    words = _beside(text, axis, letters(look))
    word: Spec = {"mark": words, "encoding": {**at, **free, "yOffset": None}}
    one_row: Spec = {"data": {"values": [{}]}}
    added = [{**one_row, **line}, *([{**one_row, **word}] if text else [])]
    return {**spec, "layer": [*spec["layer"], *added]}


def with_span(
    spec: Spec, ends: tuple[float, float], text: str = "", *, role: str = "limit"
) -> Spec:
    """A chart with a part of its x axis shaded, and upright words in the middle of that part."""
    look = looks([role], {role: role})[role]
    low, high = ends
    shade: Spec = {
        "data": {"values": [{}]},
        "mark": {"type": "rect", "fill": light(look.colour), "opacity": 0.12},
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
            "angle": 270,
            "align": "left",
            "baseline": "middle",
            "text": text,
            "color": letters(look),
            "y": {"expr": "height - 6"},
        },
        "encoding": {"x": {"datum": (low + high) / 2.0, "type": "quantitative"}, "y": None},
    }
    return {**spec, "layer": [shade, *spec["layer"], *([word] if text else [])]}


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


def _datum(value: float | str) -> Spec:
    """A number or a date as the grammar takes it: a date as text would be drawn at the edge."""
    if isinstance(value, str):
        day = date.fromisoformat(value)
        moment = {"year": day.year, "month": day.month, "date": day.day, "utc": True}
        return {"datum": moment, "type": "temporal"}
    return {"datum": value, "type": "quantitative"}


def _beside(text: str, axis: Literal["x", "y"], colour: str) -> dict[str, Any]:
    common = {"type": "text", "text": text, "color": colour, "fontWeight": "bold"}
    if axis == "x":
        return {**common, "align": "right", "baseline": "bottom", "dx": 3, "dy": -3, "y": 0}
    return {**common, "align": "right", "baseline": "bottom", "dy": -3, "x": {"expr": "width"}}
