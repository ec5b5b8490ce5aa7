"""The numbers that say when a place can be imaged and how long it works unseen, as records."""

from dataclasses import dataclass
from datetime import date

from noroshi.stats import Driver, Interval

WITHIN = (1, 3, 7)
"""Days within which a first image is asked for."""
DAYS = 3
"""Length of the activity that the answer in words is about where nothing else is asked [d]."""
RARELY = 0.1
"""What is left of the declared use, where a watch is asked about that has other work."""
SHARES = (0.05, 0.5, 0.95)
"""Of all starts, for the time until the first image."""


@dataclass(frozen=True)
class Sight:
    """How long activities go without an image, by cameras alone or by all that looks."""

    unseen: Interval
    """Probability that 0, 1, 2 ... days go without an image, each (1 + days,)."""
    rarely: Interval
    """The same with only `RARELY` of the use of each satellite."""
    monthly: tuple[Interval, ...]
    """For `SiteAnswer.days` days that begin in each month of `SitePosture.months`."""
    first: tuple[Interval, Interval, Interval]
    """Time by which the `SHARES` of all starts are imaged [d]; inf = beyond the days followed."""
    within: tuple[tuple[int, Interval], ...]
    """(days, probability that the first image comes within them)."""
    looks: Interval
    """Longest time in the period without an opportunity, whatever the sky [s]."""
    images: Interval
    """Longest time without an image, in one course of the weather a draw [s]."""


@dataclass(frozen=True)
class SatelliteAnswer:
    """What one satellite gives; angles and resolutions are medians over all its opportunities."""

    satellite: str
    name: str
    owner: str
    needs_clear: bool
    """Whether cloud stops all that it carries."""
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
    missed: Interval
    """By how much the probability of no image in `SiteAnswer.days` days rises without it [1]."""
    missed_clear: Interval
    """The same of clear images, those of cameras."""


@dataclass(frozen=True)
class SitePosture:
    """One posture's watch over a place."""

    label: str
    """What tells it from the other, such as `before, 2013-01-01`."""
    held: date | None
    """Its satellites are those of this day, all through the period; None = the files give none."""
    camera_limit: Interval | None
    """Coarsest resolution that counts, over all cameras and draws [m]; None = it has no camera."""
    radar_limit: float | None
    """The same of radars [m]; None = it has none."""
    satellites: tuple[SatelliteAnswer, ...]
    a_day: Interval
    """Opportunities of all satellites [1/day]."""
    cameras_a_day: Interval
    """Of those that need daylight and a clear sky."""
    months: tuple[int, ...]
    """Calendar months of the period, 1 to 12, as they come."""
    clear: tuple[Interval, ...]
    """Share of clear days declared for each [1]."""
    cameras: Sight
    """Clear images only."""
    every: Sight
    """Images of every kind, through cloud and by night as well."""

    @property
    def radarless(self) -> bool:
        """Whether all that looks needs a clear sky."""
        return all(s.needs_clear for s in self.satellites)


@dataclass(frozen=True)
class SiteAnswer:
    """When a place can be imaged, and how long it works unseen."""

    site: str
    name: str
    days: int
    """Length of the activity that the answer in words is about [d]."""
    paragraph: str
    left_out: str | None
    """Who else looks at the place, as the scenario declares it; None = it declares nothing."""
    after: SitePosture
    before: SitePosture | None
    change_of_cameras: Interval | None
    """Of the probability of no clear image, after less before in the same draws, (1 + days,)."""
    change: Interval | None
    """Of the probability of no image at all."""
    drivers_of_cameras: tuple[Driver, ...]
    """What the probability goes with that `SiteAnswer.days` days pass without a clear image."""
    drivers: tuple[Driver, ...]
    """Without any image."""
    drivers_of_change: tuple[Driver, ...]
    """What the change goes with, for clear images."""
