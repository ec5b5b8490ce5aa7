"""What basing buys, in a headline and one plain paragraph, written from the numbers by rule."""

import math
from collections.abc import Sequence
from functools import cached_property
from typing import Final

import numpy as np

from noroshi.present.words import few_draws, listed, share, share_span
from noroshi.questions.answer import Headline, Numbers
from noroshi.questions.basing.wording import (
    KM2,
    area,
    craft,
    hours_a_day,
    km,
    percent,
    rounded,
    short,
)
from noroshi.stats import ENOUGH_DRAWS, Interval

AREA_CLAIM: Final = 40_000.0
"""Square miles a day that popular sources give a Global Hawk, without saying which miles."""
STATUTE: Final = AREA_CLAIM * 1609.344**2
"""That claim in statute miles [m²]: 103,600 km²."""
NAUTICAL: Final = AREA_CLAIM * 1852.0**2
"""That claim in nautical miles [m²]: 137,200 km²."""
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


class BasingNumbers(Numbers):
    """The numbers of an answer, and what is compared."""

    @property
    def over(self) -> str:
        """The base that the others are compared with."""
        return self.word("over")

    @property
    def craft(self) -> str:
        """The type of craft."""
        return self.word("craft")

    @cached_property
    def stations(self) -> dict[str, str]:
        """Their names, by id."""
        return self.names("station")

    @cached_property
    def bases(self) -> dict[str, str]:
        """Their names in short, by id."""
        return {base: short(name) for base, name in self.names("base").items()}

    @property
    def others(self) -> list[str]:
        """Bases that are compared with it."""
        return [base for base in self.bases if base != self.over]

    def date(self, posture: str) -> str:
        """Of a posture; its scenario where the two are of two."""
        return self.names("posture")[posture].partition(", ")[2]

    def has_fleets(self, posture: str, station: str) -> bool:
        """Whether a posture has fleets that could fly there."""
        at = {"posture": posture, "station": station}
        return bool(np.isfinite(self.array("fleet_on_station", **at)).any())


def headline(found: BasingNumbers) -> Headline:
    """What the base that gives most gives over the one compared with, and why no more."""
    if not found.others:
        station = max(found.stations, key=lambda s: _one(found, s, found.over).p50)
        hours = hours_a_day(_one(found, station, found.over))
        return Headline(
            f"From {found.bases[found.over]}, one {found.craft} is on station {hours} a day at "
            f"{found.stations[station]}. {few_draws(found.draws)}".rstrip()
        )
    where = {b: sorted(found.stations, key=lambda s: -_gain(found, s, b).p50) for b in found.others}
    base = max(found.others, key=lambda b: _gain(found, where[b][0], b).p50)
    most, least = where[base][0], where[base][-1]
    verdict = (
        f"One {found.craft} from {found.bases[base]} rather than {found.bases[found.over]} is on "
        f"station {said_briefly(_gain(found, most, base))} at {found.stations[most]}"
    )
    if least != most:
        verdict += f". At {found.stations[least]}: {said_briefly(_gain(found, least, base))}"
    verdict = f"{verdict}. {few_draws(found.draws)}".rstrip()
    return Headline(verdict, _way(found, base, most), _hangs_on(found, base, most))


def _way(found: BasingNumbers, base: str, station: str) -> str:
    """Why: the way there and back is time that is not spent on station."""
    hours = {
        b: float(found.interval("transit", station=station, base=b).p50) / _HOUR
        for b in (found.over, base)
    }
    if not all(map(math.isfinite, hours.values())):
        return ""
    times = f"{hours[base]:.1f} h one way instead of {hours[found.over]:.1f}"
    where = found.stations[station]
    return f"The way to {where} takes {times}; in this comparison nothing else differs."


def _hangs_on(found: BasingNumbers, base: str, station: str) -> str:
    """How the weather that each base has for itself changes it."""
    at = {"station": station, "base": base}
    if not found.stated("gain_own_weather", **at):
        return ""
    own = found.interval("gain_own_weather", **at)
    return f"With the weather of each base counted, it is {said_briefly(own)} there."


def text(found: BasingNumbers) -> str:
    """What each base gives; in whose weather; by station, hours, fleets, before and after; area."""
    stations = list(found.stations)
    sentences = [_given(found, b, stations) for b in found.others]
    sentences += [_weather(found), _own_weather(found)]
    for station in stations if len(stations) <= _MOST_STATIONS else ():
        sentences += _of_station(found, station)
    if 0 < len(stations) <= _MOST_STATIONS:
        sentences.append(_RELIEF)
    if len(stations) > _MOST_STATIONS:
        sentences.append("Hours, numbers of craft and fleets, station by station: in the tables.")
    return " ".join(s for s in [*sentences, _area(found), _few(found)] if s)


