"""Where coasting bodies were when they were as low as where powered flight ended.

A body is followed back until its height is so many seconds of its climb. For batches (batch axis
last), with slopes: each number that is given is moved a little both ways, and all that makes is
followed side by side.
"""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.constants import EARTH_ROTATION
from noroshi.earth.ellipsoid import ECCENTRICITY_SQUARED, POLAR_RADIUS
from noroshi.motion.forces import free_acceleration, height
from noroshi.motion.integrator import step
from noroshi.motion.stepping import step_length
from noroshi.shaped import Float

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

MOST_STEPS: Final = 320
"""Steps after which a body counts as never crossing: five hours of coast, or more."""
SMALL: Final = (10.0, 10.0, 10.0, 0.01, 0.01, 0.01, 1e-3, 1e-2)
"""By how much the eight numbers are moved for a slope: position [m], velocity [m/s], logarithm of
the ballistic coefficient, lag [s]. What a straight line leaves out of them is a millionth of the
slope, and what is lost in rounding a millionth, too."""
_CLOSE: Final = 1e-2  # [m] left to go at which the last Newton step, a straight line, is exact
_LONGEST: Final = 120.0  # [s] a Newton step in time may not run away further than this


class Crossing(NamedTuple):
    """Where and when bodies cross, and how that moves with where they start."""

    state: Floats
    """Earth-fixed position [m] and velocity [m/s] there (6, batch)."""
    elapsed: Floats
    """Time from the state given to the crossing [s], negative (batch,)."""
    state_slopes: Floats
    """Derivatives of `state` by each of the eight numbers given (8, 6, batch)."""
    elapsed_slopes: Floats
    """Derivatives of `elapsed` by each of the eight numbers given (8, batch)."""
    crossed: Flags
    """False where no crossing was found (batch,)."""


def crossing(states: Float[Floats, "8 batch"]) -> Crossing:
    """Follow bodies back to where their height is `lag` seconds of their climb.

    Args:
        states: Earth-fixed position [m], velocity [m/s], logarithm of the ballistic coefficient
            [kg/m²] and lag [s], (8, batch). Gravity with J2, the Earth's rotation and drag act
            (`noroshi.motion.forces`). A lag of 0 is the ground. A body that starts slightly behind
            the surface is taken back to it.
    """
    found, slopes = with_slopes(_followed, states, SMALL)
    return Crossing(found[:6], found[6], slopes[:, :6], slopes[:, 6], found[7] > 0.0)


def with_slopes(
    function: Callable[[Floats], Floats], inputs: Floats, small: Sequence[float]
) -> tuple[Floats, Floats]:
    """A function's values (m, batch), and their derivatives (n, m, batch) by each of n inputs.

    Args:
        function: from (n, batch) to (m, batch), each element by itself.
        inputs: (n, batch).
        small: by how much each input is moved, both ways.
    """
    count, lanes = inputs.shape
    moves = np.diag(small)[:, :, None]
    moved = np.stack((inputs - moves, inputs + moves))  # (which way, moved input, n, batch)
    every = np.concatenate(
        (inputs[:, None], np.moveaxis(moved, 2, 0).reshape(count, 2 * count, lanes)), 1
    )
    made = function(every.reshape(count, -1))
    made = made.reshape(len(made), 1 + 2 * count, lanes)
    behind, ahead = made[:, 1 : 1 + count], made[:, 1 + count :]
    slopes = (ahead - behind) / (2.0 * np.asarray(small)[:, None])
    return made[:, 0], np.moveaxis(slopes, 1, 0)


def _followed(start: Floats) -> Floats:
    """State at the crossing, time to it, and 1 where there is one, (8, batch)."""
    state, elapsed = start.copy(), np.zeros(start.shape[1])
    length, closing = np.zeros_like(elapsed), np.zeros(start.shape[1], dtype=bool)
    sound = np.all(np.isfinite(start), axis=0)
    crossed = np.zeros_like(sound)
    flying = np.flatnonzero(sound)
    for _ in range(MOST_STEPS):
        if not len(flying):
            break
        here, near = state[:, flying], closing[flying]
        usual = -step_length(here[:6], np.exp(here[6]))
        stride = np.where(near, length[flying], usual)
        moved = _moved(here, stride)
        left, speed = _approach(moved)
        # Sticky: a body that has been behind the surface does not fly on.
        near = near | (left < 0.0) | (_above(here) <= 0.0)
        there = near & (np.abs(left) < _CLOSE)
        goes = ~near | there
        state[:, flying[goes]] = moved[:, goes]
        elapsed[flying[goes]] += stride[goes]
        length[flying] = np.clip(stride - left / speed, -_LONGEST, _LONGEST)
        closing[flying], crossed[flying] = near, there
        flying = flying[~there]
    left, speed = _approach(state)
    late = -left / speed
    end = state[:6] + late * _rate(state)
    return np.concatenate((end, (elapsed + late)[None], crossed[None]))


def _moved(state: Floats, length: Floats) -> Floats:
    """One step of order 8; ballistic coefficient and lag stay."""

    def force(_: object, moving: Floats) -> tuple[Floats, Floats, Floats]:
        return free_acceleration(moving, np.exp(state[6]), EARTH_ROTATION)

    end, _ = step(force, 0.0, state[:6], length)
    return np.concatenate((end, state[6:]))


def _rate(state: Floats) -> Floats:
    """Rate of change of position and velocity, (6, batch)."""
    push = free_acceleration(state[:6], np.exp(state[6]), EARTH_ROTATION)
    return np.concatenate((state[3:6], np.stack(push)))


def _above(state: Floats) -> Floats:
    """Height [m] above the surface; positive before it."""
    # Along the radius, within 0.2° of the vertical; the ground itself is exact.
    climb = np.sum(state[:3] * state[3:6], axis=0) / np.linalg.norm(state[:3], axis=0)
    above: Floats = height(*state[:3]) - state[7] * climb
    return above


def _approach(state: Floats) -> tuple[Floats, Floats]:
    """Height above the surface [m] and its rate of change [m/s]."""
    place, velocity, push = state[:3], state[3:6], _rate(state)[3:]
    radius = np.linalg.norm(place, axis=0)
    climb = np.sum(place * velocity, axis=0) / radius
    # How fast the Earth's radius below changes with how much of the distance is across its axis.
    across = np.sum(place[:2] ** 2, axis=0) / radius**2
    drift = 2.0 * (np.sum(place[:2] * velocity[:2], axis=0) / radius - across * climb) / radius
    flat = 1.0 - ECCENTRICITY_SQUARED * across
    swell = 0.5 * ECCENTRICITY_SQUARED * POLAR_RADIUS * drift / (flat * np.sqrt(flat))
    bend = (np.sum(velocity**2 + place * push, axis=0) - climb**2) / radius
    return _above(state), climb - swell - state[7] * bend
