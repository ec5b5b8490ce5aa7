"""Opportunities to image one place: passes of many satellites, by day and one after the other."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.access.unseen import Misses
from noroshi.compiled import distinct, lean

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Flags = NDArray[np.bool_]
Counts = NDArray[np.int16]
DAY = 86400.0
"""[s]"""


class Opportunities(NamedTuple):
    """One row a pass in which an imager can see the place, by draw and time."""

    imager: Ints
    """Which of the imagers, (row,)."""
    draw: NDArray[np.signedinteger]
    """Held in half the bytes where there are many."""
    time: Floats
    """Of the best view, after the first local midnight [s], (row,)."""
    off_nadir: Floats
    elevation: Floats
    """Of the satellite above the place's horizon [rad], (row,)."""
    resolution: Floats
    """[m]."""
    sun: Floats
    """Elevation of the sun [rad]."""
    uniform: Floats
    """A uniform number that settles whether it is used, where one course of events is told."""

    @property
    def day(self) -> Ints:
        """Local day, counted from 0, (row,)."""
        return np.floor(self.time / DAY).astype(np.intp)


def only(opportunities: Opportunities, rows: Flags) -> Opportunities:
    """The rows that are marked."""
    return Opportunities._make(column[rows] for column in opportunities)


def joined(parts: Sequence[Opportunities]) -> Opportunities:
    """All rows of several, by draw and time."""
    if not parts:
        whole, number = np.zeros(0, dtype=np.intp), np.zeros(0)
        return Opportunities(whole, whole, *(number for _ in Opportunities._fields[2:]))
    columns = [np.concatenate(column) for column in zip(*parts, strict=True)]
    everything = Opportunities._make(columns)
    order = _order(everything.draw, everything.time)
    return Opportunities._make(column[order] for column in everything)


class OpportunityTimes(NamedTuple):
    """Opportunities of several imagers by draw and time, without what their pictures show."""

    imager: Ints
    """As `Opportunities` has it, as the three below."""
    draw: NDArray[np.signedinteger]
    time: Floats
    uniform: Floats

    @property
    def day(self) -> Ints:
        """Local day, counted from 0, (row,)."""
        return np.floor(self.time / DAY).astype(np.intp)


def times_of(parts: Sequence[Opportunities]) -> OpportunityTimes:
    """What of `joined` tells when and whether images come; the rest takes as long again."""
    if not parts:
        return OpportunityTimes(*(getattr(joined(()), name) for name in OpportunityTimes._fields))
    imager, draw, time, uniform = (
        np.concatenate([getattr(part, name) for part in parts]) for name in OpportunityTimes._fields
    )
    order = _order(draw, time)
    return OpportunityTimes(*(column[order] for column in (imager, draw, time, uniform)))


def _order(draw: NDArray[np.signedinteger], time: Floats) -> Ints:
    """Rows by draw and time; each part is in this order, and a stable sort is quick then."""
    span = 1.0 + np.max(np.abs(time), initial=0.0)
    return np.argsort(draw * (2.0 * span) + time, kind="stable")


def looks_by_day(opportunities: Opportunities, imagers: int, days: int, draws: int) -> Counts:
    """How many opportunities each imager has on each day, (day, imager, draw).

    Args:
        opportunities: of every imager.
        imagers: how many there are.
        days: from the first local midnight on.
        draws: how many there are.
    """
    day = opportunities.day
    held = (day >= 0) & (day < days)
    cell = (day * imagers + opportunities.imager) * draws + opportunities.draw
    number = np.bincount(cell[held], minlength=days * imagers * draws)
    return number.reshape(days, imagers, draws).astype(np.int16)


def misses(looks: Counts, used: Floats, needs_clear: Flags) -> Misses:
    """Probability that a day's opportunities give no image, under a clear sky and under cloud.

    Args:
        looks: how many each imager has, (day, imager, draw).
        used: chance that an opportunity of an imager is used, (imager, draw).
        needs_clear: which imagers cloud stops, (imager,).
    """
    found = np.ones((2, len(looks), looks.shape[2]))
    every = np.empty(looks.shape[2])
    _miss(found, every, np.ascontiguousarray(looks), 1.0 - used, needs_clear)
    return Misses(*found)


@distinct
def _miss(found: Floats, every: Floats, looks: Counts, missed: Floats, needs_clear: Flags) -> None:
    """`misses` times what is there, of chances (imager, draw) that an opportunity is not used;
    `every` (draw,) is for its own use."""
    days, imagers, draws = looks.shape
    for day in range(days):
        for imager in range(imagers):
            most = 0
            for draw in range(draws):
                most = max(most, looks[day, imager, draw])
                every[draw] = 1.0
            for number in range(most):
                for draw in range(draws):
                    every[draw] *= (
                        missed[imager, draw] if number < looks[day, imager, draw] else 1.0
                    )
            if most > 0:
                through = not needs_clear[imager]
                for draw in range(draws):
                    found[0, day, draw] *= every[draw]
                    found[1, day, draw] *= every[draw] if through else 1.0


def gives_image(
    opportunities: Opportunities | OpportunityTimes, used: Floats, needs_clear: Flags, clear: Flags
) -> Flags:
    """Which opportunities give an image in one course of the weather, (row,).

    Args:
        opportunities: with the uniform numbers that settle their use.
        used: chance that an opportunity of an imager is used, (imager, draw).
        needs_clear: which imagers cloud stops, (imager,).
        clear: which days are clear, (day, draw).
    """
    imager, draw = opportunities.imager, opportunities.draw
    open_sky = ~needs_clear[imager] | clear[opportunities.day, draw]
    return np.asarray((opportunities.uniform < used[imager, draw]) & open_sky)


class OpportunityGaps(NamedTuple):
    """Times without an opportunity within a period, each (draw,) [s]; its two ends are bounds."""

    longest: Floats
    mean: Floats
    """Of the gaps; their number is one more than that of the opportunities."""


def gaps(
    opportunities: Opportunities | OpportunityTimes,
    span: float,
    draws: int,
    counted: Flags | None = None,
) -> OpportunityGaps:
    """The gaps that opportunities leave in a period from 0 to `span` [s].

    An opportunity more never makes either greater. With none, the period is one gap.

    Args:
        opportunities: by draw and time.
        span: length of the period [s].
        draws: how many there are.
        counted: which opportunities count, (row,); None = all.
    """
    every = np.ones(len(opportunities.time), dtype=bool) if counted is None else counted
    longest, number = np.zeros(draws), np.ones(draws)
    _gaps(longest, number, opportunities.draw, opportunities.time, every, span)
    return OpportunityGaps(longest, span / number)


@lean
def _gaps(
    longest: Floats, number: Floats, draw: Ints, time: Floats, counted: Flags, span: float
) -> None:
    """The longest gap of each draw, and how many there are: one more than what counts."""
    row = 0
    for own in range(len(longest)):
        last = 0.0
        while row < len(time) and draw[row] == own:
            if counted[row] and 0.0 <= time[row] < span:
                longest[own] = max(longest[own], time[row] - last)
                last = time[row]
                number[own] += 1.0
            row += 1
        longest[own] = max(longest[own], span - last)
