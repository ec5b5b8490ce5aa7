"""Central fusion when looks arrive late: what one party knows, look by look as they reach it.

An ally's looks come after a delay, out of order with one's own. Each is taken when it arrives: the
state as it is now is carried back to the time of the look, compared with what was measured then,
and corrected as it is now, through the derivative of both. Without process noise that is exact: in
the end it is the same as if all had come in time. With it, what the noise did in between is left
out of the comparison (Bar-Shalom's algorithm C; Bar-Shalom, "Update with out-of-sequence
measurements in tracking: exact solution", IEEE Trans. AES 38 (2002) 769): a look then counts
somewhat more than it should, little while delay³·q is far below the look's variance.
"""

from functools import partial
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array
from numpy.typing import NDArray

from noroshi.tracking.dynamics import Dynamics
from noroshi.tracking.extended import Filtered, predict
from noroshi.tracking.looks import Battery, Belief, Looks, Measure, residual
from noroshi.tracking.packed import update
from noroshi.tracking.status import Status

Floats = NDArray[np.float64]


class Arrivals(NamedTuple):
    """Looks in the order in which they reach somebody."""

    looks: Looks
    arrival: Array
    """When each arrives, never falling, (look,) [s]."""


def arrivals(looks: Looks, delay: Floats) -> Arrivals:
    """Looks as they reach a party.

    Args:
        looks: of all sensors.
        delay: of each sensor's reports to this party, (sensor,) [s]; inf = never reported.
    """
    when = np.asarray(looks.time) + np.asarray(delay, dtype=np.float64)[np.asarray(looks.sensor)]
    order = np.argsort(when, kind="stable")
    order = order[np.isfinite(when[order])]
    return Arrivals(Looks(*(np.asarray(field)[order] for field in looks)), when[order])


def central(
    dynamics: Dynamics, battery: Battery, start: Belief, arrived: Arrivals
) -> tuple[Array, Filtered]:
    """What one party knows each time that a look reaches it: the arrival times, and its belief.

    Args:
        dynamics: how targets are believed to move, backwards too.
        battery: the sensors.
        start: what is believed at first, not later than the first look.
        arrived: see `arrivals`.
    """
    belief = Belief(
        jnp.asarray(start.time, dtype=float), start.mean, jnp.stack(list(start.covariance))
    )
    found: Filtered = _central(dynamics, battery.measure, battery[1:], belief, arrived)
    return arrived.arrival, found


@partial(jax.jit, static_argnums=(0, 1))
def _central(
    dynamics: Dynamics, measure: Measure, sensors: Any, start: Belief, arrived: Arrivals
) -> Filtered:
    wraps, measurement_models = sensors

    def one(belief: Belief, row: Arrivals) -> tuple[Belief, Any]:
        moved = predict(dynamics, belief, row.arrival)
        which = row.looks.sensor
        measurement_model = jax.tree.map(lambda a: a[which], measurement_models)
        expected, slope = _earlier(dynamics, measure, measurement_model, moved, row.looks.time)
        off = residual(row.looks.value, expected, wraps[which][:, None])
        after, squared, used = _corrected(moved, slope, off, row.looks)
        return after, (after.mean, jnp.asarray(after.covariance), squared, used)

    mean, covariance, squared, used = jax.lax.scan(one, start, arrived)[1]
    return Filtered(mean, covariance, squared, used, _status(arrived, mean, covariance))


def _status(arrived: Arrivals, mean: Array, covariance: Array) -> Array:
    """The greatest `Status` that applies to each element, (batch,)."""
    detected, sigma = arrived.looks.detected, arrived.looks.sigma
    seen = jnp.sum(detected, axis=0)
    exact = jnp.any(detected & jnp.any(~(sigma > 0.0), axis=1), axis=0)
    finite = jnp.all(jnp.isfinite(mean), axis=(0, 1)) & jnp.all(
        jnp.isfinite(covariance), axis=(0, 1)
    )
    worst = jnp.where(seen == 0, Status.NEVER_SEEN, jnp.where(seen == 1, Status.ONE_LOOK, 0))
    worst = jnp.where(exact, Status.NO_NOISE, worst)
    return jnp.where(finite, worst, Status.DIVERGED).astype(jnp.int8)


def _earlier(
    dynamics: Dynamics, measure: Measure, measurement_model: Any, belief: Belief, then: Array
) -> tuple[Array, Array]:
    """What a look `then` should have measured (channel, batch), by the state now (…, n, batch)."""
    axes = jax.tree.map(lambda a: None if a.shape[-1] == 1 else a.ndim - 1, measurement_model)
    measurement_models = jax.tree.map(
        lambda a: a[..., 0] if a.shape[-1] == 1 else a, measurement_model
    )

    def one(own: Any, state: Array) -> tuple[Array, Array]:
        def seen(s: Array) -> Array:
            return measure(own, dynamics.move(s, then - belief.time)[:3])

        value, push = jax.linearize(seen, state)
        return value, jax.vmap(push, out_axes=1)(jnp.eye(dynamics.size))

    lanes: Any = jax.vmap(one, in_axes=(axes, 1), out_axes=-1)
    found: tuple[Array, Array] = lanes(measurement_models, belief.mean)
    return found


def _corrected(
    belief: Belief, slope: Array, off: Array, look: Looks
) -> tuple[Belief, Array, Array]:
    """Channel by channel, as in `extended.correct`, by derivatives of the whole state."""
    mean, covariance = belief.mean, belief.covariance
    squared, used = jnp.zeros(mean.shape[1]), jnp.zeros(mean.shape[1], dtype=jnp.int32)
    for c in range(len(off)):
        rest = off[c] - jnp.sum(slope[c] * (mean - belief.mean), axis=0)
        sigma = look.sigma[c]
        says = look.detected & jnp.isfinite(sigma) & (sigma > 0.0)
        after, gain, s = update(covariance, slope[c], jnp.where(says, sigma, 1.0) ** 2)
        mean = jnp.where(says, mean + jnp.stack(gain) * rest, mean)
        covariance = jnp.where(says, after, jnp.asarray(covariance))
        squared, used = squared + jnp.where(says, rest**2 / s, 0.0), used + says
    return Belief(belief.time, mean, covariance), jnp.where(used > 0, squared, jnp.nan), used
