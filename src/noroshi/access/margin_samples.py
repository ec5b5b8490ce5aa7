"""Margins at samples of time, for all points and draws for which they may matter."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.access.nearby import Grid, Light, Stretches, nearby
from noroshi.access.problem import AccessProblem, Ints, blocks
from noroshi.access.search_bounds import SearchBounds
from noroshi.world.estimate import Floats

Bools = NDArray[np.bool_]
FINER = 8
"""Into how many an interval is cut that may hide something."""
_SHORT = 2
"""Samples in view, or out of it, beside which something else may be hidden."""


class MarginSamples(NamedTuple):
    """Samples, sorted by draw, point and time, each (row,)."""

    point: Ints
    draw: Ints
    sample: Ints
    """Number on the grid."""
    margin: Floats

    @property
    def inside(self) -> Bools:
        """Whether it is in view."""
        return self.margin >= 0.0

    @property
    def joined(self) -> Bools:
        """Whether the next row is the same point and draw one sample later, (row - 1,)."""
        alike = (np.diff(self.point) == 0) & (np.diff(self.draw) == 0)
        return np.asarray(alike & (np.diff(self.sample) == 1))

    def before(self, missing: float) -> Floats:
        """Margin one sample earlier."""
        known = np.concatenate([np.zeros(1, bool), self.joined])
        return np.where(known, np.roll(self.margin, 1), missing)

    def after(self, missing: float) -> Floats:
        """Margin one sample later."""
        known = np.concatenate([self.joined, np.zeros(1, bool)])
        return np.where(known, np.roll(self.margin, -1), missing)


def margin_samples(
    problem: AccessProblem, bounds: SearchBounds, times: Grid, chosen: Ints, draws: Ints
) -> MarginSamples:
    """Margins wherever chosen points may be in view in some draws, and a sample around it."""
    stretches, near = nearby(
        problem.trajectory,
        bounds.angle,
        problem.points,
        times,
        chosen=chosen,
        draws=draws,
        light=Light(problem.epoch, bounds.sun) if bounds.lit else None,
    )
    draw, sample = stretches.draw[near.stretch], stretches.number[near.stretch]
    if not len(draw):
        return MarginSamples(near.point, draw, sample, np.empty(0))
    # Motion and sun are worked out once a stretch, for all the points below.
    platform = _carried(problem, stretches, times)
    margin = np.empty(len(draw))
    for block in blocks(len(draw)):
        here = problem.facing(near.point[block], draw[block])
        margin[block] = here.look(of_rows(platform, near.stretch[block]))[0].margin
    return MarginSamples(near.point, draw, sample, margin)


def finer(
    problem: AccessProblem, rows: MarginSamples, times: Grid, chosen: Bools
) -> tuple[MarginSamples, Grid]:
    """The chosen intervals between a row and the next, (row - 1,), sampled more finely."""
    grid = Grid(times.start, times.step / FINER, times.last * FINER)
    which = np.flatnonzero(chosen)
    # Each interval brings its start; its end comes with the next one, unless that is not chosen.
    closes = ~np.concatenate([chosen[1:], np.zeros(1, bool)])[which]
    taken = np.arange(FINER + 1) < FINER + closes[:, None]
    sample = (rows.sample[which][:, None] * FINER + np.arange(FINER + 1))[taken]
    row = np.repeat(which, FINER + closes)
    point, draw = rows.point[row], rows.draw[row]
    margin = np.empty(len(row))
    for block in blocks(len(row)):
        here = problem.row(point[block], draw[block])
        margin[block] = here.margin(grid.time(sample[block]))
    return MarginSamples(point, draw, sample, margin), grid


def peaks(rows: MarginSamples, missing: float = -np.inf) -> Bools:
    """Rows out of view between whose neighbours the margin may rise to zero.

    At a sample no lower than its neighbours, where twice the change to either would do: a margin
    that is nowhere hollow between its neighbours rises by no more than once that change.
    """
    return _extreme(rows.margin, rows.before(missing), rows.after(missing)) & ~rows.inside


def dips(rows: MarginSamples, missing: float = np.inf) -> Bools:
    """Rows in view between whose neighbours the margin may fall below zero."""
    return _extreme(-rows.margin, -rows.before(missing), -rows.after(missing)) & rows.inside


def brief(rows: MarginSamples) -> Bools:
    """Rows of a short spell in view, or of a short one out of view between two in view."""
    inside, joined = rows.inside, rows.joined
    turns = ~joined | (inside[1:] != inside[:-1])
    starts = np.concatenate([np.zeros(1, int), np.flatnonzero(turns) + 1])
    length = np.diff(np.append(starts, len(inside)))
    between = rows.before(-1.0)[starts] >= 0.0
    between &= rows.after(-1.0)[starts + length - 1] >= 0.0
    return np.repeat((length <= _SHORT) & (inside[starts] | between), length)


def _extreme(margin: Floats, before: Floats, after: Floats) -> Bools:
    change = np.maximum(margin - before, margin - after)
    return np.asarray((margin > before) & (margin >= after) & (margin + 2.0 * change >= 0.0))


def _carried(problem: AccessProblem, stretches: Stretches, times: Grid) -> Any:
    """The platform in the middle of each stretch; vectors of (stretch,)."""
    parts = [
        problem.moving(stretches.draw[block]).state_at(
            of_rows(stretches.position, block), times.time(stretches.number[block])
        )
        for block in blocks(len(stretches.number))
    ]
    return _end_to_end(parts)


def _end_to_end(parts: Any) -> Any:
    if parts[0] is None:
        return None
    if isinstance(parts[0], tuple):
        joined = (_end_to_end(column) for column in zip(*parts, strict=True))
        return type(parts[0])(*joined) if hasattr(parts[0], "_fields") else tuple(joined)
    return np.concatenate(parts)


def of_rows(fields: Any, which: Any) -> Any:
    """Some rows of vectors and of fields of vectors; what is None stays so."""
    if fields is None:
        return None
    if isinstance(fields, tuple):
        parts = (of_rows(field, which) for field in fields)
        return type(fields)(*parts) if hasattr(fields, "_fields") else tuple(parts)
    return fields[which]
