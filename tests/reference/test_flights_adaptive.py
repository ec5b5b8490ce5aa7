"""Solved flights against SciPy's adaptive DOP853 on independently written equations.

The peer flies in axes that do not turn with the Earth, takes the solved thrust, and nothing else
from the package but its declared constants: the density fit and the WGS 84 numbers.
"""

from typing import NamedTuple

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from noroshi.constants import (
    EARTH_FLATTENING,
    EARTH_GM,
    EARTH_J2,
    EARTH_RADIUS,
    EARTH_ROTATION,
)
from noroshi.earth import geodesic
from noroshi.motion.records import FlightPlan, Flights
from noroshi.motion.sample import sample
from noroshi.motion.solve import solve
from noroshi.motion.standard_air import LOG_DENSITY, TOP

one_metre = 1.0
one_millisecond = 1e-3
TIGHT = {"method": "DOP853", "rtol": 1e-12, "atol": 1e-9}
SPIN = np.array([0.0, 0.0, EARTH_ROTATION])
LOG_RHO = np.polynomial.Polynomial(LOG_DENSITY, domain=[0.0, TOP], window=[-1.0, 1.0])

# range [km], apogee [km] (NaN: minimum energy), burn [s], β [kg/m²], latitude, bearing [deg],
# growth within a stage, share of the first stage
CASES = np.array(
    [
        [60.0, 25.0, 30.0, 4000.0, 38.0, 70.0, 1.0, 1.0],
        [300.0, np.nan, 70.0, 4000.0, 39.0, 120.0, 1.0, 1.0],
        [300.0, 620.0, 90.0, 6000.0, 39.2, 70.0, 2.5, 1.0],
        [1000.0, np.nan, 110.0, 3000.0, 39.2, 90.0, 1.0, 1.0],
        [1000.0, 150.0, 110.0, 9000.0, 39.2, 270.0, 5.0, 1.0],
        [950.0, 4475.0, 290.0, 8000.0, 39.3, 76.0, 1.0, 1.0],
        [950.0, 4475.0, 290.0, 8000.0, 39.3, 76.0, 1.6, 0.5],
        [3500.0, 700.0, 150.0, 5000.0, -20.0, 10.0, 1.0, 1.0],
        [3500.0, np.nan, 60.0, 2000.0, 5.0, 200.0, 4.0, 0.6],
        [10000.0, np.nan, 300.0, 12000.0, 40.0, 45.0, 4.0, 0.4],
        [10000.0, 500.0, 180.0, 5000.0, 60.0, 330.0, 1.0, 1.0],
        [15000.0, np.nan, 320.0, 8000.0, 39.0, 20.0, 1.0, 0.5],
        [12000.0, 9000.0, 240.0, 10000.0, -45.0, 250.0, 3.0, 0.3],
    ]
)


class Flown(NamedTuple):
    position: np.ndarray  # Earth-fixed [m]
    time: float
    apogee: float
    apogee_time: float
    at: object  # Earth-fixed position at a time


@pytest.fixture(scope="module")
def flights() -> Flights:
    reach, apogee, burn, beta, lat, bearing, growth, first = CASES.T
    launch_lat, launch_lon = np.radians(lat), np.radians(np.full(len(lat), 127.0))
    aim = geodesic.direct(launch_lat, launch_lon, 1e3 * reach, np.radians(bearing))
    height = np.linspace(0.0, 800.0, len(lat))
    return solve(
        FlightPlan(launch_lat, launch_lon, height, *aim, 1e3 * apogee, burn, beta, growth, first)
    )


def gravity(r: np.ndarray) -> np.ndarray:
    """Gradient of GM/r (1 - J2 (a/r)² (3 sin²φ - 1)/2), written out as a gradient."""
    x, y, z = r
    d = np.sqrt(x * x + y * y + z * z)
    central = -EARTH_GM * r / d**3
    c = 1.5 * EARTH_J2 * EARTH_GM * EARTH_RADIUS**2
    oblate = -c * r / d**5 + 5.0 * c * z**2 * r / d**7 - np.array([0.0, 0.0, 2.0 * c * z / d**5])
    return central + oblate


def radial_height(r: np.ndarray) -> float:
    """Distance beyond the ellipsoid along the line to the centre."""
    scaled = np.sqrt(r[0] ** 2 + r[1] ** 2 + (r[2] / (1.0 - EARTH_FLATTENING)) ** 2)
    return np.sqrt(r @ r) * (1.0 - EARTH_RADIUS / scaled)


