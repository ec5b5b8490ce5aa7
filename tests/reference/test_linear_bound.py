"""Where everything is linear, the bound is the covariance of Kalman's filter."""

import jax.numpy as jnp
import numpy as np
import pytest
from scipy.linalg import solve_discrete_are

from noroshi.tracking.bound import bound, covariances, informations
from noroshi.tracking.dynamics import Dynamics
from noroshi.tracking.looks import Battery
from noroshi.tracking.packed import pack, unpack

SPECTRAL_DENSITY = 4.0
LOOKS = 40
ONE_PART_IN_TEN_BILLION = 1e-10


def _straight(state, step):
    return jnp.concatenate([state[:3] + step * state[3:], state[3:]])


def _noise(state, step):
    block = jnp.array([[step**3 / 3.0, step**2 / 2.0], [step**2 / 2.0, step]])
    return SPECTRAL_DENSITY * jnp.kron(block, jnp.eye(3))


def _none(state, step):
    return jnp.zeros((6, 6))


STRAIGHT = Dynamics(6, _straight, _noise)
NOISELESS = Dynamics(6, _straight, _none)
MIXING = np.array([[1.0, 0.2, 0.0], [0.0, 0.9, -0.3], [0.4, 0.0, 1.1]])
"""A sensor that measures mixtures of the coordinates."""


def _mixture(measurement_model, position):
    return measurement_model @ position


def _transition(step):
    F = np.eye(6)
    F[:3, 3:] = step * np.eye(3)
    return F


def _kalman(time, sigma, start, dynamics):
    """Kalman's covariances by the textbook: Bar-Shalom, Li & Kirubarajan 2001, sec. 5.2."""
    H = np.hstack([MIXING, np.zeros((3, 3))])
    P, before, after = start, 0.0, []
    for t, s in zip(time, sigma, strict=True):
        F, Q = _transition(t - before), np.asarray(dynamics.noise(None, t - before))
        P, before = F @ P @ F.T + Q, t
        K = P @ H.T @ np.linalg.inv(H @ P @ H.T + np.diag(s**2))
        P = (np.eye(6) - K @ H) @ P
        after.append(P)
    return np.array(after)


def _setup():
    rng = np.random.default_rng(5)
    time = np.cumsum(rng.uniform(0.5, 3.0, LOOKS))
    sigma = rng.uniform(5.0, 50.0, (LOOKS, 3))
    start = np.diag([1e6, 2e6, 3e6, 1e4, 1e4, 2e4])
    return time, sigma, start


def _bound(dynamics, time, sigma, probability, start):
    truth = jnp.zeros((LOOKS, 6, 1))
    mixer = Battery(_mixture, jnp.zeros((1, 3), dtype=bool), jnp.asarray(MIXING)[None, ..., None])
    which, sigma = jnp.zeros(LOOKS, dtype=int), jnp.asarray(sigma)[..., None]
    seen = informations(mixer, which, truth[:, :3], sigma, jnp.asarray(probability)[:, None])
    return bound(dynamics, jnp.asarray(time), truth, seen, jnp.array(0.0), start)


@pytest.mark.parametrize("dynamics", [STRAIGHT, NOISELESS], ids=["noise", "no noise"])
def test_linear_bound_equals_kalmans_covariance(dynamics):
    time, sigma, start = _setup()
    known = pack(np.linalg.inv(start))[:, None]
    found = _bound(dynamics, time, sigma, np.ones(LOOKS), known)
    least, exists = covariances(jnp.moveaxis(found.information, 1, 0))
    ours = np.moveaxis(np.asarray(unpack(least))[..., 0], 2, 0)
    theirs = _kalman(time, sigma, start, dynamics)
    assert np.all(exists)
    scale = np.sqrt(np.einsum("kii,kjj->kij", theirs, theirs))
    np.testing.assert_allclose(ours / scale, theirs / scale, atol=ONE_PART_IN_TEN_BILLION, rtol=0)


def test_bound_settles_at_the_solution_of_riccatis_equation(validation):
    step, s = 2.0, 30.0
    time, sigma = step * np.arange(1, LOOKS + 1), np.full((LOOKS, 3), s)
    found = _bound(STRAIGHT, time, sigma, np.ones(LOOKS), 1e-9 * pack(np.eye(6))[:, None])
    least, _ = covariances(found.information[-1])
    H = np.hstack([MIXING, np.zeros((3, 3))])
    noise = np.asarray(_noise(None, step))
    before = solve_discrete_are(_transition(step).T, H.T, noise, s**2 * np.eye(3))
    after = np.linalg.inv(np.linalg.inv(before) + H.T @ H / s**2)
    for i, name, unit in ((0, "position", "m"), (3, "velocity", "m/s")):
        validation(
            source="SciPy solve_discrete_are",
            quantity=f"bound in the long run: {name}",
            theirs=float(np.sqrt(after[i, i])),
            ours=float(np.sqrt(unpack(least)[i, i, 0])),
            unit=unit,
            tolerance=1e-6,
        )


def test_without_process_noise_the_bound_is_the_sum_of_transported_information():
    time, sigma, _ = _setup()
    probability = np.linspace(0.1, 1.0, LOOKS)
    found = _bound(NOISELESS, time, sigma, probability, jnp.zeros((21, 1)))
    H = np.hstack([MIXING, np.zeros((3, 3))])
    total = np.zeros((6, 6))
    for t, s, p in zip(time, sigma, probability, strict=True):
        back = np.linalg.inv(_transition(time[-1] - t))
        total += p * back.T @ H.T @ np.diag(s**-2.0) @ H @ back
    ours = np.asarray(unpack(found.information[-1]))[..., 0]
    scale = np.sqrt(np.outer(np.diag(total), np.diag(total)))
    np.testing.assert_allclose(ours / scale, total / scale, atol=ONE_PART_IN_TEN_BILLION, rtol=0)
