"""Where solved flights are at common times, from the curves between their steps.

A flight is flown once more, every step kept; between two steps lies the quintic through position,
velocity and acceleration at both, which is as good as the steps themselves.
"""

from typing import Any, Final, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Float
from numpy.typing import NDArray

from noroshi.motion.chunks import chunks, in_threads
from noroshi.motion.integrator import quintic
from noroshi.motion.path import MOST_STEPS, Setting, fly
from noroshi.motion.records import Flights, Track, pick
from noroshi.motion.shoot import setting_of

Floats = NDArray[np.float64]

_BLOCK: Final = 128  # times evaluated in one call: one shape, one compilation


def sample(flights: Flights, *, step: float = 5.0, count: int | None = None) -> Track:
    """Positions of solved flights at 0, step, 2·step, … [s]; (time, 3, flight).

    Without `count`, as many times as the longest flight lasts, and one more. After impact a flight
    stays where it fell. A flight that was not solved gives NaN.
    """
    longest = float(np.nanmax(flights.flight_time, initial=0.0))
    number = int(np.ceil(longest / step)) + 1 if count is None else count
    time: Floats = np.asarray(step * np.arange(number), dtype=np.float64)
    return Track(time, positions(flights, time), flights.flight_time, flights.plan.burn_time)


def positions(flights: Flights, time: Float[Floats, " time"]) -> Float[Floats, "time 3 flight"]:
    """Earth-fixed positions [m] (time, 3, flight) at rising times after launch [s]."""
    parts = list(chunks(np.argsort(flights.flight_time, kind="stable")))
    result = np.full((len(time), 3, len(flights.status)), np.nan)

    def place(part: tuple[NDArray[np.intp], NDArray[np.intp]]) -> None:
        which, filled = part
        _fill(result, which, pick(flights, filled), time)

    in_threads(place, parts)
    return result


def _fill(result: Floats, which: NDArray[np.intp], flights: Flights, time: Floats) -> None:
    solved = flights.status == 0
    if not np.any(solved):
        return
    # Who was not solved holds a place in the chunk, flown by another.
    chosen = pick(flights, np.where(solved, np.arange(len(solved)), np.argmax(solved)))
    nodes = _nodes(setting_of(chosen.plan), held_thrust(chosen))
    write = which[solved[: len(which)]]
    keep = np.flatnonzero(solved[: len(which)])
    end = np.searchsorted(time, np.max(chosen.flight_time), side="right")
    for start in range(0, end, _BLOCK):
        block = time[start : start + _BLOCK]
        padded = np.pad(block, (0, _BLOCK - len(block)), mode="edge")
        found = np.asarray(_between(nodes, padded))[: len(block)]
        result[start : start + len(block), :, write] = found[:, :, keep]
    result[end:, :, write] = np.asarray(nodes.impact)[:, keep]


def held_thrust(flights: Flights) -> Float[Floats, "3 flight"]:
    """Held thrust (3, flight: east, north, up [m/s²])."""
    out = np.sin(flights.pitch)
    return np.asarray(
        flights.acceleration
        * np.stack(
            (out * np.sin(flights.bearing), out * np.cos(flights.bearing), np.cos(flights.pitch))
        )
    )


class _Nodes(NamedTuple):
    """Every step of a chunk of flights, and its end."""

    time: Any  # (node, flight), infinite after the last
    state: Any  # (node, flight, 9): position, velocity, acceleration
    impact: Any  # (3, flight)
    flight_time: Any  # (flight,)


@jax.jit
def _nodes(setting: Setting, held: Any) -> _Nodes:
    lanes = held.shape[1]
    # Between one node and the next lies a curve; burn-out is two nodes at one time, and so is
    # the end of the first half of powered flight.
    log = (
        jnp.full((MOST_STEPS + 1, lanes), jnp.inf),
        jnp.zeros((MOST_STEPS + 1, lanes, 9)),
    )
    path, (times, states) = fly(setting, held, _keep, log)
    return _Nodes(times, states, path.impact, path.flight_time)


def _keep(log: Any, number: Any, time: Any, state: Any, rate: Any) -> Any:
    times, states = log
    row = jnp.broadcast_to(time, times.shape[1:])
    state = jnp.concatenate((state, rate[3:])).T
    return times.at[number].set(row), states.at[number].set(state)


@jax.jit
def _between(nodes: _Nodes, time: Any) -> Any:
    """Positions (time, 3, flight) at rising times; the impact point after impact."""
    here = jnp.maximum(_nodes_passed(nodes.time, time) - 1, 0)
    after = jnp.minimum(here + 1, MOST_STEPS)
    lane = jnp.arange(nodes.flight_time.shape[0])
    start, end = (jnp.moveaxis(nodes.state[i, lane], 2, 0) for i in (here, after))
    begins = nodes.time[here, lane]
    length = jnp.maximum(nodes.time[after, lane] - begins, 1e-9)
    share = jnp.clip((time[:, None] - begins) / length, 0.0, 1.0)
    curve = quintic(start[:6], start[6:], end[:6], end[6:], length)
    value = curve[5]
    for coefficient in curve[4::-1]:
        value = value * share + coefficient
    landed = time[:, None] >= nodes.flight_time
    return jnp.moveaxis(jnp.where(landed, nodes.impact[:, None, :], value), 0, 1)


def _nodes_passed(node_time: Any, time: Any) -> Any:
    """How many nodes of each flight lie at or before each time (time, flight)."""
    first = jnp.searchsorted(time, node_time)
    lane = jnp.broadcast_to(jnp.arange(node_time.shape[1]), node_time.shape)
    count = jnp.zeros((time.shape[0] + 1, node_time.shape[1]), dtype=jnp.int32)
    return jnp.cumsum(count.at[first, lane].add(1), axis=0)[:-1]
