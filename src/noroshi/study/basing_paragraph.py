"""What basing buys, in one plain paragraph, written from the numbers by rule."""

import math

from noroshi.measures import Interval
from noroshi.study.basing_answer import (
    NAUTICAL,
    STATUTE,
    BaseAnswer,
    BasingAnswer,
    Gain,
    PostureAnswer,
)
from noroshi.study.wording import share

_HOUR = 3600.0
_KM2 = 1e6
_CLOSE = 0.1
"""A claim within this share of our own number is borne out by it [1]."""
_MOST_STATIONS = 3
_SAME = 0.02
"""Bases that differ by less are called alike: the geodesic leaves out more than that [1]."""


def basing_paragraph(answer: BasingAnswer) -> str:
    """What the bases give at each station; craft for a continuous watch; before, after; area."""
    sentences = []
    for station in list(answer.stations)[:_MOST_STATIONS]:
        sentences += _of_station(answer, station)
    more = len(answer.stations) - _MOST_STATIONS
    if more > 0:
        sentences.append(f"{more} more stations are in the tables.")
    return " ".join(s for s in [*sentences, _area(answer)] if s)


def _of_station(answer: BasingAnswer, station: str) -> list[str]:
    rows = {b.base: b for b in answer.bases if b.station == station}
    over = rows.pop(answer.over)
    gains = {g.base: g for g in answer.gains if g.station == station}
    compared = [_compared(row, over, gains[base]) for base, row in rows.items()]
    opening = f"{answer.stations[station]}: one {answer.name} flying as often as it can"
    return [
        f"{opening} {'; '.join([_level(over), *compared])}.",
        _needed(answer, [over, *rows.values()]),
        _fleets(answer, station),
    ]


def _level(row: BaseAnswer) -> str:
    if row.one.p95 <= 0.0:
        return f"does not reach it from {row.name}, {_way(row)} away"
    return f"is there {hours_a_day(row.one)} a day from {row.name}, {_way(row)} away"


def _compared(row: BaseAnswer, over: BaseAnswer, gain: Gain) -> str:
    if row.one.p95 <= 0.0:
        return f"it is out of reach from {row.name}, {_way(row)} away"
    if not math.isfinite(gain.ratio.p95):
        return f"{hours_a_day(row.one)} from {row.name}, {_way(row)} away"
    if max(abs(float(r)) for r in gain.ratio) < _SAME:
        return f"no difference to speak of from {row.name}, {_way(row)} away"
    more = "more" if gain.ratio.p50 >= 0.0 else "less"
    return f"{percent(gain.ratio)} {more} from {row.name}, {_way(row)} away"


def _way(row: BaseAnswer) -> str:
    return f"{km(row.distance)} km or {float(row.transit.p50) / _HOUR:.1f} h"


def _needed(answer: BasingAnswer, rows: list[BaseAnswer]) -> str:
    """Craft for one on station on the average, and for one there nearly always."""
    reached = [row for row in rows if math.isfinite(row.needed_steady.p50)]
    if not reached:
        return ""
    average = ", ".join(f"{_craft(r.needed_steady)} from {short(r.name)}" for r in reached)
    always = ", ".join(_always(answer, r) for r in reached)
    return (
        f"To keep one there takes {average} of them on the average; to have one there "
        f"{share(answer.enough)} of the time, gaps by failures and weather included, {always}."
    )


def _always(answer: BasingAnswer, row: BaseAnswer) -> str:
    """Craft for a continuous watch; where no number does it, how far the largest fleet comes."""
    most = answer.sizes[-1]
    text = f"{_whole(row.needed, most)} from {short(row.name)}"
    if math.isfinite(row.needed.p50):
        return text
    return f"{text} ({most} do it {share(float(row.covered.p50[-1]))} of the time)"


