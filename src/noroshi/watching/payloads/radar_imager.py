"""A radar in orbit: looks to the side, through cloud and by night."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from noroshi.declared import Estimate, Length, Quantity
from noroshi.watching.payloads.base import Payload

Tilt = Annotated[Estimate, Quantity("angle", minimum=0.0, maximum=1.5, example="45 deg")]


class RadarImager(Payload):
    """A synthetic-aperture radar in orbit: between two angles off nadir, to one side or both."""

    needs_clear_sky: ClassVar[bool] = False

    kind: Literal["radar-imager"]
    off_nadir_from: Tilt
    off_nadir_to: Tilt
    swath: Length
    resolution: Length = Field(description="along the ground")
