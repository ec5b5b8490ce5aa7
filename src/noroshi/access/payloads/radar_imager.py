"""A radar in orbit: looks to the side, through cloud and by night."""

from typing import Annotated, Any, ClassVar, Final, Literal, NamedTuple

import numpy as np
from pydantic import Field

from noroshi.access.payloads.base import Geometry, Payload, Vessel, View
from noroshi.access.payloads.limits import complement, least, like, noticed
from noroshi.world import Draws, Estimate, Extent, Fineness, Quantity, section
from noroshi.world.estimate import Floats

Tilt = Annotated[Estimate, Quantity("angle", minimum=0.0, maximum=1.5, example="45 deg")]
_DECLARED_AT: Final = float(np.cos(np.pi / 4.0))
"""Cosine of the grazing angle at which a resolution is declared."""
_STEEPEST: Final = 0.05
"""Cosine of a grazing angle of 87°: beyond it a radar cannot tell ranges on the ground apart."""


class RadarImagerParameters(NamedTuple):
    """What one look needs, (draw,) each."""

    nearest: Floats
    """Across the track, off nadir [rad]."""
    farthest: Floats
    sin_squint: Floats
    """Of the farthest that it looks ahead or back."""
    resolution: Floats


@section("payloads", topic="watch")
class RadarImager(Payload):
    """A synthetic-aperture radar in orbit: between two angles off nadir, to either side.

    The angles are those across the track; along it the radar looks a little ahead and behind, so
    that a point comes into view as it is passed abeam. Signal to noise and shadow behind hills
    are left out, and so are the passes that an orbit's power leaves it no pictures on.
    """

    needs_clear_sky: ClassVar[bool] = False

    kind: Literal["radar-imager"]
    off_nadir_from: Tilt = Field(examples=["18.2 deg"])
    off_nadir_to: Tilt = Field(examples=["48 deg"])
    swath: Extent = Field(examples=["10 km"])
    resolution: Fineness = Field(
        description="along the ground, at a grazing angle of 45 deg", examples=["1 m"]
    )
    squint: Tilt = Field(
        default=Estimate.exactly(np.radians(5.0)),
        description="farthest that it looks ahead or back from abeam",
    )

    def parameters(self, draws: Draws) -> RadarImagerParameters:
        """The limits, in every draw."""
        return RadarImagerParameters(
            nearest=draws(self.off_nadir_from),
            farthest=draws(self.off_nadir_to),
            sin_squint=np.sin(draws(self.squint)),
            resolution=draws(self.resolution),
        )

    @staticmethod
    def view(parameters: RadarImagerParameters, geometry: Geometry) -> View:
        """In view abeam, between the two angles, above the point's horizon.

        A slant cell of δ covers δ / cos(grazing) of level ground.
        """
        p, g = parameters, geometry
        sine = complement(g.cos_off_nadir)
        across = np.arctan2(sine * complement(g.cos_squint), g.cos_off_nadir)
        ahead = sine * g.cos_squint
        margin = least(
            across - p.nearest,
            p.farthest - across,
            p.sin_squint * p.sin_squint - ahead * ahead,
            g.sin_elevation,
        )
        slope = np.maximum(complement(g.sin_elevation), _STEEPEST)
        return View(margin, p.resolution * _DECLARED_AT / slope)

    @staticmethod
    def detection(parameters: RadarImagerParameters, geometry: Geometry, vessel: Vessel) -> Any:
        """By the vessel's length in cells as fine as declared (Johnson).

        The coarser cells of steep looks are left out of it: there ships stand out less from the
        sea, but a nearer one is not held to be harder to find.
        """
        return noticed(vessel.length, like(parameters.resolution, geometry.slant_range))

    def interval(self) -> Estimate | None:
        """A pass is one look."""
        return None

    def sweep_width(self, draws: Draws) -> Floats:
        """The swath."""
        return draws(self.swath)

    def search_rate(self, draws: Draws, speed: Any) -> Floats:
        """The swath, as fast as it moves over the ground."""
        return np.asarray(self.sweep_width(draws) * speed)
