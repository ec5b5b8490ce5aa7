"""The numbers that say what basing buys, as records."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from noroshi.stats import Driver, Interval

AREA_CLAIM: Final = 40_000.0
"""Square miles a day that popular sources give a Global Hawk, without saying which miles."""
STATUTE: Final = AREA_CLAIM * 1609.344**2
"""That claim in statute miles [m²]: 103,600 km²."""
NAUTICAL: Final = AREA_CLAIM * 1852.0**2
"""That claim in nautical miles [m²]: 137,200 km²."""


@dataclass(frozen=True)
class BaseAnswer:
    """One craft, or a fleet of one type, from one base at one station."""

    base: str
    name: str
    station: str
    distance: Interval
    """[m]"""
    transit: Interval
    """One way [s]."""
    each_sortie: Interval
    """On station [s]; zero in draws in which it is out of reach."""
    one: Interval
    """Mean number on station of one craft that flies as often as it can, in the long run [1]."""
    one_own: Interval | None
    """The same in the weather declared for the base; None = none is declared."""
    sustained: Interval
    """Mean number on station by `sizes`, simulated, each (size,)."""
    sorties_a_day: Interval
    """Take-offs in that, each (size,) [1/day]."""
    under_way: Interval
    """Mean number under way in that, each (size,) [1]; times 24, flight hours a day."""
    covered: Interval
    """Share of the time with at least one on station by `sizes`, simulated, each (size,)."""
    longest_gap: Interval
    """With nobody there, in that, each (size,) [s]."""
    needed: Interval
    """Craft for a continuous watch, simulated; inf = more than the largest of `sizes`."""
    needed_steady: Interval
    """Craft for one on station on the average, in closed form; inf = out of reach."""
    crew_share: Interval
    """Under way for one always on station, over time passed [1]."""
    area_a_day: Mapping[str, Interval]
    """By payloads: searched in a day by one craft that flies as often as it can [m²]."""


@dataclass(frozen=True)
class Gain:
    """What one base gives over another at a station."""

    base: str
    over: str
    station: str
    ratio: Interval
    """Time on station of one craft in the long run, over that from the other base, less 1 [1]; in
    one weather at both."""
    own_weather: Interval | None
    """The same in the weather declared for each of the two; None = it is not for both."""
    drivers: tuple[Driver, ...]


@dataclass(frozen=True)
class WeatherAnswer:
    """How often weather at a base stops a take-off, and whose experience that is."""

    fleet: str
    """Its name."""
    hold: Interval
    """Share of take-offs [1]."""


@dataclass(frozen=True)
class FleetAnswer:
    """One declared fleet, all of it flying to one station while it is there."""

    fleet: str
    name: str
    base: str
    count: Interval
    year_share: float
    on_station: Interval
    """Mean number, as often as craft and crews can [1]."""
    covered: Interval
    """Share of the time with at least one, each timed to relieve another [1]."""
    effort: Interval | None
    """Share of its sorties that a declared patrol sends there [1]."""


@dataclass(frozen=True)
class PostureAnswer:
    """What the declared fleets of one posture can give a station together."""

    posture: str
    """`before` or `after`."""
    date: str
    station: str
    fleets: tuple[FleetAnswer, ...]
    in_season: Interval
    """Mean number on station on the days of `BasingAnswer.season` [1]."""
    over_year: Interval
    """Likewise over all days of the year."""
    moved_in_season: Interval
    """As `in_season`, if the same craft and crews all flew from the base compared with."""


@dataclass(frozen=True)
class BasingAnswer:
    """What flying from one base rather than another buys."""

    paragraph: str
    platform: str
    name: str
    """Of the type of craft."""
    over: str
    """The base that the others are compared with."""
    period: float
    """That was flown [s]."""
    enough: float
    """Share of the time from which a watch is called continuous."""
    draws: int
    weather: WeatherAnswer | None
    """That all bases are given; None = weather stops nobody."""
    own_weather: Mapping[str, WeatherAnswer]
    """Of the bases for which one is declared, by id."""
    sizes: tuple[int, ...]
    bases: tuple[BaseAnswer, ...]
    """Station by station."""
    gains: tuple[Gain, ...]
    postures: tuple[PostureAnswer, ...]
    season: str
    """Days on which fleets are at bases that had none before, such as `24 May to 15 October`;
    empty = all year."""
    area_always: Mapping[str, Interval]
    """By payloads: searched in a day by one that is always on station [m²]."""
    strip: str
    """The payload that lays strip beside strip, if there is one: what area claims are about."""
    strip_verified: bool
    """Whether its swath is graded A or B."""
    strip_best: float
    """Its area in a day always on station, with every estimate at its best value [m²]."""
    stations: Mapping[str, str]
    """Names, by ids."""
    area_claimed: bool = False
    """Whether a claim is declared about the strip's swath, which `AREA_CLAIM` rests on."""
