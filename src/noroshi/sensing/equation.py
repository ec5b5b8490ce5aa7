"""The radar range equation in two published forms, each giving snr = constant·σ/R⁴."""

import numpy as np
from numpy.typing import NDArray

from noroshi.constants import BOLTZMANN

Floats = NDArray[np.float64]
Number = Floats | float


def from_reference(reference_range: Number, cross_section: Number, snr: Number) -> Floats:
    """Constant from a published point: this ratio, at this range [m], on this target [m²]."""
    return np.asarray(np.asarray(snr) * np.asarray(reference_range) ** 4 / cross_section)


def from_search(
    power: Number,
    aperture: Number,
    search_time: Number,
    solid_angle: Number,
    noise_temperature: Number,
    loss: Number,
) -> Floats:
    """Constant of a radar that searches a solid angle [sr] once in `search_time` [s].

    Average power [W], effective aperture [m²], system noise temperature [K], loss [1, ≥ 1].
    Skolnik, Introduction to Radar Systems, 3rd ed., eq. 2.57.
    """
    received = np.asarray(power) * aperture * search_time
    return np.asarray(
        received / (4.0 * np.pi * BOLTZMANN * noise_temperature * loss * np.asarray(solid_angle))
    )
