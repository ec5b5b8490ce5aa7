"""A map of points, lines and areas, with its names, its key, and what lies beyond it.

>>> from noroshi.present.features import point
>>> from noroshi.present.maps import geographic
>>> places = [point(139.7, 35.7, name="Tokyo", weight=9.7e6), point(141.35, 43.06, name="Sapporo")]
>>> spec = geographic(places, title="Two cities")
>>> [row["name"] for row in spec["data"]["values"]]
['Tokyo', 'Sapporo']
"""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from noroshi.present.classes import Classes, classes
from noroshi.present.features import OnMap
from noroshi.present.field import Field, Spec
from noroshi.present.frame import Frame, frame_of
from noroshi.present.insets import Inset, insets, outside
from noroshi.present.labels import Label, Placed, place_labels
from noroshi.present.map_key import key
from noroshi.present.map_layers import areas_and_lines, axes, corner, ground, names, points
from noroshi.present.map_rows import rows_of
from noroshi.present.palette import ROLES, STEPS, letters, light
from noroshi.present.theme import WIDTH, whole

_WIDE: Final = WIDTH - 8.0
_BOLD: Final = frozenset({"new", "base"})
"""Roles whose names are written bold."""


def geographic(
    features: Sequence[OnMap],
    *,
    title: str = "",
    value: Field | None = None,
    limits: tuple[float, float] | None = None,
    most: int = len(STEPS),
    never: str = "",
    open_words: str = "",
    key_words: Mapping[str, str] | None = None,
    frame: Frame | None = None,
    with_borders: bool = False,
) -> Spec:
    """The map of features, framed by those that are near; the others in corners or in words.

    Args:
        features: by rank: those that come first have the choice of where their names stand.
        title: the finding.
        value: what the features' values are; the map is coloured by them.
        limits: ends of the scale of values, for maps that are to be compared.
        most: so many classes of values at most.
        never: words for areas without a value.
        open_words: what it means that a point is not filled.
        key_words: what roles mean, in the order of the key.
        frame: window of a map that this one is to be compared with; see `frame_for`.
        with_borders: whether prefectures, states and provinces are outlined.

    Raises:
        ValueError: no feature is near, and no frame is given.
    """
    window = frame or frame_for(features)
    scale = _classes(features, value, limits, most)
    rows = rows_of(window, features, scale, never)
    far = [f for f, held in zip(features, _held(window, features), strict=True) if not held]
    shown, left = insets(window, [f for f in far if f.shape == "point"], _spots(rows))
    cornered = [rows_of(inset.frame, inset.features, scale, never) for inset in shown]
    lines = [f for f in far if f.shape != "point"]
    below = key(
        [*rows, *(row for more in cornered for row in more)], scale,
        heading=(value.axis_title or "") if value else "", never=never, open_words=open_words,
        roles=key_words or {}, outside=outside(window, [*left, *lines]),
        top=window.height, width=window.width,
    )  # fmt: skip
    size = window.width, below.height
    place = axes(*size)
    layers = [
        *ground(window, with_borders=with_borders),
        *areas_and_lines(window, rows, scale, never),
        *points(rows, scale, never, place),
        *names(_labels(window, features, rows, shown), *size),
    ]
    for inset, more in zip(shown, cornered, strict=True):
        data = {"data": {"values": more}, "layer": points(more, scale, never, place)}
        layers += corner(inset, [data], *size)
    plot: Spec = {"data": {"values": rows}, "width": size[0], "height": size[1]}
    return whole({**plot, "layer": [*layers, *below.layers]}, title)


def frame_for(features: Sequence[OnMap], *, margin: float = 0.06, least: float = 100e3) -> Frame:
    """The window around all that is near, to be shared by maps that are to be compared.

    Args:
        features: of all those maps.
        margin: room beyond the outermost of them, as a share of the larger side [1].
        least: side of the smallest map [m].
    """
    near = [f for f in features if f.near]
    lon = np.concatenate([np.asarray(f.lon_deg) for f in near]) if near else np.zeros(0)
    lat = np.concatenate([np.asarray(f.lat_deg) for f in near]) if near else np.zeros(0)
    return frame_of(lon, lat, width=_WIDE, margin=margin, least=least)


def _classes(
    features: Sequence[OnMap], value: Field | None, limits: tuple[float, float] | None, most: int
) -> Classes | None:
    """Of what is filled, where anything is: only that shows the colour of its class."""
    valued = [f for f in features if f.value is not None]
    values = [f.value for f in ([f for f in valued if f.filled] or valued) if f.value is not None]
    return classes(values, limits, most) if value is not None and values else None


def _held(frame: Frame, features: Sequence[OnMap]) -> NDArray[np.bool_]:
    """Whether any of each lies in the window, (feature,)."""
    if not features:
        return np.zeros(0, dtype=np.bool_)
    begin = np.cumsum([0, *(len(f.lon_deg) for f in features[:-1])])
    lon = np.concatenate([f.lon_deg for f in features])
    lat = np.concatenate([f.lat_deg for f in features])
    return np.logical_or.reduceat(frame.holds(frame.place(lon, lat)), begin)


def _labels(
    frame: Frame, features: Sequence[OnMap], rows: Sequence[Spec], shown: Sequence[Inset]
) -> list[Placed]:
    """The names that find room, in the colours of their roles."""
    named = [f for f in features if f.label]
    held = zip(named, _held(frame, named), strict=True)
    wanted = [_label(frame, f) for f, is_held in held if is_held]
    return place_labels(
        wanted,
        frame=frame.box,
        points=_spots(rows),
        boxes=[inset.box for inset in shown],
        lines=_drawn(rows),
    )


def _spots(rows: Sequence[Spec]) -> list[tuple[float, float]]:
    return [(float(row["x"]), float(row["y"])) for row in rows if row["shape"] == "point"]


def _drawn(rows: Sequence[Spec]) -> list[tuple[float, float]]:
    """Points along the lines and outlines that carry no value [px]."""
    shapes = [row["geometry"] for row in rows if row["shape"] != "point" and row["class"] is None]
    lines = [
        line
        for shape in shapes
        for part in shape["coordinates"]
        for line in (part if shape["type"] == "MultiPolygon" else [part])
    ]
    found: list[tuple[float, float]] = []
    for line in lines:
        if len(line) > 1:
            fine = shapely.get_coordinates(shapely.segmentize(shapely.LineString(line), 5.0))
            found += [(x, y) for x, y in fine.tolist()]
    return found


def _label(frame: Frame, f: OnMap) -> Label:
    flat = frame.place(f.lon_deg, f.lat_deg)
    inside = flat[frame.holds(flat)]
    x, y = inside[len(inside) // 2].tolist()
    look = ROLES[f.role]
    colour = light("ink") if f.role == "city" else letters(look)
    return Label(f.label, x, y, bold=f.role in _BOLD, colour=colour)
