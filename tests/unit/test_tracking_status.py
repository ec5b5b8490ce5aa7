"""Bad input gives a status beside the numbers: no exception, no NaN without a reason."""

import jax.numpy as jnp
import numpy as np
import pytest
from jax import Array

from noroshi.tracking import packed
from noroshi.tracking.dynamics import Dynamics
from noroshi.tracking.filters.extended import Filtered, extended
from noroshi.tracking.filters.status import Status
from noroshi.tracking.looks import Battery, Belief, Looks

LOOKS = 5


def straight(state: Array, step: Array) -> Array:
    return jnp.concatenate((state[:3] + step * state[3:], state[3:]))


LINEAR = Dynamics(6, straight, lambda state, step: jnp.zeros((6, 6)))
BATTERY = Battery(
    lambda measurement_model, p: p + measurement_model,
    jnp.zeros((1, 3), dtype=bool),
    jnp.zeros((1, 3, 1)),
)


def run(
    *,
    time: object = None,
    detected: object = None,
    sigma: object = None,
    value: object = None,
    covariance: object = None,
) -> Filtered:
    """Two elements: the first is left in order, the second gets what is given."""
    both = Looks(
        time=jnp.arange(1.0, LOOKS + 1.0) if time is None else jnp.asarray(time),
        sensor=jnp.zeros(LOOKS, dtype=int),
        detected=np.ones((LOOKS, 2), dtype=bool),
        value=np.ones((LOOKS, 3, 2)),
        sigma=np.ones((LOOKS, 3, 2)),
    )
    for field, change in (("detected", detected), ("sigma", sigma), ("value", value)):
        if change is not None:
            getattr(both, field)[..., 1] = change
    known = np.stack([np.eye(6), np.eye(6) if covariance is None else covariance], axis=-1)
    start = Belief(jnp.asarray(0.0), np.zeros((6, 2)), packed.pack(known))
    done = extended(LINEAR, BATTERY, start, Looks(*map(jnp.asarray, both)))
    if time is None:
        assert done.status[0] == Status.TRACKED
    assert np.all(np.isfinite(done.mean[..., 0]))
    return done


def test_a_flight_never_seen_keeps_what_was_believed_and_says_so() -> None:
    done = run(detected=False)
    assert done.status[1] == Status.NEVER_SEEN
    assert not np.any(done.mean[..., 1])
    assert np.all(np.isnan(done.innovation_squared[:, 1]))
    # Position 1 + t² after t seconds, from the uncertain speed alone.
    assert packed.diagonal(done.covariance[-1])[0, 1] == pytest.approx(1.0 + LOOKS**2)


def test_one_look_only_says_so() -> None:
    done = run(detected=np.arange(LOOKS) == 2)
    assert done.status[1] == Status.ONE_LOOK
    assert np.all(np.isfinite(done.mean))


@pytest.mark.parametrize("sigma", [0.0, -1.0])
def test_a_sensor_without_noise_is_left_out_and_says_so(sigma: float) -> None:
    done = run(sigma=sigma)
    assert done.status[1] == Status.NO_NOISE
    assert np.all(np.isfinite(done.mean))
    assert not np.any(done.channels[:, 1])


def test_one_channel_without_noise_leaves_the_others_their_say() -> None:
    done = run(sigma=np.array([0.0, 1.0, 1.0]))
    assert done.status[1] == Status.NO_NOISE
    np.testing.assert_array_equal(done.channels[:, 1], 2)
    assert not np.any(done.mean[:, 0, 1])
    np.testing.assert_allclose(done.mean[:, 1:3, 1], done.mean[:, 1:3, 0], rtol=1e-14)


def test_a_channel_of_no_declared_accuracy_says_nothing_and_is_no_fault() -> None:
    done = run(sigma=np.array([np.inf, 1.0, 1.0]))
    assert done.status[1] == Status.TRACKED
    assert not np.any(done.mean[:, 0, 1])


@pytest.mark.parametrize("spoilt", [np.zeros((6, 6)), -np.eye(6), np.full((6, 6), np.nan)])
def test_a_singular_covariance_gives_no_number_and_says_so(spoilt: np.ndarray) -> None:
    done = run(covariance=spoilt)
    assert done.status[1] == Status.SINGULAR
    assert np.all(np.isnan(done.mean[..., 1]))
    assert np.all(np.isnan(done.covariance[..., 1]))


def test_a_look_out_of_order_is_left_out_and_said() -> None:
    done = run(time=[1.0, 2.0, 0.5, 3.0, 4.0])
    assert done.status.tolist() == [Status.OUT_OF_ORDER] * 2
    np.testing.assert_array_equal(done.mean[2], done.mean[1])
    assert not np.any(done.channels[2])
    assert np.all(np.asarray(done.channels)[3:] == 3)


def test_a_look_out_of_order_that_saw_nothing_is_no_fault() -> None:
    seen = np.array([True, True, False, True, True])
    done = run(time=[1.0, 2.0, 0.5, 3.0, 4.0], detected=seen)
    assert done.status.tolist() == [Status.OUT_OF_ORDER, Status.TRACKED]


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_a_value_that_is_no_number_ends_the_track_and_says_so(value: float) -> None:
    done = run(value=value)
    assert done.status[1] == Status.DIVERGED
    assert np.all(np.isnan(done.mean[..., 1]))
