"""The coast of one flight in every draw, and how it hangs on its start.

After burn-out a flight is free: what a tracker learns of it at any time is knowledge of one state,
that at burn-out. So each look's information is carried back there by the coast's own derivative and
simply adds up. Batch last: one lane a draw.
"""

from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array
from jaxtyping import Float

from noroshi.constants import EARTH_ROTATION
from noroshi.motion.forces import gravity
from noroshi.rebound import traceable

_gravity = traceable(gravity)

CELLS = 128
"""Parts that a coast is cut into; a sensor's information is taken to grow evenly within one."""
BEND = 1.5
"""Cells lengthen as this power: the first are short, since tracks are settled early."""
UNIT = np.array([1e3, 1e3, 1e3, 1.0, 1.0, 1.0])
"""What one of each number of the state at burn-out stands for [m, m/s]: keeps matrices even."""


class CoastArc(NamedTuple):
    """A coast from burn-out to impact; `slope` is by the state at burn-out in units of `UNIT`."""

    start: Float[Any, " lane"]
    """Burn-out [s after launch]. Lanes are the draws, unless some of them are chosen."""
    length: Float[Any, " lane"]
    """From burn-out to impact [s]."""
    position: Float[Any, "cell 3 draw"]
    """At the middle of each cell [m]."""
    slope: Float[Any, "cell 3 6 draw"]
    """Of that position [m]."""
    end: Float[Any, "6 draw"]
    """State at the time of impact, without air."""
    end_slope: Float[Any, "6 6 draw"]
    """Of that state."""


def edges() -> Any:
    """Ends of the cells as shares of the coast, (cell + 1,)."""
    return (np.arange(CELLS + 1) / CELLS) ** BEND


def middles() -> Any:
    """Middles of the cells as shares of the coast, (cell,)."""
    bounds = edges()
    return 0.5 * (bounds[1:] + bounds[:-1])


def moved(
    state: Float[Array, "6 lane"], slope: Float[Array, "6 6 lane"], step: Float[Array, " lane"]
) -> tuple[Float[Array, "6 lane"], Float[Array, "6 6 lane"]]:
    """A state and its slope after a step of free flight [s].

    Runge and Kutta's fourth-order step: over 60 s of a coast it errs by less than a metre.
    """

    def rate(state: Array) -> Array:
        x, y, z, u, v, w = state
        turn = EARTH_ROTATION
        gx, gy, gz = _gravity(x, y, z)
        return jnp.stack(
            [u, v, w, gx + turn * (turn * x + 2.0 * v), gy + turn * (turn * y - 2.0 * u), gz]
        )

    def advance(start: Array) -> Array:
        k1 = rate(start)
        k2 = rate(start + 0.5 * step * k1)
        k3 = rate(start + 0.5 * step * k2)
        k4 = rate(start + step * k3)
        return start + step * (k1 + 2.0 * (k2 + k3) + k4) / 6.0

    def column(push: Array) -> tuple[Array, Array]:
        return jax.jvp(advance, (state,), (push,))

    after, pushed = jax.vmap(column, in_axes=1, out_axes=(None, 1))(slope)
    return after, pushed


@jax.jit
def coast_arc(
    state: Float[Any, "6 draw"], burn_time: Float[Any, " draw"], flight_time: Float[Any, " draw"]
) -> CoastArc:
    """Fly a coast.

    Args:
        state: position [m] and velocity [m/s] at burn-out.
        burn_time: [s].
        flight_time: [s].
    """
    length = flight_time - burn_time
    stops = np.concatenate([[0.0], middles(), [1.0]])
    unit = jnp.broadcast_to(jnp.diag(UNIT)[..., None], (6, 6, state.shape[-1]))

    def advance(carry: tuple[Array, Array], share: Array) -> tuple[Any, Any]:
        after = moved(*carry, share * length)
        return after, (after[0], after[1])

    _, (states, slopes) = jax.lax.scan(advance, (state, unit), jnp.diff(stops))
    return CoastArc(
        start=burn_time,
        length=length,
        position=states[:-1, :3],
        slope=slopes[:-1, :3],
        end=states[-1],
        end_slope=slopes[-1],
    )
