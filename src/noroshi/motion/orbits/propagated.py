"""Motion by SGP4, sampled once and seen from the turning Earth.

SGP4 itself is Vallado's code, from the package sgp4 (Vallado, Crawford, Hujsak & Kelso, Revisiting
Spacetrack Report #3, AIAA 2006-6753), with the WGS 72 constants that published elements are made
with. Its frame, TEME, is turned by Greenwich mean sidereal time. Published elements are good to
about a kilometre at their epoch and lose one to three a day.

Over a period longer than the elements are trusted for, SGP4's drag would bring down what motors
keep up: there it is left out, and the motion is a picture of the orbit, as `Elements` is, and no
prediction of the satellite.
"""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

import numpy as np

from noroshi.earth.clock import DAY, SIDEREAL_RATE, earth_fixed, seconds, sidereal_angle
from noroshi.errors import NoroshiError
from noroshi.motion.orbits.mean import JULIAN_1950, without_drag
from noroshi.motion.sampled_trajectory import SampledTrajectory, sampled_trajectory
from noroshi.world.estimate import Floats

_STEP: Final = 60.0
_SPARE: Final = 2
"""Samples beyond either end."""
_DAY_0: Final = datetime(1949, 12, 31, tzinfo=UTC)


def propagated(
    satellite: Any, label: str, epoch: datetime, span: float, oldest: float
) -> SampledTrajectory:
    """The motion from an epoch on, for a span [s]; refused where it means nothing.

    Args:
        satellite: sgp4's record.
        label: what the satellite is called in messages.
        epoch: UTC; time counts from there.
        span: [s].
        oldest: age of the elements that is borne where the span is nearest to their epoch [s]; if
            the whole span is so near, they are moved on with drag, and else without.
    """
    aged = seconds(elements_epoch(satellite), epoch)
    _refuse_old(satellite, label, aged, span, oldest)
    if not predicted(satellite, epoch, span, oldest):
        satellite = without_drag(satellite)
    count = int(np.ceil(span / _STEP)) + 1 + 2 * _SPARE
    time: Floats = np.asarray((np.arange(count) - _SPARE) * _STEP, dtype=np.float64)
    error, position, velocity = states(satellite, (aged + time) / DAY)
    _refuse_lost(label, error, epoch, time)
    fixed, rate = _earth_fixed(position, velocity, sidereal_angle(epoch, time))
    return sampled_trajectory(float(time[0]), _STEP, fixed, rate)


def predicted(satellite: Any, epoch: datetime, span: float, oldest: float) -> bool:
    """Whether the elements are trusted all through a span, as `propagated` takes it."""
    aged = seconds(elements_epoch(satellite), epoch)
    return max(abs(aged), abs(aged + span)) <= oldest


def elements_epoch(satellite: Any) -> datetime:
    """When the elements were taken."""
    days = satellite.jdsatepoch - JULIAN_1950
    return _DAY_0 + timedelta(days=days) + timedelta(days=satellite.jdsatepochF)


def states(satellite: Any, days: Floats) -> tuple[Any, Floats, Floats]:
    """Status, position [m] and velocity [m/s] in TEME at days after the elements' own epoch.

    Status is SGP4's error code (0 = none), (time,); vectors are (time, 3), NaN where there is one.
    """
    start = np.full(days.shape, satellite.jdsatepoch)
    error, position, velocity = satellite.sgp4_array(start, satellite.jdsatepochF + days)
    valid = (error == 0)[:, None]
    return error, np.where(valid, 1e3 * position, np.nan), np.where(valid, 1e3 * velocity, np.nan)


def _earth_fixed(position: Floats, velocity: Floats, angle: Floats) -> tuple[Floats, Floats]:
    x, y, z = earth_fixed((position[:, 0], position[:, 1], position[:, 2]), angle)
    u, v, w = earth_fixed((velocity[:, 0], velocity[:, 1], velocity[:, 2]), angle)
    rate = u + SIDEREAL_RATE * y, v - SIDEREAL_RATE * x, w
    return np.stack([x, y, z], axis=-1), np.stack(rate, axis=-1)


def _refuse_old(satellite: Any, label: str, aged: float, span: float, oldest: float) -> None:
    """Refuse a span that is nowhere near the elements' epoch."""
    nearest = aged if aged > 0.0 else min(aged + span, 0.0)
    if abs(nearest) <= oldest:
        return
    taken = elements_epoch(satellite)
    at = taken + timedelta(seconds=nearest)
    kept = f"{oldest / DAY:g} days"
    raise NoroshiError(
        f"the elements of satellite {label} are of {taken:%Y-%m-%d},"
        f" {abs(nearest) / DAY:.0f} days {'old' if nearest > 0 else 'ahead'} at {at:%Y-%m-%d}, and"
        f" more than {kept} is not borne; take elements within {kept} of that date, or write"
        f" `oldest: {np.ceil(abs(nearest) / DAY):.0f} days`"
    )


def _refuse_lost(label: str, error: Any, epoch: datetime, time: Floats) -> None:
    lost = np.flatnonzero(error)
    if len(lost):
        from sgp4.api import SGP4_ERRORS

        at = epoch + timedelta(seconds=float(time[lost[0]]))
        raise NoroshiError(
            f"satellite {label} cannot be followed beyond {at:%Y-%m-%d %H:%M}:"
            f" {SGP4_ERRORS[int(error[lost[0]])]}; take other elements, or a shorter time"
        )
