"""From sampled margins to the times at which points come into view and go out of it."""

from typing import Any, NamedTuple

import numpy as np

from noroshi.declared.estimate import Floats
from noroshi.watching.bracket import Sampled, dips, hidden, peak, root
from noroshi.watching.nearby import Grid, nearby
from noroshi.watching.scene import Ints, Scene


class Rows(NamedTuple):
    """Samples at which something may be in view, sorted by draw, point and time, each (row,)."""

    point: Ints
    draw: Ints
    sample: Ints
    margin: Floats

    @property
    def joined(self) -> Any:
        """Whether a row is the one before it, a sample later, (row - 1,)."""
        return (np.diff(self.sample) == 1) & (np.diff(self.point) == 0) & (np.diff(self.draw) == 0)

    def sampled(self) -> Sampled:
        """The margins, and where neighbours are missing."""
        apart = ~self.joined
        edge = np.ones(1, bool)
        return Sampled(self.margin, np.concatenate([edge, apart]), np.concatenate([apart, edge]))


class Crossings(NamedTuple):
    """Brackets of passages through zero: in view at `inner`, not (yet) at `outer`; (crossing,)."""

    point: Ints
    draw: Ints
    outer: Floats
    inner: Floats


class Spells(NamedTuple):
    """When a point is in view, sorted by draw, point and start, each (spell,)."""

    point: Ints
    draw: Ints
    start: Floats
    end: Floats


def sampled(scene: Scene, angle: Floats, times: Grid, chosen: Ints, draws: Ints) -> Rows:
    """Margins wherever chosen points may be in view in some draws, and a sample around it."""
    stretches, near = nearby(
        scene.trajectory, angle, scene.points, times, chosen=chosen, draws=draws
    )
    # Motion and sun once a stretch, for all the points below.
    moving = scene.moving(stretches.draw)
    state = moving.state_at(stretches.position, times.time(stretches.number))
    here = tuple(tuple(c[near.stretch] for c in vector) for vector in state)
    draw = stretches.draw[near.stretch]
    margin = scene.facing(near.point, draw).look(here)[0].margin  # type: ignore[arg-type]
    return Rows(near.point, draw, stretches.number[near.stretch], margin)


def spells(scene: Scene, rows: Rows, times: Grid) -> Spells:
    """All times in view: from each rise through zero, or the span's start, to the next fall."""
    shape = rows.sampled()
    shown = [_hidden(scene, rows, times, shape), _dips(scene, rows, times, shape)]
    rises = _joined(_rises(rows, times, shape), *(pair[0] for pair in shown))
    falls = _joined(_falls(rows, times, shape), *(pair[1] for pair in shown))
    both = _joined(rises, falls)
    at = _roots(scene, both)
    number = len(rises.point)
    point, draw, start = _in_order(rises, at[:number])
    _, _, end = _in_order(falls, at[number:])
    return Spells(point, draw, start, end)


def _rises(rows: Rows, times: Grid, shape: Sampled) -> Crossings:
    inside = np.flatnonzero((rows.margin >= 0.0) & ~(shape.before(-1.0) >= 0.0))
    return _bracket(rows, inside, times.time(rows.sample[inside] - 1), times)


def _falls(rows: Rows, times: Grid, shape: Sampled) -> Crossings:
    inside = np.flatnonzero((rows.margin >= 0.0) & ~(shape.after(-1.0) >= 0.0))
    return _bracket(rows, inside, times.time(rows.sample[inside] + 1), times)


def _bracket(rows: Rows, which: Ints, outer: Floats, times: Grid) -> Crossings:
    inner = times.time(rows.sample[which])
    return Crossings(rows.point[which], rows.draw[which], outer, inner)


def _hidden(scene: Scene, rows: Rows, times: Grid, shape: Sampled) -> tuple[Crossings, Crossings]:
    """Rise and fall of what is in view between samples only."""
    which = hidden(shape)
    before, after, top, value = _extreme(scene, rows, times, which, 1.0)
    seen = value >= 0.0
    point, draw = rows.point[which][seen], rows.draw[which][seen]
    return (
        Crossings(point, draw, before[seen], top[seen]),
        Crossings(point, draw, after[seen], top[seen]),
    )


def _dips(scene: Scene, rows: Rows, times: Grid, shape: Sampled) -> tuple[Crossings, Crossings]:
    """Rise and fall around what is out of view between samples only."""
    which = dips(shape)
    before, after, bottom, value = _extreme(scene, rows, times, which, -1.0)
    lost = value > 0.0
    point, draw = rows.point[which][lost], rows.draw[which][lost]
    return (
        Crossings(point, draw, bottom[lost], after[lost]),
        Crossings(point, draw, bottom[lost], before[lost]),
    )


def _extreme(
    scene: Scene, rows: Rows, times: Grid, which: Ints, sign: float
) -> tuple[Floats, Floats, Floats, Floats]:
    """Sample before and after, and between them time and value of the greatest sign · margin."""
    before, after = (times.time(rows.sample[which] + side) for side in (-1, 1))
    here = scene.row(rows.point[which], rows.draw[which])
    top, value = peak(lambda time: sign * here.margin(time), before, after)
    return before, after, top, value


def _roots(scene: Scene, crossings: Crossings) -> Floats:
    def margin(time: Floats, row: Ints) -> Floats:
        return scene.row(crossings.point[row], crossings.draw[row]).margin(time)

    return root(margin, crossings.outer, crossings.inner)


def _joined(*parts: Crossings) -> Crossings:
    return Crossings(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def _in_order(crossings: Crossings, time: Floats) -> tuple[Ints, Ints, Floats]:
    order = np.lexsort((time, crossings.point, crossings.draw))
    return crossings.point[order], crossings.draw[order], time[order]
