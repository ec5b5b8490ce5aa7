"""What charts of one labelled row a case share: the axis of labels, and words on the marks."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from noroshi.present.field import Field, Row, Spec, distinct, literal
from noroshi.present.letters import broken, text_width
from noroshi.present.palette import Appearance, light
from noroshi.present.theme import LETTER, LINE, room_for

_ROW: Final = 22.0
"""Height of a row [px]."""
_OFFSET: Final = 15.0
"""Height of one of several bars in a row [px]."""
_LABELS: Final = 150.0
"""Longest line of a row's label [px]; longer ones break."""
GAP: Final = 6.0
"""Between a mark and the words beside it [px]."""


class Piece(NamedTuple):
    """A part of a bar: from where to where, which series, and the words in it."""

    row: Row
    start: float
    end: float
    series: str
    words: str


def row_plot(data: list[dict[str, object]], layers: list[Spec], y: Spec, length: float,
          height: Spec | float) -> Spec:  # fmt: skip
    """Layers on common rows and a common axis of labels."""
    return {
        "data": {"values": data},
        "width": round(length),
        "height": height,
        "encoding": y,
        "layer": layers,
    }


def rows_axis(data: Sequence[Row], label: Field, series: Field | None) -> tuple[Spec, Spec, float]:
    """Encodings along the rows, the height of a row, and the room that the labels take [px]."""
    lines = _lines(data, label)
    names = list(lines)
    deep = max(len(parts) for parts in lines.values())
    # A dot at the left end of the plot reaches beyond it.
    look = {"labelPadding": 8, "labelLineHeight": LINE * LETTER}
    axis: Spec = {"title": None, "domain": False, **look}
    if deep > 1:
        axis["labelExpr"] = f"{literal(lines)}[datum.label]"
        axis["labelOffset"] = _raised(lines)
    y: Spec = {"field": label.name, "type": "nominal", "sort": None, "axis": axis}
    left = room_for(list(lines.values()))
    several = len(data) > len(names) and series is not None and series.name != label.name
    if several and series is not None:
        order = [str(name) for name in distinct(series.of(data))]
        y = {**y, "scale": {"paddingInner": 0.25, "paddingOuter": 0.12}}
        offset = {"field": series.name, "type": "nominal", "sort": order}
        step = max(_OFFSET, (deep * LINE * LETTER + 4.0) / len(order))
        return {"y": y, "yOffset": offset}, {"step": step, "for": "offset"}, left
    step = max(_ROW, deep * LINE * LETTER + 6.0)
    return {"y": y}, {"step": step}, left


def _lines(data: Sequence[Row], label: Field) -> dict[str, list[str]]:
    """Labels in their order, each broken into lines."""
    return {str(name): broken(str(name), _LABELS, LETTER) for name in distinct(label.of(data))}


def neighbours(data: Sequence[Row], label: Field) -> float:
    """The least height of a row at which no label covers that of the next row [px]."""
    deep = [len(parts) for parts in _lines(data, label).values()]
    both = max((one + other for one, other in pairwise(deep)), default=2)
    return both / 2.0 * LINE * LETTER + 3.0


def _raised(lines: Mapping[str, Sequence[str]]) -> Spec:
    """How far labels of several lines are raised, so that their middle stands at their row [px].

    Their first line would, and the others would hang into the next row.
    """
    deep = sorted({len(parts) for parts in lines.values()} - {1})
    return {
        "value": 0,
        "condition": [
            {
                "test": f"indexof({literal([n for n in lines if len(lines[n]) == depth])},"
                " datum.label) >= 0",
                "value": -(depth - 1) * LINE * LETTER / 2.0,
            }
            for depth in deep
        ],
    }


def widest(words: Sequence[object]) -> float:
    """Width of the longest of some words [px]."""
    return max((text_width(str(word), LETTER) for word in words if word), default=0.0)


def words_inside(
    pieces: Sequence[Piece], found: Mapping[str, Appearance], x: Spec, *, pixel: float
) -> list[Spec]:
    """Words in the middle of pieces that hold them: light ones on solid colours.

    Args:
        pieces: of all bars.
        found: the look of each series.
        x: encoding along the bars.
        pixel: length of one unit [px].
    """
    rows = [
        {
            **p.row,
            "middle": 0.5 * (p.start + p.end),
            "words": p.words,
            "solid": found[p.series].solid,
        }
        for p in pieces
        if p.words and text_width(p.words, LETTER) + 4.0 <= pixel * (p.end - p.start)
    ]
    if not rows:
        return []
    colour = {"condition": {"test": "datum.solid", "value": light("paper")}, "value": light("ink")}
    place = {**x, "field": "middle"}
    return [
        {
            "data": {"values": rows},
            "mark": {"type": "text", "align": "center"},
            "encoding": {"x": place, "text": {"field": "words"}, "color": colour},
        }
    ]
