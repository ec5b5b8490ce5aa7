"""What the keys of an Orbit Mean-elements Message (CCSDS 502.0) mean, one by one."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from pydantic_core import PydanticCustomError

from noroshi.motion.orbits.mean import LIMITS

_ONLY: Final[Mapping[str, tuple[str, ...]]] = {
    "MEAN_ELEMENT_THEORY": ("SGP4", "SGP/SGP4", "SGP4/SDP4", "SDP4"),
    "EPHEMERIS_TYPE": ("0", "2"),
    "REF_FRAME": ("TEME", "TEMEOFDATE"),
    "TIME_SYSTEM": ("UTC",),
    "CENTER_NAME": ("EARTH",),
}
"""What SGP4 may be given. Type 4 is SGP4-XP, whose elements SGP4 moves wrongly."""
_OF_XP: Final = ("BTERM", "AGOM")
_CCSDS: Final = (
    "CCSDS_OMM_VERS COMMENT CLASSIFICATION CREATION_DATE ORIGINATOR MESSAGE_ID OBJECT_NAME"
    " OBJECT_ID NORAD_CAT_ID CLASSIFICATION_TYPE ELEMENT_SET_NO REV_AT_EPOCH REF_FRAME_EPOCH"
    " SEMI_MAJOR_AXIS GM MASS SOLAR_RAD_AREA SOLAR_RAD_COEFF DRAG_AREA DRAG_COEFF COV_REF_FRAME"
)
_SPACE_TRACK: Final = (
    "SEMIMAJOR_AXIS PERIOD APOAPSIS PERIAPSIS OBJECT_TYPE RCS_SIZE COUNTRY_CODE LAUNCH_DATE SITE"
    " DECAY_DATE FILE GP_ID TLE_LINE0 TLE_LINE1 TLE_LINE2"
)
_UNREAD: Final = frozenset(f"{_CCSDS} {_SPACE_TRACK}".split())
"""Keys that are known, and that SGP4 does not need."""
_SET_OF_KEYS: Final = re.compile(r"USER_DEFINED_\w+|C[XYZ](_DOT)?_[XYZ](_DOT)?")
_NUMBER: Final = re.compile(r"[+-]?(\.\d+|\d+(\.\d*)?)([eE][+-]?\d{1,3})?", re.ASCII)
_LABEL: Final = re.compile(r"\d{1,9}|[A-HJ-NP-Z]\d{4}", re.ASCII)
"""A catalogue number, or "alpha-5": a letter that is not I or O for the first two digits."""
_DAY_OF_YEAR: Final = re.compile(r"(\d{4})-(\d{3})(?!\d)(.*)")
_FIRST_YEAR, _LAST_YEAR = 1957, 2100


def only_sgp4(fields: Mapping[str, Any]) -> None:
    """Refuse what SGP4 must not move: elements of another theory, frame, time or body."""
    for key, wanted in _ONLY.items():
        # A type that was written as a number may come as 0.0.
        found = re.sub(r"\.0$", "", str(fields.get(key, wanted[0])).strip().upper())
        if found not in wanted:
            raise _wrong(
                f"{key} is {fields[key]}; only {' or '.join(wanted)} is read, and moved on by SGP4"
            )
    for key in _OF_XP:
        if key in fields:
            raise _wrong(f"{key} belongs to SGP4-XP; write elements for SGP4, with BSTAR")


def number(key: str, value: Any) -> float:
    """The number that stands under a key.

    Raises:
        ValueError: it is none, or not finite.
    """
    plain = not isinstance(value, bool) and _NUMBER.fullmatch(str(value).strip())
    if not plain:
        unit = LIMITS[key].unit
        how = f" of {unit}, without the unit" if unit else ""
        raise ValueError(f"{key} is '{value}', and cannot be read; write a plain number{how}")
    return float(str(value))


def label(fields: Mapping[str, Any]) -> str:
    """What the satellite is called in messages: its catalogue number, or else a name.

    Raises:
        ValueError: the catalogue number is none.
    """
    if "NORAD_CAT_ID" not in fields:
        return str(fields.get("OBJECT_ID") or fields.get("OBJECT_NAME") or "of the message")
    given = str(fields["NORAD_CAT_ID"]).strip()
    if not _LABEL.fullmatch(given):
        raise ValueError(
            f"NORAD_CAT_ID is '{given}'; write up to nine digits, or a letter and four digits,"
            " or leave it out"
        )
    return given


def epoch(value: Any) -> datetime:
    """When the elements were taken, UTC; with a calendar date or a day of the year.

    Raises:
        ValueError: it is no date and time, or not of the time of satellites.
    """
    text = str(value).strip()
    try:
        taken = datetime.fromisoformat(_calendar(text))
        taken = taken.replace(tzinfo=UTC) if taken.tzinfo is None else taken.astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError(
            f"EPOCH is '{text}', and cannot be read; write e.g. 2014-12-31T12:00:00 or"
            " 2014-365T12:00:00 (UTC)"
        ) from None
    if not _FIRST_YEAR <= taken.year <= _LAST_YEAR:
        raise ValueError(
            f"EPOCH is in the year {taken.year}; write one of {_FIRST_YEAR} to {_LAST_YEAR}"
        )
    return taken


def _calendar(text: str) -> str:
    """A day of the year as a calendar date; everything else as it stands."""
    found = _DAY_OF_YEAR.fullmatch(text)
    if found is None:
        return text
    year, day, rest = int(found[1]), int(found[2]), found[3]
    date = datetime(year, 1, 1) + timedelta(days=day - 1)
    if date.year != year:
        raise ValueError(f"{year} has no day {day}")
    return f"{date:%Y-%m-%d}{rest}"


def unknown(keys: Iterable[str]) -> tuple[str, ...]:
    """Those keys that neither CCSDS nor Space-Track has."""
    known = {"EPOCH", *LIMITS, *_ONLY, *_UNREAD}
    return tuple(k for k in keys if k not in known and not _SET_OF_KEYS.fullmatch(k))


def _wrong(why: str) -> PydanticCustomError:
    return PydanticCustomError("omm", "{why}", {"why": why})
