"""The law of detection turned round, by SciPy's root finder."""

import numpy as np
from scipy.optimize import brentq

from noroshi.sensing.detection import probability


def snr_for(detection: float, false_alarm: float, swerling: int = 1, pulses: int = 1) -> float:
    """The signal-to-noise ratio a sample [1] at which a look detects with this probability."""

    def excess(log_snr: float) -> float:
        return float(probability(np.exp(log_snr), false_alarm, swerling, pulses)) - detection

    return float(np.exp(brentq(excess, -14.0, 28.0, xtol=1e-12)))
