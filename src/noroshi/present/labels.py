"""Names beside points, by rank, where they cover neither each other nor the points [px]."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.present.letters import text_width

Floats = NDArray[np.float64]
Box = tuple[float, float, float, float]
"""Left, top, right, foot [px], down from the upper left corner."""

_LINE: Final = 1.2
_POINT: Final = 4.0
"""Half of the room that a point keeps free [px]."""
_BESIDE: Final = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1))
_AWAY: Final = tuple(
    (round(np.cos(angle), 3), round(np.sin(angle), 3)) for angle in np.arange(16) * np.pi / 8.0
)
_REACH: Final = (15.0, 24.0, 36.0, 50.0)
"""Lengths of a leader line [px]."""


@dataclass(frozen=True)
class Label:
    """A name at a point."""

    text: str
    x: float
    """[px]"""
    y: float
    size: float = 10.5
    """Of the letters [px]."""
    bold: bool = False
    colour: str = ""
    gap: float = 6.0
    """From the point to the name [px]."""


class Placed(NamedTuple):
    """A label that has found room."""

    label: Label
    box: Box
    leader: bool
    """Whether it stands so far off that a line leads to its point."""

    @property
    def foot(self) -> tuple[float, float]:
        """Where the leader line ends: the point of the box that is nearest to the label's point."""
        left, top, right, foot = self.box
        return min(max(self.label.x, left), right), min(max(self.label.y, top), foot)


def place_labels(
    labels: Sequence[Label],
    *,
    frame: Box,
    points: Sequence[tuple[float, float]] = (),
    boxes: Sequence[Box] = (),
    lines: Sequence[tuple[float, float]] = (),
) -> list[Placed]:
    """The labels that find room, each at the first of its places that is free.

    A label tries eight places beside its point, then places farther off with a leader line.
    Earlier labels have the choice, so the order is the rank; who finds no room is left out.

    Args:
        labels: by rank.
        frame: what they must lie in.
        points: what must not be covered; the labels' own points are among them.
        boxes: more of it.
        lines: points of lines, which are covered only where a label finds no other place.
    """
    own = [(label.x, label.y) for label in labels]
    taken = np.concatenate([_around([*points, *own], _POINT), _rows(boxes)])
    drawn = _around(lines, 1.0)
    found: list[Placed] = []
    for label in labels:
        both = np.concatenate([taken, drawn])
        placed = _beside(label, frame, both) or _away(label, frame, both, taken)
        placed = placed or _beside(label, frame, taken)
        if placed is not None:
            found.append(placed)
            way = _around(_leader(placed), 0.5) if placed.leader else _rows([])
            taken = np.concatenate([taken, _rows([placed.box]), way])
    return found


def _beside(label: Label, frame: Box, taken: Floats) -> Placed | None:
    for side in _BESIDE:
        box = _box(label, side, label.gap)
        if _free(box, frame, taken):
            return Placed(label, box, leader=False)
    return None


def _away(label: Label, frame: Box, taken: Floats, hard: Floats) -> Placed | None:
    """Farther off; the leader line may cross lines, but no name and no point."""
    for reach in _REACH:
        for side in _AWAY:
            placed = Placed(label, _box(label, side, reach), leader=True)
            if _free(placed.box, frame, taken) and not _crosses(placed, hard):
                return placed
    return None


def _crosses(placed: Placed, taken: Floats) -> bool:
    way = np.array(_leader(placed))[:, None]
    inside = (way > taken[None, :, :2]).all(axis=-1) & (way < taken[None, :, 2:]).all(axis=-1)
    return bool(inside.any())


def _leader(placed: Placed) -> list[tuple[float, float]]:
    """Points along the line from a label's point to its name, without the point itself."""
    label, (x, y) = placed.label, placed.foot
    length = max(abs(x - label.x), abs(y - label.y))
    first = min((_POINT + 0.5) / max(length, 1e-9), 1.0)
    shares = np.linspace(first, 1.0, max(round(length / 2.0), 2)).tolist()
    return [(label.x + s * (x - label.x), label.y + s * (y - label.y)) for s in shares]


def _free(box: Box, frame: Box, taken: Floats) -> bool:
    if box[0] < frame[0] or box[1] < frame[1] or box[2] > frame[2] or box[3] > frame[3]:
        return False
    apart = (taken[:, 2] <= box[0]) | (box[2] <= taken[:, 0])
    apart |= (taken[:, 3] <= box[1]) | (box[3] <= taken[:, 1])
    return bool(apart.all())


def _box(label: Label, side: tuple[float, float], gap: float) -> Box:
    """Where the text would stand, on a side of its point."""
    # A browser without the shipped face takes one that may be a little wider.
    wide = 1.04 * text_width(label.text, label.size, bold=label.bold) + 2.0
    high = _LINE * label.size
    x, y = label.x + side[0] * gap, label.y + side[1] * gap
    left, top = x - wide * (1.0 - side[0]) / 2.0, y - high * (1.0 - side[1]) / 2.0
    return left, top, left + wide, top + high


def _around(points: Sequence[tuple[float, float]], half: float) -> Floats:
    """Squares about points, (point, 4) [px]."""
    middle = np.array(points, dtype=np.float64).reshape(-1, 2)
    return np.column_stack([middle - half, middle + half])


def _rows(boxes: Sequence[Box]) -> Floats:
    return np.array(boxes, dtype=np.float64).reshape(-1, 4)


def meets(one: Box, other: Box) -> bool:
    """Whether two boxes share more than an edge."""
    apart = one[2] <= other[0] or other[2] <= one[0]
    return not (apart or one[3] <= other[1] or other[3] <= one[1])
