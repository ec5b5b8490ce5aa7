"""From declared threats to single flights: sites to receivers within the vehicle's reach."""

from dataclasses import dataclass

import numpy as np

from noroshi.motion.burning import SINGLE
from noroshi.motion.records import FlightPlan
from noroshi.scenario import Pairing, Scenario, pairings
from noroshi.scenario.records import Ground
from noroshi.world import Estimate

CONSTANT = Estimate.exactly(1.0)
"""Growth of an acceleration that does not grow."""


@dataclass(frozen=True)
class DeclaredFlight:
    """One flight as declared; equal ones of two scenarios are flown once."""

    id: str
    threat: str
    vehicle: str
    site: str
    receiver: str
    launch: tuple[float, float, float]
    """Latitude, longitude [rad] and height [m]."""
    aim: tuple[float, float]
    """Latitude and longitude [rad]."""
    distance: float
    """Geodesic, launch to aim [m]."""
    apogee: float | None
    """Above the ellipsoid [m]; None = minimum energy."""
    burn_time: Estimate
    ballistic_coefficient: Estimate
    powered_cross_section: Estimate
    cross_section: Estimate
    growth: Estimate = CONSTANT
    """Of acceleration within a stage."""
    first_stage: float = SINGLE
    """Share of the burn time; 1 = a single stage."""


def expand(scenario: Scenario) -> list[DeclaredFlight]:
    """Every flight that a scenario's threats stand for, in their order."""
    return [_flight(scenario, pairing) for pairing in pairings(scenario)]


def _flight(scenario: Scenario, pairing: Pairing) -> DeclaredFlight:
    threat = scenario.threats[pairing.threat]
    vehicle = scenario.vehicles[threat.vehicle]
    site, receiver = scenario.places[pairing.site], scenario.receivers[pairing.receiver]
    assert isinstance(site, Ground)  # the loader refuses a launch from elsewhere
    return DeclaredFlight(
        id=pairing.id,
        threat=pairing.threat,
        vehicle=threat.vehicle,
        site=pairing.site,
        receiver=pairing.receiver,
        launch=(site.lat.best, site.lon.best, site.height),
        aim=(receiver.lat, receiver.lon),
        distance=pairing.range,
        apogee=threat.profile.apogee,
        burn_time=vehicle.burn_time,
        ballistic_coefficient=vehicle.ballistic_coefficient,
        powered_cross_section=vehicle.powered_cross_section,
        cross_section=vehicle.cross_section,
        growth=vehicle.growth,
        first_stage=vehicle.first_stage,
    )


def plan(flights: list[DeclaredFlight]) -> FlightPlan:
    """The flights with every estimate at its best value."""
    launch = np.array([f.launch for f in flights]).reshape(-1, 3)
    aim = np.array([f.aim for f in flights]).reshape(-1, 2)
    return FlightPlan(
        launch_lat=launch[:, 0],
        launch_lon=launch[:, 1],
        launch_height=launch[:, 2],
        aim_lat=aim[:, 0],
        aim_lon=aim[:, 1],
        apogee=np.array([np.nan if f.apogee is None else f.apogee for f in flights]),
        burn_time=np.array([f.burn_time.best for f in flights]),
        ballistic_coefficient=np.array([f.ballistic_coefficient.best for f in flights]),
        growth=np.array([f.growth.best for f in flights]),
        first_stage=np.array([f.first_stage for f in flights]),
    )
