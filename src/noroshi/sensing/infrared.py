"""Early-warning satellite: sees powered flight above the clouds and not behind the Earth."""

from typing import Literal, NamedTuple

import jax.numpy as jnp
import numpy as np
from jax import Array
from numpy.typing import NDArray

from noroshi.constants import EARTH_FLATTENING, EARTH_RADIUS
from noroshi.declared import Draws, Estimate, Length, Probability
from noroshi.earth.sight import ECCENTRICITY_SQUARED, Site, by_draw
from noroshi.sensing.base import Look, Numbers, Period, Sensor, Target

Floats = NDArray[np.float64]
BURN_RATE = 1000.0
"""A second of powered flight still to come counts as this much margin [m/s]."""


class InfraredParameters(NamedTuple):
    """What one look of a satellite needs; (..., draw), or (..., 1) for what no draw changes."""

    origin_ecef: tuple[Numbers, Numbers, Numbers]
    """By component, each (draw,) [m]."""
    cloud_break: Numbers
    probability: Numbers


class Infrared(Sensor):
    """An infrared early-warning satellite in geostationary orbit.

    The plume is taken to be bright enough whatever its aspect: a look in view detects with one
    declared probability. Sun, clouds above the break height and the limb's glow are left out.
    """

    kind: Literal["infrared"] = "infrared"
    cloud_break: Length
    revisit: Period
    detection_probability: Probability = Estimate.exactly(1.0)

    def interval(self) -> Estimate:
        """Time from one scan of the launch area to the next [s]."""
        return self.revisit

    def parameters(self, site: Site, draws: Draws, gradient: Floats) -> InfraredParameters:
        """The satellite's place and what it can see; the air's bending is far below its needs."""
        return InfraredParameters(
            origin_ecef=by_draw(site.position_ecef, draws.count),
            cloud_break=draws(self.cloud_break),
            probability=draws(self.detection_probability),
        )

    @staticmethod
    def observe(parameters: InfraredParameters, target: Target) -> Look:
        """One look at one target at one instant."""
        p, position = parameters, target.position_ecef
        cloud = _height(position) - p.cloud_break
        burning = BURN_RATE * target.burning
        limits = ((cloud, burning, _limb_clearance(p.origin_ecef, position)),)
        zero = jnp.zeros_like(cloud)
        return Look(limits, zero, p.probability + zero)


def _height(position: Array) -> Array:
    """Height above the ellipsoid along the radius: within 10 m below 100 km [m]."""
    x, y, z = position[0], position[1], position[2]
    axial = x * x + y * y
    radius = jnp.sqrt(axial + z * z)
    flat = 1.0 - ECCENTRICITY_SQUARED * axial / (radius * radius)
    return radius - EARTH_RADIUS * jnp.sqrt((1.0 - ECCENTRICITY_SQUARED) / flat)


def _limb_clearance(origin: tuple[Array, Array, Array], position: Array) -> Array:
    """How far above the Earth, stretched to a sphere along its axis, the line of sight is [m]."""
    stretch = 1.0 / (1.0 - EARTH_FLATTENING)
    x, y, z = position[0], position[1], position[2] * stretch
    dx, dy, dz = origin[0] - x, origin[1] - y, origin[2] * stretch - z
    away = jnp.sqrt(dx * dx + dy * dy + dz * dz)
    # From the target to the line's closest point to the centre; none if the line only rises.
    toward = jnp.maximum(-(x * dx + y * dy + z * dz) / away, 0.0)
    closest = jnp.sqrt(jnp.maximum(x * x + y * y + z * z - toward * toward, 0.0))
    return closest - EARTH_RADIUS
