"""A batch carried over a step: values by the model's own step, slopes by its exact derivative."""

from functools import partial

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from jax import Array

from noroshi.tracking.dynamics import Dynamics, coast, powered
from noroshi.tracking.transition import transition

START = np.array([-3.3e6, 3.9e6, 4.1e6, 2500.0, 2300.0, 2700.0])
SHIFT = np.array([0.0, 1.0, -2.0])
FREE, PUSHED = coast(1.0), powered(1.0)
step_of = jax.jit(transition, static_argnums=0)


def states(dynamics: Dynamics) -> np.ndarray:
    """Three states (n, 3) some kilometres and metres a second apart."""
    rest = {6: [], 9: [8.0, 12.0, 20.0]}[dynamics.size]
    spread = np.append([1e4] * 3 + [30.0] * 3, np.full(len(rest), 0.1))
    return np.append(START, rest)[:, None] + spread[:, None] * SHIFT


@partial(jax.jit, static_argnums=(0, 3))
def exact(dynamics: Dynamics, state: Array, step: Array, hop: bool) -> tuple[Array, Array]:
    """The step of each, and JAX's own derivative of it."""
    one = partial(dynamics.hop if hop else dynamics.move, step=step)
    each = {"in_axes": -1, "out_axes": -1}
    return jax.vmap(one, **each)(state), jax.vmap(jax.jacfwd(one), **each)(state)


@pytest.mark.parametrize("step", [0.5, -1.0, 2.0])
@pytest.mark.parametrize("dynamics", [FREE, PUSHED], ids=["coast", "powered"])
def test_a_hop_is_the_models_and_its_slope_the_derivative(dynamics: Dynamics, step: float) -> None:
    state = states(dynamics)
    after, slope = step_of(dynamics, state, step)
    mean, derivative = exact(dynamics, state, step, True)
    np.testing.assert_allclose(after, mean, rtol=1e-14, atol=1e-8)
    # Metres by metres a second: a part in ten million of a step, with A held over it.
    np.testing.assert_allclose(np.array(slope), derivative, rtol=0, atol=2e-8)


@pytest.mark.parametrize("step", [25.0, -120.0])
@pytest.mark.parametrize("dynamics", [FREE, PUSHED], ids=["coast", "powered"])
def test_a_long_way_is_the_integrators_and_its_slope_good_to_five_parts_in_a_hundred_thousand(
    dynamics: Dynamics, step: float
) -> None:
    state = states(dynamics)
    after, slope = step_of(dynamics, state, step)
    mean, derivative = exact(dynamics, state, step, False)
    np.testing.assert_allclose(after, mean, rtol=1e-13, atol=1e-6)
    # Rows and columns by their own size: metres, metres a second, metres a second².
    unit = np.repeat([abs(step) ** 2, abs(step), 1.0], 3)[: dynamics.size]
    scaled = (np.array(slope) - derivative) * (1.0 / unit[:, None, None]) * unit[None, :, None]
    assert np.max(np.abs(scaled)) < 5e-5


def test_no_time_moves_nothing() -> None:
    state = states(FREE)
    after, slope = step_of(FREE, state, 0.0)
    np.testing.assert_array_equal(after, state)
    np.testing.assert_array_equal(np.array(slope), np.repeat(np.eye(6)[..., None], 3, axis=2))


def test_a_model_that_is_only_a_step_is_differentiated_whole() -> None:
    def swing(state: Array, step: Array) -> Array:
        return jnp.stack([state[0] * jnp.cos(step) + state[1], jnp.sin(state[1]) * step])

    plain = Dynamics(2, swing, lambda state, step: jnp.zeros((2, 2)))
    state = np.array([[1.0, 2.0], [0.3, -0.4]])
    after, slope = step_of(plain, state, 3.0)
    np.testing.assert_allclose(after, jax.vmap(swing, (1, None), 1)(state, 3.0), rtol=1e-15)
    zero, one = np.zeros(2), np.ones(2)
    expected = [[np.cos(3.0) * one, one], [zero, 3.0 * np.cos(state[1])]]
    np.testing.assert_allclose(np.array(slope), expected, rtol=1e-14)
