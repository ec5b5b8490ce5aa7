"""How long places work unseen, drawn: by length of the activity, by month, pass by pass."""

import calendar
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from noroshi.access.opportunities import DAY
from noroshi.present import charts
from noroshi.present.charts import Field, Spec
from noroshi.present.palette import light
from noroshi.present.rounding import hundredth
from noroshi.questions.answer import Figure, PlainData
from noroshi.questions.site.wording import day_count
from noroshi.questions.site.words import SiteNumbers, alike, places
from noroshi.stats import Interval

if TYPE_CHECKING:
    import xarray as xr

_SEEN: Final = 0.01
"""The curve ends where cameras alone miss less than this."""


def figures(data: "xr.Dataset | PlainData") -> Iterator[Figure]:
    """By place: the curve, the months, the month that is missed most."""
    every = places(data)
    for place in every:
        yield Figure(
            name=f"unseen-{place.site}",
            title=_curve_title(place),
            caption="Activities begin at any time of the period. Cameras need daylight and a clear "
            "sky. A tenth of the use: satellites look at the place ten times less often than "
            "declared. Line: median; band, of cameras as declared: 5 to 95 % of draws.",
            variables=("unseen", "unseen_rarely", "change"),
            draw=partial(curve, place),
        )
    for place in every:
        if len(place.months) > 1:
            yield Figure(
                name=f"months-{place.site}",
                title=_months_title(place),
                caption="Activities that begin in each month. Line: median; band: 5 to 95 % of "
                "draws. Below: the share of days that is declared clear, an estimate.",
                variables=("unseen_by_month", "clear_days"),
                draw=partial(months, place),
            )
    for place in every:
        yield Figure(
            name=f"passes-{place.site}",
            title=_strip_title(place),
            caption="One course of events: the draw with the middle number of days with a clear "
            "image in that month. Its weather is drawn from the declared shares of clear days, and "
            "not that of the year. Filled: an image came of it; grey: cloudy days.",
            variables=(
                "pass_time",
                "pass_image",
                "pass_satellite",
                "day_clear",
            ),
            draw=partial(strip, place),
        )


def curve(place: SiteNumbers) -> Spec:
    """Probability that an activity goes without an image against how long it lasts."""
    last = _last(place)
    rows = [
        {"days": float(d), "series": name, **_three(values, d, band=role in ("before", "after"))}
        for name, role, values in _curves(place)
        for d in range(last + 1)
    ]
    return charts.lines(
        rows,
        Field("days", "activity lasts", "days"),
        Field("mid", "probability that no image is taken"),
        low="low",
        high="high",
        series=Field("series"),
        roles={name: role for name, role, _ in _curves(place)},
        title=_curve_title(place),
    )


def _three(values: Interval, index: int, *, band: bool = True) -> dict[str, float | None]:
    """One entry of an interval of arrays; the middle alone where no band is drawn."""
    low, mid, high = (float(part[index]) for part in values)
    return {"low": low if band else None, "mid": mid, "high": high if band else None}


def _curves(place: SiteNumbers) -> list[tuple[str, str, Interval]]:
    """Name, role and values by length: cameras, before where they differ; what it hangs on most."""
    unseen, rarely, tenth = "unseen", "unseen_rarely", "a tenth of the use"
    was, now = place.labels["before"], place.labels["after"]
    found = []
    if place.changed("clear"):
        found.append((f"cameras, {was}", "before", place.level(unseen, "clear", "before")))
    found.append((f"cameras, {now}", "after", place.level(unseen, "clear")))
    found.append((f"cameras, {tenth}", "party-4", place.level(rarely, "clear")))
    if not place.radarless():
        found.append((f"with radars, {now}", "party-6", place.level(unseen, "any")))
        found.append((f"with radars, {tenth}", "party-3", place.level(rarely, "any")))
    if not place.radarless("before") and place.changed("any"):
        found.append((f"with radars, {was}", "party-5", place.level(unseen, "any", "before")))
    return found


def _last(place: SiteNumbers) -> int:
    """Up to where cameras alone all but certainly see an activity, a week at least [d]."""
    below = np.flatnonzero(place.level("unseen", "clear").p50 < _SEEN)
    return min(max(int(below[0]) if below.size else place.longest, 7), place.longest, 30)


def _curve_title(place: SiteNumbers) -> str:
    now, was = (hundredth(float(place.unseen("clear", p).p50)) for p in ("after", "before"))
    text = f"At {place.name}, cameras in orbit miss {now} of 100 activities of {_length(place)}"
    if was == now:
        return f"{text}, {alike(place)}"
    return f"{text}, {was} {place.labels['before'].split(',')[0]}"


def _length(place: SiteNumbers) -> str:
    return day_count(place.days)


