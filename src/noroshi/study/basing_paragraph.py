"""What basing buys, in one plain paragraph, written from the numbers by rule."""

import math
from collections.abc import Sequence

from noroshi.study.basing_answer import (
    NAUTICAL,
    STATUTE,
    BaseAnswer,
    BasingAnswer,
    Gain,
    PostureAnswer,
)
from noroshi.study.basing_wording import (
    KM2,
    area,
    craft,
    hours_a_day,
    km,
    percent,
    rounded,
    short,
    whole_craft,
)
from noroshi.study.wording import share

_HOUR = 3600.0
_CLOSE = 0.1
"""A claim within this share of our own number is borne out by it [1]."""
_MOST_STATIONS = 2
"""Of so many the paragraph tells hours, craft and fleets; of more only what a base buys."""
_SAME = 0.02
"""Bases that differ by less are called alike: the geodesic leaves out more than that [1]."""


def basing_paragraph(answer: BasingAnswer) -> str:
    """What each base buys; then, by station, hours, craft, fleets before and after; area a day."""
    stations = list(answer.stations)
    sentences = [_bought(answer, b, stations) for b in dict.fromkeys(g.base for g in answer.gains)]
    for station in stations if len(stations) <= _MOST_STATIONS else ():
        sentences += _of_station(answer, station)
    if len(stations) > _MOST_STATIONS:
        sentences.append("Hours, numbers of craft and fleets, station by station: in the tables.")
    return " ".join(s for s in [*sentences, _area(answer)] if s)


def _bought(answer: BasingAnswer, base: str, stations: Sequence[str]) -> str:
    """The answer itself: what flying from this base rather than the other buys."""
    names = {b.base: short(b.name) for b in answer.bases}
    gains = [g for g in answer.gains if g.base == base and g.station in stations]
    gains.sort(key=lambda g: -float(g.ratio.p50))
    parts = "; ".join(f"{_said(g)} ({answer.stations[g.station]})" for g in gains)
    return (
        f"Flying from {names[base]} rather than {names[answer.over]} buys one {answer.name}, in "
        f"time on station: {parts}."
    )


def _said(gain: Gain) -> str:
    if not math.isfinite(gain.ratio.p50):
        return "all of it, for the other base does not reach the station"
    if not math.isfinite(gain.ratio.p95):
        return "much, for the other base hardly reaches the station"
    if max(abs(float(r)) for r in gain.ratio) < _SAME:
        return "next to nothing"
    return f"{percent(gain.ratio)} {'more' if gain.ratio.p50 >= 0.0 else 'less'}"


def _of_station(answer: BasingAnswer, station: str) -> list[str]:
    rows = [b for b in answer.bases if b.station == station]
    rows.sort(key=lambda b: b.base != answer.over)
    levels = "; ".join(_level(row) for row in rows)
    opening = f"{answer.stations[station]}: flying as often as it can, one is there {levels}."
    return [opening, _needed(answer, rows), _fleets(answer, station)]


def _level(row: BaseAnswer) -> str:
    way = f"{short(row.name)}, {km(row.distance)} km or {float(row.transit.p50) / _HOUR:.1f} h away"
    if row.one.p95 <= 0.0:
        return f"never from {way}"
    return f"{hours_a_day(row.one)} a day from {way}"


def _needed(answer: BasingAnswer, rows: Sequence[BaseAnswer]) -> str:
    """Craft for one on station on the average, and for one there nearly always."""
    reached = [row for row in rows if math.isfinite(row.needed_steady.p50)]
    if not reached:
        return ""
    average = ", ".join(f"{craft(r.needed_steady)} from {short(r.name)}" for r in reached)
    always = ", ".join(_always(answer, r) for r in reached)
    return (
        f"Craft for one on station on the average: {average}; for one there "
        f"{share(answer.enough)} of the time, gaps by failures and weather included: {always}."
    )


def _always(answer: BasingAnswer, row: BaseAnswer) -> str:
    """Craft for a continuous watch; where no number does it, how far the largest fleet comes."""
    most = answer.sizes[-1]
    text = f"{whole_craft(row.needed, most)} from {short(row.name)}"
    if math.isfinite(row.needed.p50):
        return text
    return f"{text} ({most} are there {share(float(row.covered.p50[-1]))} of the time)"


def _fleets(answer: BasingAnswer, station: str) -> str:
    """The declared fleets, before and after, and what of the change is the bases' doing."""
    found = {p.posture: p for p in answer.postures if p.station == station and p.fleets}
    before, after = found.get("before"), found.get("after")
    if after is None:
        return ""
    opening = "The declared fleets, if all of them flew there, give"
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
        f"km² a day in strips, {rounded(answer.strip_best / KM2)} at the best values; "
        f"“40,000 square miles a day” is {rounded(STATUTE / KM2)} km², or "
        f"{rounded(NAUTICAL / KM2)} in nautical miles, so it means {_reading(answer)}. With "
        f"transit and time on the ground counted, one from {short(best.name)} searches "
        f"{area(best.area_a_day[answer.strip])} km² a day at {answer.stations[best.station]}."
    )


def _reading(answer: BasingAnswer) -> str:
    """Which miles the best values bear out."""
    off = {"statute": STATUTE, "nautical": NAUTICAL}
    near = [name for name, claim in off.items() if abs(answer.strip_best / claim - 1.0) < _CLOSE]
    if len(near) != 1:
        return "neither for sure"
    return f"{near[0]} miles and an aircraft that is always there"
