"""Where a margin passes through zero: SciPy's own search of the same name is the oracle."""

import numpy as np
import pytest
from scipy.optimize import elementwise

from noroshi.access.bracket import ROOT, root

RNG = np.random.default_rng(7)
PLACES = RNG.uniform(-500.0, 500.0, 400)
LOW, HIGH = PLACES - RNG.uniform(0.0, 900.0, 400), PLACES + RNG.uniform(0.0, 900.0, 400)
SHAPES = {
    "straight": lambda t, row: 3e-3 * (t - PLACES[row]),
    "steep at the end": lambda t, row: np.expm1((t - PLACES[row]) / 40.0),
    "kinked": lambda t, row: np.minimum(t - PLACES[row], 0.01 * (t - PLACES[row])),
    "curved": lambda t, row: np.sin((t - PLACES[row]) / 100.0),
    "flat": lambda t, row: (t - PLACES[row]) ** 3,
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("turned", [False, True])
def test_a_root_is_that_of_scipy_to_the_last_bit(shape, turned):
    low, high = (HIGH, LOW) if turned else (LOW, HIGH)
    found = root(SHAPES[shape], low, high)
    theirs = elementwise.find_root(
        lambda time, row: SHAPES[shape](time, row.astype(np.intp)),
        (low, high),
        args=(np.arange(len(low)),),
        tolerances={"xatol": ROOT, "xrtol": 0.0, "fatol": 0.0, "frtol": 0.0},
    )
    one_sign = theirs.status == -1
    assert one_sign.any() == (shape == "curved")  # where two roots of it lie between
    np.testing.assert_array_equal(found, np.where(one_sign, low, theirs.x))


def test_rows_that_are_done_are_asked_no_more_and_none_are_asked_of_nothing():
    asked = []

    def margin(time, row):
        asked.append(row)
        return np.where(row == 0, time, time - 1.0 / 3.0)

    found = root(margin, np.array([-1.0, -100.0]), np.array([1.0, 100.0]))
    assert found[0] == 0.0
    assert found[1] == pytest.approx(1.0 / 3.0, abs=ROOT)
    assert 0 in asked[2]
    assert 0 not in asked[3]
    assert not len(root(margin, np.zeros(0), np.zeros(0)))
