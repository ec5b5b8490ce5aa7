"""What basing buys, in one plain paragraph, written from the numbers by rule."""

import math
from collections.abc import Sequence

from noroshi.stats import Interval
from noroshi.study.basing_answer import (
    NAUTICAL,
    STATUTE,
    BaseAnswer,
    BasingAnswer,
    PostureAnswer,
)
from noroshi.study.basing_wording import (
    KM2,
    area,
    at,
    craft,
    hours_a_day,
    km,
    percent,
    rounded,
    short,
)
from noroshi.study.paragraph import ENOUGH_DRAWS
from noroshi.study.wording import share, share_span

_HOUR = 3600.0
_MOST_STATIONS = 1
"""Of so many the paragraph tells hours, craft and fleets; of more only what a base buys."""
_SAME = 0.02
"""Bases that differ by less are called alike: the geodesic leaves out more than that [1]."""
_SHOWN = (3, 4, 5)
"""Sizes of a fleet of which the paragraph tells how much of the time one is there."""
_RELIEF = (
    "Where craft relieve each other, none leaves early and none stands by, so that failures and "
    "weather leave gaps; shares of the time are medians, with 5 to 95 % of draws for the middle "
    "number of craft."
)
_STEADY_DRAWS = 100
"""With fewer the medians themselves move by more than bases may differ."""


def basing_paragraph(answer: BasingAnswer) -> str:
    """What each base gives; in whose weather; by station, hours, fleets, before and after; area."""
    stations = list(answer.stations)
    sentences = [_given(answer, b, stations) for b in dict.fromkeys(g.base for g in answer.gains)]
    sentences += [_weather(answer), _own_weather(answer)]
    for station in stations if len(stations) <= _MOST_STATIONS else ():
        sentences += _of_station(answer, station)
    if 0 < len(stations) <= _MOST_STATIONS:
        sentences.append(_RELIEF)
    if len(stations) > _MOST_STATIONS:
        sentences.append("Hours, numbers of craft and fleets, station by station: in the tables.")
    return " ".join(s for s in [*sentences, _area(answer), _few(answer)] if s)


def _given(answer: BasingAnswer, base: str, stations: Sequence[str]) -> str:
    """The answer itself: what flying from this base rather than the other gives."""
    names = {b.base: short(b.name) for b in answer.bases}
    gains = [g for g in answer.gains if g.base == base and g.station in stations]
    gains.sort(key=lambda g: -float(g.ratio.p50))
    parts = "; ".join(f"{_said(g.ratio)} ({answer.stations[g.station]})" for g in gains)
    return (
        f"One {answer.name} flown from {names[base]} rather than {names[answer.over]} is on "
        f"station {parts}."
    )


def _said(ratio: Interval) -> str:
    if not math.isfinite(ratio.p50):
        return "at all, since from the other base it does not get there"
    if not math.isfinite(ratio.p95):
        return "much longer, since from the other base it hardly gets there"
    if max(abs(float(r)) for r in ratio) < _SAME:
        return "as long"
    return f"{percent(ratio)} {'longer' if ratio.p50 >= 0.0 else 'less long'}"


def _weather(answer: BasingAnswer) -> str:
    """In which weather all bases are compared."""
    if answer.weather is None:
        return "Weather at the bases is left out: none is declared."
    return (
        "Only the length of the way tells the bases apart in this: all are given one weather, that "
        f"of “{answer.weather.fleet}”, which holds back {share_span(answer.weather.hold)} of "
        "take-offs."
    )


def _own_weather(answer: BasingAnswer) -> str:
    """What the weather declared for each base changes, and for which there is none."""
    names = {b.base: short(b.name) for b in answer.bases}
    told = [g for g in answer.gains if g.own_weather is not None and g.station in answer.stations]
    parts = "; ".join(
        f"{_said(g.own_weather)} from {names[g.base]} ({answer.stations[g.station]})"
        for g in told
        if g.own_weather is not None
    )
    holds = ", ".join(
        f"{share(float(w.hold.p50))} at {names[b]}"
        for b, w in answer.own_weather.items()
        if b in names
    )
    text = f"With each base’s own weather (held back: {holds}) it is {parts}." if parts else ""
    without = [name for b, name in names.items() if b not in answer.own_weather]
    if answer.weather is not None and without:
        text += f" No weather is declared for {', '.join(without)}, which has that one only."
    return text.strip()


def _of_station(answer: BasingAnswer, station: str) -> list[str]:
    rows = [b for b in answer.bases if b.station == station]
    rows.sort(key=lambda b: b.base != answer.over)
    ratios = {g.base: g.ratio for g in answer.gains if g.station == station}
    levels = "; ".join(_level(row, ratios.get(row.base)) for row in rows)
    opening = f"{answer.stations[station]}: flying as often as it can, one is there {levels}."
    return [opening, _needed(answer, rows), _fleets(answer, station)]


