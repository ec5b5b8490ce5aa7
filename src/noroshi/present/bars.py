"""Bars and points, one a row, with intervals and words at their ends."""

from collections.abc import Mapping, Sequence

from noroshi.present.field import Field, Row, Spec, literal, plotted
from noroshi.present.palette import light
from noroshi.present.row_axis import GAP, row_plot, rows_axis, widest
from noroshi.present.scales import Scale, quantitative, scale
from noroshi.present.series import channels, series_of, solid
from noroshi.present.theme import WIDTH, whole


def bars(
    rows: Sequence[Row],
    value: Field,
    *,
    label: Field,
    low: str = "",
    high: str = "",
    series: Field | None = None,
    roles: Mapping[str, str] | None = None,
    text: str = "",
    title: str = "",
) -> Spec:
    """Horizontal bars from zero, in the order of the rows, with intervals and words at their ends.

    Args:
        rows: one a bar.
        value: its length.
        label: names the row; rows of one label stand together, apart by their series.
        low, high: columns of the interval; none where they are empty.
        series: tells bars apart by colour and filling.
        roles: of the series, a key of `palette.ROLES` each.
        text: column of the words that stand at a bar's end.
        title: the finding.

    >>> rows = [{"base": "Misawa", "hours": 4.2, "least": 3.1, "most": 5.0}]
    >>> spec = bars(rows, Field("hours", "on station", "h"), label=Field("base"),
    ...             low="least", high="most", title="From Misawa 4.2 h a day")
    >>> [layer["mark"]["type"] for layer in spec["layer"]]
    ['bar', 'rule', 'rule', 'tick', 'tick']
    """
    data = plotted(rows, value.name, label.name, *filter(None, (low, high, text)))
    found = series_of(data, series, roles, "after")
    y, height, left = rows_axis(data, label, series)
    ends = [value.name, *filter(None, (low, high))]
    length = WIDTH - left - 8.0
    on = scale(data, ends, field=value, length=length, room=_words_room(data, text, ends))
    x = quantitative(value, on)
    look = channels(found, series, ("fill", "stroke"), room=_key_room(label, series, length))
    bar: Spec = {
        "mark": {"type": "bar", "strokeWidth": 1.2},
        "encoding": {"x": x, **look},
    }
    layers = [
        *_zero(on),
        bar,
        *_interval(value, on, low, high, on_bars=True),
        *_words(data, text, ends, on),
    ]
    return whole(row_plot(data, layers, y, length, height), title)


def points(
    rows: Sequence[Row],
    value: Field,
    *,
    label: Field,
    low: str = "",
    high: str = "",
    filled: str = "",
    series: Field | None = None,
    role: str = "after",
    band: tuple[float, float] | None = None,
    title: str = "",
) -> Spec:
    """A dot a row, with its interval; filled only where a column says that it is measurable.

    Args:
        rows: one a dot.
        value: where the dot stands.
        label: names the row; rows of one label stand one below the other.
        low, high: columns of the interval; none where they are empty.
        filled: column of booleans: open dots are those that cannot be told from nothing.
        series: tells dots apart by colour and shape.
        role: of the dots where there are no series.
        band: values between which a strip lies behind all rows.
        title: the finding.

    >>> rows = [{"city": "Tokyo", "gain": 0.001, "sure": False}]
    >>> spec = points(rows, Field("gain", "gained", "s"), label=Field("city"), filled="sure")
    >>> spec["layer"][-1]["encoding"]["fill"]["condition"]["test"]
    "datum['sure']"
    """
    data = plotted(rows, value.name, label.name, *filter(None, (low, high, filled)))
    found = solid(series_of(data, series, None, role))
    y, height, left = rows_axis(data, label, series)
    ends = [value.name, *filter(None, (low, high))]
    length = WIDTH - left - 12.0
    on = scale(data, ends, field=value, length=length)
    room = _key_room(label, series, length)
    look = channels(found, series, ("fill", "stroke", "shape"), room=room)
    if filled:
        look["fill"] = {
            "condition": {"test": f"datum[{literal(filled)}]", **look["fill"]},
            "value": light("paper"),
        }
    dot: Spec = {
        "mark": {"type": "point", "size": 62, "opacity": 1, "strokeWidth": 1.6},
        "encoding": {"x": quantitative(value, on), **look},
    }
    layers = [*_band(band), *_zero(on), *_interval(value, on, low, high), dot]
    return whole(row_plot(data, layers, y, length, height), title)


