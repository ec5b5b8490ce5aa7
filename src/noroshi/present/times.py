"""Charts along time: the stages of a process one after the other, and events on a calendar."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from noroshi.present.field import Field, Row, Spec, literal, plotted
from noroshi.present.letters import text_width
from noroshi.present.palette import Look, light
from noroshi.present.rows import rows_axis
from noroshi.present.scales import Scale, quantitative, scale, step_of
from noroshi.present.series import channels, series_of, solid
from noroshi.present.theme import LETTER, WIDTH, whole

_STAGE: Final = 30.0
_STRIP: Final = 24.0
"""Height of a row [px]."""


def stages(
    rows: Sequence[Row],
    *,
    label: Field,
    start: Field,
    end: str,
    stage: Field,
    roles: Mapping[str, str] | None = None,
    text: str = "",
    title: str = "",
) -> Spec:
    """A row a case, cut into stages that follow one another along time.

    Args:
        rows: one a stage of a row.
        label: names the row.
        start: when a stage begins; its title and unit are the axis's.
        end: column of when it ends, not before its start.
        stage: names the stage; stages of one name look alike in all rows.
        roles: of the stages, a key of `palette.ROLES` each.
        text: column of words inside a stage; left out where they find no room.
        title: the finding.

    Raises:
        ValueError: a stage that ends before it begins.
    """
    data = plotted(rows, label.name, start.name, end, stage.name, *filter(None, (text,)))
    if any(row[end] < row[start.name] for row in data):
        raise ValueError(f"a stage ends before it begins: {end!r} is less than {start.name!r}")
    found = series_of(data, stage, roles, "after")
    y, _, left = rows_axis(data, label, None)
    length = WIDTH - left - 8.0
    on = scale(data, [start.name, end], field=start, length=length)
    x = quantitative(start, on)
    look = channels(found, stage, ("fill", "stroke"), key=True)
    bar: Spec = {
        "mark": {"type": "bar", "strokeWidth": 1.2, "height": 0.62 * _STAGE},
        "encoding": {"x": x, "x2": {"field": end}, **look},
    }
    layers = [bar, *_inside(data, x, end, stage, found, text=text, on=on)]
    plot: Spec = {"data": {"values": data}, "width": round(length), "height": {"step": _STAGE}}
    return whole({**plot, "encoding": y, "layer": layers}, title)


def strips(
    rows: Sequence[Row],
    when: Field,
    *,
    label: Field,
    until: str = "",
    series: Field | None = None,
    roles: Mapping[str, str] | None = None,
    role: str = "after",
    filled: str = "",
    text: str = "",
    between: tuple[Any, Any] | None = None,
    title: str = "",
) -> Spec:
    """Events on a line of time, a row a label: marks where they happen, bars where they last.

    Args:
        rows: one an event.
        when: the moment, or where it lasts, its beginning; dates have the scale `time`.
        label: names the row.
        until: column of the end; a row without one is a moment.
        series: tells events apart by colour and shape.
        roles: of the series, a key of `palette.ROLES` each.
        role: of the events where there are no series.
        filled: column of booleans; marks of the others are open.
        text: column of words right of an event.
        between: the ends of the axis, where the events do not give them.
        title: the finding.
    """
    data = plotted(rows, when.name, label.name, *filter(None, (until, filled, text)))
    found = solid(series_of(data, series, roles, role))
    y, _, left = rows_axis(data, label, None)
    widest = max((text_width(str(row[text]), LETTER) for row in data), default=0.0) if text else 0.0
    length = WIDTH - left - 10.0 - widest
    on = None if when.scale == "time" else _ends(data, when, until, length, between)
    x = quantitative(when, on)
    if on is None and between is not None:
        x["scale"]["domain"] = [str(end) for end in between]
    keyed = series is not None and series.name != label.name
    look = channels(found, series, ("fill", "stroke", "shape"), key=keyed)
    fill = look["fill"]
    if filled:
        test = f"datum[{literal(filled)}]"
        look["fill"] = {"condition": {"test": test, **look["fill"]}, "value": light("paper")}
    layers: list[Spec] = []
    if until:
        look_of_bar = {"fill": fill, "stroke": look["stroke"]}
        bar = {"mark": {"type": "bar", "height": 10}, "transform": [{"filter": _lasting(until)}]}
        layers.append({**bar, "encoding": {"x": x, "x2": {"field": until}, **look_of_bar}})
    moments = [{"filter": f"!({_lasting(until)})"}] if until else []
    mark = {"type": "point", "size": 58, "opacity": 1, "strokeWidth": 1.5}
    layers.append({"transform": moments, "mark": mark, "encoding": {"x": x, **look}})
    if text:
        at = {**x, "field": "words_at"}
        last = f"{_lasting(until)} ? datum[{literal(until)}] : " if until else ""
        place = {"calculate": f"{last}datum[{literal(when.name)}]", "as": "words_at"}
        words = {"type": "text", "align": "left", "dx": 8}
        layers.append(
            {"transform": [place], "mark": words, "encoding": {"x": at, "text": {"field": text}}}
        )
    plot: Spec = {"data": {"values": data}, "width": round(length), "height": {"step": _STRIP}}
    return whole({**plot, "encoding": y, "layer": layers}, title)


def _lasting(until: str) -> str:
    return f"isValid(datum[{literal(until)}])"


def _ends(
    data: Sequence[Row], when: Field, until: str, length: float, between: tuple[Any, Any] | None
) -> Scale:
    if between is not None:
        return Scale(*between, length, step=step_of(*between, length / 62.0))
    return scale(data, [when.name, *filter(None, (until,))], field=when, length=length, zero=False)


def _inside(
    data: Sequence[Row],
    x: Spec,
    end: str,
    stage: Field,
    found: Mapping[str, Look],
    *,
    text: str,
    on: Scale,
) -> list[Spec]:
    """Words in the middle of stages that hold them."""
    if not text:
        return []
    begin = x["field"]
    pixel = on.length / (on.high - on.low)
    fits = [
        row
        for row in data
        if row[text] and text_width(str(row[text]), LETTER) + 4.0 <= pixel * (row[end] - row[begin])
    ]
    middle = [{**row, "middle": 0.5 * (row[begin] + row[end])} for row in fits]
    solid = [name for name, look in found.items() if look.solid]
    test = f"indexof({literal(solid)}, datum[{literal(stage.name)}]) >= 0"
    colour = {"condition": {"test": test, "value": light("paper")}, "value": light("ink")}
    return (
        [
            {
                "data": {"values": middle},
                "mark": {"type": "text", "align": "center"},
                "encoding": {
                    "x": {**x, "field": "middle"},
                    "text": {"field": text},
                    "color": colour,
                },
            }
        ]
        if middle
        else []
    )
