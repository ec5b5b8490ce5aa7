"""How large the events were: yields by relation, ratios, order, screening, age of xenon."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np
from scipy.special import ndtri

from noroshi.questions.listen.choice import Occasion
from noroshi.scenario.listening import SeismicEvent
from noroshi.seismic.screening import LINES, Screening, ScreeningLine, line_on, screen
from noroshi.seismic.size import (
    CONFIDENCE,
    DIFFERENCE_SIGMA,
    RELATIONS,
    YieldRelation,
    exceeds,
    ratio,
    yields,
)
from noroshi.seismic.xenon import IODINE_RATIO, activity_ratio
from noroshi.world import Estimate

BODY: Final = ("mb", "ML")
"""Scales of magnitudes that grow with the yield alike; surface waves hang on much else.

Nor is mb(Lg) among them: where the depth is held apart, its slope is another than the ratio's."""
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


def asked_of(events: Sequence[Occasion]) -> tuple[YieldRelation, ...]:
    """Relations that can be asked of one of the events: a depth has to be declared for some."""
    return tuple(r for r in RELATIONS if any(_magnitudes(one, r) for one in events))


def yields_of(one: Occasion, relations: Sequence[YieldRelation] = RELATIONS) -> tuple[Bounds, ...]:
    """By each relation, over the magnitudes of all agencies on its scale [kt]: low, best, high.

    Agencies differ by more than each states of itself, so that the interval reaches from the low
    end of the least magnitude to the high end of the greatest; the best value is that of their
    mean. Bounds of the depth come on top. NaN where a relation cannot be asked, or one of the
    magnitudes is beyond what it holds for.
    """
    return tuple(_yield(one, relation) for relation in relations)


def _magnitudes(one: Occasion, relation: YieldRelation) -> list[Estimate]:
    """What a relation is asked with: all on its scale, and none where it lacks a depth."""
    event = one.event
    if relation.needs_depth and (event is None or event.depth is None):
        return []
    stated = [m.value for m in event.magnitudes if m.scale == relation.magnitude] if event else []
    return stated or ([one.magnitude] if relation.magnitude == "mb" else [])


def _yield(one: Occasion, relation: YieldRelation) -> Bounds:
    values = _magnitudes(one, relation)
    if not values:
        return NOTHING
    depth = one.event.depth if one.event else None
    metres = None if depth is None else (depth.low, depth.best, depth.high)
    middle, sigma = np.array([v.best for v in values]), np.array([deviation(v) for v in values])
    (own,) = yields(middle, sigma, depth_m=metres, relations=(relation,))
    (central,) = yields(middle.mean(), 0.0, depth_m=metres, relations=(relation,))
    bounds = float(own.low.min()), float(central.best), float(own.high.max())
    return NOTHING if np.isnan(bounds).any() else bounds


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


class SurfaceWaves(NamedTuple):
    """An event against a line between explosions and earthquakes."""

    line: ScreeningLine
    in_force: bool
    """Whether the data centre used the line on the day of the event."""
    own: Screening
    """By mb and Ms of one agency."""
    margin: Bounds
    """By the greatest mb that any agency states, by the agency's own, and by the least."""


def surface_agency(event: SeismicEvent | None) -> str:
    """The first agency that states both mb and Ms of an event; empty = none does."""
    own = (m.by for m in event.magnitudes if m.scale == "mb") if event else ()
    return next((by for by in own if event and event.magnitude("Ms", by)), "")


def surface_waves(event: SeismicEvent | None) -> tuple[SurfaceWaves, ...]:
    """The event against each line; none where no agency states both magnitudes.

    The lines were drawn for the data centre's own magnitudes. Another agency's mb may be greater
    or less by more than either states, so that margins by the mb of every agency stand beside.
    """
    by = surface_agency(event)
    wave = event.magnitude("mb", by) if event else None
    surface = event.magnitude("Ms", by) if event else None
    if event is None or wave is None or surface is None:
        return ()
    every = np.array([m.value.best for m in event.magnitudes if m.scale == "mb"])
    sigma = {"sigma_mb": deviation(wave.value), "sigma_ms": deviation(surface.value)}
    then, found = line_on(event.origin.date()), []
    for line in LINES:
        own = screen(wave.value.best, surface.value.best, line, **sigma)
        margin = screen(every, surface.value.best, line, **sigma).margin
        bounds = float(margin.min()), float(own.margin), float(margin.max())
        found.append(SurfaceWaves(line, line is then, own, bounds))
    return tuple(found)


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
