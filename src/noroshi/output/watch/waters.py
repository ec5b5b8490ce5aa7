"""Whether an approach is noticed in time: as data, as a page, on the terminal, on a map."""

from typing import Any

import numpy as np
import xarray as xr
from rich.table import Table as Grid
from rich.text import Text

from noroshi.output.csv_parts import Table, columns, three
from noroshi.output.figures.waters import waters_curve, waters_map
from noroshi.output.figures.waters_cells import AGE, BREAK, Shown, waters_cells
from noroshi.output.html import Markup, join, table, tag
from noroshi.output.json_parts import driver_document, interval_document
from noroshi.output.knowing_tables import plain_table
from noroshi.output.naming import spoken_names
from noroshi.output.watch.parts import at, drivers_table, figure, fold
from noroshi.stats import interval
from noroshi.study.watch import WatersFinding
from noroshi.study.waters_answer import (
    Reading,
    VesselAnswer,
    WatcherAnswer,
    WatersAnswer,
    WatersPosture,
)
from noroshi.study.waters_paragraph import hours, points
from noroshi.study.wording import distance_span, duration, share_span

READINGS = ("declared", "peak", "flown")
"""How often craft are there: as declared, on a day of the season, if all sorties went there."""


def document(found: WatersFinding) -> dict[str, Any]:
    """Every number, SI units in the key names."""
    answer = found.answer
    both = {"before": answer.before, "after": answer.after}
    return {
        "waters": answer.waters,
        "name": answer.name,
        "paragraph": answer.paragraph,
        "limit_m": answer.limit,
        "begin_m": answer.begin,
        "bearings": answer.bearings,
        "period_s": answer.days * 86400.0,
        "peak_day": answer.peak,
        "distance_to_limit_m": list(answer.to_limit),
        "postures": {name: _posture(p) for name, p in both.items() if p is not None},
        "change": [
            {"vessel": c.vessel, **{r: interval_document(getattr(c, r)) for r in READINGS}}
            for c in answer.change
        ],
        "drivers": [driver_document(d) for d in answer.drivers],
        "drivers_of_change": [driver_document(d) for d in answer.drivers_of_change],
    }


def _posture(p: WatersPosture) -> dict[str, Any]:
    return {
        "label": p.label,
        "vessels": [
            {
                "vessel": v.vessel,
                "name": v.name,
                **{r: _reading(getattr(v, r)) for r in READINGS},
            }
            for v in p.vessels
        ],
        "watchers": [_watcher(w) for w in p.watchers],
    }


def _reading(r: Reading) -> dict[str, Any]:
    return {
        "noticed_before_limit": interval_document(r.noticed),
        "noticed_before_coast": interval_document(r.ashore),
        "mean_time_to_limit_s": interval_document(r.left),
        "half_noticed_at_m_from_limit": interval_document(r.off),
        "noticed_by_distance": [interval_document(at(r.by, i)) for i in range(len(r.by.p50))],
    }


def _watcher(w: WatcherAnswer) -> dict[str, Any]:
    return {
        "patrol": w.patrol,
        "fleet": w.fleet,
        "name": w.name,
        "payloads": list(w.payloads),
        "radar_modes": [{"mode": m, "looks_again_after_s": t} for m, t in w.radar_modes],
        "share_of_period_in_season": w.in_season,
        "on_station_share": interval_document(w.on_station),
        "on_station_share_if_all_flown_there": interval_document(w.on_station_flown),
        "noticed_by_it_alone": interval_document(w.alone),
        "fall_without_it": interval_document(w.missed),
        "fall_without_it_at_peak": interval_document(w.missed_at_peak),
    }


def tables(found: WatersFinding) -> dict[str, Table]:
    """CSV tables by file name: vessels, watchers, and the curve by distance."""
    key, postures = found.answer.waters, _postures(found.answer)
    return {
        f"approaches-{key}.csv": _vessel_table(postures),
        f"watchers-{key}.csv": _watcher_table(postures),
        f"noticed-{key}.csv": _curve_table(found.answer, postures),
    }


def _postures(answer: WatersAnswer) -> list[WatersPosture]:
    return [p for p in (answer.before, answer.after) if p is not None]


def _vessel_table(postures: list[WatersPosture]) -> Table:
    head = ["posture", "vessel", "reading", *columns("noticed_before_limit", "")]
    head += [*columns("mean_time_to_limit"), *columns("half_noticed_from_limit", "m")]
    return head, [
        [p.label, v.vessel, r, *(c for x in _told(v, r) for c in three(x))]
        for p in postures
        for v in p.vessels
        for r in READINGS
    ]


def _told(vessel: VesselAnswer, reading: str) -> tuple[Any, Any, Any]:
    found: Reading = getattr(vessel, reading)
    return found.noticed, found.left, found.off


def _watcher_table(postures: list[WatersPosture]) -> Table:
    head = ["posture", "fleet", "name", "season_share", *columns("on_station", "")]
    head += [*columns("alone", ""), *columns("fall_without", "")]
    return head, [
        [
            *(p.label, w.fleet, w.name, w.in_season),
            *(c for x in (w.on_station, w.alone, w.missed) for c in three(x)),
        ]
        for p in postures
        for w in p.watchers
    ]


def _curve_table(answer: WatersAnswer, postures: list[WatersPosture]) -> Table:
    head = ["posture", "vessel", "to_limit_m", *columns("noticed", "")]
    return head, [
        [p.label, v.vessel, distance, *three(at(v.declared.by, i))]
        for p in postures
        for v in p.vessels
        for i, distance in enumerate(answer.to_limit)
    ]


