"""A falling target with known ballistic coefficient, seen by one poor radar.

A. Farina, B. Ristic & D. Benvenuti, Tracking a ballistic target: comparison of several nonlinear
filters, IEEE TAES 38(3) (2002) 854. Plane Earth, drag by two exponentials of height, range and
elevation every 2 s, made Cartesian before filtering (the paper's measurement matrix is linear).
Its abstract: the results "favor the EKF; it combines the statistical efficiency with a modest
computational load", as long as the ballistic coefficient is known.

The intensity of the process noise and the covariance to start with are not in the part of the
paper that was at hand: 1 m²/s³, and the difference of the first two positions, are taken here.
"""

import itertools
from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from noroshi.tracking.bound import bound, covariances, look_information
from noroshi.tracking.dynamics import Dynamics
from noroshi.tracking.filters.extended import Filtered, extended
from noroshi.tracking.filters.unscented import unscented
from noroshi.tracking.looks import Battery, Belief, Looks
from noroshi.tracking.packed import mahalanobis, pack, unpack

RUNS, STEPS, STEP = 300, 58, 2.0
WEIGHT, BETA, INTENSITY = 9.81, 4e4, 1.0
SIGMA = np.array([100.0, 0.017])
HEADING = np.radians(190.0)
FIRST = np.array([232e3, 88e3, 2290.0 * np.cos(HEADING), 2290.0 * np.sin(HEADING)])


def density(height: Any) -> Any:
    low, high = 1.227 * jnp.exp(-1.093e-4 * height), 1.754 * jnp.exp(-1.49e-4 * height)
    return jnp.where(height < 9144.0, low, high)


def move(state: Any, step: Any) -> Any:
    x, y, u, v = state
    drag = -0.5 * WEIGHT / BETA * density(y) * jnp.sqrt(u * u + v * v)
    a, b = drag * u, drag * v - WEIGHT
    half = 0.5 * step * step
    return jnp.stack([x + step * u + half * a, y + step * v + half * b, u + step * a, v + step * b])


def noise(state: Any, step: Any) -> Any:
    chain = jnp.array([[step**3 / 3, step**2 / 2], [step**2 / 2, step]])
    return INTENSITY * jnp.kron(chain, jnp.eye(2))


FALL = Dynamics(4, move, noise)


class Place(NamedTuple):
    """The radar at the origin."""

    origin: Any


def polar(measurement_model: Place, position: Any) -> Any:
    x, y = position[0] - measurement_model.origin[0], position[1]
    return jnp.stack([jnp.sqrt(x * x + y * y), jnp.arctan2(y, x)])


class Axes(NamedTuple):
    """Cosine and sine of the elevation that was measured."""

    direction: Any


def rotated(measurement_model: Axes, position: Any) -> Any:
    """Along and across the line of sight as measured: where a Cartesian plot has its errors."""
    c, s = measurement_model.direction[0], measurement_model.direction[1]
    return jnp.stack([c * position[0] + s * position[1], c * position[1] - s * position[0]])


