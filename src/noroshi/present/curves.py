"""Lines over time, distance or any other number: medians with bands, steps, marks and limits."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal

from noroshi.present.field import Field, Row, Spec, plotted
from noroshi.present.letters import broken, text_width
from noroshi.present.palette import Appearance, letters, light
from noroshi.present.scales import Scale, quantitative, scale, step_of
from noroshi.present.series import channels, only, series_of
from noroshi.present.theme import LETTER, LINE, VEIL, WIDTH, whole

_HEIGHT: Final = 200.0
_LEFT: Final = 44.0
"""Room for the numbers of the upright axis [px]."""
_NAMES: Final = 110.0
"""Longest line of the name at a line's end [px]."""
_MOST_NAMED: Final = 5
"""Lines that can carry their names at their ends; more have a key above."""


def lines(
    rows: Sequence[Row],
    x: Field,
    y: Field,
    *,
    low: str = "",
    high: str = "",
    series: Field | None = None,
    roles: Mapping[str, str] | None = None,
    role: str = "after",
    step: bool = False,
    marks: Sequence[Row] = (),
    mark_text: str = "",
    zero: bool = True,
    key: Literal["ends", "above"] = "ends",
    title: str = "",
    height: float = _HEIGHT,
) -> Spec:
    """A line a series with its band; each line carries its name at its end.

    Args:
        rows: one a point of a line, in the order of x, which may fall.
        x, y: where it stands; a logarithmic y takes positive numbers only.
        low, high: columns of the band; none where they are empty.
        series: tells lines apart by colour, dash and width.
        roles: of the series, a key of `palette.ROLES` each.
        role: of the line where there are no series.
        step: whether a value holds until the next.
        marks: further rows of x, y and series that are drawn as points on the lines.
        mark_text: column of the words beside those points.
        zero: whether zero is on a linear y axis.
        key: whether names stand at the ends of the lines, if they are few, or above the plot (as
            they must where the chart is to be parted by `facets`).
        title: the finding.
        height: of the plot [px].

    Raises:
        ValueError: no rows, a missing column, or numbers that the axis cannot show.
    """
    data = plotted(rows, x.name, y.name, *filter(None, (low, high)))
    found = series_of(data, series, roles, role)
    upright = [y.name, *filter(None, (low, high))]
    on_y = scale([*data, *marks], upright, field=y, length=height, apart=40.0, zero=zero)
    few = key == "ends" and 1 < len(found) <= _MOST_NAMED
    ends = _ends(data, x, y, series, on_y) if few else {}
    length = WIDTH - _LEFT - (_names_room(ends) or 10.0)
    on_x = None if x.scale == "time" else _closed(data, x, length)
    # A key above takes the place in which the name of the upright axis would stand.
    room = WIDTH - _LEFT if len(found) > 1 and not ends else 0.0
    across, up = quantitative(x, on_x, grid=False), _upright(y, on_y, named=not room)
    look = channels(found, series, ("stroke", "strokeDash", "strokeWidth"), room=room)
    way = {"interpolate": "step-after"} if step else {}
    line: Spec = {
        "mark": {"type": "line", "clip": True, **way},
        "encoding": {"x": across, "y": up, **look},
    }
    layers = [
        *_band(found, series, (low, high), across, up, way),
        line,
        *_marks(marks, mark_text, found, series, across, up),
        *_named(ends, found, across, on_y.length),
    ]
    plot = {"data": {"values": data}, "width": round(length), "height": round(height)}
    return whole({**plot, "layer": layers}, title, (y.axis_title or "") if room else "")


def _closed(data: Sequence[Row], x: Field, length: float) -> Scale:
    """From end to end without room at the sides; falling from left to right where the rows fall."""
    if x.scale == "log":
        return scale(data, [x.name], field=x, length=length)
    numbers = [float(v) for v in x.of(data)] or [0.0]
    first, last = numbers[0], numbers[-1]
    low, high = (min(numbers), max(numbers)) if first <= last else (max(numbers), min(numbers))
    if low == high:
        high = low + 1.0
    return Scale(low, high, length, step=step_of(low, high, length / 45.0))


def _upright(y: Field, on: Scale, *, named: bool) -> Spec:
    """The upright axis: its title lies flat above it, from the left edge of the figure."""
    place = {"titleX": -_LEFT + 8.0, "titleY": -9.0, "titleBaseline": "bottom"}
    up = quantitative(y, on, **(place if named else {"title": None}))
    return {**up, "stack": None}


