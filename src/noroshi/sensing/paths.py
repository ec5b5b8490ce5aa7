"""Flights as looking needs them: one after the other in memory, each with what bounds its speed."""

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.compiled import lean, within
from noroshi.sensing.base import Target

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
LANDING_RATE: Final = 1000.0
"""A second of flight still to come counts as this much margin [m/s]."""
SLACK: Final = 300.0
"""How much faster than between its samples a flight may go within a step [m/s]."""
BLOCK: Final = 64
"""Samples looked at side by side."""


class Paths(NamedTuple):
    """Some flights, flight first."""

    position_ecef: Floats
    """(flight, 3, time): `samples`, then BLOCK more at which it stands still [m]."""
    samples: int
    step: float
    """Between samples [s]."""
    flight_time: Floats
    """(flight,) [s]."""
    burn_time: Floats
    powered_cross_section: Floats
    """(flight,) [m²]."""
    cross_section: Floats
    speed: Floats
    """No flight is faster, and no limit changes faster, (flight,) [m/s]."""


class FlightPath(NamedTuple):
    """One flight."""

    position_ecef: Floats
    """(3, time) [m]."""
    samples: int
    step: float
    flight_time: float
    burn_time: float
    powered_cross_section: float
    cross_section: float
    speed: float


@within
def path_of(paths: Paths, flight: int) -> FlightPath:
    """One of some flights."""
    return FlightPath(
        paths.position_ecef[flight],
        paths.samples,
        paths.step,
        paths.flight_time[flight],
        paths.burn_time[flight],
        paths.powered_cross_section[flight],
        paths.cross_section[flight],
        paths.speed[flight],
    )


@within
def cell_of(path: FlightPath, time: float) -> int:
    """The second of the four samples around a time, none of them beyond the impact."""
    last = np.floor(path.flight_time / path.step)
    return int(min(max(time / path.step, 1.0), max(last - 2.0, 1.0)))


@within
def place(path: FlightPath, cell: int, time: float) -> tuple[float, float, float]:
    """Position by the four samples around [m]."""
    x = time / path.step - cell
    before, last = max(cell - 1, 0), path.samples - 1
    here, next_, after = min(cell, last), min(cell + 1, last), min(cell + 2, last)
    at = path.position_ecef
    return (
        curve(at[0, before], at[0, here], at[0, next_], at[0, after], x),
        curve(at[1, before], at[1, here], at[1, next_], at[1, after], x),
        curve(at[2, before], at[2, here], at[2, next_], at[2, after], x),
    )


@within
def curve(a: float, b: float, c: float, d: float, x: float) -> float:
    """The cubic through four even samples, between the inner two, by Lagrange in Everett's form."""
    y = 1.0 - x
    bend = y * (y * y - 1.0) * (a - 2.0 * b + c) + x * (x * x - 1.0) * (b - 2.0 * c + d)
    return y * b + x * c + bend * (1.0 / 6.0)


@within
def target_at(path: FlightPath, position: tuple[float, float, float], time: float) -> Target:
    """The target that a flight is at a time and place."""
    burning = path.burn_time - time
    section = path.powered_cross_section if burning > 0.0 else path.cross_section
    return Target(position, burning, section)


def paths(flown: Any, index: Ints, powered: Floats, coasting: Floats) -> Paths:
    """Some flights, as looking needs them.

    Args:
        flown: see `stage.Flown`.
        index: which of its flights, (flight,).
        powered: radar cross-section of all of them in powered flight [m²].
        coasting: after burn-out [m²].
    """
    position = flown.positions(index, BLOCK)
    samples = position.shape[2] - BLOCK
    speed = np.empty(len(index))
    _speeds(position, flown.step, speed)
    flight_time, burn_time, wet, dry = (
        np.asarray(a, dtype=np.float64)[index]
        for a in (flown.flight_time, flown.burn_time, powered, coasting)
    )
    return Paths(position, samples, flown.step, flight_time, burn_time, wet, dry, speed)


@lean
def _speeds(position: Floats, step: float, speed: Floats) -> None:
    """How fast each flight is at most, written."""
    for flight in range(len(speed)):
        speed[flight] = _fastest(position[flight], step)


@within
def _fastest(position: Floats, step: float) -> float:
    """The most a flight moves in a second, with some to spare [m/s]."""
    hop = 0.0
    for time in range(position.shape[1] - 1):
        x = position[0, time + 1] - position[0, time]
        y = position[1, time + 1] - position[1, time]
        z = position[2, time + 1] - position[2, time]
        hop = max(hop, x * x + y * y + z * z)
    return float(max(1.02 * np.sqrt(hop) / step + SLACK, LANDING_RATE))
