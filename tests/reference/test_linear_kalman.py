"""In a linear world the extended filter is Kalman's, and a batch is a loop of single targets.

The oracle is the textbook filter with whole matrices and an inverse, in NumPy: R. E. Kalman,
J. Basic Engineering 82 (1960) 35; Bar-Shalom, Li & Kirubarajan (2001), table 5.2.4-1.
"""

from typing import NamedTuple

import jax.numpy as jnp
import numpy as np
import pytest
from jax import Array

from noroshi.tracking import packed
from noroshi.tracking.dynamics import Dynamics
from noroshi.tracking.filters.extended import Filtered, extended, extended_end
from noroshi.tracking.looks import Battery, Belief, Looks

LOOKS, BATCH = 40, 6


def straight(state: Array, step: Array) -> Array:
    return jnp.concatenate((state[:3] + step * state[3:], state[3:]))


def restless(state: Array, step: Array) -> Array:
    blocks = [[step**3 / 3, step**2 / 2], [step**2 / 2, step]]
    return jnp.kron(jnp.asarray(blocks), 0.5 * jnp.eye(3))


LINEAR = Dynamics(6, straight, restless)


class Scales(NamedTuple):
    rows: Array


def weigh(measurement_model: Scales, position: Array) -> Array:
    return measurement_model.rows @ position


ROWS = np.random.default_rng(3).standard_normal((2, 3, 3))
BATTERY = Battery(weigh, jnp.zeros((2, 3), dtype=bool), Scales(jnp.asarray(ROWS)[..., None]))


def world() -> tuple[Belief, Looks]:
    """Two sensors, uneven times, some together, some without detection, one channel silent."""
    rng = np.random.default_rng(4)
    time = np.sort(np.round(rng.uniform(0.0, 60.0, LOOKS), 1))
    time[10] = time[11]
    sigma = np.exp(rng.uniform(-1.0, 1.0, (LOOKS, 3, BATCH)))
    sigma[5, 1] = np.inf
    root = rng.standard_normal((BATCH, 6, 8))
    covariance = np.moveaxis(root @ np.swapaxes(root, 1, 2), 0, -1)
    start = Belief(jnp.asarray(-1.0), rng.standard_normal((6, BATCH)), packed.pack(covariance))
    looks = Looks(
        time=time,
        sensor=rng.integers(0, 2, LOOKS),
        detected=rng.random((LOOKS, BATCH)) < 0.8,
        value=3.0 * rng.standard_normal((LOOKS, 3, BATCH)),
        sigma=sigma,
    )
    return start, Looks(*(jnp.asarray(field) for field in looks))


def kalman(start: Belief, looks: Looks, b: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Mean, covariance and innovation squared after each look, of one target."""
    x, p = np.asarray(start.mean)[:, b], np.asarray(packed.unpack(start.covariance))[..., b]
    before, kept = float(start.time), []
    for k in range(LOOKS):
        h = float(looks.time[k]) - before
        before = float(looks.time[k])
        f = np.eye(6) + h * np.eye(6, k=3)
        x, p = f @ x, f @ p @ f.T + np.asarray(restless(x, jnp.asarray(h)))
        squared = np.nan
        if looks.detected[k, b]:
            says = np.isfinite(looks.sigma[k, :, b])
            m = np.hstack((ROWS[int(looks.sensor[k])], np.zeros((3, 3))))[says]
            r = np.diag(np.asarray(looks.sigma[k, :, b])[says] ** 2)
            s = m @ p @ m.T + r
            gain = p @ m.T @ np.linalg.inv(s)
            off = np.asarray(looks.value[k, :, b])[says] - m @ x
            x, p = x + gain @ off, (np.eye(6) - gain @ m) @ p
            squared = off @ np.linalg.solve(s, off)
        kept.append((x, p, squared))
    means, covariances, squares = zip(*kept, strict=True)
    return np.array(means), np.array(covariances), np.array(squares)


@pytest.fixture(scope="module")
def filtered() -> Filtered:
    return extended(LINEAR, BATTERY, *world())


@pytest.mark.parametrize("b", range(BATCH))
def test_the_extended_filter_of_a_linear_world_is_kalmans(filtered: Filtered, b: int) -> None:
    means, covariances, squares = kalman(*world(), b)
    ours = np.moveaxis(np.asarray(packed.unpack(jnp.moveaxis(filtered.covariance, 1, 0))), 2, 0)
    scale = np.max(np.abs(means))
    np.testing.assert_allclose(filtered.mean[..., b], means, rtol=0, atol=1e-12 * scale)
    scale = np.max(np.abs(covariances))
    np.testing.assert_allclose(ours[..., b], covariances, rtol=0, atol=1e-12 * scale)
    np.testing.assert_allclose(filtered.innovation_squared[:, b], squares, rtol=1e-9)


def test_kalmans_numbers_enter_the_public_table(filtered: Filtered, validation: object) -> None:
    means, covariances, _ = kalman(*world(), 0)
    source = "Kalman 1960, whole matrices in NumPy"
    ours = float(np.sqrt(np.asarray(packed.diagonal(filtered.covariance[-1]))[0, 0]))
    theirs = float(np.sqrt(covariances[-1][0, 0]))
    validation(  # type: ignore[operator]
        source=source, quantity="linear track, mean after 40 looks", unit="m",
        theirs=means[-1][0], ours=float(filtered.mean[-1, 0, 0]), tolerance=1e-11,
    )  # fmt: skip
    validation(  # type: ignore[operator]
        source=source, quantity="linear track, sigma after 40 looks", unit="m",
        theirs=theirs, ours=ours, tolerance=1e-12,
    )  # fmt: skip


def test_a_batch_is_a_loop_of_single_targets(filtered: Filtered) -> None:
    start, looks = world()
    for b in range(BATCH):
        # A batch of nothing but copies of one: the shape that is compiled already.
        one = np.full(BATCH, b)
        own = looks._replace(
            detected=looks.detected[:, one],
            value=looks.value[..., one],
            sigma=looks.sigma[..., one],
        )
        first = Belief(start.time, start.mean[:, one], jnp.asarray(start.covariance)[:, one])
        alone = extended(LINEAR, BATTERY, first, own)
        for whole, single in zip(filtered, alone, strict=True):
            for copy in range(BATCH):
                np.testing.assert_allclose(whole[..., b], single[..., copy], rtol=1e-10, atol=1e-12)


def test_a_single_target_ends_with_its_last_belief(filtered: Filtered) -> None:
    start, looks = world()
    own = looks._replace(
        detected=looks.detected[:, :1], value=looks.value[..., :1], sigma=looks.sigma[..., :1]
    )
    first = Belief(start.time, start.mean[:, :1], jnp.asarray(start.covariance)[:, :1])
    end = extended_end(LINEAR, BATTERY, first, own)
    np.testing.assert_allclose(end.mean, filtered.mean[-1][:, :1], rtol=1e-10, atol=1e-12)
    known = filtered.covariance[-1][:, :1]
    np.testing.assert_allclose(end.covariance, known, rtol=1e-10, atol=1e-12)
    np.testing.assert_array_equal(end.status, filtered.status[:1])
