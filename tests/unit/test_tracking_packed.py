"""Packed symmetric algebra against dense NumPy, matrix by matrix."""

from fractions import Fraction

import jax.numpy as jnp
import numpy as np
import pytest

from noroshi.tracking import packed

SIZES = (2, 6)
BATCH = 5


def definite(n: int, seed: int = 0) -> np.ndarray:
    """Positive definite matrices (n, n, batch)."""
    root = np.random.default_rng(seed).standard_normal((BATCH, n, n + 2))
    return np.moveaxis(root @ np.swapaxes(root, 1, 2), 0, -1)


def vectors(n: int, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).standard_normal((n, BATCH))


def each(matrices: np.ndarray) -> np.ndarray:
    """The batch in front, as NumPy's linear algebra wants it."""
    return np.moveaxis(np.asarray(matrices), -1, 0)


@pytest.mark.parametrize("n", SIZES)
def test_unpacking_undoes_packing(n: int) -> None:
    full = definite(n)
    stored = packed.pack(full)
    assert stored.shape == (n * (n + 1) // 2, BATCH)
    np.testing.assert_array_equal(packed.unpack(stored), full)
    np.testing.assert_array_equal(each(packed.diagonal(stored)), np.einsum("iib->bi", full))


def test_entries_stand_by_rows_of_the_lower_triangle() -> None:
    order = [packed.entry(i, j) for i, j in packed.lower(4)]
    assert order == list(range(10))
    assert packed.entry(1, 3) == packed.entry(3, 1) == 7


def test_a_number_of_entries_that_fits_no_matrix_is_refused() -> None:
    with pytest.raises(AssertionError):
        packed.size(jnp.zeros((5, 2)))


@pytest.mark.parametrize("n", SIZES)
def test_congruence_is_the_product_of_three_matrices(n: int) -> None:
    full, a = definite(n), np.random.default_rng(2).standard_normal((n + 1, n, BATCH))
    expected = each(a) @ each(full) @ np.swapaxes(each(a), 1, 2)
    ours = packed.unpack(packed.congruence(a, packed.pack(full)))
    np.testing.assert_allclose(each(ours), expected, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("n", SIZES)
def test_factor_solution_inverse_and_determinant_agree_with_numpy(n: int) -> None:
    full, v = definite(n), vectors(n)
    stored = packed.pack(full)
    low = np.tril(each(packed.unpack(packed.cholesky(stored))))
    np.testing.assert_allclose(low, np.linalg.cholesky(each(full)), rtol=1e-9, atol=1e-12)
    solved = np.linalg.solve(each(full), v.T[..., None])[..., 0].T
    np.testing.assert_allclose(packed.solve(stored, v), solved, rtol=1e-8, atol=1e-10)
    inverse = np.linalg.inv(each(full))
    ours = each(packed.unpack(packed.inverse(stored)))
    np.testing.assert_allclose(ours, inverse, rtol=1e-8, atol=1e-10)
    distance = np.einsum("ib,ib->b", v, solved)
    np.testing.assert_allclose(packed.mahalanobis(stored, v), distance, rtol=1e-8)
    np.testing.assert_allclose(
        packed.quadratic(stored, v), np.einsum("ib,ijb,jb->b", v, full, v), rtol=1e-10
    )


def test_a_matrix_that_is_not_positive_definite_says_so() -> None:
    good = np.eye(3)
    flat = np.diag([1.0, 0.0, 1.0])
    saddle = np.array([[1.0, 2.0, 0.0], [2.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
    holed = np.diag([1.0, np.nan, 1.0])
    endless = np.diag([1.0, np.inf, 1.0])
    stored = packed.pack(np.stack([good, flat, saddle, holed, endless], axis=-1))
    assert packed.positive_definite(stored).tolist() == [True, False, False, False, False]
    assert np.isnan(np.asarray(packed.cholesky(stored))[-1, 1:4]).all()


@pytest.mark.parametrize("width", [3, 6])
def test_a_scalar_update_is_kalmans(width: int) -> None:
    full, h = definite(6), vectors(6)
    h[width:] = 0.0
    variance = np.array([1e-3, 0.1, 1.0, 10.0, 1e3])
    ours, gain, s = packed.update(packed.pack(full), h[:width], variance)
    for b in range(BATCH):
        p = full[..., b]
        spread = h[:, b] @ p @ h[:, b] + variance[b]
        k = p @ h[:, b] / spread
        expected = (np.eye(6) - np.outer(k, h[:, b])) @ p
        np.testing.assert_allclose(packed.unpack(ours)[..., b], expected, rtol=0, atol=1e-11)
        np.testing.assert_allclose(np.stack(gain)[:, b], k, rtol=1e-12)
        assert s[b] == pytest.approx(spread, rel=1e-13)


def test_no_measurement_leaves_every_bit() -> None:
    stored, h = packed.pack(definite(6)), vectors(3)
    says = np.array([False, True, False, True, False])
    ours, gain, _ = packed.update(stored, h, np.ones(BATCH), says=says)
    np.testing.assert_array_equal(ours[:, ~says], stored[:, ~says])
    assert not np.any(np.stack(gain)[:, ~says])
    assert np.all(ours[:, says] != stored[:, says])


def test_a_far_better_measurement_keeps_the_covariance_positive_where_the_short_form_does_not() -> (
    None
):
    """Oracle: the update in exact fractions."""
    prior = np.diag([1e12, 1e4]) + 9.9e7 * (1 - np.eye(2))
    h, variance = np.array([1.0, 0.3]), 1e-9
    p = [[Fraction(x) for x in row] for row in prior]
    f, r = [Fraction(x) for x in h], Fraction(variance)
    v = [sum((p[i][j] * f[j] for j in range(2)), Fraction(0)) for i in range(2)]
    s = v[0] * f[0] + v[1] * f[1] + r
    exact = [[p[i][j] - v[i] * v[j] / s for j in range(2)] for i in range(2)]
    along = sum(f[i] * exact[i][j] * f[j] for i in range(2) for j in range(2))
    ours = packed.update(packed.pack(prior[..., None]), h[:, None], np.array([variance]))[0]
    known = float(packed.quadratic(ours, h[:, None])[0])
    w = prior @ h
    short = prior - np.outer(w, w) / (h @ w + variance)
    off = abs(h @ short @ h - float(along))
    assert bool(packed.positive_definite(ours)[0])
    assert abs(known - float(along)) < off
