"""How series are told apart in a chart: scales of colour, dash, width, shape and filling."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal

from noroshi.present.field import Field, Row, Spec, distinct, literal
from noroshi.present.letters import text_width
from noroshi.present.palette import Appearance, light, looks
from noroshi.present.theme import KEY_GAP, LETTER

Channel = Literal["fill", "stroke", "strokeDash", "strokeWidth", "shape"]
_SIGN: Final = 17.0
"""Room of a sign before its words in a key [px]."""
_MOST: Final = 3
"""Columns of a key."""


def series_of(
    rows: Sequence[Row], series: Field | None, roles: Mapping[str, str] | None, role: str
) -> dict[str, Appearance]:
    """The look of each series in the order of the rows; of one without a name where there is none.

    Raises:
        KeyError: a role that the palette does not have.
    """
    if series is None:
        return {"": looks([role], {role: role})[role]}
    return looks([str(name) for name in distinct(series.of(rows))], roles)


def solid(found: Mapping[str, Appearance]) -> dict[str, Appearance]:
    """The series with their own colour as filling: for small marks, which shapes tell apart."""
    return {name: look._replace(solid=True) for name, look in found.items()}


def only(series: Field | None, name: str) -> Spec:
    """What a layer says to draw the rows of one series alone."""
    if series is None:
        return {}
    return {"transform": [{"filter": f"datum[{literal(series.name)}] === {literal(name)}"}]}


def channels(
    found: Mapping[str, Appearance],
    series: Field | None,
    names: Sequence[Channel],
    *,
    room: float = 0.0,
) -> Spec:
    """Encodings that tell series apart, all in one key where there is one.

    Args:
        found: the look of each series; a single one without a name takes constant values.
        series: the field that names them.
        names: of the channels wanted.
        room: breadth of the key above the plot [px]; without any there is none.
    """
    if series is None:
        only = next(iter(found.values()))
        return {name: {"value": _value(only, name)} for name in names}
    keyed = room > 0.0 and len(found) > 1
    legend = {"title": series.axis_title, "columns": columns(list(found), room)}
    return {
        name: {
            "field": series.name,
            "type": "nominal",
            # Left to itself the grammar spreads widths evenly between the first and the last.
            "scale": {
                "type": "ordinal",
                "domain": list(found),
                "range": [_value(look, name) for look in found.values()],
            },
            "legend": legend if keyed else None,
            # The domain is told; without an order of its own Vega-Lite doubts a width of names.
            **({"sort": "ascending"} if name == "strokeWidth" else {}),
        }
        for name in names
    }


def columns(names: Sequence[str], room: float) -> int:
    """Columns in which a key's names, row by row, find room [px]; at least one."""
    wide = [_SIGN + text_width(name, LETTER) for name in names]
    for count in range(min(_MOST, len(names)), 1, -1):
        widest = (max(wide[k::count]) for k in range(count))
        if sum(widest) + KEY_GAP * (count - 1) <= room:
            return count
    return 1


def _value(look: Appearance, channel: Channel) -> Any:
    match channel:
        case "fill":
            return light(look.fill)
        case "stroke":
            return light(look.colour)
        case "strokeDash":
            return list(look.dash) or [1, 0]
        case "strokeWidth":
            return look.width
        case "shape":
            return look.shape
