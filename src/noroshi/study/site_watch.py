"""From the watch over a place to the numbers that answer how long it works unseen."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from noroshi.assessment.site_records import SiteWatch
from noroshi.assessment.site_watch import unseen_by
from noroshi.measures import Driver, Interval, drivers, interval
from noroshi.study.site_answer import (
    DAYS,
    SHARES,
    WITHIN,
    Blank,
    SatelliteAnswer,
    SiteAnswer,
    SiteMonth,
    SitePosture,
)
from noroshi.study.site_paragraph import site_paragraph
from noroshi.watching.opportunities import DAY, Gaps, Opportunities, only, per_day
from noroshi.watching.unseen import first_image

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
LEVEL = 0.025
"""Chance of a false driver in one list: 5 % over the two."""


@dataclass(frozen=True)
class SiteComparison:
    """Two postures' watch over one place: the same days, the same draws."""

    before: SiteWatch
    after: SiteWatch

    def __post_init__(self) -> None:
        """Refuse what does not pair."""
        a, b = self.before, self.after
        if (a.site, a.terms) != (b.site, b.terms) or a.draws is not b.draws:
            raise ValueError(
                "the two watches are not of the same place, days and draws; "
                "make them together with watch_postures()"
            )


def summarise_site(after: SiteWatch, before: SiteWatch | None = None) -> SiteAnswer:
    """All numbers of one posture, and what changed against another."""
    both = None if before is None else SiteComparison(before, after)
    named = labels(both) if both else ("", _dated(after))
    now = _posture(after, named[1])
    was = _posture(before, named[0]) if before else None
    change = after.unseen.period - before.unseen.period if before else None
    moved = None if change is None else interval(change)
    days = min(DAYS, after.terms.longest)
    return SiteAnswer(
        site=after.site,
        name=after.place.name,
        paragraph=site_paragraph(after.place.name, after.terms, now, was, moved, after.draws.count),
        after=now,
        before=was,
        change=moved,
        drivers_of_unseen=_drivers(after, after.unseen.period[days]),
        drivers_of_change=() if change is None else _drivers(after, change[days]),
    )


def labels(both: SiteComparison) -> tuple[str, str]:
    """What tells two postures apart: their dates, or the satellites that only one of them has."""
    before, after = both.before, both.after
    if before.scenario.day != after.scenario.day:
        return f"before, {_dated(before)}", f"after, {_dated(after)}"
    was, now = (satellite_names(watch) for watch in (before, after))
    removed, added = ([n for i, n in a.items() if i not in b] for a, b in ((was, now), (now, was)))
    if added and not removed:
        return f"without {' and '.join(added)}", f"with {' and '.join(added)}"
    if removed and not added:
        return f"with {' and '.join(removed)}", f"without {' and '.join(removed)}"
    return "before", "after"


def satellite_names(watch: SiteWatch) -> dict[str, str]:
    """The satellites of a watch, by id."""
    return {imager.satellite: imager.platform.name for imager in watch.imagers}


def _dated(watch: SiteWatch) -> str:
    return watch.scenario.day.isoformat() if watch.scenario.day else "undated"


def _posture(watch: SiteWatch, label: str) -> SitePosture:
    stops = watch.needs_clear[watch.opportunities.imager]
    every = np.ones_like(stops)
    period = watch.unseen.period
    return SitePosture(
        label=label,
        satellites=tuple(_satellites(watch)),
        a_day=_a_day(watch, every),
        optical_a_day=_a_day(watch, stops),
        unseen=interval(period),
        unseen_optical=interval(watch.optical.period),
        months=tuple(_months(watch)),
        first=(_first(period, SHARES[0]), _first(period, SHARES[1]), _first(period, SHARES[2])),
        within=tuple((days, interval(1.0 - period[days])) for days in WITHIN if days < len(period)),
        opportunities=_blank(watch.blanks.every),
        optical=_blank(watch.blanks.optical),
        images=_blank(watch.blanks.images),
    )


def _first(survival: Floats, share: float) -> Interval:
    return interval(first_image(survival, share))


def _a_day(watch: SiteWatch, rows: Flags) -> Interval:
    """Opportunities a day, mean over the period."""
    days = watch.terms.days
    count = per_day(only(watch.opportunities, rows), days, watch.draws.count)
    return interval(count.mean(axis=0))


def _blank(found: Gaps) -> Blank:
    return Blank(interval(found.longest), interval(found.mean))


def _months(watch: SiteWatch) -> Iterator[SiteMonth]:
    days = min(DAYS, watch.terms.longest)
    for month, unseen in zip(watch.months, watch.unseen.monthly, strict=True):
        share = watch.draws(watch.sky.clear[month - 1])
        yield SiteMonth(month, interval(unseen[days]), interval(share))


def _satellites(watch: SiteWatch) -> Iterator[SatelliteAnswer]:
    days = min(DAYS, watch.terms.longest)
    carried_by = np.array([imager.satellite for imager in watch.imagers])
    for name, spoken in satellite_names(watch).items():
        own = carried_by == name
        rows = own[watch.opportunities.imager]
        without = unseen_by(watch, ~own, days)[days]
        yield SatelliteAnswer(
            satellite=name,
            name=spoken,
            owner=watch.scenario.parties[watch.scenario.platforms[name].owner].name,
            a_day=_a_day(watch, rows),
            **_typical(only(watch.opportunities, rows)),
            needs_clear=bool(watch.needs_clear[own].all()),
            missed=interval(without - watch.unseen.period[days]),
        )


def _typical(seen: Opportunities) -> dict[str, Any]:
    """Local times and geometry of a satellite's opportunities; NaN where it has none."""
    if not len(seen.time):
        nothing = dict.fromkeys(("off_nadir", "elevation", "resolution"), np.nan)
        return {"local_time": (np.nan,) * 3, **nothing}
    hours = np.percentile(seen.time % DAY / 3600.0, [5.0, 50.0, 95.0])
    medians = {
        n: float(np.median(getattr(seen, n))) for n in ("off_nadir", "elevation", "resolution")
    }
    return {"local_time": tuple(float(h) for h in hours), **medians}


def _drivers(watch: SiteWatch, answer: Floats) -> tuple[Driver, ...]:
    return tuple(drivers(dict(watch.draws.points), answer, level=LEVEL))
