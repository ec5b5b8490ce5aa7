"""When somebody is on station: visits by draw, asked at any time."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


class Presence(NamedTuple):
    """Visits to a station in every draw; they may overlap, as when one craft relieves another.

    Both arrays are sorted along the visits, each by itself; inf fills up draws with fewer. A single
    draw stands for all.
    """

    start: Floats
    """(draw, visit) [s after the epoch]."""
    end: Floats
    """(draw, visit) [s]."""


def visits(start: ArrayLike, end: ArrayLike) -> Presence:
    """Presence from visits (draw, visit) in any order; one that never begins is inf in both.

    Raises:
        ValueError: a visit ends before it begins.
    """
    start, end = np.atleast_2d(np.asarray(start, float)), np.atleast_2d(np.asarray(end, float))
    if np.any(end < start):
        raise ValueError("a visit ends before it begins")
    return Presence(np.sort(start, axis=-1), np.sort(end, axis=-1))


def always() -> Presence:
    """Somebody is there all the time, in every draw."""
    return Presence(np.array([[-np.inf]]), np.array([[np.inf]]))


def count(presence: Presence, time: Floats) -> NDArray[np.intp]:
    """How many are on station at times (..., draw) [s]; a visit holds its first instant."""
    begun = _at_or_before(presence.start, time)
    ended = _at_or_before(presence.end, time)
    return begun - ended


def most(presence: Presence) -> int:
    """The greatest number that is ever on station at once, in any draw."""
    begun = np.arange(1, presence.start.shape[-1] + 1)
    at_start = (
        begun - np.searchsorted(end, start, side="right")
        for start, end in zip(*presence, strict=True)
    )
    finite = np.isfinite(presence.start)
    return max(int(n[own].max(initial=0)) for n, own in zip(at_start, finite, strict=True))


def thinned(presence: Presence, share: ArrayLike, chance: Floats) -> Presence:
    """What is left when each visit is made with probability `share` only.

    Args:
        presence: whose starts and ends belong together in their order (no visit within another).
        share: (draw,) or a number.
        chance: evenly drawn from 0 to 1, (draw, visit); the same chances make the visits of a
            smaller share some of those of a larger one.
    """
    made = chance < np.broadcast_to(np.asarray(share, float), len(presence.start))[:, None]
    left = (np.where(made, side, np.inf) for side in presence)
    return Presence(*(np.sort(side, axis=-1) for side in left))


def share_of_time(presence: Presence, start: float, end: float) -> Floats:
    """Share of a period in which at least one is on station, (draw,)."""
    return np.array(
        [
            _covered(np.clip(s, start, end), np.clip(e, start, end)) / (end - start)
            for s, e in zip(*presence, strict=True)
        ]
    )


def _covered(start: Floats, end: Floats) -> float:
    """Length of the union of intervals sorted by start and by end alike."""
    reached = np.maximum.accumulate(np.concatenate([start[:1], end[:-1]]))
    return float(np.maximum(end - np.maximum(start, reached), 0.0).sum())


def _at_or_before(sorted_times: Floats, time: Floats) -> NDArray[np.intp]:
    """For each draw (last axis of `time`), how many of its sorted times are not later."""
    if len(sorted_times) == 1:
        return np.searchsorted(sorted_times[0], time, side="right")
    found = np.empty(time.shape, dtype=np.intp)
    for draw, own in enumerate(sorted_times):
        found[..., draw] = np.searchsorted(own, time[..., draw], side="right")
    return found
