"""The smooth density of the air against the standard's own equations (package ussa1976)."""

import numpy as np
import pytest
import ussa1976

from noroshi.motion.forces import density

HEIGHT = np.arange(0.0, 120e3 + 1.0, 100.0)


def test_the_density_is_that_of_the_standard_within_one_and_a_fifth_per_cent() -> None:
    standard = ussa1976.compute(z=HEIGHT, variables=["rho"]).rho.values
    ours = np.asarray(density(HEIGHT))
    assert np.max(np.abs(ours / standard - 1.0)) < 0.012


def test_the_air_thins_with_height_at_every_height() -> None:
    height = np.arange(-1e3, 900e3, 50.0)
    assert np.all(np.diff(np.asarray(density(height))) < 0.0)


def test_the_air_above_the_fit_goes_on_without_a_step_or_a_kink() -> None:
    edge = 120e3
    low, at, high = np.log(np.asarray(density(np.array([edge - 1.0, edge, edge + 1.0]))))
    assert (at - low) == pytest.approx(high - at, rel=1e-3)


def test_the_air_at_200_km_is_too_thin_to_matter() -> None:
    standard = ussa1976.compute(z=np.array([200e3]), variables=["rho"]).rho.values[0]
    ours = float(density(np.array([200e3]))[0])
    # At 7 km/s and the least coefficient declared, drag there is under a ten-thousandth of gravity.
    assert 0.5 * max(ours, standard) * 7e3**2 / 1000.0 < 1e-3
