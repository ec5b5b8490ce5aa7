"""When a place can be imaged, and how long it works unseen: as data, as a page, on the terminal."""

import calendar
from typing import Any

import numpy as np
import xarray as xr
from rich.table import Table as Shown
from rich.text import Text

from noroshi.output.csv_parts import Cell, Table, columns, three
from noroshi.output.figures.site_strip import strip
from noroshi.output.figures.site_watch import unseen_by_month, unseen_curve
from noroshi.output.html import Markup, join, table, tag
from noroshi.output.json_parts import driver_document, finite, interval_document
from noroshi.output.knowing_tables import plain_table
from noroshi.output.naming import spoken_names
from noroshi.output.watch.parts import drivers_table, figure, fold
from noroshi.study.site_answer import Blank, SatelliteAnswer, SiteAnswer, SitePosture
from noroshi.study.site_paragraph import at, chance, rate, signed_chance
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
        "activity_s": 3 * DAY,
        "coarsest_resolution_m": found.after.terms.coarsest,
        "postures": {name: _posture(p) for name, p in both.items() if p is not None},
        "change_of_unseen_by_days": None if answer.change is None else _by_days(answer.change),
        "drivers_of_unseen": [driver_document(d) for d in answer.drivers_of_unseen],
        "drivers_of_change": [driver_document(d) for d in answer.drivers_of_change],
    }


def _posture(p: SitePosture) -> dict[str, Any]:
    return {
        "label": p.label,
        "opportunities_per_day": interval_document(p.a_day),
        "optical_opportunities_per_day": interval_document(p.optical_a_day),
        "unseen_by_days": _by_days(p.unseen),
        "unseen_optical_by_days": _by_days(p.unseen_optical),
        "first_image": [
            {"share_of_starts": s, "within_s": _seconds(v)}
            for s, v in zip((0.05, 0.5, 0.95), p.first, strict=True)
        ],
        "image_within": [
            {"within_s": days * DAY, "probability": interval_document(v)} for days, v in p.within
        ],
        "gaps": {
            "all_opportunities": _blank(p.opportunities),
            "optical_opportunities": _blank(p.optical),
            "images": _blank(p.images),
        },
        "by_month": [
            {
                "month": m.month,
                "unseen": interval_document(m.unseen),
                "clear_share": interval_document(m.clear),
            }
            for m in p.months
        ],
        "satellites": [_satellite(s) for s in p.satellites],
    }


def _by_days(values: Any) -> list[dict[str, Any]]:
    return [{"days": d, **(interval_document(at(values, d)) or {})} for d in range(len(values.p50))]


def _seconds(days: Any) -> dict[str, float | None]:
    return {k: finite(float(v) * DAY) for k, v in zip(days._fields, days, strict=True)}


def _blank(b: Blank) -> dict[str, Any]:
    return {"longest_s": interval_document(b.longest), "mean_s": interval_document(b.mean)}


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
        "unseen_if_lost_change": interval_document(s.missed),
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
    head = ["posture", "activity_days", *columns("unseen", ""), *columns("unseen_optical", "")]
    return head, [
        [p.label, d, *three(at(p.unseen, d)), *three(at(p.unseen_optical, d))]
        for p in postures
        for d in range(len(p.unseen.p50))
    ]


def _satellite_table(postures: list[SitePosture]) -> Table:
    head = ["posture", "satellite", "name", "owner", *columns("opportunities_per_day", "")]
    head += ["off_nadir_deg", "elevation_deg", "resolution_m", *columns("unseen_if_lost", "")]
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
    unseen = ("posture", "days", "draw")
    return xr.Dataset(
        {
            "unseen": (
                unseen,
                np.stack([w.unseen.period for w in watches]),
                {"units": "1", "long_name": "probability that an activity goes without an image"},
            ),
            "unseen_optical": (
                unseen,
                np.stack([w.optical.period for w in watches]),
                {"units": "1", "long_name": "likewise by cameras alone"},
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
    worst = max(answer.after.months, key=lambda m: float(m.unseen.p50))
    return join(
        tag("p", answer.paragraph, class_="answer"),
        figure(unseen_curve(answer)),
        figure(unseen_by_month(answer)) if len(answer.after.months) > 1 else None,
        figure(strip(found.after, worst.month)),
        _lengths(answer),
        fold("Satellite by satellite", _satellites(answer.after)),
        fold("Month by month", _months(answer.after)),
        drivers_table(
            f"Assumptions that drive how long {answer.name} works unseen",
            spoken_names([found.after.scenario], found.after.draws.points),
            answer.drivers_of_unseen,
        ),
    )


def _lengths(answer: SiteAnswer) -> Markup:
    postures = [p for p in (answer.before, answer.after) if p is not None]
    longest = len(answer.after.unseen.p50) - 1
    head = ["activity lasts", *(p.label for p in postures), "change"]
    rows = [
        [
            f"{d} days" if d > 1 else "1 day",
            *(chance(at(p.unseen, d)) for p in postures),
            "" if answer.change is None else signed_chance(at(answer.change, d)),
        ]
        for d in _LENGTHS
        if d <= longest
    ]
    title = f"Probability that an activity at {answer.name} goes without an image"
    return table(title, head, rows)


def _satellites(posture: SitePosture) -> Markup:
    head = ["satellite", "owner", "opportunities a day", "local solar time", "off nadir"]
    head += ["resolution", "sees through cloud", "probability unseen, if it were lost"]
    return table(
        f"What each satellite gives, {posture.label}",
        head,
        [
            [
                *(s.name, s.owner, rate(s.a_day), _clock(s.local_time)),
                *(_degrees(s.off_nadir), _metres(s.resolution)),
                *("no" if s.needs_clear else "yes", signed_chance(s.missed)),
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
    head = ["starts in", "goes unseen", "clear days declared"]
    rows = [
        [calendar.month_name[m.month], chance(m.unseen), share_span(m.clear)]
        for m in posture.months
    ]
    return table(f"By month, {posture.label}", head, rows)


def terminal(found: SiteFinding) -> list[Text | Shown]:
    """The paragraph and one table."""
    answer = found.answer
    postures = [p for p in (answer.before, answer.after) if p is not None]
    shown = plain_table(
        f"Probability that an activity at {answer.name} goes without an image; median (5 to 95 %)",
        *("activity lasts", *(p.label for p in postures)),
    )
    longest = len(answer.after.unseen.p50) - 1
    for d in _LENGTHS:
        if d <= longest:
            cells = [chance(at(p.unseen, d)) for p in postures]
            shown.add_row(f"{d} days" if d > 1 else "1 day", *cells)
    return [Text(answer.paragraph), shown]
