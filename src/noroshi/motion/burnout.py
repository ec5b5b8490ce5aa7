"""Where solved flights are, and how fast, when powered flight ends."""

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Float
from numpy.typing import NDArray

from noroshi.motion.chunks import by_chunk
from noroshi.motion.path import Setting, powered
from noroshi.motion.records import Flights, pick
from noroshi.motion.sample import held_thrust
from noroshi.motion.shoot import setting_of

Floats = NDArray[np.float64]


def burnout(flights: Flights) -> Float[Floats, "6 flight"]:
    """Earth-fixed position [m] and velocity [m/s] at the end of powered flight.

    NaN where a flight was not solved.
    """

    def work(which: NDArray[np.intp]) -> tuple[Any, ...]:
        chosen = pick(flights, which)
        return (np.asarray(_burnout(setting_of(chosen.plan), held_thrust(chosen))),)

    (state,) = by_chunk(np.arange(len(flights.status)), work)
    return np.where(flights.status == 0, state, np.nan)


@jax.jit
def _burnout(setting: Setting, held: Any) -> Any:
    state, _, _ = powered(setting, held, lambda log, *_: log, jnp.zeros(()))
    return jnp.stack(list(state))
