"""Two tracks of one target made one when nobody knows what they have in common.

Allies that share tracks, not looks, may have used the same reports: their errors are correlated to
an unknown extent, and adding their information would count some of it twice. Covariance
intersection takes a weighted mean of informations instead,
    C⁻¹ = w A⁻¹ + (1-w) B⁻¹,    c = C (w A⁻¹ a + (1-w) B⁻¹ b),
which is never more confident than the truth, whatever the correlation, if neither track is.
Source: Julier & Uhlmann, "A non-divergent estimation algorithm in the presence of unknown
correlations", Proc. American Control Conference (1997) 2369.
"""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import jax
import jax.numpy as jnp
from jax import Array

import noroshi.arrays  # noqa: F401  (float64)
from noroshi.tracking.dynamics import Dynamics
from noroshi.tracking.extended import predict
from noroshi.tracking.looks import Belief
from noroshi.tracking.packed import (
    diagonal,
    inverse,
    log_determinant,
    lower,
    positive_definite,
    times,
)
from noroshi.tracking.packed import size as order
from noroshi.tracking.status import Status

HALVINGS = 40

Size = Callable[[Array], Array]
"""How large a packed covariance (entry, batch) is, (batch,); convex in the weight."""


class Fused(NamedTuple):
    """One track of two."""

    belief: Belief
    weight: Array
    """Of the first, (batch,), in [0, 1]."""
    status: Array
    """`Status`, (batch,): SINGULAR where neither covariance is one, and then all is NaN."""


def position_variance(covariance: Array) -> Array:
    """Trace of the position's covariance: mean squared distance from the truth, (batch,) [m²]."""
    return jnp.sum(diagonal(covariance)[:3], axis=0)


def volume(covariance: Array) -> Array:
    """Logarithm of the determinant: of the ellipsoid's squared volume, (batch,)."""
    return log_determinant(covariance)


def intersect(a: Belief, b: Belief, *, size: Size = position_variance) -> Fused:
    """Covariance intersection of two beliefs of one time, element by element.

    The result is never larger, by the chosen size, than the smaller of the two. Where only one
    covariance is positive definite, that belief is the result.

    Args:
        a: a belief.
        b: another of the same targets at the same time.
        size: what the weight makes smallest: `position_variance` or `volume`.
    """
    fused: Fused = _intersect(size, a, b)
    return fused


@partial(jax.jit, static_argnums=0)
def _intersect(size: Size, a: Belief, b: Belief) -> Fused:
    p_a, p_b = (jnp.stack(list(x.covariance)) for x in (a, b))
    sound_a, sound_b = positive_definite(p_a), positive_definite(p_b)
    # A stand-in keeps the algebra finite; what comes of it is not shown.
    safe = [jnp.where(s, p, _unit(p)) for p, s in ((p_a, sound_a), (p_b, sound_b))]
    know_a, know_b = jnp.split(inverse(jnp.concatenate(safe, axis=1)), 2, axis=1)
    inner = _weight(know_a, know_b, size)
    between = inverse(inner * know_a + (1.0 - inner) * know_b)
    pull = inner * jnp.stack(times(know_a, a.mean)) + (1.0 - inner) * jnp.stack(
        times(know_b, b.mean)
    )
    # At either end one belief is taken as it stands: no digit is lost on the way.
    sizes = jnp.stack([size(between), size(safe[0]), size(safe[1])])
    best = jnp.where(sound_a & sound_b, jnp.argmin(sizes, axis=0), jnp.where(sound_a, 1, 2))
    best = jnp.where(sound_a | sound_b, best, 3)
    lost = jnp.full_like(inner, jnp.nan)
    mean = _pick(best, jnp.stack(times(between, pull)), a.mean, b.mean, lost)
    covariance = _pick(best, between, p_a, p_b, lost)
    weight = _pick(best, inner, jnp.ones_like(inner), jnp.zeros_like(inner), lost)
    status = jnp.where(best == 3, Status.SINGULAR, Status.TRACKED).astype(jnp.int8)
    return Fused(Belief(a.time, mean, covariance), weight, status)


def _pick(which: Array, *choices: Array) -> Array:
    """Element by element the choice of that number."""
    cases = [which == k for k in range(len(choices) - 1)]
    picked: Array = jnp.asarray(jnp.select(cases, choices[:-1], choices[-1]))
    return picked


def fuse_tracks(
    dynamics: Dynamics, own: Belief, other: Belief, *, size: Size = position_variance
) -> Fused:
    """An ally's own track and one that another sent some time ago, carried forward to now.

    Args:
        dynamics: by which the older track is carried, process noise included.
        own: the track now.
        other: as it was when it was sent; not later than `own`.
        size: see `intersect`.
    """
    return intersect(own, _carried(dynamics, other, own.time), size=size)


@partial(jax.jit, static_argnums=0)
def _carried(dynamics: Dynamics, belief: Belief, time: Array) -> Belief:
    return predict(dynamics, belief, jnp.asarray(time, dtype=float))


def _unit(packed: Array) -> Array:
    one = jnp.ones_like(packed[0])
    return jnp.stack([one * (i == j) for i, j in lower(order(packed))])


def _weight(know_a: Array, know_b: Array, size: Size) -> Array:
    """The weight of the smallest size, (batch,): where the slope of a convex function is zero."""

    def at(weight: Array) -> Array:
        return size(inverse(weight * know_a + (1.0 - weight) * know_b))

    def halve(_: int, ends: tuple[Array, Array]) -> tuple[Array, Array]:
        low, high = ends
        middle = 0.5 * (low + high)
        slope = jax.jvp(at, (middle,), (jnp.ones_like(middle),))[1]
        return jnp.where(slope < 0.0, middle, low), jnp.where(slope < 0.0, high, middle)

    zero = jnp.zeros_like(know_a[0])
    low, high = jax.lax.fori_loop(0, HALVINGS, halve, (zero, zero + 1.0))
    return jnp.asarray(0.5 * (low + high))
