"""The numbers that say when a place can be imaged and how long it works unseen, as records."""

from dataclasses import dataclass

from noroshi.measures import Driver, Interval

DAYS = 3
"""Of the activity that the answer in words is about."""
WITHIN = (1, 3, 7)
"""Days within which a first image is asked for."""
SHARES = (0.05, 0.5, 0.95)
"""Of all starts, for the time until the first image."""


@dataclass(frozen=True)
class SatelliteAnswer:
    """What one satellite gives; angles and resolutions are medians over all its opportunities."""

    satellite: str
    name: str
    owner: str
    a_day: Interval
    """Opportunities [1/day]."""
    local_time: tuple[float, float, float]
    """5, 50 and 95 % of its opportunities, mean solar [h]; NaN = it has none."""
    off_nadir: float
    """[rad]"""
    elevation: float
    """Of the satellite above the place's horizon [rad]."""
    resolution: float
    """[m]"""
    needs_clear: bool
    missed: Interval
    """By how much the probability that `DAYS` days go unseen rises without it [1]."""


@dataclass(frozen=True)
class Blank:
    """Gaps in the period [s]."""

    longest: Interval
    mean: Interval


@dataclass(frozen=True)
class SiteMonth:
    """Activities of `DAYS` days that begin in one calendar month."""

    month: int
    """1 to 12."""
    unseen: Interval
    clear: Interval
    """Share of clear days declared for it [1]."""


@dataclass(frozen=True)
class SitePosture:
    """One posture's watch over a place."""

    label: str
    """What tells it from the other, such as `before, 2013-01-01`."""
    satellites: tuple[SatelliteAnswer, ...]
    a_day: Interval
    """Opportunities of all satellites [1/day]."""
    optical_a_day: Interval
    """Of those that need daylight and a clear sky."""
    unseen: Interval
    """Probability that an activity of 0, 1, 2 ... days goes without an image, each (1 + days,)."""
    unseen_optical: Interval
    """The same without the imagers that see through cloud."""
    months: tuple[SiteMonth, ...]
    first: tuple[Interval, Interval, Interval]
    """Time by which the `SHARES` of all starts are imaged [d]; inf = beyond the days followed."""
    within: tuple[tuple[int, Interval], ...]
    """(days, probability that the first image comes within them)."""
    opportunities: Blank
    """Between all opportunities, whatever the sky."""
    optical: Blank
    images: Blank
    """Between images, in one course of the weather a draw."""


@dataclass(frozen=True)
class SiteAnswer:
    """When a place can be imaged, and how long it works unseen."""

    site: str
    name: str
    paragraph: str
    after: SitePosture
    before: SitePosture | None
    change: Interval | None
    """Of the probability unseen, after less before in the same draws, each (1 + days,)."""
    drivers_of_unseen: tuple[Driver, ...]
    drivers_of_change: tuple[Driver, ...]
