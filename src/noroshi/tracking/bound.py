"""The posterior Cramér-Rao bound along a flight: how well it could be known at best.

No detection is simulated: geometry, accuracy and the probability of detection of every look are
enough. The recursion is that of Tichavský, Muravchik & Nehorai, "Posterior Cramér-Rao bounds for
discrete-time nonlinear filtering", IEEE Trans. Signal Processing 46 (1998) 1386, eq. 21, for
dynamics with additive Gaussian noise, taken at the true flight: before a look
    J⁻ = (F J⁻¹ Fᵀ + Q)⁻¹,    after it    J = J⁻ + p Hᵀ R⁻¹ H,
p being the probability that the look detects. Weighting by p is the information-reduction form of
the bound with missed detections (Zhang & Willett 2001; Hernandez, Farina & Ristic, IEEE Trans.
Aerospace and Electronic Systems 42 (2006) 1404): never above the exact bound over all patterns of
misses, and close to it unless looks are few.

Symmetric matrices are packed as in `packed`: the lower triangle by rows, batch last.
"""

from functools import partial
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
from jax import Array

import noroshi.arrays  # noqa: F401  (float64)
from noroshi.tracking.dynamics import Dynamics
from noroshi.tracking.looks import Battery, Measure, measured
from noroshi.tracking.packed import congruence, diagonal, entry, inverse, lower, pack, size, update


class Bound(NamedTuple):
    """What could be known at best after each look."""

    time: Array
    """(look,) [s]."""
    information: Array
    """Inverse of the least covariance that an unbiased estimate can have, (look, entry, batch)."""


def look_information(
    measure: Measure, measurement_model: Any, position_ecef: Array, sigma: Array, probability: Array
) -> Array:
    """What one look is expected to say of the position, p Hᵀ R⁻¹ H, (6, batch) [1/m²].

    A channel whose sigma is infinite says nothing; nor does one whose sigma is zero, negative or
    no number: what cannot be believed is left out here and named by a status elsewhere.

    Args:
        measure: the kind's own, of which H is the derivative.
        measurement_model: of one sensor, (..., batch) or (..., 1).
        position_ecef: where the target is, (3, batch) [m].
        sigma: one-sigma of each channel, (channel, batch).
        probability: that this look detects, (batch,).
    """
    h = measured(measure, measurement_model, position_ecef)[1]
    sound = sigma > 0.0
    weight = jnp.where(sound, probability / jnp.where(sound, sigma, 1.0) ** 2, 0.0)
    return jnp.stack([jnp.sum(weight * h[:, i] * h[:, j], axis=0) for i, j in lower(3)])


def informations(
    battery: Battery, sensor: Array, position_ecef: Array, sigma: Array, probability: Array
) -> Array:
    """`look_information` of every look, (look, 6, batch).

    Args:
        battery: the sensors.
        sensor: which of them looks, (look,).
        position_ecef: (look, 3, batch) [m].
        sigma: (look, channel, batch).
        probability: (look, batch).
    """
    rows = (position_ecef, sigma, probability)
    found: Array = _informations(battery.measure, battery.measurement_models, sensor, *rows)
    return found


@partial(jax.jit, static_argnums=0)
def _informations(measure: Measure, measurement_models: Any, sensor: Array, *looks: Array) -> Array:
    def one(which: Array, *look: Array) -> Array:
        return look_information(
            measure, jax.tree.map(lambda a: a[which], measurement_models), *look
        )

    found: Array = jax.lax.map(lambda row: one(*row), (sensor, *looks))
    return found


@partial(jax.jit, static_argnums=0)
def bound(
    dynamics: Dynamics, time: Array, truth: Array, seen: Array, start_time: Array, start: Array
) -> Bound:
    """The bound after each look of any sensors, in order of time.

    Args:
        dynamics: how the target is believed to move; its noise may be zero.
        time: of the looks, never falling, (look,) [s].
        truth: the true state at each look, (look, n, batch).
        seen: what each look says of the position, (look, 6, batch): see `look_information`.
        start_time: () [s], not after the first look.
        start: information at the start, (entry, batch); zeros = nothing is known.
    """

    def one_look(carry: tuple[Array, Array], look: tuple[Array, Array, Array]) -> Any:
        before, known = carry
        when, state, said = look
        known = carried(dynamics, known, state, when - before)
        # The position comes first in the state: its packed entries are the first six.
        known = known.at[:6].add(said)
        return (when, known), known

    first = (jnp.asarray(start_time, dtype=jnp.float64), start)
    return Bound(time, jax.lax.scan(one_look, first, (time, truth, seen))[1])


def carried(dynamics: Dynamics, known: Array, state: Array, step: Array) -> Array:
    """Information carried over a step that ends in `state` (n, batch): (entry, batch).

    Transported by the derivative of the motion backwards, then thinned by the process noise. No
    matrix is inverted, so that a state of which little or nothing is known is no special case.
    """
    back = jax.vmap(jax.jacfwd(dynamics.move), in_axes=(1, None), out_axes=2)(state, -step)
    noise = jax.vmap(dynamics.noise, in_axes=(1, None), out_axes=2)(state, step)
    return thinned(congruence(jnp.swapaxes(back, 0, 1), known), pack(noise))


def thinned(known: Array, noise: Array) -> Array:
    """(J⁻¹ + Q)⁻¹ of packed J and Q without inverting either, (entry, batch).

    One rank of Q = L D Lᵀ after the other: by Sherman & Morrison (J⁻¹ + d·l·lᵀ)⁻¹ is what a
    covariance J becomes when a measurement l of variance 1/d arrives, so Joseph's form serves.
    """
    n = size(noise)
    rest = {(i, j): noise[entry(i, j)] for i, j in lower(n)}
    for c in range(n):
        pivot = rest[c, c]
        some = pivot > 0.0
        divisor = jnp.where(some, pivot, 1.0)
        column = [rest[i, c] / divisor if i >= c else jnp.zeros_like(pivot) for i in range(n)]
        after, _, _ = update(known, column, 1.0 / divisor)
        known = jnp.where(some, after, known)
        for i, j in lower(n):
            if j > c:
                rest[i, j] = rest[i, j] - column[i] * rest[j, c]
    return known


def covariances(information: Array) -> tuple[Array, Array]:
    """The least covariances, (entry, ..., batch), and whether there are any, (..., batch).

    Where the information is singular (a flight never seen, or too few looks for every component)
    no finite covariance exists: variances are infinite, the rest zero. Information is brought to
    a unit diagonal first, since metres and metres a second differ by many powers of ten.
    """
    scale = jnp.sqrt(diagonal(information))
    sound = scale > 0.0
    unit = jnp.where(sound, 1.0 / jnp.where(sound, scale, 1.0), 0.0)
    pairs = lower(len(unit))
    scaled = [information[entry(i, j)] * unit[i] * unit[j] for i, j in pairs]
    found = inverse(scaled)
    known = jnp.all(jnp.isfinite(found), axis=0)
    missing = jnp.stack([jnp.full_like(scale[0], jnp.inf if i == j else 0.0) for i, j in pairs])
    real = jnp.stack([found[entry(i, j)] * unit[i] * unit[j] for i, j in pairs])
    return jnp.where(known, real, missing), known
