"""From a declared fleet and station to trip, upkeep and sorties, in every draw."""

import calendar
from datetime import date

import numpy as np
from numpy.typing import ArrayLike, NDArray

from noroshi.errors import NoroshiError
from noroshi.fleets.sorties import Maintenance, Timing, sorties
from noroshi.fleets.station_time import DAY, Sorties
from noroshi.fleets.transit import Trip, trip
from noroshi.nearest import suggestion
from noroshi.scenario.records import Ground, Scenario
from noroshi.scenario.watched import Fleet, Flown, Satellite, Station
from noroshi.world import Draws, Estimate

Floats = NDArray[np.float64]


def craft_of(scenario: Scenario, platform: str) -> Flown:
    """A declared platform that flies or sails from a base.

    Raises:
        NoroshiError: there is no such platform, or it is a satellite.
    """
    found = scenario.platforms.get(platform)
    if found is None or isinstance(found, Satellite):
        craft = [i for i, p in scenario.platforms.items() if not isinstance(p, Satellite)]
        what = "is a satellite and has no base" if found is not None else "is not declared"
        raise NoroshiError(f"platform '{platform}' {what}; write {_one_of(craft)}")
    return found


def base_of(scenario: Scenario, base: str) -> Ground:
    """A declared place that craft may go out from.

    Raises:
        NoroshiError: there is no such place, or it is in orbit.
    """
    place = scenario.places.get(base)
    if not isinstance(place, Ground):
        known = list(dict.fromkeys(fleet.base for fleet in scenario.fleets.values()))
        what = "is not declared" if place is None else "is a place in orbit"
        grounds = [i for i, p in scenario.places.items() if isinstance(p, Ground)]
        hint = suggestion(base, grounds) or f"write {_one_of(known)}, or declare it under `places`"
        raise NoroshiError(f"base '{base}' {what}; {hint}")
    return place


def station_of(scenario: Scenario, station: str) -> Station:
    """A declared station.

    Raises:
        NoroshiError: there is none of that name.
    """
    if station not in scenario.stations:
        known = list(scenario.stations)
        hint = suggestion(station, known) or f"write {_one_of(known)}"
        raise NoroshiError(f"station '{station}' is not declared; {hint}")
    return scenario.stations[station]


def _one_of(names: list[str]) -> str:
    return f"one of: {', '.join(names)}" if names else "another; none is declared"


def trip_of(craft: Flown, base: Ground, station: Station, draws: Draws) -> Trip:
    """How far a station is, and how long a craft can stay there, (draw,)."""
    return trip(
        (drawn(base.lat, draws), drawn(base.lon, draws)),
        station.pattern.middle,
        speed=draws(craft.speed),
        endurance=draws(craft.endurance),
        reserve=draws(craft.reserve),
    )


def upkeep_of(
    craft: Flown, draws: Draws, *, weather: Fleet | None = None, crews: Floats | None = None
) -> Maintenance:
    """What craft and base ask between sorties, (draw,).

    Args:
        craft: type of craft.
        draws: values of the estimates.
        weather: the fleet whose take-offs weather holds back as often; None = it never does.
        crews: time under way that they sustain, over time passed; None = there are crews for
            every sortie.
    """
    nothing = np.zeros(draws.count)
    return Maintenance(
        turnaround=draws(craft.turnaround),
        failure_interval=draws(craft.failure_interval),
        abort_share=draws(craft.abort_share),
        repair_time=draws(craft.repair_time),
        inspection_interval=draws(craft.inspection_interval),
        inspection_time=draws(craft.inspection_time),
        weather_hold=nothing if weather is None else draws(weather.weather_hold),
        hold_time=nothing if weather is None else draws(weather.weather_wait),
        crew_share=nothing + np.inf if crews is None else crews,
    )


def size(scenario: Scenario, fleet: Fleet, draws: Draws) -> NDArray[np.intp]:
    """How many craft a fleet has while it is there, (draw,): the drawn number, rounded.

    Craft that are `out_of` another fleet are missing there in every draw, and are never more than
    that one has: together they are always as many as that one by itself.
    """
    whole = scenario.fleets.get(fleet.out_of or fleet.id)
    if whole is None:
        return _rounded(fleet.count, draws)
    left = _rounded(whole.count, draws)
    for other in scenario.fleets.values():
        if other.out_of == whole.id:
            away = np.minimum(_rounded(other.count, draws), left)
            if other.id == fleet.id:
                return away
            left = left - away
    return left


