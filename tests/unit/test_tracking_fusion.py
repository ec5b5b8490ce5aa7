"""One track of two with unknown correlation, and looks that reach an ally late."""

import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize_scalar

from noroshi.tracking.dynamics import Dynamics
from noroshi.tracking.fusion import fuse_tracks, intersect, position_variance, volume
from noroshi.tracking.late import Arrivals, arrivals, central
from noroshi.tracking.looks import Battery, Belief, Looks
from noroshi.tracking.status import Status

BATCH = 4
NOW = jnp.array(10.0)
ONE_PART_IN_A_BILLION = 1e-9


def _spd(rng, spread=3.0):
    """A covariance of position and velocity, some directions far better known than others."""
    root = rng.normal(size=(6, 6)) * 10.0 ** rng.uniform(-spread / 2, spread / 2, 6)
    units = np.array([100.0] * 3 + [2.0] * 3)
    return units[:, None] * (root @ root.T + 1e-3 * np.eye(6)) * units


def _belief(covariances, means=None):
    """A batch of one shape, so that all compiles once: the last element is repeated."""
    whole = [*covariances, *[covariances[-1]] * (BATCH - len(covariances))]
    mean = np.broadcast_to(np.zeros((6, 1)) if means is None else means, (6, BATCH))
    return Belief(NOW, mean, _pack(whole))


def _pack(full):
    """Lower triangles by rows, batch last; in NumPy, which compiles nothing."""
    return np.moveaxis(np.asarray(full)[:, *np.tril_indices(6)], 0, 1)


def _full(belief):
    rows, columns = np.tril_indices(6)
    full = np.zeros((BATCH, 6, 6))
    full[:, rows, columns] = full[:, columns, rows] = np.asarray(belief.covariance).T
    return full


def _sizes(size, full):
    """The two sizes by their definitions."""
    if size is position_variance:
        return np.trace(full[..., :3, :3], axis1=-2, axis2=-1)
    return np.linalg.slogdet(full)[1]


def _scaled_smallest_eigenvalue(matrix, scale):
    unit = 1.0 / np.sqrt(np.diag(scale))
    return np.min(np.linalg.eigvalsh(unit[:, None] * matrix * unit))


@settings(max_examples=40)
@given(seed=st.integers(0, 10**6))
@pytest.mark.parametrize("size", [position_variance, volume])
def test_never_more_confident_than_the_truth_whatever_the_correlation(size, seed):
    rng = np.random.default_rng(seed)
    a, b = ([_spd(rng) for _ in range(BATCH)] for _ in range(2))
    means = rng.normal(size=(2, 6, BATCH))
    found = intersect(_belief(a, means[0]), _belief(b, means[1]), size=size)
    for k, fused in enumerate(_full(found.belief)):
        # Any correlation: the cross-covariance is A^½ R B^½ with no singular value of R above one.
        u, _, v = np.linalg.svd(rng.normal(size=(6, 6)))
        r = u @ np.diag(rng.choice([-1.0, 0.0, 1.0, rng.uniform(-1, 1)], 6)) @ v
        cross = np.linalg.cholesky(a[k]) @ r @ np.linalg.cholesky(b[k]).T
        w = float(found.weight[k])
        know_a, know_b = w * np.linalg.inv(a[k]), (1.0 - w) * np.linalg.inv(b[k])
        part_a, part_b = (np.linalg.solve(know_a + know_b, know) for know in (know_a, know_b))
        meant = part_a @ means[0, :, k] + part_b @ means[1, :, k]
        scale = np.sqrt(np.diag(fused))
        np.testing.assert_allclose(found.belief.mean[:, k] / scale, meant / scale, atol=1e-6)
        mixed = part_a @ cross @ part_b.T
        true = part_a @ a[k] @ part_a.T + part_b @ b[k] @ part_b.T + mixed + mixed.T
        assert _scaled_smallest_eigenvalue(fused - true, fused) > -1e-7


@settings(max_examples=40)
@given(seed=st.integers(0, 10**6))
@pytest.mark.parametrize("size", [position_variance, volume])
def test_never_worse_than_the_better_of_the_two(size, seed):
    rng = np.random.default_rng(seed)
    a, b = ([_spd(rng) for _ in range(BATCH)] for _ in range(2))
    fused = _sizes(size, _full(intersect(_belief(a), _belief(b), size=size).belief))
    best = np.minimum(_sizes(size, np.array(a)), _sizes(size, np.array(b)))
    assert np.all(fused <= best + ONE_PART_IN_A_BILLION * abs(best))


@pytest.mark.parametrize("size", [position_variance, volume])
def test_the_weight_is_the_one_that_another_library_finds(size):
    rng = np.random.default_rng(8)
    a, b = ([_spd(rng, 1.0) for _ in range(BATCH)] for _ in range(2))
    found = intersect(_belief(a), _belief(b), size=size)
    inner = 0
    for k in range(BATCH):

        def at(w, k=k):
            c = np.linalg.inv(w * np.linalg.inv(a[k]) + (1.0 - w) * np.linalg.inv(b[k]))
            return _sizes(size, c)

        theirs = minimize_scalar(at, bounds=(0.0, 1.0), method="bounded", options={"xatol": 1e-9})
        assert float(found.weight[k]) == pytest.approx(theirs.x, abs=1e-5)
        assert at(float(found.weight[k])) <= theirs.fun + 1e-9 * abs(theirs.fun)
        inner += 0.01 < theirs.x < 0.99
    assert inner >= 2


