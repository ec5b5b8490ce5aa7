"""Whether vessels that approach a coast are noticed before they reach its territorial sea."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.access.approach_routes import (
    ApproachRoutes,
    approach_routes,
    bearings,
    over_sea,
    window,
)
from noroshi.access.glimpse import Noticed, Overhead, noticed_by_each
from noroshi.access.overflight import Taken, looks_at_each, together
from noroshi.access.patrol_forces import PatrolForce, Voyages
from noroshi.earth.land import land_within
from noroshi.questions.alike import alike
from noroshi.questions.satellites import Imager, imagers
from noroshi.questions.waters.lookouts import READINGS, Lookout, groups, peak_day
from noroshi.questions.waters.setting import (
    WatersTerms,
    coordinates,
    declared,
    midnight,
    named,
    overflight_of,
    sky_of,
    unknowns_of,
    voyages_of,
)
from noroshi.scenario.records import Scenario
from noroshi.scenario.watched import VesselType, Waters
from noroshi.world import Draws

__all__ = ["WatersTerms", "WatersWatch", "watch_waters_postures"]

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
OVERHEAD: Final = 0.3
"""About which share of the work is that of satellites and of what fleets fly [1]; what noticing
uses nothing of is before it."""


@dataclass(frozen=True)
class WatersWatch:
    """One posture's watch over the approaches to one coast."""

    scenario: Scenario
    waters: Waters
    asked: WatersTerms
    draws: Draws
    ways: ApproachRoutes
    vessels: tuple[VesselType, ...]
    speed: Floats
    """(vessel, draw) [m/s]."""
    groups: tuple[Lookout, ...]
    """Who watches; empty where nobody does."""
    imagers: tuple[str, ...]
    """Payloads of satellites that look, too; last in `alone` and `without`, all together."""
    peak: date | None
    """Day of the reading `peak`; None = it is the declared one again."""
    noticed: Floats
    """Probability of having been noticed by the end of each cell of each way, mean over starts,
    (vessel, reading, way, cell, draw); readings are `lookouts.READINGS`."""
    alone: Floats
    """Probability before the limit, by one group alone, (vessel, group, reading, way, draw)."""
    without: Floats
    """Probability before the limit, by all but one, (vessel, group, reading, way, draw)."""
    sky: str | None
    """Whose clear days were taken; None = none is declared there, and cameras see nothing."""

    @property
    def before_limit(self) -> Floats:
        """Probability of having been noticed before the limit, mean over the ways,
        (vessel, reading, draw)."""
        return np.asarray(self.noticed[:, :, :, self.ways.limit - 1].mean(axis=2))


def watch_waters_postures(
    scenarios: Sequence[Scenario],
    waters: str,
    asked: WatersTerms,
    *,
    draws: int = 128,
    seed: int = 0,
    told: Callable[[float], None] = lambda _share: None,
) -> tuple[WatersWatch, ...]:
    """Approaches from all bearings alike, at times spread over a period, in every draw.

    All postures face the same: the coast, the vessels, their ways and their times, and the sky,
    are the last one's, in the same draws. Fleets of one type at one base share their unknowns and
    their luck from posture to posture, whatever their ids (`questions.alike`).

    Args:
        scenarios: each cut at a date; its patrols are those of the whole period.
        waters: id of the waters.
        asked: what approaches, and when.
        draws: of every unknown.
        seed: of the draws and of luck.
        told: from any thread, which share of it is done [1]; what it raises ends the work.

    Raises:
        NoroshiError: there are no such waters or vessels, or their numbers do not fit.
    """
    scenarios = [alike(s) for s in scenarios]
    world = scenarios[-1]
    where, types = declared(world, waters, asked.vessels)
    drawn = Draws.of(_unknowns(scenarios, waters, types, asked), draws, seed)
    route = approach_routes(
        *coordinates(world, where),
        bearings(asked.bearings, where.approach_bearings),
        begin=where.approach_from,
        limit=where.limit,
    )
    route = over_sea(route, land_within(window(route)))
    sky, clear = sky_of(world, where, drawn, seed, asked)
    faced = _Faced(
        asked=asked,
        waters=where,
        vessels=types,
        draws=drawn,
        ways=route,
        voyages=tuple(voyages_of(route, v, drawn, seed, asked) for v in types),
        sky=sky,
        clear=clear,
        peak=peak_day(scenarios[0], world, waters, asked.start, asked.days),
    )
    told(0.0)
    overhead = _overhead(scenarios, faced, lambda share: told(OVERHEAD * share))
    groups_: list[list[Lookout]] = []
    for s in scenarios:
        groups_.append(_groups(s, faced, seed, [g.squad for own in groups_ for g in own]))
    told(OVERHEAD)
    squads, epoch = [[g.squad for g in own] for own in groups_], midnight(asked.start)

    def of_vessel(number: int, share: float) -> None:
        told(OVERHEAD + (1.0 - OVERHEAD) * (number + share) / len(types))

    found = [
        noticed_by_each(v, squads, epoch, clear, len(READINGS), above, partial(of_vessel, k))
        for k, (v, above) in enumerate(zip(faced.voyages, zip(*overhead, strict=True), strict=True))
    ]
    return tuple(
        _posture(s, faced, own, results)
        for s, own, results in zip(scenarios, groups_, zip(*found, strict=True), strict=True)
    )