def months(place: SiteNumbers) -> Spec:
    """The probability for activities begun in each month, above the share of clear days."""
    when = Field("month", scale="time")
    dates = _month_dates(place)
    rows = [
        {"month": day, "series": series, **_three(values, i)}
        for series, _, values in _by_month(place)
        for i, day in enumerate(dates)
    ]
    upper = charts.lines(
        rows,
        when,
        Field("mid", f"probability that no image is taken in {_length(place)}"),
        low="low",
        high="high",
        series=Field("series"),
        roles={series: role for series, role, _ in _by_month(place)},
        key="above",
    )
    clear = place.numbers.interval("clear_days", posture="after")
    share = [
        {"month": day, **{k: 100.0 * (x or 0.0) for k, x in _three(clear, i).items()}}
        for i, day in enumerate(dates)
    ]
    lower = charts.lines(
        share,
        when,
        Field("mid", "days that are declared clear", "%"),
        low="low",
        high="high",
        role="area",
        height=90.0,
    )
    return charts.above(upper, lower, title=_months_title(place))


def _month_dates(place: SiteNumbers) -> list[str]:
    """The first of each month of the period, as the months come, ISO 8601."""
    every = dict.fromkeys(f"{day[:7]}-01" for day in _dates(place))
    return [next(d for d in every if int(d[5:7]) == month) for month in place.months]


def _by_month(place: SiteNumbers) -> list[tuple[str, str, Interval]]:
    """Cameras alone, before and after; and all together where there are radars."""
    by = "unseen_by_month"
    found = []
    if place.changed("clear"):
        before = place.level(by, "clear", "before")
        found.append((f"cameras, {place.labels['before']}", "before", before))
    found.append((f"cameras, {place.labels['after']}", "after", place.level(by, "clear")))
    if not place.radarless():
        found.append((f"with radars, {place.labels['after']}", "gain", place.level(by, "any")))
    return found


def _months_title(place: SiteNumbers) -> str:
    best, worst = (
        f"in {calendar.month_name[month]}, {hundredth(float(missed.p50))}"
        for month, missed in (place.by_month[0], place.by_month[-1])
    )
    return (
        f"Cameras miss most at {place.name} {worst} of 100 activities of {_length(place)}; least "
        f"{best}"
    )


def strip(place: SiteNumbers) -> Spec:
    """The passes of the month that is missed most, a row a satellite; cloudy days are shaded."""
    seen, days, title = _shown(place), month_days(place), _strip_title(place)
    columns = ("pass_time", "pass_needs_clear", "pass_image")
    rows = [
        {
            "day": float(time) / DAY - days[0],
            "satellite": name.split(" (")[0],
            "kind": "camera" if camera else "radar",
            "image": bool(image),
        }
        for satellite, name in place.numbers.names("satellite").items()
        for own in [seen["pass_satellite"] == satellite]
        for time, camera, image in zip(*(seen[n][own] for n in columns), strict=True)
    ]
    if not rows:
        return charts.sentence(title)
    spec = charts.strips(
        rows,
        Field("day", f"days from {_dates(place)[days[0]]}, local time"),
        label=Field("satellite"),
        series=Field("kind"),
        roles={"camera": "after", "radar": "new"},
        filled="image",
        between=(0.0, float(len(days))),
        title=title,
    )
    clear = place.numbers.array("day_clear", course="middle")
    cloudy = [{"from": i, "to": i + 1} for i, day in enumerate(days) if not clear[day]]
    shade = {
        "data": {"values": cloudy},
        "mark": {"type": "rect", "fill": light("faint"), "opacity": 0.7},
        "encoding": {
            "x": {"field": "from", "type": "quantitative"},
            "x2": {"field": "to"},
            "y": None,
        },
    }
    return {**spec, "layer": [shade, *spec["layer"]]} if cloudy else spec


def month_days(place: SiteNumbers) -> list[int]:
    """The first run of days of the period in the month that is shown."""
    month = round(place.numbers.number("shown_month"))
    found = [(i, day) for i, day in enumerate(_dates(place)) if int(day[5:7]) == month]
    return [i for i, day in found if day[:4] == found[0][1][:4]]


def _dates(place: SiteNumbers) -> list[str]:
    """Of the days of the period, ISO 8601."""
    return list(place.numbers.names("day").values())


def _shown(place: SiteNumbers) -> dict[str, NDArray[Any]]:
    """What is told of passes over the place in the middle course of events."""
    told = {n: v.array for n, v in place.numbers.plain.data_vars.items() if v.dims == ("pass",)}
    own = (told["pass_site"] == place.site) & (told["pass_course"] == "middle")
    return {name: values[own] for name, values in told.items()}


def _strip_title(place: SiteNumbers) -> str:
    seen, days = _shown(place), month_days(place)
    image = seen["pass_image"] > 0.0
    clear = image & (seen["pass_needs_clear"] > 0.0)
    day = seen["pass_day"]
    images, by_cameras = (len(np.unique(day[which])) for which in (image, clear))
    month = calendar.month_name[round(place.numbers.number("shown_month"))]
    text = f"{place.name}, {month}: a clear image on {by_cameras} of {len(days)} days"
    return f"{text}, an image of any kind on {images}" if images != by_cameras else text
