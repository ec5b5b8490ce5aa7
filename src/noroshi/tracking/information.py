"""What one sensor's looks tell of a coast, added up over time, without simulating a detection.

The information of a look is Pd · Hᵀ R⁻¹ H: the probability that it detects, times what a detection
says by the sensor's own `measure` and `deviations`. Carried to the state at burn-out and summed
over looks it bounds what any tracker can know of a free flight (Cramér and Rao). It is what the
recursion of Tichavský, Muravchik & Nehorai (IEEE Trans. Signal Processing 46 (1998) 1386; see
`tracking.bound`) comes to when there is no noise in the motion.
"""

from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
from jax import Array
from jaxtyping import Float

from noroshi.rebound import traceable
from noroshi.sensing.base import Sensor, Target, margin
from noroshi.tracking.coast_arc import CoastArc, edges
from noroshi.tracking.kernel import stage
from noroshi.tracking.packed import dot, lower

COASTING = -1.0
"""Time of powered flight still to come: none [s]."""


def fisher_information(
    kind: type[Sensor],
    arc: CoastArc,
    parameters: Any,
    measurement_model: Any,
    interval: Float[Any, " lane"],
    cross_section: Float[Any, " lane"],
    custody_start: Float[Any, " lane"],
) -> Float[Array, "ends lane 21"]:
    """One sensor's Fisher information about each flight.

    Symmetric 6x6 matrices about the state at burn-out, in units of `arc.UNIT`: the lower triangle
    by rows, at each end of a cell.

    Args:
        kind: of the sensor: its laws.
        arc: the coasts, one a lane.
        parameters: what `observe` needs, a column a lane.
        measurement_model: what `measure` and `deviations` need, a column a lane.
        interval: from look to look [s].
        cross_section: after burn-out [m²].
        custody_start: when the sensor begins to hold the flight [s after launch]; inf = never.
    """
    ends = arc.start + edges()[:, None] * arc.length
    looks = jnp.maximum(ends[1:] - jnp.maximum(ends[:-1], custody_start), 0.0) / interval
    # A sensor that begins within a cell has it in view from then on, wherever the middle lies.
    begins = (ends[:-1] < custody_start) & (custody_start < ends[1:])

    def add(total: Array, cell: tuple[Array, Array, Array, Array]) -> tuple[Array, Array]:
        position, slope, number, first = cell

        def looked() -> Array:
            inside, chance, rows = _look(
                kind, position, parameters, measurement_model, cross_section
            )
            seen = jnp.where(inside | first, chance, 0.0)
            return total + jnp.stack(_squares(_carried(rows, slope), seen * number))

        # No lane's sensor may have begun yet.
        after: Array = jax.lax.cond(jnp.any(number > 0.0), looked, lambda: total)
        return after, after.T

    nothing = jnp.zeros((len(lower(6)), len(interval)))
    _, totals = jax.lax.scan(add, nothing, (arc.position, arc.slope, looks, begins))
    return jnp.concatenate([nothing.T[None], totals])


# In stages, so that the compiler works out a look once and not for every entry of its square.
@partial(stage, static=(0,))
def _look(
    kind: type[Sensor],
    position: Array,
    parameters: Any,
    measurement_model: Any,
    cross_section: Array,
) -> tuple[Array, Array, tuple[tuple[Array, ...], ...]]:
    """Whether the target is in view, how probable a detection then is, and the derivative of what
    it says by the position, in standard deviations: channels of components, (lane,) each."""

    def one(position: Array, parameters: Any, measurement_model: Any, section: Array) -> Any:
        target = Target(position, jnp.full_like(section, COASTING), section)
        look = traceable(kind.observe)(parameters, target)
        inside = margin(look.limits) >= 0.0
        by_position = jax.jacfwd(kind.measure, argnums=1)(measurement_model, position)
        return (
            inside,
            look.probability,
            by_position / kind.deviations(measurement_model, position, look.snr)[:, None],
        )

    lanes = jax.vmap(one, in_axes=-1, out_axes=-1)
    inside, chance, by_position = lanes(position, parameters, measurement_model, cross_section)
    return inside, chance, tuple(tuple(row) for row in by_position)


@stage
def _carried(rows: Any, slope: Array) -> tuple[tuple[Array, ...], ...]:
    """Derivatives by the state at burn-out; `slope` is the position's by that state."""
    return tuple(tuple(dot(row, slope[:, i]) for i in range(6)) for row in rows)


@stage
def _squares(rows: Any, looks: Array) -> tuple[Array, ...]:
    """Entries of the information that so many looks give, (lane,) each."""
    return tuple(looks * sum(row[i] * row[j] for row in rows) for i, j in lower(6))
