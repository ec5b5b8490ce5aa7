"""Where coasting bodies were when they were as low as where powered flight ended.

A body is followed back until its height is so many seconds of its climb. For batches (batch axis
last), with derivatives: the last step is a Newton step in time, which carries how the moment of
crossing moves with the state (the implicit-function theorem).
"""

from typing import Any, Final, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Float
from numpy.typing import NDArray

import noroshi.arrays as _arrays
from noroshi.constants import EARTH_ROTATION
from noroshi.earth.ellipsoid import height_along_radius
from noroshi.motion.chunks import by_chunk
from noroshi.motion.forces import free_acceleration
from noroshi.motion.integrator import step
from noroshi.motion.path import step_length
from noroshi.rebound import traceable

Floats = NDArray[np.float64]
_free_acceleration = traceable(free_acceleration)
_step_length = traceable(step_length)
assert _arrays  # imported for its effect: 64-bit JAX

MOST_STEPS: Final = 320
"""Steps after which a body counts as never crossing: five hours of coast, or more."""
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
    crossed: NDArray[np.bool_]
    """False where no crossing was found (batch,)."""


class _Way(NamedTuple):
    number: Any
    elapsed: Any
    state: Any
    length: Any  # of the next step tried, when closing in
    closing: Any  # sticky: a body that has been behind the surface does not fly on
    done: Any


def crossing(states: Float[Floats, "8 batch"]) -> Crossing:
    """Follow bodies back to where their height is `lag` seconds of their climb, 128 at a time.

    Args:
        states: Earth-fixed position [m], velocity [m/s], logarithm of the ballistic coefficient
            [kg/m²] and lag [s], (8, batch). Gravity with J2, the Earth's rotation and drag act
            (`noroshi.motion.forces`). A lag of 0 is the ground. A body that starts slightly behind
            the surface is taken back to it.
    """
    rise = np.sum(states[:3] * states[3:6], axis=0)

    def work(which: NDArray[np.intp]) -> tuple[Any, ...]:
        return tuple(np.asarray(part) for part in _crossing(states[:, which]))

    return Crossing(*by_chunk(rise, work))


@jax.jit
def _crossing(states: Any) -> tuple[Any, ...]:
    (state, elapsed), (moved, later), crossed = tangents(_follow, states)
    return state, elapsed, moved, later, crossed


def tangents(function: Any, inputs: Any) -> tuple[Any, Any, Any]:
    """Value, derivatives (n, ...) by each of n inputs (n, batch), and what has no derivative."""
    count = inputs.shape[0]
    basis = jnp.broadcast_to(jnp.eye(count)[:, :, None], (count, *inputs.shape))

    def along(direction: Any) -> Any:
        return jax.jvp(function, (inputs,), (direction,), has_aux=True)

    return jax.vmap(along, out_axes=(None, 0, None))(basis)  # type: ignore[no-any-return]


def _follow(start: Any) -> tuple[tuple[Any, Any], Any]:
    lanes = start.shape[1:]
    no = jnp.zeros(lanes, dtype=bool)
    lost = ~jnp.all(jnp.isfinite(start), axis=0)
    way = _Way(jnp.asarray(0), jnp.zeros(lanes), start, jnp.zeros(lanes), no, lost)

    way = jax.lax.while_loop(lambda w: (w.number < MOST_STEPS) & ~jnp.all(w.done), _advance, way)
    left, speed = _approach(way.state)
    late = -left / speed
    end = way.state + late * _rate(way.state)
    return (end[:6], way.elapsed + late), way.done & ~lost


def _advance(way: _Way) -> _Way:
    usual = -jax.lax.stop_gradient(_step_length(way.state[:6], jnp.exp(way.state[6])))
    length = jnp.where(way.closing, way.length, usual)
    moved = _moved(way.state, length)
    left, speed = (jax.lax.stop_gradient(v) for v in _approach(moved))
    behind = jax.lax.stop_gradient(_above(way.state)) <= 0.0
    closing = way.closing | (left < 0.0) | behind
    done = way.done | (closing & (jnp.abs(left) < _CLOSE))
    accept = (~closing | done) & ~way.done
    nearer = jnp.clip(length - left / speed, -_LONGEST, _LONGEST)
    return _Way(
        number=way.number + 1,
        elapsed=jnp.where(accept, way.elapsed + length, way.elapsed),
        state=jnp.where(accept, moved, way.state),
        length=jax.lax.stop_gradient(nearer),
        closing=closing,
        done=done,
    )


def _moved(state: Any, length: Any) -> Any:
    """One step of order 8."""

    def force(_: Any, moving: Any) -> Any:
        return _free_acceleration(moving, jnp.exp(state[6]), EARTH_ROTATION)

    end, _ = step(force, 0.0, state[:6], length)
    return jnp.concatenate((end, state[6:]))


def _rate(state: Any) -> Any:
    """Rate of change of a state; ballistic coefficient and lag stay."""
    push = _free_acceleration(state[:6], jnp.exp(state[6]), EARTH_ROTATION)
    return jnp.concatenate((state[3:6], jnp.stack(push), jnp.zeros_like(state[6:])))


def _above(state: Any) -> Any:
    """Height [m] above the surface; positive before it."""
    x, y, z, u, v, w = state[:6]
    # Along the radius, within 0.2° of the vertical; the ground itself is exact.
    climb = (x * u + y * v + z * w) / jnp.sqrt(x * x + y * y + z * z)
    return height_along_radius(x, y, z) - state[7] * climb


def _approach(state: Any) -> tuple[Any, Any]:
    """Height above the surface [m] and its rate of change [m/s]."""
    left, speed = jax.jvp(_above, (state,), (_rate(state),))
    return left, speed
