"""From a declared fleet and station to trip, upkeep and sorties, in every draw."""

import calendar
from datetime import date

import numpy as np
from numpy.typing import ArrayLike, NDArray

from noroshi.declared import Draws, Estimate
from noroshi.errors import NoroshiError
from noroshi.scenario.records import Ground, Scenario
from noroshi.scenario.watched import Fleet, Flown, Satellite, Station
from noroshi.watching.duty import DAY, Duty
from noroshi.watching.sorties import Timing, Upkeep, relieve, sorties
from noroshi.watching.transit import Trip, trip

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
        raise NoroshiError(
            f"base '{base}' {what}; write {_one_of(known)}, or declare it under `places`"
        )
    return place


def station_of(scenario: Scenario, station: str) -> Station:
    """A declared station.

    Raises:
        NoroshiError: there is none of that name.
    """
    if station not in scenario.stations:
        known = list(scenario.stations)
        raise NoroshiError(f"station '{station}' is not declared; write {_one_of(known)}")
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
    craft: Flown, draws: Draws, *, weather: Fleet | None = None, crews: Fleet | None = None
) -> Upkeep:
    """What craft and base ask between sorties, (draw,).

    Args:
        craft: type of craft.
        draws: values of the estimates.
        weather: the fleet whose take-offs weather holds back as often; None = it never does.
        crews: the fleet whose crew hours bind; None = there are crews for every sortie.
    """
    nothing = np.zeros(draws.count)
    hours = None if crews is None else crews.crew_hours
    return Upkeep(
        turnaround=draws(craft.turnaround),
        failure_interval=draws(craft.failure_interval),
        abort_share=draws(craft.abort_share),
        repair_time=draws(craft.repair_time),
        inspection_interval=draws(craft.inspection_interval),
        inspection_time=draws(craft.inspection_time),
        weather_hold=nothing if weather is None else draws(weather.weather_hold),
        hold_time=nothing if weather is None else draws(weather.weather_wait),
        crew_share=nothing + np.inf if hours is None else draws(hours) / DAY,
    )


def size(count: Estimate, draws: Draws) -> NDArray[np.intp]:
    """How many craft a fleet has, (draw,): the drawn number, rounded."""
    return np.floor(draws(count) + 0.5).astype(np.intp)


def duty(
    scenario: Scenario,
    fleet: str,
    station: str,
    draws: Draws,
    *,
    seed: int,
    period: float,
    timing: Timing = relieve,
) -> Duty:
    """The sorties of a declared fleet, all of it, to one station, (sortie, draw).

    Args:
        scenario: cut at the date.
        fleet: its id.
        station: its id.
        draws: values of the estimates.
        seed: of the luck, which is the fleet's and the station's own.
        period: from the epoch on [s].
        timing: `relieve` to keep one there, `at_once` to have as many there as possible.
    """
    own = scenario.fleets[fleet]
    craft, base = craft_of(scenario, own.platform), base_of(scenario, own.base)
    where = station_of(scenario, station)
    return fly(own, craft, base, where, draws, weather=own, seed=seed, period=period, timing=timing)


def fly(
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
) -> Duty:
    """The sorties of a fleet's craft and crews from a base, its own or another: see `duty`.

    `weather` is the fleet whose weather the base has.
    """
    return sorties(
        trip_of(craft, base, station, draws),
        upkeep_of(craft, draws, weather=weather, crews=fleet),
        size(fleet.count, draws),
        timing=timing,
        period=period,
        key=f"{seed}\nfleets.{fleet.id}\n{station.id}",
    )


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
