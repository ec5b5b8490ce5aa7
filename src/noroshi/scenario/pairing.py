"""Which flights a scenario's threats stand for."""

from collections.abc import Iterator
from typing import NamedTuple

from noroshi.earth.geodesic import inverse
from noroshi.scenario.records import Ground, Scenario
from noroshi.scenario.warned import Threat, Vehicle


class Pairing(NamedTuple):
    """One flight: a threat from one site to one receiver, all by id."""

    threat: str
    site: str
    receiver: str
    range: float
    """Geodesic distance on WGS 84 [m]."""

    @property
    def id(self) -> str:
        """`nodong-minimum/sunan/tokyo`."""
        return f"{self.threat}/{self.site}/{self.receiver}"


def pairings(scenario: Scenario) -> tuple[Pairing, ...]:
    """One flight for every site and receiver of a threat that lie within the vehicle's reach.

    Receivers that a threat lists by id are taken whatever the distance.
    """
    return tuple(p for name in scenario.threats for p in pairings_of(scenario, name))


def pairings_of(scenario: Scenario, name: str) -> Iterator[Pairing]:
    """The flights of one threat."""
    threat = scenario.threats[name]
    vehicle = scenario.vehicles[threat.vehicle]
    receivers = _receivers(scenario, threat)
    for site in threat.launched_from:
        place = scenario.places.get(site)
        if isinstance(place, Ground):
            yield from _from_site(scenario, threat, vehicle, site, place, receivers)


def _from_site(
    scenario: Scenario,
    threat: Threat,
    vehicle: Vehicle,
    site: str,
    place: Ground,
    receivers: list[str],
) -> Iterator[Pairing]:
    aims = [scenario.receivers[r] for r in receivers]
    distance, _ = inverse(
        place.lat.best, place.lon.best, [a.lat for a in aims], [a.lon for a in aims]
    )
    low, high = vehicle.reach
    for receiver, metres in zip(receivers, distance, strict=True):
        if threat.at.receivers or low <= metres <= high:
            yield Pairing(threat.id, site, receiver, float(metres))


def _receivers(scenario: Scenario, threat: Threat) -> list[str]:
    if threat.at.receivers:
        return [r for r in threat.at.receivers if r in scenario.receivers]
    return [i for i, r in scenario.receivers.items() if r.party == threat.at.party]
