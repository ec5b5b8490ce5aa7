"""Solve flights: find the thrust that takes each from its launch to its aim over its apogee."""

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.earth import geodesic
from noroshi.earth.ellipsoid import geodetic
from noroshi.motion.chunks import chunks, in_threads
from noroshi.motion.ellipse import least_energy_apogee
from noroshi.motion.path import Path, Setting
from noroshi.motion.records import FlightPlan, Flights, Status, select
from noroshi.motion.shoot import Target, setting_of, shoot_with_slopes, target_of
from noroshi.motion.start import guess

Floats = NDArray[np.float64]

CLOSE: Final = np.array([1e-9, 1e-9, 1e-9])[:, None]
"""What counts as solved: relative error of the apogee, miss east and north in Earth radii (6 mm)."""
_MOST_ROUNDS: Final = 60
_LONGEST: Final = 19.8e6  # [m] beyond it, the way round the Earth is no longer settled
_SHORTEST: Final = 1e3  # [m]
_STATIONARY: Final = 1e-5  # slope of log thrust over log apogee that counts as least
_SETTLED: Final = 0.1  # error below which the slope at a try means something


class _Try(NamedTuple):
    """Where the search of a chunk stands; flights last."""

    held: Floats
    apogee: Floats  # wanted [m]; moves while the least thrust is sought
    path: Path
    left: Floats  # goals not yet met (3, flight)
    slopes: Floats  # (3: thrust, 3: goal, flight)


def solve(plan: FlightPlan) -> Flights:
    """Flights that go where the plan says, each with a status; thousands in one call.

    Newton's method on the derivatives of the model itself, damped, from a vacuum ellipse. A plan
    whose apogee is NaN gets the apogee that needs the least thrust for its burn time.
    """
    plan = FlightPlan(*(np.asarray(field, dtype=np.float64) for field in plan))
    distance, _ = geodesic.inverse(plan.launch_lat, plan.launch_lon, plan.aim_lat, plan.aim_lon)
    parts = list(chunks(np.argsort(distance, kind="stable")))
    solved = in_threads(lambda part: _solve_chunk(select(plan, part[1])), parts)
    return _in_order(plan, parts, solved)


def _in_order(plan: FlightPlan, parts: list[Any], solved: list[Flights]) -> Flights:
    order = np.concatenate([part for part, _ in parts])
    back = np.argsort(order, kind="stable")
    columns = [
        np.concatenate(
            [column[: len(part)] for column, (part, _) in zip(field, parts, strict=True)]
        )[back]
        for field in zip(*(flights[1:] for flights in solved), strict=True)
    ]
    return Flights(plan, *columns)


def _solve_chunk(plan: FlightPlan) -> Flights:
    status = impossible(plan)
    possible = np.where(status == 0)[0]
    if len(possible) == 0:
        return describe(plan, None, np.zeros((3, len(status))), status)
    # An impossible flight keeps its place in the chunk; a possible one flies in its stead.
    plain = select(plan, np.where(status == 0, np.arange(len(status)), possible[0]))
    setting, target = setting_of(plain), target_of(plain)
    least = np.isnan(plain.apogee)
    found = _search(setting, target, _first_apogee(plain), least)
    unsolved = (status == 0) & ~_met(found, least)
    status = np.where(unsolved, _why(plain, found), status).astype(np.int8)
    return describe(plan, found.path, found.held, status)


def impossible(plan: FlightPlan) -> NDArray[np.int8]:
    """What can be refused before any flight is tried: `Status` of each."""
    distance, _ = geodesic.inverse(plan.launch_lat, plan.launch_lon, plan.aim_lat, plan.aim_lon)
    apogee = np.where(np.isnan(plan.apogee), 1e5, plan.apogee)
    numbers = np.stack((*plan[:5], apogee, *plan[6:], distance))
    checks = (
        (~np.all(np.isfinite(numbers), axis=0), Status.NOT_A_NUMBER),
        ((plan.burn_time <= 0.0) | (plan.ballistic_coefficient <= 0.0), Status.NOT_A_NUMBER),
        (distance < _SHORTEST, Status.RANGE_ZERO),
        (distance > _LONGEST, Status.RANGE_TOO_LONG),
        (apogee <= plan.launch_height, Status.APOGEE_TOO_LOW),
    )
    return np.select([c for c, _ in checks], [s for _, s in checks], 0).astype(np.int8)


def _first_apogee(plan: FlightPlan) -> Floats:
    setting, target = setting_of(plan), target_of(plan)
    radius = np.sqrt(np.sum(setting.launch**2, axis=0))
    angle = np.arccos(np.clip(np.sum(setting.launch / radius * target.aim, axis=0), -1.0, 1.0))
    least = least_energy_apogee(radius, angle) - radius
    return np.asarray(np.where(np.isnan(plan.apogee), np.maximum(least, 1e3), plan.apogee))


