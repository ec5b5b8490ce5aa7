"""When a place can be imaged, and how long it works unseen: as data, as a page, on the terminal."""

import calendar
from typing import Any

import numpy as np
import xarray as xr
from rich.table import Table as Shown
from rich.text import Text

from noroshi.output.csv_parts import Cell, Table, columns, three
from noroshi.output.figures.site_map import site_map
from noroshi.output.figures.site_strip import strip
from noroshi.output.figures.site_watch import unseen_by_month, unseen_curve
from noroshi.output.html import Markup, join, table, tag
from noroshi.output.json_parts import driver_document, finite, interval_document
from noroshi.output.knowing_tables import plain_table
from noroshi.output.naming import spoken_names
from noroshi.output.watch.parts import at, drivers_table, figure, fold
from noroshi.stats import Interval
from noroshi.study.site_answer import SHARES, SatelliteAnswer, Sight, SiteAnswer, SitePosture
from noroshi.study.site_wording import chance, rate, signed_chance
from noroshi.study.watch import SiteFinding
from noroshi.study.wording import share_span

DAY, HOUR = 86400.0, 3600.0
_LENGTHS = (1, 3, 7, 14, 30)
"""Lengths of an activity that tables tell [d]."""


def document(found: SiteFinding) -> dict[str, Any]:
    """Every number, SI units in the key names."""
    answer = found.answer
    both = {"before": answer.before, "after": answer.after}
    return {
        "site": answer.site,
        "name": answer.name,
        "paragraph": answer.paragraph,
        "period_from": found.after.terms.start.isoformat(),
        "period_s": found.after.terms.days * DAY,
        "activity_s": found.after.terms.activity * DAY,
        "left_out": answer.left_out,
        "postures": {name: _posture(p) for name, p in both.items() if p is not None},
        "change_without_clear_image_by_days": _by_days(answer.change_of_cameras),
        "change_without_image_by_days": _by_days(answer.change),
        "drivers_without_clear_image": [driver_document(d) for d in answer.drivers_of_cameras],
        "drivers_without_image": [driver_document(d) for d in answer.drivers],
        "drivers_of_change": [driver_document(d) for d in answer.drivers_of_change],
    }


def _posture(p: SitePosture) -> dict[str, Any]:
    return {
        "label": p.label,
        "satellites_of": None if p.held is None else p.held.isoformat(),
        "coarsest_camera_resolution_m": interval_document(p.camera_limit),
        "coarsest_radar_resolution_m": p.radar_limit,
        "opportunities_per_day": interval_document(p.a_day),
        "camera_opportunities_per_day": interval_document(p.cameras_a_day),
        "months": [
            {"month": m, "clear_share": interval_document(c)}
            for m, c in zip(p.months, p.clear, strict=True)
        ],
        "clear_images": _sight(p, p.cameras),
        "all_images": _sight(p, p.every),
        "satellites": [_satellite(s) for s in p.satellites],
    }


def _sight(p: SitePosture, s: Sight) -> dict[str, Any]:
    return {
        "unseen_by_days": _by_days(s.unseen),
        "unseen_if_one_in_ten_is_used_by_days": _by_days(s.rarely),
        "unseen_by_month": [
            {"month": m, **(interval_document(v) or {})}
            for m, v in zip(p.months, s.monthly, strict=True)
        ],
        "first_image": [
            {"share_of_starts": share, "within_s": _seconds(v)}
            for share, v in zip(SHARES, s.first, strict=True)
        ],
        "image_within": [
            {"within_s": days * DAY, "probability": interval_document(v)} for days, v in s.within
        ],
        "longest_without_opportunity_s": interval_document(s.looks),
        "longest_without_image_s": interval_document(s.images),
    }


def _by_days(values: Interval | None) -> list[dict[str, Any]] | None:
    if values is None:
        return None
    return [{"days": d, **(interval_document(at(values, d)) or {})} for d in range(len(values.p50))]


def _seconds(days: Interval) -> dict[str, float | None]:
    return {k: finite(float(v) * DAY) for k, v in zip(Interval._fields, days, strict=True)}


