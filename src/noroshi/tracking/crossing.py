"""Where a coasting body first crosses a surface, forwards or backwards in time.

For a batch at once (batch axis last), with derivatives: the last step is a Newton step in time,
which carries how the moment of crossing moves with the state (the implicit-function theorem).
"""

from collections.abc import Callable
from typing import Any, Final, NamedTuple

import jax
import jax.numpy as jnp

from noroshi.constants import EARTH_ROTATION
from noroshi.motion.forces import free_acceleration
from noroshi.motion.integrator import step
from noroshi.motion.path import step_length

MOST_STEPS: Final = 320
"""Steps after which a body counts as never crossing: five hours of coast, or more."""
_CLOSE: Final = 1e-2  # [m] left to go at which the last Newton step, a straight line, is exact
_LONGEST: Final = 120.0  # [s] a Newton step in time may not run away further than this

Event = Callable[[Any], Any]
"""Signed distance [m] (batch,) of a state from the surface; positive before it."""


class Crossing(NamedTuple):
    """Where and when bodies cross a surface."""

    state: Any
    """State there (7 or more, batch)."""
    elapsed: Any
    """Time from the state given to the crossing [s], negative backwards (batch,)."""
    crossed: Any
    """False where no crossing was found (batch,)."""


class _Way(NamedTuple):
    number: Any
    elapsed: Any
    state: Any
    length: Any  # of the next step tried, when closing in
    closing: Any  # sticky: a body that has been behind the surface does not fly on
    done: Any


def crossing(event: Event, state: Any, *, direction: float) -> Crossing:
    """Follow bodies until `event` falls to zero; `direction` is +1.0 or -1.0 in time.

    Args:
        event: the surface, one sign change on the way.
        state: Earth-fixed position [m], velocity [m/s], logarithm of the ballistic coefficient
            [kg/m²], and any parameters of the event, (7 or more, batch). Gravity with J2, the
            Earth's rotation and drag act (`noroshi.motion.forces`); the rest stays as it is. A
            body that starts slightly behind the surface is taken back to it.
    """
    lanes = state.shape[1:]
    no = jnp.zeros(lanes, dtype=bool)
    lost = ~jnp.all(jnp.isfinite(state), axis=0)
    way = _Way(jnp.asarray(0), jnp.zeros(lanes), state, jnp.zeros(lanes), no, lost)

    def advance(way: _Way) -> _Way:
        return _advance(event, way, direction)

    way = jax.lax.while_loop(lambda w: (w.number < MOST_STEPS) & ~jnp.all(w.done), advance, way)
    left, speed = _approach(event, way.state)
    late = -left / speed
    end = way.state + late * rate(way.state)
    return Crossing(end, way.elapsed + late, way.done & ~lost)


def rate(state: Any) -> Any:
    """Rate of change of a state; all but position and velocity stays."""
    push = free_acceleration(state[:6], jnp.exp(state[6]), EARTH_ROTATION)
    return jnp.concatenate((state[3:6], jnp.stack(push), jnp.zeros_like(state[6:])))


def _advance(event: Event, way: _Way, direction: float) -> _Way:
    usual = direction * step_length(way.state[:6], jnp.exp(way.state[6]))
    length = jnp.where(way.closing, way.length, usual)
    moved = _moved(way.state, length)
    left, speed = (jax.lax.stop_gradient(v) for v in _approach(event, moved))
    start = jax.lax.stop_gradient(event(way.state)) <= 0.0
    closing = way.closing | (left < 0.0) | start
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
        return free_acceleration(moving, jnp.exp(state[6]), EARTH_ROTATION)

    end, _ = step(force, 0.0, state[:6], length)
    return jnp.concatenate((end, state[6:]))


def _approach(event: Event, state: Any) -> tuple[Any, Any]:
    """Signed distance from the surface [m] and its rate of change [m/s]."""
    left, speed = jax.jvp(event, (state,), (rate(state),))
    return left, speed
