"""One step of order 8, for JAX to derive; `path` has the same for flights, in loops."""

from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
from jaxtyping import Float

import noroshi.arrays  # noqa: F401  (float64)
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
