"""An orbit from mean elements with the secular effect of J2."""

from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from noroshi.constants import EARTH_RADIUS
from noroshi.days import Instant
from noroshi.earth.clock import SIDEREAL_RATE, seconds, sidereal_angle
from noroshi.motion.circular import shared
from noroshi.motion.kepler import Kepler
from noroshi.motion.orbits.base import LOWEST, Orbit
from noroshi.motion.orbits.drift import anomaly_rate, node_rate, perigee_rate
from noroshi.world import Angle, Draws, Estimate, Length, Quantity

Eccentricity = Annotated[Estimate, Quantity("ratio", minimum=0.0, maximum=0.9, example="0.001")]


class Elements(Orbit):
    """Mean elements at an epoch; node, perigee and anomaly drift as J2 makes them.

    Equator and equinox of date. Short-period swings (under 10 km), drag, sun and moon are left
    out: good for weeks as a picture of the orbit, not as a prediction of the satellite.
    """

    kind: Literal["elements"]
    epoch: Instant = Field(description="UTC")
    semi_major_axis: Length = Field(description="of the ellipse", examples=["6860 km"])
    eccentricity: Eccentricity = Estimate.exactly(0.0)
    inclination: Angle = Field(description="to the equator", examples=["97.4 deg"])
    ascending_node: Angle = Field(description="right ascension", examples=["120 deg"])
    perigee: Angle = Field(
        default=Estimate.exactly(0.0), description="argument of it, from the ascending node"
    )
    mean_anomaly: Angle = Field(description="at the epoch", examples=["0 deg"])

    @model_validator(mode="after")
    def _stays_up(self) -> Self:
        perigee = self.semi_major_axis.low * (1.0 - self.eccentricity.high) - EARTH_RADIUS
        if perigee < LOWEST:
            why = (
                f"the perigee is down to {perigee / 1e3:.0f} km above the equatorial radius, where "
                "the air ends an orbit within a turn; write a semi-major axis and an eccentricity "
                f"whose perigee is above {LOWEST / 1e3:.0f} km"
            )
            raise PydanticCustomError("perigee", "{why}", {"why": why})
        return self

    def trajectory(self, epoch: datetime, span: float, draws: Draws) -> Kepler:
        """The motion from an epoch on."""
        a, e, i = (draws(f) for f in (self.semi_major_axis, self.eccentricity, self.inclination))
        aged = seconds(self.epoch, epoch)
        node, perigee, anomaly = (rate(a, e, i) for rate in (node_rate, perigee_rate, anomaly_rate))
        moved = (
            draws(self.ascending_node) + node * aged - sidereal_angle(epoch, 0.0),
            draws(self.perigee) + perigee * aged,
            draws(self.mean_anomaly) + anomaly * aged,
        )
        rates = node - SIDEREAL_RATE, perigee, anomaly
        drifting = (part for pair in zip(moved, rates, strict=True) for part in pair)
        return Kepler(*(shared(field) for field in (a, e, i, *drifting)))
