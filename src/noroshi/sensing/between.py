"""Between the samples: positions, and the instants at which a flight enters and leaves the view."""

from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
from jax import Array

from noroshi.sensing.base import Look
from noroshi.sensing.posture import Observe, batched
from noroshi.sensing.sweep import NONE, Flown, Swept, seen, target_at

CREEP = 0.01
"""Least step of the search for a short pass [s]: a pass shorter than this may be missed."""
REFINEMENTS = 12


def position_at(flown: Flown, time: Array) -> Array:
    """Positions (3, batch) at one time a flight (batch,), by four-point Lagrange.

    The four samples never reach beyond the impact, where the track stands still.
    """
    place = time / flown.step
    last = jnp.floor(flown.flight_time / flown.step)
    cell = jnp.floor(jnp.clip(place, 1.0, jnp.maximum(last - 2.0, 1.0)))
    x, index = place - cell, cell.astype(jnp.int32)[None, None, :]
    a, b, c, d = (
        jnp.take_along_axis(flown.position_ecef, index + k, axis=0)[0] for k in (-1, 0, 1, 2)
    )
    y = 1.0 - x
    bend = y * (y * y - 1.0) * (a - 2.0 * b + c) + x * (x * x - 1.0) * (b - 2.0 * c + d)
    return y * b + x * c + bend / 6.0


def looker(observe: Observe, flown: Flown, parameters: Any) -> Callable[[Array], Look]:
    """The look at each flight of the chunk at a time of its own, (batch,)."""
    view = batched(observe, parameters)

    def at(time: Array) -> Look:
        return seen(view(target_at(flown, position_at(flown, time), time)), flown, time)

    return at


def rise_and_set(look: Callable[[Array], Look], flown: Flown, swept: Swept) -> tuple[Array, Array]:
    """The first instant in view and the last, (batch,) [s]; NaN = never in view.

    From half a step before the first sample that is near, time goes on by the margin over the
    target's greatest speed, which cannot jump over a pass, until the view is found or the first
    sample in view comes up; then the bracket is narrowed. The set is the same search backwards.
    """
    step, end = flown.step, flown.flight_time
    speed = flown.reach / (0.5 * step)
    near, never = swept.near_first < NONE, swept.seen_first == NONE
    low = jnp.clip((swept.near_first - 0.5) * step, 0.0, end)
    high = jnp.clip((swept.near_last + 0.5) * step, 0.0, end)
    opens = jnp.where(never, high, swept.seen_first * step)
    closes = jnp.where(never, low, swept.seen_last * step)
    starts = jnp.stack([jnp.where(near, low, opens), jnp.where(near, high, closes)])
    goals = jnp.stack([opens, closes])
    margin = lambda time: look(time).margin  # noqa: E731
    found = jax.lax.map(lambda s: _search(margin, s[0], s[1], speed, step, near), (starts, goals))
    return found[0], found[1]


def _search(
    margin: Callable[[Array], Array],
    start: Array,
    goal: Array,
    speed: Array,
    step: Array,
    near: Array,
) -> Array:
    """From outside toward a goal: the first instant in view; NaN when even the goal is outside."""
    way = jnp.sign(goal - start)
    # The last step to a goal that is in view is a bracket already: no need to walk it.
    at_goal = margin(goal)
    stop = jnp.where(at_goal >= 0.0, goal - way * step, goal)

    def walking(state: tuple[Array, Array, Array, Array]) -> Array:
        _, time, value, _ = state
        return jnp.any(near & (value < 0.0) & (way * (stop - time) > 0.0))

    def walk(state: tuple[Array, Array, Array, Array]) -> tuple[Array, Array, Array, Array]:
        before, time, value, value_before = state
        on = (value < 0.0) & (way * (stop - time) > 0.0)
        ahead = time + way * jnp.maximum(-value / speed, CREEP)
        ahead = jnp.where(way * (ahead - stop) > 0.0, stop, ahead)
        there = margin(ahead)
        return (
            jnp.where(on, time, before),
            jnp.where(on, ahead, time),
            jnp.where(on, there, value),
            jnp.where(on, value, value_before),
        )

    value = margin(start)
    before, time, value, value_before = jax.lax.while_loop(
        walking, walk, (start, start, value, value)
    )
    # Outside at the walk's end: the bracket is what remains to the goal; else the last step.
    outside = value < 0.0
    low, low_value = jnp.where(outside, time, before), jnp.where(outside, value, value_before)
    high, high_value = jnp.where(outside, goal, time), jnp.where(outside, at_goal, value)
    root = _narrow(margin, low, low_value, high, high_value)
    root = jnp.where(low_value >= 0.0, low, root)
    return jnp.where(near & (high_value >= 0.0), root, jnp.nan)


def _narrow(
    margin: Callable[[Array], Array], low: Array, f_low: Array, high: Array, f_high: Array
) -> Array:
    """A sign change's place by the Illinois form of false position; `low` is outside."""

    def closer(_: Array, bracket: tuple[Array, ...]) -> tuple[Array, ...]:
        low, f_low, high, f_high, side = bracket
        span = f_high - f_low
        middle = low + (high - low) * jnp.clip(-f_low / jnp.where(span > 0.0, span, 1.0), 0.0, 1.0)
        value = margin(middle)
        inside = value >= 0.0
        kept_low, kept_high = inside & (side > 0.0), ~inside & (side < 0.0)
        return (
            jnp.where(inside, low, middle),
            jnp.where(inside, jnp.where(kept_low, 0.5 * f_low, f_low), value),
            jnp.where(inside, middle, high),
            jnp.where(inside, value, jnp.where(kept_high, 0.5 * f_high, f_high)),
            jnp.where(inside, 1.0, -1.0),
        )

    none = jnp.zeros_like(low)
    found = jax.lax.fori_loop(0, REFINEMENTS, closer, (low, f_low, high, f_high, none))
    return found[2]
