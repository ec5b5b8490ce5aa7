"""How the tracker moves a target, against SciPy's DOP853 in axes that do not turn."""

from functools import partial

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from scipy.integrate import quad_vec, solve_ivp
from scipy.linalg import expm

from noroshi.constants import (
    EARTH_FLATTENING,
    EARTH_GM,
    EARTH_J2,
    EARTH_RADIUS,
    EARTH_ROTATION,
)
from noroshi.motion.standard_air import LOG_DENSITY, TOP
from noroshi.tracking.dynamics import LONGEST_HOP, Dynamics, coast, powered, reentry

one_millimetre = 1e-3
TIGHT = {"method": "DOP853", "rtol": 1e-12, "atol": 1e-9}
SPIN = np.array([0.0, 0.0, EARTH_ROTATION])
LOG_RHO = np.polynomial.Polynomial(LOG_DENSITY, domain=[0.0, TOP], window=[-1.0, 1.0])
# Burnt out at 150 km and 4 km/s over the Sea of Japan, climbing.
START = np.array([-3.3e6, 3.9e6, 4.1e6, 2500.0, 2300.0, 2700.0])
# Coming down at 60 km, 3 km/s, 40 degrees.
FALLING = np.array([-3.9e6, 3.35e6, 3.838e6, 2500.0, -1300.0, -1000.0])
BETA = 5000.0
move = partial(jax.jit, static_argnums=0)(lambda d, s, h: d.move(s, h))
hop = partial(jax.jit, static_argnums=0)(lambda d, s, h: d.hop(s, h))


@partial(jax.jit, static_argnums=(0, 2))
def hops(dynamics: Dynamics, state: jax.Array, count: int, step: float) -> jax.Array:
    return jax.lax.fori_loop(0, count, lambda _, s: dynamics.hop(s, step), state)


def turned(time: float) -> np.ndarray:
    """From Earth-fixed axes at a time to axes that do not turn."""
    c, s = np.cos(EARTH_ROTATION * time), np.sin(EARTH_ROTATION * time)
    return np.array([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]])


def pull(r: np.ndarray) -> np.ndarray:
    """Gradient of GM/r (1 - J2 (a/r)² (3 sin²φ - 1)/2)."""
    d, z = np.sqrt(r @ r), r[2]
    c = 1.5 * EARTH_J2 * EARTH_GM * EARTH_RADIUS**2
    oblate = -c * r / d**5 + 5.0 * c * z**2 * r / d**7 - np.array([0.0, 0.0, 2.0 * c * z / d**5])
    return -EARTH_GM * r / d**3 + oblate


def drag(r: np.ndarray, air: np.ndarray, beta: float) -> np.ndarray:
    d = np.sqrt(r @ r)
    polar = EARTH_RADIUS * (1.0 - EARTH_FLATTENING)
    surface = polar / np.sqrt(
        1.0 - EARTH_FLATTENING * (2.0 - EARTH_FLATTENING) * (r[0] ** 2 + r[1] ** 2) / d**2
    )
    return -0.5 * np.exp(LOG_RHO(min(d - surface, TOP))) * np.sqrt(air @ air) * air / beta


def adaptive(state: np.ndarray, time: float, thrust: np.ndarray, beta: float) -> np.ndarray:
    """The same flight in axes that do not turn, back in Earth-fixed axes at its end."""

    def rate(t: float, y: np.ndarray) -> np.ndarray:
        r, v = y[:3], y[3:]
        push = turned(t) @ thrust
        slowed = drag(r, v - np.cross(SPIN, r), beta) if np.isfinite(beta) else 0.0
        return np.concatenate((v, pull(r) + push + slowed))

    begin = np.concatenate((state[:3], state[3:6] + np.cross(SPIN, state[:3])))
    end = solve_ivp(rate, (0.0, time), begin, **TIGHT).y[:, -1]
    back = turned(time).T
    return np.concatenate((back @ end[:3], back @ (end[3:] - np.cross(SPIN, end[:3]))))


still = np.zeros(3)


@pytest.mark.parametrize("time", [1.0, 10.0, 47.0, 900.0])
def test_a_coast_of_any_length_is_good_to_a_millimetre_a_minute(time: float) -> None:
    expected = adaptive(START, time, still, np.inf)
    off = np.asarray(move(coast(1.0), START, time)) - expected
    assert np.max(np.abs(off[:3])) < one_millimetre * max(time / 60.0, 1.0)
    assert np.max(np.abs(off[3:])) < 1e-3 * one_millimetre * max(time / 10.0, 1.0)


