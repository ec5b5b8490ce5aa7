"""One text for three engines: globals exchanged, states told apart, and `exp` without a branch."""

from collections import namedtuple
from enum import IntEnum

import jax
import numpy as np
import pytest

from noroshi import scalar_np
from noroshi.rebound import rebuilt, state, traceable
from noroshi.sensing import kernels

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


FIRST = SECOND = THIRD = inner


def naming(x):
    return FIRST(SECOND(THIRD(x)))


Point = namedtuple("Point", "x y", defaults=(1.0,))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((inner, outer, inner), (inner, outer, outer)),
        (((1, 2), 3, 0), ((1,), 2, 3)),
        ((((1, 2), 3), 0, 0), ((1, (2, 3)), 0, 0)),
        ((Point, 0, 0), (namedtuple("Point", "y x", defaults=(1.0,)), 0, 0)),
        ((Point, 0, 0), (namedtuple("Point", "x y", defaults=(2.0,)), 0, 0)),
        ((Point(1, 2), 0, 0), (namedtuple("Point", "y x")(1, 2), 0, 0)),
    ],
)
def test_a_state_tells_all_that_is_named_apart(one, other, monkeypatch):
    def told(values):
        for name, value in zip(("FIRST", "SECOND", "THIRD"), values, strict=True):
            monkeypatch.setitem(globals(), name, value)
        return state(naming)

    assert None is not told(one) != told(other) is not None
    assert told(one) == told(one)
    assert state(*one) != state(*other)


def test_loops_of_parameters_in_another_order_are_another_module():
    pairs = [namedtuple("Pair", fields) for fields in ("far near", "near far")]
    first, second = (kernels._loops(naming, (pair, (0, 0)), (1,)) for pair in pairs)
    assert first.__name__ != second.__name__


def test_a_state_tells_long_defaults_apart():
    def told(last):
        def found(x, table=last * (np.arange(2001) == 1000)):
            return table[x]

        return state(found)

    assert None is not told(1.0) != told(2.0)


def test_of_what_else_a_class_is_nothing_can_be_told():
    assert state(IntEnum("Own", "A B")) is None


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


def test_angles_are_those_of_numpy_all_round_and_at_the_ends():
    rng = np.random.default_rng(2)
    sine = np.concatenate([rng.uniform(-1.0, 1.0, 2_000), [-1.0, -0.5, -1e-9, 0.0, 0.5, 1.0]])
    for ours, numpys in ((scalar_np.arcsin, np.arcsin), (scalar_np.sin, np.sin)):
        found = np.array([ours(one) for one in sine])
        np.testing.assert_allclose(found, numpys(sine), rtol=6e-16)
    found = np.array([scalar_np.arccos(one) for one in sine])
    np.testing.assert_allclose(found, np.arccos(sine), rtol=4e-16, atol=5e-16)
    angle = np.concatenate([rng.uniform(-np.pi, np.pi, 2_000), 0.25 * np.pi * np.arange(-3, 5)])
    across, along = 5.0 * np.sin(angle), 5.0 * np.cos(angle)
    found = np.array([scalar_np.arctan2(y, x) for y, x in zip(across, along, strict=True)])
    np.testing.assert_allclose(found, np.arctan2(across, along), rtol=6e-16)
    assert scalar_np.arctan2(0.0, 2.0) == 0.0


def test_one_number_or_another_is_chosen_as_numpy_does():
    assert scalar_np.where(2.0 > 1.0, 3.0, np.inf) == np.where(2.0 > 1.0, 3.0, np.inf)
    assert scalar_np.where(2.0 < 1.0, 3.0, np.inf) == np.inf
