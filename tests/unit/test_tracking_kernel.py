"""Stages and kernels give what the function gives; only plain arithmetic is made one function."""

from collections.abc import Callable

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from jax import Array

from noroshi.tracking.kernel import kernel, stage

A, B = np.linspace(-1.0, 2.0, 8), np.linspace(3.0, 1.0, 8)
MARK, CALL = 'xla_cpu_small_call = "true"', 'inlineable = "false"'


def plain(a: Array, b: Array) -> tuple[Array, Array]:
    both = jnp.arctan2(a, b)
    return jnp.where(both > 0.0, both, -both), jax.lax.fori_loop(0, 5, lambda _, x: x * b, a)


def product(a: Array, b: Array) -> tuple[Array, Array]:
    return jnp.outer(a, b) @ b, a


def hidden(a: Array, b: Array) -> tuple[Array, Array]:
    """A matrix product in a branch of a loop's body."""
    inner = jax.lax.cond(a[0] > 0.0, lambda: a, lambda: product(a, b)[0])
    return jax.lax.scan(lambda x, _: (x + inner, None), a, None, length=3)[0], b


def ordered(a: Array, b: Array) -> tuple[Array, Array]:
    return jnp.sort(a * b), jnp.asarray(a).at[jnp.argsort(b)].add(b)


@pytest.mark.parametrize("function", [plain, product, hidden, ordered])
@pytest.mark.parametrize("cut", [stage, kernel])
def test_a_cut_changes_no_number(cut: Callable, function: Callable) -> None:
    ours = jax.jit(lambda a, b: cut(function)(a, b))(A, B)
    for there, here in zip(ours, function(A, B), strict=True):
        np.testing.assert_allclose(there, here, rtol=1e-14)


@pytest.mark.parametrize(
    ("function", "one"), [(plain, True), (product, False), (hidden, False), (ordered, False)]
)
def test_only_plain_arithmetic_is_marked_as_one_function(function: Callable, one: bool) -> None:
    text = jax.jit(lambda a, b: kernel(function)(a, b)).lower(A, B).as_text()
    assert (MARK in text) == one
    assert CALL in text


def test_a_stage_stays_a_call_and_leaves_its_mark_on_nothing_within() -> None:
    straight = stage(lambda a, b: (jnp.arctan2(a, b), a * b + a))
    text = jax.jit(lambda a, b: straight(a, b)).lower(A, B).as_text()
    assert text.count(CALL) == 1
    assert MARK not in text


def test_a_kernel_of_a_batch_is_the_batch_of_kernels() -> None:
    each = jax.vmap(kernel(plain))(np.stack([A, B]), np.stack([B, B]))
    np.testing.assert_allclose(each[0], [plain(A, B)[0], plain(B, B)[0]], rtol=1e-14)


def test_what_is_no_array_is_named_as_static() -> None:
    power = kernel(lambda n, x: x**n, static=(0,))
    np.testing.assert_allclose(jax.jit(lambda x: power(3, x))(A), A**3, rtol=1e-14)
