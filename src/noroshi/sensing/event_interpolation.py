"""Between the samples: positions, and the instants at which a flight enters and leaves the view."""

from functools import reduce
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
from jax import Array
from jaxtyping import Float

from noroshi.sensing.base import Look, margin
from noroshi.sensing.scan import NONE, ScanSummary, TrackChunk, chosen, look_once
from noroshi.sensing.sensor_array import Observe

CREEP = 0.005
"""Least step of the search [s]: a pass shorter than this may be missed."""
NUDGE = 0.25
"""Step of the differences that give a limit's rate and bend [s]."""
NARROWINGS = 8
TOGETHER = 10
"""Steps that all flights of a chunk take together, before the slow ones go on apart."""
FEW = 32
"""Slow ones that go on together: a flight that grazes a limit may take hundreds of steps."""
WHOLE_WAY = 1 << 30
BEND = 100.0
"""A limit's rate may change by this much a second beside four times its present bend [m/s²]."""

Bracket = tuple[Array, Array, Array, Array, Array]
"""Rounds so far, then time and depth outside, time and depth inside."""


class Cubic(NamedTuple):
    """Positions around one time a flight: four samples, (3, batch) each."""

    samples: tuple[Array, Array, Array, Array]
    begin: Array
    """Time of the second sample, (batch,) [s]."""
    step: Array

    def __call__(self, time: Array) -> Array:
        """Position (3, batch) by four-point Lagrange, in Everett's form."""
        a, b, c, d = self.samples
        x = (time - self.begin) / self.step
        y = 1.0 - x
        bend = y * (y * y - 1.0) * (a - 2.0 * b + c) + x * (x * x - 1.0) * (b - 2.0 * c + d)
        return y * b + x * c + bend / 6.0


@jax.jit
def around(flown: TrackChunk, time: Float[Any, " batch"]) -> Cubic:
    """The four samples around one time a flight, never one beyond the impact."""
    last = jnp.floor(flown.flight_time / flown.step)
    cell = jnp.floor(jnp.clip(time / flown.step, 1.0, jnp.maximum(last - 2.0, 1.0)))
    index = cell.astype(jnp.int32)[None, :]
    where = flown.position_ecef.at
    a, b, c, d = (
        where[index + k, jnp.arange(3)[:, None], flown.column].get(mode="clip")
        for k in (-1, 0, 1, 2)
    )
    return Cubic((a, b, c, d), cell * flown.step, flown.step)


class Looker(NamedTuple):
    """Looks of one sensor at each flight of a chunk, at a time of its own."""

    observe: Observe
    flown: TrackChunk
    parameters: Any

    def at(self, time: Array) -> Look:
        """The look at each flight, times (batch,)."""
        return self.along(around(self.flown, time), time)

    def along(self, cubic: Cubic, time: Array) -> Look:
        """The look at each flight, times (batch,), with the samples around already fetched."""
        there = self.flown._replace(position_ecef=cubic(time))
        look: Look = look_once(self.observe, there, self.parameters, time)
        return look

    def some(self, which: Array) -> "Looker":
        """Looks at chosen flights of the chunk."""
        batch = self.flown.column.shape[0]
        parameters = jax.tree.map(
            lambda a: a[..., which] if a.shape[-1] == batch else a, self.parameters
        )
        return Looker(self.observe, chosen(self.flown, which), parameters)


def rise_and_set(
    looks: Looker, scanned: ScanSummary
) -> tuple[Float[Array, " batch"], Float[Array, " batch"]]:
    """The first instant in view and the last [s]; NaN = never in view.

    From half a step before the first sample that is near, time goes on by how long the limits are
    sure to stay outside, until the view opens; and backwards from the last one for the set.
    """
    flown, near = looks.flown, scanned.near_first < NONE
    low = jnp.clip((scanned.near_first - 0.5) * flown.step, 0.0, flown.flight_time)
    high = jnp.clip((scanned.near_last + 0.5) * flown.step, 0.0, flown.flight_time)
    starts, goals = jnp.stack([low, high]), jnp.stack([high, low])
    # One compiled search for both ways.
    found = jax.lax.map(lambda way: _search(looks, way[0], way[1], near), (starts, goals))
    return found[0], found[1]


def custody(
    scanned: ScanSummary,
    view: tuple[Float[Array, " batch"], Float[Array, " batch"]],
    step: Float[Any, ""],
) -> Float[Array, " batch"]:
    """Time in view with a probability of detection of one half or more [s].

    A sample stands for half a step on either side; where the view's edge is nearer, for the way to
    the edge. Where the probability crosses one half in view, that leaves up to half a step.
    """
    rise, end = view
    opened = (scanned.held_first == scanned.seen_first) & (scanned.held > 0.0)
    closed = (scanned.held_last == scanned.seen_last) & (scanned.held > 0.0)
    before = jnp.where(opened, scanned.seen_first * step - rise - 0.5 * step, 0.0)
    after = jnp.where(closed, end - scanned.seen_last * step - 0.5 * step, 0.0)
    return jnp.where(end >= rise, jnp.maximum(scanned.held * step + before + after, 0.0), 0.0)


class Walk(NamedTuple):
    """Where the search for each flight stands, (batch,)."""

    time: Array
    depth: Array
    time_before: Array
    depth_before: Array
    sure: Array
    """How much longer it is sure to stay outside [s]."""


