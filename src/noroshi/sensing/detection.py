"""Exact probability of detection of a square-law detector against Swerling's five targets.

N samples are summed without coherence; the noise has unit mean power a sample, so that the sum of
pure noise is Gamma(N, 1). A target of mean signal-to-noise ratio s a sample gives
  case 0  steady:                        half a noncentral chi-square, 2N degrees, noncentrality 2Ns
  case 1, 3  slow (one draw a look):     signal power Gamma with shape 1 or 2
  case 2, 4  fast (a draw every sample): signal energy Gamma with shape N or 2N
With K the shape, the sum has the Laplace transform (1+t)^(K-N) / (1+(1+b)t)^K, b = Ns/K, which is
a binomial mixture of Gammas when K >= N and a sum of two independent Gammas otherwise.
Sources: Marcum 1948; Swerling 1954 (IRE Trans. IT-6, 1960); DiFranco & Rubin, Radar Detection.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Law = Callable[..., Floats]
CASES = (0, 1, 2, 3, 4)
NODES = 256


@cache
def _special() -> Any:
    import scipy.special  # only now: a radar that is declared needs none of it

    return scipy.special


def threshold(false_alarm: Floats | float, pulses: int = 1) -> Floats:
    """The detection threshold on the sum of N samples, in mean noise powers [1].

    Pure noise exceeds it with the given probability: the inverse of the upper Gamma(N) law.
    """
    return np.asarray(_special().gammainccinv(pulses, false_alarm), dtype=np.float64)


def probability(
    snr: Floats | float, false_alarm: Floats | float, swerling: int = 1, pulses: int = 1
) -> Floats:
    """Probability that one look detects, exact for every case.

    Args:
        snr: mean signal-to-noise ratio a sample [1], zero or more.
        false_alarm: probability of false alarm a look.
        swerling: 0 (steady) to 4.
        pulses: samples summed.
    """
    return _tail(snr, false_alarm, swerling, pulses, upper=True)


def miss(
    snr: Floats | float, false_alarm: Floats | float, swerling: int = 1, pulses: int = 1
) -> Floats:
    """Probability that one look does not detect: small values keep their digits."""
    return _tail(snr, false_alarm, swerling, pulses, upper=False)


def _tail(
    snr: Floats | float, false_alarm: Floats | float, swerling: int, pulses: int, *, upper: bool
) -> Floats:
    if swerling not in CASES:
        raise ValueError(f"Swerling case {swerling} is none of 0, 1, 2, 3, 4")
    s, level = np.broadcast_arrays(
        np.asarray(snr, dtype=np.float64), threshold(false_alarm, pulses)
    )
    if swerling == 0:
        # Slow to import, and no other case needs it.
        from scipy.stats import ncx2

        law = ncx2.sf if upper else ncx2.cdf
        noncentrality = 2.0 * pulses * np.maximum(s, 1e-300)
        return np.asarray(law(2.0 * level, 2 * pulses, noncentrality), dtype=np.float64)
    shape = (1 if swerling in (1, 2) else 2) * (1 if swerling in (1, 3) else pulses)
    law = _special().gammaincc if upper else _special().gammainc
    mixed = _binomial if shape >= pulses else _convolved
    return mixed(s * pulses / shape, level, pulses, shape, law)


def _binomial(spread: Floats, level: Floats, pulses: int, shape: int, law: Law) -> Floats:
    """As many signal draws as samples or more: a binomial mixture of Gammas of scale 1 + spread."""
    extra, total = shape - pulses, np.zeros(np.shape(spread))
    for i in range(extra + 1):
        # The chance of i successes of probability 1/(1 + spread) among so many.
        weight = _special().comb(extra, i) * spread ** (extra - i) / (1.0 + spread) ** extra
        total = total + weight * law(shape - i, level / (1.0 + spread))
    return total


def _convolved(spread: Floats, level: Floats, pulses: int, shape: int, law: Law) -> Floats:
    """Fewer signal draws than samples: Gamma(N-K) noise plus Gamma(K) of scale 1 + spread.

    The convolution by Gauss-Legendre quadrature; the integrand is smooth and finite.
    """
    node, weight = np.polynomial.legendre.leggauss(NODES)
    x = 0.5 * level[..., None] * (1.0 + node)
    order = pulses - shape
    density = np.exp(_special().xlogy(order - 1, x) - x - _special().gammaln(order))
    rest = law(shape, (level[..., None] - x) / (1.0 + spread[..., None]))
    inside = np.sum(weight * density * rest, axis=-1) * 0.5 * level
    only_noise = _special().gammaincc(pulses - shape, level)
    return np.asarray(inside + only_noise * (law is _special().gammaincc))