def _satellite(s: SatelliteAnswer) -> dict[str, Any]:
    return {
        "satellite": s.satellite,
        "name": s.name,
        "owner": s.owner,
        "needs_clear_sky": s.needs_clear,
        "opportunities_per_day": interval_document(s.a_day),
        "local_solar_time_h": [finite(h) for h in s.local_time],
        "off_nadir_rad": finite(s.off_nadir),
        "elevation_rad": finite(s.elevation),
        "resolution_m": finite(s.resolution),
        "rise_of_unseen_without_it": interval_document(s.missed),
        "rise_of_unseen_by_cameras_without_it": interval_document(s.missed_clear),
    }


def tables(found: SiteFinding) -> dict[str, Table]:
    """CSV tables by file name: the curve, the satellites, and every opportunity of one draw."""
    answer = found.answer
    postures = [p for p in (answer.before, answer.after) if p is not None]
    return {
        f"unseen-{answer.site}.csv": _unseen_table(postures),
        f"satellites-{answer.site}.csv": _satellite_table(postures),
        f"opportunities-{answer.site}.csv": _opportunity_table(found),
    }


def _unseen_table(postures: list[SitePosture]) -> Table:
    head = ["posture", "activity_days", *columns("without_clear_image", "")]
    head += columns("without_image", "")
    return head, [
        [p.label, d, *three(at(p.cameras.unseen, d)), *three(at(p.every.unseen, d))]
        for p in postures
        for d in range(len(p.every.unseen.p50))
    ]


def _satellite_table(postures: list[SitePosture]) -> Table:
    head = ["posture", "satellite", "name", "owner", *columns("opportunities_per_day", "")]
    head += [
        "off_nadir_deg",
        "elevation_deg",
        "resolution_m",
        *columns("rise_of_unseen_without_it", ""),
    ]
    return head, [
        [
            *(p.label, s.satellite, s.name, s.owner, *three(s.a_day)),
            *(float(np.degrees(s.off_nadir)), float(np.degrees(s.elevation)), s.resolution),
            *three(s.missed),
        ]
        for p in postures
        for s in p.satellites
    ]


def _opportunity_table(found: SiteFinding) -> Table:
    """Of the first draw of the posture after: one course of phases and weather among many."""
    watch = found.after
    seen, taken = watch.opportunities, watch.taken
    rows = np.flatnonzero((seen.draw == 0) & (seen.time < watch.terms.days * DAY))
    head = ["time_s", "local_day", "satellite", "payload", "off_nadir_deg", "elevation_deg"]
    head += ["resolution_m", "sun_deg", "image_taken"]

    def row(i: int) -> list[Cell]:
        imager = watch.imagers[int(seen.imager[i])]
        angles = (seen.off_nadir[i], seen.elevation[i])
        return [
            *(float(seen.time[i]), int(seen.day[i]), imager.satellite, imager.payload),
            *(float(np.degrees(a)) for a in angles),
            *(float(seen.resolution[i]), float(np.degrees(seen.sun[i])), int(taken[i])),
        ]

    return head, [row(int(i)) for i in rows]


def dataset(found: SiteFinding) -> xr.Dataset:
    """Every draw's probability unseen by length of the activity, in each posture."""
    watches = [w for w in (found.before, found.after) if w is not None]
    postures = [p for p in (found.answer.before, found.answer.after) if p is not None]
    dims = ("posture", "days", "draw")
    about = "probability that an activity goes without"
    return xr.Dataset(
        {
            "without_clear_image": (
                dims,
                np.stack([w.cameras.unseen for w in watches]),
                {"units": "1", "long_name": f"{about} a clear image, by cameras"},
            ),
            "without_image": (
                dims,
                np.stack([w.every.unseen for w in watches]),
                {"units": "1", "long_name": f"{about} any image"},
            ),
        },
        coords={
            "posture": ("posture", np.array([p.label for p in postures], dtype=np.str_)),
            "days": ("days", np.arange(watches[-1].terms.longest + 1), {"units": "d"}),
        },
        attrs={"site": found.answer.site, "name": found.answer.name, "Conventions": "CF-1.11"},
    )


