"""Changes of sign, against SciPy and against what is known of them."""

import numpy as np
import pytest
from scipy.optimize import elementwise

from noroshi.roots import roots

COUNT = 400


def steep(x, row):
    return np.tanh((1.0 + row) * (x - np.sin(row)))


def flat(x, row):
    return (x - np.cos(row)) ** 7


def jumping(x, row):
    return np.where(x < 0.1 * np.sin(row), -1.0, 3.0)


def bent(x, row):
    return np.expm1(3.0 * x) - 0.01 * row


@pytest.mark.parametrize("near", [1e-3, 1e-9])
@pytest.mark.parametrize("function", [steep, flat, jumping, bent])
def test_the_same_as_scipy_to_the_last_bit(function, near) -> None:
    rng = np.random.default_rng(1)
    low, high = -1.5 - rng.random(COUNT), 1.5 + rng.random(COUNT)
    low, high = np.where(rng.random(COUNT) < 0.5, (low, high), (high, low))
    theirs = elementwise.find_root(
        function,
        (low, high),
        args=(np.arange(COUNT),),
        tolerances={"xatol": near, "xrtol": 0.0, "fatol": 0.0, "frtol": 0.0},
    )
    assert theirs.success.all()
    np.testing.assert_array_equal(roots(function, low, high, near), theirs.x)


def test_rows_that_are_done_are_asked_no_more() -> None:
    asked = []

    def line(x, row):
        asked.append(row.tolist())
        return x - np.array([0.0, 0.3])[row] ** 3

    found = roots(line, np.array([-1.0, -1.0]), np.array([1.0, 2.0]), 1e-6)
    np.testing.assert_allclose(found, [0.0, 0.027], atol=1e-6)
    assert asked[0] == asked[1] == asked[2] == [0, 1]
    assert asked[3] == [1]  # the middle was the first one's root


def test_without_a_change_of_sign_it_is_the_first_end_and_of_no_numbers_none() -> None:
    def values(x, row):
        return np.where(row == 0, 1.0 + x * x, np.where(row == 1, np.nan, x))

    low, high = np.array([-1.0, -1.0, -1.0, 0.0]), np.array([1.0, 1.0, np.inf, 1.0])
    np.testing.assert_array_equal(roots(values, low, high, 1e-3), [-1.0, np.nan, np.nan, 0.0])


def test_no_rows_have_no_roots() -> None:
    assert roots(steep, np.zeros(0), np.zeros(0), 1e-3).shape == (0,)
