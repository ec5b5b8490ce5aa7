"""How probable it is that a flight comes down within a distance of where it is aimed.

From the covariance of the state at burn-out, carried to the ground. The ellipse is taken to lie
about where the flight does come down: a real track strays about it by its own size.
"""

from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array
from jaxtyping import Float

from noroshi.tracking.coast_arc import CoastArc
from noroshi.tracking.packed import dot, forward

DIRECTIONS = 12
"""Points of the rule for the disc: half a circle, within 1e-6 for probabilities of 0.1 to 0.99."""


class ImpactDisc(NamedTuple):
    """The disc about a place that a flight comes down on; a leading axis counts several."""

    ahead: Float[Any, "*area 2 6 draw"]
    """Derivative of the impact point, east and north, by the state at burn-out [m]."""
    reentry: Float[Any, "*area draw"]
    """Standard deviation that re-entry adds in each direction [m]."""
    radius: Float[Any, "*area draw"]
    """[m]."""


@jax.jit
def impact_disc(
    arc: CoastArc, reentry: Float[Any, " draw"], radius: Float[Any, " draw"]
) -> ImpactDisc:
    """The disc about the impact point: along the last stretch, straight down to the ground."""
    position, velocity = arc.end[:3], arc.end[3:]
    up = position / jnp.linalg.norm(position, axis=0)
    level = jnp.hypot(up[0], up[1])
    east = jnp.stack([-up[1], up[0], jnp.zeros_like(level)]) / level
    north = jnp.cross(up, east, axis=0)
    push = arc.end_slope[:3]
    fall = jnp.sum(up[:, None] * push, axis=0) / jnp.sum(up * velocity, axis=0)
    landed = push - velocity[:, None] * fall
    ahead = jnp.stack([jnp.sum(axis[:, None] * landed, axis=0) for axis in (east, north)])
    return ImpactDisc(ahead, reentry, radius)


def probability_in_disc(area: ImpactDisc, low: Any) -> Float[Array, " draw"]:
    """Probability that the impact lies in the disc; `low` factors the information."""
    first, second = (forward(low, area.ahead[i]) for i in range(2))
    east = dot(first, first) + area.reentry**2
    north = dot(second, second) + area.reentry**2
    return in_centred_disc(east, dot(first, second), north, area.radius)


def in_centred_disc(
    east: Float[Any, "*#shape"],
    both: Float[Any, "*#shape"],
    north: Float[Any, "*#shape"],
    radius: Float[Any, "*#shape"],
) -> Float[Array, "*shape"]:
    """Probability that a Gaussian about the centre of a disc lies inside it.

    With the variances s, l along the axes of the ellipse it is one minus the mean of
    exp(-r²/(2(s sin²φ + l cos²φ))) over all φ: smooth and periodic, so that evenly spaced points
    converge fast.
    """
    mean, swing = 0.5 * (east + north), jnp.hypot(0.5 * (east - north), both)
    angles = (np.arange(DIRECTIONS) + 0.5) * np.pi / DIRECTIONS
    missed = [jnp.exp(-0.5 * radius**2 / (mean + swing * np.cos(a))) for a in angles]
    return 1.0 - sum(missed[1:], missed[0]) / DIRECTIONS
