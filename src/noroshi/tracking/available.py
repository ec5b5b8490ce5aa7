"""What a party has of a flight by a time: looks that add up, and tracks that are joined.

What each sensor measures (`information`) reaches a party after a delay. What the party measures
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
from jaxtyping import Bool, Float, Int
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
    """The information of some sensors about each flight, and from when on they hold it."""

    total: Float[Any, "sensor ends draw 21"]
    """As of `fisher_information`, at the ends of cells; a moment is one piece of memory."""
    custody_start: Float[Any, "sensor lane"]
    """[s after launch]; inf = never."""
    row: Int[Any, " lane"] | None = None
    """Which row of `total` belongs to each lane; None = its own."""

    def of(self, row: Array) -> "SensorInformation":
        """Chosen draws; their information stays where it is."""
        return SensorInformation(self.total, jnp.asarray(self.custody_start)[:, row], row)

    def rows(self) -> Array:
        """`row`, also where it is not given."""
        return jnp.arange(self.total.shape[2]) if self.row is None else jnp.asarray(self.row)


class ReportingLatency(NamedTuple):
    """Delays from a measurement to the party it is reported to [s]; inf = never.

    A leading axis counts questions, where several are asked at once.
    """

    looks: Float[Any, "*row sensor draw"]
    """Of its own sensors, and of those whose detections it gets."""
    tracks: Float[Any, "*row sensor draw"]
    """Of sensors whose owner passes on tracks."""
    sender: Bool[Any, "*row sender sensor draw"] | None = None
    """Whose tracks they are, where several owners pass them on, one row an owner. None = all are
    one owner's."""

    @property
    def soonest(self) -> Any:
        """The delay of whatever comes first of each sensor, (sensor, draw) [s]; inf = nothing."""
        numpy = isinstance(self.looks, np.ndarray) and isinstance(self.tracks, np.ndarray)
        return (np if numpy else jnp).minimum(self.looks, self.tracks)

    def without(self, silent: Any) -> "ReportingLatency":
        """Nothing of the sensors that are marked, (sensor, draw) or (draw,)."""
        looks, tracks = (np.where(silent, np.inf, d) for d in (self.looks, self.tracks))
        return self._replace(looks=looks, tracks=tracks)


def intersection_weights(others: int) -> Float[NDArray[np.float64], "way others"]:
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


def intersected(
    own: Float[Any, "21 draw"],
    others: Sequence[Array],
    way: Float[Any, " other"] | tuple[float, ...],
) -> Float[Any, "21 draw"]:
    """Information after others' tracks are joined to one's own, with given weights."""
    for number, theirs in enumerate(others):
        own = own + way[number] * (theirs - own)
    return own


def first_available(
    information: SensorInformation, latency: ReportingLatency, recognised: Array | float = 0.0
) -> Float[Array, " lane"]:
    """When a track is first available to a party [s after launch]; inf = never.

    `recognised`: when a look first shows that the motors have stopped, (draw,) [s after launch].
    """
    begin = jnp.maximum(jnp.asarray(information.custody_start), recognised)
    return jnp.min(begin + latency.soonest, axis=0)


def available_information(
    arc: CoastArc,
    information: SensorInformation,
    latency: ReportingLatency,
    time: Float[Any, "*lane"],
) -> tuple[Float[Array, "21 lanes"], tuple[Float[Array, "21 lanes"], ...]]:
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
        """A sensor's information at the time at which it measured what arrives now."""
        share = jnp.clip((measured - start) / length, 0.0, 1.0)
        cell = jnp.minimum((CELLS * share ** (1.0 / BEND)).astype(int), CELLS - 1)
        # A sensor begins within a cell: what the cell adds, it adds from then on.
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
    """The greatest `sure` that what is available to a party by a time allows, (draw,)."""
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
