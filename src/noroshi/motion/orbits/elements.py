"""An orbit from mean elements with the secular effect of J2."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from noroshi.declared import Angle, Estimate, Length, Quantity
from noroshi.motion.orbits.base import Orbit

Eccentricity = Annotated[Estimate, Quantity("ratio", minimum=0.0, maximum=0.9, example="0.001")]


class Elements(Orbit):
    """Mean elements at an epoch; node, perigee and anomaly drift as J2 makes them."""

    kind: Literal["elements"]
    epoch: datetime = Field(description="UTC")
    semi_major_axis: Length
    eccentricity: Eccentricity = Estimate.exactly(0.0)
    inclination: Angle
    ascending_node: Angle = Field(description="right ascension")
    perigee: Angle = Estimate.exactly(0.0)
    mean_anomaly: Angle
