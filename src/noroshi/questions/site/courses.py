"""Which courses of events are shown pass by pass, and their passes."""

from datetime import timedelta
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.access.opportunities import Opportunities, only
from noroshi.questions.site.axes import COURSES
from noroshi.questions.site.day import DRAW, Day
from noroshi.questions.site.records import SiteWatch

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Flags = NDArray[np.bool_]


class CourseOfEvents(NamedTuple):
    """The passes of one draw over some days."""

    name: str
    """One of `COURSES`."""
    draw: int
    clear: Flags
    """Which days of the whole period are clear, (day,)."""
    passes: Opportunities
    taken: Flags
    """Which passes gave an image, (row,)."""
    start: Floats
    """When the view begins [s], (row,); NaN but on the day that is shown."""
    end: Floats


def courses(watch: SiteWatch, day: Day) -> tuple[CourseOfEvents, CourseOfEvents]:
    """The first draw over the whole period, and the middle one in the month that is missed most.

    Args:
        watch: over a place.
        day: of it that is shown.
    """
    month = most_missed(watch)
    days = month_days(watch, month)
    first = _course(watch, COURSES[0], DRAW, np.arange(watch.terms.days))
    return _with_views(first, watch, day), _course(
        watch, COURSES[1], middle_draw(watch, days), days
    )


def most_missed(watch: SiteWatch) -> int:
    """The calendar month, 1 to 12, in which cameras miss most."""
    middle = np.percentile(
        watch.cameras.monthly[:, watch.terms.activity], 50.0, axis=-1, method="inverted_cdf"
    )
    return watch.months[int(np.argmax(middle))]


def month_days(watch: SiteWatch, month: int) -> Ints:
    """The first run of days of the period in a calendar month, counted from its start.

    Raises:
        ValueError: no day of the period lies in that month.
    """
    dates = [watch.terms.start + timedelta(days=d) for d in range(watch.terms.days)]
    first = next((d for d, day in enumerate(dates) if day.month == month), None)
    if first is None:
        raise ValueError(f"no day of the period lies in month {month}")
    year = dates[first].year
    return np.array([d for d, day in enumerate(dates) if (day.year, day.month) == (year, month)])


def middle_draw(watch: SiteWatch, days: Ints) -> int:
    """The draw with the middle number of days with a clear image; of those alike, of images."""
    images = np.zeros(watch.draws.count, dtype=np.intp)
    clear = np.zeros((len(days), watch.draws.count), dtype=bool)
    # Imager by imager, since of all draws together they would take as much again.
    for part, needs_clear in zip(
        watch.chances.opportunities, watch.chances.needs_clear, strict=True
    ):
        day = part.day
        found = only(part, (day >= days[0]) & (day <= days[-1]))
        taken = only(found, watch.images(found))
        images += np.bincount(taken.draw, minlength=watch.draws.count)
        if needs_clear:
            clear[taken.day - days[0], taken.draw] = True
    return int(np.lexsort((images, clear.sum(axis=0)))[watch.draws.count // 2])


def _course(watch: SiteWatch, name: str, draw: int, days: Ints) -> CourseOfEvents:
    found = watch.during(days[0], days[-1], draw)
    unknown = np.full(len(found.time), np.nan)
    clear = watch.clear[: watch.terms.days, draw]
    return CourseOfEvents(name, draw, clear, found, watch.images(found), unknown, unknown)


def _with_views(course: CourseOfEvents, watch: SiteWatch, day: Day) -> CourseOfEvents:
    """The course with when each view of the day that is shown begins and ends."""
    passes = course.passes
    spans = np.full((2, len(passes.time)), np.nan)
    for row in np.flatnonzero(passes.day == day.orbits.day):
        imager = watch.imagers[passes.imager[row]]
        held = (v for v in day.looks if v.imager == imager and v.start <= passes.time[row] <= v.end)
        if (view := next(held, None)) is not None:
            spans[:, row] = view.start, view.end
    return course._replace(start=spans[0], end=spans[1])
