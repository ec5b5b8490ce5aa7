"""Tracks begin, are handed over and dropped: straight flight, where every answer is known."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from noroshi.tracking.dynamics import Dynamics
from noroshi.tracking.filters.custody import NOBODY, hand_overs, holders
from noroshi.tracking.filters.initiate import Prior
from noroshi.tracking.filters.status import Status
from noroshi.tracking.filters.tracks import Keeping, Stage, follow
from noroshi.tracking.looks import Battery, Looks

BATCH, COUNT, STEP, SIGMA = 8, 40, 2.0, 10.0


def _straight(state, step):
    return jnp.concatenate([state[:3] + step * state[3:], state[3:]])


def _none(state, step):
    return jnp.zeros((6, 6))


def _position(measurement_model, position):
    return position + measurement_model


STRAIGHT = Dynamics(6, _straight, _none)
EARS = Battery(_position, np.zeros((2, 3), dtype=bool), np.zeros((2, 3, 1)))
RULE = Keeping(np.array([3, 2]), np.array([4, 3]), np.array(15.0), np.array(1e3))
PRIOR = Prior(np.zeros(6), np.array([1e6] * 3 + [1e4] * 3))
TIME = STEP * np.arange(COUNT)
TRUTH = np.array([100.0, -50.0, 20.0, 3.0, 2.0, -1.0])


def _looks(detected, sensor=None, seed=0):
    """Looks at one straight flight; `detected` (look, BATCH)."""
    rng = np.random.default_rng(seed)
    where = TRUTH[:3] + TIME[:, None] * TRUTH[3:]
    value = where[..., None] + SIGMA * rng.normal(size=(COUNT, 3, BATCH))
    which = np.zeros(COUNT, dtype=np.int64) if sensor is None else sensor
    return Looks(TIME, which, detected, value, np.full((COUNT, 3, BATCH), SIGMA))


def _only(*rows):
    """Detections at given looks of each element; the last element's are repeated."""
    detected = np.zeros((COUNT, BATCH), dtype=bool)
    for b in range(BATCH):
        detected[list(rows[min(b, len(rows) - 1)]), b] = True
    return detected


def _least_squares(rows, looks, element, at):
    """State and covariance at a time from some looks: NumPy's least squares."""
    blocks = [np.hstack([np.eye(3), (TIME[k] - TIME[at]) * np.eye(3)]) for k in rows]
    a, z = np.vstack(blocks), np.concatenate([looks.value[k, :, element] for k in rows])
    return np.linalg.lstsq(a, z, rcond=None)[0], SIGMA**2 * np.linalg.inv(a.T @ a)


def _full(packed):
    full = np.zeros((6, 6))
    full[np.tril_indices(6)] = packed
    return full + np.tril(full, -1).T


def test_a_track_begins_at_the_look_that_makes_m_of_n():
    looks = _looks(_only((4, 5, 6), (4, 6, 7), (4, 5, 8), (4, 8, 12), (4,), ()))
    stage = np.asarray(follow(STRAIGHT, EARS, looks, RULE, PRIOR).stage)
    begins = [int(np.argmax(s == Stage.HELD)) if np.any(s == 1) else None for s in stage.T]
    assert begins[:6] == [6, 7, None, None, None, None]


def test_its_first_state_is_the_least_squares_fit_to_the_hits_of_the_window():
    looks = _looks(_only((4, 5, 6), (4, 6, 7)))
    found = follow(STRAIGHT, EARS, looks, RULE, PRIOR)
    for element, rows in ((0, (4, 5, 6)), (1, (4, 6, 7))):
        mean, covariance = _least_squares(rows, looks, element, rows[-1])
        ours = np.asarray(found.covariance[rows[-1], :, element])
        # The prior's kilometres and ten kilometres a second hardly count.
        np.testing.assert_allclose(found.mean[rows[-1], :, element], mean, atol=1e-3)
        np.testing.assert_allclose(_full(ours), covariance, rtol=1e-4, atol=1e-4)


