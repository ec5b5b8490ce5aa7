"""What basing buys, drawn: gains by station, hours of the fleets, shares of the time by size."""

from collections.abc import Iterator
from typing import Any, Final

import numpy as np

from noroshi.present import charts
from noroshi.present.charts import Field, Spec
from noroshi.questions.answer import Figure
from noroshi.questions.basing.wording import hours_a_day
from noroshi.questions.basing.words import BasingNumbers, said_briefly

_DAY_HOURS: Final = 24.0
_ALIKE: Final = 0.02
"""A gain below which bases are called alike [1]."""
Rows = list[dict[str, Any]]


def figures(found: BasingNumbers) -> tuple[Figure, ...]:
    """Those that the declared world gives numbers for, the one that tells most first."""
    return tuple(_figures(found))


def _figures(found: BasingNumbers) -> Iterator[Figure]:
    if found.others:
        yield Figure(
            name="gain",
            title=_gain_title(found),
            caption=f"{_ONE_CRAFT} Dot: median; line: 5 to 95 % of draws; filled where it is more "
            f"than {100 * _ALIKE:.0f} %.{_weather(found)}",
            variables=("gain",),
            draw=lambda: gain(found),
        )
    yield Figure(
        name="hours",
        title=_hours_title(found),
        caption=f"{_ONE_CRAFT} Bar: median; line: 5 to 95 % of draws.{_weather(found)}",
        variables=("on_station_one",),
        draw=lambda: hours(found),
    )
    if fleet_rows(found):
        yield Figure(
            name="fleets",
            title=_fleets_title(found),
            caption=_fleets_caption(found),
            variables=("all_over_year", "all_in_season", "all_in_season_moved"),
            draw=lambda: fleets(found),
        )
    yield Figure(
        name="sizes",
        title=_sizes_title(found),
        caption="Craft that relieve each other one by one; line: median, band: 5 to 95 % of draws.",
        variables=("covered",),
        draw=lambda: sizes(found),
    )


_ONE_CRAFT: Final = (
    "One craft that flies as often as turn-round, failures, repairs, inspections and weather let "
    "it, with crews for every sortie, in the long run."
)


def _weather(found: BasingNumbers) -> str:
    fleet = found.word("weather_of")
    return f" All bases are given one weather, that of “{fleet}”." if fleet else ""


def gain(found: BasingNumbers) -> Spec:
    """More time on station than from the base compared with, station by station."""
    rows: Rows = []
    for base in found.others:
        for station, name in found.stations.items():
            low, mid, high = found.interval("gain", station=station, base=base)
            if np.isfinite(high):
                ends = (100.0 * float(v) for v in (low, mid, high))
                rows.append(
                    {
                        "station": name,
                        "base": f"from {found.bases[base]}",
                        "clear": bool(low > _ALIKE or high < -_ALIKE),
                        **dict(zip(_ENDS, ends, strict=True)),
                    }
                )
    if not rows:
        return charts.sentence(_gain_title(found))
    rows.sort(key=lambda row: -row["mid"])
    several = len(found.others) > 1
    value = Field("mid", f"more time on station than from {found.bases[found.over]}", "%")
    return charts.points(
        rows,
        value,
        label=Field("station"),
        low="low",
        high="high",
        filled="clear",
        series=Field("base") if several else None,
        role="gain",
        title=_gain_title(found),
    )


_ENDS: Final = ("low", "mid", "high")


def hours(found: BasingNumbers) -> Spec:
    """Hours a day that one craft is on station, station by station, base by base."""
    rows: Rows = []
    for station, name in found.stations.items():
        for base in (found.over, *found.others):
            spread = found.interval("on_station_one", station=station, base=base)
            row = dict(zip(_ENDS, (_DAY_HOURS * float(v) for v in spread), strict=True))
            text = "out of reach" if spread.p95 <= 0.0 else f"{row['mid']:.1f} h"
            rows.append({"station": name, "base": found.bases[base], "text": text, **row})
    return charts.bars(
        rows,
        Field("mid", f"on station a day, one {found.craft}", "h"),
        label=Field("station"),
        low="low",
        high="high",
        series=Field("base"),
        text="text",
        title=_hours_title(found),
    )


def fleet_rows(found: BasingNumbers) -> Rows:
    """Hours a day of all declared fleets together, before and after, in season and as moved."""
    rows: Rows = []
    for station, name in found.stations.items():
        for label, role, variable, posture in _fleet_bars(found, station):
            spread = found.interval(variable, posture=posture, station=station)
            row = dict(zip(_ENDS, (_DAY_HOURS * float(v) for v in spread), strict=True))
            rows.append({"station": name, "what": label, "role": role, **row})
    return rows


