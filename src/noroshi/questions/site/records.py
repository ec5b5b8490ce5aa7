"""What a watch over a place holds: frozen records of arrays with named axes."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from noroshi.access.opportunities import (
    Opportunities,
    OpportunityGaps,
    gives_image,
    joined,
    only,
)
from noroshi.access.weather import Weather
from noroshi.questions.satellites import Imager
from noroshi.questions.site.imaging import ground, sky_above
from noroshi.scenario.records import Ground, Scenario
from noroshi.scenario.watched import Sky
from noroshi.world import Draws, Estimate

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Ints = NDArray[np.intp]
Counts = NDArray[np.int16]


class SiteTerms(NamedTuple):
    """What is asked, apart from who watches what."""

    start: date
    """First local day (mean solar time) on which an activity may begin."""
    days: int = 365
    """How many such days."""
    longest: int = 60
    """Activities are followed for so long at least [d], and passes as much longer."""
    activity: int = 3
    """Length of the activity that the answer in words is about [d]."""
    tasked: Estimate = Estimate.exactly(1.0)
    """Chance that an opportunity is used, on top of each payload's own `availability`."""
    coarsest: float = 2.0
    """No image counts whose resolution, as the angle of the look makes it, is coarser [m]; a
    camera's own limit may be finer, and then that one holds."""
    owners: Collection[str] | None = None
    """Only satellites of these parties; None = of all."""


class Chances(NamedTuple):
    """What could be imaged when: from it every probability follows."""

    opportunities: tuple[Opportunities, ...]
    """Of each imager, over the period and `SiteTerms.longest` days more, by draw and time; time
    from the first local midnight. Postures hold them in common, and they are what takes memory: so
    they are joined for a while only, for some draws or days."""
    looks: Counts
    """How many of them each imager has on each day, (day, imager, draw)."""
    used: Floats
    """Chance that an opportunity is used, (imager, draw)."""
    needs_clear: Flags
    """Which imagers cloud stops, (imager,)."""
    weather: Weather
    """Of the same days."""


class Sight(NamedTuple):
    """What some of the imagers give; activities begin anywhere in the period."""

    unseen: Floats
    """Probability that 0, 1, 2 ... days go without an image, (1 + longest, draw)."""
    monthly: Floats
    """That probability for starts in each of `SiteWatch.months`, (month, 1 + longest, draw)."""
    looks: OpportunityGaps
    """Between opportunities, whatever the sky, within the period."""
    images: OpportunityGaps
    """Between those that were used and that the sky let through, in one course of the weather."""


@dataclass(frozen=True)
class SiteWatch:
    """One posture's watch over one place."""

    scenario: Scenario
    site: str
    terms: SiteTerms
    draws: Draws
    imagers: tuple[Imager, ...]
    chances: Chances
    clear: Flags
    """Which days are clear in one course of the weather, (day, draw)."""
    month: Ints
    """In which each day lies, 1 to 12, (day,)."""
    cameras: Sight
    """Clear images: by the imagers alone that need a clear sky."""
    every: Sight
    """Images of every kind."""

    @property
    def months(self) -> tuple[int, ...]:
        """The calendar months of the period, 1 to 12, as they come."""
        return tuple(dict.fromkeys(self.month[: self.terms.days].tolist()))

    @property
    def sky(self) -> Sky:
        """What is declared of the sky above the place."""
        return sky_above(self.scenario, self.site)

    @property
    def place(self) -> Ground:
        """Where it is."""
        return ground(self.scenario, self.site)

    @property
    def opportunities(self) -> Opportunities:
        """Of all imagers, by draw and time; joined anew each time."""
        return joined(self.chances.opportunities)

    @property
    def taken(self) -> Flags:
        """Which of these gave an image in that course of the weather, (row,)."""
        return self.images(self.opportunities)

    def images(self, seen: Opportunities) -> Flags:
        """Which of some opportunities gave an image in that course of the weather, (row,)."""
        return gives_image(seen, self.chances.used, self.chances.needs_clear, self.clear)

    def during(self, first: int, last: int, draw: int | None = None) -> Opportunities:
        """The opportunities of all imagers on some days, in one draw or in all, by draw and time.

        Args:
            first: day, counted from 0.
            last: day, which is among them.
            draw: None = all.
        """
        parts = []
        for part in self.chances.opportunities:
            day = part.day
            wanted = (day >= first) & (day <= last)
            parts.append(only(part, wanted if draw is None else wanted & (part.draw == draw)))
        return joined(parts)


@dataclass(frozen=True)
class SiteComparison:
    """Two postures' watch over one place: the same days, the same draws."""

    before: SiteWatch
    after: SiteWatch

    def __post_init__(self) -> None:
        """Refuse what does not pair.

        Raises:
            ValueError: the two are of other places, days or draws.
        """
        a, b = self.before, self.after
        if (a.site, a.terms) != (b.site, b.terms) or a.draws is not b.draws:
            raise ValueError(
                "the two watches are not of the same place, days and draws; "
                "make them together with watch_postures()"
            )

    @property
    def name(self) -> str:
        """Of the place, in short."""
        return self.after.place.name.split(",")[0]
