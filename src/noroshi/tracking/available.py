"""What a party has heard of a flight by a time: looks that add up, and tracks that are joined.

What each sensor gathers (`information`) reaches a party after a delay. What the party measures
itself is added up; what it gets as others' tracks is joined by covariance intersection, one owner
after the other, which takes no more for granted than the better of the two (Julier & Uhlmann, Proc.
American Control Conference 1997). Only what one owner measures is added up before: tracks of two
owners may rest on the same reports.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array
from numpy.typing import NDArray

from noroshi.tracking.coast_arc import BEND, CELLS, CoastArc, edges
from noroshi.tracking.kernel import stage
from noroshi.tracking.packed import cholesky

PRIOR = np.array([2e3, 2e3, 2e3, 5e3, 5e3, 5e3])
"""Known of any flight before a look, one standard deviation in units of `arc.UNIT`: 2,000 km and
5 km/s, so that a single look leaves no singular matrix."""
SHARES = (0.0, 0.5, 1.0)
"""Weights of another's track that covariance intersection tries."""

Sure = Callable[[Array], Array]
"""How sure one is of an area, from the Cholesky factor of the information, (draw,)."""


class SensorInformation(NamedTuple):
    """What some sensors gather about each flight, and from when on they hold it."""

    total: Any
    """(sensor, cell + 1, draw, 21): see `information.gather`; a moment is one piece of memory."""
    custody_start: Any
    """(sensor, draw) [s after launch]; inf = never."""
    row: Any = None
    """Which row of `total` belongs to each draw, (draw,) integers; None = its own."""

    def of(self, row: Array) -> "SensorInformation":
        """Chosen draws; what they gathered stays where it is."""
        return SensorInformation(self.total, jnp.asarray(self.custody_start)[:, row], row)

    def rows(self) -> Array:
        """`row`, also where it is not given."""
        return jnp.arange(self.total.shape[2]) if self.row is None else jnp.asarray(self.row)


class ReportingLatency(NamedTuple):
    """Delays from a measurement to a party that hears of it, (sensor, draw) [s]; inf = not."""

    looks: Any
    """Of its own sensors, and of those whose detections it gets."""
    tracks: Any
    """Of sensors whose owner passes on tracks."""
    sender: Any = None
    """Whose tracks they are, where several owners pass them on: (sender, sensor, draw) of booleans,
    one row an owner. None = all are one owner's."""

    @property
    def soonest(self) -> Any:
        """The delay of whatever comes first of each sensor, (sensor, draw) [s]; inf = nothing."""
        numpy = isinstance(self.looks, np.ndarray) and isinstance(self.tracks, np.ndarray)
        return (np if numpy else jnp).minimum(self.looks, self.tracks)

    def without(self, silent: Any) -> "ReportingLatency":
        """Nothing of the sensors that are marked, (sensor, draw) or (draw,)."""
        looks, tracks = (np.where(silent, np.inf, d) for d in (self.looks, self.tracks))
        return self._replace(looks=looks, tracks=tracks)


def intersection_weights(others: int) -> NDArray[np.float64]:
    """The weights with which tracks of so many others are joined one after the other, (way, other).

    Each joins the next other's track with one of `SHARES` to what has been joined so far; where a
    track takes the place of all before it, those count nothing and are left at zero. Every way of
    joining some of the others is among them, so that one more never makes matters worse.
    """
    found: list[tuple[float, ...]] = [()]
    for _ in range(others):
        nothing = tuple(0.0 for _ in found[0])
        kept = [way for way in found if way != nothing]
        found = [
            *((*nothing, s) for s in SHARES),
            *((*way, s) for way in kept for s in SHARES if s < 1.0),
        ]
    return np.array(found)


def intersected(own: Array, others: Sequence[Array], way: Array) -> Array:
    """Information after joining others' tracks to one's own in one of the `intersection_weights`, (21, draw)."""
    for number, theirs in enumerate(others):
        own = own + way[number] * (theirs - own)
    return own


def first_available(
    information: SensorInformation, latency: ReportingLatency, recognised: Array | float = 0.0
) -> Array:
    """When a party first hears of a track, (draw,) [s after launch]; inf = never.

    `recognised`: when a look first shows that the motors have stopped, (draw,) [s after launch].
    """
    begin = jnp.maximum(jnp.asarray(information.custody_start), recognised)
    return jnp.min(begin + latency.soonest, axis=0)


