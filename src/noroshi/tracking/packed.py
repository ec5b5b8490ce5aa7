"""Small symmetric matrices by the thousand: each entry stored once, the batch last.

A symmetric n×n matrix is its lower triangle by rows, (n(n+1)/2, batch): entry (i, j ≤ i) stands at
i(i+1)/2 + j. A triangular factor is laid out the same way. All algebra is written out over the
components, so that each line is one operation on a whole batch; for n up to about ten.
Whatever can be indexed along its first axis will do as a matrix: an array, or a tuple of arrays.
"""

from collections.abc import Sequence
from typing import Any

import jax.numpy as jnp
from jax import Array

import noroshi.arrays  # noqa: F401  (float64)
from noroshi.tracking.kernel import stage

Packed = Array | Sequence[Array]
"""(entry, batch), or a tuple of (batch,)."""
Columns = Array | Sequence[Array]
"""A vector a batch element: (component, batch), or a tuple of (batch,)."""


def entry(i: int, j: int) -> int:
    """Where element (i, j) of a symmetric matrix is stored."""
    i, j = max(i, j), min(i, j)
    return i * (i + 1) // 2 + j


def size(packed: Packed) -> int:
    """Rows of the matrix that has so many stored entries."""
    n = int(((8 * len(packed) + 1) ** 0.5 - 1) / 2)
    assert n * (n + 1) // 2 == len(packed)
    return n


def lower(n: int) -> list[tuple[int, int]]:
    """Row and column of every stored entry, in order."""
    return [(i, j) for i in range(n) for j in range(i + 1)]


def pack(full: Any) -> Array:
    """The stored entries (n(n+1)/2, ...) of symmetric matrices (n, n, ...).

    Example:
        >>> pack([[1.0, 2.0], [2.0, 3.0]]).tolist()
        [1.0, 2.0, 3.0]
    """
    return jnp.stack([full[i][j] for i, j in lower(len(full))])


def unpack(packed: Packed) -> Array:
    """Symmetric matrices (n, n, ...) from their stored entries.

    Example:
        >>> unpack(pack([[1.0, 2.0], [2.0, 3.0]])).tolist()
        [[1.0, 2.0], [2.0, 3.0]]
    """
    n = range(size(packed))
    return jnp.stack([jnp.stack([packed[entry(i, j)] for j in n]) for i in n])


def diagonal(packed: Packed) -> Array:
    """Variances (n, ...): the diagonal."""
    return jnp.stack([packed[entry(i, i)] for i in range(size(packed))])


def dot(a: Sequence[Array] | Array, b: Sequence[Array] | Array) -> Array:
    """Sum of products over the first axis."""
    total = a[0] * b[0]
    for x, y in zip(a[1:], b[1:], strict=True):
        total = total + x * y
    return total


def times(packed: Packed, vector: Columns) -> list[Array]:
    """P·v by component; a vector shorter than the matrix has zeros for the rest."""
    m = range(len(vector))
    return [
        dot([packed[entry(i, k)] for k in m], [vector[k] for k in m]) for i in range(size(packed))
    ]


def congruence(a: Any, packed: Packed) -> Array:
    """A·P·Aᵀ, packed, for A given by rows, (m, n, ...)."""
    return jnp.stack(_second(_first(packed, a), a))


@stage
def _first(packed: Packed, a: Any) -> tuple[tuple[Array, ...], ...]:
    return tuple(tuple(times(packed, a[i])) for i in range(len(a)))


@stage
def _second(half: Any, a: Any) -> tuple[Array, ...]:
    return tuple(dot(half[i], a[j]) for i, j in lower(len(a)))


def quadratic(packed: Packed, vector: Columns) -> Array:
    """vᵀ·P·v; a vector shorter than the matrix has zeros for the rest."""
    return dot(times(packed, vector)[: len(vector)], vector)


def update(
    packed: Packed, h: Columns, variance: Array, *, says: Array | bool = True
) -> tuple[Array, list[Array], Array]:
    """Covariance after one scalar measurement; also the gain and the innovation's variance.

    Joseph's form (I-khᵀ)P(I-khᵀ)ᵀ + k·r·kᵀ, multiplied out for one scalar: with v = Ph and
    k = v/(hᵀv + r), first P̄ = P - k·vᵀ, then P̄ - (P̄h)kᵀ + r·k·kᵀ. Unlike P - k·vᵀ alone it
    stays positive when the measurement is far better than what was known.
    Source: G. J. Bierman, Factorization Methods for Discrete Sequential Estimation (1977),
    sec. II.3 ("stabilized Kalman") and III.4.

    Args:
        packed: P.
        h: the derivative of what is measured by the first components of the state; fewer than n
            components mean that it does not depend on the others.
        variance: r of the measurement, (batch,).
        says: where False there is no measurement: P stays as it is, bit by bit, and the gain is 0;
            the variance given there must still be finite and positive.
    """
    v, k, s = _gain(packed, h, variance, says)
    reduced, w = _reduced(packed, h, v, k)
    return jnp.stack(_stabilised(reduced, w, k, variance)), list(k), s


