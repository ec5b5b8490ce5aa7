"""What a party has heard of a flight by a time: looks that add up, and tracks that are joined.

What each sensor gathers (`information`) reaches a party after a delay. What the party measures
itself is added up; what it gets as another's tracks is joined by covariance intersection, which
takes no more for granted than the better of the two (Julier & Uhlmann, Proc. American Control
Conference 1997).
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array

from noroshi.tracking.arc import BEND, CELLS, Arc, edges
from noroshi.tracking.kernel import stage
from noroshi.tracking.packed import cholesky

PRIOR = np.array([2e3, 2e3, 2e3, 5e3, 5e3, 5e3])
"""Known of any flight before a look, one standard deviation in units of `arc.UNIT`: 2,000 km and
5 km/s, so that a single look leaves no singular matrix."""
SHARES = np.array([0.0, 0.5, 1.0])
"""Weights of the other's track that covariance intersection tries."""

Sure = Callable[[Array], Array]
"""How sure one is of an area, from the Cholesky factor of the information, (draw,)."""


class Gathered(NamedTuple):
    """What some sensors gather about each flight, and from when on they hold it."""

    total: Any
    """(draw, cell + 1, sensor, 21): see `information.gather`; the draw first and the sensors of one
    instant together, so that a moment is one piece of memory."""
    since: Any
    """(sensor, draw) [s after launch]; inf = never."""
    row: Any = None
    """Which row of `total` belongs to each draw, (draw,) integers; None = its own."""

    def of(self, row: Array) -> "Gathered":
        """Chosen draws; what they gathered stays where it is."""
        return Gathered(self.total, jnp.asarray(self.since)[:, row], row)

    def rows(self) -> Array:
        """`row`, also where it is not given."""
        return jnp.arange(self.total.shape[0]) if self.row is None else jnp.asarray(self.row)


class Heard(NamedTuple):
    """Delays from a measurement to a party that hears of it, (sensor, draw) [s]; inf = not."""

    looks: Any
    """Of its own sensors, and of those whose detections it gets."""
    tracks: Any
    """Of sensors whose owner passes on tracks."""


def first_heard(gathered: Gathered, heard: Heard) -> Array:
    """When a party first hears of a track, (draw,) [s after launch]; inf = never."""
    return jnp.min(gathered.since + jnp.minimum(heard.looks, heard.tracks), axis=0)


class Moment(NamedTuple):
    """Where in the cells a time lies, (draw,) each."""

    cell: Array
    part: Array


def moment(arc: Arc, time: Array) -> Moment:
    """Cell and part of it at a time (draw,) [s after launch], within the coast."""
    share = jnp.clip((time - arc.start) / arc.length, 0.0, 1.0)
    cell = jnp.minimum((CELLS * share ** (1.0 / BEND)).astype(int), CELLS - 1)
    bounds = jnp.asarray(edges())
    part = (share - bounds[cell]) / (bounds[cell + 1] - bounds[cell])
    return Moment(cell, part)


def gathered_by(arc: Arc, gathered: Gathered, time: Array) -> Array:
    """What every sensor would have gathered by a time, (sensor, 21, draw)."""
    at = moment(arc, time)

    size = (1, 2, *gathered.total.shape[2:])

    def one(row: Array, cell: Array, part: Array) -> Array:
        both = jax.lax.dynamic_slice(gathered.total, (row, cell, 0, 0), size)[0]
        between: Array = both[0] + part * (both[1] - both[0])
        return between

    return jnp.moveaxis(jax.vmap(one)(gathered.rows(), at.cell, at.part), 0, -1)


def gathered_before(arc: Arc, gathered: Gathered, begin: Array) -> Array:
    """What each sensor would have gathered before it begins, (sensor, 21, draw); `begin` likewise.

    What a report says is taken to come from where the flight is when it is heard: within the few
    seconds of a delay neither range nor aspect changes by a percent.
    """
    at = jax.vmap(lambda b: moment(arc, b))(begin)
    lane = gathered.rows()

    def one(sensor: Array, cell: Array, part: Array) -> Array:
        low, high = (gathered.total[lane, c, sensor].T for c in (cell, cell + 1))
        between: Array = low + part * (high - low)
        return between

    before: Array = jax.vmap(one)(jnp.arange(len(begin)), at.cell, at.part)
    return before


