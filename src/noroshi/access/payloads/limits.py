"""What the kinds of payload share: smooth limits, the range along the ground, size on a picture.

A limit on an angle is a difference of sines or cosines: unlike the angle itself that is smooth
where a platform passes straight above a point. A margin is the least of such limits: continuous,
and smooth but where another limit takes over.
"""

from typing import Any

import numpy as np

from noroshi.constants import EARTH_MEAN_RADIUS

_FLATTEST = 1e-3
"""Sine of an elevation below which nothing is worked out: 0.06°, where no limit is met."""


def least(one: Any, other: Any, third: Any = np.inf, fourth: Any = np.inf) -> Any:
    """The narrowest of several limits, elementwise; in view where it is zero or more."""
    return np.minimum(np.minimum(one, other), np.minimum(third, fourth))


def like(value: Any, of: Any) -> Any:
    """A drawn value in the shape that it has beside the geometry."""
    return value + 0.0 * of


def complement(part: Any) -> Any:
    """The sine of an angle from 0 to π of which this is the cosine, or the other way round."""
    return np.sqrt(np.maximum(1.0 - part * part, 0.0))


def ground_range(slant_range: Any, height: Any) -> Any:
    """Distance along the ground to a point at a slant range [m] from a height [m].

    The chord s² = h² + 4R(R+h)·sin²(γ/2) on the mean sphere; since R enters only through the
    curvature, what the ellipsoid's radii change is below 1e-4 of the range for aircraft and 3e-3
    for satellites.
    """
    radius = EARTH_MEAN_RADIUS
    across = np.maximum(slant_range * slant_range - height * height, 0.0)
    sine = np.sqrt(across / (4.0 * radius * (radius + height)))
    return 2.0 * radius * np.arcsin(np.minimum(sine, 1.0))


def oblique(sin_elevation: Any) -> Any:
    """The sine of an elevation, kept above a very small number so that its inverse is finite."""
    return np.maximum(sin_elevation, _FLATTEST)


def noticed(length: Any, resolution: Any) -> Any:
    """Probability that a vessel of a length [m] is noticed on a picture of a resolution [m].

    Johnson's criterion as the "target transfer probability function" has it: with N line pairs
    (two samples each) along the vessel and one pair for an even chance, N^E / (1 + N^E),
    E = 2.7 + 0.7 N. Made for eyes before a screen; taken over for radar pictures, too, where
    bright returns make it cautious.
    Source: J. Johnson, Image Intensifier Symposium (1958); J. A. Ratches, NVL Static Performance
    Model for Thermal Viewing Systems, ECOM-7043 (1975).
    """
    # Beyond fifty pairs the chance is one to the last digit, and the power would overflow.
    pairs = np.minimum(np.maximum(length / (2.0 * resolution), 1e-6), 50.0)
    odds = (2.7 + 0.7 * pairs) * np.log(pairs)
    return 1.0 / (1.0 + np.exp(-odds))
