"""A circular orbit whose plane keeps its angle to the sun, from altitude and local time."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from noroshi.declared import Angle, Duration, Estimate, Length
from noroshi.motion.orbits.base import Orbit

_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def _clock(text: str) -> str:
    if not _CLOCK.fullmatch(text):
        raise PydanticCustomError(
            "clock", "'{text}' is no time of day; write e.g. '10:30'", {"text": text}
        )
    return text


class SunSynchronous(Orbit):
    """A circular orbit whose plane turns with the sun: altitude and local time fix it but phase."""

    kind: Literal["sun-synchronous"]
    altitude: Length = Field(description="above the equatorial radius")
    node: Literal["descending", "ascending"] = "descending"
    local_time: Annotated[str, AfterValidator(_clock)] = Field(
        description="mean solar, at the node"
    )
    local_time_error: Duration = Field(
        default=Estimate.exactly(0.0), description="drawn evenly to either side"
    )
    phase: Angle = Field(
        default=Estimate(0.0, 3.141592653589793, 6.283185307179586, kind="angle"),
        description="along the orbit from the ascending node at the epoch; unknown by default",
    )
    ahead: Angle = Field(default=Estimate.exactly(0.0), description="added to the phase")
