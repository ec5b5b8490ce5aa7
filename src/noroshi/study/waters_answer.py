"""The numbers that say whether an approach is noticed before the territorial sea, as records."""

from dataclasses import dataclass

from noroshi.stats import Driver, Interval


@dataclass(frozen=True)
class Reading:
    """One way of reading how often craft are there; probabilities are means over all approaches."""

    noticed: Interval
    """Probability of being noticed before the limit [1]."""
    ashore: Interval
    """By the time it reaches the coast [1]."""
    left: Interval
    """Time from being noticed to the limit, mean over those that are noticed before it [s]; NaN =
    none is."""
    off: Interval
    """Distance from the limit at which half of all approaches have been noticed [m]; zero = not
    before the limit."""
    by: Interval
    """Probability of having been noticed at each of `WatersAnswer.to_limit`, each (edge,)."""


@dataclass(frozen=True)
class VesselAnswer:
    """Approaches of one type of vessel in one posture."""

    vessel: str
    name: str
    declared: Reading
    peak: Reading
    flown: Reading


@dataclass(frozen=True)
class WatcherAnswer:
    """What one fleet gives, by the first of the vessels."""

    patrol: str
    fleet: str
    name: str
    payloads: tuple[str, ...]
    radar_modes: tuple[tuple[str, float], ...]
    """Modes of its surveillance radar, each with the time from one look at a ship to the next [s];
    the first is used, the others are left out. Empty where it has none."""
    on_station: Interval
    """Share of its season with at least one there, as declared [1]."""
    on_station_flown: Interval
    """If all its sorties went there."""
    in_season: float
    """Share of the period that its season covers [1]."""
    alone: Interval
    """Probability of being noticed by it before the limit, as declared [1]."""
    missed: Interval
    """By how much the probability falls without it."""
    missed_at_peak: Interval
    new: bool
    """Whether no fleet of its type watched these waters from its base before."""


@dataclass(frozen=True)
class WatersPosture:
    """One posture's watch over the approaches."""

    label: str
    """What tells it from the other, such as `before, 2013-08-01`."""
    vessels: tuple[VesselAnswer, ...]
    watchers: tuple[WatcherAnswer, ...]
    imagers: int
    """Of satellites that look, too."""
    imagers_add: Interval
    """By how much the probability falls without any of them, for the first of the vessels [1]."""


@dataclass(frozen=True)
class WatersChange:
    """After less before for one type of vessel, in the same draws [1]."""

    vessel: str
    declared: Interval
    peak: Interval
    flown: Interval


@dataclass(frozen=True)
class WatersAnswer:
    """Whether an approach is noticed before the territorial sea."""

    waters: str
    name: str
    paragraph: str
    limit: float
    """Breadth of the territorial sea [m]."""
    begin: float
    """Distance from the coast at which approaches begin [m]."""
    bearings: int
    """From how many sides."""
    days: int
    peak: str
    """Day on which what is new is there; empty = it is there all the time, or nothing is new."""
    to_limit: tuple[float, ...]
    """Distances from the limit, falling, negative inside it [m]."""
    after: WatersPosture
    before: WatersPosture | None
    change: tuple[WatersChange, ...]
    drivers: tuple[Driver, ...]
    """Of the probability for the first type of vessel, as declared."""
    drivers_of_change: tuple[Driver, ...]