def _fleets(answer: BasingAnswer, station: str) -> str:
    """The declared fleets, before and after, and what of the change is the bases' doing."""
    found = {p.posture: p for p in answer.postures if p.station == station and p.fleets}
    before, after = found.get("before"), found.get("after")
    if after is None:
        return ""
    if before is None:
        return f"The declared fleets, all flying there, give {_posture(answer, after)}."
    return (
        f"The declared fleets, all flying there, give {hours_a_day(before.over_year)} a day "
        f"before ({before.date}) and {_posture(answer, after)} after ({after.date})."
    )


def _posture(answer: BasingAnswer, posture: PostureAnswer) -> str:
    if not answer.season:
        return f"{hours_a_day(posture.over_year)} a day"
    over = next(b.name for b in answer.bases if b.base == answer.over)
    return (
        f"{hours_a_day(posture.in_season)} a day from {answer.season} (the same craft and crews, "
        f"had they all flown from {short(over)}: {hours_a_day(posture.moved_in_season)}), "
        f"{hours_a_day(posture.over_year)} over the year,"
    )


def _area(answer: BasingAnswer) -> str:
    """Area a day in strips, always on station and in truth, against the popular claim."""
    if not answer.strip:
        return ""
    best = max(answer.bases, key=lambda b: float(b.one.p50))
    return (
        f"One that never left its station would search {area(answer.area_always[answer.strip])} "
        f"km² a day in strips, {_rounded(answer.strip_best / _KM2)} at the best values; "
        f"“40,000 square miles a day” is {_rounded(STATUTE / _KM2)} km², or "
        f"{_rounded(NAUTICAL / _KM2)} in nautical miles, so it means {_reading(answer)}. With the "
        f"way and the ground counted, one from {short(best.name)} searches "
        f"{area(best.area_a_day[answer.strip])} km² a day at {answer.stations[best.station]}."
    )


def _reading(answer: BasingAnswer) -> str:
    """Which miles the best values bear out."""
    off = {"statute": STATUTE, "nautical": NAUTICAL}
    near = [name for name, claim in off.items() if abs(answer.strip_best / claim - 1.0) < _CLOSE]
    if len(near) != 1:
        return "neither for sure"
    return f"{near[0]} miles and an aircraft that is always there"


def hours_a_day(values: Interval) -> str:
    """A mean number on station as hours a day: "7.1 h (3.5 to 9.7)"."""
    low, mid, high = (f"{24.0 * float(v):.1f}" for v in values)
    return f"{mid} h" if low == high else f"{mid} h ({low} to {high})"


def km(values: Interval) -> str:
    """The median of a distance in kilometres."""
    return f"{float(values.p50) / 1e3:,.0f}"


def percent(values: Interval) -> str:
    """A ratio less one in per cent, without its sign if all have one: "34 % (30 % to 41 %)"."""
    sign = -1.0 if values.p50 < 0.0 else 1.0
    low, mid, high = sorted(sign * float(v) for v in values)
    text = [f"{100.0 * v:.0f} %".replace("-", "−") for v in (low, mid, high)]
    return text[1] if text[0] == text[2] else f"{text[1]} ({text[0]} to {text[2]})"


def area(values: Interval) -> str:
    """An area in km² with three digits: "144,000 (112,000 to 260,000)"."""
    low, mid, high = (_rounded(float(v) / _KM2) for v in values)
    return mid if low == high else f"{mid} ({low} to {high})"


def short(name: str) -> str:
    """A base by its first word, where the rest only says what and where it is."""
    return name.split(",")[0].removesuffix(" Air Force Base").removesuffix(" Air Base")


def _rounded(value: float) -> str:
    if value <= 0.0:
        return "0"
    digits = 2 - math.floor(math.log10(value))
    return f"{round(value, digits):,.0f}"


def _craft(values: Interval) -> str:
    low, mid, high = (f"{float(v):.1f}" if math.isfinite(v) else "any number" for v in values)
    return mid if low == high else f"{mid} ({low} to {high})"


def _whole(values: Interval, most: int) -> str:
    low, mid, high = (f"{float(v):.0f}" if math.isfinite(v) else f"over {most}" for v in values)
    return mid if low == high else f"{mid} ({low} to {high})"
