"""Flight in vacuum over a sphere that does not turn: the textbook ellipse, used as a first guess.

Lengths may be in any unit together with GM in the same (the textbooks take GM = 1).
Source of all: Bate, Mueller & White, Fundamentals of Astrodynamics (1971), chapter 6.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from noroshi.shaped import Float

Floats = NDArray[np.float64]


def least_energy_apogee(radius: Any, angle: Any) -> Any:
    """Apogee radius of the minimum-energy ellipse over a range angle [rad].

    Its empty focus lies on the chord, so that 2a = r(1 + sin Ψ/2) and 2ae = r cos Ψ/2.
    """
    return 0.5 * radius * (1.0 + np.sin(angle / 2) + np.cos(angle / 2))


def through(
    radius: Float[Floats, " flight"],
    end_radius: Float[Floats, " flight"],
    angle: Float[Floats, " flight"],
    apogee: Float[Floats, " flight"],
) -> Float[Floats, " flight"]:
    """Angle [rad] from the start to the apogee of the ellipse through two points.

    Given are the distances of both points from the centre, the angle between them and the
    apogee radius, which must exceed both. Each point fixes an eccentricity,
    e = (A - r)/(A - r cos α) with α its angle from the apogee; the α at which both agree is
    found by bisection.
    """
    low, high = np.zeros_like(angle), angle.copy()
    for _ in range(60):
        middle = 0.5 * (low + high)
        start = (apogee - radius) / (apogee - radius * np.cos(middle))
        end = (apogee - end_radius) / (apogee - end_radius * np.cos(angle - middle))
        low, high = np.where(start > end, middle, low), np.where(start > end, high, middle)
    return 0.5 * (low + high)


def departure(
    radius: Floats, to_apogee: Floats, apogee: Floats, gm: float
) -> tuple[Floats, Floats]:
    """Speed outward and speed along the ground at a point, given its angle before the apogee."""
    eccentricity = (apogee - radius) / (apogee - radius * np.cos(to_apogee))
    momentum = np.sqrt(gm * apogee * (1.0 - eccentricity))
    return gm / momentum * eccentricity * np.sin(to_apogee), momentum / radius


def duration(radius: Floats, angle: Floats, to_apogee: Floats, apogee: Floats, gm: float) -> Floats:
    """Time from one point over the apogee to the other, by Kepler's equation."""
    eccentricity = (apogee - radius) / (apogee - radius * np.cos(to_apogee))
    axis = apogee / (1.0 + eccentricity)
    total = sum(
        _time_to_apogee(eccentricity, side) for side in (to_apogee, np.abs(angle - to_apogee))
    )
    return np.asarray(np.sqrt(axis**3 / gm) * total)


def _time_to_apogee(eccentricity: Floats, angle: Floats) -> Floats:
    # Eccentric anomaly counted from the apogee: tan(E'/2) = sqrt((1-e)/(1+e)) · cot(ν/2) there.
    true = np.pi - angle
    anomaly = 2.0 * np.arctan2(
        np.sqrt(1.0 - eccentricity) * np.sin(true / 2),
        np.sqrt(1.0 + eccentricity) * np.cos(true / 2),
    )
    return np.asarray(np.pi - (anomaly - eccentricity * np.sin(anomaly)))
