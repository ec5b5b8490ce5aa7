"""An orbit from an Orbit Mean-elements Message, by SGP4."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError
from sgp4 import omm
from sgp4.api import Satrec

from noroshi.declared import Draws, Duration, Estimate
from noroshi.motion.orbits.base import Orbit
from noroshi.motion.orbits.propagated import propagated
from noroshi.motion.sampled import Sampled

_NEEDED: Final = (
    "EPOCH",
    "MEAN_MOTION",
    "ECCENTRICITY",
    "INCLINATION",
    "RA_OF_ASC_NODE",
    "ARG_OF_PERICENTER",
    "MEAN_ANOMALY",
)
_OTHERWISE: Final = {
    "OBJECT_ID": "",
    "NORAD_CAT_ID": 0,
    "CLASSIFICATION_TYPE": "U",
    "EPHEMERIS_TYPE": 0,
    "ELEMENT_SET_NO": 999,
    "REV_AT_EPOCH": 0,
    "BSTAR": 0.0,
    "MEAN_MOTION_DOT": 0.0,
    "MEAN_MOTION_DDOT": 0.0,
}
_UNREAD: Final = frozenset(
    {"OBJECT_NAME", "CENTER_NAME", "REF_FRAME", "TIME_SYSTEM", "MEAN_ELEMENT_THEORY"}
    | {"CCSDS_OMM_VERS", "COMMENT", "CREATION_DATE", "ORIGINATOR", "MESSAGE_ID"}
)


def _message(fields: Mapping[str, Any]) -> Mapping[str, Any]:
    if missing := [key for key in _NEEDED if key not in fields]:
        raise _wrong(f"the message lacks {', '.join(missing)}; write all of them, as CCSDS does")
    if unknown := [key for key in fields if key not in {*_NEEDED, *_OTHERWISE, *_UNREAD}]:
        raise _wrong(f"the message has unknown keys: {', '.join(unknown)}; remove them")
    for key, wanted in (("REF_FRAME", "TEME"), ("TIME_SYSTEM", "UTC"), ("CENTER_NAME", "EARTH")):
        if str(fields.get(key, wanted)).upper() != wanted:
            raise _wrong(f"{key} is {fields[key]}; only {wanted} is read")
    try:
        _satellite(fields)
    except (ValueError, TypeError) as error:
        raise _wrong(f"the message cannot be read ({error}); write plain numbers") from None
    return fields


def _satellite(fields: Mapping[str, Any]) -> Any:
    """sgp4's record of a message; what SGP4 can do without may be left out."""
    satellite = Satrec()
    epoch = datetime.fromisoformat(str(fields["EPOCH"]).removesuffix("Z"))
    whole = {**_OTHERWISE, **fields, "EPOCH": f"{epoch:%Y-%m-%dT%H:%M:%S.%f}"}
    omm.initialize(satellite, whole)
    return satellite


def _wrong(why: str) -> PydanticCustomError:
    return PydanticCustomError("omm", "{why}", {"why": why})


class MeanElements(Orbit):
    """The same elements as in two lines, by the keys of CCSDS 502.0; moved on by SGP4."""

    kind: Literal["omm"]
    message: Annotated[Mapping[str, str | float | int], AfterValidator(_message)] = Field(
        description="EPOCH (UTC), MEAN_MOTION [revolutions a day], angles in degrees, …"
    )
    oldest: Duration = Field(
        default=Estimate.exactly(14 * 86400.0), description="age beyond which it is refused"
    )

    def trajectory(self, epoch: datetime, span: float, draws: Draws) -> Sampled:
        """The motion from an epoch on; the same in every draw."""
        return propagated(_satellite(self.message), epoch, span, self.oldest.best)
