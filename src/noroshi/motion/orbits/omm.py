"""An orbit from an Orbit Mean-elements Message, by SGP4."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from noroshi.motion.orbits.base import Orbit
from noroshi.motion.orbits.mean import LIMITS, out_of_limits, unmovable
from noroshi.motion.orbits.message import epoch, label, number, only_sgp4, unknown
from noroshi.motion.orbits.propagated import predicted, propagated
from noroshi.motion.sampled_trajectory import SampledTrajectory
from noroshi.world import Draws, Duration, Estimate

_OPTIONAL: Final = ("BSTAR", "MEAN_MOTION_DOT", "MEAN_MOTION_DDOT")
_NEEDED: Final = ("EPOCH", *(key for key in LIMITS if key not in _OPTIONAL))
_UNUSED: Final = {
    "OBJECT_ID": "",
    "NORAD_CAT_ID": 0,
    "CLASSIFICATION_TYPE": "U",
    "EPHEMERIS_TYPE": 0,
    "ELEMENT_SET_NO": 0,
    "REV_AT_EPOCH": 0,
}
"""What the package sgp4 wants to be given besides; SGP4 does not read it."""


def _plain(fields: Any) -> Any:
    """Dates, lists and gaps as the readers of files and of JSON make them, as text or left out."""
    if not isinstance(fields, Mapping):
        return fields
    return {key: _scalar(value) for key, value in fields.items() if value is not None}


def _scalar(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    plain = isinstance(value, str | float | int) and not isinstance(value, bool)
    return value if plain else str(value)


def _message(fields: Mapping[str, Any]) -> Mapping[str, Any]:
    only_sgp4(fields)
    if missing := [key for key in _NEEDED if key not in fields]:
        raise _wrong(f"the message lacks {', '.join(missing)}; write all of them, as CCSDS does")
    try:
        label(fields)
        satellite = _satellite(fields)
        why = unmovable(satellite, label(fields))
    except (ValueError, ArithmeticError) as error:
        raise _wrong(str(error)) from None
    if why is not None:
        raise _wrong(why)
    return fields


def _satellite(fields: Mapping[str, Any]) -> Any:
    """sgp4's record of a message; what SGP4 can do without may be left out."""
    from sgp4 import omm
    from sgp4.api import Satrec

    numbers = {key: number(key, fields.get(key, 0.0)) for key in LIMITS}
    for key, value in numbers.items():
        if (why := out_of_limits(LIMITS[key], value)) is not None:
            raise ValueError(f"{key} {why}")
    satellite = Satrec()
    taken = f"{epoch(fields['EPOCH']):%Y-%m-%dT%H:%M:%S.%f}"
    omm.initialize(satellite, {**_UNUSED, **numbers, "EPOCH": taken})
    return satellite


def _wrong(why: str) -> PydanticCustomError:
    return PydanticCustomError("omm", "{why}", {"why": why})


class MeanElements(Orbit):
    """The elements of an orbit message, by the keys of CCSDS 502.0; moved on by SGP4.

    An `EPOCH` with an offset from UTC is turned into UTC; without one it is UTC.
    """

    kind: Literal["omm"]
    message: Annotated[
        Mapping[str, str | float | int], BeforeValidator(_plain), AfterValidator(_message)
    ] = Field(description="EPOCH (UTC), MEAN_MOTION [revolutions a day], angles in degrees, …")
    oldest: Duration = Field(
        default=Estimate.exactly(14 * 86400.0),
        description="before or after its EPOCH by more than this the set is not used; a longer"
        " period takes it as a picture of the orbit, whose height is kept",
    )

    def trajectory(self, epoch: datetime, span: float, draws: Draws) -> SampledTrajectory:
        """The motion from an epoch on; the same in every draw."""
        satellite = _satellite(self.message)
        return propagated(satellite, label(self.message), epoch, span, self.oldest.best)

    def predicts(self, epoch: datetime, span: float) -> bool:
        """Whether the motion is that of the satellite and not only a picture of its orbit."""
        return predicted(_satellite(self.message), epoch, span, self.oldest.best)

    def remarks(self) -> tuple[str, ...]:
        """Keys that CCSDS does not have: they may be misspelt."""
        if not (odd := unknown(self.message)):
            return ()
        keys = f"the key {odd[0]}" if len(odd) == 1 else f"the keys {', '.join(odd)}"
        return (f"{keys} of the message {'is' if len(odd) == 1 else 'are'} not read",)
