"""An orbit from a two-line element set, by SGP4."""

from datetime import datetime
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError
from sgp4 import io
from sgp4.api import Satrec
from sgp4.earth_gravity import wgs72

from noroshi.declared import Draws, Duration, Estimate
from noroshi.motion.orbits.base import Orbit
from noroshi.motion.orbits.propagated import propagated
from noroshi.motion.sampled import Sampled

_LENGTH: Final = 69


def _lines(lines: tuple[str, str]) -> tuple[str, str]:
    first, second = (line.rstrip() for line in lines)
    for number, line in enumerate((first, second), start=1):
        _check_line(number, line)
    if first[2:7] != second[2:7]:
        raise _wrong(
            f"line 1 is of satellite {first[2:7]} and line 2 of {second[2:7]}; write both lines"
            " of one satellite"
        )
    try:
        io.twoline2rv(first, second, wgs72)
    except ValueError:
        raise _wrong(
            "a number does not stand in its columns; copy both lines again, with their blanks"
        ) from None
    return first, second


def _check_line(number: int, line: str) -> None:
    if not line.startswith(f"{number} "):
        raise _wrong(f"line {number} must begin with '{number} '; write line 1, then line 2")
    if len(line) != _LENGTH or not line.isascii():
        raise _wrong(
            f"line {number} has {len(line)} characters instead of {_LENGTH}; copy it again, with"
            " its blanks"
        )
    wanted = io.compute_checksum(line)
    if line[-1] != str(wanted):
        raise _wrong(
            f"line {number} is corrupt: its last character, the checksum, is {line[-1]} and its"
            f" digits give {wanted}; copy it again from its source"
        )


def _wrong(why: str) -> PydanticCustomError:
    return PydanticCustomError("two_line", "{why}", {"why": why})


class TwoLine(Orbit):
    """A two-line element set, as published; moved on by SGP4."""

    kind: Literal["two-line"]
    lines: Annotated[tuple[str, str], AfterValidator(_lines)]
    oldest: Duration = Field(
        default=Estimate.exactly(14 * 86400.0), description="age beyond which it is refused"
    )

    def trajectory(self, epoch: datetime, span: float, draws: Draws) -> Sampled:
        """The motion from an epoch on; the same in every draw."""
        return propagated(Satrec.twoline2rv(*self.lines), epoch, span, self.oldest.best)
