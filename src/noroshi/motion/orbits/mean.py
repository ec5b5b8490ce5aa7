"""Mean elements as SGP4 takes them: which numbers can be an orbit, and what they are refused for.

Two-line sets and messages (OMM) hold the same elements, so that both are held to the same limits.
A mean motion of 0.02 turns a day belongs to an orbit beyond the moon's, one of 18 to a circle below
the ground.
"""

from typing import Any, Final, NamedTuple

from noroshi.motion.orbits.base import LOWEST

_EARTH_RADIUS_WGS72: Final = 6378135.0
JULIAN_1950: Final = 2433281.5
"""Of SGP4's day 0, 31 December 1949."""


class Limits(NamedTuple):
    """What a number of a set may be."""

    low: float
    high: float
    unit: str


_DEGREES: Final = Limits(-360.0, 360.0, "degrees")
LIMITS: Final = {
    "MEAN_MOTION": Limits(0.02, 18.0, "turns a day"),
    "ECCENTRICITY": Limits(0.0, 0.999999, ""),
    "INCLINATION": Limits(0.0, 180.0, "degrees"),
    "RA_OF_ASC_NODE": _DEGREES,
    "ARG_OF_PERICENTER": _DEGREES,
    "MEAN_ANOMALY": _DEGREES,
    "BSTAR": Limits(-10.0, 10.0, "per Earth radius"),
    "MEAN_MOTION_DOT": Limits(-10.0, 10.0, "turns a day, by day"),
    "MEAN_MOTION_DDOT": Limits(-10.0, 10.0, "turns a day, by day and day"),
}
"""By the key that CCSDS 502.0 has for it."""


def out_of_limits(limits: Limits, number: float) -> str | None:
    """Why a number cannot be that element; None = it can."""
    low, high, unit = limits
    if low <= number <= high:
        return None
    of = f" {unit}" if unit else ""
    return f"is {number:g}; an orbit has {low:g} to {high:g}{of} there"


def unmovable(satellite: Any, label: str) -> str | None:
    """Why SGP4 cannot begin with a set whose numbers are within their limits; None = it can."""
    from sgp4.api import SGP4_ERRORS  # only now: records that were read before need none of it

    perigee = satellite.altp * _EARTH_RADIUS_WGS72
    if perigee < LOWEST:
        return (
            f"satellite {label} has decayed, or is about to: by MEAN_MOTION and ECCENTRICITY its"
            f" perigee is {perigee / 1e3:.0f} km high, below {LOWEST / 1e3:.0f} km; write other"
            " elements"
        )
    error, *_ = satellite.sgp4(satellite.jdsatepoch, satellite.jdsatepochF)
    if error:
        return (
            f"SGP4 cannot move satellite {label} ({SGP4_ERRORS[error]}): MEAN_MOTION, ECCENTRICITY"
            " and BSTAR do not go together; write other elements"
        )
    return None


def without_drag(satellite: Any) -> Any:
    """An orbit as if motors kept its height."""
    from sgp4.api import WGS72, Satrec

    copied = Satrec()
    copied.sgp4init(
        WGS72,
        "i",
        0,
        satellite.jdsatepoch - JULIAN_1950 + satellite.jdsatepochF,
        0.0,  # drag, and the two rates of the mean motion, which SGP4 does not read
        0.0,
        0.0,
        satellite.ecco,
        satellite.argpo,
        satellite.inclo,
        satellite.mo,
        satellite.no_kozai,
        satellite.nodeo,
    )
    return copied