def _fleet_bars(found: BasingNumbers, station: str) -> Iterator[tuple[str, str, str, str]]:
    if found.has_fleets("before", station):
        yield "before", "before", "all_over_year", "before"
    if not found.has_fleets("after", station):
        return
    if not found.word("season"):
        yield "after", "after", "all_over_year", "after"
        return
    moved = f"in season, all from {found.bases[found.over]}"
    yield "after, in season", "gain", "all_in_season", "after"
    yield moved, "bound", "all_in_season_moved", "after"
    yield "after, over the year", "after", "all_over_year", "after"


def fleets(found: BasingNumbers) -> Spec:
    """A group of bars a station."""
    rows = [{**row, "text": f"{row['mid']:.1f} h"} for row in fleet_rows(found)]
    return charts.bars(
        rows,
        Field("mid", "on station a day, all fleets together", "h"),
        label=Field("station"),
        low="low",
        high="high",
        series=Field("what"),
        roles={row["what"]: row["role"] for row in rows},
        text="text",
        title=_fleets_title(found),
    )


def sizes(found: BasingNumbers) -> Spec:
    """Share of the time with at least one on station, by how many relieve each other."""
    station = next(iter(found.stations))
    rows: Rows = []
    for base in (found.over, *found.others):
        for size in found.plain["size"]:
            spread = found.interval("covered", station=station, base=base, size=size)
            row = dict(zip(_ENDS, (100.0 * float(v) for v in spread), strict=True))
            rows.append({"base": found.bases[base], "size": int(size), **row})
    return charts.lines(
        rows,
        Field("size", f"aircraft, for {found.stations[station]}", form="d"),
        Field("mid", "time with at least one there", "%"),
        low="low",
        high="high",
        series=Field("base"),
        title=_sizes_title(found),
    )


def _gain_title(found: BasingNumbers) -> str:
    """What the base that gains most gives, where it gives most and where least."""
    every = [(b, s) for b in found.others for s in found.stations]
    gains = {at: found.interval("gain", base=at[0], station=at[1]).p50 for at in every}
    base, most = max(every, key=lambda at: gains[at])
    least = min(found.stations, key=lambda s: gains[base, s])
    ends = dict.fromkeys((most, least))
    parts = ", ".join(
        f"{said_briefly(found.interval('gain', base=base, station=s))} ({found.stations[s]})"
        for s in ends
    )
    return f"On station from {found.bases[base]} instead of {found.bases[found.over]}: {parts}"


def _hours_title(found: BasingNumbers) -> str:
    every = [(b, s) for b in found.bases for s in found.stations]
    base, station = max(
        every, key=lambda at: found.interval("on_station_one", base=at[0], station=at[1]).p50
    )
    there = hours_a_day(found.interval("on_station_one", base=base, station=station))
    return f"From {found.bases[base]} one is on station {there} a day: {found.stations[station]}"


def _fleets_title(found: BasingNumbers) -> str:
    """The station where the season changes most against the same fleets from the old base."""
    rows = fleet_rows(found)
    stations = {s: name for s, name in found.stations.items() if _named(rows, name)}
    station = max(stations.values(), key=lambda name: _bought(rows, name))
    said = [f"{row['mid']:.1f} h" for row in _named(rows, station)]
    if len(said) < 3:
        return f"{station}: {' before, '.join(said)} a day after"
    if len(said) == 3:
        return f"{station}: {said[0]} a day in season, {said[2]} over the year"
    return (
        f"{station}: {said[0]} a day before, {said[1]} in season after; "
        f"{said[2]} had all flown from {found.bases[found.over]}"
    )


def _named(rows: Rows, station: str) -> Rows:
    return [row for row in rows if row["station"] == station]


def _bought(rows: Rows, station: str) -> float:
    by_role = {row["role"]: row["mid"] for row in _named(rows, station)}
    return float(by_role.get("gain", 0.0) - by_role.get("bound", 0.0))


def _fleets_caption(found: BasingNumbers) -> str:
    season = found.word("season")
    moved = (
        f" In season: {season}. “All from {found.bases[found.over]}”: the same craft and crews in "
        "that season."
        if season
        else ""
    )
    return (
        f"{found.craft}: if all of each declared fleet flew to that station, as often as craft, "
        "crews and the weather of its base let it. Bar: median; line: 5 to 95 % of draws; above "
        f"24 h: several at a time.{moved}"
    )


def _sizes_title(found: BasingNumbers) -> str:
    station = next(iter(found.stations))
    said = ", ".join(
        f"{_percent(found, station, base)} from {found.bases[base]}"
        for base in (found.over, *found.others)
    )
    return f"{found.stations[station]}: with four aircraft one is there {said} of the time"


def _percent(found: BasingNumbers, station: str, base: str) -> str:
    spread = found.interval("covered", station=station, base=base, size=4)
    return f"{100.0 * float(spread.p50):.0f} %"
