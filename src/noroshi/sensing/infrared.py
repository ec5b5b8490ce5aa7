"""Early-warning satellite: sees powered flight above the clouds and not behind the Earth."""

from collections.abc import Sequence
from typing import Annotated, Any, ClassVar, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from noroshi import jnp
from noroshi.constants import EARTH_FLATTENING, EARTH_RADIUS
from noroshi.earth.ellipsoid import ECCENTRICITY_SQUARED
from noroshi.earth.sight import Site, by_draw
from noroshi.sensing.base import Channel, Look, Numbers, Period, Sensor, Target
from noroshi.shaped import Float
from noroshi.world import Draws, Estimate, Length, Probability, Quantity, section

Floats = NDArray[np.float64]
BURN_RATE = 1000.0
"""A second of powered flight still to come counts as this much margin [m/s]."""


class InfraredParameters(NamedTuple):
    """What one look of a satellite needs; (..., draw), or (..., 1) for what no draw changes."""

    origin_ecef: tuple[Numbers, Numbers, Numbers]
    """By component, each (draw,) [m]."""
    cloud_break: Numbers
    probability: Numbers


class InfraredMeasurementModel(NamedTuple):
    """Where a satellite measures from, and how precisely; (draw,) each."""

    origin_ecef: tuple[Numbers, Numbers, Numbers]
    east: tuple[Numbers, Numbers, Numbers]
    north: tuple[Numbers, Numbers, Numbers]
    angle: Numbers
    """One standard deviation of the line of sight [rad]."""


@section("sensors", topic="warning")
class Infrared(Sensor):
    """An infrared early-warning satellite in geostationary orbit.

    The plume is taken to be bright enough whatever its aspect: a look in view detects with one
    declared probability. Sun, clouds above the break height and the limb's glow are left out.
    """

    channels: ClassVar[tuple[Channel, ...]] = (Channel("east", "1"), Channel("north", "1"))
    called: ClassVar[str] = "satellite"
    sees_powered_flight_alone: ClassVar[bool] = True
    cues: ClassVar[bool] = True

    kind: Literal["infrared"] = "infrared"
    cloud_break: Length = Field(
        description="height above which a burning vehicle is seen: clouds hide what is below",
        examples=["10 km"],
    )
    revisit: Period = Field(description="between two looks at the same place", examples=["10 s"])
    detection_probability: Probability = Field(
        default=Estimate.exactly(1.0), description="of one look at a plume in view"
    )
    angle_error: Annotated[Estimate, Quantity("angle", positive=True)] | None = Field(
        default=None,
        description="of the line of sight, one sigma; without it the satellite adds to no track",
    )

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

    @classmethod
    def leaves_out(cls, declared: Sequence[Sensor]) -> str:
        """What else decides whether a plume is seen."""
        return (
            "A satellite sees powered flight above the clouds with a declared probability a look, "
            "and adds nothing to a track. Sun, background and aspect are not modelled."
        )

    @staticmethod
    def observe(parameters: InfraredParameters, target: Target) -> Look:
        """One look at one target at one instant."""
        p, position = parameters, target.position_ecef
        cloud = height(position) - p.cloud_break
        burning = BURN_RATE * target.burning
        limits = ((cloud, burning, limb_clearance(p.origin_ecef, position)),)
        zero = 0.0 * cloud
        return Look(limits, zero, p.probability + zero)

    @property
    def measures(self) -> bool:
        """Whether an error of the line of sight is declared."""
        return self.angle_error is not None

    def measurement_model(self, site: Site, draws: Draws) -> InfraredMeasurementModel:
        """The satellite's place and axes, and how well it points."""
        unknown = np.full(draws.count, np.inf)
        return InfraredMeasurementModel(
            origin_ecef=by_draw(site.position_ecef, draws.count),
            east=by_draw(site.east, draws.count),
            north=by_draw(site.north, draws.count),
            angle=unknown if self.angle_error is None else draws(self.angle_error),
        )

    @staticmethod
    def measure(
        measurement_model: InfraredMeasurementModel, position_ecef: Float[Numbers, "3"]
    ) -> Float[Numbers, "2"]:
        """Direction cosines of the line of sight along the satellite's east and north."""
        dx, dy, dz = (position_ecef[i] - measurement_model.origin_ecef[i] for i in range(3))
        away = jnp.sqrt(dx * dx + dy * dy + dz * dz)
        return jnp.stack(
            [
                (a[0] * dx + a[1] * dy + a[2] * dz) / away
                for a in (measurement_model.east, measurement_model.north)
            ]
        )

    @staticmethod
    def deviations(
        measurement_model: InfraredMeasurementModel,
        position_ecef: Float[Numbers, "3"],
        snr: Float[Numbers, ""] | float,
    ) -> Float[Numbers, "2"]:
        """The Earth stays within nine degrees of straight down: an angle is its cosine's change."""
        return jnp.stack([measurement_model.angle, measurement_model.angle])

    @staticmethod
    def tells(
        measurement_model: InfraredMeasurementModel, position_ecef: Any, snr: Numbers
    ) -> tuple[tuple[Numbers, Numbers, Numbers], ...]:
        """What of each axis lies across the line of sight, over the distance."""
        m, place = measurement_model, position_ecef
        dx, dy, dz = (
            place[0] - m.origin_ecef[0],
            place[1] - m.origin_ecef[1],
            place[2] - m.origin_ecef[2],
        )
        square = dx * dx + dy * dy + dz * dz
        scale = 1.0 / (np.sqrt(square) * m.angle)
        east = (m.east[0] * dx + m.east[1] * dy + m.east[2] * dz) / square
        north = (m.north[0] * dx + m.north[1] * dy + m.north[2] * dz) / square
        return (
            (
                scale * (m.east[0] - east * dx),
                scale * (m.east[1] - east * dy),
                scale * (m.east[2] - east * dz),
            ),
            (
                scale * (m.north[0] - north * dx),
                scale * (m.north[1] - north * dy),
                scale * (m.north[2] - north * dz),
            ),
        )


def height(position: Any) -> Any:
    """Height above the ellipsoid along the radius: within 10 m below 100 km [m]."""
    x, y, z = position[0], position[1], position[2]
    axial = x * x + y * y
    radius = np.sqrt(axial + z * z)
    flat = 1.0 - ECCENTRICITY_SQUARED * axial / (radius * radius)
    return radius - EARTH_RADIUS * np.sqrt((1.0 - ECCENTRICITY_SQUARED) / flat)


def limb_clearance(origin: Any, position: Any) -> Any:
    """How far above the Earth, stretched to a sphere along its axis, the line of sight is [m]."""
    stretch = 1.0 / (1.0 - EARTH_FLATTENING)
    x, y, z = position[0], position[1], position[2] * stretch
    dx, dy, dz = origin[0] - x, origin[1] - y, origin[2] * stretch - z
    away = np.sqrt(dx * dx + dy * dy + dz * dz)
    # From the target to the line's closest point to the centre; none if the line only rises.
    toward = np.maximum(-(x * dx + y * dy + z * dz) / away, 0.0)
    closest = np.sqrt(np.maximum(x * x + y * y + z * z - toward * toward, 0.0))
    return closest - EARTH_RADIUS
