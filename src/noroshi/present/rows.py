"""Charts of one labelled row a case: bars, points with intervals, tornado, stacked bars."""

from collections.abc import Mapping, Sequence
from typing import Final

from noroshi.present.field import Field, Row, Spec, distinct, literal, plotted
from noroshi.present.letters import broken, text_width
from noroshi.present.palette import Look, light
from noroshi.present.scales import Scale, quantitative, scale
from noroshi.present.series import channels, series_of, solid
from noroshi.present.theme import LETTER, LINE, WIDTH, room_for, whole

_ROW: Final = 22.0
"""Height of a row [px]."""
_OFFSET: Final = 15.0
"""Height of one of several bars in a row [px]."""
_LABELS: Final = 150.0
"""Longest line of a row's label [px]; longer ones break."""
_GAP: Final = 6.0
"""Between a mark and the words beside it [px]."""


def bars(
    rows: Sequence[Row],
    value: Field,
    *,
    label: Field,
    low: str = "",
    high: str = "",
    series: Field | None = None,
    roles: Mapping[str, str] | None = None,
    role: str = "after",
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
        role: of the bars where there are no series.
        text: column of the words that stand at a bar's end.
        title: the finding.

    >>> rows = [{"base": "Misawa", "hours": 4.2, "least": 3.1, "most": 5.0}]
    >>> spec = bars(rows, Field("hours", "on station", "h"), label=Field("base"),
    ...             low="least", high="most", title="From Misawa 4.2 h a day")
    >>> [layer["mark"]["type"] for layer in spec["layer"]]
    ['bar', 'rule', 'tick', 'tick']
    """
    data = plotted(rows, value.name, label.name, *filter(None, (low, high, text)))
    found = series_of(data, series, roles, role)
    y, height, left = rows_axis(data, label, series)
    ends = [value.name, *filter(None, (low, high))]
    length = WIDTH - left - 8.0
    on = scale(data, ends, field=value, length=length, room=_words_room(data, text, ends))
    x = quantitative(value, on)
    look = channels(found, series, ("fill", "stroke"), key=_keyed(label, series))
    bar: Spec = {
        "mark": {"type": "bar", "strokeWidth": 1.2},
        "encoding": {"x": x, **look},
    }
    layers = [*_zero(on), bar, *_interval(value, on, low, high), *_words(data, text, ends, on)]
    return whole(_plot(data, layers, y, length, height), title)


def points(
    rows: Sequence[Row],
    value: Field,
    *,
    label: Field,
    low: str = "",
    high: str = "",
    filled: str = "",
    series: Field | None = None,
    roles: Mapping[str, str] | None = None,
    role: str = "after",
    text: str = "",
    zero: bool = True,
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
        roles: of the series, a key of `palette.ROLES` each.
        role: of the dots where there are no series.
        text: column of the words that stand right of a dot.
        zero: whether zero is on the axis.
        title: the finding.

    >>> rows = [{"city": "Tokyo", "gain": 0.001, "sure": False}]
    >>> spec = points(rows, Field("gain", "gained", "s"), label=Field("city"), filled="sure")
    >>> spec["layer"][-1]["encoding"]["fill"]["condition"]["test"]
    "datum['sure']"
    """
    data = plotted(rows, value.name, label.name, *filter(None, (low, high, filled, text)))
    found = solid(series_of(data, series, roles, role))
    y, height, left = rows_axis(data, label, series)
    ends = [value.name, *filter(None, (low, high))]
    length = WIDTH - left - 12.0
    room = _words_room(data, text, ends) if text else (0.0, 0.0)
    on = scale(data, ends, field=value, length=length, zero=zero, room=room)
    look = channels(found, series, ("fill", "stroke", "shape"), key=_keyed(label, series))
    if filled:
        look["fill"] = {
            "condition": {"test": f"datum[{literal(filled)}]", **look["fill"]},
            "value": light("paper"),
        }
    dot: Spec = {
        "mark": {"type": "point", "size": 62, "opacity": 1, "strokeWidth": 1.6},
        "encoding": {"x": quantitative(value, on), **look},
    }
    layers = [
        *_zero(on), *_interval(value, on, low, high), *_words(data, text, ends, on), dot
    ]  # fmt: skip
    return whole(_plot(data, layers, y, length, height), title)


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
    room = (_widest(lefts) + _GAP + 4.0, _widest(rights) + _GAP + 4.0)
    every = [*data, {low: centre, high: centre}]
    on = scale(every, (low, high), field=answer, length=length, zero=False, room=room)
    x = quantitative(Field(low, answer.title, answer.unit, form=answer.form), on)
    track: Spec = {
        "mark": {"type": "bar", "height": 9, "fill": light("blue-tint")},
        "encoding": {"x": x, "x2": {"field": high}},
    }
    middle: Spec = {
        "mark": {"type": "rule", "stroke": light("ink"), "strokeWidth": 1.4},
        "encoding": {"x": {"datum": centre, "type": "quantitative"}, "y": None},
    }
    marks = [
        {
            "mark": {"type": "point", "size": 58, "opacity": 1, "strokeWidth": 1.6},
            "encoding": {"x": {**x, "field": column}, **_end_look(column == high)},
        }
        for column in (low, high)
    ]
    layers = [track, middle, *marks, *_end_texts((low, high), (low_text, high_text), x)]
    return whole(_plot(data, layers, y, length, height), title)


def stacked(
    rows: Sequence[Row],
    value: Field,
    *,
    label: Field,
    part: Field,
    roles: Mapping[str, str] | None = None,
    text: str = "",
    title: str = "",
) -> Spec:
    """A bar a label, made of parts one after the other in the order of the rows.

    Args:
        rows: one a part of a bar.
        value: its length, not negative.
        label: names the bar.
        part: names the part; parts of one name look alike in all bars.
        roles: of the parts, a key of `palette.ROLES` each.
        text: column of the words inside a part; they are left out where they find no room.
        title: the finding.

    Raises:
        ValueError: a negative value.
    """
    data = plotted(rows, value.name, label.name, part.name, *filter(None, (text,)))
    if any((row[value.name] or 0.0) < 0.0 for row in data):
        raise ValueError(f"{value.name!r} is negative: a part of a bar cannot be")
    found = series_of(data, part, roles, "after")
    y, _, left = rows_axis(data, label, None)
    length = WIDTH - left - 8.0
    sums = [
        {value.name: sum(row[value.name] or 0.0 for row in data if row[label.name] == name)}
        for name in distinct(label.of(data))
    ]
    on = scale(sums, [value.name], field=value, length=length)
    order = {"calculate": f"indexof({literal(list(found))}, datum[{literal(part.name)}])"}
    transform: list[Spec] = [
        {**order, "as": "part_order"},
        {
            "stack": value.name,
            "groupby": [label.name],
            "sort": [{"field": "part_order", "order": "ascending"}],
            "as": ["part_start", "part_end"],
        },
        {"calculate": "(datum.part_start + datum.part_end) / 2", "as": "part_middle"},
    ]
    x = {**quantitative(value, on), "field": "part_start"}
    look = channels(found, part, ("fill", "stroke"), key=True)
    bar: Spec = {
        "mark": {"type": "bar", "strokeWidth": 1.2, "height": 26},
        "encoding": {"x": x, "x2": {"field": "part_end"}, **look},
    }
    layers = [bar, *_inside(data, value, part, found, text=text, on=on, x=x)]
    plot = _plot(data, layers, y, length, {"step": 40.0})
    return whole({**plot, "transform": transform}, title)


def _inside(
    data: Sequence[Row],
    value: Field,
    part: Field,
    found: Mapping[str, Look],
    *,
    text: str,
    on: Scale,
    x: Spec,
) -> list[Spec]:
    """Words in the middle of parts that hold them: light ones on solid colours."""
    if not text:
        return []
    pixel = on.length / (on.high - on.low)
    solid = [name for name, look in found.items() if look.solid]
    fits = [
        row[text]
        for row in data
        if row[text] and text_width(str(row[text]), LETTER) + 6.0 <= (row[value.name] or 0) * pixel
    ]
    room = f"indexof({literal(fits)}, datum[{literal(text)}]) >= 0"
    test = f"indexof({literal(solid)}, datum[{literal(part.name)}]) >= 0"
    return [
        {
            "transform": [{"filter": room}],
            "mark": {"type": "text", "align": "center"},
            "encoding": {
                "x": {**x, "field": "part_middle"},
                "text": {"field": text},
                "color": {
                    "condition": {"test": test, "value": light("paper")},
                    "value": light("ink"),
                },
            },
        }
    ]


def _plot(data: list[dict[str, object]], layers: list[Spec], y: Spec, length: float,
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
    names = [str(name) for name in distinct(label.of(data))]
    lines = {name: broken(name, _LABELS, LETTER) for name in names}
    deep = max(len(parts) for parts in lines.values())
    axis: Spec = {"title": None, "domain": False, "labelLineHeight": LINE * LETTER}
    if deep > 1:
        axis["labelExpr"] = f"{literal(lines)}[datum.label]"
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


def _keyed(label: Field, series: Field | None) -> bool:
    """Whether series need a key: not where every row is named after its own."""
    return series is not None and series.name != label.name


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


def _interval(value: Field, on: Scale, low: str, high: str) -> list[Spec]:
    """A line from low to high with a stroke at each end."""
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
    return [line, *ends]


def _widest(words: Sequence[object]) -> float:
    return max((text_width(str(word), LETTER) for word in words if word), default=0.0)


def _words_room(data: Sequence[Row], text: str, ends: Sequence[str]) -> tuple[float, float]:
    """Room for words beyond the marks, to the left of those below zero [px]."""
    if not text:
        return (0.0, 0.0)
    sides = [[row[text] for row in data if (_first(row, ends) < 0.0) is left] for left in (1, 0)]
    left, right = (_widest(side) for side in sides)
    return (left + _GAP + 4.0 if left else 0.0, right + _GAP + 4.0)


def _first(row: Row, ends: Sequence[str]) -> float:
    return float(row[ends[0]] or 0.0)


def _words(data: Sequence[Row], text: str, ends: Sequence[str], on: Scale) -> list[Spec]:
    """Words beyond the ends of marks and intervals, on the side away from zero."""
    if not text:
        return []
    columns = ", ".join(f"datum[{literal(end)}]" for end in ends)
    found = []
    for below, pick, align, shift in ((False, "max", "left", _GAP), (True, "min", "right", -_GAP)):
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
                        "dx": _GAP + 3.0 if right else -_GAP - 3.0,
                    },
                    "encoding": {"x": {**x, "field": ends[k]}, "text": {"field": text}},
                }
            )
    return found


def _end_look(upper: bool) -> Spec:
    """The mark of an assumption's end, with its line in the key."""
    values = ("at its low end", "at its high end")
    common = {"datum": values[upper], "type": "nominal"}
    return {
        "shape": {
            **common,
            "scale": {"domain": list(values), "range": ["square", "circle"]},
            "legend": {"title": "assumption"},
        },
        "stroke": {
            **common,
            "scale": {"domain": list(values), "range": [light("ochre"), light("blue")]},
            "legend": {"title": "assumption"},
        },
        "fill": {
            **common,
            "scale": {"domain": list(values), "range": [light("paper"), light("blue")]},
            "legend": {"title": "assumption"},
        },
    }
