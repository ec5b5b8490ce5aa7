"""Any detection law as one smooth curve, cheap enough for hundreds of millions of looks.

The exact law is tabulated once: ln of -ln(1 - Pd) against ln of the signal-to-noise ratio is smooth
from far below the noise to far above, so that four neighbours of an even grid give Pd within 1e-6.
"""

from typing import Any, Final

import jax.numpy as jnp
import numpy as np
from jax import Array
from jaxtyping import Float
from numpy.typing import NDArray

from noroshi.sensing.detection import miss, probability

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


def from_curve(curve: Float[Any, " grid"], snr: Float[Any, "*shape"]) -> Float[Array, "*shape"]:
    """Probability of detection from one tabulated curve, by four-point Lagrange."""
    place = (jnp.log(jnp.maximum(snr, 1e-30)) - LOW) / STEP
    place = jnp.clip(place, 1.0, COUNT - 2.001)
    cell = place.astype(jnp.int32)
    x = place - cell
    table = jnp.asarray(curve)
    a, b, c, d = (table[cell + k] for k in (-1, 0, 1, 2))
    y = 1.0 - x
    # Everett's form of the cubic: a straight line and each end's second difference.
    bend = y * (y * y - 1.0) * (a - 2.0 * b + c) + x * (x * x - 1.0) * (b - 2.0 * c + d)
    return -jnp.expm1(-jnp.exp(y * b + x * c + bend / 6.0))
