"""Covariances as triangular square roots: nothing is ever subtracted, so none turns negative.

A covariance P is kept as a lower triangular L with P = L·Lᵀ. Sums of covariances are made by
putting the square roots beside one another and turning the wide matrix into a triangle (an array
algorithm: Kailath, Sayed & Hassibi, Linear Estimation (2000), ch. 12). Matrices are full and the
batch is last, (row, column, batch).
"""

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array

import noroshi.arrays  # noqa: F401

"""float64"""


def triangle(rows: Array) -> Array:
    """Lower triangular L, with a diagonal that is not negative, of L·Lᵀ = A·Aᵀ.

    Modified Gram-Schmidt over the rows. Its triangle is as accurate as Householder's even where
    its rows lose their orthogonality (Björck & Paige, SIAM J. Matrix Anal. 13 (1992) 176), and
    only the triangle is wanted. A row that depends on those before it gives a zero on the diagonal.

    Args:
        rows: A, (row, any number of columns, batch).
    """
    index = jnp.arange(len(rows))

    def one(i: Array, state: tuple[Array, Array]) -> tuple[Array, Array]:
        rest, lower = state
        length = jnp.sqrt(jnp.sum(rest[i] * rest[i], axis=0))
        direction = rest[i] / jnp.where(length > 0.0, length, 1.0)
        along = jnp.where((index > i)[:, None], jnp.sum(rest * direction, axis=1), 0.0)
        column = jnp.where((index == i)[:, None], length, along)
        return rest - along[:, None] * direction, lower.at[:, i].set(column)

    # A loop and not written out: half the time to compile for a fifth more to run.
    empty = jnp.zeros((len(rows), len(rows), rows.shape[-1]))
    lower: Array = jax.lax.fori_loop(0, len(rows), one, (rows, empty))[1]
    return lower


def root(matrix: Array) -> Array:
    """Lower triangular L of L·Lᵀ = P for P that is positive or only semi-definite.

    A pivot that is not positive gives a column of zeros: that component (a coordinate without
    process noise, say) varies only with those before it.

    Args:
        matrix: P, (n, n, batch).
    """
    index = jnp.arange(len(matrix))

    def one(i: Array, state: tuple[Array, Array]) -> tuple[Array, Array]:
        rest, lower = state
        pivot = jnp.sqrt(jnp.maximum(rest[i, i], 0.0))
        below = (index >= i)[:, None] & (pivot > 0.0)
        column = jnp.where(below, rest[:, i] / jnp.where(pivot > 0.0, pivot, 1.0), 0.0)
        return rest - column[:, None] * column[None, :], lower.at[:, i].set(column)

    lower: Array = jax.lax.fori_loop(0, len(matrix), one, (matrix, jnp.zeros_like(matrix)))[1]
    return lower


def whiten(lower: Array, vector: Array) -> Array:
    """L⁻¹·v by forward substitution, (n, batch); infinite or NaN where the diagonal has a zero."""
    done: list[Array] = []
    for i in range(len(vector)):
        known = sum((lower[i, k] * done[k] for k in range(i)), jnp.zeros(vector.shape[1:]))
        done.append((vector[i] - known) / lower[i, i])
    return jnp.stack(done)


def packed_square(lower: Array) -> Array:
    """L·Lᵀ, its lower triangle by rows, (n(n+1)/2, batch)."""
    whole = jnp.sum(lower[:, None] * lower[None], axis=2)
    return whole[np.tril_indices(len(lower))]
