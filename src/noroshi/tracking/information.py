"""What one sensor's looks tell of a coast, gathered over time, without simulating a detection.

The information of a look is Pd · Hᵀ R⁻¹ H: the probability that it detects, times what a detection
says by the sensor's own `measure` and `deviations`. Carried to the state at burn-out and summed
over looks it bounds what any tracker can know of a free flight (Cramér and Rao). It is what the
recursion of Tichavský, Muravchik & Nehorai (IEEE Trans. Signal Processing 46 (1998) 1386; see
`tracking.bound`) comes to when there is no noise in the motion.
"""

from typing import Any

import jax
import jax.numpy as jnp
from jax import Array

from noroshi.sensing.base import Sensor, Target, margin
from noroshi.tracking.arc import Arc, edges
from noroshi.tracking.packed import lower

COASTING = -1.0
"""Time of powered flight still to come: none [s]."""


def gather(
    kind: type[Sensor],
    arc: Arc,
    parameters: Any,
    gauge: Any,
    interval: Array,
    cross_section: Array,
    since: Array,
) -> Array:
    """What one sensor gathers about each flight, (cell + 1, 21, lane), from the cell on in which it
    begins to hold it: what it would have gathered there before is for the caller to take off.

    Symmetric 6x6 matrices about the state at burn-out, in units of `arc.UNIT`: the lower triangle
    by rows, at each end of a cell.

    Args:
        kind: of the sensor: its laws.
        arc: the coasts, one a lane.
        parameters: what `observe` needs, a column a lane.
        gauge: what `measure` and `deviations` need, a column a lane.
        interval: from look to look, (lane,) [s].
        cross_section: after burn-out, (lane,) [m²].
        since: when the sensor begins to hold the flight, (lane,) [s after launch]; inf = never.
    """

    def one(position: Array, parameters: Any, gauge: Any, section: Array) -> Any:
        look = kind.observe(parameters, Target(position, jnp.full_like(section, COASTING), section))
        seen = jnp.where(margin(look.limits) >= 0.0, look.probability, 0.0)
        slope = jax.jacfwd(kind.measure, argnums=1)(gauge, position)
        sigma = kind.deviations(gauge, position, look.snr)
        return seen, slope / sigma[:, None]

    lanes = jax.vmap(one, in_axes=(-1, -1, -1, -1), out_axes=-1)
    cells = jax.vmap(lanes, in_axes=(0, None, None, None))
    seen, slope = cells(arc.position, parameters, gauge, cross_section)
    # Small numbers only: a long watch before would leave rounding as large as a first look.
    held = arc.start + edges()[1:, None] * arc.length > since
    looks = jnp.where(held, seen, 0.0) * jnp.diff(edges())[:, None] * arc.length / interval
    rows = [
        [sum(slope[:, c, x] * arc.slope[:, x, s] for x in range(3)) for s in range(6)]
        for c in range(slope.shape[1])
    ]
    each = [looks * sum(row[i] * row[j] for row in rows) for i, j in lower(6)]
    total = jnp.cumsum(jnp.stack(each, axis=1), axis=0)
    return jnp.concatenate([jnp.zeros_like(total[:1]), total])
