"""How well a satellite's report tells whom a flight concerns."""

import math

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def probability_near(radius: Floats | float, accuracy: Floats) -> Floats:
    """Probability that an impact lies within a radius of the place where a report puts it, [1].

    The error is round and normal, so that the distance follows Rayleigh's law: 0.9 of it lies
    within `accuracy`.

    Args:
        radius: [m].
        accuracy: radius that holds nine of ten, more than zero [m].
    """
    share: Floats = -np.expm1(-math.log(10.0) * (radius / accuracy) ** 2)
    return share
