"""When points of the surface are in view of a payload: the passes, each with its best look."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, Final, NamedTuple

import numpy as np

from noroshi.access.bracket import peak
from noroshi.access.geometry import zenith
from noroshi.access.margin_samples import MarginSamples, margin_samples
from noroshi.access.nearby import LONGEST, Grid, grid
from noroshi.access.payloads.base import Geometry, View
from noroshi.access.problem import BLOCK, AccessProblem, Ints, Points, blocks, each, longest, points
from noroshi.access.search_bounds import SearchBounds, search_bounds
from noroshi.access.view_intervals import ViewIntervals, view_intervals
from noroshi.earth.clock import DAY
from noroshi.motion.chunks import THREADS, in_threads
from noroshi.motion.circular import shared
from noroshi.motion.trajectory import Trajectory
from noroshi.world.estimate import Floats

__all__ = ["Passes", "Points", "passes", "points"]

_CHUNK: Final = 1 << 21
"""First stretches × points × draws looked at together: some hundred megabytes."""
_SHORTEST_STEP: Final = 5.0
_LONGEST_STEP: Final = 300.0
_AIR: Final = 100e3
_TURNING: Final = 20.0
"""Longest step in the air, where platforms turn."""
_HEIGHTS: Final = 500
"""Times at which the height is asked about, over the span and over its first day."""
_SLACK: Final = 0.05


class Passes(NamedTuple):
    """One row a pass, sorted by point, draw and start; those of one point and draw never overlap.

    Each (row,). Times in seconds after the epoch, angles in radians.
    """

    point: Ints
    draw: Ints
    start: Floats
    """To a thousandth of a second; the start of the span where it is in view already."""
    end: Floats
    best: Floats
    """When the margin is greatest, to a tenth of a second."""
    off_nadir: Floats
    """At `best`, as are those below."""
    elevation: Floats
    resolution: Floats
    """[m]."""
    sun: Floats
    """Elevation of the sun."""


def passes(
    trajectory: Trajectory,
    view: Callable[[Any, Geometry], View],
    parameters: Any,
    points: Points,
    epoch: datetime,
    span: tuple[float, float],
    *,
    step: float | None = None,
) -> Passes:
    """When the margin of a payload's view is zero or more, at each point and in each draw.

    Args:
        trajectory: of the platform.
        view: `Payload.view`.
        parameters: `payload.parameters(draws)`, each field (draw,).
        points: on the surface.
        epoch: UTC; time counts from there.
        span: from when to when [s].
        step: between samples [s]; by default half the time in which the platform moves as far
            as it is high, between 5 and 300 s, and up to 20 s in the air, where platforms turn.

    Peaks and dips of the margin between samples are found too, so that no pass is missed for
    being short: only two within a quarter of a step, each in view for less than that, may be
    taken for one, or one of less than a twentieth of a second be passed over.

    Raises:
        ValueError: the span does not last.
    """
    if not span[0] < span[1]:
        raise ValueError(f"the span from {span[0]:g} s to {span[1]:g} s does not last")
    level = heights(trajectory, span)
    times = grid(span, step or _default_step(level[0], trajectory.fastest))
    problem = AccessProblem(trajectory, view, each(shared, parameters), points, epoch)
    seen = search_bounds(problem.view, problem.parameters, level)
    problem = problem._replace(heads=seen.heads, lit=seen.lit)
    alike = max(trajectory.draws, longest(problem.parameters))
    work = list(_portions(len(points.up[0]), alike, times))
    found = in_threads(lambda part: _found(problem, seen, times, *part), work)
    joined = Passes(*(np.concatenate(column) for column in zip(*found, strict=True)))
    return _sorted(_in_all_draws(joined, alike, max(alike, longest(parameters))))


def _found(
    problem: AccessProblem, bounds: SearchBounds, times: Grid, chosen: Ints, draws: Ints
) -> Passes:
    """The passes of some points and draws, by draw, point and start."""
    rows = margin_samples(problem, bounds, times, chosen, draws)
    found = view_intervals(problem, rows, times)
    best = _best(problem, rows, times, found)
    here = problem._replace(heads=True, lit=True).row(found.point, found.draw)
    view, seen = here.look(here.state(best))
    resolution = np.broadcast_to(view.resolution, best.shape)
    shown = seen.off_nadir, seen.elevation, resolution, seen.sun
    return Passes(found.point, found.draw, found.start, found.end, best, *shown)


def _best(problem: AccessProblem, rows: MarginSamples, times: Grid, found: ViewIntervals) -> Floats:
    """When the margin is greatest: around the best sample of each pass, or between its ends."""
    middle = 0.5 * (found.start + found.end)
    inside = np.flatnonzero(rows.margin >= 0.0)
    owner = _owner(rows, times, inside, found)
    top = np.full(len(middle), -np.inf)
    np.maximum.at(top, owner, rows.margin[inside])
    highest = rows.margin[inside] == top[owner]
    middle[owner[highest]] = times.time(rows.sample[inside[highest]])
    low = np.maximum(found.start, middle - times.step)
    high = np.minimum(found.end, middle + times.step)
    best = np.empty(len(middle))
    for block in blocks(len(best)):
        here = problem.row(found.point[block], found.draw[block])
        best[block] = peak(here.margin, low[block], high[block])[0]
    return best


def _owner(rows: MarginSamples, times: Grid, inside: Ints, found: ViewIntervals) -> Ints:
    """Which pass each sample in view belongs to."""
    lasting = (times.last + 2) * times.step
    count = 1 + max(int(np.max(rows.point, initial=0)), int(np.max(found.point, initial=0)))

    def key(point: Ints, draw: Ints, time: Floats) -> Floats:
        return np.asarray((draw * count + point) * lasting + (time - times.start))

    starts = key(found.point, found.draw, found.start - 0.01)
    here = key(rows.point[inside], rows.draw[inside], times.time(rows.sample[inside]))
    return np.searchsorted(starts, here, side="right") - 1


def _portions(points: int, draws: int, times: Grid) -> Iterator[tuple[Ints, Ints]]:
    """Points and draws that are looked at together."""
    stretches = times.last // LONGEST + 1
    half = -(-stretches * points * draws // THREADS)  # something to do for every thread
    together = max(1, min(_CHUNK, max(half, BLOCK)) // stretches)
    some_draws = max(1, together // points)
    some_points = max(1, together // some_draws)
    for first in range(0, draws, some_draws):
        chosen = np.arange(first, min(first + some_draws, draws))
        for point in range(0, points, some_points):
            yield np.arange(point, min(point + some_points, points)), chosen


def heights(trajectory: Trajectory, span: tuple[float, float]) -> tuple[float, float]:
    """Least and greatest height [m], a little more to either side."""
    day = np.linspace(span[0], min(span[1], span[0] + DAY), _HEIGHTS)
    time = np.unique(np.concatenate([day, np.linspace(*span, _HEIGHTS)]))
    _, height = zenith(trajectory.position(time[:, None]))
    low, high = float(np.min(height)), float(np.max(height))
    return max(low - _SLACK * (high - low), 1.0), high + _SLACK * (high - low) + 1.0


def _default_step(height: float, fastest: float) -> float:
    step = 0.5 * height / max(fastest, 1e-3)
    longest = _LONGEST_STEP if height > _AIR else _TURNING
    return float(np.clip(step, _SHORTEST_STEP, longest))


def _in_all_draws(found: Passes, alike: int, draws: int) -> Passes:
    """What is the same in all draws, once for each of them."""
    if alike == draws:
        return found
    rows = len(found.point)
    repeated = Passes._make(np.tile(column, draws) for column in found)
    return repeated._replace(draw=np.repeat(np.arange(draws), rows))


def _sorted(found: Passes) -> Passes:
    order = np.lexsort((found.start, found.draw, found.point))
    return Passes._make(column[order] for column in found)