def limits() -> tuple[str, ...]:
    """What the comparison leaves out."""
    return (
        "Aircraft fail, wait for weather, are inspected and repaired at declared rates that stand "
        "for all reasons; air traffic, overflight rights and refuelling are left out.",
    )


def _one(found: BasingNumbers, station: str, base: str) -> Interval:
    return found.interval("on_station_one", station=station, base=base)


def _gain(found: BasingNumbers, station: str, base: str) -> Interval:
    return found.interval("gain", station=station, base=base)


def _given(found: BasingNumbers, base: str, stations: Sequence[str]) -> str:
    """The answer itself: what flying from this base rather than the other gives."""
    gains = {s: _gain(found, s, base) for s in stations}
    ranked = sorted(gains, key=lambda s: -float(gains[s].p50))
    parts = "; ".join(f"{_said(gains[s])} ({found.stations[s]})" for s in ranked)
    return (
        f"One {found.craft} flown from {found.bases[base]} rather than {found.bases[found.over]} "
        f"is on station {parts}."
    )


def _said(ratio: Interval) -> str:
    if not math.isfinite(ratio.p50):
        return "at all, since from the other base it does not get there"
    if not math.isfinite(ratio.p95):
        return "much longer, since from the other base it hardly gets there"
    if max(abs(float(r)) for r in ratio) < _SAME:
        return "as long"
    return f"{percent(ratio)} {'longer' if ratio.p50 >= 0.0 else 'less long'}"


def said_briefly(ratio: Interval) -> str:
    """A gain without its interval, for a line that is to be repeated."""
    middle = Interval(*(ratio.p50,) * 3)
    return _said(middle if math.isfinite(ratio.p95) else ratio)


def _weather(found: BasingNumbers) -> str:
    """In which weather all bases are compared."""
    if not found.word("weather_of"):
        return "Weather at the bases is left out: none is declared."
    return (
        "Only the length of the way tells the bases apart in this: all are given one weather, that "
        f"of “{found.word('weather_of')}”, which holds back "
        f"{share_span(found.interval('weather_hold'))} of take-offs."
    )


def _own_weather(found: BasingNumbers) -> str:
    """What the weather declared for each base changes, and for which there is none."""
    parts = "; ".join(
        f"{_said(found.interval('gain_own_weather', station=s, base=b))} from {found.bases[b]} "
        f"({found.stations[s]})"
        for s in found.stations
        for b in found.others
        if found.stated("gain_own_weather", station=s, base=b)
    )
    known = [b for b in found.bases if found.stated("weather_hold_own", base=b)]
    holds = ", ".join(
        f"{share(float(found.interval('weather_hold_own', base=b).p50))} at {found.bases[b]}"
        for b in known
    )
    text = f"With each base’s own weather (held back: {holds}) it is {parts}." if parts else ""
    without = [name for b, name in found.bases.items() if b not in known]
    if found.word("weather_of") and without:
        text += f" No weather is declared for {', '.join(without)}, which has that one only."
    return text.strip()


def _of_station(found: BasingNumbers, station: str) -> list[str]:
    levels = "; ".join(_level(found, station, b) for b in (found.over, *found.others))
    opening = f"{found.stations[station]}: flying as often as it can, one is there {levels}."
    return [opening, _needed(found, station), _fleets(found, station)]


def _level(found: BasingNumbers, station: str, base: str) -> str:
    """Hours of the base compared with, and how much longer from another.

    Hours of both would not give the ratio: it is the median of the draws' ratios.
    """
    at = {"station": station, "base": base}
    hours = float(found.interval("transit", **at).p50) / _HOUR
    way = f"{found.bases[base]}, {km(found.interval('distance', **at))} km or {hours:.1f} h away"
    one = _one(found, station, base)
    if one.p95 <= 0.0:
        return f"never from {way}"
    if base != found.over and math.isfinite((ratio := _gain(found, station, base)).p95):
        return f"{_said(ratio)} from {way}"
    return f"{hours_a_day(one)} a day from {way}"


