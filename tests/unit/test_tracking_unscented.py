"""The square-root unscented filter, its sigma points and its triangular roots."""

from functools import lru_cache, partial
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from noroshi.tracking.dynamics import Dynamics
from noroshi.tracking.filters.sigma_points import Spread, gather, points, weights
from noroshi.tracking.filters.square_root import packed_square, root, triangle, whiten
from noroshi.tracking.filters.status import Status
from noroshi.tracking.filters.unscented import unscented
from noroshi.tracking.looks import Battery, Belief, Looks
from noroshi.tracking.packed import pack, unpack

ROUNDING = 1e-12
BATCH, LOOKS = 5, 12


def random(*shape: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).standard_normal(shape)


@settings(max_examples=25)
@given(st.integers(0, 10_000), st.floats(-8, 8), st.floats(-8, 8))
def test_a_triangle_squares_to_the_same_as_the_rows(seed: int, small: float, large: float) -> None:
    scales = 10.0 ** np.array([0.0, small, large, small - large])
    rows = random(4, 9, 3, seed=seed) * scales[:, None, None]
    lower = np.asarray(_triangle(rows))
    ours = np.einsum("ikb,jkb->ijb", lower, lower)
    theirs = np.einsum("ikb,jkb->ijb", rows, rows)
    size = scales[:, None] * scales[None, :]
    assert np.all(np.abs(ours - theirs).max(axis=2) <= 100 * ROUNDING * size)
    assert np.all(np.triu(np.moveaxis(lower, -1, 0), 1) == 0.0)
    assert np.all(np.diagonal(lower) >= 0.0)


_triangle = jax.jit(triangle)


def test_a_triangle_is_the_cholesky_factor_where_numpy_finds_one() -> None:
    rows = random(4, 9, 3)
    square = np.einsum("ikb,jkb->bij", rows, rows)
    ours = np.moveaxis(np.asarray(_triangle(rows)), -1, 0)
    np.testing.assert_allclose(ours, np.linalg.cholesky(square), atol=100 * ROUNDING)


def test_dependent_rows_give_a_triangle_with_a_zero() -> None:
    rows = np.stack([[1.0, 0.0], [0.0, 0.0], [2.0, 1.0]])[..., None]
    expected = [[1.0, 0.0, 0.0], [0.0, 0.0, 0.0], [2.0, 0.0, 1.0]]
    np.testing.assert_array_equal(np.asarray(triangle(jnp.asarray(rows)))[..., 0], expected)


def test_a_covariance_without_spread_in_one_component_has_a_root() -> None:
    half = np.array([[0.0, 0.0, 0.0], [0.0, 2.0, 0.0], [0.0, -1.0, 0.5]])
    whole = half @ half.T
    lower = np.asarray(root(jnp.asarray(whole[..., None])))[..., 0]
    np.testing.assert_allclose(lower @ lower.T, whole, atol=ROUNDING)


def test_whitening_solves_the_triangle() -> None:
    lower = np.tril(random(3, 3)) + 3.0 * np.eye(3)
    vector = random(3)
    ours = np.asarray(whiten(jnp.asarray(lower[..., None]), jnp.asarray(vector[:, None])))[:, 0]
    np.testing.assert_allclose(ours, np.linalg.solve(lower, vector), rtol=ROUNDING)


@pytest.mark.parametrize("spread", [Spread(), Spread(0.7, 2.0, 0.0), Spread(1.0, 1.0, 1.0)])
def test_mean_and_covariance_of_a_linear_map_are_exact(spread: Spread) -> None:
    a, lower, mean = random(2, 3), np.tril(random(3, 3, seed=1)), random(3, seed=2)
    w = weights(3, spread)
    at = points(jnp.asarray(mean[:, None]), jnp.asarray(lower[..., None]), w)
    found = gather(jnp.einsum("ij,jkb->ikb", a, at), w)
    np.testing.assert_allclose(found.mean[:, 0], a @ mean, rtol=1e-10)
    columns = np.asarray(found.columns)[..., 0]
    np.testing.assert_allclose(columns @ columns.T, a @ lower @ lower.T @ a.T, rtol=1e-10)