# In three steps, so that the compiler works out v, P̄ and P̄h once and not for every entry.
@stage
def _gain(packed: Packed, h: Columns, variance: Array, says: Array | bool) -> Any:
    v = times(packed, h)
    s = dot(v[: len(h)], h) + variance
    # A variance below zero is no covariance's: better nothing than a gain of the wrong sign.
    share = jnp.where(says, 1.0 / jnp.where(s > 0.0, s, jnp.nan), 0.0)
    return tuple(v), tuple(x * share for x in v), s


@stage
def _reduced(packed: Packed, h: Columns, v: Columns, k: Columns) -> Any:
    reduced = tuple(p - k[i] * v[j] for p, (i, j) in zip(packed, lower(len(v)), strict=True))
    return reduced, tuple(times(reduced, h))


@stage
def _stabilised(reduced: Packed, w: Columns, k: Columns, variance: Array) -> tuple[Array, ...]:
    entries = zip(reduced, lower(len(w)), strict=True)
    return tuple(p - (w[i] - variance * k[i]) * k[j] for p, (i, j) in entries)


def cholesky(packed: Packed) -> Array:
    """Lower triangular L with P = L·Lᵀ, packed; NaN from the first pivot that is not positive."""
    n = size(packed)
    low: list[Any] = [None] * len(packed)
    for j in range(n):
        row = [low[entry(j, k)] for k in range(j)]
        pivot = packed[entry(j, j)] - (dot(row, row) if row else 0.0)
        root = jnp.sqrt(jnp.where(pivot > 0.0, pivot, jnp.nan))
        low[entry(j, j)] = root
        for i in range(j + 1, n):
            other = [low[entry(i, k)] for k in range(j)]
            low[entry(i, j)] = (packed[entry(i, j)] - (dot(other, row) if row else 0.0)) / root
    return jnp.stack(low)


def forward(low: Packed, vector: Columns) -> Array:
    """L⁻¹·v for a packed lower triangle, (n, ...)."""
    done: list[Array] = []
    for i in range(size(low)):
        known = [low[entry(i, k)] for k in range(i)]
        rest = vector[i] - (dot(known, done) if i else 0.0)
        done.append(rest / low[entry(i, i)])
    return jnp.stack(done)


def backward(low: Packed, vector: Columns) -> Array:
    """L⁻ᵀ·v for a packed lower triangle, (n, ...)."""
    n = size(low)
    done: list[Any] = [None] * n
    for i in reversed(range(n)):
        later = range(i + 1, n)
        known = [low[entry(k, i)] for k in later]
        rest = vector[i] - (dot(known, [done[k] for k in later]) if known else 0.0)
        done[i] = rest / low[entry(i, i)]
    return jnp.stack(done)


def solve(packed: Packed, vector: Columns) -> Array:
    """P⁻¹·v by Cholesky, (n, ...); NaN where P is not positive definite."""
    low = cholesky(packed)
    return backward(low, forward(low, vector))


def inverse(packed: Packed) -> Array:
    """P⁻¹, packed; NaN where P is not positive definite."""
    n, low = size(packed), cholesky(packed)
    one, zero = jnp.ones_like(low[0]), jnp.zeros_like(low[0])
    units = [forward(low, [one if i == j else zero for i in range(n)]) for j in range(n)]
    return jnp.stack([dot(units[i][i:], units[j][i:]) for i, j in lower(n)])


def mahalanobis(packed: Packed, vector: Columns) -> Array:
    """vᵀ·P⁻¹·v; NaN where P is not positive definite."""
    whitened = forward(cholesky(packed), vector)
    return dot(whitened, whitened)


def positive_definite(packed: Packed) -> Array:
    """Whether all pivots are positive: False also where an entry is NaN or infinite."""
    return jnp.all(jnp.isfinite(cholesky(packed)), axis=0) & jnp.all(
        jnp.isfinite(jnp.stack(list(packed))), axis=0
    )