def normal_and_height(r: np.ndarray) -> tuple[np.ndarray, float]:
    """Outward normal and geodetic height, by iterating on the foot point's latitude."""
    e2 = EARTH_FLATTENING * (2.0 - EARTH_FLATTENING)
    p, z = np.hypot(r[0], r[1]), r[2]
    lat = np.arctan2(z, p * (1.0 - e2))
    for _ in range(30):
        n = EARTH_RADIUS / np.sqrt(1.0 - e2 * np.sin(lat) ** 2)
        lat = np.arctan2(z + e2 * n * np.sin(lat), p)
    lon = np.arctan2(r[1], r[0])
    out = np.array([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
    foot = np.array([n * out[0], n * out[1], n * (1.0 - e2) * out[2]])
    return out, float((r - foot) @ out)


def density(height: float) -> float:
    inside = min(max(height, -2e3), TOP)
    slope = LOG_RHO.deriv()(TOP)
    return float(np.exp(LOG_RHO(inside) + slope * max(height - TOP, 0.0)))


def spun(r: np.ndarray, time: float) -> np.ndarray:
    """From Earth-fixed axes to those that coincided with them at launch."""
    c, s = np.cos(EARTH_ROTATION * time), np.sin(EARTH_ROTATION * time)
    return np.array([c * r[0] - s * r[1], s * r[0] + c * r[1], r[2]])


def air_and_gravity(r: np.ndarray, v: np.ndarray, beta: float) -> np.ndarray:
    wind = v - np.cross(SPIN, r)
    return gravity(r) - 0.5 * density(radial_height(r)) * np.linalg.norm(wind) * wind / beta


def thrust_direction(share: float, pitch: float, bearing: float, lat: float, lon: float):
    s = min(share, 1.0)
    angle = pitch * (10.0 * s**3 - 15.0 * s**4 + 6.0 * s**5)
    up = np.array([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
    east = np.array([-np.sin(lon), np.cos(lon), 0.0])
    north = np.cross(up, east)
    level = np.sin(bearing) * east + np.cos(bearing) * north
    return np.cos(angle) * up + np.sin(angle) * level


def stage_profile(x: float, growth: float) -> float:
    """Acceleration over its mean, of a body that burns evenly and ends `growth` times lighter."""
    if growth == 1.0:
        return 1.0
    mass = 1.0 - x * (1.0 - 1.0 / growth)
    return (1.0 - 1.0 / growth) / np.log(growth) / mass


def fly_with_scipy(flights: Flights, i: int) -> Flown:
    plan = flights.plan
    lat, lon, burn = plan.launch_lat[i], plan.launch_lon[i], plan.burn_time[i]
    beta = plan.ballistic_coefficient[i]

    growth, first = plan.growth[i], plan.first_stage[i]
    turned = burn * (0.5 if first == 1.0 else first)

    def powered(t, y, second):
        push = thrust_direction(t / turned, flights.pitch[i], flights.bearing[i], lat, lon)
        staged = first < 1.0
        begun, length = (turned, burn - turned) if staged and second else (0.0, first * burn)
        amount = flights.acceleration[i] * stage_profile((t - begun) / length, growth)
        pull = air_and_gravity(y[:3], y[3:], beta)
        return np.concatenate((y[3:], pull + amount * spun(push, t)))

    def free(_, y):
        return np.concatenate((y[3:], air_and_gravity(y[:3], y[3:], beta)))

    def ground(_, y):
        return radial_height(y[:3])

    def top(_, y):
        return float(normal_and_height(y[:3])[0] @ y[3:])  # the normal turns with the Earth alike

    ground.terminal, ground.direction, top.direction = True, -1.0, -1.0
    e2 = EARTH_FLATTENING * (2.0 - EARTH_FLATTENING)
    n = EARTH_RADIUS / np.sqrt(1.0 - e2 * np.sin(lat) ** 2)
    h = plan.launch_height[i]
    r = np.array(
        [
            (n + h) * np.cos(lat) * np.cos(lon),
            (n + h) * np.cos(lat) * np.sin(lon),
            (n * (1.0 - e2) + h) * np.sin(lat),
        ]
    )
    y = np.concatenate((r, np.cross(SPIN, r)))
    parts = []
    for second, span in ((False, (0.0, turned)), (True, (turned, burn))):
        parts.append(solve_ivp(powered, span, y, args=(second,), dense_output=True, **TIGHT))
        y = parts[-1].y[:, -1]
    coast = solve_ivp(free, (burn, 3e4), y, dense_output=True, events=(ground, top), **TIGHT)
    parts.append(coast)
    time, peak = coast.t_events[0][0], coast.t_events[1][0]

    def at(t: float) -> np.ndarray:
        part = parts[0] if t < turned else parts[1] if t < burn else parts[2]
        return spun(part.sol(min(t, time))[:3], -min(t, time))

    height = normal_and_height(coast.y_events[1][0][:3])[1]
    return Flown(spun(coast.y_events[0][0][:3], -time), time, height, peak, at)


@pytest.fixture(scope="module")
def peers(flights: Flights) -> list[Flown]:
    return [fly_with_scipy(flights, i) for i in range(len(CASES))]


def test_every_case_is_solved(flights: Flights) -> None:
    assert np.all(flights.status == 0)


def test_the_impact_point_is_the_aim_point_to_a_metre_when_flown_by_dop853(flights, peers) -> None:
    plan = flights.plan
    for i, peer in enumerate(peers):
        normal, height = normal_and_height(peer.position)
        lat, lon = np.arcsin(normal[2]), np.arctan2(normal[1], normal[0])
        miss, _ = geodesic.inverse(lat, lon, plan.aim_lat[i], plan.aim_lon[i])
        assert miss < one_metre, CASES[i]
        assert abs(height) < 1e-3


def test_times_agree_with_dop853_to_a_millisecond(flights, peers) -> None:
    time = np.array([peer.time for peer in peers])
    apogee_time = np.array([peer.apogee_time for peer in peers])
    np.testing.assert_allclose(flights.flight_time, time, rtol=0, atol=one_millisecond)
    np.testing.assert_allclose(flights.apogee_time, apogee_time, rtol=0, atol=one_millisecond)


def test_apogees_agree_with_dop853_to_a_metre(flights, peers) -> None:
    apogee = np.array([peer.apogee for peer in peers])
    np.testing.assert_allclose(flights.apogee, apogee, rtol=0, atol=one_metre)
    asked = 1e3 * CASES[:, 1]
    given = ~np.isnan(asked)
    np.testing.assert_allclose(apogee[given], asked[given], rtol=0, atol=one_metre)


def test_samples_between_the_steps_agree_with_dop853_to_a_metre(flights, peers) -> None:
    track = sample(flights, step=7.3)
    for i, peer in enumerate(peers):
        exact = np.array([peer.at(t) for t in track.time])
        off = np.linalg.norm(track.position_ecef[:, :, i] - exact, axis=1)
        assert np.max(off) < one_metre, (CASES[i], track.time[np.argmax(off)])
