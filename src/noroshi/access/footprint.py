"""How far a payload sees from a height, how large that is, and how often it comes round."""

from collections.abc import Callable
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.access.payloads import Geometry, Payload, Vessel
from noroshi.access.problem import picked
from noroshi.constants import EARTH_MEAN_RADIUS
from noroshi.world import Draws

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
_DISTANCES: Final = np.geomspace(100.0, 1000e3, 180)
"""Along the ground [m]; one is 5 % beyond the other."""
_STEP: Final = 2e3
_ABEAM: Final = np.asarray((np.arange(1000) + 0.5) * _STEP, dtype=np.float64)
"""Along the ground to one side of the track [m]."""
_SQUINTS: Final = np.asarray((np.arange(12) + 0.5) * np.pi / 12.0, dtype=np.float64)
_TOGETHER: Final = 16
"""Draws asked about at once, which stay in the processor's cache; no number depends on it."""


class Footprint(NamedTuple):
    """What lies in view from one place at one instant, by daylight, in every draw."""

    coverage_range: Floats
    """Slant range beyond which nothing is in view, (draw,) [m]; too large by up to 6 %."""
    area: Floats
    """Of the ground in view, (draw,) [m²]; good to a few per cent."""
    heads: bool
    """Whether it matters which way the platform heads."""


def footprint(kind: type[Payload], parameters: Any, height: Floats) -> Footprint:
    """By trying distances and bearings on the mean sphere; nothing in view has no range, no area.

    Args:
        kind: whose view it is.
        parameters: in every draw.
        height: of the platform, (draw,) [m].
    """
    rings = 2.0 * np.pi * _DISTANCES * np.gradient(_DISTANCES)

    def some(own: Any, above: Floats) -> tuple[Floats, Floats, Flags]:
        looks = _all_round(above)
        margin = _at_all(looks, kind.view(own, looks).margin)
        seen = margin >= 0.0
        area = np.einsum("r,rd->d", rings, seen.mean(axis=1))
        return _farthest(looks, seen), area, np.any(np.ptp(margin, axis=1) > 0.0, axis=0)

    reach, area, heads = _in_parts(some, len(height), parameters, height)
    return Footprint(reach, area, bool(heads.any()))


def detection_range(
    kind: type[Payload], parameters: Any, height: Floats, vessel: Vessel, enough: Floats
) -> Floats:
    """Slant range beyond which no look detects a vessel with a chance, (draw,) [m].

    Too large by up to 6 %, as `Footprint.coverage_range`; a nearer vessel in view is never less
    likely to be detected.

    Args:
        kind: whose view it is.
        parameters: in every draw.
        height: of the platform, (draw,) [m].
        vessel: each field (draw,).
        enough: the chance, (draw,).
    """

    def some(own: Any, above: Floats, faced: Vessel, least: Floats) -> tuple[Floats]:
        looks = _all_round(above)
        seen = kind.view(own, looks).margin >= 0.0
        seen = seen & (kind.detection(own, looks, faced) >= least)
        return (_farthest(looks, _at_all(looks, seen)),)

    return np.asarray(_in_parts(some, len(height), parameters, height, vessel, enough)[0])


def _in_parts(of: Callable[..., tuple[Any, ...]], draws: int, *drawn: Any) -> list[NDArray[Any]]:
    """What is found of all draws, (draw,) each, some at a time."""
    parts = np.split(np.arange(draws), np.arange(_TOGETHER, draws, _TOGETHER))
    found = [of(*(picked(one, some) for one in drawn)) for some in parts]
    return [np.concatenate(column) for column in zip(*found, strict=True)]


def _all_round(height: Floats) -> Geometry:
    """Looks at all distances and bearings, (distance, bearing, draw).

    What is the same at all bearings has one, so that a view that does not ask for them works
    nothing out twice.
    """
    return _from_above(_DISTANCES[:, None, None] / EARTH_MEAN_RADIUS, np.maximum(height, 0.0))


def _at_all(looks: Geometry, found: NDArray[Any]) -> NDArray[Any]:
    """What a view gives of looks, at every distance and in every draw, whatever it asked for."""
    return np.broadcast_to(found, np.broadcast_shapes(found.shape, looks.slant_range.shape))


def _farthest(looks: Geometry, seen: Flags) -> Floats:
    """Slant range of the farthest that is seen at any bearing, (draw,) [m]; 0 = nothing is."""
    # One distance further, since the edge lies between two.
    beyond = np.append(looks.slant_range[1:, 0], looks.slant_range[-1:, 0] * 1.06, axis=0)
    return np.asarray(np.max(np.where(seen.any(axis=1), beyond, 0.0), axis=0))


def accessible_swath(kind: type[Payload], parameters: Any, height: Floats) -> Floats:
    """How much of the ground abeam, on both sides together, is in view by daylight, (draw,) [m].

    Args:
        kind: whose view it is.
        parameters: in every draw.
        height: of the platform, (draw,) [m].
    """
    angle, nothing = _ABEAM[:, None, None] / EARTH_MEAN_RADIUS, np.zeros((1, 1, 1))

    def some(own: Any, above: Floats) -> tuple[Floats]:
        abeam = _from_above(angle, above, nothing)._replace(cos_squint=nothing)
        seen = _at_all(abeam, kind.view(own, abeam).margin >= 0.0)
        return (2.0 * _STEP * seen[:, 0].sum(axis=0),)

    return np.asarray(_in_parts(some, len(height), parameters, height)[0])


def revisit_interval(payload: Payload, found: Footprint, draws: Draws, speed: Floats) -> Floats:
    """Time from one look at a point in view to the next, on the average, (draw,) [s].

    What scans all that it sees takes its interval. What is turned from spot to spot, or images one
    strip, searches its view at its rate: nobody tells it where to look. inf = never.

    Args:
        payload: what looks.
        found: its footprint in these draws.
        draws: values of its estimates.
        speed: of the platform, (draw,) [m/s].
    """
    every = payload.interval()
    if every is not None and np.all(payload.sweep_width(draws) > 0.0):
        return draws(every)
    rate = np.asarray(payload.search_rate(draws, speed), dtype=np.float64)
    searches = (found.area > 0.0) & (rate > 0.0)
    return np.where(searches, found.area / np.where(searches, rate, 1.0), np.inf)


def _from_above(angle: Floats, height: Floats, squint: Floats = _SQUINTS[:, None]) -> Geometry:
    """Views of points at central angles (distance, 1, 1) from heights (draw,), at all bearings.

    Sines and cosines are ratios of lengths: angles that nobody asks for take most of the time.
    """
    radius = EARTH_MEAN_RADIUS
    slant = np.sqrt(height**2 + 4.0 * radius * (radius + height) * np.sin(0.5 * angle) ** 2)
    fallen = 2.0 * radius * np.sin(0.5 * angle) ** 2
    return Geometry(
        slant_range=slant,
        cos_off_nadir=(height + fallen) / slant,
        sin_elevation=(height * np.cos(angle) - fallen) / slant,
        cos_squint=np.cos(squint),
        sin_sun=np.array(1.0),
        height=height,
    )
