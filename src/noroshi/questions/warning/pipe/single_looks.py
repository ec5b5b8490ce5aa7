"""What a look of each sensor at one flight would give at any moment, at the best values."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.earth.sight import Site, local
from noroshi.questions.warning.pipe.stations import all_stations, where
from noroshi.scenario.records import Ground, Scenario
from noroshi.scenario.warned import Vehicle
from noroshi.sensing import Sensor, Target, sensor_array
from noroshi.sensing.base import margin
from noroshi.sensing.sensor_array import DrawnSensor, looks_at
from noroshi.world import Draws

Floats = NDArray[np.float64]


class SingleLooks(NamedTuple):
    """Geometry, signal and chance of single looks, (sensor, time) each but for the information."""

    sensors: tuple[Sensor, ...]
    """Of both postures, each once."""
    distance: Floats
    """Along the straight line [m]."""
    azimuth: Floats
    """Clockwise from north [rad]; NaN of a sensor in space."""
    elevation: Floats
    """Above the horizontal, without refraction [rad]; NaN of a sensor in space."""
    snr: Floats
    """Signal-to-noise ratio [1]; 0 where the kind of sensor models none, NaN out of view."""
    probability: Floats
    """That a look which tracks detects [1]; 0 out of view."""
    information: Floats
    """What one look that detects tells of the position, (sensor, time, 3, 3) [1/m²]: the inverse of
    the covariance of its error; NaN out of view, and of a sensor whose look alone tells none."""

    @property
    def error(self) -> Floats:
        """Of that position, root mean square of all three directions, (sensor, time) [m]."""
        known = np.isfinite(self.information[..., 0, 0])
        found = np.full(known.shape, np.nan)
        covariance = np.linalg.inv(self.information[known])
        found[known] = np.sqrt(np.trace(covariance, axis1=-2, axis2=-1))
        return found


def looks(
    postures: Sequence[Scenario],
    position_ecef: Floats,
    time: Floats,
    burn_time: float,
    vehicle: Vehicle,
) -> SingleLooks:
    """Looks of every sensor of some postures at one flight.

    Args:
        postures: whose sensors look; the air is the last one's.
        position_ecef: where the flight is, (time, 3) [m].
        time: after launch, (time,) [s].
        burn_time: of powered flight [s].
        vehicle: whose echo it has.
    """
    best = Draws.best()
    stations = {sensor.id: (sensor, place) for sensor, place in all_stations(postures)[0]}
    sites = [_one(where(place, best)) for _, place in stations.values()]
    placed = [(sensor, at) for (sensor, _), at in zip(stations.values(), sites, strict=True)]
    burning = burn_time - time
    echo = [float(best(e)[0]) for e in (vehicle.powered_cross_section, vehicle.cross_section)]
    target = Target(
        position_ecef.T,
        burning,
        np.where(burning > 0.0, *echo),
    )
    gradient = best(postures[-1].header.refractivity_gradient)
    seen = [_seen(drawn, target) for drawn in sensor_array(placed, best, gradient).sensors]
    ground = np.array([isinstance(place, Ground) for _, place in stations.values()], dtype=bool)
    shape = len(stations), len(time)
    geometry = np.array([_geometry(at, position_ecef) for at in sites]).reshape(
        shape[0], 3, shape[1]
    )
    bearing, elevation = (
        np.where(ground[:, None], g, np.nan) for g in (geometry[:, 1], geometry[:, 2])
    )
    signal = np.array(seen, dtype=np.float64).reshape(shape[0], 2, shape[1])
    sensors = tuple(sensor for sensor, _ in stations.values())
    told = [
        _information(sensor, where(place, best), best, target, snr)
        for (sensor, place), snr in zip(stations.values(), signal[:, 0], strict=True)
    ]
    return SingleLooks(
        sensors,
        geometry[:, 0],
        bearing,
        elevation,
        signal[:, 0],
        signal[:, 1],
        np.reshape(told, (*shape, 3, 3)),
    )


def _one(at: Site) -> Site:
    """A place of one draw, without the axis of draws."""
    return Site(
        *(
            np.asarray(f)[..., 0] if np.ndim(f) > n else f
            for f, n in zip(at, (1, 1, 1, 1, 0, 0), strict=True)
        )
    )


def _geometry(at: Site, position_ecef: Floats) -> tuple[Floats, Floats, Floats]:
    """Distance [m], azimuth and elevation [rad], (time,) each."""
    east, north, up = local(at, position_ecef).T
    level = np.hypot(east, north)
    return np.hypot(level, up), np.mod(np.arctan2(east, north), 2.0 * np.pi), np.arctan2(up, level)


def _seen(drawn: DrawnSensor, target: Target) -> tuple[Floats, Floats]:
    """Signal-to-noise ratio and probability of detection of one sensor, (time,) each."""
    look = looks_at(drawn, target)
    within = margin(look.limits) >= 0.0
    return np.where(within, look.snr, np.nan), np.where(within, look.probability, 0.0)


def _information(sensor: Sensor, at: Site, best: Draws, target: Target, snr: Floats) -> Floats:
    """What one look tells of the position: Hᵀ R⁻¹ H, as in `tracking.information`."""
    found = np.full((len(snr), 3, 3), np.nan)
    seen = np.isfinite(snr)
    if not sensor.measures or len(sensor.channels) < 3 or not seen.any():
        return found
    model = sensor.measurement_model(at, best)
    position = target.position_ecef[:, seen]
    slopes = [a for h in sensor.tells(model, position, snr[seen]) for a in h]
    told = np.reshape(np.broadcast_arrays(*slopes), (len(sensor.channels), 3, -1))
    found[seen] = np.einsum("cak,cbk->kab", told, told)
    return found