def _key_room(label: Field, series: Field | None, length: float) -> float:
    """Breadth of the key of series [px]: none where every row is named after its own."""
    return length if series is not None and series.name != label.name else 0.0


def _zero(on: Scale) -> list[Spec]:
    """A line at zero where numbers lie on both sides of it."""
    if on.log or not on.low < 0.0 < on.high:
        return []
    return [
        {
            "mark": {"type": "rule", "stroke": light("soft"), "strokeWidth": 1.2},
            "encoding": {"x": {"datum": 0.0, "type": "quantitative"}, "y": None, "yOffset": None},
        }
    ]


def _band(band: tuple[float, float] | None) -> list[Spec]:
    """A strip between two values, from the first row to the last."""
    if band is None:
        return []
    x, x2 = ({"datum": end, "type": "quantitative"} for end in band)
    return [
        {
            "mark": {"type": "rect", "color": light("faint"), "opacity": 1.0},
            "encoding": {"x": x, "x2": x2, "y": None, "yOffset": None},
        }
    ]


def _interval(value: Field, on: Scale, low: str, high: str, *, on_bars: bool = False) -> list[Spec]:
    """A line from low to high with a stroke at each end; on bars within a rim of paper."""
    if not (low and high):
        return []
    x = quantitative(value, on)
    line: Spec = {
        "mark": {"type": "rule", "strokeWidth": 1.2, "stroke": light("ink")},
        "encoding": {"x": {**x, "field": low}, "x2": {"field": high}},
    }
    ends: list[Spec] = [
        {
            "mark": {"type": "tick", "size": 7, "thickness": 1.2, "color": light("ink")},
            "encoding": {"x": {**x, "field": column}},
        }
        for column in (low, high)
    ]
    if not on_bars:
        return [line, *ends]
    rim = {**line, "mark": {"type": "rule", "strokeWidth": 3.6, "stroke": light("paper")}}
    return [rim, line, *ends]


def _words_room(data: Sequence[Row], text: str, ends: Sequence[str]) -> tuple[float, float]:
    """Room for words beyond the marks, to the left of those below zero [px]."""
    if not text:
        return (0.0, 0.0)
    left = widest([row[text] for row in data if _first(row, ends) < 0.0])
    right = widest([row[text] for row in data if _first(row, ends) >= 0.0])
    return (left + GAP + 4.0 if left else 0.0, right + GAP + 4.0)


def _first(row: Row, ends: Sequence[str]) -> float:
    return float(row[ends[0]] or 0.0)


def _words(data: Sequence[Row], text: str, ends: Sequence[str], on: Scale) -> list[Spec]:
    """Words beyond the ends of marks and intervals, on the side away from zero."""
    if not text:
        return []
    columns = ", ".join(f"datum[{literal(end)}]" for end in ends)
    found = []
    for below, pick, align, shift in ((False, "max", "left", GAP), (True, "min", "right", -GAP)):
        side = f"datum[{literal(ends[0])}] {'<' if below else '>='} 0"
        if any((_first(row, ends) < 0.0) is below for row in data):
            x: Spec = {"field": "words_at", "type": "quantitative", "scale": on.spec}
            found.append(
                {
                    "transform": [
                        {"filter": side},
                        {"calculate": f"{pick}({columns})", "as": "words_at"},
                    ],
                    "mark": {"type": "text", "align": align, "dx": shift, "fontWeight": "bold"},
                    "encoding": {"x": x, "text": {"field": text}},
                }
            )
    return found
