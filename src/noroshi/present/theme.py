"""The common look of every chart and map: type, grid, titles, and the size of the paper."""

from collections.abc import Sequence
from typing import Any, Final

from noroshi.present.field import Spec
from noroshi.present.letters import FACE, broken, text_width
from noroshi.present.palette import light

SCHEMA: Final = "https://vega.github.io/schema/vega-lite/v5.json"
WIDTH: Final = 400.0
"""Of a whole figure [px]: on a telephone its letters are still as large as the text beside it."""
LETTER: Final = 11.0
"""Size of the letters in a figure [px]."""
TITLE: Final = 13.0
"""Size of the finding above it [px]."""
LINE: Final = 1.25
"""Height of a line of text, of its size [1]."""

VEIL: Final[Spec] = {
    "stroke": light("paper"),
    "strokeWidth": 2.6,
    "strokeJoin": "round",
    "opacity": 0.8,
}
"""Of letters drawn first, so that the same letters over them are legible on lines."""
KEY_GAP: Final = 14.0
"""Between two columns of a key [px]."""

CONFIG: Final[Spec] = {
    "font": f"{FACE}, Arial, Helvetica, sans-serif",
    "background": light("paper"),
    "padding": 4,
    "aria": False,
    "view": {"stroke": None},
    "title": {
        "anchor": "start",
        "align": "left",
        "frame": "bounds",
        "fontSize": TITLE,
        "fontWeight": "bold",
        "lineHeight": round(LINE * TITLE),
        "color": light("ink"),
        "offset": 10,
        "subtitleFontSize": LETTER,
        "subtitleColor": light("ink"),
        "subtitlePadding": 4,
    },
    "axis": {
        "labelColor": light("ink"),
        "labelFontSize": LETTER,
        "labelAngle": 0,
        "labelLimit": 0,
        "labelPadding": 5,
        "labelFlush": False,
        "titleColor": light("ink"),
        "titleFontSize": LETTER,
        "titleFontWeight": "normal",
        "titlePadding": 7,
        "domainColor": light("soft"),
        "tickColor": light("soft"),
        "ticks": False,
        "gridColor": light("faint"),
    },
    "axisX": {"titleAnchor": "middle", "tickCount": 5},
    "axisY": {"tickCount": 5, "titleAngle": 0, "titleAlign": "left", "domain": False},
    "legend": {
        "orient": "top",
        "direction": "horizontal",
        "columnPadding": KEY_GAP,
        "rowPadding": 3,
        "labelColor": light("ink"),
        "labelFontSize": LETTER,
        "labelLimit": 340,
        "titleColor": light("ink"),
        "titleFontSize": LETTER,
        "titleFontWeight": "normal",
        "symbolStrokeWidth": 2,
        "offset": 8,
    },
    "header": {
        "labelColor": light("ink"),
        "labelFontSize": LETTER,
        "labelFontWeight": "bold",
        "labelAnchor": "start",
        "labelAlign": "left",
        "labelPadding": 4,
        "labelLimit": 0,
        "title": None,
    },
    "text": {"color": light("ink"), "fontSize": LETTER},
    "rule": {"color": light("ink")},
    "concat": {"spacing": 16},
    "facet": {"spacing": 14},
}
"""Of every specification; none of its colours stands outside the palette."""


def whole(part: Spec, title: str = "", below: str = "") -> Spec:
    """A specification that stands by itself: with schema, style and its finding as a title.

    The title is broken into lines that fit; a title that is not given leaves no room. Below it
    may stand what the numbers of an upright axis are, in plain letters.
    """
    heading: Spec = {}
    if title:
        heading = {"text": broken(title, WIDTH - 8.0, TITLE, bold=True)}
        heading |= {"subtitle": below} if below else {}
    elif below:
        heading = {"text": below, "fontSize": LETTER, "fontWeight": "normal"}
    return {"$schema": SCHEMA, **({"title": heading} if heading else {}), **part, "config": CONFIG}


def room_for(names: Sequence[Any]) -> float:
    """Room beside a plot for the widest of some labels [px], less than half of the figure.

    A label may be text or a list of lines.
    """
    lines = [line for name in names for line in ([name] if isinstance(name, str) else name)]
    widest = max((text_width(str(line), LETTER) for line in lines), default=0.0)
    return min(widest + 12.0, 0.45 * WIDTH)
