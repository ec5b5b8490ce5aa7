"""Names beside points, where they cover neither each other nor the points."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from noroshi.output.figures.style import INK, PAPER

Floats = NDArray[np.float64]


class Label(NamedTuple):
    """A name at a point of the plane."""

    text: str
    x: float
    y: float
    size: float = 7.5
    """[pt]"""
    bold: bool = False
    colour: str = INK


class _Box(NamedTuple):
    left: float
    bottom: float
    right: float
    top: float

    def meets(self, other: "_Box") -> bool:
        apart = self.right < other.left or other.right < self.left
        return not (apart or self.top < other.bottom or other.top < self.bottom)

    def within(self, frame: "_Box") -> bool:
        return (
            self.left >= frame.left
            and self.right <= frame.right
            and self.bottom >= frame.bottom
            and self.top <= frame.top
        )


_SIDES = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (1, -1), (-1, 1), (-1, -1))
_ALIGN: dict[int, Literal["left", "center", "right"]] = {1: "left", 0: "center", -1: "right"}
_VALIGN: dict[int, Literal["bottom", "center", "top"]] = {1: "bottom", 0: "center", -1: "top"}


def write_labels(
    axes: Axes,
    labels: Sequence[Label],
    *,
    frame: tuple[float, float, float, float],
    point: float,
    points: Floats,
    boxes: Sequence[tuple[float, float, float, float]] = (),
) -> None:
    """Write each label at the first of eight places around its point that is free.

    Earlier labels have the choice; one that finds no room is left out, so the order is the rank.

    Args:
        axes: in the units of the frame.
        labels: by rank.
        frame: the axes' limits.
        point: size of a typographic point in those units.
        points: what should not be covered, (point, 2).
        boxes: more of it: left, bottom, right, top.
    """
    edge = _Box(*frame)
    covered = [_Box(*box) for box in boxes]
    taken = [_Box(x - 2 * point, y - 2 * point, x + 2 * point, y + 2 * point) for x, y in points]
    taken += covered
    for label in labels:
        for reach in (4.5, 8.0):
            side = _free_side(label, reach * point, point, taken, edge)
            if side is not None:
                break
        else:
            continue
        taken.append(_box(label, side, reach * point, point))
        _write(axes, label, side, reach * point)


def _free_side(
    label: Label, gap: float, point: float, taken: Sequence[_Box], edge: _Box
) -> tuple[int, int] | None:
    for side in _SIDES:
        box = _box(label, side, gap, point)
        if box.within(edge) and not any(box.meets(other) for other in taken):
            return side
    return None


def _box(label: Label, side: tuple[int, int], gap: float, point: float) -> _Box:
    """Where the text would stand. Letters of this face are 0.6 of their size wide at most."""
    width = (0.66 if label.bold else 0.6) * label.size * len(label.text) * point
    height = 1.15 * label.size * point
    x, y = label.x + side[0] * gap, label.y + side[1] * gap
    left = x - width * (1 - side[0]) / 2
    bottom = y - height * (1 - side[1]) / 2
    return _Box(left, bottom, left + width, bottom + height)


def _write(axes: Axes, label: Label, side: tuple[int, int], gap: float) -> None:
    axes.text(
        label.x + side[0] * gap,
        label.y + side[1] * gap,
        label.text,
        fontsize=label.size,
        fontweight="bold" if label.bold else "normal",
        color=label.colour,
        ha=_ALIGN[side[0]],
        va=_VALIGN[side[1]],
        zorder=6,
        # A veil over what is behind keeps the name legible on the coast.
        bbox={"facecolor": PAPER, "edgecolor": "none", "alpha": 0.6, "pad": 0.3},
    )
