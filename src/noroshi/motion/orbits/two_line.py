"""An orbit from a two-line element set, by SGP4."""

import re
from datetime import datetime
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from noroshi.motion.orbits.base import Orbit
from noroshi.motion.orbits.mean import LIMITS, Limits, out_of_limits, unmovable
from noroshi.motion.orbits.propagated import predicted, propagated
from noroshi.motion.sampled_trajectory import SampledTrajectory
from noroshi.world import Draws, Duration, Estimate

_LENGTH: Final = 69
_CHARACTERS: Final = re.compile(r"[0-9A-Za-z .+-]*")
_PLACES: Final = {
    "EPOCH": "line 1, columns 21 to 32",
    "MEAN_MOTION_DOT": "line 1, columns 34 to 43",
    "MEAN_MOTION_DDOT": "line 1, columns 45 to 52",
    "BSTAR": "line 1, columns 54 to 61",
    "INCLINATION": "line 2, columns 9 to 16",
    "RA_OF_ASC_NODE": "line 2, columns 18 to 25",
    "ECCENTRICITY": "line 2, columns 27 to 33",
    "ARG_OF_PERICENTER": "line 2, columns 35 to 42",
    "MEAN_ANOMALY": "line 2, columns 44 to 51",
    "MEAN_MOTION": "line 2, columns 53 to 63",
}
_BLANKS: Final = (8, 17, 32, 43, 52, 61, 63), (7, 16, 25, 33, 42, 51)
_POINTS: Final = (23, 34), (11, 20, 37, 46)
"""Where each line has a blank and a point, counted from 0."""
_LIMITS: Final = {**LIMITS, "EPOCH": Limits(1.0, 367.0, "days")}
_SGP4: Final = "02 "
"""What the column for the theory holds where it is SGP4's; 4 is SGP4-XP."""


def _lines(lines: tuple[str, str]) -> tuple[str, str]:
    first, second = (line.rstrip() for line in lines)
    for number, line in enumerate((first, second), start=1):
        _check_line(number, line)
    if first[62] not in _SGP4:
        raise _wrong(
            f"line 1 is of the ephemeris type {first[62]} (column 63), which SGP4 must not move;"
            " write a set of type 0"
        )
    if first[2:7] != second[2:7]:
        raise _wrong(
            f"line 1 is of satellite {first[2:7]} and line 2 of {second[2:7]}; write both lines"
            " of one satellite"
        )
    for key, value in _numbers(first, second).items():
        if (outside := out_of_limits(_LIMITS[key], value)) is not None:
            raise _wrong(f"{key} ({_PLACES[key]}) {outside}; copy both lines again")
    if (why := unmovable(_satellite(first, second), _label(first))) is not None:
        raise _wrong(why)
    return first, second


def _satellite(first: str, second: str) -> Any:
    """sgp4's record of two lines."""
    from sgp4.api import Satrec

    return Satrec.twoline2rv(first, second)


def _label(first: str) -> str:
    """The catalogue number, or in "alpha-5" a letter for its first two digits."""
    return first[2:7].strip()


def _numbers(first: str, second: str) -> dict[str, float]:
    """The elements by the keys that messages have for them."""
    try:
        _refuse_shifted(first, second)
        int(first[18:20])
        return {
            "EPOCH": float(first[20:32]),
            "MEAN_MOTION_DOT": float(first[33:43]),
            "MEAN_MOTION_DDOT": _exponential(first[44:52]),
            "BSTAR": _exponential(first[53:61]),
            "INCLINATION": float(second[8:16]),
            "RA_OF_ASC_NODE": float(second[17:25]),
            "ECCENTRICITY": float(f"0.{second[26:33].replace(' ', '0')}"),
            "ARG_OF_PERICENTER": float(second[34:42]),
            "MEAN_ANOMALY": float(second[43:51]),
            "MEAN_MOTION": float(second[52:63]),
        }
    except ValueError:
        raise _wrong(
            "a number does not stand in its columns; copy both lines again, with their blanks"
        ) from None


def _refuse_shifted(*lines: str) -> None:
    for line, blanks, points in zip(lines, _BLANKS, _POINTS, strict=True):
        if any(line[i] != " " for i in blanks) or any(line[i] != "." for i in points):
            raise ValueError("columns")


def _exponential(field: str) -> float:
    """Sign, digits behind a point that is not written, and a power of ten: " 12345-4"."""
    return float(f"{field[0]}.{field[1:6]}") * 10.0 ** int(field[6:8])


def _check_line(number: int, line: str) -> None:
    if not line.startswith(f"{number} "):
        raise _wrong(f"line {number} must begin with '{number} '; write line 1, then line 2")
    if odd := _CHARACTERS.sub("", line):
        raise _wrong(
            f"line {number} holds '{odd[0]}', which no set has; copy it again from its source"
        )
    if len(line) != _LENGTH:
        raise _wrong(
            f"line {number} has {len(line)} characters instead of {_LENGTH}; copy it again, with"
            " its blanks"
        )
    from sgp4 import io  # only now: lines that were read before are not read again

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
    lines: Annotated[tuple[str, str], AfterValidator(_lines)] = Field(
        description="both lines of a set, as published"
    )
    oldest: Duration = Field(
        default=Estimate.exactly(14 * 86400.0),
        description="before or after its epoch by more than this the set is not used; a longer"
        " period takes it as a picture of the orbit, whose height is kept",
    )

    def trajectory(self, epoch: datetime, span: float, draws: Draws) -> SampledTrajectory:
        """The motion from an epoch on; the same in every draw."""
        satellite = _satellite(*self.lines)
        return propagated(satellite, _label(self.lines[0]), epoch, span, self.oldest.best)

    def predicts(self, epoch: datetime, span: float) -> bool:
        """Whether the motion is that of the satellite and not only a picture of its orbit."""
        return predicted(_satellite(*self.lines), epoch, span, self.oldest.best)
