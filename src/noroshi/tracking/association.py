"""Whether detections of two flights that lie close together are given to the right ones.

Two flights have been predicted and two detections come. They are given to the flights so that the
sum of their squared distances from what was predicted, in units of the error, is least: global
nearest neighbour (Blackman and Popoli, Design and Analysis of Modern Tracking Systems, 1999,
section 6.4). Both are predicted as well as one look tells, which is how a track begins; later ones
are told apart more easily.

With x the predictions and z the detections the sums are exchanged where (z1 - z2)ᵀW(x1 - x2) < 0.
In units of the error both differences are normal about the same separation, with a variance of two
in each direction, and independent, so that the product is a quarter of the difference of two
squares, whose ratio has the noncentral F distribution.
"""

from typing import Any, Final

import numpy as np
from scipy import special

from noroshi.shaped import Float

_DIRECTIONS: Final = 3


def exchanged(
    separation: Float[Any, "*#shape 3"], information: Float[Any, "*#shape 3 3"]
) -> Float[Any, "*#shape"]:
    """Probability that the detections of two flights are given to one another's.

    Args:
        separation: of the flights [m].
        information: what one look at either tells of its position, the inverse of the covariance
            of its error [1/m²].

    >>> at_the_same_place = exchanged(np.zeros(3), np.eye(3))
    >>> ten_errors_apart = exchanged(np.array([10.0, 0.0, 0.0]), np.eye(3))
    >>> round(float(at_the_same_place), 6), bool(ten_errors_apart < 1e-6)
    (0.5, True)
    """
    return np.asarray(
        special.ncfdtr(_DIRECTIONS, _DIRECTIONS, _square(separation, information), 1.0)
    )


def told_apart_after(
    velocity: Float[Any, "*#shape 3"], information: Float[Any, "*#shape 3 3"], exchanged: float
) -> Float[Any, "*#shape"]:
    """How far apart in time two flights on the same course must be to be exchanged so seldom [s].

    Args:
        velocity: of both, taken to stay what it is over that time [m/s].
        information: as of `exchanged` [1/m²].
        exchanged: share of looks that may be given to the other one, below a half.

    >>> round(float(told_apart_after(np.array([2000.0, 0.0, 0.0]), np.eye(3) / 500.0**2, 0.01)), 3)
    1.042
    """
    least = special.ncfdtrinc(_DIRECTIONS, _DIRECTIONS, exchanged, 1.0)
    with np.errstate(divide="ignore"):
        return np.asarray(np.sqrt(least / _square(velocity, information)))


def closer_than(spacing: float, launches: Any, within: float) -> Float[Any, "*shape"]:
    """Probability that two of some launches at random times follow one another sooner than that.

    All gaps of n times spread evenly over T are longer than s with the probability (1 - (n-1)s/T)ⁿ
    (Feller, An Introduction to Probability Theory, vol. 2, 1971, section I.13).

    Args:
        spacing: the time between two [s].
        launches: how many there are, one number or an array of them.
        within: the time in which they are [s].

    >>> float(closer_than(30.0, 2, 60.0))
    0.75
    """
    left = 1.0 - (np.asarray(launches) - 1.0) * spacing / within
    return np.asarray(1.0 - np.clip(left, 0.0, 1.0) ** launches)


def _square(of: Any, information: Any) -> Any:
    """Its square in units of the error."""
    return np.einsum("...a,...ab,...b->...", of, information, of)