class Quest(NamedTuple):
    """What the search for each flight is after, (batch,)."""

    goal: Array
    """Where it ends [s]."""
    way: Array
    """1 or -1: forward in time or back."""
    near: Array
    """Whether it is worth while."""

    def open(self, walk: Walk) -> Array:
        """Whether there is time left, and the view has not opened."""
        return self.near & (walk.depth < 0.0) & (self.way * (self.goal - walk.time) > 0.0)


def _search(looks: Looker, start: Array, goal: Array, near: Array) -> Array:
    """The first instant in view from a start toward a goal; NaN = none."""
    quest = Quest(goal, jnp.sign(goal - start), near)
    depth, sure = _outlook(looks, start, quest.way)
    walk = _walk(looks, quest, Walk(start, depth, start, depth, sure), TOGETHER)

    def few_more(walk: Walk) -> Walk:
        which = jnp.argsort(~quest.open(walk), stable=True)[:FEW]
        theirs: tuple[Quest, Walk] = jax.tree.map(lambda a: a[which], (quest, walk))
        moved = _walk(looks.some(which), *theirs, WHOLE_WAY)
        return Walk(*(a.at[which].set(b) for a, b in zip(walk, moved, strict=True)))

    end = jax.lax.while_loop(lambda w: jnp.any(quest.open(w)), few_more, walk)
    return jnp.where(near & (end.depth >= 0.0), _opening(looks, end), jnp.nan)


def _walk(looks: Looker, quest: Quest, walk: Walk, most: int) -> Walk:
    """So many steps toward the goal, none of which can jump over an opening."""

    def on(state: tuple[Array, Walk]) -> Array:
        return (state[0] < most) & jnp.any(quest.open(state[1]))

    def one_step(state: tuple[Array, Walk]) -> tuple[Array, Walk]:
        count, w = state
        left = quest.way * (quest.goal - w.time)
        ahead = w.time + quest.way * jnp.minimum(w.sure, left)
        depth, sure = _outlook(looks, ahead, quest.way)
        moved = Walk(ahead, depth, w.time, w.depth, sure)
        going = quest.open(w)
        kept = (jnp.where(going, new, old) for new, old in zip(moved, w, strict=True))
        return count + 1, Walk(*kept)

    return jax.lax.while_loop(on, one_step, (jnp.asarray(0), walk))[1]


def _outlook(looks: Looker, time: Array, way: Array) -> tuple[Array, Array]:
    """Depth in the view, and how long a flight outside is sure to stay outside [s]."""
    cubic, flown = around(looks.flown, time), looks.flown
    before, now, after = (
        looks.along(cubic, time + way * nudge).limits for nudge in (-NUDGE, 0.0, NUDGE)
    )
    speed = flown.half_step_travel / (0.5 * flown.step)
    waits = [
        reduce(jnp.maximum, [_wait(*limit, speed) for limit in zip(*face, strict=True)])
        for face in zip(before, now, after, strict=True)
    ]
    sure = jnp.clip(reduce(jnp.minimum, waits), CREEP, flown.step)
    return margin(now), sure


def _wait(before: Array, now: Array, after: Array, speed: Array) -> Array:
    """How long one limit stays below zero, at the least [s]: by its speed, or its rate and bend."""
    rate = (after - before) / (2.0 * NUDGE)
    bend = BEND + 4.0 * jnp.abs(after - 2.0 * now + before) / NUDGE**2
    short = jnp.minimum(now, 0.0)
    # The first root of short + rate·t + bend·t²/2; both forms, each where it does not cancel.
    root = jnp.sqrt(rate * rate - 2.0 * bend * short)
    rising = -2.0 * short / jnp.maximum(rate + root, 1e-30)
    wait = jnp.maximum(jnp.where(rate > 0.0, rising, (root - rate) / bend), -short / speed)
    return jnp.where(now < 0.0, wait, 0.0)


def _opening(looks: Looker, end: Walk) -> Array:
    """The instant between the walk's last two steps at which the depth is zero.

    They are a few thousandths of a second apart as a rule, and a straight line between them will
    do; the rare wider bracket is narrowed by false position with Illinois' halving.
    """

    def wide(state: Bracket) -> Array:
        count, out, depth_out, inside, depth_in = state
        open_ = (depth_out < 0.0) & (depth_in >= 0.0) & (jnp.abs(inside - out) > 2.0 * CREEP)
        return (count < NARROWINGS) & jnp.any(open_)

    def closer(state: Bracket) -> Bracket:
        count, out, depth_out, inside, depth_in = state
        middle = _crossing(out, depth_out, inside, depth_in)
        depth = margin(looks.at(middle).limits)
        opened = depth >= 0.0
        return (
            count + 1,
            jnp.where(opened, out, middle),
            jnp.where(opened, 0.5 * depth_out, depth),
            jnp.where(opened, middle, inside),
            jnp.where(opened, depth, 0.5 * depth_in),
        )

    bracket = (end.time_before, end.depth_before, end.time, end.depth)
    found = jax.lax.while_loop(wide, closer, (jnp.asarray(0), *bracket))
    # In view from the start: the start is the answer.
    return jnp.where(end.depth_before >= 0.0, end.time_before, _crossing(*found[1:]))


def _crossing(out: Array, depth_out: Array, inside: Array, depth_in: Array) -> Array:
    gained = depth_in - depth_out
    share = jnp.clip(-depth_out / jnp.where(gained > 0.0, gained, 1.0), 0.0, 1.0)
    return out + share * (inside - out)
