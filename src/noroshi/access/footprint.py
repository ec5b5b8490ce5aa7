"""How far a payload sees from a height, how large that is, and how often it comes round."""

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.access.payloads import Geometry, Payload, Vessel, from_angles
from noroshi.constants import EARTH_MEAN_RADIUS
from noroshi.world import Draws

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
_DISTANCES: Final = np.geomspace(100.0, 1000e3, 180)
"""Along the ground [m]; one is 5 % beyond the other."""
_STEP: Final = 2e3
_ABEAM: Final = np.asarray((np.arange(1000) + 0.5) * _STEP, dtype=np.float64)
"""Along the ground to one side of the track [m]."""
_SQUINTS: Final = (np.arange(12) + 0.5) * np.pi / 12.0


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
    looks = _all_round(height)
    margin = np.broadcast_to(kind.view(parameters, looks).margin, looks.slant_range.shape)
    seen = margin >= 0.0
    rings = 2.0 * np.pi * _DISTANCES * np.gradient(_DISTANCES)
    area = np.einsum("r,rd->d", rings, seen.mean(axis=1))
    return Footprint(_farthest(looks, seen), area, bool(np.any(np.ptp(margin, axis=1) > 0.0)))


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
    looks = _all_round(height)
    chance = kind.detection(parameters, looks, vessel)
    seen = (kind.view(parameters, looks).margin >= 0.0) & (chance >= enough)
    return _farthest(looks, np.broadcast_to(seen, looks.slant_range.shape))


def _all_round(height: Floats) -> Geometry:
    """Looks at all distances and bearings, (distance, bearing, draw)."""
    return _from_above(_DISTANCES[:, None, None] / EARTH_MEAN_RADIUS, np.maximum(height, 0.0))


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
    angle = _ABEAM[:, None, None] / EARTH_MEAN_RADIUS
    looks = _from_above(angle, height)
    abeam = Geometry(*(field[:, :1] for field in looks))._replace(
        cos_squint=np.zeros((len(_ABEAM), 1, len(height)))
    )
    seen = kind.view(parameters, abeam).margin >= 0.0
    return np.asarray(2.0 * _STEP * seen[:, 0].sum(axis=0))


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


def _from_above(angle: Floats, height: Floats) -> Geometry:
    """Views of points at central angles (distance, 1, 1) from heights (draw,), at all bearings."""
    radius = EARTH_MEAN_RADIUS
    slant = np.sqrt(height**2 + 4.0 * radius * (radius + height) * np.sin(0.5 * angle) ** 2)
    up = height * np.cos(angle) - 2.0 * radius * np.sin(0.5 * angle) ** 2
    elevation = np.arctan2(up, (radius + height) * np.sin(angle))
    shape = np.broadcast_shapes(slant.shape, (1, len(_SQUINTS), 1))
    off_nadir = 0.5 * np.pi - elevation - angle
    noon = np.array(0.5 * np.pi)
    looks = from_angles(slant, off_nadir, elevation, _SQUINTS[:, None], noon, height)
    return Geometry(*(np.broadcast_to(f, shape) for f in looks))