@pytest.mark.parametrize("sigma", [0.3, 2.0])
def test_mean_and_variance_of_a_square_are_those_of_the_gaussian(sigma: float) -> None:
    mean = 1.5
    w = weights(1, Spread())
    at = points(jnp.full((1, 1), mean), jnp.full((1, 1, 1), sigma), w)
    found = gather(at**2, w)
    # E[x²] = m² + s² and Var[x²] = 4m²s² + 2s⁴ of a Gaussian.
    assert float(found.mean[0, 0]) == pytest.approx(mean**2 + sigma**2, rel=ROUNDING)
    variance = float(jnp.sum(found.columns**2))
    assert variance == pytest.approx(4 * mean**2 * sigma**2 + 2 * sigma**4, rel=1e-10)


def test_a_spread_that_would_subtract_a_covariance_is_refused() -> None:
    with pytest.raises(ValueError, match="larger alpha"):
        weights(6, Spread(alpha=1e-3))
    with pytest.raises(ValueError, match="no points"):
        weights(3, Spread(kappa=-3.0))


class Place(NamedTuple):
    """Where a measuring sensor of these tests stands."""

    origin: Any


def matrix(step: Any) -> Any:
    unit = jnp.eye(2)
    return jnp.block([[unit, step * unit], [jnp.zeros((2, 2)), unit]])


@lru_cache
def straight(q: float) -> Dynamics:
    def noise(state: Any, step: Any) -> Any:
        top, side = step**3 / 3, step**2 / 2
        return q * jnp.kron(jnp.array([[top, side], [side, step]]), jnp.eye(2))

    return Dynamics(4, lambda state, step: matrix(step) @ state, noise)


def seen_straight(measurement_model: Place, position: Any) -> Any:
    return position[:2] - measurement_model.origin


def seen_around(measurement_model: Place, position: Any) -> Any:
    east, north = (
        position[0] - measurement_model.origin[0],
        position[1] - measurement_model.origin[1],
    )
    return jnp.stack([jnp.sqrt(east**2 + north**2), jnp.arctan2(east, north)])


def two(measure: Any, turns: bool = False) -> Battery:
    origin = jnp.asarray([[[0.0], [0.0]], [[40.0], [-30.0]]])
    return Battery(measure, jnp.array([[False, turns]] * 2), Place(origin))


def scene(sigma: tuple[float, float] = (2.0, 3.0), seed: int = 3) -> tuple[Belief, Looks]:
    time = np.sort(np.random.default_rng(seed).uniform(0.0, 20.0, LOOKS))
    time[4] = time[3]  # two sensors at one instant
    start = np.eye(4) * 50.0 + 10.0
    belief = Belief(
        jnp.asarray(0.0),
        jnp.asarray(random(4, BATCH, seed=seed)),
        pack(jnp.broadcast_to(jnp.asarray(start)[..., None], (4, 4, BATCH))),
    )
    generator = np.random.default_rng(seed)
    looks = Looks(
        jnp.asarray(time),
        jnp.asarray(np.arange(LOOKS) % 2),
        jnp.asarray(generator.random((LOOKS, BATCH)) < 0.8),
        jnp.asarray(10.0 * generator.standard_normal((LOOKS, 2, BATCH))),
        jnp.broadcast_to(jnp.asarray(sigma)[:, None], (LOOKS, 2, BATCH)),
    )
    return belief, looks


def kalman(belief: Belief, looks: Looks, q: float, b: int) -> tuple[np.ndarray, np.ndarray]:
    """The textbook's filter for one element, with full matrices and an inverse."""
    mean, cov = np.asarray(belief.mean)[:, b], np.asarray(unpack(belief.covariance))[..., b]
    h, time = np.eye(4)[:2], 0.0
    origins = np.array([[0.0, 0.0], [40.0, -30.0]])
    for k, now in enumerate(np.asarray(looks.time)):
        f = np.asarray(matrix(now - time))
        noise = np.asarray(straight(q).noise(None, now - time))
        mean, cov, time = f @ mean, f @ cov @ f.T + noise, now
        if looks.detected[k, b]:
            r = np.diag(np.asarray(looks.sigma)[k, :, b] ** 2)
            gain = cov @ h.T @ np.linalg.inv(h @ cov @ h.T + r)
            value = np.asarray(looks.value)[k, :, b] + origins[int(looks.sensor[k])]
            mean, cov = mean + gain @ (value - h @ mean), cov - gain @ h @ cov
    return mean, cov


