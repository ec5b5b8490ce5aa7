"""Speed of flights: sampling, solving and redrawing, with SciPy as the peer in the same run."""

import time
from collections.abc import Callable
from typing import Any

import numpy as np
from scipy.integrate import solve_ivp

from noroshi.constants import EARTH_GM, EARTH_J2, EARTH_RADIUS, EARTH_ROTATION
from noroshi.earth import geodesic
from noroshi.motion.ellipse import least_energy_apogee
from noroshi.motion.records import FlightPlan, Flights, pick
from noroshi.motion.redraw import redraw
from noroshi.motion.sample import sample
from noroshi.motion.solve import solve
from noroshi.motion.standard_air import HALF_TOP, LOG_DENSITY, TOP

Row = tuple[str, float, str, str, float, str]
"""job, value, unit, peer, ratio to the peer, target"""

FLIGHTS = 10_000
DRAWS = (312, 128)
PEERS = 6
STEP = 5.0


def rows() -> list[Row]:
    solved = _flights(1024)
    many = pick(solved, np.resize(np.flatnonzero(solved.status == 0), FLIGHTS))
    ours = FLIGHTS / _best(lambda: sample(many, step=STEP), 4)
    theirs = PEERS / _best(lambda: [_scipy(many, i) for i in range(PEERS)], 2)
    plan = _plan(1024, 2)
    solving = 1024 / _best(lambda: solve(plan), 2)
    redrawing = _best(lambda: _redraw(pick(solved, np.arange(DRAWS[0]))), 2)
    draws = f"{DRAWS[0] * DRAWS[1]:,}"
    return [
        (
            f"{FLIGHTS:,} flights, powered, J2, drag, states each {STEP:g} s",
            ours,
            "flights/s",
            f"SciPy DOP853 rtol 1e-12, {theirs:.1f} flights/s",
            ours / theirs,
            ">= 20,000 flights/s and >= 600 times SciPy",
        ),
        ("1,024 flights solved from nothing", solving, "flights/s", "", float("nan"), ""),
        (f"{draws} flights redrawn", redrawing, "s", "", float("nan"), "<= 5 s for 40,000"),
    ]


def _best(job: Callable[[], Any], times: int) -> float:
    """Least wall time of a job [s], after one run to compile it."""
    job()
    least = np.inf
    for _ in range(times):
        start = time.perf_counter()
        job()
        least = min(least, time.perf_counter() - start)
    return float(least)


def _plan(number: int, seed: int) -> FlightPlan:
    """Flights of 300 to 12,000 km as the classes fly them, half lofted."""
    rng = np.random.default_rng(seed)
    reach = np.exp(rng.uniform(np.log(300e3), np.log(12e6), number))
    lat, lon = (
        np.radians(rng.uniform(30.0, 45.0, number)),
        np.radians(rng.uniform(120, 140, number)),
    )
    aim = geodesic.direct(lat, lon, reach, rng.uniform(0.0, 2.0 * np.pi, number))
    least = least_energy_apogee(6.371e6, reach / 6.371e6) - 6.371e6
    apogee = np.minimum(least * np.exp(rng.uniform(0.0, 1.2, number)), 8e6)
    burn = np.interp(np.log(reach), np.log([3e5, 1e6, 3e6, 1e7]), [75.0, 110.0, 150.0, 300.0])
    beta = np.exp(rng.uniform(np.log(2000.0), np.log(12000.0), number))
    return FlightPlan(lat, lon, np.zeros(number), *aim, apogee, burn, beta)


def _flights(number: int) -> Flights:
    return solve(_plan(number, 1))


def _redraw(flights: Flights) -> Flights:
    rng = np.random.default_rng(3)
    burn = flights.plan.burn_time[:, None] * rng.uniform(0.85, 1.15, DRAWS)
    beta = flights.plan.ballistic_coefficient[:, None] * np.exp(rng.uniform(-0.7, 0.7, DRAWS))
    return redraw(flights, burn, beta, np.ones_like(burn))


def _scipy(flights: Flights, i: int) -> Any:
    """The same flight by SciPy with plain scalar Python, as one would write it; states each 5 s."""
    plan = flights.plan
    lat, lon, burn = plan.launch_lat[i], plan.launch_lon[i], plan.burn_time[i]
    up = np.array([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
    east = np.array([-np.sin(lon), np.cos(lon), 0.0])
    level = np.sin(flights.bearing[i]) * east + np.cos(flights.bearing[i]) * np.cross(up, east)
    slope = sum(k * c for k, c in enumerate(LOG_DENSITY)) / HALF_TOP
    flat2 = (1.0 - 1.0 / 298.257223563) ** 2

    def free(_: float, y: Any) -> Any:
        x, v = y[:3], y[3:]
        r2 = x @ x
        r = np.sqrt(r2)
        pull = -EARTH_GM / (r2 * r)
        oblate = 1.5 * EARTH_J2 * EARTH_RADIUS**2 / r2
        tilt = 5.0 * x[2] ** 2 / r2
        height = r - EARTH_RADIUS * r / np.sqrt(x[0] ** 2 + x[1] ** 2 + x[2] ** 2 / flat2)
        s = min(max(height, -2e3), TOP) / HALF_TOP - 1.0
        log_density = np.polyval(LOG_DENSITY[::-1], s) + slope * max(height - TOP, 0.0)
        drag = -0.5 * np.exp(log_density) * np.sqrt(v @ v) / plan.ballistic_coefficient[i]
        turn = EARTH_ROTATION
        spin = np.array([turn * (turn * x[0] + 2 * v[1]), turn * (turn * x[1] - 2 * v[0]), 0.0])
        weight = pull * (1.0 + oblate * (np.array([1.0, 1.0, 3.0]) - tilt))
        return np.concatenate((v, weight * x + spin + drag * v))

    def powered(t: float, y: Any) -> Any:
        s = min(2.0 * t / burn, 1.0)
        angle = flights.pitch[i] * (10.0 * s**3 - 15.0 * s**4 + 6.0 * s**5)
        rate = free(t, y)
        rate[3:] += flights.acceleration[i] * (np.cos(angle) * up + np.sin(angle) * level)
        return rate

    def ground(_: float, y: Any) -> float:
        return float(np.sqrt(y[0] ** 2 + y[1] ** 2 + y[2] ** 2 / flat2) - EARTH_RADIUS)

    ground.terminal, ground.direction = True, -1.0  # type: ignore[attr-defined]
    normal = EARTH_RADIUS / np.sqrt(1.0 - (1.0 - flat2) * np.sin(lat) ** 2)
    state = np.concatenate((normal * up * np.array([1.0, 1.0, flat2]), np.zeros(3)))
    tight = {"method": "DOP853", "rtol": 1e-12, "atol": 1e-9, "dense_output": True}
    for start, end in ((0.0, burn / 2), (burn / 2, burn)):
        state = solve_ivp(powered, (start, end), state, **tight).y[:, -1]
    flown = solve_ivp(free, (burn, 2e4), state, events=ground, **tight)
    flown.sol(np.arange(burn, flown.t[-1], STEP))
    return flown