def section(found: SiteFinding) -> Markup:
    """The paragraph, its pictures, and tables."""
    answer = found.answer
    monthly = answer.after.cameras.monthly
    worst = max(range(len(monthly)), key=lambda m: float(monthly[m].p50))
    names = spoken_names([found.after.scenario], found.after.draws.points)
    return join(
        tag("p", answer.paragraph, class_="answer"),
        figure(site_map(found.after)),
        figure(unseen_curve(answer)),
        figure(unseen_by_month(answer)) if len(monthly) > 1 else None,
        figure(strip(found.after, answer.after.months[worst])),
        _lengths(answer),
        fold("Satellite by satellite", _satellites(answer.after)),
        fold("Month by month", _months(answer.after)),
        drivers_table(
            f"Assumptions that drive how long {answer.name} goes without a clear image",
            names,
            answer.drivers_of_cameras,
        ),
    )


def _lengths(answer: SiteAnswer) -> Markup:
    title = f"Probability that an activity at {answer.name} goes …"
    return table(title, _unseen_head(answer), _unseen(answer))


def _unseen_head(answer: SiteAnswer) -> list[str]:
    first = answer.after if answer.before is None else answer.before
    return ["activity lasts", "without", first.label, *(["change"] if answer.before else [])]


def _unseen(answer: SiteAnswer) -> list[list[str]]:
    """By length of the activity: the level before and the change, if there are two postures.

    No second level: a median of differences is no difference of medians.
    """
    first = answer.after if answer.before is None else answer.before
    sights = [("a clear image", first.cameras, answer.change_of_cameras)]
    if not answer.after.radarless:
        sights.append(("any image", first.every, answer.change))
    return [
        [
            *(_days(d), what, chance(at(sight.unseen, d))),
            *([] if change is None else [signed_chance(at(change, d))]),
        ]
        for what, sight, change in sights
        for d in _told(answer)
    ]


def _told(answer: SiteAnswer) -> list[int]:
    return [d for d in _LENGTHS if d < len(answer.after.every.unseen.p50)]


def _days(count: int) -> str:
    return f"{count} days" if count > 1 else "1 day"


def _satellites(posture: SitePosture) -> Markup:
    head = ["satellite", "owner", "opportunities a day", "local solar time", "off nadir"]
    head += ["resolution", "sees through cloud", "without a clear image, if it were lost"]
    return table(
        f"What each satellite gives, {posture.label}",
        head,
        [
            [
                *(s.name, s.owner, rate(s.a_day), _clock(s.local_time)),
                *(_degrees(s.off_nadir), _metres(s.resolution)),
                *("no" if s.needs_clear else "yes", signed_chance(s.missed_clear)),
            ]
            for s in posture.satellites
        ],
    )


def _clock(hours: tuple[float, float, float]) -> str:
    low, mid, high = (f"{int(h)}:{int(h % 1 * 60):02d}" if np.isfinite(h) else "–" for h in hours)
    return f"{mid} ({low} to {high})"


def _degrees(angle: float) -> str:
    return f"{np.degrees(angle):.0f}°" if np.isfinite(angle) else "–"


def _metres(size: float) -> str:
    return f"{size:.2g} m" if np.isfinite(size) else "–"


def _months(posture: SitePosture) -> Markup:
    head = ["starts in", "without a clear image", "without any image", "clear days declared"]
    each = zip(
        posture.months,
        posture.cameras.monthly,
        posture.every.monthly,
        posture.clear,
        strict=True,
    )
    rows = [
        [calendar.month_name[m], chance(cameras), chance(every), share_span(clear)]
        for m, cameras, every, clear in each
    ]
    return table(f"By month, {posture.label}", head, rows)


def terminal(found: SiteFinding) -> list[Text | Shown]:
    """The paragraph and one table."""
    answer = found.answer
    shown = plain_table(
        f"Probability that an activity at {answer.name} goes without; median (5 to 95 %)",
        *_unseen_head(answer),
        texts=2,
    )
    for row in _unseen(answer):
        shown.add_row(*row)
    return [Text(answer.paragraph), shown]
