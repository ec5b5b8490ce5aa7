"""What one kind's looks tell of coasts: compiled anew for each kind of sensor.

This text is run once for each kind, which puts its own in place of `observe`, `tells`, `row`,
`depth` and `summed`: see `look_tables`.
"""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from noroshi.compiled import lean, within
from noroshi.sensing.base import Limits, Look, Target
from noroshi.tracking.coast_arc import CELLS, cell_at, edges

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
COASTING: Final = -1.0
"""Time of powered flight still to come: none [s]."""
_EDGES = edges()


def observe(parameters: Any, target: Target) -> Look:
    """One look: the kind's own."""
    raise NotImplementedError


def tells(measurement_model: Any, position_ecef: Any, snr: float) -> Any:
    """What a look that detected tells of the position, by channel: the kind's own."""
    raise NotImplementedError


def row(table: Floats, cuts: Ints, at: int) -> Any:
    """The kind's parameters and measurement model from one row of a table."""
    raise NotImplementedError


def depth(limits: Limits, left: float) -> float:
    """How deep in view, of a look's limits and some other depth [m]."""
    raise NotImplementedError


def summed(channels: Any) -> Any:
    """The products of what channels tell, summed over them: xx, yx, yy, zx, zy, zz [1/m²]."""
    raise NotImplementedError


@within
def looked(own: Any, x: float, y: float, z: float, section: float) -> tuple[float, float, Any]:
    """Depth in view, probability of detection, and what a detection tells."""
    parameters, measurement_model = own
    look = observe(parameters, Target((x, y, z), COASTING, section))
    told = summed(tells(measurement_model, (x, y, z), look.snr))
    return depth(look.limits, np.inf), look.probability, told


@lean
def add_looks(
    table: Floats,
    cuts: Ints,
    interval: Floats,
    position: Floats,
    start: Floats,
    length: Floats,
    at: Ints,
    lane: Ints,
    cross_section: Floats,
    custody_start: Floats,
    pair: Ints,
    told: Floats,
) -> None:
    """Write what the looks of some pairs of a sensor and a flight tell: see `look_information`."""
    for i in range(len(at)):
        own = row(table, cuts, at[i])
        path, found = position[lane[i]], told[pair[i]]
        since, begin, whole = custody_start[i], start[lane[i]], length[lane[i]]
        first = cell_at(since, begin, whole)
        _add(
            own,
            path[0, first:],
            path[1, first:],
            path[2, first:],
            _EDGES[first:],
            begin,
            whole,
            cross_section[i],
            since,
            1.0 / interval[at[i]],
            found[first:],
        )


@within
def _add(
    own: Any,
    x: Floats,
    y: Floats,
    z: Floats,
    edges: Floats,
    start: float,
    length: float,
    section: float,
    since: float,
    rate: float,
    found: Floats,
) -> None:
    for cell in range(len(x)):
        before, after = start + edges[cell] * length, start + edges[cell + 1] * length
        inside, chance, told = looked(own, x[cell], y[cell], z[cell], section)
        # A sensor that begins within a cell has it in view from then on, wherever the middle lies.
        seen = (inside >= 0.0) | ((before < since) & (since < after))
        looks = max(after - max(before, since), 0.0) * rate
        detections = chance * looks if seen else 0.0
        found[cell] = detections * told[0]
        found[CELLS + cell] = detections * told[1]
        found[2 * CELLS + cell] = detections * told[2]
        found[3 * CELLS + cell] = detections * told[3]
        found[4 * CELLS + cell] = detections * told[4]
        found[5 * CELLS + cell] = detections * told[5]
