"""What looks at a flight's samples say of it, whatever the kind of sensor."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.compiled import summing, within

Floats = NDArray[np.float64]


class Samples(NamedTuple):
    """Looks at a flight's samples, written as far as the view can be reached, (time,)."""

    depth: Floats
    """How far inside the view, negative outside [m]."""
    chance: Floats
    """Probability of detection if in view; zero where the view is out of reach."""


class Tally(NamedTuple):
    """Sums over some samples."""

    near: int
    """Samples from which the view can be reached within half a step."""
    seen: int
    """Samples in view."""
    held: int
    """Samples in view with a probability of detection of one half or more."""
    missed: float
    """That one look a sample misses."""
    cubes: float
    """The sum of the cubes of the probability."""


class Gathered(NamedTuple):
    """The chance of detection that the samples have gathered."""

    early: float
    """Last sample before which little has gathered."""
    missed_early: float
    """That one look a sample had missed until then."""
    missed: float
    cubes: float
    """The sum of the cubes of the probability."""


class Scanned(NamedTuple):
    """What the samples say of one flight. Indices are of samples; -1 = none."""

    samples: Samples
    end: int
    """So many of them were looked at, or cannot matter."""
    near_first: int
    """First sample from which the view can be reached within half a step."""
    near_last: int
    seen_first: int
    """First sample in view."""
    seen_last: int
    held: int
    """Samples in view with a probability of detection of one half or more."""
    whole: Gathered
    late: Gathered
    """By looks after burn-out."""


@summing
def tally(depths: Floats, chances: Floats, edge: float) -> Tally:
    """Sums over looks; those at least `edge` deep are near the view [m]."""
    near = seen = held = 0
    missed, cubes = 1.0, 0.0
    for i in range(len(depths)):
        p, inside = chances[i], depths[i] >= 0.0
        near += depths[i] >= edge
        seen += inside
        held += inside and 1.0 - p <= 0.5
        missed *= 1.0 - p if inside else 1.0
        cubes += p * p * p if depths[i] >= edge else 0.0
    return Tally(near, seen, held, missed, cubes)


@within
def gathering(
    so_far: Gathered, looks: Samples, begin: int, end: int, t: Tally, floor: float
) -> Gathered:
    """With some more samples, whose sums are known."""
    early, missed_early = so_far.early, so_far.missed_early
    # Half of a sample's share lies before its instant.
    if t.seen > 0 and so_far.missed * t.missed >= floor:
        last = last_above(looks.depth, begin, end, 0.0)
        here = 1.0 - looks.chance[last]
        early, missed_early = float(last), so_far.missed * t.missed / here * (0.5 + 0.5 * here)
    elif t.seen > 0:
        before = so_far.missed
        for i in range(begin, end):
            if looks.depth[i] >= 0.0:
                here = 1.0 - looks.chance[i]
                until = before * (0.5 + 0.5 * here)
                if until < floor:
                    break
                early, missed_early = float(i), until
                before *= here
    missed = max(so_far.missed * t.missed, 1e-300)
    return Gathered(early, missed_early, missed, so_far.cubes + t.cubes)


@within
def first_above(values: Floats, begin: int, end: int, least: float) -> int:
    """The first of some values that reaches a least one; there is one."""
    while begin < end - 1 and values[begin] < least:
        begin += 1
    return begin


@within
def last_above(values: Floats, begin: int, end: int, least: float) -> int:
    """The last of some values that reaches a least one; there is one."""
    end -= 1
    while begin < end and values[end] < least:
        end -= 1
    return end


@within
def index_from(time: float, step: float, end: int) -> int:
    """The first sample not before a time, at most `end`."""
    return int(min(max(np.ceil(time / step), 0.0), float(end)))


@within
def hops(depth: float, hop: float) -> int:
    """How many samples on a flight outside may be near the view, at the earliest."""
    return 1 + int(min(max(-depth / hop - 0.5, 0.0), 1e6))


@within
def custody(s: Scanned, rise: float, end: float, step: float) -> float:
    """Time in view with a probability of detection of one half or more [s].

    A sample stands for half a step on either side; where the view's edge is nearer, for the way to
    the edge. Where the probability crosses one half in view, that leaves up to half a step.
    """
    if s.held == 0 or not end >= rise:
        return 0.0
    held = s.held * step
    if 1.0 - s.samples.chance[s.seen_first] <= 0.5:
        held += s.seen_first * step - rise - 0.5 * step
    if 1.0 - s.samples.chance[s.seen_last] <= 0.5:
        held += end - s.seen_last * step - 0.5 * step
    return max(held, 0.0)


@within
def lost(s: Scanned, end: float, step: float) -> float:
    """When the probability of detection of a look in view is last one half or more [s].

    The end of the view where it is so until then; else where it crosses one half between samples.
    NaN where no sample has it.
    """
    chance, last = s.samples.chance, s.seen_last
    while last >= 0 and not (chance[last] >= 0.5 and s.samples.depth[last] >= 0.0):
        last -= 1
    if last < 0:
        return np.nan
    if last == s.seen_last:
        return end
    over, under = chance[last] - 0.5, 0.5 - chance[last + 1]
    return min((last + over / (over + under)) * step, end) if under > 0.0 else last * step
