"""Whether vessels that approach a coast are noticed before they reach its territorial sea."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.assessment.lookouts import (
    LONGER,
    READINGS,
    WINDOW,
    Group,
    generator,
    groups,
    patrols_of,
    peak_day,
)
from noroshi.assessment.satellites import Imager, imagers
from noroshi.declared import Draws, Record
from noroshi.earth.territorial import middle
from noroshi.errors import NoroshiError
from noroshi.scenario.nearest import suggestion_or_list
from noroshi.scenario.records import Ground, Scenario, estimates_of
from noroshi.scenario.watched import VesselType, Waters
from noroshi.watching.approach import Ways, bearings, ways
from noroshi.watching.glimpse import DAY, Voyages, noticed
from noroshi.watching.overflight import Overflight, looks, overflight, together
from noroshi.watching.payloads import Vessel
from noroshi.watching.weather import Luck, by_day, simulate

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


OVERHEAD: Final = 30.0 * DAY
"""For which passes are worked out; every approach falls somewhere in it [s]."""


class Asked(NamedTuple):
    """What approaches, and when."""

    start: date
    """First day (UTC) on which an approach may begin."""
    days: int = 365
    """Over which beginnings are spread."""
    vessels: Sequence[str] | None = None
    """Ids of types; None = those that the waters name."""
    bearings: int = 64
    """How many ways."""
    starts: int = 6
    """Beginnings on each way in every draw."""
    satellites: bool = True
    """Whether imaging satellites look, too."""


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
    where, types = _declared(world, waters, asked.vessels)
    carried = [imagers(s) if asked.satellites else () for s in scenarios]
    unknowns = [_unknowns(s, waters) for s in scenarios] + [_named([*types, *world.skies.values()])]
    unknowns += [i.unknowns for own in carried for i in own]
    drawn = Draws.of(set().union(*unknowns), draws, seed)
    route = ways(
        *_coordinates(world, where),
        bearings(asked.bearings, where.approach_bearings),
        begin=where.approach_from,
        limit=where.limit,
    )
    sky, clear = _sky(world, where, drawn, seed, asked)
    peak = peak_day(scenarios[0], world, waters, asked.start, asked.days)
    fleets = [_voyages(route, v, drawn, seed, asked) for v in types]
    flights = {i.key: i for own in carried for i in own}
    epoch = _midnight(asked.start)
    passing = [_overflight(i, route, drawn, asked) for i in flights.values()]
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


def _declared(
    scenario: Scenario, waters: str, vessels: Sequence[str] | None
) -> tuple[Waters, tuple[VesselType, ...]]:
    if waters not in scenario.waters:
        hint = suggestion_or_list(waters, list(scenario.waters))
        raise NoroshiError(f"no waters are called '{waters}'; {hint}")
    where = scenario.waters[waters]
    names = where.vessels if vessels is None else tuple(vessels)
    for name in names:
        if name not in scenario.vessels:
            hint = suggestion_or_list(name, list(scenario.vessels))
            raise NoroshiError(f"no type of vessel is called '{name}'; {hint}")
    return where, tuple(scenario.vessels[n] for n in names)


def _coordinates(world: Scenario, where: Waters) -> tuple[Floats, Floats]:
    """Best latitudes and longitudes of the coast points [rad]."""
    coast = [world.places[p] for p in where.coast]
    ground = [p for p in coast if isinstance(p, Ground)]
    if len(ground) < len(coast):
        raise NoroshiError(
            f"waters.{where.id}.coast names a place in orbit; name places on the ground"
        )
    return np.array([p.lat.best for p in ground]), np.array([p.lon.best for p in ground])


def _unknowns(scenario: Scenario, waters: str) -> set[str]:
    """The dimensions of the draws that what watches these waters needs."""
    patrols = patrols_of(scenario, waters)
    fleets = [scenario.fleets[p.fleet] for p in patrols]
    platforms = {f.platform for f in fleets}
    return _named(
        [
            *patrols,
            *fleets,
            *(scenario.places[f.base] for f in fleets),
            *(scenario.platforms[p] for p in platforms),
            *(p for p in scenario.payloads.values() if p.on in platforms),
        ]
    )


def _named(records: Sequence[Record]) -> set[str]:
    return {e.dimension for r in records for e in estimates_of(r) if not e.certain}


def _voyages(route: Ways, vessel: VesselType, draws: Draws, seed: int, asked: Asked) -> Voyages:
    """Beginnings spread over the period, and over what the fleets fly, independent way by way."""
    drawn = Vessel(draws(vessel.length), draws(vessel.speed), draws(vessel.cross_section))
    longest = route.edge[0] / float(drawn.speed.min())
    if longest > min(WINDOW, OVERHEAD):
        raise NoroshiError(
            f"vessels.{vessel.id}: an approach of {route.edge[0] / 1e3:.0f} km takes up to "
            f"{longest / DAY:.0f} days; write a higher `speed` or a nearer `approach_from`"
        )
    shape = (len(route.bearing), asked.starts, draws.count)
    luck = generator(seed, f"vessels.{vessel.id}.starts").random((2, *shape))
    spread = (np.arange(asked.starts)[:, None] + luck[0]) / asked.starts
    return Voyages(route, drawn, spread * asked.days * DAY, luck[1])


def _overflight(imager: Imager, route: Ways, draws: Draws, asked: Asked) -> Overflight:
    """Passes over the middle of where vessels are, in the first weeks of the period."""
    epoch, camera = _midnight(asked.start), imager.camera
    try:
        trajectory = imager.platform.orbit.trajectory(epoch, OVERHEAD, draws)
    except NoroshiError as problem:
        raise NoroshiError(f"platforms.{imager.satellite}: {problem}") from problem
    return overflight(
        imager.payload,
        camera,
        trajectory,
        camera.parameters(draws),
        sweep=camera.sweep(draws),
        used=draws(camera.availability),
        middle=middle(route.lat, route.lon),
        epoch=epoch,
        period=OVERHEAD,
    )


def _sky(
    world: Scenario, where: Waters, draws: Draws, seed: int, asked: Asked
) -> tuple[str | None, Flags]:
    """Which days are clear in one course of the weather, (day, draw); never, where none is told."""
    found = next((s for s in world.skies.values() if s.at in where.coast), None)
    length = asked.days + LONGER
    if found is None:
        return None, np.zeros((1, draws.count), dtype=bool)
    months = np.array([(asked.start + timedelta(days=d)).month - 1 for d in range(length)])
    monthly = np.stack([draws(share) for share in found.clear])
    weather = by_day(monthly, months, draws(found.persistence))
    luck = [
        generator(seed, f"skies.{found.id}.waters.{what}").random((length, draws.count))
        for what in ("stays", "clears")
    ]
    return found.id, simulate(weather, Luck(*luck))


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