def dataset(found: WatersFinding) -> xr.Dataset:
    """Every draw's probability of being noticed before the limit, in each posture."""
    watches = [w for w in (found.before, found.after) if w is not None]
    return xr.Dataset(
        {
            "noticed": (
                ("posture", "vessel", "reading", "draw"),
                np.stack([w.before_limit for w in watches]),
                {"units": "1", "long_name": "noticed before the territorial sea, mean over ways"},
            ),
        },
        coords={
            "posture": np.array([p.label for p in _postures(found.answer)], dtype=np.str_),
            "vessel": np.array([v.id for v in found.after.vessels], dtype=np.str_),
            "reading": np.array(READINGS, dtype=np.str_),
        },
        attrs={"waters": found.answer.waters, "name": found.answer.name, "Conventions": "CF-1.11"},
    )


def section(found: WatersFinding) -> Markup:
    """The paragraph, the maps before and after, the curve, and tables."""
    answer = found.answer
    shown = zip((found.before, found.after), (answer.before, answer.after), strict=True)
    maps = [waters_map(w, answer, p) for w, p in shown if w is not None and p is not None]
    waters = found.after.waters
    names = {
        **spoken_names([found.after.scenario], found.after.draws.points),
        waters.look_memory.dimension: "Time after which looks at one vessel are independent",
        waters.tasked.dimension: "Share of satellites' passes that these waters get",
    }
    return join(
        tag("p", answer.paragraph, class_="answer"),
        tag("div", *map(figure, maps), class_="panels"),
        figure(waters_curve(answer)),
        *(
            tag("div", *map(figure, waters_cells(_cells(found), measure)), class_="panels")
            for measure in (AGE, BREAK)
        ),
        _vessels(answer),
        fold("Who watches, and what each gives", _watchers(answer.after)),
        fold("How much of the sea is in view", _folds(found)),
        drivers_table(
            f"Assumptions that drive the watch over {answer.name}", names, answer.drivers
        ),
    )


def _cells(found: WatersFinding) -> list[Shown]:
    """The cells before and after; nothing where nobody watches."""
    each = zip(
        (found.before, found.after),
        found.pictures,
        (found.answer.before, found.answer.after),
        strict=True,
    )
    return [
        Shown(w, picture, p)
        for w, picture, p in each
        if w is not None and p is not None and p.watchers
    ]


def _vessels(answer: WatersAnswer) -> Markup:
    head = ["approach by", "posture", "on the average so long before"]
    head += ["half are noticed so far off [km]"]
    rows = [
        [v.name, p.label, hours(v.declared.left), distance_span(v.declared.off)]
        for i in range(len(answer.after.vessels))
        for p in _postures(answer)
        for v in [p.vessels[i]]
    ]
    return join(
        table(
            f"Approaches to {answer.name}: noticed before the territorial sea",
            ["approach by", *_noticed_head(answer)],
            [[v.name, *_noticed(answer, i)] for i, v in enumerate(answer.after.vessels)],
        ),
        table(f"Approaches to {answer.name}: how early, and how far off", head, rows),
    )


def _noticed_head(answer: WatersAnswer) -> list[str]:
    return [_postures(answer)[0].label, *(["change"] if answer.change else [])]


def _noticed(answer: WatersAnswer, i: int) -> list[str]:
    """The level before and the change, if there are two postures.

    No second level: a median of differences is no difference of medians.
    """
    level = share_span(_postures(answer)[0].vessels[i].declared.noticed)
    return [level, *(points(c.declared) for c in answer.change[i : i + 1])]


def _watchers(posture: WatersPosture) -> Markup:
    head = ["fleet", "of the period there", "then at least one on station"]
    head += ["noticed by it alone", "fewer without it", "radar mode"]
    rows = [
        [
            *(w.name, f"{100 * w.in_season:.0f} %", share_span(w.on_station)),
            *(share_span(w.alone), points(w.missed), _mode(w)),
        ]
        for w in posture.watchers
    ]
    return join(
        table(f"Who watches, {posture.label}", head, rows),
        tag(
            "p",
            "Radar mode: one antenna does one thing at a time; taken is the mode that comes back "
            "to a ship in view soonest, everything at its best value.",
            class_="quiet",
        ),
    )


def _mode(watcher: WatcherAnswer) -> str:
    """The mode that is used, and the others with it: why it is that one."""
    if not watcher.radar_modes:
        return "–"
    told = [f"{mode} every {_lasting(every)}" for mode, every in watcher.radar_modes]
    others = f" (not {', '.join(told[1:])})" if told[1:] else ""
    return f"{told[0]}{others}"


def _lasting(seconds: float) -> str:
    return f"{seconds / 3600.0:.1f} h" if seconds >= 3600.0 else duration(seconds)


def _folds(found: WatersFinding) -> Markup:
    """Share of area and time that is in view of so many craft at once."""
    shown = [
        (posture, cells["coverage"])
        for posture, cells in zip(
            (found.answer.before, found.answer.after), found.pictures, strict=True
        )
        if posture is not None
    ]
    folds = [int(n) for n in shown[-1][1]["fold"]]
    head = ["posture", *(f"by {n} or more" if n > 1 else "by anybody" for n in folds)]
    rows = [
        [p.label, *(share_span(interval(cover.sel(fold=n).to_numpy())) for n in folds)]
        for p, cover in shown
    ]
    return table("Share of area and time in view of radars that scan, in season", head, rows)


def terminal(found: WatersFinding) -> list[Text | Grid]:
    """The paragraph and one table."""
    answer = found.answer
    shown = plain_table(
        f"Approaches to {answer.name} noticed before the territorial sea; median (5 to 95 %)",
        *("by", *_noticed_head(answer)),
    )
    for i, vessel in enumerate(answer.after.vessels):
        shown.add_row(Text(vessel.name), *_noticed(answer, i))
    return [Text(answer.paragraph), shown]
