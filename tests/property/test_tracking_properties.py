"""Invariants of packed algebra and scalar updates, over random matrices."""

import jax
import jax.numpy as jnp
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from noroshi.tracking import packed

seeds = st.integers(0, 2**32 - 1)
decades = st.floats(-6.0, 6.0)
update = jax.jit(packed.update)
congruence = jax.jit(packed.congruence)


@jax.jit
def checks(p):
    """Whether matrices are positive definite, and the logarithm of their determinants."""
    root = packed.diagonal(packed.cholesky(p))
    return packed.positive_definite(p), 2.0 * jnp.sum(jnp.log(root), axis=0)


def matrix(seed: int, spread: float) -> np.ndarray:
    """Positive definite (6, 6, 1), its axes' scales over `spread` decades."""
    rng = np.random.default_rng(seed)
    axes = np.linalg.qr(rng.standard_normal((6, 6)))[0]
    scales = 10.0 ** rng.uniform(-0.5 * abs(spread), 0.5 * abs(spread), 6)
    whole = (axes * scales) @ axes.T
    return (0.5 * (whole + whole.T))[..., None]


@settings(max_examples=50)
@given(seeds, decades, decades)
def test_a_measurement_never_raises_a_variance_and_keeps_the_covariance_one(
    seed: int, spread: float, precision: float
) -> None:
    before = packed.pack(matrix(seed, spread))
    h = np.random.default_rng(seed + 1).standard_normal((3, 1))
    after, _, s = update(before, h, np.array([10.0**precision]))
    assert s[0] > 10.0**precision
    assert bool(checks(after)[0][0])
    slack = 1e-9 * np.max(np.abs(before))
    assert np.all(packed.diagonal(after) <= packed.diagonal(before) + slack)


@settings(max_examples=50)
@given(seeds, seeds)
def test_two_measurements_may_come_in_either_order(seed: int, other: int) -> None:
    before = packed.pack(matrix(seed, 2.0))
    rng = np.random.default_rng(other)
    h, g = rng.standard_normal((2, 3, 1))
    one, two = np.array([0.5]), np.array([2.0])
    there = update(update(before, h, one)[0], g, two)[0]
    back = update(update(before, g, two)[0], h, one)[0]
    np.testing.assert_allclose(there, back, rtol=0, atol=1e-9 * np.max(np.abs(before)))


@settings(max_examples=50)
@given(seeds, decades)
def test_turning_the_axes_changes_no_volume(seed: int, spread: float) -> None:
    before = packed.pack(matrix(seed, spread))
    turn = np.linalg.qr(np.random.default_rng(seed + 2).standard_normal((6, 6)))[0][..., None]
    well, volume = checks(congruence(turn, before))
    assert bool(well[0])
    np.testing.assert_allclose(volume, checks(before)[1], rtol=0, atol=1e-6)
