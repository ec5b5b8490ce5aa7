"""Whether the sky above a place is clear, day by day: a chain of two states.

From one day to the next the sky stays as it is with the declared persistence; else it is drawn
anew, clear with the share of the month. So the correlation of one day's sky with the next day's is
the persistence, and that of days `n` apart is its `n`-th power.
Source: K. R. Gabriel & J. Neumann, Quarterly Journal of the Royal Meteorological Society 88 (1962)
90, for weather as a two-state Markov chain; the parameters here are the mean and the correlation.

Left out: a sky that clears or closes within a day, clear spells in which one spell favours the
next (real skies remember for longer than a day), and cloud that hides a part of the place only.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


class Weather(NamedTuple):
    """The sky of consecutive days, in every draw."""

    clear: Floats
    """Chance that a sky which is drawn anew on that day is clear, (day, draw)."""
    persistence: Floats
    """Chance that a day's sky is the day before's, (draw,)."""


class UniformNumbers(NamedTuple):
    """Uniform numbers that settle one course of the weather, each (day, draw)."""

    stays: Floats
    clears: Floats


def by_day(monthly: Floats, months: NDArray[np.intp], persistence: Floats) -> Weather:
    """The weather of days from what is declared of months.

    Args:
        monthly: share of clear days, (12, draw), January first.
        months: of each day, 0 to 11, (day,).
        persistence: (draw,).
    """
    return Weather(monthly[months], persistence)


def simulate(weather: Weather, uniform: UniformNumbers) -> Flags:
    """One course of the weather in every draw: which days are clear, (day, draw).

    With the same uniform numbers a sky that is clear more often is clear on the same days, and on
    others.
    """
    clear = np.empty(weather.clear.shape, dtype=bool)
    clear[0] = uniform.clears[0] < weather.clear[0]
    for day in range(1, len(clear)):
        renewed = uniform.clears[day] < weather.clear[day]
        clear[day] = np.where(uniform.stays[day] < weather.persistence, clear[day - 1], renewed)
    return clear
