"""A drone's radar: strip, spot and moving-target modes over an annulus beside or around it."""

from typing import ClassVar, Literal

from pydantic import Field

from noroshi.declared import Angle, Duration, Estimate, Length, Probability, Speed
from noroshi.watching.payloads.base import Payload


class SurveillanceRadar(Payload):
    """An airborne radar over the ground: range annulus, grazing limit, and one of three modes."""

    needs_clear_sky: ClassVar[bool] = False

    kind: Literal["surveillance-radar"]
    mode: Literal["strip", "spot", "moving-target"]
    nearest: Length = Field(description="ground range at which it begins to see")
    farthest: Length
    lowest_grazing: Angle
    sector: Angle = Field(description="breadth in bearing, abeam on either side")
    swath: Length = Field(default=Estimate.exactly(0.0), description="width of the strip")
    spot: Length = Field(default=Estimate.exactly(0.0), description="side of one spot image")
    dwell: Duration = Field(description="time for one spot, or from one scan to the next")
    resolution: Length
    slowest: Speed = Field(
        default=Estimate.exactly(0.0), description="of a target that still shows as moving"
    )
    detection_probability: Probability = Field(
        default=Estimate.exactly(1.0), description="of one look at a target within the limits"
    )
