"""The ellipse about an impact at given times: its covariance on the ground, not its size alone."""

from typing import Any

import jax
import jax.numpy as jnp
from jax import Array
from jaxtyping import Float

from noroshi.tracking.available import (
    ReportingLatency,
    SensorInformation,
    available_information,
    first_available,
    intersected,
    intersection_weights,
    with_prior,
)
from noroshi.tracking.coast_arc import UNIT, CoastArc
from noroshi.tracking.impact_disc import ImpactDisc
from noroshi.tracking.packed import cholesky, dot, forward, inverse, log_determinant, lower


@jax.jit
def impact_covariances(
    area: ImpactDisc,
    arc: CoastArc,
    information: SensorInformation,
    latency: ReportingLatency,
    time: Any,
) -> Float[Array, "time 3 draw"]:
    """Covariance of the impact on the ground at some times [m²].

    East-east, north-east, north-north, of what is available to a party by then: its own looks
    added up, others' tracks joined by covariance intersection with the weight that makes the
    ellipse smallest, and re-entry's own error on top. inf before it has a track, NaN after impact.

    Args:
        area: of the impact; its radius is not used.
        arc: the coast.
        information: of every sensor about it, (sensor, draw, ...).
        latency: delays, (sensor, draw).
        time: (time,) [s after launch].
    """
    last, first = arc.start + arc.length, first_available(information, latency)

    def at(time: Array) -> Array:
        instant = jnp.zeros_like(last) + time
        own, others = available_information(arc, information, latency, instant)
        ways = intersection_weights(len(others))
        mixed = jax.vmap(lambda way: intersected(own, others, way))(ways)
        each = jax.vmap(lambda information: _on_ground(area, information))(mixed)
        smallest = jnp.argmin(each[:, 0] * each[:, 2] - each[:, 1] ** 2, axis=0)
        found = jnp.take_along_axis(each, smallest[None, None], axis=0)[0]
        return jnp.where(instant > last, jnp.nan, jnp.where(instant < first, jnp.inf, found))

    found: Array = jax.lax.map(at, time)
    return found


@jax.jit
def states(
    arc: CoastArc, information: SensorInformation, latency: ReportingLatency, time: Any
) -> Float[Array, "time 21 draw"]:
    """Covariance of the state at burn-out at some times [m, m/s], packed.

    What is joined by covariance intersection takes the weight that tells most in all (the greatest
    determinant); what is known of any flight before a look (`available.PRIOR`) stands where nobody
    has a track.
    """
    scale = jnp.array([UNIT[i] * UNIT[j] for i, j in lower(6)])[:, None]

    def at(time: Array) -> Array:
        instant = jnp.zeros_like(arc.start) + time
        own, others = available_information(arc, information, latency, instant)
        ways = intersection_weights(len(others))
        mixed = jax.vmap(lambda way: intersected(own, others, way))(ways)
        each = jax.vmap(lambda i: jnp.stack(with_prior(i)))(mixed)
        most = jnp.argmax(jax.vmap(log_determinant)(each), axis=0)
        chosen = jnp.take_along_axis(each, most[None, None], axis=0)[0]
        return inverse(chosen) * scale

    found: Array = jax.lax.map(at, time)
    return found


def _on_ground(area: ImpactDisc, information: Array) -> Array:
    """The covariance (3, draw) that information about burn-out (21, draw) leaves on the ground."""
    low = cholesky(with_prior(information))
    east, north = (forward(low, area.ahead[i]) for i in range(2))
    floor = area.reentry**2
    return jnp.stack([dot(east, east) + floor, dot(east, north), dot(north, north) + floor])
