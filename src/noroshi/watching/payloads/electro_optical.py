"""A camera on an aircraft or ship: daylight or infrared, and a sky that is clear below it."""

from typing import ClassVar, Literal

from pydantic import Field

from noroshi.declared import Angle, Duration, Estimate, Length, Probability
from noroshi.watching.payloads.base import Payload


class ElectroOptical(Payload):
    """A camera that is turned toward a point; by day, or day and night with infrared."""

    needs_clear_sky: ClassVar[bool] = True

    kind: Literal["electro-optical"]
    farthest: Length = Field(description="slant range at which it still sees")
    lowest_grazing: Angle
    infrared: bool = Field(default=False, description="whether it sees by night, too")
    field: Length = Field(description="side of one picture at half the farthest range")
    dwell: Duration = Field(description="time for one picture")
    resolution: Length = Field(description="at the farthest range")
    detection_probability: Probability = Estimate.exactly(1.0)
