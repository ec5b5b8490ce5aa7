"""The status of each track, from its looks and from what became of its numbers."""

import jax
import jax.numpy as jnp
from jax import Array

from noroshi.tracking.filters.status import Status
from noroshi.tracking.looks import Belief, Looks
from noroshi.tracking.packed import positive_definite


def on_time(start: Array, looks: Looks) -> Array:
    """Which looks do not come before an earlier row, or before the start, (look,) bool."""
    return looks.time >= jnp.maximum(jax.lax.cummax(looks.time), start)


def verdict(start: Belief, looks: Looks, mean: Array, covariance: Array) -> Array:
    """`Status` of each element, (batch,); the greatest of those that apply.

    Args:
        start: what was believed at first.
        looks: all that was looked at.
        mean: after the last look, (n, batch).
        covariance: after the last look, (entry, batch).
    """
    timely = on_time(start.time, looks)[:, None]
    says = jnp.any((looks.sigma > 0.0) & jnp.isfinite(looks.sigma), axis=1)
    seen = jnp.sum(looks.detected & timely & says, axis=0)
    silent = looks.detected[:, None] & ~(looks.sigma > 0.0)
    well = jnp.all(jnp.isfinite(mean), axis=0) & jnp.all(jnp.isfinite(covariance), axis=0)
    found = {
        Status.ONE_LOOK: seen == 1,
        Status.NEVER_SEEN: seen == 0,
        Status.OUT_OF_ORDER: jnp.any(looks.detected & ~timely, axis=0),
        Status.NO_NOISE: jnp.any(silent, axis=(0, 1)),
        Status.SINGULAR: ~positive_definite(start.covariance),
        Status.DIVERGED: ~well & positive_definite(start.covariance),
    }
    ranks = [jnp.where(holds, status.value, 0) for status, holds in found.items()]
    return jnp.max(jnp.stack(ranks), axis=0).astype(jnp.int8)
