"""Where the sun stands."""

from datetime import datetime
from typing import Any, Final

import numpy as np

from noroshi.earth.clock import DAY, days_after_2000, earth_fixed, sidereal_angle_on
from noroshi.earth.ellipsoid import Vector
from noroshi.earth.turn import cos_sin

_DEGREE: Final = np.pi / 180.0


def sun(epoch: datetime, time: Any) -> Vector:
    """Earth-fixed unit vector toward the sun, each component of `time`'s shape.

    Args:
        epoch: UTC, with a time zone.
        time: seconds after the epoch; NumPy's or JAX's array of any shape.

    Good to 0.01° from 1950 to 2050. The sun's parallax (0.002°) and the refraction of its light
    (0.5° at the horizon) are left out.
    Source: The Astronomical Almanac, section C, low-precision formulas for the sun.
    """
    return sun_from(days_after_2000(epoch, 0.0), time)


def sun_from(start: float, time: Any) -> Vector:
    """As `sun`, from an epoch so many days after 1 January 2000, 12:00; a number or an array."""
    days = start + time / DAY
    cosine, sine = cos_sin(_DEGREE * (357.528 + 0.9856003 * days))
    centre = 1.915 * sine + 0.020 * 2.0 * sine * cosine
    ahead, aside = cos_sin(_DEGREE * (280.460 + 0.9856474 * days + centre))
    # The tilt of the axis changes by a tenth of a second of arc in two months.
    tilt = _DEGREE * (23.439 - 4e-7 * start)
    inertial = ahead, np.cos(tilt) * aside, np.sin(tilt) * aside
    return earth_fixed(inertial, sidereal_angle_on(days))
