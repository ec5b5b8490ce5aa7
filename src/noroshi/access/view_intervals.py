"""From sampled margins to the times at which points come into view and go out of it."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from noroshi.access.bracket import ROOT, peak
from noroshi.access.margin_samples import Bools, MarginSamples, brief, dips, finer, peaks
from noroshi.access.nearby import Grid
from noroshi.access.problem import AccessProblem, Ints, blocks
from noroshi.roots import root
from noroshi.world.estimate import Floats


class ViewIntervals(NamedTuple):
    """When a point is in view, sorted by draw, point and start, each (interval,)."""

    point: Ints
    draw: Ints
    start: Floats
    end: Floats


class _Crossings(NamedTuple):
    """Passages through zero between a time out of view and one in view, each (crossing,)."""

    point: Ints
    draw: Ints
    outer: Floats
    inner: Floats


class _Turns(NamedTuple):
    """Passages into view and out of it; as many of the one as of the other, alternating."""

    rises: _Crossings
    falls: _Crossings


def view_intervals(problem: AccessProblem, rows: MarginSamples, times: Grid) -> ViewIntervals:
    """All times in view, from each rise of the margin through zero to the next fall.

    Where something may hide between two samples they are sampled more finely, and what may hide
    between those is sought out: peaks while out of view, and dips while in view.
    """
    if not len(rows.margin):
        return ViewIntervals(rows.point, rows.draw, rows.margin, rows.margin)
    doubtful = peaks(rows) | dips(rows) | brief(rows)
    cut = rows.joined & (doubtful[1:] | doubtful[:-1])
    turns = [_edges(rows, times), _changes(rows, times, rows.joined & ~cut)]
    if np.any(cut):
        fine, fine_times = finer(problem, rows, times, cut)
        turns += [
            _changes(fine, fine_times, fine.joined),
            _between(problem, fine, fine_times, peaks(fine, np.inf), 1.0),
            _between(problem, fine, fine_times, dips(fine, -np.inf), -1.0),
        ]
    return _paired(problem, _Turns(*(_joined(side) for side in zip(*turns, strict=True))))


def _edges(rows: MarginSamples, times: Grid) -> _Turns:
    """In view already at the first sample, or still at the last."""
    begun = rows.inside & (rows.before(np.inf) == np.inf)
    lasting = rows.inside & (rows.after(np.inf) == np.inf)
    return _Turns(*(_known(rows, np.flatnonzero(which), times) for which in (begun, lasting)))


def _known(rows: MarginSamples, which: Ints, times: Grid) -> _Crossings:
    time = times.time(rows.sample[which])
    return _Crossings(rows.point[which], rows.draw[which], time, time)


def _changes(rows: MarginSamples, times: Grid, between: Bools) -> _Turns:
    """Passages between a row and the next, where it is to be looked at."""
    inside = rows.inside
    rise = np.flatnonzero(between & ~inside[:-1] & inside[1:])
    fall = np.flatnonzero(between & inside[:-1] & ~inside[1:])
    at = times.time(rows.sample)
    return _Turns(
        _Crossings(rows.point[rise], rows.draw[rise], at[rise], at[rise + 1]),
        _Crossings(rows.point[fall], rows.draw[fall], at[fall + 1], at[fall]),
    )


def _between(
    problem: AccessProblem, rows: MarginSamples, times: Grid, chosen: Bools, sign: float
) -> _Turns:
    """Passages around the greatest sign · margin between the neighbours of the chosen rows."""
    which = np.flatnonzero(chosen)
    point, draw = rows.point[which], rows.draw[which]
    before, after = (times.time(rows.sample[which] + side) for side in (-1, 1))
    here = problem.row(point, draw)
    top, value = peak(lambda time: sign * here.margin(time), before, after)
    found = value >= 0.0 if sign > 0.0 else value > 0.0
    point, draw = point[found], draw[found]
    before, top, after = before[found], top[found], after[found]
    if sign > 0.0:
        return _Turns(_Crossings(point, draw, before, top), _Crossings(point, draw, after, top))
    return _Turns(_Crossings(point, draw, top, after), _Crossings(point, draw, top, before))


def _paired(problem: AccessProblem, turns: _Turns) -> ViewIntervals:
    """The nth rise of a point and draw belongs to its nth fall."""

    time = _roots(problem, _joined(turns))
    number = len(turns.rises.point)
    point, draw, start = _in_order(turns.rises, time[:number])
    _, _, end = _in_order(turns.falls, time[number:])
    return ViewIntervals(point, draw, start, end)


def _roots(problem: AccessProblem, crossings: _Crossings) -> Floats:
    time = np.empty(len(crossings.point))
    for block in blocks(len(time)):
        time[block] = _root(problem, _Crossings._make(column[block] for column in crossings))
    return time


def _root(problem: AccessProblem, crossings: _Crossings) -> Floats:
    def margin(time: Floats, row: Ints) -> Floats:
        return problem.row(crossings.point[row], crossings.draw[row]).margin(time)

    # Where the outer one was never asked the sign may be the same at both: it is returned.
    return root(margin, crossings.outer, crossings.inner, ROOT)


def _joined(parts: Iterable[_Crossings]) -> _Crossings:
    return _Crossings._make(np.concatenate(column) for column in zip(*parts, strict=True))


def _in_order(crossings: _Crossings, time: Floats) -> tuple[Ints, Ints, Floats]:
    order = np.lexsort((time, crossings.point, crossings.draw))
    return crossings.point[order], crossings.draw[order], time[order]