def available_information(
    arc: CoastArc, information: SensorInformation, latency: ReportingLatency, time: Array
) -> tuple[Array, tuple[Array, ...]]:
    """What has arrived by a time as looks, and as tracks of each sender; (21, draw) each.

    Each is summed over the sensors that it comes from.
    """
    own, *others = _available_information(
        (arc.start, arc.length),
        information.total,
        information.rows(),
        jnp.asarray(information.custody_start),
        latency,
        time,
    )
    return own, tuple(others)


# Sensor by sensor, so that nothing but the sums is written; and apart from what uses them, or XLA
# would work them out again for each of its numbers.
@stage
def _available_information(
    coast: tuple[Array, Array],
    total: Array,
    rows: Array,
    custody_start: Array,
    latency: ReportingLatency,
    time: Array,
) -> tuple[Array, ...]:
    start, length = coast
    senders = 1 if latency.sender is None else len(latency.sender)
    bounds = jnp.asarray(edges())
    _, stops, draws, entries = total.shape
    moments = total.reshape(-1, entries)

    def by_then(sensor: Array, measured: Array) -> Array:
        """What a sensor had gathered by the time at which it measured what arrives now."""
        share = jnp.clip((measured - start) / length, 0.0, 1.0)
        cell = jnp.minimum((CELLS * share ** (1.0 / BEND)).astype(int), CELLS - 1)
        # A sensor begins within a cell: what the cell gathers, it gathers from then on.
        begin = jnp.maximum(start + bounds[cell] * length, custody_start[sensor])
        width = start + bounds[cell + 1] * length - begin
        part = jnp.clip((measured - begin) / jnp.where(width > 0.0, width, 1.0), 0.0, 1.0)
        place = (sensor * stops + cell) * draws + rows
        before, after = (moments.at[p].get(mode="clip") for p in (place, place + draws))
        return before + part[:, None] * (after - before)

    def add(sensor: Array, sums: tuple[Array, ...]) -> tuple[Array, ...]:
        looks, tracks = latency.looks[sensor], latency.tracks[sensor]
        delay = jnp.minimum(looks, tracks)
        arrives = [jnp.isfinite(looks), *_by_sender(latency, sensor, jnp.isfinite(tracks))]
        measured = jnp.where(jnp.isfinite(delay), time - delay, start)
        begun = measured > custody_start[sensor]

        def more() -> tuple[Array, ...]:
            now = by_then(sensor, measured)
            return tuple(
                so_far + jnp.where((begun & some)[:, None], now, 0.0)
                for so_far, some in zip(sums, arrives, strict=True)
            )

        # Most sensors begin after the area is known, and would only be asked for nothing.
        added: tuple[Array, ...] = jax.lax.cond(jnp.any(begun), more, lambda: sums)
        return added

    zero = jnp.zeros((len(rows), entries))
    sums = jax.lax.fori_loop(0, len(total), add, (zero,) * (1 + senders))
    return tuple(s.T for s in sums)


def _by_sender(latency: ReportingLatency, sensor: Array, sent: Array) -> list[Array]:
    """Where a sensor's track comes from each sender, (draw,)."""
    if latency.sender is None:
        return [sent]
    return [sent & owner[sensor] for owner in latency.sender]


def best_of(
    arc: CoastArc,
    information: SensorInformation,
    latency: ReportingLatency,
    sure: Sure,
    time: Array,
) -> Array:
    """The greatest `sure` that what a party has heard by a time allows, (draw,)."""
    own, others = available_information(arc, information, latency, time)

    def trust(information: Array) -> Array:
        return sure(cholesky(with_prior(information)))

    def best() -> Array:
        each = jax.lax.map(
            lambda way: trust(intersected(own, others, way)), intersection_weights(len(others))
        )
        return jnp.max(each, axis=0)

    sent = jnp.any(jnp.isfinite(latency.tracks))
    result: Array = jax.lax.cond(sent, best, lambda: trust(own))
    return result


def with_prior(information: Array) -> list[Array]:
    """Information and what is known of any flight, as rows of a packed matrix."""
    rows = list(information)
    for i, spread in enumerate(PRIOR):
        rows[i * (i + 3) // 2] = rows[i * (i + 3) // 2] + spread**-2
    return rows