def test_one_hop_is_good_to_a_hundredth_of_a_millimetre_and_five_minutes_of_hops_to_a_metre() -> (
    None
):
    one = np.asarray(hop(coast(1.0), START, LONGEST_HOP)) - adaptive(START, 2.0, still, np.inf)
    assert np.max(np.abs(one[:3])) < 0.02 * one_millimetre
    many = np.asarray(hops(coast(1.0), START, 300, 1.0)) - adaptive(START, 300.0, still, np.inf)
    assert np.max(np.abs(many[:3])) < 1.0


def test_thrust_held_in_earth_fixed_axes_adds_its_acceleration() -> None:
    push = np.array([8.0, 12.0, 20.0])
    state = np.concatenate((START, push))
    expected = adaptive(START, 30.0, push, np.inf)
    ours = np.asarray(move(powered(1.0), state, 30.0))
    np.testing.assert_allclose(ours[:6], expected, rtol=0, atol=one_millimetre)
    np.testing.assert_array_equal(ours[6:], push)


def test_powered_flight_without_thrust_is_a_coast() -> None:
    state = np.concatenate((START, still))
    ours = move(powered(1.0), state, 10.0)[:6]
    np.testing.assert_allclose(ours, move(coast(1.0), START, 10.0), rtol=1e-14)


def test_re_entry_through_the_thick_of_the_air_agrees_to_two_decimetres() -> None:
    state = np.append(FALLING, np.log(BETA))
    expected = adaptive(FALLING, 20.0, still, BETA)
    assert np.linalg.norm(expected[3:]) < 0.7 * np.linalg.norm(FALLING[3:])
    ours = np.asarray(move(reentry(1.0, 0.01), state, 20.0))
    np.testing.assert_allclose(ours[:6], expected, rtol=0, atol=0.2)
    assert ours[6] == state[6]


def test_nothing_slows_a_body_of_endless_ballistic_coefficient() -> None:
    heavy = np.append(FALLING, 60.0)
    ours = move(reentry(1.0, 0.01), heavy, 10.0)[:6]
    np.testing.assert_allclose(ours, adaptive(FALLING, 10.0, still, np.inf), atol=one_millimetre)


def test_there_and_back_is_nowhere() -> None:
    back = move(coast(1.0), move(coast(1.0), START, 47.0), -47.0)
    np.testing.assert_allclose(back, START, rtol=0, atol=one_millimetre)


def test_equal_beliefs_are_one_object() -> None:
    assert coast(1.0) is coast(1.0)
    assert hash(powered(2.0)) == hash(powered(2.0))
    assert reentry(1.0, 0.1) != reentry(1.0, 0.2)


@pytest.mark.parametrize(("dynamics", "orders"), [(coast(3.0), 2), (powered(3.0), 3)])
def test_noise_is_white_noise_carried_through_a_chain_of_integrators(
    dynamics: Dynamics, orders: int
) -> None:
    """Oracle: the integral of Φ(s)·G·q·Gᵀ·Φ(s)ᵀ over the step, by quadrature."""
    chain = np.kron(np.diag(np.ones(orders - 1), 1), np.eye(3))
    entry = np.kron(np.eye(orders)[:, -1:], np.eye(3))

    def arrived(s: float) -> np.ndarray:
        column = expm(chain * s) @ entry
        return 3.0 * column @ column.T

    expected = quad_vec(arrived, 0.0, 7.0)[0]
    ours = dynamics.noise(jnp.zeros(3 * orders), jnp.asarray(7.0))
    np.testing.assert_allclose(ours, expected, rtol=1e-12, atol=1e-12)


def test_the_logarithm_of_the_ballistic_coefficient_walks_apart_from_the_rest() -> None:
    noise = np.asarray(reentry(3.0, 0.25).noise(jnp.zeros(7), jnp.asarray(2.0)))
    assert noise[6, 6] == 0.5
    assert not np.any(noise[6, :6])
    np.testing.assert_array_equal(noise[:6, :6], coast(3.0).noise(jnp.zeros(6), jnp.asarray(2.0)))
