"""Detection laws: closed forms, limits, simulation, and the tabulated curve."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import ncx2

import noroshi.arrays  # noqa: F401
from noroshi.sensing.curve import from_curve, tabulate
from noroshi.sensing.detection import miss, probability, threshold
from snr import snr_for

CASES = [0, 1, 2, 3, 4]
ONE_MILLIONTH = 1e-6


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("pulses", [1, 2, 3, 10, 50])
def test_no_signal_gives_false_alarms(case, pulses):
    assert np.isclose(probability(0.0, 1e-6, case, pulses), 1e-6, rtol=1e-9)


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("pulses", [1, 2, 3, 10])
def test_hit_and_miss_share_the_whole(case, pulses):
    snr = np.geomspace(1e-3, 1e4, 40)
    both = probability(snr, 1e-6, case, pulses) + miss(snr, 1e-6, case, pulses)
    assert np.allclose(both, 1.0, atol=1e-12)


def test_one_pulse_on_swerling_one_has_the_classical_form():
    snr = np.geomspace(0.01, 1e4, 50)
    for case in (1, 2):
        assert np.allclose(probability(snr, 1e-6, case), 1e-6 ** (1.0 / (1.0 + snr)), rtol=1e-12)


def test_one_pulse_on_swerling_three_has_the_classical_form():
    snr = np.geomspace(0.01, 1e4, 50)
    scale, level = 1.0 + snr / 2.0, -np.log(1e-6)
    classical = (1.0 + level * (snr / 2.0) / scale**2) * np.exp(-level / scale)
    for case in (3, 4):
        assert np.allclose(probability(snr, 1e-6, case), classical, rtol=1e-11)


def test_many_pulses_on_swerling_one_have_swerlings_form():
    from scipy.special import gammainc, gammaincc

    n, snr = 8, np.geomspace(0.05, 100.0, 30)
    level = float(threshold(1e-6, n))
    grown = 1.0 + 1.0 / (n * snr)
    classical = gammaincc(n - 1, level) + grown ** (n - 1) * gammainc(
        n - 1, level / grown
    ) * np.exp(-level / (1.0 + n * snr))
    assert np.allclose(probability(snr, 1e-6, 1, n), classical, rtol=1e-9)


def test_steady_target_is_scipys_noncentral_chi_square():
    snr, n = np.geomspace(0.1, 50.0, 20), 5
    theirs = ncx2.sf(2.0 * threshold(1e-4, n), 2 * n, 2.0 * n * snr)
    assert np.allclose(probability(snr, 1e-4, 0, n), theirs, rtol=1e-12)


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("pulses", [1, 4])
def test_simulated_looks_detect_as_often_as_said(case, pulses):
    rng, count, snr, false_alarm = np.random.default_rng(case), 200_000, 3.0, 1e-2
    shape = {0: None, 1: 1, 2: 1, 3: 2, 4: 2}[case]
    draws = pulses if case in (2, 4) else 1
    if shape is None:
        power = np.full((count, 1), snr)
    else:
        power = rng.gamma(shape, snr / shape, (count, draws))
    noise = rng.normal(size=(2, count, pulses)) * np.sqrt(0.5)
    received = np.sum((np.sqrt(power) + noise[0]) ** 2 + noise[1] ** 2, axis=1)
    share = np.mean(received > threshold(false_alarm, pulses))
    said = float(probability(snr, false_alarm, case, pulses))
    four_sigma = 4.0 * np.sqrt(said * (1.0 - said) / count)
    assert abs(share - said) < four_sigma


def test_steady_target_is_surest_where_detection_is_likely():
    at_high = [float(probability(100.0, 1e-6, case)) for case in (1, 3, 0)]
    assert at_high == sorted(at_high)


@given(
    case=st.sampled_from(CASES),
    pulses=st.integers(1, 12),
    log_snr=st.floats(-5.0, 8.0),
    more=st.floats(1.0, 2.0),
)
def test_more_signal_never_detects_less(case, pulses, log_snr, more):
    snr = np.exp(log_snr)
    less, greater = probability(np.array([snr, snr * more]), 1e-6, case, pulses)
    assert greater >= less - 1e-12


@pytest.mark.parametrize("case", CASES)
def test_snr_for_a_probability_turns_the_law_round(case):
    assert np.isclose(probability(snr_for(0.7, 1e-6, case, 3), 1e-6, case, 3), 0.7, rtol=1e-9)


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize(("pulses", "false_alarm"), [(1, 1e-6), (1, 1e-3), (10, 1e-8)])
def test_curve_gives_the_exact_law_within_a_millionth(case, pulses, false_alarm):
    snr = np.exp(np.random.default_rng(1).uniform(-12.0, 20.0, 2000))
    curve = tabulate(np.array([false_alarm]), case, pulses)[:, 0]
    ours = np.asarray(from_curve(curve, snr))
    assert np.max(np.abs(ours - probability(snr, false_alarm, case, pulses))) < ONE_MILLIONTH


def test_a_case_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="Swerling case 5"):
        probability(1.0, 1e-6, 5)