def crew_share(scenario: Scenario, fleet: Fleet, draws: Draws) -> Floats:
    """Time under way that a fleet's crews sustain, over time passed, (draw,); inf = no limit.

    Crews go with the craft: a fleet `out_of` another has as large a share of that one's crews as of
    its craft, and the other keeps the rest.
    """
    whole = scenario.fleets.get(fleet.out_of or fleet.id, fleet)
    if whole.crew_hours is None:
        return np.full(draws.count, np.inf)
    number, every = size(scenario, fleet, draws), _rounded(whole.count, draws)
    return np.asarray(draws(whole.crew_hours) / DAY * number / np.maximum(every, 1))


def _rounded(count: Estimate, draws: Draws) -> NDArray[np.intp]:
    return np.floor(draws(count) + 0.5).astype(np.intp)


def duty(
    scenario: Scenario,
    fleet: str,
    station: str,
    draws: Draws,
    *,
    seed: int,
    period: float,
    timing: Timing = Timing.RELIEVE,
) -> Sorties:
    """The sorties of a declared fleet, all of it, to one station, (sortie, draw).

    Args:
        scenario: cut at the date.
        fleet: its id.
        station: its id.
        draws: values of the estimates.
        seed: of the luck, which goes by craft, base and station.
        period: from the epoch on [s].
        timing: `RELIEVE` to keep one there, `AT_ONCE` to have as many there as possible.
    """
    own = scenario.fleets[fleet]
    craft, base = craft_of(scenario, own.platform), base_of(scenario, own.base)
    where = station_of(scenario, station)
    return fly(
        scenario,
        own,
        craft,
        base,
        where,
        draws,
        weather=own,
        seed=seed,
        period=period,
        timing=timing,
    )


def fly(
    scenario: Scenario,
    fleet: Fleet,
    craft: Flown,
    base: Ground,
    station: Station,
    draws: Draws,
    *,
    weather: Fleet | None,
    seed: int,
    period: float,
    timing: Timing,
) -> Sorties:
    """The sorties of a fleet's craft and crews from a base, its own or another: see `duty`.

    `weather` is the fleet whose weather the base has.
    """
    return sorties(
        trip_of(craft, base, station, draws),
        upkeep_of(craft, draws, weather=weather, crews=crew_share(scenario, fleet, draws)),
        size(scenario, fleet, draws),
        timing=timing,
        period=period,
        key=f"{seed}\n{luck_of(scenario, fleet)}\n{station.id}",
    )


def luck_of(scenario: Scenario, fleet: Fleet) -> str:
    """What a fleet's luck goes by: type of craft, base, and a number among fleets of both.

    Not its id, so that the same force under another name has the same luck. Fleets that are never
    there together share a number, and so their luck: they are one force in two seasons.
    """
    taken: dict[str, int] = {}
    same = [f for f in scenario.fleets.values() if _post(f) == _post(fleet)]
    for own in same if any(f.id == fleet.id for f in same) else [fleet]:
        there = days_there(own)
        used = {n for i, n in taken.items() if np.any(days_there(scenario.fleets[i]) & there)}
        taken[own.id] = next(n for n in range(len(used) + 1) if n not in used)
    return f"{fleet.platform}\n{fleet.base}\n{taken[fleet.id]}"


def _post(fleet: Fleet) -> tuple[str, str]:
    return fleet.platform, fleet.base


def drawn(value: Estimate | ArrayLike, draws: Draws) -> Floats:
    """A place's coordinate in every draw, (draw,)."""
    if isinstance(value, Estimate):
        return draws(value)
    return np.full(draws.count, float(np.asarray(value)))


def days_there(fleet: Fleet) -> NDArray[np.bool_]:
    """On which days of the year a fleet is there, (365,), first and last day included."""
    if fleet.season is None:
        return np.ones(365, dtype=bool)
    first, last = (_day_of_year(text) for text in fleet.season)
    return (np.arange(365) - first) % 365 <= (last - first) % 365


def _day_of_year(month_day: str) -> int:
    """From 0 on. A year has 365 days here; a month ends on its last day."""
    month, day = (int(part) for part in month_day.split("-"))
    last = calendar.monthrange(2001, month)[1]
    return date(2001, month, min(day, last)).timetuple().tm_yday - 1
