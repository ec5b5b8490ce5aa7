"""How large the events were: yields by relation, ratios, order, screening, age of xenon."""

from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np
from scipy.special import ndtri

from noroshi.questions.listen.choice import Occasion
from noroshi.scenario.listening import SeismicEvent
from noroshi.seismic.screening import LINES, Screening, screen
from noroshi.seismic.size import (
    CONFIDENCE,
    DIFFERENCE_SIGMA,
    YieldInterval,
    exceeds,
    ratio,
    yields,
)
from noroshi.seismic.xenon import IODINE_RATIO, activity_ratio
from noroshi.world import Estimate

BODY: Final = ("mb", "ML")
"""Scales of magnitudes that grow with the yield alike; surface waves hang on much else."""
SEPARATED_DAYS: Final = 1.0
"""The earliest that gas is taken to have left its iodine [d]; of grade D."""
_DAY: Final = 86400.0
Bounds = tuple[float, float, float]
NOTHING: Final = (np.nan, np.nan, np.nan)


class MagnitudeDifference(NamedTuple):
    """Magnitude of one event less that of another."""

    mean: float
    error: float
    """Its standard error."""
    agencies: int
    """How many agencies and scales state both; 0 = the magnitudes of unlike ones are compared."""


def deviation(magnitude: Estimate) -> float:
    """Standard deviation of a stated magnitude: its bounds are taken to hold it with 90 %."""
    half = 0.5 * (magnitude.high - magnitude.low)
    return float(half / ndtri(0.5 * (1.0 + CONFIDENCE)))


def difference(one: Occasion, other: Occasion) -> MagnitudeDifference:
    """How much larger one event is, by agencies that state both on one scale of body waves.

    The error of the mean holds the error of each agency's pair, and how far the agencies differ:
    Σ s_k²/n² + s²/n. That of a pair is what the agency states of both, √(σ² + σ′²), and no less
    than two entries of a bulletin are known to have, `DIFFERENCE_SIGMA`; an event that never was
    has a magnitude that is meant, and no entry. Agencies are taken to err independently.
    """
    pairs = list(_pairs(one.event, other.event)) if one.event and other.event else []
    alike = len(pairs)
    pairs = pairs or [(one.magnitude, other.magnitude)]
    entries = sum(o.event is not None for o in (one, other))
    least = DIFFERENCE_SIGMA**2 * entries / 2.0
    apart = np.array([a.best - b.best for a, b in pairs])
    own = np.array([max(deviation(a) ** 2 + deviation(b) ** 2, least) for a, b in pairs])
    scatter = apart.var(ddof=1) / apart.size if apart.size > 1 else 0.0
    error = float(np.sqrt(own.sum() / apart.size**2 + scatter))
    return MagnitudeDifference(float(apart.mean()), error, alike)


def _pairs(one: SeismicEvent, other: SeismicEvent) -> Iterator[tuple[Estimate, Estimate]]:
    for magnitude in one.magnitudes:
        if magnitude.scale in BODY:
            same = other.magnitude(magnitude.scale, magnitude.by)
            if same is not None:
                yield magnitude.value, same.value


def yields_of(one: Occasion) -> tuple[YieldInterval, ...]:
    """By each relation that asks for no depth."""
    return yields(one.magnitude.best, deviation(one.magnitude))


def ratio_of(apart: MagnitudeDifference) -> Bounds:
    """Yield over yield: low, best, high."""
    low, best, high = ratio(apart.mean, 0.0, sigma=apart.error)
    return float(low), float(best), float(high)


def chance_larger(apart: MagnitudeDifference) -> float:
    """That the first is the larger; one half where nothing tells them apart."""
    if apart.error > 0.0:
        return float(exceeds(apart.mean, 0.0, apart.error))
    return float(np.heaviside(apart.mean, 0.5))


def largest_so_far(one: Occasion, before: list[Occasion]) -> float:
    """Probability that it is larger than each one before it; NaN where there is none.

    As if the comparisons were independent, which is cautious: they share its own magnitude.
    """
    if not before:
        return float("nan")
    return float(np.prod([chance_larger(difference(one, other)) for other in before]))


def times_largest_before(one: Occasion, before: list[Occasion]) -> Bounds:
    """Its yield over that of the largest one before it; NaN where there is none."""
    if not before:
        return NOTHING
    return ratio_of(min((difference(one, other) for other in before), key=lambda d: d.mean))


def screenings(event: SeismicEvent | None) -> tuple[Screening, ...]:
    """The event against each line between explosions and earthquakes; none without both."""
    for wave in event.magnitudes if event else ():
        surface = event.magnitude("Ms", wave.by) if event and wave.scale == "mb" else None
        if surface is not None:
            sigma = {"sigma_mb": deviation(wave.value), "sigma_ms": deviation(surface.value)}
            return tuple(
                screen(wave.value.best, surface.value.best, line, **sigma) for line in LINES
            )
    return ()


def xenon_ratio(seconds: float) -> Bounds:
    """Activity of Xe-131m over Xe-133 so long after a fission: low, best, high.

    Lowest where the gas left its iodine after a day and little iodine-131 was made; highest where
    it never did and much was.
    """
    least, best, most = IODINE_RATIO
    days = seconds / _DAY
    if days <= 0.0:
        return NOTHING
    low = activity_ratio(days, separated_days=SEPARATED_DAYS, iodine_ratio=least)
    return (
        float(low),
        float(activity_ratio(days, iodine_ratio=best)),
        float(activity_ratio(days, iodine_ratio=most)),
    )
