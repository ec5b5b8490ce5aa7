"""Covariances as triangular square roots: nothing is ever subtracted, so none turns negative.

A covariance P is kept as a lower triangular L with P = L·Lᵀ. Sums of covariances are made by
putting the square roots beside one another and turning the wide matrix into a triangle (an array
algorithm: Kailath, Sayed & Hassibi, Linear Estimation (2000), ch. 12). Matrices are full and the
batch is last, (row, column, batch).
"""

import jax.numpy as jnp
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
    rest, columns = rows, []
    for i in range(len(rows)):
        length = jnp.sqrt(jnp.sum(rest[i] * rest[i], axis=0))
        direction = rest[i] / jnp.where(length > 0.0, length, 1.0)
        along = jnp.sum(rest[i + 1 :] * direction, axis=1)
        rest = rest.at[i + 1 :].add(-along[:, None] * direction)
        above = jnp.zeros((i, *length.shape))
        columns.append(jnp.concatenate([above, length[None], along]))
    return jnp.stack(columns, axis=1)


def root(matrix: Array) -> Array:
    """Lower triangular L of L·Lᵀ = P for P that is positive or only semi-definite.

    A pivot that is not positive gives a column of zeros: that component (a coordinate without
    process noise, say) varies only with those before it.

    Args:
        matrix: P, (n, n, batch).
    """
    rest, columns = matrix, []
    for i in range(len(matrix)):
        pivot = jnp.sqrt(jnp.maximum(rest[i, i], 0.0))
        column = jnp.where(pivot > 0.0, rest[:, i] / jnp.where(pivot > 0.0, pivot, 1.0), 0.0)
        column = column.at[:i].set(0.0)
        rest = rest - column[:, None] * column[None, :]
        columns.append(column)
    return jnp.stack(columns, axis=1)


def whiten(lower: Array, vector: Array) -> Array:
    """L⁻¹·v by forward substitution, (n, batch); infinite or NaN where the diagonal has a zero."""
    done: list[Array] = []
    for i in range(len(vector)):
        known = sum((lower[i, k] * done[k] for k in range(i)), jnp.zeros(vector.shape[1:]))
        done.append((vector[i] - known) / lower[i, i])
    return jnp.stack(done)


def packed_square(lower: Array) -> Array:
    """L·Lᵀ, its lower triangle by rows, (n(n+1)/2, batch)."""
    n = len(lower)
    entries = [
        jnp.sum(lower[i, : j + 1] * lower[j, : j + 1], axis=0)
        for i in range(n)
        for j in range(i + 1)
    ]
    return jnp.stack(entries)
