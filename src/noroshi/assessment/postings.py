"""What the declared fleets of a posture give to a station, while they are there."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from noroshi.assessment.fleets import Moved, days_there, duty, size
from noroshi.declared import Draws
from noroshi.scenario.records import Scenario
from noroshi.watching.duty import covered, on_station
from noroshi.watching.sorties import at_once, relieve

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
    """The same if it flew from the base that others are compared with, (draw,)."""
    covered: Floats
    """Share of the time with at least one, each timed to relieve another, likewise."""
    effort: Floats | None
    """Share of its sorties that a declared patrol sends there, (draw,); None = none is declared."""


def postings(
    posture: str,
    scenario: Scenario,
    platform: str,
    station: str,
    draws: Draws,
    *,
    seed: int,
    period: float,
    over: tuple[str, Moved],
) -> Iterator[Posting]:
    """Every fleet of a type that the posture has, as if all of it flew to the station.

    `over` is the base that others are compared with, by id and as a place.
    """
    span = (0.0, period)
    for name, fleet in scenario.fleets.items():
        if fleet.platform != platform:
            continue
        fly = partial(duty, scenario, name, station, draws, seed=seed, period=period)
        most = on_station(fly(timing=at_once), span)
        stays = fleet.base == over[0]
        yield Posting(
            posture=posture,
            fleet=name,
            base=fleet.base,
            station=station,
            count=size(fleet.count, draws),
            there=days_there(fleet),
            on_station=most,
            moved=most if stays else on_station(fly(timing=at_once, moved=over[1]), span),
            covered=covered(fly(timing=relieve), span),
            effort=_effort(scenario, name, station, draws),
        )


def _effort(scenario: Scenario, fleet: str, station: str, draws: Draws) -> Floats | None:
    declared = [
        draws(p.effort)
        for p in scenario.patrols.values()
        if (p.fleet, p.station) == (fleet, station)
    ]
    return np.minimum(np.sum(declared, axis=0), 1.0) if declared else None
