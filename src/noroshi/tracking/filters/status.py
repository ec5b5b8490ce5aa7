"""How each element of a batch fared: a status beside its numbers, from its looks and from them."""

from enum import IntEnum

import jax
import jax.numpy as jnp
from jax import Array

from noroshi.tracking.looks import Belief, Looks
from noroshi.tracking.packed import positive_definite


class Status(IntEnum):
    """What became of one track; 0 where its numbers may be taken as they are.

    Of several that apply, the greatest counts.
    """

    TRACKED = 0
    """Two looks or more, everything in order."""
    ONE_LOOK = 1
    """A single detection: the numbers are mostly what was believed before it."""
    NEVER_SEEN = 2
    """No detection: the numbers are what was believed before, carried on."""
    DROPPED = 3
    """Lost for too long and given up."""
    OUT_OF_ORDER = 4
    """A look came with an earlier time than the one before it: it was left out."""
    NO_NOISE = 5
    """A sensor reported without noise (or with less than none): that channel was left out."""
    SINGULAR = 6
    """The covariance to start from was not positive definite: nothing was estimated, all NaN."""
    DIVERGED = 7
    """The numbers left what floats can hold, or the covariance stopped being one: NaN from then."""


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
