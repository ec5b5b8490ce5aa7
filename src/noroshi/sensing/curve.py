"""Any detection law as one smooth curve, cheap enough for hundreds of millions of looks.

The exact law is tabulated once: ln of -ln(1 - Pd) against ln of the signal-to-noise ratio is smooth
from far below the noise to far above, so that four neighbours of an even grid give Pd within 1e-6.
"""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from noroshi.sensing.detection import miss, probability
from noroshi.shaped import Float

Floats = NDArray[np.float64]
LOW: Final = -10.0
"""ln of the smallest tabulated ratio: below, Pd is the false-alarm probability."""
STEP: Final = 0.05
COUNT: Final = 601
"""Up to ln 20 = 87 dB."""
CERTAIN: Final = 1e-300


def tabulate(
    false_alarm: Float[Floats, " draw"], swerling: int, pulses: int
) -> Float[Floats, "grid draw"]:
    """The curve for each false-alarm probability."""
    snr = np.exp(LOW + STEP * np.arange(COUNT))[:, None]
    shy = probability(snr, false_alarm, swerling, pulses)
    missed = np.maximum(miss(snr, false_alarm, swerling, pulses), CERTAIN)
    return np.log(np.where(shy < 0.5, -np.log1p(-np.minimum(shy, 0.5)), -np.log(missed)))


def from_curve(
    curve: Float[Any, " grid"] | None,
    snr: Float[Any, "*shape"],
    closed: Float[Any, "*shape"] | None = None,
) -> Float[Any, "*shape"]:
    """Probability of detection from one tabulated curve, (grid,), by four-point Lagrange.

    Where there is no curve, the one that a closed form gives.
    """
    if curve is None:
        return closed
    place = (np.log(np.maximum(snr, 1e-30)) - LOW) / STEP
    place = np.minimum(np.maximum(place, 1.0), COUNT - 2.001)
    cell = np.int64(place)
    x = place - cell
    table = np.asarray(curve)
    a, b, c, d = table[cell - 1], table[cell], table[cell + 1], table[cell + 2]
    y = 1.0 - x
    # Everett's form of the cubic: a straight line and each end's second difference.
    bend = y * (y * y - 1.0) * (a - 2.0 * b + c) + x * (x * x - 1.0) * (b - 2.0 * c + d)
    return -np.expm1(-np.exp(y * b + x * c + bend / 6.0))
