"""The coast of flights, and how each hangs on its start.

After burn-out a flight is free: what a tracker learns of it at any time is knowledge of one state,
that at burn-out. So each look's information is carried back there by the coast's own derivative and
simply adds up.
"""

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.compiled import inner, lean, within
from noroshi.constants import EARTH_GM, EARTH_J2, EARTH_RADIUS, EARTH_ROTATION
from noroshi.shaped import Float

Floats = NDArray[np.float64]
CELLS: Final = 128
"""Parts that a coast is cut into; a sensor's information is taken to grow evenly within one."""
BEND: Final = 1.5
"""Cells lengthen as this power: the first are short, since tracks are settled early."""
UNIT = np.array([1e3, 1e3, 1e3, 1.0, 1.0, 1.0])
"""What one of each number of the state at burn-out stands for [m, m/s]: keeps matrices even."""
_SIDE: Final = 16
"""Coasts that are flown side by side."""
_STEPS: Final = CELLS // 2
"""Of the integrator; between its ends the coast is a cubic."""
_STATE: Final = 42
"""Numbers of a state and its slope."""
_OBLATE: Final = 1.5 * EARTH_J2 * EARTH_RADIUS**2


class CoastArc(NamedTuple):
    """Coasts from burn-out to impact; slopes are by the state at burn-out in units of `UNIT`."""

    start: Float[Any, " lane"]
    """Burn-out [s after launch]."""
    length: Float[Any, " lane"]
    """From burn-out to impact [s]."""
    position: Float[Any, "lane 3 cell"]
    """At the middle of each cell [m]."""
    slope: Float[Any, "lane 3 6 cell"]
    """Of that position [m]."""
    end: Float[Any, "lane 6"]
    """State at the time of impact, without air."""
    end_slope: Float[Any, "lane 6 6"]
    """Of that state."""


def edges() -> Any:
    """Ends of the cells as shares of the coast, (cell + 1,)."""
    return (np.arange(CELLS + 1) / CELLS) ** BEND


def middles() -> Any:
    """Middles of the cells as shares of the coast, (cell,)."""
    bounds = edges()
    return 0.5 * (bounds[1:] + bounds[:-1])


_EDGES = edges()
_BINS: Final = 8192
_CELL_OF = np.minimum(
    np.searchsorted(_EDGES, np.arange(_BINS + 1) / _BINS, side="right") - 1, CELLS - 1
).astype(np.int16)
"""The cell in which each of so many even shares of a coast begins: as many as seldom hold an end of
one, and as few bytes as leave room in the cache."""


@within
def cell_of(share: float) -> int:
    """The cell that holds a share of a coast, of 0 to 1."""
    cell = int(_CELL_OF[int(share * _BINS)])
    while cell < CELLS - 1 and _EDGES[cell + 1] <= share:
        cell += 1
    return int(cell)


@within
def cell_at(time: float, start: float, length: float) -> int:
    """The cell of a coast that holds a time; the first or last one of a time before or after it."""
    share = (time - start) / length if length > 0.0 else 0.0
    return cell_of(min(max(share, 0.0), 1.0))


