"""One month of opportunities over a place, and what cloud left of them: one course of events."""

import calendar
from datetime import timedelta

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from numpy.typing import NDArray

from noroshi.access.opportunities import DAY, Opportunities, only
from noroshi.assessment.site_records import SiteWatch
from noroshi.output.figures.style import (
    BLUE,
    INK,
    LAND,
    PAPER,
    SOFT,
    WIDTH,
    Picture,
    headline,
    sheet,
    shortened,
    styled,
)
from noroshi.study.site_watch import satellite_names

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Flags = NDArray[np.bool_]


@styled
def strip(watch: SiteWatch, month: int) -> Picture:
    """The opportunities of one calendar month, a row a satellite; cloudy days are shaded.

    Shown is the draw whose number of days with a clear image in that month is the middle one.

    Args:
        watch: of one posture.
        month: 1 to 12, one of `watch.months`.
    """
    days = _days(watch, month)
    draw = _middle(watch, days)
    names = _seeing(watch)
    figure, axes = sheet(WIDTH, 1.75 + 0.24 * max(len(names), 3))
    _cloud(axes, watch, days, draw)
    mine = _rows(watch, days, draw)
    seen, taken = only(watch.opportunities, mine), watch.taken[mine]
    rows = list(names)
    height = np.array([rows.index(watch.imagers[i].satellite) for i in seen.imager], dtype=int)
    _marks(axes, seen, height, taken, watch.chances.needs_clear, days[0])
    axes.set_yticks(np.arange(len(rows)), [shortened(names[i].split(" (")[0]) for i in rows])
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_xlim(0.0, len(days))
    shown = np.arange(0, len(days), 5)
    first = watch.terms.start + timedelta(days=int(days[0]))
    axes.set_xticks(shown + 0.5, [str((first + timedelta(days=int(d))).day) for d in shown])
    axes.set_xlabel(f"{calendar.month_name[month]} {first.year}, local days")
    title = _title(watch, month, seen, taken, days)
    headline(figure, title)
    figure.legend(
        handles=_legend(watch.chances.needs_clear[seen.imager]),
        loc="outside lower left",
        ncols=2,
        fontsize=8.5,
    )
    return Picture(f"strip-{watch.site}-{month:02d}", f"{title}.", _CAPTION, figure)


_CAPTION = (
    "One course of events: the draw with the middle number of days with a clear image in that "
    "month. Its weather is drawn from the declared shares of clear days, and not that of the year."
)


def _seeing(watch: SiteWatch) -> dict[str, str]:
    """The satellites that have an opportunity at all, by id."""
    seeing = {watch.imagers[i].satellite for i in np.unique(watch.opportunities.imager)}
    return {i: name for i, name in satellite_names(watch).items() if i in seeing}


def _days(watch: SiteWatch, month: int) -> Ints:
    """The first run of days of the period in that month, counted from its start."""
    dates = [watch.terms.start + timedelta(days=d) for d in range(watch.terms.days)]
    first = next((d for d, day in enumerate(dates) if day.month == month), None)
    if first is None:
        raise ValueError(f"no day of the period lies in month {month}")
    year = dates[first].year
    return np.array([d for d, day in enumerate(dates) if (day.year, day.month) == (year, month)])


def _rows(watch: SiteWatch, days: Ints, draw: int) -> Flags:
    found = watch.opportunities
    within = (found.day >= days[0]) & (found.day <= days[-1])
    mine: Flags = within & (found.draw == draw)
    return mine


def _middle(watch: SiteWatch, days: Ints) -> int:
    """The draw with the middle number of days with a clear image; of those alike, of images."""
    found = watch.opportunities
    within = (found.day >= days[0]) & (found.day <= days[-1]) & watch.taken
    images = np.bincount(found.draw[within], minlength=watch.draws.count)
    clear = within & watch.chances.needs_clear[found.imager]
    seen = np.unique(np.stack([found.draw[clear], found.day[clear]]), axis=1)[0]
    clear_days = np.bincount(seen, minlength=watch.draws.count)
    return int(np.lexsort((images, clear_days))[watch.draws.count // 2])


def _cloud(axes: Axes, watch: SiteWatch, days: Ints, draw: int) -> None:
    for place, day in enumerate(days):
        if not watch.clear[day, draw]:
            axes.axvspan(place, place + 1, color=LAND, linewidth=0, zorder=0)


def _marks(
    axes: Axes,
    seen: Opportunities,
    height: Ints,
    taken: Flags,
    needs_clear: Flags,
    first: int,
) -> None:
    """Filled where an image came of it; round for cameras, square for radars."""
    camera = needs_clear[seen.imager]
    for marker, kind in (("o", camera), ("s", ~camera)):
        for fill, which in ((BLUE, kind & taken), (PAPER, kind & ~taken)):
            axes.plot(
                seen.time[which] / DAY - first,
                height[which],
                marker,
                color=INK if fill == BLUE else SOFT,
                markerfacecolor=fill,
                markersize=5.5,
                markeredgewidth=0.8,
            )


def _legend(camera: Flags) -> list[Line2D | Patch]:
    """What is drawn; of radars only where there are any."""
    radar = () if camera.all() else (("s", BLUE, "image, radar"),)
    looks = (("o", BLUE, "image, camera"), *radar, ("o", PAPER, "no image"))
    return [
        *(
            Line2D([], [], linestyle="", marker=m, color=INK, markerfacecolor=c, label=text)
            for m, c, text in looks
        ),
        Patch(color=LAND, label="cloudy day"),
    ]


def _title(watch: SiteWatch, month: int, seen: Opportunities, taken: Flags, days: Ints) -> str:
    clear = watch.chances.needs_clear[seen.imager] & taken
    images, by_cameras = (len(np.unique(seen.day[which])) for which in (taken, clear))
    name = watch.place.name.split(",")[0]
    text = (
        f"{name}, {calendar.month_name[month]}: a clear image on {by_cameras} of {len(days)} days"
    )
    return f"{text}, an image of any kind on {images}" if images != by_cameras else text
