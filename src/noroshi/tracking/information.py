"""What one sensor's looks tell of a coast, gathered over time, without simulating a detection.

The information of a look is Pd · Hᵀ R⁻¹ H: the probability that it detects, times what a detection
says by the sensor's own `measure` and `deviations`. Carried to the state at burn-out and summed
over looks it bounds what any tracker can know of a free flight (Cramér and Rao). It is what the
recursion of Tichavský, Muravchik & Nehorai (IEEE Trans. Signal Processing 46 (1998) 1386; see
`tracking.bound`) comes to when there is no noise in the motion.
"""

from functools import partial
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
from jax import Array

from noroshi.sensing.base import Sensor, Target, margin
from noroshi.tracking.arc import Arc, edges, middles
from noroshi.tracking.packed import lower


class Gathered(NamedTuple):
    """Information of one sensor about the state at burn-out, up to each end of a cell."""

    total: Any
    """(draw, cell + 1, 21): symmetric 6x6, lower triangle by rows, in units of `arc.UNIT`."""
    since: Any
    """From when on the sensor holds the flight, (draw,) [s after launch]; inf = never."""


@partial(jax.jit, static_argnums=0)
def gather(
    kind: type[Sensor],
    arc: Arc,
    parameters: Any,
    gauge: Any,
    interval: Array,
    cross_section: Array,
    since: Array,
) -> Gathered:
    """What one sensor gathers about one flight.

    Args:
        kind: of the sensor: its laws.
        arc: the coast.
        parameters: what `observe` needs, a column a draw.
        gauge: what `measure` and `deviations` need, a column a draw.
        interval: from look to look, (draw,) [s].
        cross_section: after burn-out, (draw,) [m²].
        since: when the sensor begins to hold the flight, (draw,) [s after launch].
    """
    ends = arc.start + edges()[:, None] * arc.length
    held = jnp.maximum(ends[1:] - jnp.maximum(ends[:-1], since), 0.0)
    begun = arc.start + middles()[:, None] * arc.length

    def one(position: Array, time: Array, parameters: Any, gauge: Any, section: Array) -> Any:
        look = kind.observe(parameters, Target(position, arc.start[0] * 0.0 - 1.0, section))
        seen = jnp.where(margin(look.limits) >= 0.0, look.probability, 0.0)
        slope = jax.jacfwd(kind.measure, argnums=1)(gauge, position)
        return seen, slope, kind.deviations(gauge, position, look.snr)

    lanes = jax.vmap(one, in_axes=(-1, -1, -1, -1, -1), out_axes=-1)
    cells = jax.vmap(lanes, in_axes=(0, 0, None, None, None))
    seen, slope, sigma = cells(arc.position, begun, parameters, gauge, cross_section)
    looks = seen * held / interval
    rows = jnp.einsum("kcxd,kxsd->kcsd", slope, arc.slope) / sigma[:, :, None]
    channels = range(rows.shape[1])
    packed = [looks * sum(rows[:, c, i] * rows[:, c, j] for c in channels) for i, j in lower(6)]
    each = jnp.stack(packed, axis=-1)
    total = jnp.concatenate([jnp.zeros_like(each[:1]), jnp.cumsum(each, axis=0)])
    return Gathered(jnp.moveaxis(total, 0, 1), since)
