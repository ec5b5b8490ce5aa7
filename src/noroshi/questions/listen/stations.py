"""The stations that listen: where they stand, how quiet they are, and what reaches them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from noroshi.scenario.listening import SeismicNetwork, Seismometer
from noroshi.scenario.records import Ground, Scenario
from noroshi.seismic.detection import detection_probability
from noroshi.seismic.paths import path
from noroshi.seismic.tables import attenuation, travel
from noroshi.world import Draws, estimates_of

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
ALL: Final = "all"
"""Id of all networks together."""
NANOMETRE: Final = 1e-9


@dataclass(frozen=True)
class Listeners:
    """Every station ever declared, as a place's waves reach it; arrays with the station last."""

    records: Mapping[str, Seismometer]
    distance_deg: Floats
    azimuth_deg: Floats
    """From the place."""
    arrival: Floats
    """Of the first wave after the shot [s]."""
    q: Floats
    level: Floats
    """Logarithm of the amplitude from which it is heard half of the time, noise and what it must
    exceed it by, (draw, station) [log10 of nm]."""
    availability: Floats
    """(draw, station)."""
    sigma: Floats
    """(draw, station)."""

    @property
    def ids(self) -> tuple[str, ...]:
        """Codes of the stations."""
        return tuple(self.records)

    @property
    def array(self) -> Flags:
        """Which of them are arrays."""
        return np.array([s.array for s in self.records.values()], dtype=bool)

    def draws_of(self, part: slice) -> "Listeners":
        """The same in some of the draws."""
        drawn = {n: getattr(self, n)[part] for n in ("level", "availability", "sigma")}
        return replace(self, **drawn)

    def hears(self, magnitude: Floats) -> Floats:
        """That each hears a shot of the place while it works, (draw, station).

        Args:
            magnitude: (draw,).
        """
        found: Floats = detection_probability(
            magnitude[:, None],
            self.q,
            self.level,
            availability=self.availability,
            snr=1.0,  # is part of the level
            sigma=self.sigma,
        )
        return found

    def of_party(self, party: str) -> Flags:
        """Which of them are one party's."""
        return np.array([s.party == party for s in self.records.values()], dtype=bool)


def listeners(world: Scenario, place: Ground, draws: Draws) -> Listeners:
    """All stations of a world, and the waves from a place."""
    stations = world.seismometers
    lat, lon = np.array([(s.lat, s.lon) for s in stations.values()]).reshape(-1, 2).T
    distance, azimuth = path(place.lat.best, place.lon.best, lat, lon)
    arrival, _ = travel(distance)
    networks = [world.seismic_networks[s.network] for s in stations.values()]

    def drawn(values: Iterable[Floats]) -> Floats:
        return np.array([*values]).reshape(len(stations), draws.count).T

    noise = drawn(draws(s.noise) for s in stations.values()) / NANOMETRE
    return Listeners(
        records=stations,
        distance_deg=distance,
        azimuth_deg=azimuth,
        arrival=arrival,
        q=attenuation(distance),
        level=np.log10(noise * drawn(draws(n.snr) for n in networks)),
        availability=drawn(draws(s.availability) for s in stations.values()),
        sigma=drawn(draws(n.scatter) for n in networks),
    )


def unknowns(world: Scenario) -> set[str]:
    """The dimensions of the draws that stations need."""
    records = [*world.seismometers.values(), *world.seismic_networks.values()]
    return {e.dimension for r in records for e in estimates_of(r) if not e.certain}


def there(world: Scenario, day: date) -> Flags:
    """Which stations work on a day: with their networks and the parties that have them."""
    networks = world.seismic_networks

    def works(station: Seismometer) -> bool:
        needed = (station, networks[station.network], world.parties[station.party])
        return all(one.holds(day) for one in needed)

    return np.array([works(s) for s in world.seismometers.values()], dtype=bool)


def networks_of(world: Scenario) -> dict[str, Flags]:
    """Which stations each network has, its parts' among them; and all together, if there are more.

    Those that are part of no other come first, the one with most stations before the others.
    """
    networks = world.seismic_networks
    within = {key: {key, *_above(networks, key)} for key in networks}
    own = {
        key: np.array([key in within[s.network] for s in world.seismometers.values()], dtype=bool)
        for key in networks
    }
    used = {key: mask for key, mask in own.items() if mask.any()}
    whole = [key for key in used if networks[key].part_of is None]
    order = sorted(used, key=lambda key: (key not in whole, -int(used[key].sum())))
    found = {key: used[key] for key in order}
    if len(whole) > 1:
        found[ALL] = np.ones(len(world.seismometers), dtype=bool)
    return found


def _above(networks: Mapping[str, SeismicNetwork], key: str) -> Iterable[str]:
    """The networks that one is part of; a circle ends where it began."""
    seen = {key}
    while (upper := networks[key].part_of) is not None and upper not in seen:
        yield upper
        seen.add(upper)
        key = upper
