"""What the declared fleets of a posture give to a station, while they are there."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from noroshi.fleets.sorties import Timing
from noroshi.fleets.station_time import covered, mean_on_station
from noroshi.questions.basing.choice import Compared
from noroshi.questions.fleets import base_of, days_there, fly, size
from noroshi.scenario.records import Scenario
from noroshi.scenario.watched import Station
from noroshi.world import Draws

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Posting:
    """One declared fleet of one posture flying to one station, all of it."""

    posture: str
    """`before` or `after`."""
    fleet: str
    base: str
    station: str
    count: NDArray[np.intp]
    """(draw,)"""
    there: NDArray[np.bool_]
    """On which days of the year it is there, (365,)."""
    on_station: Floats
    """Mean number while it is there, all flying as often as craft and crews can, (draw,)."""
    moved: Floats
    """Mean number then, if it flew from the base that others are compared with, (draw,)."""
    covered: Floats
    """Share of the time with at least one, when each is timed to relieve another, (draw,)."""
    effort: Floats | None
    """Share of its sorties that a declared patrol sends there, (draw,); None = none is declared."""


def postings(
    posture: str,
    scenario: Scenario,
    choice: Compared,
    station: Station,
    draws: Draws,
    *,
    seed: int,
    period: float,
) -> Iterator[Posting]:
    """Every fleet of the type that the posture has, as if all of it flew to the station.

    Each base has its own weather; a base without a fleet has the one that all are compared in.
    """
    span = (0.0, period)
    over = choice.bases[choice.over]
    weather = choice.own_weather[choice.over] or choice.weather
    for name, fleet in scenario.fleets.items():
        if fleet.platform != choice.platform:
            continue
        own = base_of(scenario, fleet.base)
        send = partial(fly, scenario, fleet, choice.craft, seed=seed, period=period)
        most = mean_on_station(
            send(own, station, draws, weather=fleet, timing=Timing.AT_ONCE), span
        )
        moved = most
        if fleet.base != choice.over:
            moved = mean_on_station(
                send(over, station, draws, weather=weather, timing=Timing.AT_ONCE), span
            )
        relieved = send(own, station, draws, weather=fleet, timing=Timing.RELIEVE)
        yield Posting(
            posture=posture,
            fleet=name,
            base=fleet.base,
            station=station.id,
            count=size(scenario, fleet, draws),
            there=days_there(fleet),
            on_station=most,
            moved=moved,
            covered=covered(relieved, span),
            effort=_effort(scenario, name, station.id, draws),
        )


def _effort(scenario: Scenario, fleet: str, station: str, draws: Draws) -> Floats | None:
    declared = [
        draws(p.effort)
        for p in scenario.patrols.values()
        if (p.fleet, p.station) == (fleet, station)
    ]
    return np.minimum(np.sum(declared, axis=0), 1.0) if declared else None
