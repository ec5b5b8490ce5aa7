"""The key below a map: what colours and signs mean, and words on what lies outside."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from noroshi.present.classes import Classes
from noroshi.present.field import Spec
from noroshi.present.letters import broken, text_width
from noroshi.present.map_layers import shapes
from noroshi.present.map_rows import geometry, line_geometry
from noroshi.present.palette import ROLES, light
from noroshi.present.theme import LETTER

_ROW: Final = 17.0
_SIGN: Final = 18.0
"""Room of a sign before its words [px]."""
_APART: Final = 12.0
_ABOVE: Final = 8.0


class _Item(NamedTuple):
    """A sign and its words."""

    words: str
    shape: str
    role: str = ""
    colour: str = ""
    valued: bool = False
    """Whether the colour of such points is that of their class."""
    filled: bool = True


class Key(NamedTuple):
    """What stands below a map, from a height downwards."""

    layers: tuple[Spec, ...]
    height: float


def key(
    rows: Sequence[Spec],
    classes: Classes | None,
    *,
    heading: str,
    never: str,
    open_words: str,
    roles: Mapping[str, str],
    outside: str,
    top: float,
    width: float,
) -> Key:
    """The key of a map's rows.

    Args:
        rows: of the map and of its corners.
        classes: of its values.
        heading: title and unit of the values.
        never: words for areas without a value.
        open_words: words for points that are not filled.
        roles: words for roles; those that no row has are left out.
        outside: what the map does not hold.
        top: where the key begins [px].
        width: of the map [px].
    """
    lines: list[tuple[float, float, str]] = []
    items: list[tuple[float, float, _Item]] = []
    y = top + _ABOVE
    signs = [*_open(rows, open_words), *_roles(rows, roles)]
    for group, title in ((_classes(rows, classes, never), heading), (signs, "")):
        if group and title:
            lines.append((0.0, y + 6.0, title))
            y += _ROW
        placed, y = _flow(group, y, width)
        items += placed
    for words in broken(outside, width, LETTER) if outside else ():
        lines.append((0.0, y + 6.0, words))
        y += 0.85 * _ROW
    lines += [(x + _SIGN, at, item.words) for x, at, item in items]
    if not lines:
        return Key((), top)
    return Key((*(_sign(*item) for item in items), *_written(lines)), y)


def _flow(
    group: Sequence[_Item], y: float, width: float
) -> tuple[list[tuple[float, float, _Item]], float]:
    """Items from left to right, line by line."""
    if not group:
        return [], y
    x, placed = 0.0, []
    for item in group:
        wide = _SIGN + text_width(item.words, LETTER) + _APART
        if x and x + wide - _APART > width:
            x, y = 0.0, y + _ROW
        placed.append((x, y + 6.0, item))
        x += wide
    return placed, y + _ROW


def _classes(rows: Sequence[Spec], classes: Classes | None, never: str) -> list[_Item]:
    if classes is None:
        return []
    valued = [row for row in rows if row["class"] is not None]
    if valued and all(row["shape"] == "point" and not row["filled"] for row in valued):
        return []  # No place has a colour.
    shape = "line" if valued and all(row["shape"] == "line" for row in valued) else "area"
    items = [
        _Item(name, shape, colour=colour)
        for name, colour in zip(classes.names, classes.colours, strict=True)
    ]
    missing = never and any(row["class"] == never for row in rows)
    return [*items, _Item(never, "area", colour=light("paper"))] if missing else items


def _open(rows: Sequence[Spec], words: str) -> list[_Item]:
    """Points that are not filled, as the first of them is drawn."""
    hollow = [row for row in rows if row["shape"] == "point" and not row["filled"]]
    if not (words and hollow):
        return []
    valued = hollow[0]["class"] is not None
    return [_Item(words, "point", hollow[0]["role"], valued=valued, filled=False)]


def _roles(rows: Sequence[Spec], roles: Mapping[str, str]) -> list[_Item]:
    """One sign a role: its point, else its line, else its area."""
    there = {(row["role"], row["shape"]) for row in rows}
    valued = {(row["role"], row["shape"]) for row in rows if row["class"] is not None}
    found = []
    for role, words in roles.items():
        shape = next((s for s in ("point", "line", "area") if (role, s) in there), "")
        if shape:
            found.append(_Item(words, shape, role, valued=(role, shape) in valued))
    return found


def _sign(x: float, y: float, item: _Item) -> Spec:
    look = ROLES.get(item.role)
    dash = list(look.dash) if look else []
    if item.shape == "line":
        colour, width = (light(look.colour), look.width) if look else (item.colour, 2.6)
        line = line_geometry([((x, y), (x + 13.0, y))])
        return shapes(line, stroke=colour, width=width, strokeDash=dash)
    if item.shape == "area":
        ring = ((x, y - 5), (x + 12, y - 5), (x + 12, y + 5), (x, y + 5), (x, y - 5))
        fill, edge = (light(look.fill), light(look.colour)) if look else (item.colour, light("ink"))
        return shapes(geometry([(ring,)]), fill=fill, stroke=edge, width=0.8, strokeDash=dash)
    assert look is not None
    mark: dict[str, Any] = {
        "type": "point", "shape": look.shape, "size": 48, "opacity": 1, "strokeWidth": 1.3,
        "fill": light("paper" if item.valued or not item.filled else look.colour),
        "stroke": light("ink" if item.valued else look.colour),
        "x": x + 6.0, "y": y,
    }  # fmt: skip
    return {"data": {"values": [{}]}, "mark": mark}


def _written(lines: Sequence[tuple[float, float, str]]) -> list[Spec]:
    found = []
    for x, y, words in lines:
        mark = {"type": "text", "align": "left", "baseline": "middle", "text": words}
        found.append({"data": {"values": [{}]}, "mark": {**mark, "x": x, "y": y}})
    return found
