"""A camera on an aircraft: daylight or infrared, and a sky that is clear below it."""

from typing import Any, ClassVar, Literal, NamedTuple

import numpy as np
from pydantic import Field

from noroshi.access.payloads.base import Geometry, Payload, Vessel, View
from noroshi.access.payloads.limits import least, like
from noroshi.world import (
    Angle,
    Draws,
    Duration,
    Estimate,
    Extent,
    Fineness,
    Length,
    Probability,
    section,
)
from noroshi.world.estimate import Floats


class ElectroOpticalParameters(NamedTuple):
    """What one look needs, (draw,) each."""

    farthest: Floats
    sin_lowest_grazing: Floats
    darkest: Floats
    """Least sine of the sun's elevation; below -1 where darkness is no hindrance."""
    resolution: Floats
    probability: Floats


@section("payloads", topic="watch")
class ElectroOptical(Payload):
    """A camera that is turned toward a point; by day, or day and night with infrared.

    Day is from sunrise to sunset. Haze, and what the contrast of a vessel makes of the declared
    probability, are left out.
    """

    needs_clear_sky: ClassVar[bool] = True

    kind: Literal["electro-optical"]
    farthest: Length = Field(description="slant range at which it still sees", examples=["80 km"])
    lowest_grazing: Angle = Field(
        description="least angle between its look and the surface", examples=["12 deg"]
    )
    infrared: bool = Field(default=False, description="whether it sees by night, too")
    field: Extent = Field(
        description="side of one picture at half the farthest range", examples=["2 km"]
    )
    dwell: Duration = Field(description="time for one picture", examples=["45 s"])
    resolution: Fineness = Field(description="at the farthest range", examples=["0.8 m"])
    detection_probability: Probability = Field(
        default=Estimate.exactly(1.0), description="of a vessel in a clear view"
    )

    def parameters(self, draws: Draws) -> ElectroOpticalParameters:
        """The limits, in every draw."""
        return ElectroOpticalParameters(
            farthest=draws(self.farthest),
            sin_lowest_grazing=np.sin(draws(self.lowest_grazing)),
            darkest=np.full(draws.count, -2.0 if self.infrared else 0.0),
            resolution=draws(self.resolution),
            probability=draws(self.detection_probability),
        )

    @staticmethod
    def view(parameters: ElectroOpticalParameters, geometry: Geometry) -> View:
        """In view within range, above the grazing limit, by what light it needs."""
        p, g = parameters, geometry
        margin = least(
            (p.farthest - g.slant_range) / p.farthest,
            g.sin_elevation - p.sin_lowest_grazing,
            g.sin_sun - p.darkest,
        )
        return View(margin, p.resolution * np.maximum(g.slant_range, 1.0) / p.farthest)

    @staticmethod
    def detection(parameters: ElectroOpticalParameters, geometry: Geometry, vessel: Vessel) -> Any:
        """The declared probability, whatever the vessel."""
        return like(like(parameters.probability, geometry.slant_range), vessel.length)

    def interval(self) -> Estimate | None:
        """One picture."""
        return self.dwell

    def sweep_width(self, draws: Draws) -> Floats:
        """None: it is turned from point to point."""
        return np.zeros(draws.count)

    def search_rate(self, draws: Draws, speed: Any) -> Floats:
        """Pictures side by side, one after the other, at whatever speed."""
        return np.asarray(draws(self.field) ** 2 / draws(self.dwell) + 0.0 * speed)
