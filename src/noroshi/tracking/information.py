"""What one sensor's looks tell of a coast, added up over time, without simulating a detection.

The information of a look is Pd · Hᵀ R⁻¹ H: the probability that it detects, times what a detection
says by the sensor's own `tells`. Carried to the state at burn-out and summed over looks it bounds
what any tracker can know of a free flight (Cramér and Rao). It is what the recursion of Tichavský,
Muravchik & Nehorai (IEEE Trans. Signal Processing 46 (1998) 1386; see `tracking.bound`) comes to
when there is no noise in the motion.
"""

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.compiled import distinct, inner, lean
from noroshi.shaped import Float, Int
from noroshi.tracking.coast_arc import CELLS, CoastArc
from noroshi.tracking.look_tables import LookTable

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
ENTRIES: Final = 21
"""Of a symmetric 6x6 matrix: its lower triangle by rows."""
WIDE: Final = 24
"""Numbers kept for one: as many as are a whole number of eights."""
TOLD: Final = 6 * CELLS
"""Numbers that say what a sensor's looks tell of a position, cell by cell."""
EVEN: Final = 16
"""Cells that are added up at a time: a whole number of eights, so that no rest is carried one by
one, and few, since much of what is gathered is asked about the first part of a coast alone."""
_ROW: Final = CELLS + 8
"""From entry to entry of what is carried: rows that are not a power of two apart do not drive each
other out of the cache."""


class SensorInformation(NamedTuple):
    """What the looks of some sensors tell of each flight, and from when on they hold it."""

    told: Float[Any, "pair told"]
    """As of `look_information`."""
    slope: Float[Any, "lane 3 slopes"]
    """Of the coasts, as in `CoastArc`, the cells of all six one after the other."""
    pair: Int[Any, "lane sensor"]
    """Which row of `told` is whose; of sensors that never hold a flight any."""
    custody_start: Float[Any, "lane sensor"]
    """[s after launch]; inf = never."""


def look_information(
    sensors: LookTable,
    arc: CoastArc,
    sensor: Int[Any, " pair"],
    draw: Int[Any, " pair"],
    lane: Int[Any, " pair"],
    cross_section: Float[Any, " pair"],
    custody_start: Float[Any, " pair"],
    told: Float[NDArray[np.float64], "row told"],
    row: Int[Any, " pair"],
) -> None:
    """Write what each of some sensors of one kind tells of the position of a flight that it holds.

    The information that a cell's looks give of the position in its middle [1/m²], a symmetric 3x3
    matrix: xx, yx, yy, zx, zy, zz, each of all cells. It is what a detection there tells, times the
    detections that are to be expected in the cell. Of cells before the one in which a sensor begins
    to hold the flight nothing is written.

    Args:
        sensors: of one kind.
        arc: the coasts.
        sensor: which of the sensors each pair of a sensor and a flight is about.
        draw: in which draw.
        lane: which of the coasts.
        cross_section: after burn-out [m²].
        custody_start: when the sensor begins to hold the flight [s after launch]; finite.
        told: where it goes.
        row: of each pair.

    Raises:
        TypeError: `observe` or `tells` of the kind are no functions of numbers.
    """
    count, draws, numbers = sensors.table.shape
    sensors.look(
        sensors.table.reshape(count * draws, numbers),
        sensors.cuts,
        sensors.interval.ravel(),
        arc.position,
        arc.start,
        arc.length,
        sensor * draws + draw,
        lane,
        cross_section,
        custody_start,
        row,
        told,
    )


class AddUp(NamedTuple):
    """Memory for sums."""

    told: Float[Any, " told"]
    carried: Float[Any, " entries"]


def add_up_memory() -> AddUp:
    """Memory for sums."""
    return AddUp(np.zeros(TOLD), np.zeros(ENTRIES * _ROW))


@lean
def add_up(
    information: SensorInformation,
    lane: int,
    member: NDArray[np.bool_],
    begin_cell: Ints,
    first: int,
    end: int,
    total: Floats,
    memory: AddUp,
) -> None:
    """Go on with the Fisher information that some sensors have together, (ends, WIDE).

    Symmetric 6x6 matrices about the state at burn-out, in units of `coast_arc.UNIT`: the lower
    triangle by rows, and zeros, at each end of a cell. What they tell of a position adds up before
    it is carried to burn-out.

    Args:
        information: of all sensors and lanes.
        lane: the flight's.
        member: which sensors, (sensor,).
        begin_cell: the cell in which each begins to hold the flight, (sensor,).
        first: the first cell that is not added yet; `total` is known at its begin.
        end: the first cell that stays to be added; best a whole number of `EVEN` after `first`.
        total: where it goes.
        memory: to work with.
    """
    told = memory.told
    for k in range(0, TOLD, CELLS):
        told[k + first : k + end] = 0.0
    for sensor in range(len(member)):
        begin = max(first, begin_cell[sensor])
        if member[sensor] and begin < end:
            own = information.told[information.pair[lane, sensor]]
            for k in range(0, TOLD, CELLS):
                _add(told[k + begin : k + end], own[k + begin : k + end])
    _carry(told[first:], information.slope[lane], first, end - first, memory.carried)
    for cell in range(end - first):
        _sum(total[first + cell + 1], total[first + cell], memory.carried[cell:])


@inner
def add_cell(
    information: SensorInformation,
    lane: int,
    sensor: int,
    cell: int,
    found: Floats,
    memory: AddUp,
) -> None:
    """Write what one sensor's looks in one cell tell of the state at burn-out, (WIDE,)."""
    told = information.told[information.pair[lane, sensor]][cell:]
    _carry(told, information.slope[lane], cell, 1, memory.carried)
    for k in range(ENTRIES):
        found[k] = memory.carried[k * _ROW]


@inner
def copy(to: Any, values: Any) -> None:
    """Write the same values, (n,)."""
    for k in range(len(to)):
        to[k] = values[k]


@distinct
def _add(to: Floats, values: Floats) -> None:
    for k in range(len(to)):
        to[k] += values[k]


@distinct
def _sum(after: Floats, before: Floats, carried: Floats) -> None:
    """Write the sum at the end of a cell, from that at its begin and what the cell adds."""
    for k in range(ENTRIES):
        after[k] = before[k] + carried[k * _ROW]
    for k in range(ENTRIES, WIDE):
        after[k] = 0.0


@inner
def _carry(told: Floats, slope: Floats, first: int, cells: int, carried: Floats) -> None:
    """Write what the looks of each of some cells tell of the state at burn-out, entry by entry."""
    _carry_by(told, slope[0, first:], slope[1, first:], slope[2, first:], cells, carried)


@distinct
def _carry_by(
    told: Floats, by_x: Floats, by_y: Floats, by_z: Floats, cells: int, carried: Floats
) -> None:
    for cell in range(cells):
        xx, yx, yy = told[cell], told[CELLS + cell], told[2 * CELLS + cell]
        zx, zy, zz = told[3 * CELLS + cell], told[4 * CELLS + cell], told[5 * CELLS + cell]
        for i in range(6):
            x, y, z = by_x[i * CELLS + cell], by_y[i * CELLS + cell], by_z[i * CELLS + cell]
            a = xx * x + yx * y + zx * z
            b = yx * x + yy * y + zy * z
            c = zx * x + zy * y + zz * z
            row = i * (i + 1) // 2
            for j in range(i + 1):
                carried[(row + j) * _ROW + cell] = (
                    a * by_x[j * CELLS + cell]
                    + b * by_y[j * CELLS + cell]
                    + c * by_z[j * CELLS + cell]
                )
