"""Which sensor holds each track, and when it is handed over to another.

A sensor *holds* a target while M of its last N looks detect it. The holder of a track is the sensor
that began it; when that one no longer holds the target, the track is handed over to another that
does (of several, the first in order), and to nobody, which means that it coasts, if there is none.
"""

from typing import Any

import jax
import jax.numpy as jnp
from jax import Array

NOBODY = -1


def holders(sensor: Array, count: int, kept: Array, begun: Array, holds: Array) -> Array:
    """The sensor that holds each track after each look, (look, batch); NOBODY = none.

    Args:
        sensor: which sensor looks, (look,).
        count: how many sensors there are.
        kept: whether there is a track, (look, batch).
        begun: whether this look began it, (look, batch).
        holds: whether the sensor that looks holds the target, (look, batch).
    """
    batch = kept.shape[1]

    def one(now: tuple[Array, Array], row: Any) -> tuple[tuple[Array, Array], Array]:
        holder, holding = now
        which, alive, begins, mine = row
        holding = holding.at[which].set(mine)
        its_own = jnp.take_along_axis(holding, jnp.maximum(holder, 0)[None], axis=0)[0]
        another = jnp.where(jnp.any(holding, axis=0), jnp.argmax(holding, axis=0), NOBODY)
        holder = jnp.where((holder >= 0) & its_own, holder, another)
        holder = jnp.where(alive, jnp.where(begins, which, holder), NOBODY).astype(jnp.int32)
        return (holder, holding), holder

    start = (jnp.full(batch, NOBODY, dtype=jnp.int32), jnp.zeros((count, batch), dtype=bool))
    found: Array = jax.lax.scan(one, start, (jnp.asarray(sensor), kept, begun, holds))[1]
    return found


def hand_overs(holder: Array) -> Array:
    """How often each track passed from one sensor to another, (batch,); coasting is no sensor.

    Args:
        holder: see `holders`, (look, batch).

    Example:
        >>> import numpy as np
        >>> holder = np.array([[0, 0], [0, -1], [1, 0]])  # three looks at two tracks
        >>> hand_overs(jnp.asarray(holder)).tolist()
        [1, 0]
    """

    def one(last: Array, now: Array) -> tuple[Array, Array]:
        passed = (now >= 0) & (last >= 0) & (now != last)
        return jnp.where(now >= 0, now, last), passed

    nobody = jnp.full(holder.shape[1], NOBODY, dtype=holder.dtype)
    return jnp.sum(jax.lax.scan(one, nobody, holder)[1], axis=0)