def _hermite() -> Any:
    """What value and rate at both ends of a step count in the middles of its cells, (cell, 4)."""
    ends = edges()[:: CELLS // _STEPS]
    span = np.repeat(np.diff(ends), CELLS // _STEPS)
    x = (middles() - np.repeat(ends[:-1], CELLS // _STEPS)) / span
    y = 1.0 - x
    weights = (1.0 + 2.0 * x) * y * y, x * y * y * span, (1.0 + 2.0 * y) * x * x, -y * x * x * span
    return np.stack(weights, axis=1)


_SPANS = np.diff(edges()[:: CELLS // _STEPS])
_WEIGHTS = _hermite()


def coast_arc(
    state: Float[Any, "6 lane"], burn_time: Float[Any, " lane"], flight_time: Float[Any, " lane"]
) -> CoastArc:
    """Fly coasts under gravity with J2 on a rotating Earth, without air.

    Runge and Kutta's fourth-order steps: over 60 s of a coast each errs by less than a metre.

    Args:
        state: position [m] and velocity [m/s] at burn-out.
        burn_time: [s].
        flight_time: [s].
    """
    lanes = state.shape[-1]
    start, length = (np.array(a, dtype=float) for a in (burn_time, flight_time - burn_time))
    arc = CoastArc(
        start,
        length,
        np.empty((lanes, 3, CELLS)),
        np.empty((lanes, 3, 6, CELLS)),
        np.empty((lanes, 6)),
        np.empty((lanes, 6, 6)),
    )
    nodes = np.empty((_STEPS + 1, _STATE * _SIDE))
    _fly(np.ascontiguousarray(state), arc, nodes, np.empty(24 * _SIDE), np.empty(_SIDE))
    return arc


@lean
def _fly(state: Floats, arc: CoastArc, nodes: Floats, bends: Floats, step: Floats) -> None:
    """Fly coasts, so many at a time: `nodes` (step, number · coast), `bends` (number · coast)."""
    lanes = state.shape[1]
    for first in range(0, lanes, _SIDE):
        nodes[0] = 0.0
        for i in range(6):
            for s in range(_SIDE):
                nodes[0, i * _SIDE + s] = state[i, min(first + s, lanes - 1)]
                nodes[0, (6 + 7 * i) * _SIDE + s] = UNIT[i]
        for n in range(_STEPS):
            for s in range(_SIDE):
                step[s] = _SPANS[n] * arc.length[min(first + s, lanes - 1)]
            advance(nodes[n], nodes[n + 1], bends, step)
        for s in range(min(_SIDE, lanes - first)):
            _keep(nodes, s, first + s, arc)


@inner
def _keep(nodes: Floats, s: int, lane: int, arc: CoastArc) -> None:
    """Write one coast from the ends of its steps."""
    length = arc.length[lane]
    for axis in range(3):
        _between(nodes, axis * _SIDE + s, (3 + axis) * _SIDE + s, length, arc.position[lane, axis])
        for k in range(6):
            one, rate = (6 + 6 * axis + k) * _SIDE + s, (24 + 6 * axis + k) * _SIDE + s
            _between(nodes, one, rate, length, arc.slope[lane, axis, k])
    for i in range(6):
        arc.end[lane, i] = nodes[_STEPS, i * _SIDE + s]
        for k in range(6):
            arc.end_slope[lane, i, k] = nodes[_STEPS, (6 + 6 * i + k) * _SIDE + s]


@inner
def _between(nodes: Floats, one: int, rate: int, length: float, found: Floats) -> None:
    """Write a number in the middles of cells from itself and its rate at the ends of steps."""
    for n in range(_STEPS):
        before, after = nodes[n, one], nodes[n + 1, one]
        leaving, coming = length * nodes[n, rate], length * nodes[n + 1, rate]
        for part in range(CELLS // _STEPS):
            cell = n * (CELLS // _STEPS) + part
            w = _WEIGHTS[cell]
            found[cell] = w[0] * before + w[1] * leaving + w[2] * after + w[3] * coming


@inner
def advance(before: Floats, after: Floats, bends: Floats, step: Floats) -> None:
    """Write states and slopes a step later, of so many coasts side by side.

    Args:
        before: state (6, coast), then its slope (6, 6, coast), in one row.
        after: the same.
        bends: memory, (24 · coast,).
        step: [s], (coast,).
    """
    for s in range(_SIDE):
        h = step[s]
        x, y, z = before[s], before[_SIDE + s], before[2 * _SIDE + s]
        u, v, w = before[3 * _SIDE + s], before[4 * _SIDE + s], before[5 * _SIDE + s]
        half = 0.5 * h
        (a1, b1, c1), one = pull(x, y, z, u, v)
        u2, v2, w2 = u + half * a1, v + half * b1, w + half * c1
        (a2, b2, c2), two = pull(x + half * u, y + half * v, z + half * w, u2, v2)
        u3, v3, w3 = u + half * a2, v + half * b2, w + half * c2
        (a3, b3, c3), three = pull(x + half * u2, y + half * v2, z + half * w2, u3, v3)
        u4, v4, w4 = u + h * a3, v + h * b3, w + h * c3
        (a4, b4, c4), four = pull(x + h * u3, y + h * v3, z + h * w3, u4, v4)
        sixth = h / 6.0
        after[s] = x + sixth * (u + 2.0 * (u2 + u3) + u4)
        after[_SIDE + s] = y + sixth * (v + 2.0 * (v2 + v3) + v4)
        after[2 * _SIDE + s] = z + sixth * (w + 2.0 * (w2 + w3) + w4)
        after[3 * _SIDE + s] = u + sixth * (a1 + 2.0 * (a2 + a3) + a4)
        after[4 * _SIDE + s] = v + sixth * (b1 + 2.0 * (b2 + b3) + b4)
        after[5 * _SIDE + s] = w + sixth * (c1 + 2.0 * (c2 + c3) + c4)
        _lay(bends, s, one)
        _lay(bends, 6 * _SIDE + s, two)
        _lay(bends, 12 * _SIDE + s, three)
        _lay(bends, 18 * _SIDE + s, four)
    for k in range(6):
        _push(before[(6 + k) * _SIDE :], after[(6 + k) * _SIDE :], bends, step)


@within
def _lay(bends: Floats, at: int, bend: Any) -> None:
    bends[at], bends[at + _SIDE], bends[at + 2 * _SIDE] = bend[0], bend[1], bend[2]
    bends[at + 3 * _SIDE], bends[at + 4 * _SIDE], bends[at + 5 * _SIDE] = bend[3], bend[4], bend[5]


@inner
def _push(before: Floats, after: Floats, bends: Floats, step: Floats) -> None:
    """Write one column of the slopes a step later; its rows are six columns apart."""
    for s in range(_SIDE):
        h = step[s]
        half, sixth = 0.5 * h, h / 6.0
        x, y, z = before[s], before[6 * _SIDE + s], before[12 * _SIDE + s]
        u, v, w = before[18 * _SIDE + s], before[24 * _SIDE + s], before[30 * _SIDE + s]
        a1, b1, c1 = _bent(bends, s, x, y, z, u, v)
        u2, v2, w2 = u + half * a1, v + half * b1, w + half * c1
        a2, b2, c2 = _bent(bends, 6 * _SIDE + s, x + half * u, y + half * v, z + half * w, u2, v2)
        u3, v3, w3 = u + half * a2, v + half * b2, w + half * c2
        a3, b3, c3 = _bent(
            bends, 12 * _SIDE + s, x + half * u2, y + half * v2, z + half * w2, u3, v3
        )
        u4, v4, w4 = u + h * a3, v + h * b3, w + h * c3
        a4, b4, c4 = _bent(bends, 18 * _SIDE + s, x + h * u3, y + h * v3, z + h * w3, u4, v4)
        after[s] = x + sixth * (u + 2.0 * (u2 + u3) + u4)
        after[6 * _SIDE + s] = y + sixth * (v + 2.0 * (v2 + v3) + v4)
        after[12 * _SIDE + s] = z + sixth * (w + 2.0 * (w2 + w3) + w4)
        after[18 * _SIDE + s] = u + sixth * (a1 + 2.0 * (a2 + a3) + a4)
        after[24 * _SIDE + s] = v + sixth * (b1 + 2.0 * (b2 + b3) + b4)
        after[30 * _SIDE + s] = w + sixth * (c1 + 2.0 * (c2 + c3) + c4)


@within
def _bent(
    bends: Floats, at: int, x: float, y: float, z: float, u: float, v: float
) -> tuple[float, float, float]:
    """How the acceleration moves with a state that moves so."""
    xx, xy, xz = bends[at], bends[at + _SIDE], bends[at + 2 * _SIDE]
    yy, yz, zz = bends[at + 3 * _SIDE], bends[at + 4 * _SIDE], bends[at + 5 * _SIDE]
    turn = 2.0 * EARTH_ROTATION
    return (
        xx * x + xy * y + xz * z + turn * v,
        xy * x + yy * y + yz * z - turn * u,
        xz * x + yz * y + zz * z,
    )


@within
def pull(x: float, y: float, z: float, u: float, v: float) -> tuple[Any, Any]:
    """Acceleration of a free body in the turning frame [m/s²], and its derivatives by the position.

    As `motion.forces.gravity` and the frame's rotation; of the derivatives, which are symmetric,
    xx, xy, xz, yy, yz, zz [1/s²]. Those by the velocity are the rotation alone.
    """
    inverse = 1.0 / (x * x + y * y + z * z)
    central = -EARTH_GM * inverse * np.sqrt(inverse)
    flat = _OBLATE * inverse * central
    sine = z * z * inverse
    across = central + flat * (1.0 - 5.0 * sine)
    along = central + flat * (3.0 - 5.0 * sine)
    by_across = (flat * (20.0 * sine - 2.0) - 3.0 * across) * inverse
    by_along = (flat * (20.0 * sine - 6.0) - 3.0 * along) * inverse
    turn = EARTH_ROTATION * EARTH_ROTATION
    level = across + turn
    acceleration = (
        level * x + 2.0 * EARTH_ROTATION * v,
        level * y - 2.0 * EARTH_ROTATION * u,
        along * z,
    )
    return acceleration, (
        level + x * x * by_across,
        x * y * by_across,
        x * z * by_along,
        level + y * y * by_across,
        y * z * by_along,
        along + z * z * (by_along - 10.0 * flat * inverse),
    )
