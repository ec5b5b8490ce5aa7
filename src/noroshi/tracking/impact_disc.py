"""How probable it is that a flight comes down within a distance of where it is aimed.

From the covariance of the state at burn-out, carried to the ground. The ellipse is taken to lie
about where the flight does come down: a real track strays about it by its own size.
"""

from typing import Any, NamedTuple

import numpy as np

from noroshi.compiled import within
from noroshi.scalar_np import exp
from noroshi.shaped import Float
from noroshi.tracking.coast_arc import CoastArc

DIRECTIONS = 12
"""Points of the rule for the disc, an even number: half a circle, within 1e-6 for probabilities of
0.1 to 0.99."""
_COSINES = np.cos((np.arange(DIRECTIONS) + 0.5) * np.pi / DIRECTIONS)


class ImpactDisc(NamedTuple):
    """The disc about a place that a flight comes down on; a leading axis counts several, which lie
    about one place."""

    ahead: Float[Any, "*place 2 6 draw"]
    """Derivative of the impact point, east and north, by the state at burn-out [m]; of several
    areas the first's counts, for it is the same."""
    reentry: Float[Any, "*area draw"]
    """Standard deviation that re-entry adds in each direction [m]."""
    radius: Float[Any, "*area draw"]
    """[m]."""


def impact_disc(
    arc: CoastArc, reentry: Float[Any, " draw"], radius: Float[Any, " draw"]
) -> ImpactDisc:
    """The disc about the impact point: along the last stretch, straight down to the ground."""
    end, push = np.moveaxis(arc.end, 0, -1), np.moveaxis(arc.end_slope[:, :3], 0, -1)
    position, velocity = end[:3], end[3:]
    up = position / np.linalg.norm(position, axis=0)
    level = np.hypot(up[0], up[1])
    east = np.stack([-up[1], up[0], np.zeros_like(level)]) / level
    north = np.cross(up, east, axis=0)
    fall = np.sum(up[:, None] * push, axis=0) / np.sum(up * velocity, axis=0)
    landed = push - velocity[:, None] * fall
    ahead = np.stack([np.sum(axis[:, None] * landed, axis=0) for axis in (east, north)])
    return ImpactDisc(ahead, reentry, radius)


@within
def outside_disc(east: float, both: float, north: float, radius: float) -> float:
    """Probability that a Gaussian about the centre of a disc lies outside it.

    With the variances s, l along the axes of the ellipse it is the mean of
    exp(-r²/(2(s sin²φ + l cos²φ))) over all φ: smooth and periodic, so that evenly spaced points
    converge fast.
    """
    half = 0.5 * (east - north)
    mean, swing = 0.5 * (east + north), np.sqrt(half * half + both * both)
    missed, goal = 0.0, -0.5 * radius * radius
    # Two directions at a time that share a division.
    for k in range(DIRECTIONS // 2):
        less, more = mean - swing * _COSINES[k], mean + swing * _COSINES[k]
        part = goal / (less * more)
        missed += exp(part * less) + exp(part * more)
    return missed / DIRECTIONS
