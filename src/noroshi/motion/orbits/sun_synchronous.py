"""A circular orbit whose plane keeps its angle to the sun, from altitude and local time."""

import re
from dataclasses import replace
from datetime import datetime
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from noroshi.constants import EARTH_GM, EARTH_RADIUS
from noroshi.earth.clock import DAY, MEAN_SUN_RATE, local_solar_time
from noroshi.motion.circular import Circular, shared
from noroshi.motion.orbits.base import LOWEST, Orbit
from noroshi.motion.orbits.drift import latitude_rate, mean_motion, node_rate
from noroshi.world import Angle, Draws, Duration, Estimate, Length, Record
from noroshi.world.estimate import Floats

_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_TURN = 2.0 * np.pi
# At 5,974 km even a retrograde equatorial orbit's node no longer keeps up with the sun.
_HIGHEST = 5_950e3


def _clock(text: str) -> str:
    if not _CLOCK.fullmatch(text):
        raise PydanticCustomError(
            "clock", "'{text}' is no time of day; write e.g. '10:30'", {"text": text}
        )
    return text


def _up_to(error: Estimate) -> Estimate:
    """A bare number is a bound: anything up to it is as likely."""
    return replace(error, low=0.0, best=0.5 * error.high) if error.certain else error


class Repeat(Record):
    """A ground track that closes after whole revolutions and whole days."""

    revolutions: Annotated[int, Field(ge=1)] = Field(description="after so many")
    days: Annotated[int, Field(ge=1)] = Field(description="in so many")


class SunSynchronous(Orbit):
    """A circular orbit whose plane turns with the sun: altitude and local time fix it but phase.

    Its radius is constant: the short-period swing by J2, under 10 km, is left out, and so is drag.
    """

    kind: Literal["sun-synchronous"]
    altitude: Length | None = Field(default=None, description="above the equatorial radius")
    repeat: Repeat | None = Field(
        default=None, description="in place of the altitude: after how much the track repeats"
    )
    node: Literal["descending", "ascending"] = Field(
        default="descending",
        description="whether it crosses the equator northward or southward at the local time",
    )
    local_time: Annotated[str, AfterValidator(_clock)] = Field(
        description="mean solar, at the node", examples=["10:30"]
    )
    local_time_error: Annotated[Duration, AfterValidator(_up_to)] = Field(
        default=Estimate.exactly(0.0),
        description="how far the local time may be off, early or late; one number means up to that",
    )
    phase: Angle = Field(
        default=Estimate(0.0, 3.141592653589793, 6.283185307179586, kind="angle"),
        description="along the orbit from the ascending node at the epoch; unknown by default",
    )
    ahead: Angle = Field(default=Estimate.exactly(0.0), description="added to the phase")

    @model_validator(mode="after")
    def _one_size(self) -> "SunSynchronous":
        if (self.altitude is None) == (self.repeat is None):
            raise PydanticCustomError(
                "size",
                "the orbit's size is needed once; write e.g. 'altitude: 500 km',"
                " or 'repeat: {revolutions: 233, days: 16}'",
            )
        low, high = self._heights()
        if low < LOWEST or high > _HIGHEST:
            raise PydanticCustomError("altitude", "{why}", {"why": _unkept(low, high)})
        return self

    def trajectory(self, epoch: datetime, span: float, draws: Draws) -> Circular:
        """The motion from an epoch on; a plane that follows the sun does not age."""
        radius = self._radius(draws)
        inclination = sun_synchronous_inclination(radius)
        # At Greenwich's own solar time the node would stand over Greenwich.
        offset = self._node_time(draws) - local_solar_time(epoch, 0.0, 0.0)
        return Circular(
            radius=shared(radius),
            inclination=shared(inclination),
            node=shared(offset / DAY * _TURN),
            node_rate=np.array([-_TURN / DAY]),
            phase=shared(draws(self.phase) + draws(self.ahead)),
            phase_rate=shared(latitude_rate(radius, inclination)),
        )

    def _radius(self, draws: Draws) -> Floats:
        if self.repeat is not None:
            return np.full(draws.count, repeating_radius(self.repeat.revolutions, self.repeat.days))
        assert self.altitude is not None
        altitude = draws(self.altitude)
        return EARTH_RADIUS + altitude

    def _heights(self) -> tuple[float, float]:
        """Least and greatest height above the equatorial radius [m]."""
        if self.altitude is not None:
            return self.altitude.low, self.altitude.high
        assert self.repeat is not None
        with np.errstate(invalid="ignore"):
            height = repeating_radius(self.repeat.revolutions, self.repeat.days) - EARTH_RADIUS
        # NaN where no inclination turns the plane with the sun: far too high.
        return (height, height) if np.isfinite(height) else (np.inf, np.inf)

    def _node_time(self, draws: Draws) -> Floats:
        """Mean solar time at the ascending node [s]."""
        hours, minutes = map(int, self.local_time.split(":"))
        opposite = 0.5 * DAY if self.node == "descending" else 0.0
        return (
            hours * 3600.0
            + minutes * 60.0
            + opposite
            + _early_or_late(self.local_time_error, draws)
        )


def _unkept(low: float, high: float) -> str:
    return (
        f"no sun-synchronous orbit is kept at {low / 1e3:.0f} to {high / 1e3:.0f} km; write an "
        f"altitude between {LOWEST / 1e3:.0f} km and {_HIGHEST / 1e3:.0f} km"
    )


def _early_or_late(error: Estimate, draws: Draws) -> Floats:
    """Half the draws are early by the error, half late; none is off at the best values."""
    if error.certain:
        return np.zeros(draws.count)
    side = 2.0 * draws.points[error.dimension] - 1.0
    return np.asarray(np.sign(side) * error.quantile(np.abs(side)))


def sun_synchronous_inclination(radius: Any) -> Any:
    """Inclination [rad] at which the node of a circular orbit moves as the mean sun does."""
    return np.arccos(MEAN_SUN_RATE / node_rate(radius, 0.0, 0.0))


def repeating_radius(revolutions: int, days: int) -> float:
    """Radius [m] at which a sun-synchronous orbit closes its track after whole revolutions.

    Seen from a plane that follows the sun the Earth turns once a day, so the nodal period is
    days / revolutions exactly.
    """
    wanted = _TURN * revolutions / (days * DAY)
    radius = (EARTH_GM / wanted**2) ** (1.0 / 3.0)
    for _ in range(20):  # each round leaves a hundredth of the error
        faster = latitude_rate(radius, sun_synchronous_inclination(radius)) / mean_motion(radius)
        radius = (EARTH_GM / (wanted / faster) ** 2) ** (1.0 / 3.0)
    return float(radius)
