"""A camera in orbit: points off nadir, needs daylight and a clear sky."""

from typing import Annotated, Any, ClassVar, Literal, NamedTuple

import numpy as np
from pydantic import Field

from noroshi.access.payloads.base import Geometry, Payload, Vessel, View
from noroshi.access.payloads.limits import complement, least, noticed, oblique
from noroshi.world import Angle, Draws, Estimate, Extent, Quantity, section
from noroshi.world.estimate import Floats

Tilt = Annotated[Estimate, Quantity("angle", minimum=0.0, maximum=1.5, example="45 deg")]
Fine = Annotated[Estimate, Quantity("length", positive=True, maximum=100e3, example="0.5 m")]


class OpticalParameters(NamedTuple):
    """What one look needs, (draw,) each."""

    cos_off_nadir: Floats
    sin_lowest_elevation: Floats
    half_swath: Floats
    resolution: Floats
    coarsest: Floats
    """Infinite where none is declared."""
    sin_lowest_sun: Floats


@section("payloads", topic="watch")
class OpticalImager(Payload):
    """A camera in orbit that looks off nadir as far as it may, by daylight and a clear sky.

    It points up to `off_nadir` away from straight down, and its picture reaches half a swath
    beyond: a camera that cannot be turned has `off_nadir: 0 deg` and lives from its swath. That a
    pass leaves time for a few pictures only, and that customers queue for them, is left out.

    With IFOV = resolution / height, a sample is r·IFOV wide across the line of sight and
    r·IFOV / sin(elevation) along it on the ground; the geometric mean is taken, as image quality
    equations do (Leachtenauer et al., Applied Optics 36 (1997) 8322).
    """

    needs_clear_sky: ClassVar[bool] = True

    kind: Literal["optical-imager"]
    off_nadir: Tilt = Field(
        description="farthest that it points from straight down", examples=["45 deg"]
    )
    lowest_elevation: Angle = Field(
        default=Estimate.exactly(0.0), description="of the satellite above the point's horizon"
    )
    swath: Extent = Field(description="at nadir", examples=["12 km"])
    resolution: Fine = Field(description="ground sample distance at nadir", examples=["0.70 m"])
    coarsest: Fine | None = Field(default=None, description="resolution that still counts")
    lowest_sun: Angle = Field(
        default=Estimate.exactly(0.17453292519943295), description="elevation of the sun"
    )

    def parameters(self, draws: Draws) -> OpticalParameters:
        """The limits, in every draw."""
        unlimited = np.full(draws.count, np.inf)
        return OpticalParameters(
            cos_off_nadir=np.cos(draws(self.off_nadir)),
            sin_lowest_elevation=np.sin(np.maximum(draws(self.lowest_elevation), 0.0)),
            half_swath=0.5 * draws(self.swath),
            resolution=draws(self.resolution),
            coarsest=unlimited if self.coarsest is None else draws(self.coarsest),
            sin_lowest_sun=np.sin(draws(self.lowest_sun)),
        )

    @staticmethod
    def view(parameters: OpticalParameters, geometry: Geometry) -> View:
        """In view within the limits of off-nadir angle, elevation, sun and resolution."""
        p, g = parameters, geometry
        resolution = _resolution(p, g)
        # Of the angle that the tilt and half the swath make together.
        swath = p.half_swath / g.height
        farthest = p.cos_off_nadir - complement(p.cos_off_nadir) * swath
        margin = least(
            g.cos_off_nadir - farthest / np.sqrt(1.0 + swath * swath),
            g.sin_elevation - p.sin_lowest_elevation,
            g.sin_sun - p.sin_lowest_sun,
            p.coarsest / resolution - 1.0,
        )
        return View(margin, resolution)

    @staticmethod
    def detection(parameters: OpticalParameters, geometry: Geometry, vessel: Vessel) -> Any:
        """By the vessel's length on the picture (Johnson)."""
        return noticed(vessel.length, _resolution(parameters, geometry))

    def interval(self) -> Estimate | None:
        """A pass is one look."""
        return None

    def sweep_width(self, draws: Draws) -> Floats:
        """The swath at nadir."""
        return draws(self.swath)

    def search_rate(self, draws: Draws, speed: Any) -> Floats:
        """The swath, as fast as it moves over the ground."""
        return np.asarray(self.sweep_width(draws) * speed)


def _resolution(p: OpticalParameters, g: Geometry) -> Any:
    """[m]."""
    return p.resolution * g.slant_range / (g.height * np.sqrt(oblique(g.sin_elevation)))