run = partial(unscented, straight(0.3), two(seen_straight))


def test_in_a_linear_world_it_is_the_kalman_filter() -> None:
    belief, looks = scene()
    found = run(belief, looks)
    for b in range(BATCH):
        mean, cov = kalman(belief, looks, 0.3, b)
        np.testing.assert_allclose(found.mean[-1, :, b], mean, rtol=1e-9, atol=1e-9)
        np.testing.assert_allclose(unpack(found.covariance[-1])[..., b], cov, rtol=1e-9, atol=1e-9)
    assert np.all(np.isnan(found.innovation_squared) == ~np.asarray(looks.detected))


def test_a_measurement_a_million_times_better_keeps_the_covariance_positive() -> None:
    belief, looks = scene(sigma=(1e-6, 1e-6))
    found = run(belief, looks)
    whole = np.asarray(unpack(jnp.swapaxes(found.covariance, 0, 1)))
    assert np.linalg.eigvalsh(np.moveaxis(whole, (0, 1), (-2, -1))).min() > 0.0


def dense(belief: Belief, looks: Looks, q: float, b: int) -> tuple[np.ndarray, np.ndarray]:
    """The unscented filter by its definition: full covariances, cross-covariance, one inverse."""
    mean, cov = np.asarray(belief.mean)[:, b], np.asarray(unpack(belief.covariance))[..., b]
    origins, time, n = np.array([[0.0, 0.0], [40.0, -30.0]]), 0.0, 4

    def spread_out() -> np.ndarray:
        out = np.sqrt(n) * np.linalg.cholesky(cov)
        return np.concatenate([mean[None], mean + out.T, mean - out.T])

    in_mean = np.array([0.0] + [0.5 / n] * (2 * n))
    in_cov = np.array([2.0] + [0.5 / n] * (2 * n))
    for k, now in enumerate(np.asarray(looks.time)):
        moved = spread_out() @ np.asarray(matrix(now - time)).T
        mean = in_mean @ moved
        off = moved - mean
        cov = np.einsum("k,ki,kj->ij", in_cov, off, off) + np.asarray(
            straight(q).noise(None, now - time)
        )
        time = now
        if looks.detected[k, b]:
            at = spread_out()
            east, north = (at[:, :2] - origins[int(looks.sensor[k])]).T
            seen = np.stack([np.hypot(east, north), np.unwrap(np.arctan2(east, north))], axis=1)
            expected = in_mean @ seen
            dy, dx = seen - expected, at - mean
            s = np.einsum("k,ki,kj->ij", in_cov, dy, dy) + np.diag(
                np.asarray(looks.sigma)[k, :, b] ** 2
            )
            cross = np.einsum("k,ki,kj->ij", in_cov, dx, dy)
            gain = cross @ np.linalg.inv(s)
            residual = np.asarray(looks.value)[k, :, b] - expected
            residual[1] = np.angle(np.exp(1j * residual[1]))
            mean, cov = mean + gain @ residual, cov - gain @ s @ gain.T
    return mean, cov


def far_away(turns: int = 0) -> tuple[Belief, Looks]:
    """Targets south of both sensors, about where azimuth jumps from π to -π."""
    belief, looks = scene(sigma=(2.0, 0.02))
    belief = belief._replace(mean=belief.mean.at[1].add(-300.0))
    truth = np.stack([5.0 + 0.1 * np.arange(LOOKS), -300.0 + 2.0 * np.arange(LOOKS)])
    origins = np.array([[0.0, 0.0], [40.0, -30.0]])[np.asarray(looks.sensor)].T
    east, north = truth - origins
    exact = np.stack([np.hypot(east, north), np.arctan2(east, north) + 2 * np.pi * turns], axis=1)
    noise = np.array([2.0, 0.02])[:, None] * random(LOOKS, 2, BATCH, seed=9)
    return belief, looks._replace(value=jnp.asarray(exact)[..., None] + noise)