def _band(
    found: Mapping[str, Appearance],
    series: Field | None,
    ends: tuple[str, str],
    across: Spec,
    up: Spec,
    way: Spec,
) -> list[Spec]:
    """A band a series, each with its own colour, so that the key is that of the lines."""
    if not all(ends):
        return []
    return [
        {
            **only(series, name),
            "mark": {"type": "area", "fill": light(look.colour), "opacity": 0.2, **way},
            "encoding": {
                "x": across,
                "y": {**up, "field": ends[0]},
                "y2": {"field": ends[1]},
            },
        }
        for name, look in found.items()
    ]


def _marks(
    marks: Sequence[Row],
    text: str,
    found: Mapping[str, Appearance],
    series: Field | None,
    across: Spec,
    up: Spec,
) -> list[Spec]:
    """Points on the lines in the shape of their series, then the words beside them."""
    if not marks:
        return []
    data = {"values": plotted(marks, across["field"], up["field"], *filter(None, (text,)))}
    point = {"type": "point", "size": 70, "opacity": 1, "stroke": light("ink")}
    points: list[Spec] = [
        {
            "data": data,
            **only(series, name),
            "mark": {**point, "fill": light(look.colour), "shape": look.shape},
            "encoding": {"x": across, "y": up},
        }
        for name, look in found.items()
    ]
    word = {"type": "text", "align": "left", "dx": 8, "dy": -8}
    words: list[Spec] = [
        {
            "data": data,
            "mark": {**word, **veil},
            "encoding": {"x": across, "y": up, "text": {"field": text}},
        }
        for veil in (VEIL, {})
    ]
    return [*points, *words] if text else points


def _ends(
    data: Sequence[Row], x: Field, y: Field, series: Field | None, on: Scale
) -> dict[str, tuple[Any, float]]:
    """Where each line ends: x, and the height at which its name finds room [px above the foot]."""
    if series is None:
        return {}
    last: dict[str, Row] = {}
    for row in data:
        if row[y.name] is not None:
            last[str(row[series.name])] = row
    heights = {name: on.place(float(row[y.name])) for name, row in last.items()}
    deep = {name: LINE * LETTER * len(broken(name, _NAMES, LETTER)) + 2.0 for name in last}
    # Where the plot ends, wherever a line does: names stand on no line.
    along = x.of(data)
    edge = along and (max if along[0] <= along[-1] else min)(along)
    return {name: (edge, at) for name, at in apart(heights, deep, on.length).items()}


def apart(
    heights: Mapping[str, float], deep: Mapping[str, float], length: float
) -> dict[str, float]:
    """Heights moved as little as needed for words of some depth not to cover one another [px].

    They stay between 0 and the length where they all find room there, and in their order.
    """
    order = sorted(heights, key=lambda name: heights[name])
    at: dict[str, float] = {}
    foot = 0.0
    for name in order:
        at[name] = max(heights[name], foot + deep[name] / 2.0)
        foot = at[name] + deep[name] / 2.0
    head = max(length, sum(deep.values()))
    for name in reversed(order):
        at[name] = min(at[name], head - deep[name] / 2.0)
        head = at[name] - deep[name] / 2.0
    return {name: at[name] for name in heights}


def _names_room(ends: Mapping[str, object]) -> float:
    words = [line for name in ends for line in broken(name, _NAMES, LETTER)]
    return max((text_width(word, LETTER, bold=True) + 10.0 for word in words), default=0.0)


def _named(
    ends: Mapping[str, tuple[Any, float]],
    found: Mapping[str, Appearance],
    across: Spec,
    height: float,
) -> list[Spec]:
    """Each name beside the end of its line, in its colour."""
    found_layers: list[Spec] = []
    for name, (edge, at) in ends.items():
        words = broken(name, _NAMES, LETTER)
        found_layers.append(
            {
                "data": {"values": [{across["field"]: edge}]},
                "mark": {
                    "type": "text",
                    "align": "left",
                    "baseline": "middle",
                    "dx": 6,
                    "dy": -(len(words) - 1) * LINE * LETTER / 2.0,
                    "lineHeight": LINE * LETTER,
                    "fontWeight": "bold",
                    "color": letters(found[name]),
                    "text": words,
                    "y": round(height - at, 1),
                },
                "encoding": {"x": across},
            }
        )
    return found_layers
