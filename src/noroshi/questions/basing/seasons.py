"""Days of the year in words."""

import calendar
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray


def days_in_words(days: NDArray[np.bool_]) -> str:
    """Days of a year of 365, (365,), in words: "24 May to 15 October"; empty for none.

    Stretches are joined by "and"; one that runs over the new year is one stretch.
    """
    starts = np.flatnonzero(days & ~np.roll(days, 1))
    ends = np.flatnonzero(days & ~np.roll(days, -1))
    if not len(starts):
        return "all year" if days.all() else ""
    if ends[0] < starts[0]:
        ends = np.roll(ends, -1)
    spans = zip(starts.tolist(), ends.tolist(), strict=True)
    return " and ".join(f"{_day(a)} to {_day(b)}" for a, b in spans)


def _day(of_year: int) -> str:
    day = date(2001, 1, 1) + timedelta(days=of_year)
    return f"{day.day} {calendar.month_name[day.month]}"
