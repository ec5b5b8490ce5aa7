"""How the Earth's flattening turns an orbit: secular rates by J2 alone.

Source: Vallado, Fundamentals of Astrodynamics and Applications, 4th ed., eq. 9-37, 9-39, 9-41, with
mean elements throughout. Left out: J2 squared (a part in 10⁶ of the rates), higher harmonics, the
sun and the moon, drag.
"""

from typing import Any

import numpy as np

from noroshi.constants import EARTH_GM, EARTH_J2, EARTH_RADIUS


def mean_motion(semi_major_axis: Any) -> Any:
    """Of an orbit about a round Earth [rad/s]."""
    return np.sqrt(EARTH_GM / semi_major_axis**3)


def node_rate(semi_major_axis: Any, eccentricity: Any, inclination: Any) -> Any:
    """Of the ascending node, eastward among the stars [rad/s]."""
    return -2.0 * _pull(semi_major_axis, eccentricity) * np.cos(inclination)


def perigee_rate(semi_major_axis: Any, eccentricity: Any, inclination: Any) -> Any:
    """Of the argument of perigee [rad/s]; zero at 63.4°."""
    return _pull(semi_major_axis, eccentricity) * (5.0 * np.cos(inclination) ** 2 - 1.0)


def anomaly_rate(semi_major_axis: Any, eccentricity: Any, inclination: Any) -> Any:
    """Of the mean anomaly, the mean motion included [rad/s]."""
    faster = _pull(semi_major_axis, eccentricity) * np.sqrt(1.0 - eccentricity**2)
    return mean_motion(semi_major_axis) + faster * (3.0 * np.cos(inclination) ** 2 - 1.0)


def latitude_rate(semi_major_axis: Any, inclination: Any) -> Any:
    """Of the argument of latitude of a circular orbit: 2π over its nodal period [rad/s]."""
    turn = perigee_rate(semi_major_axis, 0.0, inclination)
    return turn + anomaly_rate(semi_major_axis, 0.0, inclination)


def _pull(semi_major_axis: Any, eccentricity: Any) -> Any:
    parameter = semi_major_axis * (1.0 - eccentricity**2)
    flattening = 0.75 * EARTH_J2 * (EARTH_RADIUS / parameter) ** 2
    return flattening * mean_motion(semi_major_axis)
