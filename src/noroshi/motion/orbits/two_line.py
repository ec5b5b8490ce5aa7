"""An orbit from a two-line element set, by SGP4."""

from typing import Literal

from pydantic import Field

from noroshi.declared import Duration, Estimate
from noroshi.motion.orbits.base import Orbit


class TwoLine(Orbit):
    """A two-line element set, as published; moved on by SGP4."""

    kind: Literal["two-line"]
    lines: tuple[str, str]
    oldest: Duration = Field(
        default=Estimate.exactly(14 * 86400.0), description="age beyond which it is refused"
    )
