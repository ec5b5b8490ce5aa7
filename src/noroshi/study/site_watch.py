"""From the watch over a place to the numbers that answer how long it works unseen."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from noroshi.access.opportunities import DAY, Opportunities, only, per_day
from noroshi.access.payloads import OpticalImager
from noroshi.access.unseen import first_image
from noroshi.assessment.site_records import Sight as Found
from noroshi.assessment.site_records import SiteWatch
from noroshi.assessment.site_watch import unseen_by
from noroshi.stats import Driver, Interval, drivers, interval
from noroshi.study.site_answer import (
    RARELY,
    SHARES,
    WITHIN,
    SatelliteAnswer,
    Sight,
    SiteAnswer,
    SitePosture,
)
from noroshi.study.site_paragraph import site_paragraph

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
LEVEL = 0.05 / 3.0
"""Chance of a false driver in one list: 5 % over the three."""


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
    name = after.place.name.split(",")[0]
    now = _posture(after, named[1])
    was = _posture(before, named[0]) if before else None
    moved = None if before is None else after.cameras.unseen - before.cameras.unseen
    at_all = None if before is None else after.every.unseen - before.every.unseen
    days = after.terms.activity
    answer = SiteAnswer(
        site=after.site,
        name=name,
        days=days,
        paragraph="",
        left_out=after.sky.left_out,
        after=now,
        before=was,
        change_of_cameras=None if moved is None else interval(moved),
        change=None if at_all is None else interval(at_all),
        drivers_of_cameras=_drivers(after, after.cameras.unseen[days]),
        drivers=_drivers(after, after.every.unseen[days]),
        drivers_of_change=() if moved is None else _drivers(after, moved[days]),
    )
    text = site_paragraph(answer, after.terms, after.draws.count)
    return replace(answer, paragraph=text)


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
    stops = watch.chances.needs_clear
    rows = stops[watch.opportunities.imager]
    return SitePosture(
        label=label,
        held=watch.scenario.day,
        camera_limit=_camera_limit(watch),
        radar_limit=None if stops.all() else watch.terms.coarsest,
        satellites=tuple(_satellites(watch)),
        a_day=_a_day(watch, np.ones_like(rows)),
        cameras_a_day=_a_day(watch, rows),
        months=watch.months,
        clear=tuple(interval(watch.draws(watch.sky.clear[m - 1])) for m in watch.months),
        cameras=_sight(watch, watch.cameras, stops),
        every=_sight(watch, watch.every, np.ones_like(stops)),
    )


def _camera_limit(watch: SiteWatch) -> Interval | None:
    """The finer of a camera's own limit and that of the question, over cameras and draws."""
    own = [c for i in watch.imagers if isinstance(c := i.camera, OpticalImager)]
    if not own:
        return None
    drawn = [watch.draws(c.coarsest) for c in own if c.coarsest is not None]
    open_ended = [np.full(watch.draws.count, np.inf) for c in own if c.coarsest is None]
    return interval(np.minimum(np.concatenate(drawn + open_ended), watch.terms.coarsest))


def _a_day(watch: SiteWatch, rows: Flags) -> Interval:
    """Opportunities a day, mean over the period."""
    days = watch.terms.days
    count = per_day(only(watch.opportunities, rows), days, watch.draws.count)
    return interval(count.mean(axis=0))


def _sight(watch: SiteWatch, found: Found, counted: Flags) -> Sight:
    days, longest = watch.terms.activity, watch.terms.longest
    first = [interval(first_image(found.unseen, share)) for share in SHARES]
    return Sight(
        unseen=interval(found.unseen),
        rarely=interval(unseen_by(watch, np.where(counted, RARELY, 0.0), longest)),
        monthly=tuple(interval(month[days]) for month in found.monthly),
        first=(first[0], first[1], first[2]),
        within=tuple((d, interval(1.0 - found.unseen[d])) for d in WITHIN if d <= longest),
        looks=interval(found.looks.longest),
        images=interval(found.images.longest),
    )


def _satellites(watch: SiteWatch) -> Iterator[SatelliteAnswer]:
    days = watch.terms.activity
    stops = watch.chances.needs_clear
    carried_by = np.array([imager.satellite for imager in watch.imagers])
    for name, spoken in satellite_names(watch).items():
        own = carried_by == name
        rows = own[watch.opportunities.imager]
        without = unseen_by(watch, np.where(own, 0.0, 1.0), days)[days]
        without_clear = unseen_by(watch, np.where(own, 0.0, stops), days)[days]
        yield SatelliteAnswer(
            satellite=name,
            name=spoken,
            owner=watch.scenario.parties[watch.scenario.platforms[name].owner].name,
            needs_clear=bool(stops[own].all()),
            a_day=_a_day(watch, rows),
            **_typical(only(watch.opportunities, rows)),
            missed=interval(without - watch.every.unseen[days]),
            missed_clear=interval(without_clear - watch.cameras.unseen[days]),
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
