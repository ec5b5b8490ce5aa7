"""Detection laws against published thresholds and against Albersheim's empirical equation."""

import numpy as np
import pytest
from scipy.stats import ncx2, norm

from noroshi.sensing.detection import threshold
from snr import snr_for


def test_threshold_of_one_real_sample(validation):
    # One real sample of Gaussian noise: its threshold is a normal quantile. Ours is for the
    # square-law detector, whose noise is exponential: the same definition of false alarm.
    validation(
        source="MathWorks Phased Array Toolbox, npwgnthresh(0.01, 1, 'real')",
        quantity="threshold of one real sample, false alarm 0.01",
        theirs=7.3335,
        ours=float(20.0 * np.log10(norm.isf(0.01))),
        unit="dB",
        tolerance=0.0001,
        note="definition of the false-alarm probability for a real sample",
    )
    assert np.isclose(threshold(0.01), -np.log(0.01), rtol=1e-13)


def albersheim(detection, false_alarm, pulses):
    """Signal-to-noise ratio a sample [dB], Albersheim 1981; stated to 0.2 dB."""
    a, b = np.log(0.62 / false_alarm), np.log(detection / (1.0 - detection))
    slope = 6.2 + 4.54 / np.sqrt(pulses + 0.44)
    return -5.0 * np.log10(pulses) + slope * np.log10(a + 0.12 * a * b + 1.7 * b)


WITHIN = [(d, f, n) for d in (0.5, 0.9) for f in (1e-3, 1e-5, 1e-7) for n in (1, 100)]
ABOVE_TWO_TENTHS = [(0.9, 1e-5, 10), (0.9, 1e-7, 10)]
WEAK = [(0.1, 1e-3, 1), (0.1, 1e-5, 10), (0.1, 1e-7, 100)]


def compare(validation, detection, false_alarm, pulses, **why):
    validation(
        source="Albersheim 1981",
        quantity=f"ratio for Pd {detection}, Pfa {false_alarm:g}, {pulses} pulses, steady target",
        theirs=albersheim(detection, false_alarm, pulses),
        ours=10.0 * np.log10(snr_for(detection, false_alarm, 0, pulses)),
        unit="dB",
        tolerance=0.2,
        **why,
    )


@pytest.mark.parametrize(("detection", "false_alarm", "pulses"), WITHIN)
def test_steady_target_against_albersheim(validation, detection, false_alarm, pulses):
    compare(validation, detection, false_alarm, pulses, note="an approximation, stated to 0.2 dB")


@pytest.mark.parametrize(("detection", "false_alarm", "pulses"), ABOVE_TWO_TENTHS)
def test_albersheims_linear_detector_needs_a_little_less(
    validation, detection, false_alarm, pulses
):
    why = "Albersheim fitted a linear detector; ours is square-law and exact (SciPy's ncx2 agrees)"
    compare(validation, detection, false_alarm, pulses, explained=why)


@pytest.mark.parametrize(("detection", "false_alarm", "pulses"), WEAK)
def test_albersheim_fails_at_low_probability(validation, detection, false_alarm, pulses):
    why = "the equation breaks down below Pd 0.3; ours equals SciPy's noncentral chi-square"
    snr = snr_for(detection, false_alarm, 0, pulses)
    level = 2.0 * float(threshold(false_alarm, pulses))
    exact = ncx2.sf(level, 2 * pulses, 2.0 * pulses * snr)
    assert np.isclose(exact, detection, rtol=1e-9)
    compare(validation, detection, false_alarm, pulses, explained=why)