def test_two_hits_are_two_point_differencing():
    sensor = np.ones(COUNT, dtype=np.int64)
    looks = _looks(_only((4, 5)), sensor)
    found = follow(STRAIGHT, EARS, looks, RULE, PRIOR)
    last, before = looks.value[5, :, 0], looks.value[4, :, 0]
    np.testing.assert_allclose(found.mean[5, :3, 0], last, atol=1e-3)
    np.testing.assert_allclose(found.mean[5, 3:, 0], (last - before) / STEP, atol=1e-3)
    ours = _full(np.asarray(found.covariance[5, :, 0]))
    s, t = SIGMA**2, STEP
    expected = np.kron(np.array([[s, s / t], [s / t, 2.0 * s / t**2]]), np.eye(3))
    np.testing.assert_allclose(ours, expected, rtol=1e-4, atol=1e-4)


def test_from_there_on_it_is_the_fit_to_all_looks_so_far():
    rng = np.random.default_rng(4)
    detected = rng.random((COUNT, BATCH)) < 0.8
    looks = _looks(detected)
    found = follow(STRAIGHT, EARS, looks, RULE, PRIOR)
    assert np.all(found.status == Status.TRACKED)
    for element in range(BATCH):
        begun = int(np.argmax(np.asarray(found.stage[:, element]) == Stage.HELD))
        window = [k for k in range(begun - 3, COUNT) if k >= 0 and detected[k, element]]
        mean, covariance = _least_squares(window, looks, element, COUNT - 1)
        np.testing.assert_allclose(found.mean[-1, :, element], mean, atol=1e-3)
        ours = _full(np.asarray(found.covariance[-1, :, element]))
        np.testing.assert_allclose(ours, covariance, rtol=1e-4, atol=1e-6)


def test_silence_ends_a_track_and_a_later_confirmation_begins_it_anew():
    first, again = list(range(4, 10)), list(range(25, COUNT))
    found = follow(STRAIGHT, EARS, _looks(_only(first + again, first)), RULE, PRIOR)
    stage = np.asarray(found.stage)
    # 15 s after the last detection at look 9 (18 s) is between looks 16 and 17.
    assert np.all(stage[6:17] == Stage.HELD)
    assert np.all(stage[17:27] == Stage.DROPPED)
    assert np.all(stage[27:, 0] == Stage.HELD)
    assert np.all(stage[27:, 1] == Stage.DROPPED)
    assert found.status.tolist()[:2] == [Status.TRACKED, Status.DROPPED]
    held = stage == Stage.HELD
    assert np.array_equal(np.isfinite(np.asarray(found.mean)).all(axis=1), held)
    assert np.array_equal(np.isfinite(np.asarray(found.covariance)).all(axis=1), held)


def test_a_track_that_grows_too_uncertain_is_dropped():
    strict = RULE._replace(silence=np.array(1e9), spread=np.array(60.0))
    found = follow(STRAIGHT, EARS, _looks(_only((4, 5, 6))), strict, PRIOR)
    stage = np.asarray(found.stage[:, 0])
    at = int(np.argmax(stage == Stage.DROPPED))
    looks = _looks(_only((4, 5, 6)))
    sizes = [
        np.sqrt(np.trace(_least_squares((4, 5, 6), looks, 0, k)[1][:3, :3])) for k in (at - 1, at)
    ]
    assert sizes[0] < 60.0 < sizes[1]


def test_a_track_is_handed_over_when_its_holder_has_lost_the_target():
    sensor = np.arange(COUNT) % 2
    rows = [k for k in range(COUNT) if (k < 20 and k % 2 == 0) or (k >= 14 and k % 2 == 1)]
    found = follow(STRAIGHT, EARS, _looks(_only(rows), sensor), RULE, PRIOR)
    holder = np.asarray(found.holder[:, 0])
    # The first begins at its third hit, look 4, and holds until two of its last four are misses,
    # at look 22; the second has held the target since look 17.
    assert np.all(holder[:4] == NOBODY)
    assert np.all(holder[4:22] == 0)
    assert np.all(holder[22:] == 1)
    assert hand_overs(found.holder).tolist() == [1] * BATCH


