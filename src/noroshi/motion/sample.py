"""Where solved flights are at common times, from the curves between their steps."""

from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from noroshi.motion.chunks import chunks, in_threads
from noroshi.motion.integrator import quintic
from noroshi.motion.path import MOST_STEPS, Setting, fly
from noroshi.motion.records import Flights, Track, pick
from noroshi.motion.shoot import setting_of

Floats = NDArray[np.float64]


def sample(flights: Flights, *, step: float = 5.0, count: int | None = None) -> Track:
    """Positions of solved flights at 0, step, 2·step, … [s]; (time, 3, flight).

    Without `count`, as many times as the longest flight lasts, and one more. After impact a flight
    stays where it fell. A flight that was not solved gives NaN.
    """
    longest = np.nanmax(flights.flight_time, initial=0.0)
    number = int(np.ceil(longest / step)) + 1 if count is None else count
    parts = list(chunks(np.argsort(flights.flight_time, kind="stable")))
    position = np.full((number, 3, len(flights.status)), np.nan)

    def place(part: tuple[NDArray[np.intp], NDArray[np.intp]]) -> None:
        which, filled = part
        end = np.nanmax(flights.flight_time[filled], initial=0.0)
        block = _sample_chunk(pick(flights, filled), step, number, end)
        position[:, :, which] = block[:, :, : len(which)]

    in_threads(place, parts)
    time = step * np.arange(number)
    return Track(time, position, flights.flight_time, flights.plan.burn_time)


def held_thrust(flights: Flights) -> Floats:
    """Held thrust (3, flight: east, north, up [m/s²])."""
    out = np.sin(flights.pitch)
    return np.asarray(
        flights.acceleration
        * np.stack(
            (out * np.sin(flights.bearing), out * np.cos(flights.bearing), np.cos(flights.pitch))
        )
    )


def _sample_chunk(flights: Flights, step: float, number: int, end: float) -> Floats:
    solved = flights.status == 0
    if not np.any(solved):
        return np.full((number, 3, len(solved)), np.nan)
    stand_in = np.where(solved, np.arange(len(solved)), np.argmax(solved))
    chosen = pick(flights, stand_in)
    # Lengths in whole blocks of 64 times: few shapes, few compilations.
    block = min(64 * int(np.ceil((end / step + 2.0) / 64)), max(number, 64))
    found = np.asarray(_positions(setting_of(chosen.plan), held_thrust(chosen), step, block))
    found = found[: min(number, block)]
    if number > len(found):
        found = np.concatenate((found, np.repeat(found[-1:], number - len(found), axis=0)))
    return np.where(solved, found, np.nan)


@partial(jax.jit, static_argnames="number")
def _positions(setting: Setting, held: Any, step: Any, number: int) -> Any:
    lanes = held.shape[1]
    # Between one node and the next lies a curve; burn-out is two nodes at one time.
    log = (
        jnp.full((MOST_STEPS + 1, lanes), jnp.inf),
        jnp.zeros((MOST_STEPS + 1, 9, lanes)),
    )
    path, (times, nodes) = fly(setting, held, _keep, log)
    last = jnp.minimum(step * jnp.arange(number)[:, None], path.flight_time)
    here = jnp.maximum(_nodes_passed(times, step, number) - 1, 0)
    next_one = jnp.minimum(here + 1, MOST_STEPS)
    lane = jnp.arange(lanes)
    start, end = nodes.transpose(0, 2, 1)[here, lane], nodes.transpose(0, 2, 1)[next_one, lane]
    start, end = jnp.moveaxis(start, 2, 0), jnp.moveaxis(end, 2, 0)
    length = jnp.maximum(times[next_one, lane] - times[here, lane], 1e-9)
    share = jnp.clip((last - times[here, lane]) / length, 0.0, 1.0)
    curve = quintic(start[:6], start[6:], end[:6], end[6:], length)
    value = curve[5]
    for coefficient in curve[4::-1]:
        value = value * share + coefficient
    position = jnp.moveaxis(value, 1, 0)
    landed = step * jnp.arange(number)[:, None, None] >= path.flight_time
    return jnp.where(landed, path.impact, position)


def _keep(log: Any, number: Any, time: Any, state: Any, rate: Any) -> Any:
    times, nodes = log
    node = jnp.concatenate((state, rate[3:]))
    row = jnp.broadcast_to(time, times.shape[1:])
    return times.at[number].set(row), nodes.at[number].set(node)


def _nodes_passed(times: Any, step: Any, number: int) -> Any:
    """How many nodes of each flight lie at or before each sampling time (time, flight)."""
    first = jnp.ceil(jnp.clip(times / step, 0.0, number + 1.0)).astype(jnp.int32)
    lane = jnp.broadcast_to(jnp.arange(times.shape[1]), times.shape)
    count = jnp.zeros((number + 2, times.shape[1]), dtype=jnp.int32).at[first, lane].add(1)
    return jnp.cumsum(count, axis=0)[:number]