def _search(setting: Setting, target: Target, apogee: Floats, least: NDArray[np.bool_]) -> _Try:
    aim = target.aim * 6.371e6
    axes = (setting.east, setting.north, setting.up)
    held = guess(setting.launch, axes, aim, apogee, setting.burn_time)
    best = _attempt(setting, target, held, apogee)
    damping, curvature = np.ones_like(apogee), np.full_like(apogee, 0.3)
    for _ in range(_MOST_ROUNDS):
        if np.all(_met(best, least)):
            break
        change, wanted = _newton(best, least, curvature)
        trial = _attempt(setting, target, best.held + damping * change, wanted)
        better = _error(trial) < _error(best)
        better |= least & (_error(trial) < _SETTLED)
        damping = np.where(better, np.minimum(2.0 * damping, 1.0), 0.4 * damping)
        damping = np.where(damping < 1e-3, 1.0, damping)
        better &= ~_met(best, least)
        curvature = np.where(better, _curvature(best, trial, curvature), curvature)
        best = _choose(better, trial, best)
    return best


def _curvature(old: _Try, new: _Try, known: Floats) -> Floats:
    """Second derivative of log thrust by log apogee, from the slopes at two apogees."""
    step = np.log(new.apogee / old.apogee)
    with np.errstate(invalid="ignore"):
        found = (_steepness(new) - _steepness(old)) / np.where(step == 0.0, 1.0, step)
    settled = (_error(old) < _SETTLED) & (_error(new) < _SETTLED) & (np.abs(step) > 1e-4)
    return np.where(settled & np.isfinite(found), np.clip(found, 0.05, 3.0), known)


def _steepness(t: _Try) -> Floats:
    """Slope of log thrust over log apogee with the aim kept; zero at the minimum energy."""
    change = _answer(t, np.array([1.0, 0.0, 0.0])[:, None] * np.ones_like(t.apogee))
    return np.asarray(np.sum(t.held * change, axis=0) / np.sum(t.held**2, axis=0))


def _answer(t: _Try, goals: Floats) -> Floats:
    """The change of thrust that changes the goals by so much, to first order."""
    matrix = np.moveaxis(np.nan_to_num(t.slopes), 2, 0).transpose(0, 2, 1)
    singular = np.abs(np.linalg.det(matrix)) < 1e-300
    matrix = np.where(singular[:, None, None], np.eye(3), matrix)
    return np.asarray(np.linalg.solve(matrix, goals.T[:, :, None])[:, :, 0].T)


def _attempt(setting: Setting, target: Target, held: Floats, apogee: Floats) -> _Try:
    shot, slopes, _ = shoot_with_slopes(setting, target, held)
    path = Path(*(np.asarray(field) for field in shot.path))
    left = np.asarray(shot.goal) - np.stack((np.log(apogee), 0.0 * apogee, 0.0 * apogee))
    left = np.where(path.flown & np.all(np.isfinite(left), axis=0), left, np.inf)
    return _Try(held, apogee, path, left, np.asarray(slopes))


def _newton(best: _Try, least: NDArray[np.bool_], curvature: Floats) -> tuple[Floats, Floats]:
    """The change of thrust that would meet the goals, and the apogee to aim for next."""
    goals = -np.where(np.isfinite(best.left), best.left, 0.0)
    lift = np.clip(-_steepness(best) / curvature, -0.3, 0.3)
    lift = np.where(least & (_error(best) < _SETTLED), lift, 0.0)
    goals[0] += lift
    change = _answer(best, goals)
    size = np.sqrt(np.sum(change**2, axis=0) / np.sum(best.held**2, axis=0))
    return change / np.maximum(1.0, size / 0.3), best.apogee * np.exp(lift)


def _error(t: _Try) -> Floats:
    """One number for how far a try is from its goals: apogee in logarithm, miss over 1000 km."""
    return np.asarray(np.sqrt(np.sum((t.left * np.array([1.0, 6.4, 6.4])[:, None]) ** 2, axis=0)))


def _met(t: _Try, least: NDArray[np.bool_]) -> NDArray[np.bool_]:
    there = np.all(np.abs(t.left) < CLOSE, axis=0)
    return np.asarray(there & (~least | (np.abs(_steepness(t)) < _STATIONARY)))


def _choose(which: NDArray[np.bool_], yes: _Try, no: _Try) -> _Try:
    path = Path(*(np.where(which, a, b) for a, b in zip(yes.path, no.path, strict=True)))
    rest = [np.where(which, a, b) for a, b in zip(yes, no, strict=True) if not isinstance(a, Path)]
    return _Try(rest[0], rest[1], path, rest[2], rest[3])


def _why(plan: FlightPlan, found: _Try) -> NDArray[np.int8]:
    amount = np.sqrt(np.sum(found.held**2, axis=0))
    return np.where(
        (amount < 11.0) | ~found.path.flown, Status.BURN_TOO_LONG, Status.NO_CONVERGENCE
    ).astype(np.int8)


def describe(
    plan: FlightPlan, path: Path | None, held: Floats, status: NDArray[np.int8]
) -> Flights:
    """The record of flights from where they went; NaN wherever the status is not 0."""
    if path is None:
        nothing = np.full(len(status), np.nan)
        return Flights(plan, *(nothing for _ in range(10)), status)
    lat, lon, _ = geodetic(*path.impact)
    distance, _ = geodesic.inverse(plan.launch_lat, plan.launch_lon, lat, lon)
    level = np.hypot(held[0], held[1])
    columns = (
        np.hypot(level, held[2]), np.arctan2(level, held[2]),
        np.arctan2(held[0], held[1]) % (2.0 * np.pi),
        path.flight_time, path.apogee, path.apogee_time, geodetic(*path.burnout)[2],
        distance, lat, lon,
    )  # fmt: skip
    return Flights(plan, *(np.where(status == 0, c, np.nan) for c in columns), status)
