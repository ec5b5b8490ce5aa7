"""One step of order 8 for NumPy, of any force; `path` has the same for flights, in loops."""

from collections.abc import Callable
from typing import Any

import numpy as np
from jaxtyping import Float
from numpy.typing import NDArray

from noroshi.motion.tableau import COUPLINGS, NODES, STAGES, WEIGHTS

Floats = NDArray[np.float64]
Force = Callable[[Any, Floats], tuple[Floats, Floats, Floats]]
"""Acceleration [m/s²] from the time [s] and the state, (6, flight)."""


def step(
    force: Force,
    time: Float[Any, "*#flight"] | float,
    state: Float[Floats, "6 ..."],
    length: Float[Any, "*#flight"] | float,
) -> tuple[Float[Floats, "6 ..."], Float[Floats, "6 ..."]]:
    """The state after one step of `length` [s], and the rate before it."""
    rates = np.zeros((STAGES, *state.shape))
    for number in range(STAGES):
        moved = state + length * np.tensordot(COUPLINGS[number], rates, axes=(0, 0))
        rates[number, :3] = moved[3:]
        rates[number, 3:] = force(time + NODES[number] * length, moved)
    return state + length * np.tensordot(WEIGHTS, rates, axes=(0, 0)), rates[0]
