"""Bars made of parts: a whole by its parts, and the stages of a process along time."""

from collections.abc import Mapping, Sequence
from typing import Final

from noroshi.present.field import Field, Row, Spec, distinct, literal, plotted
from noroshi.present.row_axis import Piece, row_plot, rows_axis, words_inside
from noroshi.present.scales import quantitative, scale
from noroshi.present.series import channels, series_of
from noroshi.present.theme import WIDTH, whole

_STAGE: Final = 30.0
"""Height of a row of stages [px]."""


def stacked(
    rows: Sequence[Row],
    value: Field,
    *,
    label: Field,
    part: Field,
    text: str = "",
    title: str = "",
) -> Spec:
    """A bar a label, made of parts one after the other in the order of the rows.

    Args:
        rows: one a part of a bar.
        value: its length, not negative.
        label: names the bar.
        part: names the part; parts of one name look alike in all bars.
        text: column of the words inside a part; they are left out where they find no room.
        title: the finding.

    Raises:
        ValueError: a negative value.
    """
    data = plotted(rows, value.name, label.name, part.name, *filter(None, (text,)))
    if any((row[value.name] or 0.0) < 0.0 for row in data):
        raise ValueError(f"{value.name!r} is negative: a part of a bar cannot be")
    found = series_of(data, part, None, "after")
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
    ]
    x = {**quantitative(value, on), "field": "part_start"}
    look = channels(found, part, ("fill", "stroke"), room=length)
    bar: Spec = {
        "transform": transform,
        "mark": {"type": "bar", "strokeWidth": 1.2, "height": 26},
        "encoding": {"x": x, "x2": {"field": "part_end"}, **look},
    }
    pixel = length / (on.high - on.low)
    words = words_inside(
        _pieces(data, value, label, part, list(found), text), found, x, pixel=pixel
    )
    return whole(row_plot(data, [bar, *words], y, length, {"step": 40.0}), title)


def _pieces(
    data: Sequence[Row], value: Field, label: Field, part: Field, order: Sequence[str], text: str
) -> list[Piece]:
    """The parts of each bar from its beginning, in the order in which all bars have them."""
    found = []
    for name in distinct(label.of(data)):
        start = 0.0
        mine = [row for row in data if row[label.name] == name]
        for row in sorted(mine, key=lambda row: order.index(str(row[part.name]))):
            end = start + (row[value.name] or 0.0)
            words = str(row[text] or "") if text else ""
            found.append(Piece(row, start, end, str(row[part.name]), words))
            start = end
    return found


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
    look = channels(found, stage, ("fill", "stroke"), room=length)
    bar: Spec = {
        "mark": {"type": "bar", "strokeWidth": 1.2, "height": 0.62 * _STAGE},
        "encoding": {"x": x, "x2": {"field": end}, **look},
    }
    pieces = [
        Piece(row, row[start.name], row[end], str(row[stage.name]), str(row[text] or ""))
        for row in (data if text else [])
    ]
    words = words_inside(pieces, found, x, pixel=length / (on.high - on.low))
    return whole(row_plot(data, [bar, *words], y, length, {"step": _STAGE}), title)