def _needed(found: BasingNumbers, station: str) -> str:
    """Craft for one on station on the average, and how much of the time so many have one there."""
    every = [found.over, *found.others]
    needed = {b: found.interval("craft_for_one", station=station, base=b) for b in every}
    reached = {b: n for b, n in needed.items() if math.isfinite(n.p50)}
    if not reached:
        return ""
    average = ", ".join(f"{craft(n)} from {found.bases[b]}" for b, n in reached.items())
    kept = "; ".join(f"from {found.bases[b]} {_kept(found, station, b)}" for b in reached)
    return (
        f"For one on station on the average, gaps made up by times with two, it takes {average}. "
        f"Of the time, {listed([str(n) for n in _SHOWN])} craft that relieve each other one by one "
        f"have one there {kept}."
    )


def _kept(found: BasingNumbers, station: str, base: str) -> str:
    every = [found.interval("covered", station=station, base=base, size=n) for n in _SHOWN]
    middle = len(every) // 2
    return ", ".join(
        share_span(c) if i == middle else share(float(c.p50)) for i, c in enumerate(every)
    )


def _fleets(found: BasingNumbers, station: str) -> str:
    """The declared fleets, before and after, and what of the change is the bases' doing."""
    if not found.has_fleets("after", station):
        return ""
    opening = (
        "If all craft of the declared fleets flew there (where they flew is not published), they "
        "would give, each base with its own weather,"
    )
    if not found.has_fleets("before", station):
        return f"{opening} {_after(found, station)}."
    before, after = (
        found.interval("all_over_year", posture=p, station=station) for p in ("before", "after")
    )
    if before == after:
        return f"{opening} {hours_a_day(after)} a day, before as after."
    return (
        f"{opening} {hours_a_day(before)} a day before ({found.date('before')}), and after "
        f"({found.date('after')}) {_after(found, station)}."
    )


def _after(found: BasingNumbers, station: str) -> str:
    year = hours_a_day(found.interval("all_over_year", posture="after", station=station))
    if not found.word("season"):
        return f"{year} a day"
    season = hours_a_day(found.interval("all_in_season", posture="after", station=station))
    moved = hours_a_day(found.interval("all_in_season_moved", posture="after", station=station))
    return (
        f"{season} a day from {found.word('season')}, against {moved} had the same craft and crews "
        f"all flown from {found.bases[found.over]}, and {year} over the year"
    )


def _area(found: BasingNumbers) -> str:
    """Area a day in strips, always on station and in truth, against the popular claim."""
    strip = found.word("strip")
    if not strip:
        return ""
    every = [(s, b) for s in found.stations for b in found.bases]
    station, base = max(every, key=lambda at: float(_one(found, *at).p50))
    a_day = found.interval("area_a_day", station=station, base=base, payload=strip)
    always = area(found.interval("area_a_day_always", payload=strip))
    best = rounded(found.number("area_a_day_best", payload=strip) / KM2)
    return (
        "One that never left its station would search "
        f"{always} km² a day in strips, {best} at the best values{_claimed(found)}. With transit "
        f"and time on the ground counted, one from {found.bases[base]} searches {area(a_day)} km² "
        f"a day at {found.stations[station]}."
    )


def _claimed(found: BasingNumbers) -> str:
    """The popular claim beside it, where the scenario keeps it."""
    if not found.number("area_claimed"):
        return ""
    return (
        f"; “40,000 square miles a day” is {rounded(STATUTE / KM2)} km², or "
        f"{rounded(NAUTICAL / KM2)} in nautical miles: ours {_reading(found)}"
    )


def _reading(found: BasingNumbers) -> str:
    """Which miles our own interval bears out."""
    if found.draws < ENOUGH_DRAWS:
        return "has too few draws to tell which is meant"
    ours = found.interval("area_a_day_always", payload=found.word("strip"))
    claims = {"statute": STATUTE, "nautical": NAUTICAL}
    inside = [n for n, claim in claims.items() if ours.p5 <= claim <= ours.p95]
    doubt = "" if found.number("strip_verified") else "; the swath behind it is not verified"
    if len(inside) == len(claims):
        return f"fits both{doubt}"
    if not inside:
        return f"fits neither{doubt}"
    return f"is closer to the {inside[0]} reading{doubt}"


def _few(found: BasingNumbers) -> str:
    draws = found.draws
    if draws >= _STEADY_DRAWS:
        return ""
    return (
        f"With {draws} draws only, the medians themselves move from seed to seed; take "
        f"{_STEADY_DRAWS} or more before a number is quoted."
    )
