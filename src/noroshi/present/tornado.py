"""What the answer hangs on: its value with each assumption at its low and at its high end."""

from collections.abc import Sequence
from typing import Final

from noroshi.present.field import Field, Row, Spec, literal, plotted
from noroshi.present.palette import light
from noroshi.present.row_axis import GAP, row_plot, rows_axis, widest
from noroshi.present.scales import quantitative, scale
from noroshi.present.theme import WIDTH, whole

_AT: Final = "the answer at an end"
_END: Final = "which end"
_ENDS: Final = ("lowest fifth of draws", "highest fifth of draws")
"""Columns of the marks' own data, and what the key calls the two ends."""


def tornado(
    rows: Sequence[Row],
    answer: Field,
    *,
    label: Field,
    low: str,
    high: str,
    centre: float,
    low_text: str = "",
    high_text: str = "",
    title: str = "",
) -> Spec:
    """What the answer becomes when one assumption goes from its low end to its high end.

    A square stands at the low end of the assumption and a disc at its high end, whichever side
    of the centre they fall on; a row whose two marks lie on one another does not matter.

    Args:
        rows: one an assumption, in the order in which they are drawn.
        answer: title and unit of the axis; its name is not read.
        label: names the assumption.
        low, high: columns of the answer with the assumption at its low and high end.
        centre: the answer with every assumption at its best value.
        low_text, high_text: columns of what the assumption is at those ends, as words.
        title: the finding.
    """
    data = plotted(rows, label.name, low, high, *filter(None, (low_text, high_text)))
    y, height, left = rows_axis(data, label, None)
    length = WIDTH - left - 8.0
    lefts, rights = _end_words(data, (low, high), (low_text, high_text))
    room = (widest(lefts) + GAP + 4.0, widest(rights) + GAP + 4.0)
    every = [*data, {low: centre, high: centre}]
    on = scale(every, (low, high), field=answer, length=length, zero=False, room=room)
    x = quantitative(Field(low, answer.title, answer.unit, form=answer.form), on)
    track: Spec = {
        "mark": {"type": "bar", "height": 9, "fill": light("blue-tint")},
        "encoding": {"x": x, "x2": {"field": high}},
    }
    middle: Spec = {
        "data": {"values": [{}]},
        "mark": {"type": "rule", "stroke": light("ink"), "strokeWidth": 1.4},
        "encoding": {"x": {"datum": centre, "type": "quantitative"}, "y": None},
    }
    ends = [
        {label.name: row[label.name], _AT: row[column], _END: _ENDS[column == high]}
        for column in (low, high)
        for row in data
    ]
    marks: Spec = {
        "data": {"values": ends},
        "mark": {"type": "point", "size": 58, "opacity": 1, "strokeWidth": 1.6},
        "encoding": {"x": {**x, "field": _AT}, **_look()},
    }
    layers = [track, middle, marks, *_end_texts((low, high), (low_text, high_text), x)]
    return whole(row_plot(data, layers, y, length, height), title)


def _end_words(
    data: Sequence[Row], ends: tuple[str, str], texts: tuple[str, str]
) -> tuple[list[object], list[object]]:
    """Words left and right of a tornado's rows, where its ends may have changed sides."""
    lefts, rights = list[object](), list[object]()
    for row in data:
        turned = row[ends[0]] > row[ends[1]]
        for text, right in zip(texts, (turned, not turned), strict=True):
            (rights if right else lefts).append(row[text] if text else "")
    return lefts, rights


def _end_texts(ends: tuple[str, str], texts: tuple[str, str], x: Spec) -> list[Spec]:
    turned = f"datum[{literal(ends[0])}] > datum[{literal(ends[1])}]"
    found = []
    for k, text in enumerate(texts):
        for flipped in (False, True) if text else ():
            right = (k == 1) is not flipped
            found.append(
                {
                    "transform": [{"filter": turned if flipped else f"!({turned})"}],
                    "mark": {
                        "type": "text",
                        "align": "left" if right else "right",
                        "dx": GAP + 3.0 if right else -GAP - 3.0,
                    },
                    "encoding": {"x": {**x, "field": ends[k]}, "text": {"field": text}},
                }
            )
    return found


def _look() -> Spec:
    """The mark of an assumption's end, with its line in the key.

    All three channels read one column, so that their keys are one: keys of constants stay apart
    in Vega-Lite 6.4, three of them, each with a part of the look.
    """
    ranges = {
        "shape": ["square", "circle"],
        "stroke": [light("ochre"), light("blue")],
        "fill": [light("paper"), light("blue")],
    }
    return {
        channel: {
            "field": _END,
            "type": "nominal",
            "scale": {"domain": list(_ENDS), "range": values},
            "legend": {"title": "assumption"},
        }
        for channel, values in ranges.items()
    }
