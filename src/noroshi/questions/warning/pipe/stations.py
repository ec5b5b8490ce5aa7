"""Which sensors stand where, over all postures that are compared."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from noroshi.earth.sight import Site, geostationary, site
from noroshi.scenario.records import Ground, Place, Scenario
from noroshi.sensing import Sensor
from noroshi.world import Draws, Estimate

Floats = NDArray[np.float64]
Station = tuple[Sensor, Place]
_NO_PART: Final = {"shared"}
"""Of a sensor's record: what no look depends on but by who cues it, which `cuers` tells."""


def stations(scenario: Scenario) -> list[Station]:
    """The sensors of one posture with their places, in its order."""
    return [(sensor, scenario.places[sensor.at]) for sensor in scenario.sensors.values()]


def key(station: Station) -> str:
    """Equal for a sensor that two postures declare alike, whomever it is shared with."""
    sensor, place = station
    return f"{sensor.id} {sensor.model_dump_json(exclude=_NO_PART)} {place.model_dump_json()}"


def cuers(station: Station, posture: Sequence[Station]) -> list[int]:
    """Which of a posture cue a sensor: their reports reach its owner."""
    sensor, _ = station
    if sensor.cue_delay is None:
        return []
    return [i for i, (s, _) in enumerate(posture) if s.cues and reaches(s, sensor.owner)]


def reaches(sensor: Sensor, party: str) -> bool:
    """Whether a party gets a sensor's reports."""
    return sensor.owner == party or party in {share.party for share in sensor.shared}


def all_stations(scenarios: Sequence[Scenario]) -> tuple[list[Station], list[list[int]]]:
    """Every station once, and for each scenario which of them are its own, in its order.

    A sensor that two postures declare alike looks once, unless others cue it.
    """
    declared = [stations(scenario) for scenario in scenarios]
    keyed = [[_seen_by(s, own) for s in own] for own in declared]
    every = {
        k: s
        for own, keys in zip(declared, keyed, strict=True)
        for s, k in zip(own, keys, strict=True)
    }
    index = {k: i for i, k in enumerate(every)}
    return list(every.values()), [[index[k] for k in keys] for keys in keyed]


def _seen_by(station: Station, posture: Sequence[Station]) -> tuple[str, ...]:
    """Equal for a sensor that sees the same in two postures."""
    return (key(station), *sorted(key(posture[i]) for i in cuers(station, posture)))


def where(place: Place, draws: Draws) -> Site:
    """Where a sensor stands: one place, or one a draw where it is known roughly."""
    if not isinstance(place, Ground):
        return geostationary(_coordinate(place.lon, draws))
    return site(_coordinate(place.lat, draws), _coordinate(place.lon, draws), place.height)


def _coordinate(estimate: Estimate, draws: Draws) -> Floats | float:
    return estimate.best if estimate.certain else draws(estimate)
