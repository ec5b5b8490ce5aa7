"""How often detections of two flights are given to one another's, against SciPy's assignment."""

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from scipy.spatial.distance import cdist

from noroshi.tracking.association import exchanged

COVARIANCE = np.array([[4.0, 1.0, 0.5], [1.0, 9.0, -2.0], [0.5, -2.0, 25.0]]) * 1e4
INFORMATION = np.linalg.inv(COVARIANCE)
TRIALS = 20_000


def swapped(separation: NDArray[np.float64]) -> float:
    """By definition: how often the cheapest assignment gives both to the wrong flight."""
    rng = np.random.default_rng(11)
    flights = np.array([np.zeros(3), separation])
    root = np.linalg.cholesky(COVARIANCE)
    predicted, seen = (flights + rng.standard_normal((TRIALS, 2, 3)) @ root.T for _ in range(2))
    wrong = 0
    for x, z in zip(predicted, seen, strict=True):
        cost = cdist(x, z, "mahalanobis", VI=INFORMATION) ** 2
        wrong += int(linear_sum_assignment(cost)[1][0] == 1)
    return wrong / TRIALS


@pytest.mark.parametrize("metres", [0.0, 300.0, 700.0, 1200.0])
def test_as_often_as_the_cheapest_assignment_is_wrong(validation, metres):
    separation = metres * np.array([0.6, 0.0, 0.8])
    ours = float(exchanged(separation, INFORMATION))
    validation(
        source=f"SciPy, linear_sum_assignment of {TRIALS:,} drawn pairs".replace(",", " "),
        quantity=f"looks given to the wrong one of two flights {metres:.0f} m apart",
        theirs=100.0 * swapped(separation),
        ours=100.0 * ours,
        unit="%",
        tolerance=400.0 * float(np.sqrt(ours * (1.0 - ours) / TRIALS)),
        note="tolerance: four standard errors of so many pairs",
    )