def test_with_a_curved_measurement_it_is_the_unscented_filter_by_definition() -> None:
    belief, looks = far_away()
    found = unscented(straight(0.3), two(seen_around, turns=True), belief, looks)
    for b in range(BATCH):
        mean, cov = dense(belief, looks, 0.3, b)
        np.testing.assert_allclose(found.mean[-1, :, b], mean, rtol=1e-8, atol=1e-8)
        np.testing.assert_allclose(unpack(found.covariance[-1])[..., b], cov, rtol=1e-7, atol=1e-7)


def test_a_turn_more_in_an_angle_changes_nothing() -> None:
    around = partial(unscented, straight(0.3), two(seen_around, turns=True))
    once, more = around(*far_away()), around(*far_away(turns=1))
    np.testing.assert_allclose(once.mean, more.mean, rtol=1e-9)


def test_a_batch_is_a_loop() -> None:
    belief, looks = scene()
    together = run(belief, looks)
    cut = slice(2, 3)
    alone = run(
        Belief(belief.time, belief.mean[:, cut], belief.covariance[:, cut]),
        Looks(*looks[:2], looks.detected[:, cut], looks.value[..., cut], looks.sigma[..., cut]),
    )
    np.testing.assert_allclose(alone.mean, together.mean[..., cut], rtol=1e-12)


def test_each_kind_of_bad_input_has_its_status_and_no_number_without_a_reason() -> None:
    belief, looks = scene()
    seen = np.ones((LOOKS, BATCH), dtype=bool)
    seen[:, 1] = False
    seen[:, 2] = np.arange(LOOKS) == 5
    sigma, value = np.array(looks.sigma), np.array(looks.value)
    sigma[3, 0, 3] = 0.0
    value[6, 1, 4] = np.nan
    found = run(
        belief, looks._replace(detected=seen, sigma=jnp.asarray(sigma), value=jnp.asarray(value))
    )
    expected = ["TRACKED", "NEVER_SEEN", "ONE_LOOK", "NO_NOISE", "DIVERGED"]
    assert [Status(int(s)).name for s in found.status] == expected
    assert np.all(np.isfinite(found.mean[..., :4]))
    assert np.all(np.isnan(found.mean[6:, :, 4]))


def test_a_channel_without_noise_is_left_out_like_one_that_says_nothing() -> None:
    belief, looks = scene()
    none = run(belief, looks._replace(sigma=looks.sigma.at[:, 1].set(0.0)))
    silent = run(belief, looks._replace(sigma=looks.sigma.at[:, 1].set(jnp.inf)))
    np.testing.assert_array_equal(none.mean, silent.mean)
    assert set(np.asarray(silent.channels).ravel()) <= {0, 1}


def test_a_look_that_comes_too_late_is_left_out_and_named() -> None:
    belief, looks = scene()
    looks = looks._replace(detected=jnp.ones((LOOKS, BATCH), dtype=bool))
    late = looks._replace(time=looks.time.at[6].set(looks.time[2]))
    found = run(belief, late)
    without = run(belief, late._replace(time=looks.time, detected=looks.detected.at[6].set(False)))
    np.testing.assert_allclose(found.mean[-1], without.mean[-1], rtol=1e-9, atol=1e-9)
    assert set(np.asarray(found.status)) == {Status.OUT_OF_ORDER}


def test_a_start_that_is_no_covariance_is_named_and_gives_nothing() -> None:
    belief, looks = scene()
    flat = belief._replace(covariance=belief.covariance.at[:, 0].set(0.0))
    found = run(flat, looks)
    assert found.status[0] == Status.SINGULAR
    assert np.all(np.isnan(found.mean[..., 0]))
    assert np.all(np.isfinite(found.mean[..., 1:]))


def test_no_looks_at_all_are_a_flight_never_seen() -> None:
    belief, looks = scene()
    found = run(belief, Looks(*(field[:0] for field in looks)))
    assert found.mean.shape == (0, 4, BATCH)
    assert set(np.asarray(found.status)) == {Status.NEVER_SEEN}


def test_the_packed_square_is_the_covariance() -> None:
    lower = jnp.asarray(np.tril(random(3, 3))[..., None])
    whole = np.asarray(lower)[..., 0] @ np.asarray(lower)[..., 0].T
    np.testing.assert_allclose(unpack(packed_square(lower))[..., 0], whole, rtol=ROUNDING)