class _Faced(NamedTuple):
    """What all postures face."""

    asked: WatersTerms
    waters: Waters
    vessels: tuple[VesselType, ...]
    draws: Draws
    ways: ApproachRoutes
    voyages: tuple[Voyages, ...]
    """One for each type of vessel."""
    sky: str | None
    clear: Flags
    peak: date | None


def _unknowns(
    scenarios: Sequence[Scenario], waters: str, types: Sequence[VesselType], asked: WatersTerms
) -> set[str]:
    own = [unknowns_of(s, waters) for s in scenarios]
    own += [i.unknowns for s in scenarios for i in _imagers(s, asked)]
    faced = [*types, *scenarios[-1].skies.values(), scenarios[-1].waters[waters]]
    return set().union(named(faced), *own)


def _imagers(scenario: Scenario, asked: WatersTerms) -> tuple[Imager, ...]:
    return imagers(scenario) if asked.satellites else ()


def _overhead(
    scenarios: Sequence[Scenario], faced: _Faced, told: Callable[[float], None]
) -> list[list[Overhead | None]]:
    """What each posture's satellites take, vessel by vessel; those of several look once."""
    carried = [_imagers(s, faced.asked) for s in scenarios]
    taken: dict[str, list[Taken]] = {}
    every = {imager.key: imager for own in carried for imager in own}
    for number, imager in enumerate(every.values()):
        told(number / len(every))
        flight = overflight_of(imager, faced.waters, faced.ways, faced.draws, faced.asked)
        taken[imager.key] = looks_at_each(flight, faced.voyages, faced.clear)
    return [
        [partial(together, [taken[i.key][k] for i in own], v) if own else None for k, v in numbered]
        for own in carried
        for numbered in [list(enumerate(faced.voyages))]
    ]


def _groups(
    scenario: Scenario, faced: _Faced, seed: int, known: Sequence[PatrolForce]
) -> list[Lookout]:
    start, days = faced.asked.start, faced.asked.days
    own = scenario, faced.waters, faced.draws
    return groups(*own, seed=seed, start=start, days=days, peak=faced.peak, known=known)


def _posture(
    scenario: Scenario, faced: _Faced, found: Sequence[Lookout], results: Sequence[Noticed]
) -> WatersWatch:
    """One posture's watch, from who looks and what they notice of each type of vessel."""
    return WatersWatch(
        scenario=scenario,
        waters=faced.waters,
        asked=faced.asked,
        draws=faced.draws,
        ways=faced.ways,
        vessels=faced.vessels,
        speed=np.stack([np.asarray(v.vessel.speed) for v in faced.voyages]),
        groups=tuple(found),
        imagers=tuple(i.payload for i in _imagers(scenario, faced.asked)),
        peak=faced.peak,
        noticed=_by_vessel([r.by for r in results]),
        alone=_by_vessel([r.alone for r in results]),
        without=_by_vessel([r.without for r in results]),
        sky=faced.sky,
    )


def _by_vessel(values: Sequence[Floats]) -> Floats:
    """One below the other; of a single vessel a view, since they may be large."""
    return values[0][None] if len(values) == 1 else np.stack(values)
