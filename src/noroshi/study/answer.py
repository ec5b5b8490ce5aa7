"""The numbers that answer the question, as records; `summary.py` fills them."""

import math
from dataclasses import dataclass

from noroshi.stats import Driver, Interval, Sampled

THRESHOLDS = (60.0, 180.0, 300.0, 600.0)
"""People are counted who are warned by at least this long [s]."""
MEASURABLE = 1.0
"""A gain of mean warning time below this is called none [s]: chains are known to the minute."""
CLEAR = 2.0
"""A mean clears a threshold when it lies so many standard errors of its own beyond it."""
FEW_PLACES = 8
"""A party of up to so many places is told place by place, of more as a whole."""
KINDS = ("impact", "overflight")


def measurable(gain: Sampled) -> int:
    """1 where something is gained measurably, -1 where lost, 0 where neither can be told.

    By the mean over the draws and its sampling error: a median or a count crosses a threshold by
    chance of the draws.
    """
    mean = float(gain.mean)
    if math.isnan(float(gain.mean_error)):
        return 0  # of a single draw
    clear = abs(mean) - CLEAR * float(gain.mean_error) >= MEASURABLE
    return 0 if not clear else 1 if mean > 0.0 else -1


def unmoved(gain: Sampled) -> bool:
    """Whether the draws tell that nothing measurable is gained or lost.

    That no difference is measurable may also mean that the draws are too few to tell one.
    """
    return abs(float(gain.mean)) + CLEAR * float(gain.mean_error) < MEASURABLE


@dataclass(frozen=True)
class Row:
    """One receiver and one threat: the least favourable flight among the sites [s]."""

    receiver: str
    threat: str
    kind: str
    """`impact` or `overflight`."""
    later: bool
    """Of a class that first flew after both dates."""
    arrival: Interval
    before: Interval
    """Told before arrival; negative where told too late."""
    after: Interval
    gain: Sampled
    """Of useful warning: too late counts as none."""


@dataclass(frozen=True)
class Loss:
    """What losing one sensor costs a party in mean warning time [s]; None = not there then."""

    sensor: str
    before: Sampled | None
    after: Sampled | None


@dataclass(frozen=True)
class FirstSeer:
    """How often a sensor is the first that a party hears, as a share of flights and draws [1].

    Of the flights of any class that come down on its places or pass over them.
    """

    sensor: str
    before: float
    after: float


@dataclass(frozen=True)
class ThreatAnswer:
    """Mean warning time of one party's people against one threat [s]."""

    threat: str
    later: bool
    """Of a class that first flew after both dates."""
    before: Sampled
    after: Sampled
    gain: Sampled


@dataclass(frozen=True)
class PlaceAnswer:
    """What one place gains, mean over the flights aimed at it [s]."""

    receiver: str
    name: str
    people: float
    flights: int
    """Aimed at it, that the gain is over."""
    later: bool
    """Whether they are of later classes, because no other is aimed at it."""
    gain: Sampled
    known_gain: Sampled
    """Of the time left before impact when its party, with the tracks that it is sent, knows the
    area with the greatest of the tabulated probabilities; none is left where it never does."""
    known_gain_alone: Sampled
    """The same by its party's own sensors alone."""


@dataclass(frozen=True)
class PeopleWarned:
    """People who are warned by at least so long, each place by its least favourable flight."""

    at_least: float
    """[s]"""
    before: Sampled
    after: Sampled


@dataclass(frozen=True)
class Moment:
    """When something is known of the flights aimed at a party."""

    at: Interval
    """Of the median flight [s after launch]; inf = never."""
    never: Interval
    """Share of the flights of which it is never known [1]."""
    left: Interval
    """Time left before impact, mean over flights; none where it is never known [s]."""


@dataclass(frozen=True)
class Known:
    """A moment in both postures."""

    before: Moment
    after: Moment
    gain: Sampled
    """Of the time left before impact [s]."""


@dataclass(frozen=True)
class Size:
    """How large the ellipse of the impact is at a time after launch [s].

    Radius of a circle as large as the ellipse that holds the impact with probability 0.9, of the
    median flight still in the air [m]; inf = no track yet, NaN = most have landed.
    """

    time: float
    before: Interval
    after: Interval


@dataclass(frozen=True)
class TeamAnswer:
    """What those who put their looks or tracks together know of flights aimed at a party."""

    team: str
    """For example `Japan alone`."""
    party: str | None
    """None = everybody together, without any delay of sharing."""
    shared: bool
    """With the tracks that the party is sent."""
    track: Known
    """A track of what flies on after burn-out."""
    area: tuple[tuple[float, Known], ...]
    """(probability, when the impact is known to lie within the rule's radius with it)."""
    sizes: tuple[Size, ...]


@dataclass(frozen=True)
class PartyAnswer:
    """One party's answer. Means are weighted by population, over impacts [s].

    Everything but `later_gain`, `by_threat`, `people_warned` and `first_seers` is about the flights
    of the headline: of classes that had flown by the later date, or of all where no such is aimed
    at the party. How long a warning is depends on the class of flight above all, so there is no
    level of them all: levels are in `by_threat`, and differences here.
    """

    party: str
    name: str
    gain: Sampled
    only_later: bool
    """Whether no class that had flown by the later date is aimed at the party."""
    later_gain: Sampled | None
    """Of later classes, where the headline is of others; None where there are none."""
    share_gaining: float
    """Share of the draws in which a second or more is gained [1]."""
    share_gaining_error: float
    """Its standard error [1]."""
    alone_gain: Sampled
    """By the party's own sensors alone."""
    sharing_before: Sampled
    """What others' sensors add to its own."""
    sharing_after: Sampled
    added: dict[str, Sampled]
    """Of the gain, what fails with each added sensor."""
    by_threat: tuple[ThreatAnswer, ...]
    """In the scenario's order, later classes last; only threats aimed at the party."""
    places: tuple[PlaceAnswer, ...]
    """Each place that something is aimed at; the one that gains most first, those that only later
    classes reach last."""
    people_gaining: Sampled
    """Share of the people whose place gains a second or more, in each draw [1]."""
    receivers: int
    people: float
    people_warned: tuple[PeopleWarned, ...]
    losses: tuple[Loss, ...]
    """Dearest first, by the posture after."""
    first_seers: tuple[FirstSeer, ...]
    area_radius: float
    """How near to a place an impact concerns it [m]: what "known" is about."""
    knowing: tuple[TeamAnswer, ...]
    """The party's own teams first; empty where nothing is aimed at it."""
    drivers_of_warning: tuple[Driver, ...]
    drivers_of_gain: tuple[Driver, ...]

    @property
    def receivers_gaining(self) -> int:
        """Places of the headline that gain measurably."""
        return sum(measurable(p.gain) > 0 for p in self.leading_places)

    @property
    def receivers_losing(self) -> int:
        """Places of the headline that lose measurably."""
        return sum(measurable(p.gain) < 0 for p in self.leading_places)

    @property
    def leading_places(self) -> tuple[PlaceAnswer, ...]:
        """Those of the headline: without what only later classes reach, where there are others."""
        return tuple(p for p in self.places if self.only_later or not p.later)


@dataclass(frozen=True)
class Answer:
    """Everything that the report, the terminal and `answer.json` say in numbers."""

    paragraph: str
    parties: tuple[PartyAnswer, ...]
    rows: tuple[Row, ...]
    unseen_before: tuple[str, ...]
    """Flights that no sensor of anybody confirms in more than half of the draws."""
    unseen_after: tuple[str, ...]
    added_sensors: tuple[str, ...]
    removed_sensors: tuple[str, ...]
