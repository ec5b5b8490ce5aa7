"""What the declared fleets of a posture give to a station, while they are there."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from noroshi.assessment.fleets import duty, size, year_share
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
    year_share: float
    """Share of the year that it is there [1]."""
    on_station: Floats
    """Mean number while it is there, all flying as often as craft and crews can, (draw,)."""
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
) -> Iterator[Posting]:
    """Every fleet of a type that the posture has, as if all of it flew to the station."""
    span = (0.0, period)
    for name, fleet in scenario.fleets.items():
        if fleet.platform != platform:
            continue
        most, relieved = (
            duty(scenario, name, station, draws, seed=seed, period=period, timing=timing)
            for timing in (at_once, relieve)
        )
        yield Posting(
            posture=posture,
            fleet=name,
            base=fleet.base,
            station=station,
            count=size(fleet.count, draws),
            year_share=year_share(fleet),
            on_station=on_station(most, span),
            covered=covered(relieved, span),
            effort=_effort(scenario, name, station, draws),
        )


def _effort(scenario: Scenario, fleet: str, station: str, draws: Draws) -> Floats | None:
    declared = [
        draws(p.effort)
        for p in scenario.patrols.values()
        if (p.fleet, p.station) == (fleet, station)
    ]
    return np.minimum(np.sum(declared, axis=0), 1.0) if declared else None
