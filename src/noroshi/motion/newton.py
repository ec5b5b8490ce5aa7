"""Newton's method on many flights at once, damped."""

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.motion.path import Path, Setting
from noroshi.motion.records import replaced, some
from noroshi.motion.shoot import AimPoint, shoot_with_slopes
from noroshi.shaped import Bool, Float

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

CLOSE: Final = 1e-9
"""What is left of each goal when solved: apogee to one in 10⁹, miss to 6 mm."""
_STATIONARY: Final = 3e-6  # slope of log thrust over log apogee that counts as least
_SETTLED: Final = 0.1  # error below which the slope at a try means something
_STUCK: Final = 2e-3  # share of Newton's stride at which a flight that still gets no better is left
_LONGEST_STRIDE: Final = 0.3  # of the thrust, in one round
_SCALE: Final = np.array([1.0, 6.4, 6.4])[:, None]  # a factor e in apogee weighs as 1000 km


class Try(NamedTuple):
    """Where a search stands; flights last."""

    held: Float[Floats, "3 flight"]
    """Held thrust (3, flight: east, north, up [m/s²])."""
    apogee: Float[Floats, " flight"]
    """Apogee wanted [m]; it moves while the least thrust is sought."""
    path: Path
    left: Float[Floats, "3 flight"]
    """Goals not yet met (3, flight); infinite where nothing flew."""
    slopes: Float[Floats, "3 3 flight"]
    """Of the goals by the thrust (3: thrust, 3: goal, flight)."""


def attempt(
    setting: Setting,
    target: AimPoint,
    held: Float[Floats, "3 flight"],
    apogee: Float[Floats, " flight"],
) -> Try:
    """Fly and compare with what is wanted."""
    shot, slopes = shoot_with_slopes(setting, target, held)
    wanted = np.stack((np.log(apogee), np.zeros_like(apogee), np.zeros_like(apogee)))
    left = shot.goal - wanted
    flown = shot.path.flown & np.all(np.isfinite(left), axis=0)
    return Try(held, apogee, shot.path, np.where(flown, left, np.inf), slopes.goal)


def search(
    setting: Setting, target: AimPoint, start: Try, least: Flags, rounds: int, among: Any = True
) -> Try:
    """Improve a try until every flight has met its goals, or for so many rounds.

    Where `least` is set, the apogee is free, and the one that needs the least thrust is sought.
    Only the flights `among` which it is asked are improved.
    """
    best = start
    damping, curvature = np.ones_like(best.apogee), np.full_like(best.apogee, 0.3)
    for _ in range(rounds):
        open_ = np.flatnonzero(among & ~met(best, least) & (damping > _STUCK))
        if not open_.size:
            break
        here, free, damped, bent = some((best, least, damping, curvature), open_)
        change, wanted = _stride(here, free, bent)
        trial = attempt(*some((setting, target), open_), here.held + damped * change, wanted)
        better = (error(trial) < error(here)) | (free & (error(trial) < _SETTLED))
        damping[open_] = np.where(better, np.minimum(2.0 * damped, 1.0), 0.4 * damped)
        curvature[open_] = np.where(better, _curvature(here, trial, bent), bent)
        best = replaced(best, open_[better], some(trial, better))
    return best


def met(t: Try, least: Bool[Flags, " flight"]) -> Bool[Flags, " flight"]:
    """Which flights are solved."""
    there = np.all(np.abs(t.left) < CLOSE, axis=0)
    return np.asarray(there & (~least | (np.abs(_steepness(t)) < _STATIONARY)))


def error(t: Try) -> Float[Floats, " flight"]:
    """One number for how far each flight is from its goals."""
    return np.asarray(np.sqrt(np.sum((t.left * _SCALE) ** 2, axis=0)))


def answer(
    slopes: Float[Floats, "3 3 flight"], goals: Float[Floats, "3 flight"]
) -> Float[Floats, "3 flight"]:
    """The change of thrust (3, flight) that changes the goals by so much, to first order."""
    matrix = np.moveaxis(np.nan_to_num(slopes, posinf=0.0, neginf=0.0), 2, 0).transpose(0, 2, 1)
    # No flight, no slope: any change will do, since none is better.
    flat = np.abs(np.linalg.det(matrix)) < 1e-300
    matrix = np.where(flat[:, None, None], np.eye(3), matrix)
    return np.asarray(np.linalg.solve(matrix, goals.T[:, :, None])[:, :, 0].T)


def _stride(best: Try, least: Flags, curvature: Floats) -> tuple[Floats, Floats]:
    """The change of thrust that would meet the goals, and the apogee to aim for next."""
    goals = -np.where(np.isfinite(best.left), best.left, 0.0)
    lift = np.clip(-_steepness(best) / curvature, -0.3, 0.3)
    lift = np.where(least & (error(best) < _SETTLED), lift, 0.0)
    goals[0] += lift
    change = answer(best.slopes, goals)
    size = np.sqrt(np.sum(change**2, axis=0) / np.sum(best.held**2, axis=0))
    return change / np.maximum(1.0, size / _LONGEST_STRIDE), best.apogee * np.exp(lift)


def _steepness(t: Try) -> Floats:
    """Slope of log thrust over log apogee with the aim kept; zero at the minimum energy."""
    higher = np.zeros_like(t.held)
    higher[0] = 1.0
    along = np.sum(t.held * answer(t.slopes, higher), axis=0)
    return np.asarray(along / np.sum(t.held**2, axis=0))


def _curvature(old: Try, new: Try, known: Floats) -> Floats:
    """Second derivative of log thrust by log apogee, from the slopes at two apogees."""
    step = np.log(new.apogee / old.apogee)
    found = (_steepness(new) - _steepness(old)) / np.where(step == 0.0, 1.0, step)
    settled = (error(old) < _SETTLED) & (error(new) < _SETTLED) & (np.abs(step) > 1e-4)
    return np.where(settled, np.clip(found, 0.05, 3.0), known)
