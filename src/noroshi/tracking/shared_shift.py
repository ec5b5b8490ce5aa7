"""How far errors that all looks of a sensor share move the impact that tracks tell, in draws.

A track weighs looks as if their errors were independent (`consider`). Where a sensor takes every
position to be elsewhere by d, its looks' information W about the position moves the estimate of the
state at burn-out by J⁻¹ Σ Gᵀ W d, with J = Σ Gᵀ W G and G the slope of the position by that state:
one vector beside the information, whatever d comes from.
"""

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.shaped import Bool, Float, Int
from noroshi.tracking.coast_arc import CELLS, CoastArc, edges
from noroshi.tracking.information import SensorInformation
from noroshi.tracking.joining import PRIOR, intersection_weights

Floats = NDArray[np.float64]
_ENTRY: Final = ((0, 1, 3), (1, 2, 4), (3, 4, 5))
"""Where each entry of the symmetric 3x3 matrix of a cell stands in `SensorInformation.told`."""
KNOWN: Final = np.diag(PRIOR**-2.0)
"""Of any flight before a look."""


class HeldPairs(NamedTuple):
    """Lanes and the sensors that hold them, pair by pair; lanes in order."""

    lane: Int[Any, " pair"]
    slot: Int[Any, " pair"]
    told: Float[Any, "pair 6 cell"]
    """What the looks in each cell tell of the position [1/m²], as in `SensorInformation`."""


class MovedImpacts(NamedTuple):
    """The end of tracks; NaN where there is no track."""

    apart: Float[NDArray[np.float64], " lane"]
    """Error of the impact where every look errs by itself, root mean square of east and north
    together, without air [m]."""
    moved: Float[NDArray[np.float64], " lane"]
    """How far the shared errors move it [m]."""


def held_pairs(
    arc: CoastArc, information: SensorInformation, wanted: Bool[Any, "lane slot"]
) -> HeldPairs:
    """The pairs of a lane and a sensor of which there are looks.

    Args:
        arc: the coasts.
        information: of sensors about them.
        wanted: of which pairs.
    """
    begins = information.custody_start
    lane, slot = np.nonzero(np.isfinite(begins) & wanted)
    told = information.told[information.pair[lane, slot]].reshape(len(lane), 6, CELLS)
    length = np.where(arc.length > 0.0, arc.length, 1.0)
    share = (begins[lane, slot] - arc.start[lane]) / length[lane]
    first = np.clip(np.searchsorted(edges(), share, side="right") - 1, 0, CELLS - 1)
    # Of cells before the one in which a sensor begins to hold the flight nothing is written.
    for pair, cell in enumerate(first.tolist()):
        told[pair, :, :cell] = 0.0
    return HeldPairs(lane, slot, told)


def pulled(pairs: HeldPairs, displaced: Float[Any, "pair 3 cell"]) -> Floats:
    """What adds up of looks: W and W d, (pair, 9, cell).

    Args:
        pairs: what is told of the position.
        displaced: by how much each pair's sensor takes the target to be elsewhere [m].
    """
    found = np.empty((len(pairs.lane), 9, CELLS))
    found[:, :6] = pairs.told
    for k, row in enumerate(_ENTRY):
        found[:, 6 + k] = sum(pairs.told[:, e] * displaced[:, i] for i, e in enumerate(row))
    return found


def moved_impacts(
    arc: CoastArc,
    pairs: HeldPairs,
    summands: Float[Any, "pair 9 cell"],
    part: Int[Any, "lane slot"],
    parts: int,
    ahead: Float[Any, "2 6 lane"],
) -> MovedImpacts:
    """How good tracks are at last, and how far shared errors move what they tell.

    Looks of one part are added up; parts are joined by covariance intersection in the way that
    makes the ellipse about the impact smallest, as a tracker would that knows of no shared error.

    Args:
        arc: the coasts.
        pairs: what is gathered about them.
        summands: of `pulled`.
        part: to which each sensor's looks belong, 0 for one's own, else to whose tracks; -1 = none.
        parts: how many there are at most.
        ahead: derivative of the impact, east and north, by the state at burn-out [m].
    """
    lanes, belongs = len(part), part[pairs.lane, pairs.slot]
    key = np.where(belongs < 0, -1, pairs.lane * parts + belongs)
    order = np.argsort(key, kind="stable")[np.count_nonzero(key < 0) :]
    sums, begins = np.unique(key[order], return_index=True)
    lane, which = np.divmod(sums, parts)
    information, vector = np.zeros((parts, lanes, 6, 6)), np.zeros((parts, lanes, 6))
    if len(sums):
        summed = np.add.reduceat(summands[order], begins, axis=0)
        slope = np.swapaxes(arc.slope[lane], 1, 2)  # (sum, 6, 3, cell)
        turned = slope.reshape(len(sums), 6, 3 * CELLS)
        weighed = np.empty_like(slope)
        for k, row in enumerate(_ENTRY):
            weighed[:, :, k] = sum(summed[:, e, None] * slope[:, :, i] for i, e in enumerate(row))
        weighed = weighed.reshape(turned.shape)
        information[which, lane] = turned @ np.swapaxes(weighed, 1, 2)
        vector[which, lane] = (turned @ summed[:, 6:].reshape(-1, 3 * CELLS, 1))[..., 0]
    ways = joint_weights(parts)
    joined = KNOWN + np.tensordot(ways, information, 1)
    forward = np.moveaxis(ahead, -1, 0)
    carried = np.linalg.solve(joined, np.swapaxes(forward, 1, 2)[None])  # (way, lane, 6, 2)
    spread = forward @ carried
    best = np.argmin(np.linalg.det(spread), axis=0), np.arange(lanes)
    moved = np.sum(carried[best] * np.tensordot(ways, vector, 1)[best][..., None], axis=1)
    tracked = np.isin(np.arange(lanes), lane)
    apart = np.sqrt(np.trace(spread[best], axis1=1, axis2=2))
    return MovedImpacts(
        *(np.where(tracked, x, np.nan) for x in (apart, np.linalg.norm(moved, axis=1)))
    )


def joint_weights(parts: int) -> Floats:
    """How much each part counts in each way of joining them, (way, part)."""
    shares = intersection_weights(parts - 1)
    count = np.zeros((len(shares), parts))
    count[:, 0] = 1.0
    for part in range(1, parts):
        share = shares[:, part - 1 : part]
        count *= 1.0 - share
        count[:, part] += share[:, 0]
    return count
