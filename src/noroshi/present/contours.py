"""Lines along which a number on a flat grid is the same, and the areas between them."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Band(NamedTuple):
    """An area in which the number lies between two levels."""

    outline: Floats
    """(point, 2); the last is the first."""
    value: float
    """In the middle between the levels, or between the last level and the greatest number."""


def rings(x: Floats, y: Floats, values: Floats, level: float) -> list[Floats]:
    """The closed lines on which a number has a level, each (point, 2); outside the grid it is less.

    Each square of the grid is parted into two triangles, on which the number is taken to be linear
    (marching triangles).

    Args:
        x, y: of columns and of rows, even steps.
        values: (row, column).
        level: of the lines.

    Example: a peak in the middle of nine points.
        >>> peak = np.zeros((3, 3))
        >>> peak[1, 1] = 1.0
        >>> (ring,) = rings(np.arange(3.0), np.arange(3.0), peak, 0.5)
        >>> float(ring.min()), float(ring.max())
        (0.5, 1.5)
    """
    pieces = _segments(x, y, values, level)
    if not pieces:
        return []
    lines = shapely.line_merge(shapely.multilinestrings(pieces))
    return [shapely.get_coordinates(part) for part in shapely.get_parts(lines)]


def bands(x: Floats, y: Floats, values: Floats, levels: Sequence[float]) -> list[Band]:
    """Areas between neighbouring levels, those that lie in others after them.

    An area is told by its outline alone: what is cut out of it is another band, to be drawn later.

    Args:
        x, y: of columns and of rows, even steps.
        values: (row, column).
        levels: rising.
    """
    edges = [s for level in levels for s in _segments(x, y, values, level)]
    if not edges:
        return []
    found = []
    ends = [*levels, max(float(np.max(values)), levels[-1])]
    for face in shapely.get_parts(shapely.polygonize(edges)):
        inner = shapely.get_coordinates(shapely.point_on_surface(face))[0]
        # Faces meet at a level: what lies well within tells between which.
        at = _between(x, y, values, *inner)
        k = int(np.searchsorted(levels, at, side="right")) - 1
        value = 0.0 if k < 0 else 0.5 * (ends[k] + ends[k + 1])
        found.append(Band(shapely.get_coordinates(face.exterior), value))
    return sorted(found, key=lambda band: -shapely.Polygon(band.outline).area)


def _segments(x: Floats, y: Floats, values: Floats, level: float) -> list[Any]:
    """The pieces of the lines, one a triangle that they cross."""
    step_x, step_y = x[1] - x[0], y[1] - y[0]
    # A rim of the least, so that every line closes.
    field = np.pad(values, 1, constant_values=min(float(np.min(values)), level) - 1e-9)
    across = np.concatenate([[x[0] - step_x], x, [x[-1] + step_x]])
    up = np.concatenate([[y[0] - step_y], y, [y[-1] + step_y]])
    corners = np.stack([*np.meshgrid(across, up), field], axis=-1)
    # What lies on the level itself lies above it, by a hair: no line ends in a corner.
    corners[..., 2] = np.where(corners[..., 2] == level, level + 1e-9, corners[..., 2])
    a, b, c, d = corners[:-1, :-1], corners[:-1, 1:], corners[1:, 1:], corners[1:, :-1]
    three = np.concatenate([np.stack(t, axis=2).reshape(-1, 3, 3) for t in ((a, b, c), (a, c, d))])
    above = three[..., 2] > level
    crossed = three[above.any(axis=1) & ~above.all(axis=1)]
    above = crossed[..., 2] > level
    # The corner that lies on its own side of the level.
    lone = np.argmax(above == (above.sum(axis=1) == 1)[:, None], axis=1)
    turn = (lone[:, None] + np.arange(3)) % 3
    one, two, other = np.moveaxis(np.take_along_axis(crossed, turn[..., None], axis=1), 1, 0)
    ends = np.stack([_crossing(one, two, level), _crossing(one, other, level)], axis=1)
    return [*np.atleast_1d(np.asarray(shapely.linestrings(ends)))]


def _crossing(one: Floats, other: Floats, level: float) -> Floats:
    """Where the level lies between two corners, the same from both sides, (edge, 2)."""
    first = (one[:, 0] < other[:, 0]) | ((one[:, 0] == other[:, 0]) & (one[:, 1] < other[:, 1]))
    low, high = np.where(first[:, None], one, other), np.where(first[:, None], other, one)
    share = (level - low[:, 2]) / (high[:, 2] - low[:, 2])
    return np.asarray(low[:, :2] + share[:, None] * (high[:, :2] - low[:, :2]))


def _between(x: Floats, y: Floats, values: Floats, at_x: float, at_y: float) -> float:
    """The number at a place, linear on its triangle; as at the rim outside."""
    column, row = (at_x - x[0]) / (x[1] - x[0]), (at_y - y[0]) / (y[1] - y[0])
    i, j = (int(np.clip(np.floor(v), -1, n)) for v, n in ((column, len(x) - 1), (row, len(y) - 1)))
    field = np.pad(values, ((1, 2), (1, 2)), constant_values=float(np.min(values)))
    square = field[j + 1 : j + 3, i + 1 : i + 3]
    u, v = column - i, row - j
    (low_left, low_right), (up_left, up_right) = square
    if v <= u:
        return float(low_left + u * (low_right - low_left) + v * (up_right - low_right))
    return float(low_left + v * (up_left - low_left) + u * (up_right - up_left))
