"""Whether one seismic station hears a shot: its signal against the noise of the ground there."""

from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr

from noroshi.constants import SEISMIC_SNR
from noroshi.seismic.tables import ATTENUATION_SCATTER
from noroshi.shaped import Float

NOISE_SCATTER: Final = 0.18
"""Standard deviation of log10 of a station's noise from hour to hour [1]; of grade C."""
SIGMA: Final = float(np.hypot(ATTENUATION_SCATTER, NOISE_SCATTER))
"""Both scatters together, of the signal and of the noise [1]."""


def detection_probability(
    mb: ArrayLike,
    q: ArrayLike,
    log_noise: ArrayLike,
    *,
    availability: ArrayLike = 1.0,
    snr: ArrayLike = SEISMIC_SNR,
    sigma: ArrayLike = SIGMA,
) -> Float[Any, "*shape"]:
    """Chance that a station detects the first wave of a shot.

    p = availability · Φ((mb − Q − log10 N − log10 snr) / σ): the logarithms of signal and noise are
    normal about their means, and the station hears what exceeds the noise `snr` times. σ holds
    both scatters, σ² = σ_signal² + σ_noise². All arguments broadcast.

    Args:
        mb: body-wave magnitude.
        q: loss on the way, from `attenuation`; infinite where no wave comes.
        log_noise: log10 of the noise in the detector's band about 1 Hz [nm], as A/T. For an array
            after its elements are summed, at best √n lower than that of one of them.
        availability: share of the time in which the station works and its data arrive.
        snr: what the detector asks for.
        sigma: standard deviation of log10(signal/noise).

    Source: Ringdal, BSSA 65 (1975) 1631; Sereno et al. 1990 (NetSim); Merchant 2015 (NetMOD).

    >>> # At Q 3.7 and 0.2 nm a magnitude of 3.7 + log10(0.2) + log10(3) is heard half the time.
    >>> round(float(detection_probability(3.478, 3.7, np.log10(0.2))), 2)
    0.5
    """
    log_signal = np.asarray(mb, dtype=np.float64) - np.asarray(q, dtype=np.float64)
    excess = log_signal - np.asarray(log_noise) - np.log10(snr)
    return np.asarray(availability) * ndtr(excess / np.asarray(sigma))
