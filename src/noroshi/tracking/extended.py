"""The extended Kalman filter for a batch of targets, as one scan over looks.

Batch last, covariance packed, one scalar measurement after another: looks have independent
channels, so no matrix is ever inverted. Derivatives of motion and measurement are the models' own.
Source: Bar-Shalom, Li & Kirubarajan (2001), sec. 10.3; channel by channel: Bierman (1977).
"""

from functools import partial
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
from jax import Array

from noroshi.tracking.dynamics import Dynamics
from noroshi.tracking.looks import Battery, Belief, Looks, Measure, measured, residual
from noroshi.tracking.packed import congruence, pack, update


class Filtered(NamedTuple):
    """The belief after each look."""

    mean: Array
    """(look, component, batch)."""
    covariance: Array
    """(look, entry, batch), packed."""
    innovation_squared: Array
    """Sum over channels of residual²/variance, (look, batch); NaN where nothing was detected."""
    channels: Array
    """Channels that were used, (look, batch): the degrees of freedom of the above."""
    status: Array
    """`Status` of each element at the end, (batch,)."""


def extended(dynamics: Dynamics, battery: Battery, start: Belief, looks: Looks) -> Filtered:
    """The belief after each look, from what was believed at `start.time`."""
    belief = start._replace(
        time=jnp.asarray(start.time, dtype=float), covariance=jnp.asarray(start.covariance)
    )
    return _extended(dynamics, battery.measure, battery[1:], belief, looks)


@partial(jax.jit, static_argnums=(0, 1))
def _extended(
    dynamics: Dynamics, measure: Measure, sensors: Any, start: Belief, looks: Looks
) -> Filtered:
    wraps, gauges = sensors

    def one(belief: Belief, row: Looks) -> tuple[Belief, Any]:
        moved = predict(dynamics, belief, row.time)
        gauge = jax.tree.map(lambda a: a[row.sensor], gauges)
        after, squared, used = correct(measure, gauge, wraps[row.sensor], moved, row)
        return after, (after.mean, after.covariance, squared, used)

    _, kept = jax.lax.scan(one, start, looks)
    return Filtered(*kept, jnp.zeros(start.mean.shape[1], dtype=jnp.int8))


def predict(dynamics: Dynamics, belief: Belief, time: Array) -> Belief:
    """The belief carried to another time."""
    step = time - belief.time

    def one(state: Array) -> tuple[Array, Array, Array]:
        moved, push = jax.linearize(lambda s: dynamics.move(s, step), state)
        slope = jax.vmap(push, out_axes=1)(jnp.eye(dynamics.size))
        return moved, slope, dynamics.noise(state, step)

    mean, slope, noise = jax.vmap(one, in_axes=1, out_axes=-1)(belief.mean)
    return Belief(time, mean, congruence(slope, belief.covariance) + pack(noise))


def correct(
    measure: Measure, gauge: Any, wraps: Array, belief: Belief, look: Looks
) -> tuple[Belief, Array, Array]:
    """The belief after one look (a row of `Looks`), its innovation squared and channels used."""
    expected, slope = measured(measure, gauge, belief.mean[:3])
    off = residual(look.value, expected, wraps[:, None])
    mean, covariance = belief.mean, belief.covariance
    squared, used = jnp.zeros(mean.shape[1]), jnp.zeros(mean.shape[1], dtype=jnp.int32)
    for c in range(expected.shape[0]):
        # The other channels have moved the mean since: the residual is the linear model's.
        rest = off[c] - jnp.sum(slope[c] * (mean[:3] - belief.mean[:3]), axis=0)
        variance = look.sigma[c] ** 2
        says = look.detected & jnp.isfinite(variance) & (variance > 0.0)
        after, gain, s = update(covariance, slope[c], jnp.where(says, variance, 1.0))
        mean = jnp.where(says, mean + jnp.stack(gain) * rest, mean)
        covariance = jnp.where(says, after, covariance)
        squared, used = squared + jnp.where(says, rest**2 / s, 0.0), used + says
    return (
        Belief(belief.time, mean, covariance),
        jnp.where(used > 0, squared, jnp.nan),
        used,
    )
