"""Between the calendar, the turning Earth and local solar time.

Times are seconds after an epoch (UTC). Leap seconds are not counted, and UT1 is taken as UTC: the
two differ by less than 0.9 s, by which the Earth turns less than 14 arcseconds.
"""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

import numpy as np

from noroshi.earth.ellipsoid import Elementwise, Vector
from noroshi.earth.turn import cos_sin

DAY: Final = 86400.0
"""A mean solar day [s]."""
SIDEREAL_RATIO: Final = 1.00273790935
"""Turns of the Earth to the stars in one mean solar day (Aoki et al. 1982, to 11 digits)."""
MEAN_SUN_RATE: Final = 2.0 * np.pi * (SIDEREAL_RATIO - 1.0) / DAY
"""How fast the mean sun moves eastward among the stars [rad/s]."""
SIDEREAL_RATE: Final = 2.0 * np.pi * SIDEREAL_RATIO / DAY
"""How fast the Earth turns to the equinox [rad/s]."""
_J2000: Final = datetime(2000, 1, 1, 12, tzinfo=UTC)


def seconds(epoch: datetime, moment: datetime) -> float:
    """Seconds from an epoch to a moment; both need a time zone."""
    return (moment - epoch).total_seconds()


def moment(epoch: datetime, time: float) -> datetime:
    """The moment that many seconds after an epoch."""
    return epoch + timedelta(seconds=float(time))


def days_after_2000(epoch: datetime, time: Elementwise | float) -> Any:
    """Days after 1 January 2000, 12:00, elementwise."""
    return seconds(_J2000, epoch) / DAY + time / DAY


def sidereal_angle(epoch: datetime, time: Elementwise | float) -> Any:
    """Greenwich mean sidereal time [rad], elementwise, with UT1 = UTC.

    Source: Aoki et al., A&A 105 (1982) 359 (IAU 1982); Vallado, Fundamentals of Astrodynamics and
    Applications, 4th ed., eq. 3-45.
    """
    return sidereal_angle_on(days_after_2000(epoch, time))


def sidereal_angle_on(days: Any) -> Any:
    """As `sidereal_angle`, so many days after 1 January 2000, 12:00; a number or an array."""
    century = days / 36525.0
    slow = 67310.54841 + century * (8640184.812866 + century * (0.093104 - 6.2e-6 * century))
    # The whole turns of the days are taken off first: they cost the sum five digits.
    return 2.0 * np.pi * ((days % 1.0) + slow / DAY)


def earth_fixed(inertial: Vector, angle: Elementwise) -> Vector:
    """Earth-fixed components of a vector in equator and equinox of date (TEME for SGP4).

    Polar motion, under 20 m at the surface, is left out.
    """
    cosine, sine = cos_sin(angle)
    x, y, z = inertial
    return cosine * x + sine * y, cosine * y - sine * x, z


def local_solar_time(epoch: datetime, time: Elementwise | float, lon: Elementwise | float) -> Any:
    """Mean solar time of day [s, 0 to 86400] at a longitude [rad], elementwise."""
    start = epoch.astimezone(UTC)
    midnight = datetime(start.year, start.month, start.day, tzinfo=UTC)
    return (seconds(midnight, epoch) + time + lon / (2.0 * np.pi) * DAY) % DAY
