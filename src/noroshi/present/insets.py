"""What lies far from a map: in corners of their own that say where they are, or in words."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from noroshi.present.features import OnMap, bearing_words, crowds
from noroshi.present.frame import Frame, frame_of
from noroshi.present.labels import Box, meets
from noroshi.present.letters import broken

SMALL: Final = 9.5
"""Letters in a corner [px]."""
_SIDE: Final = 58.0
"""Height of a corner's map [px]."""
_WIDE: Final = 86.0
LINE: Final = 11.5
"""Height of a line of words there [px]."""
_CLEAR: Final = 8.0
"""Between a corner and a point outside it [px]."""
_TOGETHER: Final = 600e3
"""Places that are no farther apart share a corner [m]."""
_MOST: Final = 2
"""Corners of a map."""
_LEAST: Final = 200e3
"""Side of a corner's map at least [m]."""


class Inset(NamedTuple):
    """A small map in a corner of a large one."""

    frame: Frame
    features: tuple[OnMap, ...]
    words: tuple[str, ...]
    """Above it: which place it shows, and how far away that is."""
    box: Box
    """Map and words together [px]."""


def insets(
    frame: Frame, far: Sequence[OnMap], points: Sequence[tuple[float, float]]
) -> tuple[list[Inset], list[OnMap]]:
    """Corners for far places where the map is free of points, and the places that found none.

    Args:
        frame: of the large map.
        far: places beyond it, by rank.
        points: what corners must not cover [px].
    """
    groups = crowds(far, within=_TOGETHER) if far else []
    found: list[Inset] = []
    left: list[OnMap] = []
    for group in groups:
        words = _words(frame, group)
        high = _SIDE + LINE * len(words) + 4.0
        taken = [inset.box for inset in found]
        box = _free(frame, high, points, taken) if len(found) < _MOST else None
        if box is None:
            left += group
            continue
        found.append(Inset(_window(group, box, high), tuple(group), tuple(words), box))
    return found, left


def outside(frame: Frame, far: Sequence[OnMap]) -> str:
    """A sentence on named features that a map does not hold; empty where there are none."""
    named = [f for f in far if f.name]
    if not named:
        return ""
    told = "; ".join(f"{f.label}, {bearing_words(frame.middle, f.middle)}" for f in named)
    return f"Outside the map, from its middle: {told}."


def _words(frame: Frame, group: Sequence[OnMap]) -> list[str]:
    first = group[0]
    more = f" and {len(group) - 1} more" if len(group) > 1 else ""
    name = broken(f"{first.label}{more}", _WIDE - 6.0, SMALL)
    return [*name, *broken(bearing_words(frame.middle, first.middle), _WIDE - 6.0, SMALL)]


def _window(group: Sequence[OnMap], box: Box, high: float) -> Frame:
    lon, lat = zip(*(f.middle for f in group), strict=True)
    width = box[2] - box[0]
    shape = (_SIDE / width, _SIDE / width)
    frame = frame_of(lon, lat, width=width, margin=0.2, least=_LEAST, shape=shape)
    return replace(frame, left=box[0], top=box[1] + high - _SIDE)


def _free(
    frame: Frame, high: float, points: Sequence[tuple[float, float]], taken: Sequence[Box]
) -> Box | None:
    """The first place for a corner that covers nothing, from the corners inwards."""
    left, top, right, foot = frame.box
    rows = [foot - high, top, (top + foot - high) / 2.0]
    for y in rows:
        for x in (right - _WIDE, left):
            box = (x, y, x + _WIDE, y + high)
            clear = not any(_within(p, box) for p in points)
            if clear and not any(meets(box, other) for other in taken):
                return box
    return None


def _within(place: tuple[float, float], box: Box) -> bool:
    x, y = place
    return box[0] - _CLEAR < x < box[2] + _CLEAR and box[1] - _CLEAR < y < box[3] + _CLEAR
