"""Opportunities to image one place: passes of many satellites, by day and one after the other."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.access.unseen import Misses

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Flags = NDArray[np.bool_]
DAY = 86400.0
"""[s]"""


class Opportunities(NamedTuple):
    """One row a pass in which an imager can see the place, by draw and time."""

    imager: Ints
    """Which of the imagers, (row,)."""
    draw: Ints
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
    order = np.lexsort((everything.imager, everything.time, everything.draw))
    return Opportunities._make(column[order] for column in everything)


def misses(
    opportunities: Opportunities, used: Floats, needs_clear: Flags, days: int, draws: int
) -> Misses:
    """Probability that a day's opportunities give no image, under a clear sky and under cloud.

    Args:
        opportunities: of every imager.
        used: chance that an opportunity of an imager is used, (imager, draw).
        needs_clear: which imagers cloud stops, (imager,).
        days: from the first local midnight on.
        draws: how many there are.
    """
    day = opportunities.day
    held = (day >= 0) & (day < days)
    cloudy = np.ones((days, draws))
    clear = np.ones((days, draws))
    imager, draw, day = (x[held] for x in (opportunities.imager, opportunities.draw, day))
    missed = 1.0 - used[imager, draw]
    np.multiply.at(clear, (day, draw), missed)
    through = ~needs_clear[imager]
    np.multiply.at(cloudy, (day[through], draw[through]), missed[through])
    return Misses(clear, cloudy)


def gives_image(
    opportunities: Opportunities, used: Floats, needs_clear: Flags, clear: Flags
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
    return (opportunities.uniform < used[imager, draw]) & open_sky


class OpportunityGaps(NamedTuple):
    """Times without an opportunity within a period, each (draw,) [s]; its two ends are bounds."""

    longest: Floats
    mean: Floats
    """Of the gaps; their number is one more than that of the opportunities."""


def gaps(opportunities: Opportunities, span: float, draws: int) -> OpportunityGaps:
    """The gaps that opportunities leave in a period from 0 to `span` [s].

    An opportunity more never makes either greater. With none, the period is one gap.
    """
    held = only(opportunities, (opportunities.time >= 0.0) & (opportunities.time < span))
    every = np.arange(draws)
    time = np.concatenate([held.time, np.zeros(draws), np.full(draws, span)])
    draw = np.concatenate([held.draw, every, every])
    order = np.lexsort((time, draw))
    time, draw = time[order], draw[order]
    same = draw[1:] == draw[:-1]
    length, of = np.diff(time)[same], draw[1:][same]
    longest = np.zeros(draws)
    np.maximum.at(longest, of, length)
    count = np.bincount(of, minlength=draws)
    return OpportunityGaps(longest, span / count)
