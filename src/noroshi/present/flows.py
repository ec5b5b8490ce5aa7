"""Flows: how much goes from one side to the other, in bands as thick as the amounts."""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from noroshi.present.field import Field, Row, Spec, distinct, plotted
from noroshi.present.letters import broken, text_width
from noroshi.present.palette import light
from noroshi.present.series import series_of
from noroshi.present.theme import LETTER, LINE, WIDTH, whole

_HEIGHT: Final = 190.0
"""Of the plot [px]."""
_NODE: Final = 10.0
"""Breadth of a node [px]."""
_GAP: Final = 10.0
"""Between two nodes of a side, at least [px]."""
_LONGEST: Final = 120.0
"""Line of a label [px]."""
_EASE: Final = np.linspace(0.0, 1.0, 17)
"""Where a band's edges are drawn, as shares of its way."""

Side = dict[str, tuple[float, float]]
"""Top and foot of each node [px from the top]."""


def flows(
    rows: Sequence[Row],
    value: Field,
    *,
    source: Field,
    target: Field,
    roles: Mapping[str, str] | None = None,
    text: str = "",
    title: str = "",
) -> Spec:
    """Bands from the sources at the left to the targets at the right.

    Args:
        rows: one a band.
        value: its thickness, positive.
        source, target: name its ends; bands of one name meet in one node.
        roles: of the targets, a key of `palette.ROLES` each.
        text: column of the words that stand below a target's name.
        title: the finding.

    Raises:
        ValueError: an amount that is not positive.
    """
    data = plotted(rows, value.name, source.name, target.name, *filter(None, (text,)))
    if any(not (row[value.name] or 0.0) > 0.0 for row in data):
        raise ValueError(f"{value.name!r} must be positive: a band has a thickness")
    fields = (source, target)
    most = max(len(distinct(field.of(data))) for field in fields)
    pixel = (_HEIGHT - _GAP * (most - 1)) / sum(row[value.name] for row in data)
    sides = [_side(data, value, field, pixel) for field in fields]
    words = [_words(data, field, text if field is target else "") for field in fields]
    left, right = (_room(lines) for lines in words)
    length = WIDTH - left - right - 8.0
    looks = series_of(data, target, roles, "")
    fills = [light(looks[str(row[target.name])].fill) for row in data]
    layers = [
        _bands(data, value, fields, sides, fills, pixel=pixel, length=length),
        _nodes(sides, length),
        *_labels(sides, words, length),
    ]
    plot: Spec = {"data": {"values": data}, "width": round(length), "height": round(_HEIGHT)}
    return whole({**plot, "layer": layers}, title)


def _side(data: Sequence[Row], value: Field, field: Field, pixel: float) -> Side:
    """Nodes in the order of the rows, spread over the height."""
    names = distinct(field.of(data))
    thick = {n: pixel * sum(r[value.name] for r in data if r[field.name] == n) for n in names}
    free = _HEIGHT - sum(thick.values())
    gap = free / (len(names) - 1) if len(names) > 1 else 0.0
    top = 0.0 if len(names) > 1 else 0.5 * free
    found: Side = {}
    for name in names:
        found[name] = (top, top + thick[name])
        top += thick[name] + gap
    return found


def _bands(
    data: Sequence[Row],
    value: Field,
    fields: tuple[Field, Field],
    sides: Sequence[Side],
    fills: Sequence[str],
    *,
    pixel: float,
    length: float,
) -> Spec:
    """Every band as the area between its two edges; bands of a node lie in the order of rows."""
    tops = [{name: top for name, (top, _) in side.items()} for side in sides]
    across = _NODE + _EASE * (length - 2.0 * _NODE)
    ease = _EASE**2 * (3.0 - 2.0 * _EASE)
    points = []
    for band, (row, fill) in enumerate(zip(data, fills, strict=True)):
        thick = pixel * row[value.name]
        start, stop = (tops[k][row[field.name]] for k, field in enumerate(fields))
        for k, field in enumerate(fields):
            tops[k][row[field.name]] += thick
        points += [
            {"band": band, "fill": fill, "x": round(x, 1), **_ends(y, thick)}
            for x, y in zip(across.tolist(), (start + ease * (stop - start)).tolist(), strict=True)
        ]  # fmt: skip
    return {
        "data": {"values": points},
        "mark": {"type": "area", "strokeWidth": 0},
        "encoding": {
            "x": _on("x", length),
            "y": {**_down("top"), "stack": None},
            "y2": {"field": "foot"},
            "fill": {"field": "fill", "type": "nominal", "scale": None},
            "detail": {"field": "band", "type": "nominal"},
        },
    }


def _ends(top: float, thick: float) -> dict[str, float]:
    return {"top": round(top, 2), "foot": round(top + thick, 2)}


def _nodes(sides: Sequence[Side], length: float) -> Spec:
    nodes = [
        {"left": x, "right": x + _NODE, **_ends(top, foot - top)}
        for side, x in zip(sides, (0.0, length - _NODE), strict=True)
        for top, foot in side.values()
    ]
    return {
        "data": {"values": nodes},
        "mark": {"type": "rect", "fill": light("ink")},
        "encoding": {
            "x": _on("left", length),
            "x2": {"field": "right"},
            "y": _down("top"),
            "y2": {"field": "foot"},
        },
    }


def _labels(
    sides: Sequence[Side], words: Sequence[dict[str, list[str]]], length: float
) -> list[Spec]:
    found: list[Spec] = []
    for side, lines, right in zip(sides, words, (False, True), strict=True):
        found += [
            {
                "data": {"values": [{"x": length if right else 0.0, "y": 0.5 * (top + foot)}]},
                "mark": {
                    "type": "text",
                    "align": "left" if right else "right",
                    "baseline": "middle",
                    "dx": 6 if right else -6,
                    "dy": -(len(lines[name]) - 1) * LINE * LETTER / 2.0,
                    "lineHeight": LINE * LETTER,
                    "text": lines[name],
                },
                "encoding": {"x": _on("x", length), "y": _down("y")},
            }
            for name, (top, foot) in side.items()
        ]
    return found


def _words(data: Sequence[Row], field: Field, text: str) -> dict[str, list[str]]:
    """Lines beside each node: its name and, where there is one, its first row's text."""
    found = {}
    for name in distinct(field.of(data)):
        first = next(row for row in data if row[field.name] == name)
        more = broken(str(first[text]), _LONGEST, LETTER) if text and first[text] else []
        found[name] = [*broken(str(name), _LONGEST, LETTER), *more]
    return found


def _room(words: Mapping[str, Sequence[str]]) -> float:
    return max(text_width(line, LETTER) for lines in words.values() for line in lines) + 8.0


def _on(name: str, length: float) -> Spec:
    domain = {"domain": [0.0, length], "nice": False, "zero": False}
    return {"field": name, "type": "quantitative", "scale": domain, "axis": None}


def _down(name: str) -> Spec:
    domain = {"domain": [0.0, _HEIGHT], "nice": False, "zero": False, "reverse": True}
    return {"field": name, "type": "quantitative", "scale": domain, "axis": None}
