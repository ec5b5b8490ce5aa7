"""What stations hear together: whether enough do, and the least magnitude that enough of them hear.

Stations detect independently of one another, given the magnitude. The last axis is the station.
"""

from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike

from noroshi.constants import SEISMIC_SNR
from noroshi.roots import Floats, Ints, root
from noroshi.seismic.detection import SIGMA, detection_probability
from noroshi.shaped import Float

STATIONS: Final = 3
"""How many stations must hear a shot for an event to be told (as the IDC and NetSim have it)."""
_WIDTH: Final = 12.0
"""Standard deviations beyond the weakest and the strongest station, for a bracket."""
_WITHIN: Final = 1e-6
"""Thresholds are found to this."""


def at_least(p: Float[Any, "*shape station"], m: int) -> Float[Any, "*shape"]:
    """Chance that at least `m` of the stations detect: the Poisson-binomial law's upper tail.

    Exact, station by station: nothing is subtracted, so that small chances keep their digits.

    Source: Poisson-binomial recurrence, Barlow & Heidtmann, IEEE Trans. Reliability R-33 (1984)
    322; the state `m` gathers all that is more.

    >>> float(at_least(np.array([0.5, 0.5, 0.5]), 3))
    0.125
    """
    if m < 1:
        raise ValueError(f"at least {m} stations are no number of them: 1 or more")
    p = np.asarray(p, dtype=np.float64)
    count = np.zeros((m, *p.shape[:-1]))
    count[0] = 1.0
    enough = np.zeros(p.shape[:-1])
    for station in range(p.shape[-1]):
        heard = p[..., station]
        enough = enough + count[-1] * heard
        count[1:] = count[1:] * (1.0 - heard) + count[:-1] * heard
        count[0] *= 1.0 - heard
    return enough


def threshold(
    q: ArrayLike,
    log_noise: ArrayLike,
    availability: ArrayLike,
    probability: ArrayLike,
    *,
    stations: int = STATIONS,
    snr: float = SEISMIC_SNR,
    sigma: ArrayLike = SIGMA,
) -> Float[Any, "*shape"]:
    """Magnitude that at least so many stations hear with a given probability.

    A detection threshold: the smallest shot that is found when it happens. The magnitude above
    which no shot can have been missed, which threshold monitoring tells of one moment, is about a
    unit lower and another question.

    Args:
        q: loss to each station, the last axis the station; infinite where no wave comes.
        log_noise: log10 of each station's noise [nm].
        availability: each station's.
        probability: with which it is heard, one for each place (without the axis of stations);
            more than nought and less than one.
        stations: how many must hear it.
        snr: what a detector asks for.
        sigma: standard deviation of log10(signal/noise), one for each place.

    Returns:
        Magnitude for each place; infinite where the stations that work are too few for that
        probability, however large the shot.

    Raises:
        ValueError: a probability that no magnitude has: nought, one, or beyond.

    Source: Sereno et al. 1990 (NetSim); the root by Chandrupatla's method.

    >>> # Two equal stations that must both hear it: each with √0.9.
    >>> round(float(threshold([3.0, 3.0], 0.0, 1.0, 0.9, stations=2)), 3)
    4.048
    """
    q, log_noise, availability = np.broadcast_arrays(
        *(np.asarray(a, dtype=np.float64) for a in (q, log_noise, availability))
    )
    wanted, sigma, _ = np.broadcast_arrays(probability, sigma, np.empty(q.shape[:-1]))
    shape, number = wanted.shape, q.shape[-1]
    q, log_noise, availability = (
        np.broadcast_to(a, (*shape, number)).reshape(wanted.size, number)
        for a in (q, log_noise, availability)
    )
    if not np.all((wanted > 0.0) & (wanted < 1.0)):
        raise ValueError("a probability of being heard must lie between 0 and 1, e.g. 0.9")
    wanted, sigma = wanted.ravel().astype(np.float64), sigma.ravel().astype(np.float64)
    found = np.full(wanted.size, np.inf)
    reached = np.where(np.isfinite(q), availability, 0.0)
    solvable = np.flatnonzero(at_least(reached, stations) > wanted)
    if solvable.size:
        half = np.where(np.isfinite(q), q + log_noise + np.log10(snr), np.nan)[solvable]
        low = np.nanmin(half, axis=-1) - _WIDTH * sigma[solvable]
        high = np.nanmax(half, axis=-1) + _WIDTH * sigma[solvable]

        def excess(mb: Floats, row: Ints) -> Floats:
            place = solvable[row]
            p = detection_probability(
                mb[..., None],
                q[place],
                log_noise[place],
                availability=availability[place],
                snr=snr,
                sigma=sigma[place, None],
            )
            return np.asarray(at_least(p, stations) - wanted[place])

        found[solvable] = root(excess, low, high, _WITHIN)
    return found.reshape(shape)
