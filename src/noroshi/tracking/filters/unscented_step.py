"""One step of the square-root unscented filter: a prediction, and a look.

The triangular root of the covariance is carried; both steps lay square roots side by side and
triangularise (R. van der Merwe & E. A. Wan, The square-root unscented Kalman filter for state and
parameter estimation, ICASSP 2001, with the look as one array, as I. Arasaratnam & S. Haykin do in
Cubature Kalman filters, IEEE TAC 54(6) (2009) 1254, app. B). No downdate, so nothing can fail for
want of positive definiteness.
"""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array

from noroshi.tracking.dynamics import Dynamics
from noroshi.tracking.filters.sigma_points import Spread, gather, points, weights
from noroshi.tracking.filters.square_root import root, triangle, whiten
from noroshi.tracking.looks import residual


class Root(NamedTuple):
    """What is believed of a state, the batch last."""

    mean: Array
    """(n, batch)"""
    lower: Array
    """Triangular root of the covariance, (n, n, batch)."""


class Looked(NamedTuple):
    """What one look did."""

    after: Root
    squared: Array
    """Squared innovation in its own covariance, (batch,); χ² with as many degrees as `channels`."""
    log_likelihood: Array
    """Natural logarithm of the density of what was measured, (batch,)."""
    channels: Array
    """How many channels said something, (batch,)."""


def predict(dynamics: Dynamics, before: Root, step: Array, spread: Spread) -> Root:
    """What is believed a `step` [s] later, process noise included."""
    w = weights(dynamics.size, spread)
    move = jax.vmap(jax.vmap(dynamics.move, (-1, None), -1), (-1, None), -1)
    moved = gather(move(points(before.mean, before.lower, w), step), w)
    noise = jax.vmap(dynamics.noise, (-1, None), -1)(before.mean, step)
    return Root(moved.mean, triangle(jnp.concatenate([moved.columns, root(noise)], axis=1)))


def look(
    measure: Callable[[Array], Array],
    wraps: Array,
    before: Root,
    value: Array,
    sigma: Array,
    spread: Spread,
) -> Looked:
    """What is believed after one look at all channels together.

    Rows are divided by their channel's deviation, so that `inf` (says nothing) is a row of zeros
    and the covariance of the whitened noise is the identity.

    Args:
        measure: (n, point, batch) → (channel, point, batch).
        wraps: which channels are angles that come back to themselves, (channel,) bool.
        before: the prediction.
        value: what was measured, (channel, batch).
        sigma: one standard deviation of each, (channel, batch), above 0.
        spread: where the points lie.
    """
    n, channel = len(before.mean), len(value)
    w = weights(n, spread)
    turns = partial(residual, wraps=wraps[:, None, None])
    seen = gather(measure(points(before.mean, before.lower, w)), w, turns)
    off = turns(value[:, None], seen.mean[:, None])[:, 0] / sigma
    both = triangle(_array(seen.columns / sigma[:, None], before.lower))
    whitened = whiten(both[:channel, :channel], off)
    mean = before.mean + jnp.sum(both[channel:, :channel] * whitened, axis=1)
    squared = jnp.sum(whitened * whitened, axis=0)
    says = jnp.isfinite(sigma)
    scale = jnp.stack([both[i, i] for i in range(channel)]) * jnp.where(says, sigma, 1.0)
    density = jnp.where(says, jnp.log(scale * np.sqrt(2.0 * np.pi)), 0.0)
    return Looked(
        Root(mean, both[channel:, channel:]),
        squared,
        -0.5 * squared - jnp.sum(density, axis=0),
        jnp.sum(says, axis=0),
    )


def _array(seen: Array, lower: Array) -> Array:
    """Rows of what is seen above rows of the state, whose triangle holds the whole update.

    The joint covariance of both is the array times its transpose: unit noise and the spread of
    what the points show on the left and above, the points themselves below, noise apart.
    """
    channel, _, batch = seen.shape
    n = len(lower)
    unit = jnp.broadcast_to(jnp.eye(channel)[..., None], (channel, channel, batch))
    half = lower / np.sqrt(2.0)  # √(weight)·reach of every outer point
    nothing = jnp.zeros((n, 1 + channel, batch))
    below = jnp.concatenate([half, -half, nothing], axis=1)
    return jnp.concatenate([jnp.concatenate([seen, unit], axis=1), below], axis=0)
