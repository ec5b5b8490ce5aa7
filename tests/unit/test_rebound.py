"""One text for three engines: globals exchanged, states told apart, and `exp` without a branch."""

import jax
import numpy as np
import pytest

from noroshi import scalar_np
from noroshi.rebound import rebuilt, state, traceable

FACTOR = 2.0


def inner(x):
    return np.where(x > 0.0, FACTOR * np.sqrt(np.abs(x)), 0.0)


def outer(x):
    return 1.0 + inner(x)


def other(x):
    return 2.0 + inner(x)


def test_jax_traces_what_numpy_runs_through_all_it_calls():
    slope = jax.grad(traceable(outer))(4.0)
    assert slope == pytest.approx(0.5)
    assert outer(4.0) == traceable(outer)(4.0) == 5.0
    assert traceable(outer) is traceable(outer)


def test_only_what_is_asked_for_is_exchanged():
    made = rebuilt(outer, {id(inner): lambda x: 10.0 * x}, lambda f: f)
    assert made(4.0) == 41.0
    assert outer(4.0) == 5.0


def test_a_state_tells_functions_and_the_numbers_that_they_name_apart(monkeypatch):
    before = state(outer)
    assert before == state(outer)
    assert before != state(other)
    monkeypatch.setitem(globals(), "FACTOR", 3.0)
    assert state(outer) != before


def test_what_is_closed_over_has_no_state_that_can_be_told():
    factor = 2.0
    assert state(lambda x: factor * x) is None


def test_the_exponential_is_that_of_numpy_and_ends_without_overflow():
    x = np.random.default_rng(2).uniform(-708.0, 709.0, 20_000)
    ours = np.array([scalar_np.exp(one) for one in (*x, 0.0)])
    np.testing.assert_allclose(ours, np.exp((*x, 0.0)), rtol=4e-16)
    assert scalar_np.exp(-1e9) < 1e-300
    assert np.isfinite(scalar_np.exp(1e9))


def test_cosine_and_sine_are_those_of_numpy_in_every_quarter():
    rng = np.random.default_rng(2)
    angle = np.concatenate([rng.uniform(-s, s, 400) for s in (1e-9, 3.0, 1e3, 6e6)])
    angle = np.append(angle, np.arange(-8, 9) * np.pi / 4.0)
    found = np.array([scalar_np.cos_sin(one) for one in angle])
    np.testing.assert_allclose(found, np.stack([np.cos(angle), np.sin(angle)], 1), atol=4e-16)


def test_one_number_or_another_is_chosen_as_numpy_does():
    assert scalar_np.where(2.0 > 1.0, 3.0, np.inf) == np.where(2.0 > 1.0, 3.0, np.inf)
    assert scalar_np.where(2.0 < 1.0, 3.0, np.inf) == np.inf
