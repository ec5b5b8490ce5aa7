"""One flight from the side: its path over ground, and what each radar sees above it."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from pyproj import Geod

from noroshi.questions.warning.horizon import lowest_seen
from noroshi.questions.warning.pipe.records import Assessment

Floats = NDArray[np.float64]
_GEOD = Geod(ellps="WGS84")


class FlightProfile(NamedTuple):
    """A flight's path, every estimate at its best value; (moment,)."""

    time: Floats
    """[s after launch]."""
    ground: Floats
    """Distance over ground from the launch [m]."""
    altitude: Floats
    """[m above the ellipsoid]."""
    lowest_seen: Floats
    """Lowest height that each sensor sees above the ground track, (sensor, moment) [m].

    NaN outside its sectors and beyond its range limit, and for a sensor that is no radar.
    """


def profile(assessment: Assessment, flight: int, sensors: tuple[str, ...]) -> FlightProfile:
    """The profile of a flight, by its index, over the given sensors.

    A sensor that the posture lacks sees nothing.
    """
    nominal = assessment.flights.nominal
    flying = np.isfinite(nominal.altitude[flight])
    lat, lon = nominal.lat[flight][flying], nominal.lon[flight][flying]
    west, south, east, north = (
        np.degrees(angle) for angle in (lon[:-1], lat[:-1], lon[1:], lat[1:])
    )
    steps = _GEOD.inv(west, south, east, north)[2]
    nothing = np.full(lat.shape, np.nan)
    standing = assessment.scenario.sensors
    lowest = [lowest_seen(assessment, s, lat, lon) if s in standing else nothing for s in sensors]
    return FlightProfile(
        nominal.time[flying],
        np.concatenate([[0.0], np.cumsum(steps)]) if lat.size else np.zeros(0),
        nominal.altitude[flight][flying],
        np.array(lowest).reshape(len(sensors), lat.size),
    )
