"""Which cells of an area each of many platforms has in view, and when: the windows of all of them.

The crossings are those of `passes`, found by roots and not by samples, so that what is summed over
them (coverage, revisit, age) has no step. A pass counts only while its platform is there.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.access.passes import passes
from noroshi.access.payloads.base import Geometry, View
from noroshi.access.problem import Points, longest
from noroshi.fleets.presence import Presence, always
from noroshi.motion.chunks import in_threads
from noroshi.motion.trajectory import Trajectory

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
_ALWAYS: Final = always()


class Watcher(NamedTuple):
    """A payload on its platform."""

    trajectory: Trajectory
    view: Callable[[Any, Geometry], View]
    """`Payload.view`."""
    parameters: Any
    """`payload.parameters(draws)`."""
    presence: Presence = _ALWAYS
    """When the platform is on its way; by default all the time."""


class Sightings(NamedTuple):
    """One row a window of one watcher on one cell, (row,) each; one watcher's never overlap."""

    watcher: Ints
    point: Ints
    draw: Ints
    start: Floats
    """[s after the epoch]."""
    end: Floats


def watched(
    watchers: Sequence[Watcher],
    points: Points,
    epoch: datetime,
    span: tuple[float, float],
    *,
    draws: int,
) -> Sightings:
    """Every window of every watcher on every point within a period, sorted by watcher."""
    found = in_threads(
        lambda i: _of_one(i, watchers[i], points, epoch, span, draws), list(range(len(watchers)))
    )
    columns = [np.concatenate(c) for c in zip(*found, strict=True)] if found else None
    return Sightings(*columns) if columns else _nothing()


def _of_one(
    index: int, watcher: Watcher, points: Points, epoch: datetime, span: Any, draws: int
) -> Sightings:
    w = watcher
    found = passes(w.trajectory, w.view, w.parameters, points, epoch, span)
    rows = Sightings(np.full(len(found.point), index), *found[:4])
    return while_present(_in_all(rows, watcher, draws), watcher.presence)


def _in_all(rows: Sightings, watcher: Watcher, draws: int) -> Sightings:
    """What was worked out once because nothing is drawn, for every draw."""
    if max(watcher.trajectory.draws, longest(watcher.parameters)) == draws:
        return rows
    repeated = _picked(rows, np.repeat(np.arange(len(rows.point)), draws))
    return repeated._replace(draw=np.tile(np.arange(draws), len(rows.point)))


def while_present(sightings: Sightings, presence: Presence) -> Sightings:
    """What is left of windows when nobody looks outside the visits of a draw."""
    if presence is _ALWAYS:
        return sightings
    if len(presence.start) == 1:
        return _cut(sightings, *_joined(presence.start[0], presence.end[0]))
    parts = [
        _cut(_picked(sightings, np.flatnonzero(sightings.draw == draw)), *_joined(start, end))
        for draw, (start, end) in enumerate(zip(*presence, strict=True))
    ]
    return Sightings(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def _picked(rows: Sightings, which: Ints) -> Sightings:
    """Some of the rows, or some of them several times."""
    return Sightings(
        rows.watcher[which],
        rows.point[which],
        rows.draw[which],
        rows.start[which],
        rows.end[which],
    )


def _cut(rows: Sightings, start: Floats, end: Floats) -> Sightings:
    """Rows cut into pieces by disjoint intervals in order."""
    first = np.searchsorted(end, rows.start, side="left")
    pieces = np.maximum(np.searchsorted(start, rows.end, side="right") - first, 0)
    row = np.repeat(np.arange(len(pieces)), pieces)
    within = np.arange(len(row)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    visit = first[row] + within
    found = _picked(rows, row)
    return found._replace(
        start=np.maximum(found.start, start[visit]), end=np.minimum(found.end, end[visit])
    )


def _joined(start: Floats, end: Floats) -> tuple[Floats, Floats]:
    """Visits sorted by start and by end alike, those that meet made one; `inf` left out."""
    start, end = start[start < np.inf], end[start < np.inf]
    apart = start[1:] > end[:-1]
    return start[np.append(True, apart)[: len(start)]], end[np.append(apart, True)[: len(end)]]


def _nothing() -> Sightings:
    none = np.zeros(0, dtype=np.intp)
    return Sightings(none, none, none, np.zeros(0), np.zeros(0))
