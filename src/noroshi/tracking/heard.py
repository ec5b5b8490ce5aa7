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
    """(sensor, cell + 1, draw, 21): see `information.gather`; a moment is one piece of memory."""
    since: Any
    """(sensor, draw) [s after launch]; inf = never."""
    row: Any = None
    """Which row of `total` belongs to each draw, (draw,) integers; None = its own."""

    def of(self, row: Array) -> "Gathered":
        """Chosen draws; what they gathered stays where it is."""
        return Gathered(self.total, jnp.asarray(self.since)[:, row], row)

    def rows(self) -> Array:
        """`row`, also where it is not given."""
        return jnp.arange(self.total.shape[2]) if self.row is None else jnp.asarray(self.row)


class Heard(NamedTuple):
    """Delays from a measurement to a party that hears of it, (sensor, draw) [s]; inf = not."""

    looks: Any
    """Of its own sensors, and of those whose detections it gets."""
    tracks: Any
    """Of sensors whose owner passes on tracks."""


def first_heard(gathered: Gathered, heard: Heard, recognised: Array | float = 0.0) -> Array:
    """When a party first hears of a track, (draw,) [s after launch]; inf = never.

    `recognised`: when a look first shows that the motors have stopped, (draw,) [s after launch].
    """
    begin = jnp.maximum(jnp.asarray(gathered.since), recognised)
    return jnp.min(begin + jnp.minimum(heard.looks, heard.tracks), axis=0)


def heard_by(arc: Arc, gathered: Gathered, heard: Heard, time: Array) -> tuple[Array, Array]:
    """What has arrived by a time as looks and as tracks, each summed over sensors, (21, draw)."""
    both: tuple[Array, Array] = _heard_by(
        (arc.start, arc.length),
        gathered.total,
        gathered.rows(),
        jnp.asarray(gathered.since),
        heard,
        time,
    )
    return both


# Sensor by sensor, so that nothing but two sums is written; and apart from what uses them, or XLA
# would work them out again for each of its numbers.
@stage
def _heard_by(
    coast: tuple[Array, Array],
    total: Array,
    rows: Array,
    since: Array,
    heard: Heard,
    time: Array,
) -> tuple[Array, Array]:
    start, length = coast
    bounds = jnp.asarray(edges())
    _, stops, draws, entries = total.shape
    moments = total.reshape(-1, entries)

    def by_then(sensor: Array, measured: Array) -> Array:
        """What a sensor had gathered by the time at which it measured what arrives now."""
        share = jnp.clip((measured - start) / length, 0.0, 1.0)
        cell = jnp.minimum((CELLS * share ** (1.0 / BEND)).astype(int), CELLS - 1)
        # A sensor begins within a cell: what the cell gathers, it gathers from then on.
        begin = jnp.maximum(start + bounds[cell] * length, since[sensor])
        width = start + bounds[cell + 1] * length - begin
        part = jnp.clip((measured - begin) / jnp.where(width > 0.0, width, 1.0), 0.0, 1.0)
        place = (sensor * stops + cell) * draws + rows
        before, after = (moments.at[p].get(mode="clip") for p in (place, place + draws))
        return before + part[:, None] * (after - before)

    def add(sensor: Array, sums: tuple[Array, Array]) -> tuple[Array, Array]:
        delays = [delay[sensor] for delay in heard]
        delay = jnp.minimum(*delays)
        measured = jnp.where(jnp.isfinite(delay), time - delay, start)
        begun = measured > since[sensor]

        def more() -> tuple[Array, Array]:
            now = by_then(sensor, measured)
            looks, tracks = (
                so_far + jnp.where((begun & jnp.isfinite(own))[:, None], now, 0.0)
                for so_far, own in zip(sums, delays, strict=True)
            )
            return looks, tracks

        # Most sensors begin after the area is known, and would only be asked for nothing.
        both: tuple[Array, Array] = jax.lax.cond(jnp.any(begun), more, lambda: sums)
        return both

    zero = jnp.zeros((len(rows), entries))
    looks, tracks = jax.lax.fori_loop(0, len(total), add, (zero, zero))
    return looks.T, tracks.T


def best_of(arc: Arc, gathered: Gathered, heard: Heard, sure: Sure, time: Array) -> Array:
    """The greatest `sure` that what a party has heard by a time allows, (draw,)."""
    own, theirs = heard_by(arc, gathered, heard, time)

    def trust(information: Array) -> Array:
        return sure(cholesky(with_prior(information)))

    def joined() -> Array:
        each = jax.lax.map(lambda s: trust(own + s * (theirs - own)), jnp.asarray(SHARES))
        return jnp.max(each, axis=0)

    sent = jnp.any(jnp.isfinite(heard.tracks))
    result: Array = jax.lax.cond(sent, joined, lambda: trust(own))
    return result


def with_prior(information: Array) -> list[Array]:
    """Information and what is known of any flight, as rows of a packed matrix."""
    rows = list(information)
    for i, spread in enumerate(PRIOR):
        rows[i * (i + 3) // 2] = rows[i * (i + 3) // 2] + spread**-2
    return rows