def two_points(first: np.ndarray, second: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Mean and covariance from two polar plots (2, batch): the second's place, and the speed."""
    (at, spread), (then, later) = plot(first), plot(second)
    half = np.concatenate([later, later / STEP], axis=1)
    whole = np.concatenate([later / STEP, (spread + later) / STEP**2], axis=1)
    return np.concatenate([then, (then - at) / STEP]), np.concatenate([half, whole])


def plot(polar: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Cartesian position (2, batch) and covariance (2, 2, batch) of a polar one."""
    distance, elevation = polar
    c, s = np.cos(elevation), np.sin(elevation)
    slope = np.stack([np.stack([c, -distance * s]), np.stack([s, distance * c])])
    return distance * np.stack([c, s]), np.einsum("ijb,j,kjb->ikb", slope, SIGMA**2, slope)


class Case(NamedTuple):
    """All runs: errors (look, component, run), and the least variances (look, component)."""

    error: dict[str, np.ndarray]
    filtered: dict[str, Filtered]
    bound: np.ndarray


@lru_cache
def case() -> Case:
    truth, seen = flown()
    mean, cov = two_points(seen[0], seen[1])
    start = Belief(jnp.asarray(STEP), jnp.asarray(mean), pack(jnp.asarray(cov)))
    distance, elevation = seen[2:, 0], seen[2:, 1]
    # The mean of r·cos(e) is too small by this much when e has errors.
    value = np.stack([distance * np.exp(-0.5 * SIGMA[1] ** 2), 0.0 * distance], axis=1)
    looks = Looks(
        STEP * jnp.arange(2, STEPS + 2),
        jnp.arange(STEPS),
        jnp.ones((STEPS, RUNS), dtype=bool),
        jnp.asarray(value),
        jnp.asarray(np.stack([0.0 * distance + SIGMA[0], distance * SIGMA[1]], axis=1)),
    )
    axes = jnp.asarray(np.stack([np.cos(elevation), np.sin(elevation)], axis=1))
    radar = Battery(rotated, jnp.zeros((STEPS, 2), dtype=bool), Axes(axes))
    found = {f.__name__: f(FALL, radar, start, looks) for f in (extended, unscented)}
    error = {name: truth[2:] - np.asarray(f.mean) for name, f in found.items()}
    variances = np.diagonal(least(*quiet(STEP), STEP), axis1=1, axis2=2)
    return Case(error, found, variances)


def flown() -> tuple[np.ndarray, np.ndarray]:
    """True states (time, 4, run) and polar plots (time, 2, run)."""
    shake, there, noisy = (
        np.linalg.cholesky(noise(None, STEP)),
        *jax.random.split(jax.random.key(2)),
    )

    def one(state: Any, key: Any) -> tuple[Any, Any]:
        moved = jax.vmap(move, (-1, None), -1)(state, STEP)
        moved = moved + shake @ jax.random.normal(key, state.shape)
        return moved, moved

    first = jnp.broadcast_to(jnp.asarray(FIRST)[:, None], (4, RUNS))
    _, after = jax.lax.scan(one, first, jax.random.split(there, STEPS + 1))
    truth = jnp.concatenate([first[None], after])
    exact = jax.vmap(jax.vmap(lambda s: polar(Place(jnp.zeros(1)), s), -1, -1))(truth)
    seen = exact + SIGMA[:, None] * jax.random.normal(noisy, exact.shape)
    return np.asarray(truth), np.asarray(seen)


def quiet(step: float) -> tuple[np.ndarray, np.ndarray]:
    """The fall without process noise, (time, 4, 1), and the covariance of two plots before."""
    states, one = [FIRST], jax.jit(lambda s: move(s, step))
    for _ in range(STEPS + 1):
        states.append(np.asarray(one(jnp.asarray(states[-1]))))
    truth = np.stack(states)[..., None]
    exact = [np.asarray(polar(Place(jnp.zeros(1)), s)) for s in truth[:2]]
    return truth, two_points(exact[0], exact[1])[1][..., 0]


def least(truth: np.ndarray, cov: np.ndarray, step: float) -> np.ndarray:
    """Posterior Cramér-Rao bound after each look, (look, 4, 4), by its definition.

    Tichavský, Muravchik & Nehorai, IEEE Trans. Signal Processing 46 (1998) 1386, written for
    covariances: prediction by the step's derivative, then what a look says.
    """
    slope = jax.jit(jax.jacfwd(lambda s: move(s, step)))
    shape = jax.jit(jax.jacfwd(lambda s: polar(Place(jnp.zeros(1)), s)))
    found = []
    for before, now in itertools.pairwise(truth[1:, :, 0]):
        f, h = np.asarray(slope(before)), np.asarray(shape(now))
        ahead = f @ cov @ f.T + np.asarray(noise(None, step))
        cov = np.linalg.inv(np.linalg.inv(ahead) + h.T @ np.diag(SIGMA**-2) @ h)
        found.append(cov)
    return np.stack(found)


def efficiency(which: str) -> np.ndarray:
    """Root mean square error over the bound, (look, component)."""
    runs = case()
    return np.sqrt(np.mean(runs.error[which] ** 2, axis=2) / runs.bound)


def test_the_target_falls_as_in_the_set_up() -> None:
    truth, _ = quiet(STEP)
    heights, speeds = truth[:, 1, 0], np.hypot(truth[:, 2, 0], truth[:, 3, 0])
    assert heights[0] == 88e3
    assert speeds[0] == pytest.approx(2290.0)
    # It comes to the ground at the last look but two, slowed to a fraction of its speed.
    assert abs(heights[-2]) < 1e3
    assert speeds[-1] < 0.2 * speeds.max()


@pytest.mark.parametrize("which", ["extended", "unscented"])
def test_with_a_known_coefficient_the_filter_is_efficient(
    which: str, validation: Callable[..., None]
) -> None:
    ratio = efficiency(which)
    validation(
        source="Farina, Ristic & Benvenuti (2002), abstract",
        quantity=f"Falling target, error of the {which} filter over the bound, mean of all looks",
        theirs=1.0,
        ours=float(np.mean(ratio)),
        unit="1",
        tolerance=0.1,
        note="they call it statistically efficient, in words; 1 is the bound",
    )
    assert ratio.max() < 1.3
    assert ratio[-1] == pytest.approx(np.ones(4), abs=0.15)


def test_the_unscented_filter_gains_nothing_over_the_extended_one() -> None:
    # The abstract favours the extended filter for being as good and cheaper.
    assert efficiency("unscented") == pytest.approx(efficiency("extended"), rel=0.02)


@pytest.mark.parametrize("which", ["extended", "unscented"])
def test_near_the_ground_errors_are_as_large_as_the_filter_says(which: str) -> None:
    runs = case()
    each = np.asarray(
        jax.jit(jax.vmap(mahalanobis))(
            runs.filtered[which].covariance, jnp.asarray(runs.error[which])
        )
    ).mean(axis=1)
    # Mean of 300 variables χ² of four degrees. At first the errors across the line of sight,
    # four kilometres, are too large for the covariance to be right where it is evaluated.
    half = 1.96 * np.sqrt(8.0 / RUNS)
    assert np.mean(np.abs(each[-10:] - 4.0) < half) >= 0.8
    assert np.all(each < 8.0)


def test_the_packages_bound_is_the_definitions_where_steps_are_short() -> None:
    # It carries information back along the flight, which inverts this model's coarse step only
    # to second order: with steps of 20 ms both must agree.
    step = 0.02
    truth, cov = quiet(step)
    theirs = least(truth, cov, step)
    sigma, place = jnp.asarray(SIGMA)[:, None], Place(jnp.zeros((1, 1)))
    said = jax.vmap(lambda s: look_information(polar, place, s[:3], sigma, jnp.ones(1)))(truth[2:])
    prior = pack(jnp.asarray(np.linalg.inv(cov)[..., None]))
    time = step * jnp.arange(2, STEPS + 2)
    known = bound(FALL, time, jnp.asarray(truth[2:]), said, jnp.asarray(step), prior).information
    packed = covariances(jnp.swapaxes(known, 0, 1))[0]
    ours = np.moveaxis(np.asarray(unpack(packed[..., 0])), -1, 0)
    unit = np.sqrt(np.diagonal(theirs, axis1=1, axis2=2))
    np.testing.assert_allclose(
        ours, theirs, atol=1e-4 * (unit[:, :, None] * unit[:, None, :]).max()
    )
    np.testing.assert_allclose(
        np.diagonal(ours, axis1=1, axis2=2), np.diagonal(theirs, axis1=1, axis2=2), rtol=1e-4
    )
