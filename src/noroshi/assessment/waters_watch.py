"""Whether vessels that approach a coast are noticed before they reach its territorial sea."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from noroshi.assessment.lookouts import READINGS, Group, groups, peak_day
from noroshi.assessment.satellites import imagers
from noroshi.assessment.waters_setting import (
    Asked,
    coordinates,
    declared,
    midnight,
    named,
    overflight_of,
    sky_of,
    unknowns_of,
    voyages_of,
)
from noroshi.declared import Draws
from noroshi.scenario.records import Scenario
from noroshi.scenario.watched import VesselType, Waters
from noroshi.watching.approach import Ways, bearings, ways
from noroshi.watching.glimpse import noticed
from noroshi.watching.overflight import looks, together

__all__ = ["Asked", "WatersWatch", "watch_waters", "watch_waters_postures"]

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class WatersWatch:
    """One posture's watch over the approaches to one coast."""

    scenario: Scenario
    waters: Waters
    asked: Asked
    draws: Draws
    ways: Ways
    vessels: tuple[VesselType, ...]
    speed: Floats
    """(vessel, draw) [m/s]."""
    groups: tuple[Group, ...]
    """Who watches; empty where nobody does."""
    imagers: tuple[str, ...]
    """Payloads of satellites that look, too; last in `alone` and `without`, all together."""
    peak: date | None
    """Day of the reading `peak`; None = it is the declared one again."""
    noticed: Floats
    """Probability of having been noticed by the end of each cell of each way, mean over starts,
    (vessel, reading, way, cell, draw); readings are `lookouts.READINGS`."""
    alone: Floats
    """Before the limit, by one group alone, (vessel, group, reading, way, draw)."""
    without: Floats
    """Before the limit, by all but one group, likewise."""
    sky: str | None
    """Whose clear days were taken; None = none is declared there, and cameras see nothing."""

    @property
    def before_limit(self) -> Floats:
        """Probability of having been noticed before the limit, mean over the ways,
        (vessel, reading, draw)."""
        return np.asarray(self.noticed[:, :, :, self.ways.limit - 1].mean(axis=2))


def watch_waters(
    scenario: Scenario,
    waters: str,
    *,
    start: date,
    days: int = 365,
    draws: int = 128,
    seed: int = 0,
    vessels: Sequence[str] | None = None,
    bearing_count: int = 64,
    starts: int = 6,
) -> WatersWatch:
    """The watch of one posture, as `watch_waters_postures` gives it."""
    asked = Asked(start, days, vessels, bearing_count, starts)
    return watch_waters_postures([scenario], waters, asked, draws=draws, seed=seed)[0]


def watch_waters_postures(
    scenarios: Sequence[Scenario], waters: str, asked: Asked, *, draws: int = 128, seed: int = 0
) -> tuple[WatersWatch, ...]:
    """Approaches from all bearings alike, at times spread over a period, in every draw.

    All postures face the same: the coast, the vessels, their ways and their times, and the sky,
    are the last one's, in the same draws.

    Args:
        scenarios: each cut at a date; its patrols are those of the whole period.
        waters: id of the waters.
        asked: what approaches, and when.
        draws: of every unknown.
        seed: of the draws and of luck.

    Raises:
        NoroshiError: there are no such waters or vessels, or their numbers do not fit.
    """
    world = scenarios[-1]
    where, types = declared(world, waters, asked.vessels)
    carried = [imagers(s) if asked.satellites else () for s in scenarios]
    unknowns = [unknowns_of(s, waters) for s in scenarios] + [
        named([*types, *world.skies.values()])
    ]
    unknowns += [i.unknowns for own in carried for i in own]
    drawn = Draws.of(set().union(*unknowns), draws, seed)
    route = ways(
        *coordinates(world, where),
        bearings(asked.bearings, where.approach_bearings),
        begin=where.approach_from,
        limit=where.limit,
    )
    sky, clear = sky_of(world, where, drawn, seed, asked)
    peak = peak_day(scenarios[0], world, waters, asked.start, asked.days)
    fleets = [voyages_of(route, v, drawn, seed, asked) for v in types]
    flights = {i.key: i for own in carried for i in own}
    epoch = midnight(asked.start)
    passing = [overflight_of(i, route, drawn, asked) for i in flights.values()]
    seen = [
        dict(zip(flights, [looks(p, f, epoch, clear) for p in passing], strict=True))
        for f in fleets
    ]
    found = []
    for scenario, eyes in zip(scenarios, carried, strict=True):
        fleets_there = groups(
            scenario, waters, drawn, seed=seed, start=asked.start, days=asked.days, peak=peak
        )
        squads = [g.squad for g in fleets_there]
        overhead = [
            together([own[i.key] for i in eyes], f) if eyes else None
            for own, f in zip(seen, fleets, strict=True)
        ]
        results = [
            noticed(f, squads, epoch, clear, len(READINGS), above)
            for f, above in zip(fleets, overhead, strict=True)
        ]
        found.append(
            WatersWatch(
                scenario=scenario,
                waters=where,
                asked=asked,
                draws=drawn,
                ways=route,
                vessels=types,
                speed=np.stack([drawn(v.speed) for v in types]),
                groups=tuple(fleets_there),
                imagers=tuple(i.payload for i in eyes),
                peak=peak,
                noticed=np.stack([r.by for r in results]),
                alone=np.stack([r.alone for r in results]),
                without=np.stack([r.without for r in results]),
                sky=sky,
            )
        )
    return tuple(found)
