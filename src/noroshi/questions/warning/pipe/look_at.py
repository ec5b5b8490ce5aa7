"""One sensor and one flight over time, as an xarray Dataset."""

from typing import Any

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from noroshi.earth.ellipsoid import geodetic
from noroshi.earth.sight import Site
from noroshi.questions.warning.pipe.one_flight import Flight, fly_one, placed_sensor
from noroshi.questions.warning.pipe.stations import where
from noroshi.questions.warning.pipe.watches import watch
from noroshi.scenario.records import Scenario
from noroshi.sensing import Sensor
from noroshi.tracking.dynamics import coast
from noroshi.tracking.filters.case import TrackingCase, case_of, deviations_of, least
from noroshi.world import Draws

Floats = NDArray[np.float64]
STATE = ("x", "y", "z", "vx", "vy", "vz")
"""Components of a state, Earth-fixed [m, m/s]."""
Columns = dict[str, tuple[Any, ...]]


def look_at(flight: str | Flight, sensor: str | Sensor, *, scenario: Scenario) -> xr.Dataset:
    """What one sensor could see of one flight, look by look from launch to impact.

    Where the flight is, its range, azimuth and elevation at the sensor, whatever else the sensor's
    kind measures, each with the deviation of a look, the signal-to-noise ratio (both NaN out of
    view), and the probability that a look detects (zero out of view). `covariance` is the least
    that an estimate of the state can have after each look: the posterior Cramér-Rao bound of free
    flight, by looks after burn-out alone and with nothing believed before; variances are infinite
    as long as the looks leave a component open. Everything declared is at its best value. SI
    units and radians, in `attrs`.

    Example::

        posture = noroshi.load("small").at("2015-01-01")
        flight = noroshi.Flight(start="test-range", toward="capital", apogee="700 km")
        noroshi.look_at(flight, "north-radar", scenario=posture).snr.max()

    Args:
        flight: the id of one that the scenario declares (threat/site/receiver), or a `Flight`.
        sensor: the id of one of the scenario's, or a record such as `noroshi.Radar(...)`, whose
            `at` names a place of the scenario, a city, or 'LAT,LON' in degrees.
        scenario: gives places, vehicles and air.

    Raises:
        NoroshiError: something is called by a name that there is not, or the flight cannot be.
    """
    flown = fly_one(flight, scenario)
    own, place = placed_sensor(sensor, scenario)
    sizes = {"powered_cross_section": flown[2], "cross_section": flown[3]}
    looks = case_of(flown.name, [watch(own, place, scenario)], flown.flights, **sizes)
    solved = flown.flights
    return xr.Dataset(
        _seen(looks, where(place, Draws.best())) | _known(looks),
        coords={
            "time": ("time", looks.time, {"long_name": "time after launch", "units": "s"}),
            "component": list(STATE),
            "other_component": list(STATE),
        },
        attrs={
            "title": f"{own.name or own.id} looks at the flight {flown.name}",
            "flight_time_s": looks.flight_time,
            "burn_time_s": looks.burn_time,
            "apogee_m": float(solved.apogee[0]),
            "range_m": float(solved.range[0]),
            "impact_lat_rad": float(solved.impact_lat[0]),
            "impact_lon_rad": float(solved.impact_lon[0]),
        },
    )


def _seen(looks: TrackingCase, site: Site) -> Columns:
    """What does not depend on other looks."""
    (own,), e = looks.watches, looks.expected
    probability = np.asarray(e.probability[:, 0])
    seen, hidden = probability > 0.0, "no number where no look can detect, as out of view"
    columns = _geometry(looks.state_ecef[:, :3], site)
    for i, channel in enumerate(own.kind.channels):
        sigma = np.asarray(e.sigma[:, i, 0])
        words = f"{channel.name} that a look without error would measure"
        exact = np.asarray(e.exact[:, i, 0])
        exact = np.mod(exact, 2.0 * np.pi) if channel.wraps else exact
        columns[channel.name] = _column(exact, words, channel.unit)
        words = f"one standard deviation of the {channel.name} of a look that detects"
        sigma = np.where(seen, sigma, np.nan)
        columns[f"{channel.name}_deviation"] = _column(sigma, words, channel.unit, hidden)
    snr = np.where(seen, np.asarray(e.snr[:, 0]), np.nan)
    columns["snr"] = _column(snr, "signal-to-noise ratio of a look", "1", hidden)
    words = "probability that a look detects; zero out of view"
    columns["probability"] = _column(probability, words, "1")
    return columns


def _geometry(position: Floats, site: Site) -> Columns:
    away = position - np.reshape(site.position_ecef, 3)
    axes = (np.reshape(axis, 3) for axis in (site.east, site.north, site.up))
    east, north, up = (away @ axis for axis in axes)
    lat, lon, height = geodetic(*position.T)
    azimuth = np.mod(np.arctan2(east, north), 2.0 * np.pi)
    elevation = np.arctan2(up, np.hypot(east, north))
    return {
        "latitude": _column(lat, "geodetic latitude of the flight, WGS 84", "rad"),
        "longitude": _column(lon, "longitude of the flight, WGS 84", "rad"),
        "altitude": _column(height, "height of the flight above the ellipsoid", "m"),
        "range": _column(np.linalg.norm(away, axis=1), "distance from the sensor", "m"),
        "azimuth": _column(azimuth, "azimuth at the sensor, clockwise from north", "rad"),
        "elevation": _column(elevation, "elevation at the sensor, without refraction", "rad"),
    }


def _known(looks: TrackingCase) -> Columns:
    """The bound after each look, and the deviations that it leaves."""
    covariance = np.broadcast_to(np.diag([np.inf] * 6), (len(looks.time), 6, 6)).copy()
    covariance[:, ~np.eye(6, dtype=bool)] = 0.0
    later = looks.time > looks.burn_time
    if later.any():
        covariance[later] = least(looks.coasting(above=-np.inf), coast(0.0))
    position, velocity = deviations_of(covariance)
    words = "least covariance of the state that the looks so far allow"
    return {
        "state": (
            ("time", "component"),
            looks.state_ecef,
            {"long_name": "true position and velocity, Earth-fixed", "units": "m, m s-1"},
        ),
        "covariance": (
            ("time", "component", "other_component"),
            covariance,
            {"long_name": words, "units": "products of m, m s-1", "comment": "inf: not known yet"},
        ),
        "position_deviation": _column(position, "root of the position's variances together", "m"),
        "velocity_deviation": _column(velocity, "root of the velocity's together", "m s-1"),
    }


def _column(values: Any, long_name: str, units: str, comment: str = "") -> tuple[Any, ...]:
    more = {"comment": comment} if comment else {}
    return "time", np.asarray(values), {"long_name": long_name, "units": units, **more}
