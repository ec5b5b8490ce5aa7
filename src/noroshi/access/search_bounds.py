"""How far from below a platform anything can be in view: found by asking the payload itself."""

from typing import Any, Final, NamedTuple

import numpy as np

from noroshi.access.payloads.base import Geometry, from_angles
from noroshi.access.problem import Ints, longest, picked
from noroshi.access.resolution_limit import Looking
from noroshi.constants import EARTH_MEAN_RADIUS
from noroshi.world.estimate import Floats

_ANGLES: Final = 160
_SQUINTS: Final = np.linspace(0.0, np.pi, 25)
_SUNS: Final = np.array([0.5 * np.pi, 0.1, -0.5 * np.pi])
_HEIGHTS: Final = 3
_RISING: Final = np.radians(np.arange(-90.0, 91.0, 2.0))
_TRIED: Final = 64
_TOGETHER: Final = 16
"""Draws asked about at once, which stay in the processor's cache; no bound depends on it."""
# A normal of the ellipsoid and a line to its centre differ by up to 0.19 degrees.
_OBLATE: Final = np.radians(0.25)
# Beyond its horizon by so much nobody sees anything, by refraction either.
_BELOW: Final = np.radians(3.0)


class SearchBounds(NamedTuple):
    """What bounds the search for passes."""

    angle: Floats
    """Greatest angle at the Earth's centre between platform and a point in view [rad], (draw,)
    or (1,); negative where nothing is ever in view."""
    heads: bool
    """Whether the heading matters."""
    lit: bool
    """Whether the sun does."""
    sun: Floats
    """Elevation of the sun below which nothing is in view [rad], (draw,) or (1,)."""


def search_bounds(view: Looking, parameters: Any, heights: tuple[float, float]) -> SearchBounds:
    """How far a payload with such a view sees from between two heights [m], in each draw.

    The margin is asked over all distances, bearings and lights on a round Earth whose angles are
    favoured by as much as the ellipsoid may. What is in view only between two of the distances
    asked about is found by how much the margin changes from one to the next.
    """
    angle = np.linspace(0.0, _horizon(heights[1]) + _BELOW, _ANGLES)
    level = np.linspace(*heights, _HEIGHTS)[:, None, None, None, None]
    # Each along its own axis, so that the view works out nothing twice that it does not ask for.
    probe = _round(level, angle[:, None], _SQUINTS[:, None, None], _SUNS[:, None, None, None])
    parts, heads, lit = _parts(parameters), False, False
    farthest, shown = [], []
    for part in parts:
        margin = view(part, probe)[0]
        margin = np.broadcast_to(margin, np.broadcast_shapes(margin.shape, (_ANGLES, 1), (1,) * 5))
        open_ = _could_reach(margin).any(axis=(0, 1, 2))
        last = angle[_ANGLES - 1 - np.argmax(open_[::-1], axis=0)]
        farthest.append(np.where(open_.any(axis=0), last + angle[1] + _OBLATE, -1.0))
        heads = heads or bool(np.any(margin != margin[:, :, :1]))
        lit = lit or bool(np.any(margin != margin[:, :1]))
        shown.append((margin[:, 0] >= 0.0).any(axis=-1))
    tried = _some_shown(probe, np.argwhere(np.any(shown, axis=0)))
    lowest = [_lowest_sun(view(part, tried)[0]) for part in parts]
    return SearchBounds(_end_to_end(farthest), heads, lit, _end_to_end(lowest))


def _parts(parameters: Any) -> list[Any]:
    """The parameters of some draws after those of others, so that no probe of all takes memory."""
    count = longest(parameters)
    draws = [np.arange(count)[first : first + _TOGETHER] for first in range(0, count, _TOGETHER)]
    return [picked(parameters, some) for some in draws]


def _end_to_end(parts: list[Floats]) -> Floats:
    """What was found of the draws, (draw,); or (1,) where it is one value for every part."""
    every = np.concatenate(parts)
    return parts[0] if len(every) == len(parts) else every


def _some_shown(probe: Geometry, shown: Ints) -> Geometry:
    """Some of the places that are in view when the sun stands highest, as it rises."""
    some = shown[np.linspace(0, len(shown) - 1, min(len(shown), _TRIED)).astype(int)].T
    fields = np.broadcast_arrays(*probe)
    chosen = Geometry(*(f[:, 0, ..., 0][tuple(some)][:, None, None] for f in fields))
    return chosen._replace(sin_sun=np.sin(_RISING)[:, None])


def _lowest_sun(margin: Floats) -> Floats:
    """How low the sun may stand, from margins at some places as it rises, (place, sun, draw)."""
    margin = np.broadcast_to(margin, np.broadcast_shapes(margin.shape, (1, len(_RISING), 1)))
    could = (margin[:, 1:] >= 0.0).any(axis=0)
    return np.where(could.any(axis=0), _RISING[np.argmax(could, axis=0)], -0.5 * np.pi)


def _could_reach(margin: Floats) -> Any:
    """Where the margin is, or could between two probes be, zero or more."""
    slack = np.zeros_like(margin)
    for axis in (2, 3):
        step = np.abs(np.diff(margin, axis=axis))
        lead = [slice(None)] * margin.ndim
        for part in (slice(1, None), slice(None, -1)):
            lead[axis] = part
            np.maximum(slack[tuple(lead)], step, out=slack[tuple(lead)])
    return margin + slack >= 0.0


def _horizon(height: float) -> float:
    return float(np.arccos(EARTH_MEAN_RADIUS / (EARTH_MEAN_RADIUS + max(height, 0.0))))


def _round(height: Floats, angle: Floats, squint: Floats, sun: Floats) -> Geometry:
    """Geometry over a round Earth, off nadir and elevation favoured."""
    out = EARTH_MEAN_RADIUS + height
    below = out - EARTH_MEAN_RADIUS * np.cos(angle)
    across = EARTH_MEAN_RADIUS * np.sin(angle)
    off_nadir = np.arctan2(across, below)
    elevation = 0.5 * np.pi - angle - off_nadir
    return from_angles(
        slant_range=np.maximum(np.hypot(across, below) * (1.0 - _OBLATE), 1.0),
        off_nadir=np.maximum(off_nadir - _OBLATE, 0.0),
        elevation=np.minimum(elevation + _OBLATE, 0.5 * np.pi),
        squint=squint,
        sun=sun,
        height=height,
    )
