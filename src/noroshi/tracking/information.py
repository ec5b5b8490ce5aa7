"""What one sensor's looks tell of a coast, added up over time, without simulating a detection.

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
import numpy as np
from jax import Array
from jaxtyping import Float, Int
from numpy.typing import NDArray

from noroshi.compiled import lean
from noroshi.motion.chunks import chunks
from noroshi.rebound import traceable
from noroshi.sensing.base import Sensor, Target, margin
from noroshi.tracking.coast_arc import CELLS, CoastArc, edges
from noroshi.tracking.kernel import stage

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
COASTING = -1.0
"""Time of powered flight still to come: none [s]."""
_EDGES = edges()


class SensorInformation(NamedTuple):
    """What the looks of some sensors tell of each flight, and from when on they hold it."""

    rows: Float[Any, "pair cell channel 3"]
    """As of `look_information`."""
    slope: Float[Any, "lane cell 3 6"]
    """Of the coasts, as in `CoastArc`."""
    pair: Int[Any, "lane sensor"]
    """Which row of `rows` is whose; of sensors that never hold a flight any."""
    custody_start: Float[Any, "lane sensor"]
    """[s after launch]; inf = never."""


def look_information(
    kind: type[Sensor],
    arc: CoastArc,
    lane: Int[Any, " pair"],
    parameters: Any,
    measurement_model: Any,
    interval: Float[Any, " pair"],
    cross_section: Float[Any, " pair"],
    custody_start: Float[Any, " pair"],
    rows: Float[NDArray[np.float64], "row cell channel 3"],
    row: Int[Any, " pair"],
) -> None:
    """Write what each of some sensors of one kind tells of the position of a flight that it holds.

    The derivative of each channel by the position in the middle of a cell, in standard deviations
    of all detections that are to be expected in the cell: squared and carried back, it is the
    information that the cell adds [1/m].

    Args:
        kind: of the sensors: its laws.
        arc: the coasts.
        lane: which of the coasts each pair of a sensor and a flight is about.
        parameters: what `observe` needs, a column a pair.
        measurement_model: what `measure` and `deviations` need, a column a pair.
        interval: from look to look [s].
        cross_section: after burn-out [m²].
        custody_start: when the sensor begins to hold the flight [s after launch]; finite.
        rows: where it goes; zeros in channels that the kind lacks.
        row: of each pair.
    """
    position = np.asarray(arc.position)
    start, length = (np.asarray(a)[lane] for a in (arc.start, arc.length))
    for part, filled in chunks(np.argsort((custody_start - start) / length, kind="stable")):
        drawn = jax.tree.map(lambda a, f=filled: a[..., f], (parameters, measurement_model))
        times = start[filled], length[filled], interval[filled], custody_start[filled]
        looks = _looks(kind, position[:, :, lane[filled]], *times, *drawn, cross_section[filled])
        _put(rows, row[part], np.asarray(looks))


@partial(jax.jit, static_argnums=0)
def _looks(
    kind: type[Sensor],
    position: Array,
    start: Array,
    length: Array,
    interval: Array,
    custody_start: Array,
    parameters: Any,
    measurement_model: Any,
    cross_section: Array,
) -> Array:
    """(cell, channel, 3, pair)."""
    ends = start + _EDGES[:, None] * length
    number = jnp.maximum(ends[1:] - jnp.maximum(ends[:-1], custody_start), 0.0) / interval
    # A sensor that begins within a cell has it in view from then on, wherever the middle lies.
    first = (ends[:-1] < custody_start) & (custody_start < ends[1:])

    def one(
        position: Array, parameters: Any, measurement_model: Any, section: Array
    ) -> tuple[Array, Array, Array, Array]:
        target = Target(position, jnp.full_like(section, COASTING), section)
        look = traceable(kind.observe)(parameters, target)
        by_position = jax.jacfwd(kind.measure, argnums=1)(measurement_model, position)
        sigma = kind.deviations(measurement_model, position, look.snr)
        return margin(look.limits), look.probability, by_position, sigma

    @stage
    def each(position: Array, number: Array, first: Array, *drawn: Any) -> Any:
        inside, chance, by_position, sigma = jax.vmap(one, -1, -1)(position, *drawn)
        detections = jnp.where((inside >= 0.0) | first, chance * number, 0.0)
        channels = range(len(kind.channels))
        return tuple(tuple(by_position[c]) for c in channels), tuple(
            jnp.sqrt(detections) / sigma[c] for c in channels
        )

    def looked(*at: Any) -> Array:
        by_position, scale = each(*at)
        return jnp.stack([jnp.stack(row) * s for row, s in zip(by_position, scale, strict=True)])

    def cell(at: tuple[Array, Array, Array]) -> Array:
        # No sensor may hold its flight yet.
        told: Array = jax.lax.cond(
            jnp.any(at[1] > 0.0),
            lambda: looked(*at, parameters, measurement_model, cross_section),
            lambda: jnp.zeros((len(kind.channels), 3, len(cross_section))),
        )
        return told

    looks: Array = jax.lax.map(cell, (position, number, first))
    return looks


@lean
def _put(rows: Floats, row: Ints, looks: Floats) -> None:
    """Write the looks of some pairs, (cell, channel, 3, pair), each pair's together; zeros, which
    say nothing, in channels that the kind lacks."""
    cells, channels, _, _ = looks.shape
    for cell in range(cells):
        for i in range(len(row)):
            for axis in range(3):
                for channel in range(channels):
                    rows[row[i], cell, channel, axis] = looks[cell, channel, axis, i]
                for channel in range(channels, rows.shape[2]):
                    rows[row[i], cell, channel, axis] = 0.0


@lean
def add_up(information: SensorInformation, lane: int, total: Floats, row: Floats) -> None:
    """Write each sensor's Fisher information about one flight, (sensor, ends, 21).

    Symmetric 6x6 matrices about the state at burn-out, in units of `coast_arc.UNIT`: the lower
    triangle by rows, at each end of a cell. Of sensors that never hold the flight nothing is
    written. `row` is memory, (6,).
    """
    for sensor in range(len(total)):
        if np.isfinite(information.custody_start[lane, sensor]):
            rows = information.rows[information.pair[lane, sensor]]
            so_far = total[sensor]
            so_far[0] = 0.0
            for cell in range(CELLS):
                copy(so_far[cell + 1], so_far[cell])
                for channel in range(rows.shape[1]):
                    by = rows[cell, channel]
                    if by[0] != 0.0 or by[1] != 0.0 or by[2] != 0.0:
                        _carry(by, information.slope[lane, cell], row)
                        _add_square(so_far[cell + 1], row)


@lean
def copy(to: Any, values: Any) -> None:
    """Write the same values, (n,)."""
    for k in range(len(to)):
        to[k] = values[k]


@lean
def _carry(by_position: Floats, slope: Floats, row: Floats) -> None:
    """Write the derivative by the state at burn-out; `slope` is the position's by that state."""
    x, y, z = by_position[0], by_position[1], by_position[2]
    for k in range(6):
        row[k] = x * slope[0, k] + y * slope[1, k] + z * slope[2, k]


@lean
def _add_square(packed: Floats, row: Floats) -> None:
    k = 0
    for i in range(6):
        for j in range(i + 1):
            packed[k] += row[i] * row[j]
            k += 1
