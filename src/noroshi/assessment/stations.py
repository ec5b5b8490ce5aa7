"""Which sensors stand where, over all postures that are compared."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from noroshi.declared import Draws, Estimate
from noroshi.earth.sight import Site, geostationary, site
from noroshi.scenario.records import Ground, Place, Scenario
from noroshi.sensing import Sensor

Floats = NDArray[np.float64]
Station = tuple[Sensor, Place]


def stations(scenario: Scenario) -> list[Station]:
    """The sensors of one posture with their places, in its order."""
    return [(sensor, scenario.places[sensor.at]) for sensor in scenario.sensors.values()]


def key(station: Station) -> str:
    """Equal for a sensor that two postures declare alike: it looks once."""
    sensor, place = station
    return f"{sensor.id} {sensor.model_dump_json()} {place.model_dump_json()}"


def all_stations(scenarios: Sequence[Scenario]) -> tuple[list[Station], list[list[int]]]:
    """Every station once, and for each scenario which of them are its own, in its order."""
    declared = [stations(scenario) for scenario in scenarios]
    every = {key(s): s for own in declared for s in own}
    index = {k: i for i, k in enumerate(every)}
    return list(every.values()), [[index[key(s)] for s in own] for own in declared]


def where(place: Place, draws: Draws) -> Site:
    """Where a sensor stands: one place, or one a draw where it is known roughly."""
    if not isinstance(place, Ground):
        return geostationary(_coordinate(place.lon, draws))
    return site(_coordinate(place.lat, draws), _coordinate(place.lon, draws), place.height)


def _coordinate(estimate: Estimate, draws: Draws) -> Floats | float:
    return estimate.best if estimate.certain else draws(estimate)
