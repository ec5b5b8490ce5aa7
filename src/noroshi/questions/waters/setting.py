"""What approaches some waters, when, and under which sky: the same for every posture."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.access.approach_routes import LONGEST_APPROACH, ApproachRoutes
from noroshi.access.glimpse import DAY
from noroshi.access.overflight import Overflight, overflight
from noroshi.access.patrol_forces import Voyages
from noroshi.access.payloads import Vessel
from noroshi.access.weather import UniformNumbers, by_day, simulate
from noroshi.earth.territorial import middle
from noroshi.errors import NoroshiError
from noroshi.nearest import suggestion_or_list
from noroshi.questions.satellites import Imager
from noroshi.questions.waters.lookouts import LONGER, WINDOW, patrols_of
from noroshi.scenario.records import Ground, Scenario
from noroshi.scenario.watched import VesselType, Waters
from noroshi.streams import stream
from noroshi.world import Draws, Record, estimates_of

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
OVERHEAD: Final = LONGEST_APPROACH
"""For which passes are worked out; every approach falls somewhere in it [s]."""


class WatersTerms(NamedTuple):
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


def declared(
    scenario: Scenario, waters: str, vessels: Sequence[str] | None
) -> tuple[Waters, tuple[VesselType, ...]]:
    """The waters and types of vessels of some ids; None = the types that the waters name.

    Raises:
        NoroshiError: something is not declared.
    """
    if waters not in scenario.waters:
        hint = suggestion_or_list(waters, list(scenario.waters))
        raise NoroshiError(f"no waters are called '{waters}' in {scenario.called}; {hint}")
    where = scenario.waters[waters]
    names = where.vessels if vessels is None else tuple(vessels)
    for name in names:
        if name not in scenario.vessels:
            hint = suggestion_or_list(name, list(scenario.vessels))
            raise NoroshiError(f"no type of vessel is called '{name}' in {scenario.called}; {hint}")
    return where, tuple(scenario.vessels[n] for n in names)


def coordinates(world: Scenario, where: Waters) -> tuple[Floats, Floats]:
    """Best latitudes and longitudes of the coast points [rad]."""
    coast = [world.places[p] for p in where.coast]
    ground = [p for p in coast if isinstance(p, Ground)]
    if len(ground) < len(coast):
        raise NoroshiError(
            f"waters.{where.id}.coast names a place in orbit; name places on the ground"
        )
    return np.array([p.lat.best for p in ground]), np.array([p.lon.best for p in ground])


def unknowns_of(scenario: Scenario, waters: str) -> set[str]:
    """The dimensions of the draws that what watches these waters needs."""
    patrols = patrols_of(scenario, waters)
    fleets = [scenario.fleets[p.fleet] for p in patrols]
    platforms = {f.platform for f in fleets}
    return named(
        [
            *patrols,
            *fleets,
            *(scenario.places[f.base] for f in fleets),
            *(scenario.platforms[p] for p in platforms),
            *(p for p in scenario.payloads.values() if p.on in platforms),
        ]
    )


def named(records: Sequence[Record]) -> set[str]:
    """The dimensions of the draws that some records need."""
    return {e.dimension for r in records for e in estimates_of(r) if not e.certain}


def voyages_of(
    route: ApproachRoutes, vessel: VesselType, draws: Draws, seed: int, asked: WatersTerms
) -> Voyages:
    """Beginnings spread over the period, and over what the fleets fly, independent way by way."""
    drawn = Vessel(draws(vessel.length), draws(vessel.speed), draws(vessel.cross_section))
    longest = route.edge[0] / float(drawn.speed.min())
    if longest > min(WINDOW, OVERHEAD):
        raise NoroshiError(
            f"vessels.{vessel.id}: an approach of {route.edge[0] / 1e3:.0f} km takes up to "
            f"{longest / DAY:.0f} days; write a higher `speed` or a nearer `approach_from`"
        )
    shape = (len(route.bearing), asked.starts, draws.count)
    luck = stream(seed, f"vessels.{vessel.id}.starts").random((2, *shape))
    spread = (np.arange(asked.starts)[:, None] + luck[0]) / asked.starts
    return Voyages(route, drawn, spread * asked.days * DAY, luck[1])


def overflight_of(
    imager: Imager, where: Waters, route: ApproachRoutes, draws: Draws, asked: WatersTerms
) -> Overflight:
    """Passes over the middle of where vessels are, in the first weeks of the period.

    `availability` is declared for places on land that are watched; these waters get the share of it
    that they are `tasked` with.
    """
    epoch, camera = midnight(asked.start), imager.camera
    try:
        trajectory = imager.platform.orbit.trajectory(epoch, OVERHEAD, draws)
    except NoroshiError as problem:
        raise NoroshiError(f"platforms.{imager.satellite}: {problem}") from problem
    return overflight(
        imager.payload,
        camera,
        trajectory,
        camera.parameters(draws),
        sweep_width=camera.sweep_width(draws),
        used=draws(camera.availability) * draws(where.tasked),
        middle=middle(route.lat, route.lon),
        epoch=epoch,
        period=OVERHEAD,
    )


def sky_of(
    world: Scenario, where: Waters, draws: Draws, seed: int, asked: WatersTerms
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
        stream(seed, f"skies.{found.id}.waters.{what}").random((length, draws.count))
        for what in ("stays", "clears")
    ]
    return found.id, simulate(weather, UniformNumbers(*luck))


def midnight(day: date) -> datetime:
    """When a day begins, UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
