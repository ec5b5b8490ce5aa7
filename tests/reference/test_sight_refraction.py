"""Curvature and refraction against worked examples of MathWorks' Radar Toolbox documentation."""

import numpy as np
import pytest
from scipy.integrate import quad

from noroshi.earth.refraction import (
    air,
    effective_factor,
    ray,
)

MATHWORKS = "MathWorks Radar Toolbox"
RADIUS = 6371e3
USUAL_GRADIENT = -39e-9


def test_effective_radius_of_the_usual_gradient(validation):
    validation(
        source=f"{MATHWORKS}, effearthradius",
        quantity="effective Earth radius, -39e-9 per metre",
        theirs=8.4774e6,
        ours=float(effective_factor(USUAL_GRADIENT, RADIUS)) * RADIUS,
        unit="m",
        tolerance=50.0,
        note="published to five digits",
    )


def exponential_decay(surface):
    """Decay of N = Ns·exp(-c·h) in the CRPL exponential reference atmosphere [1/m]."""
    return np.log(surface / (surface - 7.32 * np.exp(0.005577 * surface))) / 1000.0


@pytest.mark.parametrize(("surface", "theirs"), [(200, 0.1184), (313, 0.143859), (450, 0.2233)])
def test_the_oracle_s_decay_is_that_of_the_exponential_atmosphere(surface, theirs):
    """MathWorks Radar Toolbox, refractionexp (CRPL, Bean & Thayer 1959), to four digits."""
    assert exponential_decay(surface) * 1000.0 == pytest.approx(theirs, abs=0.00006)


def exponential_bending(elevation, surface):
    """Bending of a ray through the whole CRPL exponential atmosphere, by its defining integral."""
    decay = float(exponential_decay(surface))

    def rate(root):
        # Substituted h = root², so that the horizontal ray's start is no singularity.
        height = root * root
        excess = surface * 1e-6 * np.exp(-decay * height)
        index, slope = 1.0 + excess, -decay * excess
        start = (1.0 + surface * 1e-6) * RADIUS * np.cos(elevation)
        path = index * (RADIUS + height)
        return -slope / index * start / np.sqrt(path**2 - start**2) * 2.0 * root

    return quad(rate, 1e-6, np.sqrt(150e3), limit=400)[0]


@pytest.mark.parametrize("degrees", [0.0, 1.0, 3.0, 10.0])
def test_bending_through_the_whole_air_is_that_of_the_exponential_atmosphere(validation, degrees):
    a_tenth_of_a_degree = 1.745
    elevation = np.radians(degrees)
    bent = elevation - float(ray(elevation, air(USUAL_GRADIENT, RADIUS), 0.0).inclination)
    validation(
        source="CRPL exponential atmosphere, Ns = 300, bending integral (Bean & Dutton 1966)",
        quantity=f"bending of a ray that leaves the air, apparent elevation {degrees:g} deg",
        theirs=exponential_bending(elevation, 300.0) * 1e3,
        ours=bent * 1e3,
        unit="mrad",
        tolerance=a_tenth_of_a_degree,
        note="linear profile with the same first kilometre, cut where it reaches zero",
    )
