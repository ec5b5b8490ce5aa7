"""The numbers that answer the question, as records; `summary.py` fills them."""

from dataclasses import dataclass

from noroshi.measures import Driver, Interval

THRESHOLDS = (60.0, 180.0, 300.0, 600.0)
"""People are counted who are warned by at least this long [s]."""
MEASURABLE = 1.0
"""A gain of mean warning time below this is called none [s]: chains are known to the minute."""
KINDS = ("impact", "overflight")


@dataclass(frozen=True)
class Row:
    """One receiver and one threat: the least favourable flight among the sites [s]."""

    receiver: str
    threat: str
    kind: str
    """`impact` or `overflight`."""
    arrival: Interval
    before: Interval
    after: Interval
    gain: Interval


@dataclass(frozen=True)
class Loss:
    """What losing one sensor costs a party in mean warning time [s]; None = not there then."""

    sensor: str
    before: Interval | None
    after: Interval | None


@dataclass(frozen=True)
class FirstSeer:
    """How often a sensor is the first that a party hears, as a share of flights and draws [1]."""

    sensor: str
    before: float
    after: float


@dataclass(frozen=True)
class ThreatAnswer:
    """Mean warning time of one party's people against one threat [s]."""

    threat: str
    before: Interval
    after: Interval
    gain: Interval


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
    gain: Interval
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
    """One party's answer. Mean warning times are weighted by population, over impacts [s]."""

    party: str
    name: str
    warning_before: Interval
    warning_after: Interval
    gain: Interval
    share_gaining: float
    """Share of the draws in which the gain is measurable [1]."""
    alone_before: Interval
    alone_after: Interval
    added: dict[str, Interval]
    """Of the gain, what fails with each added sensor."""
    by_threat: tuple[ThreatAnswer, ...]
    """In the scenario's order; only threats aimed at the party."""
    receivers: int
    receivers_gaining: int
    """Receivers whose median gain of mean warning is at least one second."""
    people: float
    people_warned: tuple[tuple[float, Interval, Interval], ...]
    """(threshold [s], people before, people after), by each one's least favourable flight."""
    losses: tuple[Loss, ...]
    """Dearest first, by the posture after."""
    first_seers: tuple[FirstSeer, ...]
    area_radius: float
    """How near to a place an impact concerns it [m]: what "known" is about."""
    knowing: tuple[TeamAnswer, ...]
    """The party's own teams first; empty where nothing is aimed at it."""
    drivers_of_warning: tuple[Driver, ...]
    drivers_of_gain: tuple[Driver, ...]


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