def test_nobody_holds_a_track_that_coasts_and_its_return_to_the_same_is_no_hand_over():
    sensor, count = np.zeros(8, dtype=np.int64), 2
    kept = np.ones((8, 1), dtype=bool)
    begun = np.arange(8)[:, None] == 0
    holds = np.array([1, 1, 0, 0, 1, 1, 1, 1], dtype=bool)[:, None]
    holder = holders(sensor, count, kept, begun, holds)
    assert np.asarray(holder)[:, 0].tolist() == [0, 0, NOBODY, NOBODY, 0, 0, 0, 0]
    assert hand_overs(holder).tolist() == [0]


def _status(change, detected=None):
    base = _looks(_only(range(4, COUNT)) if detected is None else detected)
    return follow(STRAIGHT, EARS, change(base), RULE, PRIOR)


def test_never_seen_and_seen_too_little_have_a_status():
    found = _status(lambda looks: looks, _only((), (5,), range(4, COUNT)))
    expected = [Status.NEVER_SEEN, Status.ONE_LOOK, Status.TRACKED]
    assert found.status.tolist()[:3] == expected
    assert np.all(np.asarray(found.stage)[:, :2] == Stage.WAITING)


def test_a_sensor_without_noise_is_left_out_and_named():
    def silent(looks):
        looks.sigma[10, 1, 0] = 0.0
        return looks

    found = _status(silent)
    assert found.status.tolist() == [Status.NO_NOISE] + [Status.TRACKED] * (BATCH - 1)
    assert np.all(np.isfinite(np.asarray(found.mean)[6:]))


def test_a_look_out_of_order_is_left_out_and_named():
    def late(looks):
        looks.value[20] = 1e9
        return looks._replace(time=np.where(np.arange(COUNT) == 20, 3.0, TIME))

    def without(looks):
        looks.detected[20] = False
        return looks

    found, plain = _status(late), _status(without)
    assert np.all(found.status == Status.OUT_OF_ORDER)
    np.testing.assert_allclose(found.mean[-1], plain.mean[-1], rtol=1e-12)


def test_a_measurement_that_is_no_number_ends_the_track_with_its_reason():
    def broken(looks):
        looks.value[20, :, 0] = np.nan
        return looks

    found = _status(broken)
    assert found.status.tolist() == [Status.DIVERGED] + [Status.TRACKED] * (BATCH - 1)
    assert np.asarray(found.stage)[20, 0] == Stage.DROPPED


def test_one_element_does_not_touch_another():
    rng = np.random.default_rng(7)
    detected = rng.random((COUNT, BATCH)) < 0.6
    whole = follow(STRAIGHT, EARS, _looks(detected), RULE, PRIOR)
    order = rng.permutation(BATCH)
    looks = _looks(detected)
    turned = Looks(TIME, looks.sensor, *(a[..., order] for a in looks[2:]))
    found = follow(STRAIGHT, EARS, turned, RULE, PRIOR)
    for a, b in zip(jax.tree.leaves(whole), jax.tree.leaves(found), strict=True):
        np.testing.assert_array_equal(np.asarray(a)[..., order], b)


@pytest.mark.parametrize("detected", [np.zeros((COUNT, BATCH), dtype=bool)])
def test_a_batch_that_nobody_sees_is_all_waiting(detected):
    found = follow(STRAIGHT, EARS, _looks(detected), RULE, PRIOR)
    assert np.all(found.stage == Stage.WAITING)
    assert np.all(found.status == Status.NEVER_SEEN)
