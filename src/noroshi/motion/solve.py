"""Solve flights: find the thrust that takes each from its launch to its aim over its apogee."""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from noroshi.earth import geodesic
from noroshi.earth.ellipsoid import geodetic
from noroshi.motion.burning import SINGLE
from noroshi.motion.ellipse import least_energy_apogee
from noroshi.motion.newton import Try, attempt, error, met, search
from noroshi.motion.path import Path
from noroshi.motion.records import (
    FlightPlan,
    Flights,
    FlightStatus,
    filled,
    put,
    replaced,
    select,
    some,
)
from noroshi.motion.shoot import aim_of, setting_of
from noroshi.motion.start import guess, thrust_shape
from noroshi.shaped import Float, Int8

Floats = NDArray[np.float64]
Status = Int8[NDArray[np.int8], " flight"]

LONGEST_RANGE: Final = 19.8e6
"""[m]; beyond it, which way round the Earth the flight goes is no longer settled."""
SHORTEST_RANGE: Final = 1e3
"""[m]; below it there is no direction to fly in."""
HIGHEST_APOGEE: Final = 2e7
"""[m]; beyond it a flight lasts for hours, and Sun and Moon, left out here, begin to count."""
_A_MINUTE: Final = 60.0
"""[s]; a powered phase that is none too long for any range."""
_FIRST_ROUNDS: Final = 24
_LATER_ROUNDS: Final = 12
_DRAG_STAGES: Final = (1e-3, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


def solve(plan: FlightPlan) -> Flights:
    """Flights that go where the plan says, each with a status; thousands in one call.

    Newton's method from a vacuum ellipse; what it does not reach is tried again by letting the air
    in little by little. A plan whose apogee is NaN gets the apogee that needs the least thrust for
    its burn time. Ranges from 1 km to 19,800 km; a flight that cannot be has its reason as status.
    """
    plan = filled(plan)
    status = impossible(plan)
    flights = blank(plan, status)
    fresh = np.where(status == 0)[0]
    for work in (_from_vacuum, _by_letting_air_in):
        if not fresh.size:  # to find out that nothing is left takes as long as to solve some
            return flights
        flights = put(flights, (fresh, work(select(plan, fresh))))
        fresh = np.where(flights.status == FlightStatus.NO_CONVERGENCE)[0]
    if fresh.size:
        flights.status[fresh] = _why_not(select(plan, fresh))
    return flights


def impossible(plan: FlightPlan) -> Status:
    """What can be refused before any flight is tried: `FlightStatus` of each."""
    distance, _ = geodesic.inverse(plan.launch_lat, plan.launch_lon, plan.aim_lat, plan.aim_lon)
    apogee = np.where(np.isnan(plan.apogee), 1e5, plan.apogee)
    numbers = np.stack((*plan[:5], apogee, *plan[6:], distance))
    checks = (
        (~np.all(np.isfinite(numbers), axis=0), FlightStatus.NOT_A_NUMBER),
        (plan.burn_time <= 0.0, FlightStatus.BURN_NOT_POSITIVE),
        (plan.ballistic_coefficient <= 0.0, FlightStatus.COEFFICIENT_NOT_POSITIVE),
        (
            (plan.growth < 1.0) | ~((plan.first_stage > 0.0) & (plan.first_stage <= SINGLE)),
            FlightStatus.SHAPE_UNKNOWN,
        ),
        (distance < SHORTEST_RANGE, FlightStatus.RANGE_ZERO),
        (distance > LONGEST_RANGE, FlightStatus.RANGE_TOO_LONG),
        (apogee <= np.maximum(plan.launch_height, 0.0), FlightStatus.APOGEE_TOO_LOW),
        (apogee > HIGHEST_APOGEE, FlightStatus.APOGEE_TOO_HIGH),
    )
    return np.select([c for c, _ in checks], [s for _, s in checks], 0).astype(np.int8)


def blank(plan: FlightPlan, status: Status) -> Flights:
    """The record of flights that were not flown: NaN, and why."""
    nothing: list[Any] = [np.full(status.shape, np.nan) for _ in range(10)]
    return Flights(plan, *[*nothing, status])


def describe(
    plan: FlightPlan, path: Path, held: Float[Floats, "3 flight"], status: Status
) -> Flights:
    """The record of flights from where they went; NaN wherever the status is not 0."""
    lat, lon, _ = geodetic(*path.impact)
    distance, _ = geodesic.inverse(plan.launch_lat, plan.launch_lon, lat, lon)
    columns: tuple[Any, ...] = (
        *thrust_angles(held),
        path.flight_time,
        path.apogee,
        path.apogee_time,
        geodetic(*path.burnout[:3])[2],
        distance,
        lat,
        lon,
    )
    results: list[Any] = [np.where(status == 0, c, np.nan) for c in columns]
    return Flights(plan, *[*results, status])


def thrust_angles(held: Float[Floats, "3 flight"]) -> tuple[Floats, Floats, Floats]:
    """Mean acceleration [m/s²], pitch and bearing [rad] of held thrust: see `Flights`."""
    level = np.hypot(held[0], held[1])
    bearing = np.arctan2(held[0], held[1]) % (2.0 * np.pi)
    return np.hypot(level, held[2]), np.arctan2(level, held[2]), bearing


def _from_vacuum(plan: FlightPlan) -> Flights:
    least, start = np.isnan(plan.apogee), _first_try(plan)
    best = search(setting_of(plan), aim_of(plan), start, least, _FIRST_ROUNDS)
    status = np.where(met(best, least), FlightStatus.SOLVED, FlightStatus.NO_CONVERGENCE).astype(
        np.int8
    )
    return describe(plan, best.path, best.held, status)


def _first_try(plan: FlightPlan) -> Try:
    setting, target = setting_of(plan), aim_of(plan)
    radius = np.sqrt(np.sum(setting.launch**2, axis=0))
    angle = np.arccos(np.clip(np.sum(setting.launch / radius * target.aim, axis=0), -1.0, 1.0))
    least = least_energy_apogee(radius, angle) - radius
    apogee = np.where(np.isnan(plan.apogee), np.maximum(least, 1e3), plan.apogee)
    axes = (setting.east, setting.north, setting.up)
    shape = thrust_shape(plan.growth, plan.first_stage)
    held = guess(setting.launch, axes, target.aim * 6.371e6, apogee, setting.burn_time, shape)
    return attempt(setting, target, held, apogee)


def _by_letting_air_in(plan: FlightPlan) -> Flights:
    """From next to no air to all of it, each stage starting where the last two point to."""
    least, target = np.isnan(plan.apogee), aim_of(plan)
    thin = plan._replace(ballistic_coefficient=plan.ballistic_coefficient / _DRAG_STAGES[0])
    best = search(setting_of(thin), target, _first_try(thin), least, 2 * _FIRST_ROUNDS)
    alive, last = met(best, least), best.held
    for share in _DRAG_STAGES[1:]:
        if not np.any(alive):
            break
        stage = plan._replace(ballistic_coefficient=plan.ballistic_coefficient / share)
        setting = setting_of(stage)
        start = _better(
            attempt(setting, target, best.held, best.apogee),
            attempt(setting, target, 2.0 * best.held - last, best.apogee),
        )
        found = search(setting, target, start, least, _LATER_ROUNDS, alive)
        last, best = best.held, replaced(best, alive, some(found, alive))
        alive = alive & met(found, least)
    status = np.where(alive, FlightStatus.SOLVED, FlightStatus.NO_CONVERGENCE).astype(np.int8)
    return describe(plan, best.path, best.held, status)


def _better(one: Try, other: Try) -> Try:
    better = error(other) < error(one)
    return replaced(one, better, some(other, better))


def _why_not(plan: FlightPlan) -> NDArray[np.int8]:
    """Too long a burn, if a third of it, or a minute, would do; else too low an apogee."""
    shorter = plan._replace(burn_time=np.minimum(plan.burn_time / 3.0, _A_MINUTE))
    with_less = _by_letting_air_in(shorter)
    reason = np.where(
        np.isnan(plan.apogee), FlightStatus.NO_CONVERGENCE, FlightStatus.APOGEE_TOO_LOW
    )
    return np.where(with_less.status == 0, FlightStatus.BURN_TOO_LONG, reason).astype(np.int8)