class Arrivals(NamedTuple):
    """When each sensor's looks begin to reach a party, and what it would have told by then."""

    begin: Array
    """(sensor, draw) [s after launch]; inf = never."""
    before: Array
    """(sensor, 21, draw)."""


def arrivals(arc: Arc, gathered: Gathered, delay: Array) -> Arrivals:
    """Of sensors whose delay is given, (sensor, draw) [s]."""
    begin = gathered.since + delay
    inside = jnp.where(jnp.isfinite(begin), begin, arc.start)
    return Arrivals(begin, gathered_before(arc, gathered, inside))


def arrived(every: Array, word: Arrivals, time: Array) -> Array:
    """Information that has arrived by a time (draw,), summed over sensors, (21, draw)."""
    heard = time > word.begin
    return jnp.sum(jnp.where(heard[:, None], every - word.before, 0.0), axis=0)


def best(arc: Arc, gathered: Gathered, heard: Heard, sure: Sure, time: Array) -> Array:
    """The greatest `sure` that what a party has heard by a time allows, (draw,)."""
    return best_of(arc, gathered, told(arc, gathered, heard), sure, time)


class Told(NamedTuple):
    """What comes as looks, and what as tracks."""

    looks: Arrivals
    tracks: Arrivals


def told(arc: Arc, gathered: Gathered, heard: Heard) -> Told:
    """When everything arrives at a party."""
    return Told(*(arrivals(arc, gathered, delay) for delay in heard))


def best_of(arc: Arc, gathered: Gathered, word: Told, sure: Sure, time: Array) -> Array:
    """The same where it is known when everything arrives."""
    own, theirs = heard_by(arc, gathered, word, time)

    def trust(information: Array) -> Array:
        return sure(cholesky(with_prior(information)))

    def joined() -> Array:
        each = jax.lax.map(lambda s: trust(own + s * (theirs - own)), jnp.asarray(SHARES))
        return jnp.max(each, axis=0)

    sent = jnp.any(jnp.isfinite(word.tracks.begin))
    result: Array = jax.lax.cond(sent, joined, lambda: trust(own))
    return result


def heard_by(arc: Arc, gathered: Gathered, word: Told, time: Array) -> tuple[Array, Array]:
    """What has arrived by a time as looks and as tracks, each summed over sensors, (21, draw)."""
    both: tuple[Array, Array] = _heard_by(
        moment(arc, time), gathered.total, gathered.rows(), word, time
    )
    return both


@stage
def _heard_by(
    at: Moment, total: Array, rows: Array, word: Told, time: Array
) -> tuple[Array, Array]:
    # Sensor by sensor, so that nothing but two sums is written; and apart from what uses them, or
    # XLA would work them out again for each of its numbers.
    def by_now(sensor: Array) -> Array:
        def one(row: Array, cell: Array, part: Array) -> Array:
            ends = jax.lax.dynamic_slice(total, (row, cell, sensor, 0), (1, 2, 1, 21))[0, :, 0]
            between: Array = ends[0] + part * (ends[1] - ends[0])
            return between

        return jnp.moveaxis(jax.vmap(one)(rows, at.cell, at.part), 0, -1)

    def add(sensor: Array, sums: tuple[Array, Array]) -> tuple[Array, Array]:
        now = by_now(sensor)
        looks, tracks = (
            so_far + jnp.where(time > w.begin[sensor], now - w.before[sensor], 0.0)
            for so_far, w in zip(sums, word, strict=True)
        )
        return looks, tracks

    zero = jnp.zeros((total.shape[-1], len(rows)))
    sums: tuple[Array, Array] = jax.lax.fori_loop(0, total.shape[2], add, (zero, zero))
    return sums


def with_prior(information: Array) -> list[Array]:
    """Information and what is known of any flight, as rows of a packed matrix."""
    rows = list(information)
    for i, spread in enumerate(PRIOR):
        rows[i * (i + 3) // 2] = rows[i * (i + 3) // 2] + spread**-2
    return rows
