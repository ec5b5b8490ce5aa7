"""One step of order 8 and a curve between its ends."""

from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Float

from noroshi.motion.tableau import COUPLINGS, NODES, STAGES, WEIGHTS

Force = Callable[[Any, Any], tuple[Any, Any, Any]]
"""Acceleration [m/s²] from the time [s] and the state, (6, flight)."""


def step(
    force: Force,
    time: Float[Any, "*#flight"] | float,
    state: Float[Any, "6 ..."],
    length: Float[Any, "*#flight"] | float,
) -> tuple[Float[Any, "6 ..."], Float[Any, "6 ..."]]:
    """The state after one step of `length` [s], and the rate before it.

    The stages are a loop and not written out: a graph a tenth of the size compiles in a quarter
    of a second, and the sums over earlier stages become one matrix product.
    """
    couplings, nodes = jnp.asarray(COUPLINGS), jnp.asarray(NODES)

    def stage(number: Any, rates: Any) -> Any:
        moved = state + length * jnp.tensordot(couplings[number], rates, axes=(0, 0))
        rate = jnp.stack((*moved[3:], *force(time + nodes[number] * length, moved)))
        return rates.at[number].set(rate)

    rates = jax.lax.fori_loop(0, STAGES, stage, jnp.zeros((STAGES, *state.shape)))
    return state + length * jnp.tensordot(jnp.asarray(WEIGHTS), rates, axes=(0, 0)), rates[0]


# Rows: powers s⁰ to s⁵ of the share of the step. Columns: position, velocity · length and
# acceleration · length² at the start, then at the end.
HERMITE = np.array(
    [
        [1.0, 0.0, 0.0, 0.0, 0.0, 0.0],
        [0.0, 1.0, 0.0, 0.0, 0.0, 0.0],
        [0.0, 0.0, 0.5, 0.0, 0.0, 0.0],
        [-10.0, -6.0, -1.5, 10.0, -4.0, 0.5],
        [15.0, 8.0, 1.5, -15.0, 7.0, -1.0],
        [-6.0, -3.0, -0.5, 6.0, -3.0, 0.5],
    ]
)
"""Quintic through position, velocity and acceleration at both ends of a step."""


def quintic(
    start: Float[Any, "6 ..."],
    start_acceleration: Float[Any, "3 ..."],
    end: Float[Any, "6 ..."],
    end_acceleration: Float[Any, "3 ..."],
    length: Float[Any, "*#flight"] | float,
) -> Float[Any, "6 3 ..."]:
    """Coefficients of s⁰ … s⁵ of the position within a step, s from 0 to 1."""
    ends = jnp.stack(
        (
            start[:3],
            start[3:] * length,
            start_acceleration * length**2,
            end[:3],
            end[3:] * length,
            end_acceleration * length**2,
        )
    )
    return jnp.tensordot(jnp.asarray(HERMITE), ends, axes=(1, 0))
