"""When craft are on station: visits in every draw, and how many are there at any time."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from noroshi.compiled import lean

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
    """(draw, instant); a single draw stands for all."""


def visits(start: ArrayLike, end: ArrayLike) -> Presence:
    """Presence from visits (draw, visit) in any order; one that never begins is inf in both.

    Raises:
        ValueError: a visit ends before it begins.
    """
    start, end = np.atleast_2d(np.asarray(start, float)), np.atleast_2d(np.asarray(end, float))
    if np.any(end < start):
        raise ValueError("a visit ends before it begins")
    return Presence(np.sort(start, axis=-1), np.sort(end, axis=-1))


def roster(presence: Presence, period: float, step: float) -> Roster:
    """How many are on station in the middle of every step of a period [s]."""
    instants = np.asarray((np.arange(int(np.ceil(period / step))) + 0.5) * step, dtype=np.float64)
    number = np.empty((len(presence.start), len(instants)), dtype=np.int8)
    _list(number, instants, *(np.ascontiguousarray(times) for times in presence))
    return Roster(step, number)


@lean
def _list(number: NDArray[np.int8], instants: Floats, start: Floats, end: Floats) -> None:
    """How many are on station at instants that rise, (draw, instant), at most 127."""
    draws, visits = start.shape
    for draw in range(draws):
        come = gone = 0
        for instant in range(len(instants)):
            while come < visits and start[draw, come] <= instants[instant]:
                come += 1
            while gone < visits and end[draw, gone] <= instants[instant]:
                gone += 1
            number[draw, instant] = min(come - gone, 127)


def number_on_station(listed: Roster, time: Floats, draw: NDArray[np.intp]) -> NDArray[np.int8]:
    """How many a roster has at times and draws that broadcast together; none outside its period."""
    draws, length = listed.number.shape
    instant = np.floor(time * (1.0 / listed.step)).astype(np.int64)
    inside = (instant >= 0) & (instant < length)
    own = draw if draws > 1 else np.zeros_like(draw)
    place = own * length + np.where(inside, instant, 0)
    return np.where(inside, np.take(listed.number.ravel(), place), np.int8(0))


def share_of_time(presence: Presence, start: float, end: float) -> Floats:
    """Share of a period in which at least one is on station, (draw,)."""
    begin, until = (np.clip(times, start, end) for times in presence)
    reached = np.concatenate([begin[:, :1], until[:, :-1]], axis=1)
    # Of visits sorted by start and by end alike, what lies beyond all before.
    covered = np.maximum(until - np.maximum(begin, reached), 0.0).sum(axis=1)
    return np.asarray(covered / (end - start))