def _level(row: BaseAnswer, ratio: Interval | None) -> str:
    """Hours of the base compared with, and how much longer from another.

    Hours of both would not give the ratio: it is the median of the draws' ratios.
    """
    way = f"{short(row.name)}, {km(row.distance)} km or {float(row.transit.p50) / _HOUR:.1f} h away"
    if row.one.p95 <= 0.0:
        return f"never from {way}"
    if ratio is not None and math.isfinite(ratio.p95):
        return f"{_said(ratio)} from {way}"
    return f"{hours_a_day(row.one)} a day from {way}"


def _needed(answer: BasingAnswer, rows: Sequence[BaseAnswer]) -> str:
    """Craft for one on station on the average, and how much of the time so many have one there."""
    reached = [row for row in rows if math.isfinite(row.needed_steady.p50)]
    if not reached:
        return ""
    average = ", ".join(f"{craft(r.needed_steady)} from {short(r.name)}" for r in reached)
    shown = [n for n in _SHOWN if n in answer.sizes]
    kept = "; ".join(f"from {short(r.name)} {_kept(answer, r, shown)}" for r in reached)
    return (
        f"For one on station on the average, gaps made up by times with two, it takes {average}. "
        f"Of the time, {_listed(shown)} that relieve each other one by one have one there {kept}."
    )


def _kept(answer: BasingAnswer, row: BaseAnswer, sizes: Sequence[int]) -> str:
    every = [at(row.covered, answer.sizes.index(n)) for n in sizes]
    middle = len(every) // 2
    return ", ".join(
        share_span(c) if i == middle else share(float(c.p50)) for i, c in enumerate(every)
    )


def _listed(sizes: Sequence[int]) -> str:
    *first, last = (str(n) for n in sizes)
    return f"{', '.join(first)} and {last} craft" if first else f"{last} craft"


def _fleets(answer: BasingAnswer, station: str) -> str:
    """The declared fleets, before and after, and what of the change is the bases' doing."""
    found = {p.posture: p for p in answer.postures if p.station == station and p.fleets}
    before, after = found.get("before"), found.get("after")
    if after is None:
        return ""
    opening = (
        "If all craft of the declared fleets flew there (where they flew is not published), they "
        "would give, each base with its own weather,"
    )
    if before is None:
        return f"{opening} {_posture(answer, after)}."
    if before.over_year == after.over_year:
        return f"{opening} {hours_a_day(after.over_year)} a day, before as after."
    return (
        f"{opening} {hours_a_day(before.over_year)} a day before ({before.date}), and after "
        f"({after.date}) {_posture(answer, after)}."
    )


def _posture(answer: BasingAnswer, posture: PostureAnswer) -> str:
    if not answer.season:
        return f"{hours_a_day(posture.over_year)} a day"
    over = next(b.name for b in answer.bases if b.base == answer.over)
    return (
        f"{hours_a_day(posture.in_season)} a day from {answer.season}, against "
        f"{hours_a_day(posture.moved_in_season)} had the same craft and crews all flown from "
        f"{short(over)}, and {hours_a_day(posture.over_year)} over the year"
    )


def _area(answer: BasingAnswer) -> str:
    """Area a day in strips, always on station and in truth, against the popular claim."""
    if not answer.strip:
        return ""
    best = max(answer.bases, key=lambda b: float(b.one.p50))
    return (
        f"One that never left its station would search {area(answer.area_always[answer.strip])} "
        f"km² a day in strips, {rounded(answer.strip_best / KM2)} at the best values"
        f"{_claimed(answer)}. With transit and time on the ground counted, one from "
        f"{short(best.name)} searches "
        f"{area(best.area_a_day[answer.strip])} km² a day at {answer.stations[best.station]}."
    )


def _claimed(answer: BasingAnswer) -> str:
    """The popular claim beside it, where the scenario keeps it."""
    if not answer.area_claimed:
        return ""
    return (
        f"; “40,000 square miles a day” is {rounded(STATUTE / KM2)} km², or "
        f"{rounded(NAUTICAL / KM2)} in nautical miles: ours {_reading(answer)}"
    )


def _reading(answer: BasingAnswer) -> str:
    """Which miles our own interval bears out."""
    if answer.draws < ENOUGH_DRAWS:
        return "has too few draws to tell which is meant"
    ours = answer.area_always[answer.strip]
    claims = {"statute": STATUTE, "nautical": NAUTICAL}
    inside = [n for n, claim in claims.items() if ours.p5 <= claim <= ours.p95]
    doubt = "" if answer.strip_verified else "; the swath behind it is not verified"
    if len(inside) == len(claims):
        return f"fits both{doubt}"
    if not inside:
        return f"fits neither{doubt}"
    return f"is closer to the {inside[0]} reading{doubt}"


def _few(answer: BasingAnswer) -> str:
    if answer.draws >= _STEADY_DRAWS:
        return ""
    return (
        f"With {answer.draws} draws only, the medians themselves move from seed to seed; take "
        f"{_STEADY_DRAWS} or more before a number is quoted."
    )
