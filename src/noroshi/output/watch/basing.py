"""What flying from one base rather than another gives: as data, as a page, on the terminal."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import xarray as xr
from rich.table import Table as Shown
from rich.text import Text

from noroshi.output.csv_parts import Table, columns, three
from noroshi.output.figures.basing import basing_hours, basing_map
from noroshi.output.figures.basing_fleets import basing_fleets
from noroshi.output.html import Markup, join, table, tag
from noroshi.output.json_parts import driver_document, interval_document
from noroshi.output.knowing_tables import plain_table
from noroshi.output.naming import spoken_names
from noroshi.output.watch.parts import at, figure, fold
from noroshi.stats import Interval
from noroshi.study.basing_answer import (
    NAUTICAL,
    STATUTE,
    BaseAnswer,
    BasingAnswer,
    FleetAnswer,
    Gain,
    PostureAnswer,
    WeatherAnswer,
)
from noroshi.study.watch import BasingFinding
from noroshi.study.wording import share, share_span

HOUR, KILOMETRE, SQUARE_KILOMETRE = 3600.0, 1e3, 1e6


def document(found: BasingFinding) -> dict[str, Any]:
    """Every number, SI units in the key names."""
    answer = found.answer
    return {
        "paragraph": answer.paragraph,
        "platform": answer.platform,
        "name": answer.name,
        "compared_with_base": answer.over,
        "period_s": answer.period,
        "continuous_from_share": answer.enough,
        "draws": answer.draws,
        "weather": _weather(answer.weather),
        "own_weather": {base: _weather(w) for base, w in answer.own_weather.items()},
        "season": answer.season,
        "by_base": [_base(answer, b) for b in answer.bases],
        "gains": [_gain(g) for g in answer.gains],
        "postures": [_posture(p) for p in answer.postures],
        "area_searched_a_day_always_on_station_m2": {
            payload: interval_document(v) for payload, v in answer.area_always.items()
        },
        "strip_payload": answer.strip,
        "strip_area_a_day_at_best_values_m2": answer.strip_best,
        "area_claims_m2": (
            {"statute_miles": STATUTE, "nautical_miles": NAUTICAL} if answer.area_claimed else {}
        ),
    }


def _weather(weather: WeatherAnswer | None) -> dict[str, Any] | None:
    if weather is None:
        return None
    return {"of_fleet": weather.fleet, "share_of_takeoffs_held": interval_document(weather.hold)}


def _base(answer: BasingAnswer, b: BaseAnswer) -> dict[str, Any]:
    return {
        "base": b.base,
        "name": b.name,
        "station": b.station,
        "distance_m": interval_document(b.distance),
        "transit_s": interval_document(b.transit),
        "on_station_each_sortie_s": interval_document(b.each_sortie),
        "on_station_share_one_craft": interval_document(b.one),
        "on_station_share_one_craft_own_weather": interval_document(b.one_own),
        "by_size_of_fleet": [
            {
                "craft": size,
                "mean_on_station": interval_document(at(b.sustained, i)),
                "share_of_time_with_one": interval_document(at(b.covered, i)),
            }
            for i, size in enumerate(answer.sizes)
        ],
        "craft_for_continuous_watch": interval_document(b.needed),
        "craft_for_one_on_average": interval_document(b.needed_steady),
        "crew_share": interval_document(b.crew_share),
        "area_searched_a_day_one_craft_m2": {
            payload: interval_document(v) for payload, v in b.area_a_day.items()
        },
    }


def _gain(g: Gain) -> dict[str, Any]:
    return {
        "base": g.base,
        "over": g.over,
        "station": g.station,
        "time_on_station_ratio_less_one": interval_document(g.ratio),
        "time_on_station_ratio_less_one_own_weather": interval_document(g.own_weather),
        "drivers": [driver_document(d) for d in g.drivers],
    }


def _posture(p: PostureAnswer) -> dict[str, Any]:
    return {
        "posture": p.posture,
        "date": p.date,
        "station": p.station,
        "mean_on_station_in_season": interval_document(p.in_season),
        "mean_on_station_over_year": interval_document(p.over_year),
        "mean_on_station_in_season_from_compared_base": interval_document(p.moved_in_season),
        "fleets": [_fleet(f) for f in p.fleets],
    }


def _fleet(f: FleetAnswer) -> dict[str, Any]:
    return {
        "fleet": f.fleet,
        "name": f.name,
        "base": f.base,
        "craft": interval_document(f.count),
        "share_of_year": f.year_share,
        "mean_on_station": interval_document(f.on_station),
        "share_of_time_with_one": interval_document(f.covered),
        "declared_effort": interval_document(f.effort),
    }


def tables(found: BasingFinding) -> dict[str, Table]:
    """CSV tables by file name: each base at each station, and fleets of each size."""
    answer = found.answer
    return {"basing.csv": _bases_table(answer), "fleets.csv": _sizes_table(answer)}


def _bases_table(answer: BasingAnswer) -> Table:
    head = ["base", "name", "station", *columns("distance", "m"), *columns("transit")]
    head += [*columns("on_station_each_sortie"), *columns("on_station_share_one_craft", "")]
    head += columns("craft_for_continuous_watch", "")
    return head, [
        [
            *(b.base, b.name, b.station),
            *(c for v in (b.distance, b.transit, b.each_sortie, b.one, b.needed) for c in three(v)),
        ]
        for b in answer.bases
    ]


def _sizes_table(answer: BasingAnswer) -> Table:
    head = ["base", "station", "craft", *columns("mean_on_station", "")]
    head += columns("share_of_time_with_one", "")
    return head, [
        [b.base, b.station, size, *three(at(b.sustained, i)), *three(at(b.covered, i))]
        for b in answer.bases
        for i, size in enumerate(answer.sizes)
    ]


def dataset(found: BasingFinding) -> xr.Dataset:
    """Every draw of every base, station and size of fleet."""
    answer, pairs = found.answer, found.table.pairs
    by_pair = ("pair", "draw")
    return xr.Dataset(
        {
            "distance": (by_pair, _all([p.trip.distance for p in pairs]), {"units": "m"}),
            "transit": (by_pair, _all([p.trip.transit for p in pairs]), {"units": "s"}),
            "on_station": (
                by_pair,
                _all([p.trip.on_station for p in pairs]),
                {"units": "s", "long_name": "on station in each sortie"},
            ),
            "sustained": (
                ("pair", "size", "draw"),
                _all([p.sustained for p in pairs]),
                {"units": "1", "long_name": "mean number on station"},
            ),
            "covered": (
                ("pair", "size", "draw"),
                _all([p.covered for p in pairs]),
                {"units": "1", "long_name": "share of the time with at least one on station"},
            ),
            "needed": (
                by_pair,
                _all([p.needed for p in pairs]),
                {"units": "1", "long_name": "craft for a continuous watch; inf: more than tried"},
            ),
        },
        coords={
            "base": ("pair", np.array([p.base for p in pairs], dtype=np.str_)),
            "station": ("pair", np.array([p.station for p in pairs], dtype=np.str_)),
            "size": ("size", np.array(answer.sizes)),
        },
        attrs={"platform": answer.platform, "Conventions": "CF-1.11"},
    )


def _all(rows: list[Any]) -> Any:
    widest = np.broadcast_shapes(*(np.shape(r) for r in rows))
    return np.stack([np.broadcast_to(r, widest) for r in rows])


def section(found: BasingFinding) -> Markup:
    """The paragraph, the hours and the map, and tables."""
    answer = found.answer
    names = spoken_names([found.table.scenario], found.table.draws.points)
    return join(
        tag("p", answer.paragraph, class_="answer"),
        figure(basing_hours(answer)),
        figure(basing_map(found.table, answer)),
        figure(basing_fleets(answer)) if answer.postures else None,
        _bases(answer),
        fold("Fleets of each size", _sizes(answer)),
        fold("The declared fleets, one by one", _declared(answer)),
        fold("Assumptions that drive what a base gives", _drivers(answer, names)),
    )


def _drivers(answer: BasingAnswer, names: Mapping[str, str]) -> Markup:
    """Of each base over the one compared with, at each station."""
    rows = [
        [
            *(_named(answer, g.base), answer.stations[g.station]),
            *(names.get(d.name, d.name), f"{d.correlation:+.2f}"),
        ]
        for g in answer.gains
        for d in g.drivers[:3]
    ]
    head = ["from", "to", "assumption", "rank correlation"]
    title = f"What the gain over {_named(answer, answer.over)} goes with"
    return table(title, head, rows) if rows else tag("p", f"{title}: nothing beyond chance.")


def _named(answer: BasingAnswer, base: str) -> str:
    return next(b.name for b in answer.bases if b.base == base)


def _bases(answer: BasingAnswer) -> Markup:
    head = ["from", "to", "distance [km]", "each way [h]", "on station a sortie [h]"]
    shown = _shown(answer)
    head += [_A_DAY, "… in the base’s own weather [h]"]
    head += [f"one there, by {n} aircraft" for n in shown]
    return table(
        f"{answer.name}: time on station by base{_against(answer)}",
        head,
        [
            [
                *(b.name, answer.stations[b.station], f"{b.distance.p50 / KILOMETRE:,.0f}"),
                *(_number(b.transit, HOUR), _number(b.each_sortie, HOUR)),
                *(_a_day(answer, b), _in_own_weather(answer, b)),
                *(share_span(at(b.covered, answer.sizes.index(n))) for n in shown),
            ]
            for b in answer.bases
        ],
    )


def _shown(answer: BasingAnswer) -> list[int]:
    """Sizes of a fleet between too few and more than enough."""
    return [n for n in (3, 4, 5) if n in answer.sizes]


_A_DAY = "on station a day, one aircraft [h]"


def _against(answer: BasingAnswer) -> str:
    """For a title: what the per cents of a day are more than."""
    return f"; in per cent: more than from {_named(answer, answer.over)}" if answer.gains else ""


def _a_day(answer: BasingAnswer, b: BaseAnswer) -> str:
    gain = _gained(answer, b)
    return _hours_or_more(b.one, None if gain is None else gain.ratio)


def _in_own_weather(answer: BasingAnswer, b: BaseAnswer) -> str:
    if b.one_own is None:
        return "none declared"
    gain = _gained(answer, b)
    return _hours_or_more(b.one_own, None if gain is None else gain.own_weather)


def _gained(answer: BasingAnswer, b: BaseAnswer) -> Gain | None:
    """None for the base that the others are compared with."""
    of_it = (g for g in answer.gains if (g.base, g.station) == (b.base, b.station))
    return next(of_it, None)


def _hours_or_more(on_station: Interval, ratio: Interval | None) -> str:
    """Hours a day, or how much more than from the base compared with: "+34 (+30 to +41) %".

    Not both: the median of ratios is not the ratio of medians. Hours alone where there is nothing
    to compare with: from one of the two bases it does not get there.
    """
    if ratio is None or not np.isfinite(ratio.p95) or on_station.p95 <= 0.0:
        return _number(on_station, 1.0 / 24.0)
    low, mid, high = (f"{100.0 * float(v):+.0f}".replace("-", "−") for v in ratio)
    low, mid, high = ("0" if v in ("+0", "−0") else v for v in (low, mid, high))
    return f"{mid} %" if low == high else f"{mid} ({low} to {high}) %"


def _declared(answer: BasingAnswer) -> Markup | None:
    rows = [
        [
            *(f"{p.posture}, {p.date}" if p.date else p.posture, answer.stations[p.station]),
            *(f.name, _number(f.count, 1.0, 0), f"{100 * f.year_share:.0f} %"),
            *(_number(f.on_station, 1.0, 2), share_span(f.covered)),
        ]
        for p in answer.postures
        for f in p.fleets
    ]
    head = ["posture", "station", "fleet", "aircraft", "of the year", "mean number on station"]
    head += ["share of the time with one"]
    title = "Declared fleets, if all of each flew to that station while it is there"
    return table(title, head, rows) if rows else None


def _sizes(answer: BasingAnswer) -> Markup:
    head = ["from", "to", *(f"{n} aircraft" for n in answer.sizes)]
    rows = [
        [
            *(b.name, answer.stations[b.station]),
            *(share_span(at(b.covered, i)) for i in range(len(answer.sizes))),
        ]
        for b in answer.bases
    ]
    return table("Share of the time with at least one on station", head, rows)


def _number(values: Interval, unit: float, digits: int = 1) -> str:
    """Median and 5-95 % interval in a unit."""
    low, mid, high = (f"{float(v) / unit:,.{digits}f}" for v in values)
    return mid if low == high else f"{mid} ({low} to {high})"


def terminal(found: BasingFinding) -> list[Text | Shown]:
    """The paragraph and one table."""
    answer = found.answer
    sizes = _shown(answer)
    shown = plain_table(
        f"{answer.name}; median (5 to 95 %){_against(answer)}",
        *("from", "to", "each way [h]", _A_DAY),
        f"one there, by {', '.join(str(n) for n in sizes)} aircraft",
        texts=2,
    )
    for b in answer.bases:
        kept = (share(float(at(b.covered, answer.sizes.index(n)).p50)) for n in sizes)
        shown.add_row(
            *(Text(b.name), Text(answer.stations[b.station]), _number(b.transit, HOUR)),
            *(_a_day(answer, b), ", ".join(kept)),
        )
    return [Text(answer.paragraph), shown]
