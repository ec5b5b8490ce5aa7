"""When craft are on station: visits in every draw, and how many are there at any time."""

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


class Roster(NamedTuple):
    """How many are on station, at evenly spaced instants."""

    step: float
    """Between the instants; the first is half a step after the epoch [s]."""
    number: NDArray[np.int8]
    """(instant, draw); a single draw stands for all."""


def visits(start: ArrayLike, end: ArrayLike) -> Presence:
    """Presence from visits (draw, visit) in any order; one that never begins is inf in both.

    Raises:
        ValueError: a visit ends before it begins.
    """
    start, end = np.atleast_2d(np.asarray(start, float)), np.atleast_2d(np.asarray(end, float))
    if np.any(end < start):
        raise ValueError("a visit ends before it begins")
    return Presence(np.sort(start, axis=-1), np.sort(end, axis=-1))


def count(presence: Presence, time: Floats) -> NDArray[np.intp]:
    """How many are on station at times (..., draw) [s]; a visit holds its first instant."""
    return _at_or_before(presence.start, time) - _at_or_before(presence.end, time)


def roster(presence: Presence, period: float, step: float) -> Roster:
    """How many are on station in the middle of every step of a period [s]."""
    instants = (np.arange(int(np.ceil(period / step))) + 0.5) * step
    time = np.broadcast_to(instants[:, None], (len(instants), len(presence.start)))
    return Roster(step, np.minimum(count(presence, time), 127).astype(np.int8))


def number_on_station(listed: Roster, time: Floats, draw: NDArray[np.intp]) -> NDArray[np.int8]:
    """How many a roster has at times and draws that broadcast together; none outside its period."""
    length, draws = listed.number.shape
    instant = np.floor(time * (1.0 / listed.step)).astype(np.int64)
    inside = (instant >= 0) & (instant < length)
    own = draw if draws > 1 else np.zeros_like(draw)
    place = np.where(inside, instant, 0) * draws + own
    return np.where(inside, np.take(listed.number.ravel(), place), np.int8(0))


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
    reached = np.concatenate([start[:1], end[:-1]])
    return float(np.maximum(end - np.maximum(start, reached), 0.0).sum())


def _at_or_before(sorted_times: Floats, time: Floats) -> NDArray[np.intp]:
    """For each draw (last axis of `time`), how many of its sorted times are not later."""
    if len(sorted_times) == 1:
        return np.searchsorted(sorted_times[0], time, side="right")
    found = np.empty(time.shape, dtype=np.intp)
    for draw, own in enumerate(sorted_times):
        found[..., draw] = np.searchsorted(own, time[..., draw], side="right")
    return found
