"""The age of xenon: decay chains against another library, and what it grows with."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

from noroshi.seismic.xenon import (
    IODINE_131_DAYS,
    IODINE_133_DAYS,
    LN2,
    TO_XENON_131M,
    TO_XENON_133M,
    XENON_131M_DAYS,
    XENON_133_DAYS,
    XENON_133M_DAYS,
    activity_ratio,
)

HALF_LIVES = np.array(
    [IODINE_131_DAYS, IODINE_133_DAYS, XENON_131M_DAYS, XENON_133M_DAYS, XENON_133_DAYS]
)


def integrated(age, separated, iodine_ratio):
    """The ratio by integrating the chains' equations; iodine is taken away at the separation."""
    iodine_131, iodine_133, light, isomer, heavy = LN2 / HALF_LIVES

    def rate(_, n):
        return [
            -iodine_131 * n[0],
            -iodine_133 * n[1],
            TO_XENON_131M * iodine_131 * n[0] - light * n[2],
            TO_XENON_133M * iodine_133 * n[1] - isomer * n[3],
            (1.0 - TO_XENON_133M) * iodine_133 * n[1] + isomer * n[3] - heavy * n[4],
        ]

    made = [iodine_ratio, 1.0, 0.0, 0.0, 0.0]
    options = {"rtol": 1e-10, "atol": 1e-18, "method": "DOP853"}
    if separated < age:
        made = solve_ivp(rate, (0.0, separated), made, **options).y[:, -1]
        made = solve_ivp(rate, (separated, age), [0.0, 0.0, *made[2:]], **options).y[:, -1]
    else:
        made = solve_ivp(rate, (0.0, age), made, **options).y[:, -1]
    return light * made[2] / (heavy * made[4])


@pytest.mark.parametrize("age", [0.5, 8.0, 55.0])
@pytest.mark.parametrize("separated", [0.2, 5.0, 100.0])
def test_the_ratio_is_that_of_the_integrated_chains(age, separated):
    found = activity_ratio(age, separated_days=separated, iodine_ratio=0.45)
    assert np.isclose(found, integrated(age, separated, 0.45), rtol=1e-7)


RADIOACTIVEDECAY = {
    # radioactivedecay 0.6.1 with ICRP-107: half a nucleus of I-131 for each of I-133, no xenon at
    # the start; computed on 29 November 2026.
    10.0: 0.0033942976,
    30.0: 0.0341004773,
    55.0: 0.2974910577,
    90.0: 4.5908250949,
}


@pytest.mark.parametrize("age", RADIOACTIVEDECAY)
def test_the_ratio_is_that_of_another_library(age):
    assert np.isclose(activity_ratio(age), RADIOACTIVEDECAY[age], rtol=1e-5)


def test_the_ratio_is_the_librarys_after_a_separation_too():
    # Ten days together, and 45 without the iodine.
    found = activity_ratio(55.0, separated_days=10.0)
    assert np.isclose(found, 0.0924127923, rtol=1e-5)


def test_long_after_the_separation_the_ratio_grows_by_the_difference_of_decay():
    found = activity_ratio(np.array([100.0, 110.0]), separated_days=3.0)
    slower = LN2 / XENON_133_DAYS - LN2 / XENON_131M_DAYS
    assert np.isclose(found[1] / found[0], np.exp(10.0 * slower), rtol=1e-9)


@given(st.floats(0.1, 150.0), st.floats(0.1, 30.0), st.floats(0.2, 200.0))
def test_the_ratio_grows_with_age_with_iodine_and_the_later_the_gas_leaves_it(age, more, separated):
    here = activity_ratio(age, separated_days=separated)
    assert activity_ratio(age + more, separated_days=separated) > here
    assert activity_ratio(age, separated_days=separated, iodine_ratio=0.6) > here
    assert activity_ratio(age, separated_days=separated + more) >= here * (1.0 - 1e-12)
