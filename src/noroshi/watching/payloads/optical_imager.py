"""A camera in orbit: points off nadir, needs daylight and a clear sky."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from noroshi.declared import Angle, Estimate, Length, Quantity
from noroshi.watching.payloads.base import Payload

Tilt = Annotated[Estimate, Quantity("angle", minimum=0.0, maximum=1.5, example="45 deg")]
Fine = Annotated[Estimate, Quantity("length", positive=True, example="0.5 m")]


class OpticalImager(Payload):
    """A camera in orbit that looks off nadir as far as it may, by daylight and a clear sky."""

    needs_clear_sky: ClassVar[bool] = True

    kind: Literal["optical-imager"]
    off_nadir: Tilt = Field(description="farthest that it points from straight down")
    lowest_elevation: Angle = Field(
        default=Estimate.exactly(0.0), description="of the satellite above the point's horizon"
    )
    swath: Length = Field(description="at nadir")
    resolution: Fine = Field(description="ground sample distance at nadir")
    coarsest: Fine | None = Field(default=None, description="resolution that still counts")
    lowest_sun: Angle = Field(
        default=Estimate.exactly(0.17453292519943295), description="elevation of the sun"
    )
