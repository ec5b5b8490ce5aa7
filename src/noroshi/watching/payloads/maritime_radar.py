"""A radar that looks for ships: horizon, size of the ship, and the sea's own echo."""

from typing import ClassVar, Literal

from pydantic import Field

from noroshi.declared import Angle, Area, Duration, Length, Ratio
from noroshi.watching.payloads.base import Payload


class MaritimeRadar(Payload):
    """A surface-search radar: range against a ship of known size, less a margin for sea clutter."""

    needs_clear_sky: ClassVar[bool] = False

    kind: Literal["maritime-radar"]
    range: Length = Field(description="at which the reference ship is seen half of the looks")
    cross_section: Area = Field(description="of the reference ship")
    clutter_margin: Ratio = Field(description="signal lost to a rough sea")
    antenna_height: Length
    lowest_grazing: Angle
    scan: Duration = Field(description="from one look at a ship to the next")
    resolution: Length
