"""Whether vessels that approach a coast are noticed before they reach its territorial sea."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from noroshi.assessment.lookouts import LONGER, READINGS, WINDOW, Group, generator, groups
from noroshi.declared import Draws
from noroshi.errors import NoroshiError
from noroshi.scenario.nearest import suggestion_or_list
from noroshi.scenario.records import Ground, Scenario, estimates_of
from noroshi.scenario.watched import VesselType, Waters
from noroshi.watching.approach import Ways, bearings, ways
from noroshi.watching.glimpse import DAY, Noticed, Voyages, noticed
from noroshi.watching.payloads import Vessel
from noroshi.watching.weather import Luck, by_day, simulate

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class WatersWatch:
    """One posture's watch over the approaches to one coast."""

    scenario: Scenario
    waters: Waters
    start: date
    """First day (UTC) on which an approach may begin."""
    days: int
    draws: Draws
    ways: Ways
    vessels: tuple[VesselType, ...]
    speed: Floats
    """(vessel, draw) [m/s]."""
    groups: tuple[Group, ...]
    """Who watches; empty where nobody does."""
    noticed: Floats
    """Probability of having been noticed by the end of each cell of each way, mean over starts,
    (vessel, reading, way, cell, draw); readings are `lookouts.READINGS`."""
    alone: Floats
    """Before the limit, by one group alone, (vessel, group, reading, way, draw)."""
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
    """Approaches from all bearings alike, at times spread over a period, in every draw.

    Args:
        scenario: cut at a date; its patrols are those of the whole period.
        waters: id of the waters.
        start: first day on which an approach may begin.
        days: over which beginnings are spread.
        draws: of every unknown.
        seed: of the draws and of luck.
        vessels: ids of types; None = those that the waters name.
        bearing_count: how many ways.
        starts: how many beginnings on each way in every draw.

    Raises:
        NoroshiError: there are no such waters or vessels, or their numbers do not fit.
    """
    where, types = _declared(scenario, waters, vessels)
    drawn = Draws.of(_unknowns(scenario, waters, types), draws, seed)
    coast = [scenario.places[p] for p in where.coast]
    route = ways(
        *_coordinates(coast, where),
        bearings(bearing_count, where.approach_bearings),
        begin=where.approach_from,
        limit=where.limit,
    )
    epoch = datetime(start.year, start.month, start.day, tzinfo=UTC)
    found = groups(scenario, waters, drawn, seed=seed, start=start, days=days)
    sky, clear = _sky(scenario, where, drawn, seed, start, days)
    results = [_approach(route, v, found, drawn, seed, epoch, days, starts, clear) for v in types]
    return WatersWatch(
        scenario=scenario,
        waters=where,
        start=start,
        days=days,
        draws=drawn,
        ways=route,
        vessels=types,
        speed=np.stack([drawn(v.speed) for v in types]),
        groups=tuple(found),
        noticed=np.stack([r.by for r in results]),
        alone=np.stack([r.alone for r in results]),
        sky=sky,
    )


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


def _coordinates(coast: Sequence[object], where: Waters) -> tuple[Floats, Floats]:
    """Best latitudes and longitudes of the coast points [rad]."""
    ground = [p for p in coast if isinstance(p, Ground)]
    if len(ground) < len(coast):
        raise NoroshiError(
            f"waters.{where.id}.coast names a place in orbit; name places on the ground"
        )
    return np.array([p.lat.best for p in ground]), np.array([p.lon.best for p in ground])


def _unknowns(scenario: Scenario, waters: str, vessels: Sequence[VesselType]) -> set[str]:
    """The dimensions of the draws that these waters need."""
    patrols = [
        p for p in scenario.patrols.values() if scenario.stations[p.station].waters == waters
    ]
    fleets = [scenario.fleets[p.fleet] for p in patrols]
    platforms = {f.platform for f in fleets}
    records = [
        *vessels,
        *patrols,
        *fleets,
        *(scenario.places[f.base] for f in fleets),
        *(scenario.platforms[p] for p in platforms),
        *(p for p in scenario.payloads.values() if p.on in platforms),
        *scenario.skies.values(),
    ]
    return {e.dimension for r in records for e in estimates_of(r) if not e.certain}


def _approach(
    route: Ways,
    vessel: VesselType,
    found: Sequence[Group],
    draws: Draws,
    seed: int,
    epoch: datetime,
    days: int,
    starts: int,
    clear: Flags | None,
) -> Noticed:
    drawn = Vessel(draws(vessel.length), draws(vessel.speed), draws(vessel.cross_section))
    longest = route.edge[0] / float(drawn.speed.min())
    shape = (len(route.bearing), starts, draws.count)
    luck = generator(seed, f"vessels.{vessel.id}.starts").random((2, *shape))
    spread = (np.arange(starts)[:, None] + luck[0]) / starts
    voyages = Voyages(route, drawn, spread * days * DAY, luck[1] * max(WINDOW - longest, 0.0))
    return noticed(voyages, [g.squad for g in found], epoch, clear, readings=len(READINGS))


def _sky(
    scenario: Scenario, where: Waters, draws: Draws, seed: int, start: date, days: int
) -> tuple[str | None, Flags]:
    """Which days are clear in one course of the weather, (day, draw); never, where none is told."""
    found = next((s for s in scenario.skies.values() if s.at in where.coast), None)
    length = days + LONGER
    if found is None:
        return None, np.zeros((1, draws.count), dtype=bool)
    months = np.array([(start + timedelta(days=d)).month - 1 for d in range(length)])
    monthly = np.stack([draws(share) for share in found.clear])
    weather = by_day(monthly, months, draws(found.persistence))
    luck = [
        generator(seed, f"skies.{found.id}.waters.{what}").random((length, draws.count))
        for what in ("stays", "clears")
    ]
    return found.id, simulate(weather, Luck(*luck))
