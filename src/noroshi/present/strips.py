"""Events on a line of time, such as the days of a month."""

from collections.abc import Mapping, Sequence
from typing import Final

from noroshi.present.field import Field, Row, Spec, literal, plotted
from noroshi.present.palette import light
from noroshi.present.row_axis import neighbours, row_plot, rows_axis
from noroshi.present.scales import Scale, quantitative, scale, step_of
from noroshi.present.series import channels, series_of, solid
from noroshi.present.theme import WIDTH, whole

_STRIP: Final = 24.0
"""Height of a row; more where labels of several lines follow one another [px]."""


def strips(
    rows: Sequence[Row],
    when: Field,
    *,
    label: Field,
    until: str = "",
    series: Field | None = None,
    roles: Mapping[str, str] | None = None,
    filled: str = "",
    between: tuple[float, float] | None = None,
    title: str = "",
) -> Spec:
    """Events on a line of time, a row a label: marks where they happen, bars where they last.

    Args:
        rows: one an event.
        when: the moment, or where it lasts, its beginning.
        label: names the row.
        until: column of the end; a row without one is a moment.
        series: tells events apart by colour and shape.
        roles: of the series, a key of `palette.ROLES` each.
        filled: column of booleans; marks of the others are open.
        between: the ends of the axis, where the events do not give them.
        title: the finding.
    """
    data = plotted(rows, when.name, label.name, *filter(None, (until, filled)))
    found = solid(series_of(data, series, roles, "after"))
    y, _, left = rows_axis(data, label, None)
    length = WIDTH - left - 10.0
    x = quantitative(when, _ends(data, when, until, length, between))
    room = length if series is not None and series.name != label.name else 0.0
    look = channels(found, series, ("fill", "stroke", "shape"), room=room)
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
    step = max(_STRIP, neighbours(data, label))
    return whole(row_plot(data, layers, y, length, {"step": step}), title)


def _lasting(until: str) -> str:
    return f"isValid(datum[{literal(until)}])"


def _ends(
    data: Sequence[Row],
    when: Field,
    until: str,
    length: float,
    between: tuple[float, float] | None,
) -> Scale:
    if between is not None:
        return Scale(*between, length, step=step_of(*between, length / 62.0))
    return scale(data, [when.name, *filter(None, (until,))], field=when, length=length, zero=False)
