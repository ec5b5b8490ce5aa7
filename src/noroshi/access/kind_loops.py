"""What a kind of payload makes of looks: compiled for each kind, whose functions it calls.

This text is run once for each kind, which puts its own in place of the functions that raise: see
`kinds`. Looks are columns of `looks.geometries`.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from noroshi.access.payloads.base import Geometry, Vessel, View
from noroshi.compiled import distinct, within

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]


def view(parameters: Any, geometry: Geometry) -> View:
    """The kind's own."""
    raise NotImplementedError


def detection(parameters: Any, geometry: Geometry, vessel: Vessel) -> float:
    """The kind's own."""
    raise NotImplementedError


def row(table: Floats, at: int) -> Any:
    """Parameters from a row of numbers."""
    raise NotImplementedError


@distinct
def margins(out: Floats, seen: Floats, draw: Ints, table: Floats) -> None:
    """Margin and resolution [m] of each look, (2, look).

    Args:
        out: where they go.
        seen: geometry of the looks, (6, look).
        draw: of each, (look,).
        table: parameters of each draw, (draw, parameter).
    """
    for k in range(len(draw)):
        found = view(row(table, draw[k]), look(seen, k))
        out[0, k], out[1, k] = found.margin, found.resolution


@distinct
def chances(out: Floats, seen: Floats, draw: Ints, table: Floats, vessels: Floats) -> None:
    """Probability that each look detects a vessel, apart from cloud; none out of view.

    Args:
        out: (look,), to be written.
        seen: geometry of the looks, (6, look).
        draw: of each, (look,).
        table: parameters of each draw, (draw, parameter).
        vessels: length, speed and cross-section in each draw, (draw, 3).
    """
    for k in range(len(draw)):
        own, parameters, geometry = draw[k], row(table, draw[k]), look(seen, k)
        vessel = Vessel(vessels[own, 0], vessels[own, 1], vessels[own, 2])
        # Worked out in any case: without a branch several looks are one instruction.
        chance = detection(parameters, geometry, vessel)
        out[k] = chance if view(parameters, geometry).margin >= 0.0 else 0.0


@within
def look(seen: Floats, at: int) -> Geometry:
    """One of many."""
    return Geometry(seen[0, at], seen[1, at], seen[2, at], seen[3, at], seen[4, at], seen[5, at])