def test_tracks_known_in_different_directions_help_each_other_and_meet_between():
    a = np.diag([1.0, 100.0, 100.0, 1.0, 1.0, 1.0])
    b = np.diag([100.0, 1.0, 100.0, 1.0, 1.0, 1.0])
    means = np.zeros((6, 1)), np.array([[10.0], [10.0], [10.0], [0.0], [0.0], [0.0]])
    found = intersect(_belief([a], means[0]), _belief([b], means[1]))
    assert float(found.weight[0]) == pytest.approx(0.5, abs=1e-6)
    # Half the information of each: the precise one's counts a hundred times the other's.
    expected = [10.0 / 101.0, 1000.0 / 101.0, 5.0, 0.0, 0.0, 0.0]
    np.testing.assert_allclose(found.belief.mean[:, 0], expected, atol=1e-5)


def test_where_one_covariance_is_none_the_other_track_stands_and_where_both_are_a_status_says_so():
    good, bad = np.diag([4.0] * 6), np.diag([4.0, 0.0, 4.0, 4.0, 4.0, -1.0])
    a, b = _belief([good, bad, bad]), _belief([bad, good, bad])
    found = intersect(a, b)
    np.testing.assert_array_equal(_full(found.belief)[:2], [good, good])
    assert found.status.tolist()[:3] == [Status.TRACKED, Status.TRACKED, Status.SINGULAR]
    assert np.all(np.isnan(found.belief.covariance[:, 2:]))
    assert np.all(np.isfinite(found.belief.covariance[:, :2]))


def _straight(state, step):
    return jnp.concatenate([state[:3] + step * state[3:], state[3:]])


def _noise(density, state, step):
    h = jnp.abs(step)
    block = jnp.array([[h**3 / 3.0, h**2 / 2.0], [h**2 / 2.0, h]])
    return density * jnp.kron(block, jnp.eye(3))


def _still(state, step):
    return _noise(0.0, state, step)


def _restless(state, step):
    return _noise(1.0, state, step)


CALM, RESTLESS = Dynamics(6, _straight, _still), Dynamics(6, _straight, _restless)


def _position(measurement_model, position):
    return position + measurement_model


EARS = Battery(_position, jnp.zeros((2, 3), dtype=bool), jnp.zeros((2, 3, 1)))


def test_an_older_track_is_carried_forward_with_its_growing_uncertainty():
    other = _belief([np.diag([1.0] * 3 + [4.0] * 3)], np.array([[0.0], [0], [0], [5.0], [0], [0]]))
    other = other._replace(time=NOW - 3.0)
    own = _belief([np.diag([1e12] * 6)])
    found = fuse_tracks(RESTLESS, own, other)
    assert float(found.belief.mean[0, 0]) == pytest.approx(15.0, rel=1e-6)
    # 1 + 4·3² from the velocity and 3³/3 from the noise.
    assert float(found.belief.covariance[0, 0]) == pytest.approx(46.0, rel=1e-6)


def _looks(seed, count=30):
    rng = np.random.default_rng(seed)
    time = np.arange(1.0, count + 1.0)
    shape = (count, 3, BATCH)
    return Looks(
        time,
        np.arange(count) % 2,
        rng.random((count, BATCH)) < 0.8,
        rng.normal(size=shape) * 10.0,
        np.full(shape, 10.0),
    )


START = Belief(
    jnp.array(0.0),
    jnp.zeros((6, BATCH)),
    _pack([np.diag([1e4] * 3 + [1e2] * 3)] * BATCH),
)


def test_looks_reach_a_party_in_order_of_arrival_and_some_never():
    looks = _looks(1)
    late = arrivals(looks, np.array([0.0, 7.5]))
    assert np.all(np.diff(late.arrival) >= 0.0)
    np.testing.assert_allclose(late.arrival, late.looks.time + 7.5 * late.looks.sensor)
    alone = arrivals(looks, np.array([0.0, np.inf]))
    assert set(np.asarray(alone.looks.sensor)) == {0}


def _in_the_end(dynamics, delay, looks=None):
    arrived = arrivals(_looks(2) if looks is None else looks, np.array([0.0, delay]))
    last = Looks(*(np.concatenate([f, f[-1:]]) for f in arrived.looks))
    # A look that says nothing, when everything has arrived, so that all end at one time.
    last.detected[-1] = False
    when = np.append(arrived.arrival, 60.0)
    return central(dynamics, EARS, START, Arrivals(last, when))[1]


def test_late_looks_come_to_the_same_in_the_end_without_process_noise():
    timely, late = (_in_the_end(CALM, delay) for delay in (0.0, 9.25))
    np.testing.assert_allclose(late.mean[-1], timely.mean[-1], rtol=1e-8, atol=1e-8)
    np.testing.assert_allclose(late.covariance[-1], timely.covariance[-1], rtol=1e-8, atol=1e-12)
    assert np.all(late.status == Status.TRACKED)


def test_with_process_noise_a_late_look_is_nearly_as_good_as_a_timely_one():
    timely, late = (_in_the_end(RESTLESS, delay) for delay in (0.0, 1.25))
    (mean, covariance), (other, least) = (
        [np.asarray(a)[-1] for a in (f.mean, f.covariance)] for f in (late, timely)
    )
    assert np.max(np.abs(mean - other)[:3] / np.sqrt(least[[0, 2, 5]])) < 0.3
    ratio = covariance[0] / least[0]
    np.testing.assert_allclose(ratio, 1.0, atol=0.05)


def test_a_look_without_noise_or_nothing_at_all_is_a_status_and_not_a_number():
    looks = _looks(3)
    looks.detected[:, :2] = False
    looks.detected[5, 1] = looks.detected[4, 2] = True
    looks.sigma[4, 0, 2] = 0.0
    found = _in_the_end(CALM, 2.0, looks)
    expected = [Status.NEVER_SEEN, Status.ONE_LOOK, Status.NO_NOISE, Status.TRACKED]
    assert found.status.tolist() == expected
    assert np.all(np.isfinite(found.mean))
