"""What a scenario declares of watching from air and space, as frozen records."""

import re
from calendar import monthrange
from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from noroshi.motion.orbits import OrbitKind
from noroshi.motion.patterns import PatternKind
from noroshi.world import (
    Area,
    Bearing,
    Declared,
    Distance,
    Duration,
    Estimate,
    Latitude,
    Longitude,
    Probability,
    Quantity,
    Ref,
    section,
)

NeededParty = Annotated[str, Ref("parties", needed=True)]
NeededPlatform = Annotated[str, Ref("platforms", needed=True)]
NeededPlace = Annotated[str, Ref("places", needed=True)]
FleetId = Annotated[str, Ref("fleets")]
NeededWaters = Annotated[str, Ref("waters", needed=True)]
NeededFleet = Annotated[str, Ref("fleets", needed=True)]
NeededStation = Annotated[str, Ref("stations", needed=True)]
VesselId = Annotated[str, Ref("vessels")]

Pace = Annotated[Estimate, Quantity("speed", positive=True)]
Wearing = Annotated[Estimate, Quantity("time", minimum=3600.0, example="100 h")]
"""Of craft that break down every minute no run would come to an end."""
Lasting = Annotated[Estimate, Quantity("time", positive=True)]
Memory = Annotated[Estimate, Quantity("time", positive=True, scale="log")]
Flying = Annotated[Estimate, Quantity("length", minimum=0.0, maximum=100e3, example="18 km")]
"""Height of what flies on air."""
Count = Annotated[Estimate, Quantity("ratio", minimum=0.0, maximum=1000.0, example="3")]
_MONTH_DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


@section("platforms", topic="watch")
class Satellite(Declared):
    """A platform in orbit."""

    kind: Literal["satellite"]
    name: str = Field(description="as sentences say it")
    owner: NeededParty = Field(description="who operates it")
    orbit: OrbitKind = Field(description="on which it flies")


class Craft(Declared):
    """A platform that goes out from a base and comes back; a ship's height is zero."""

    name: str = Field(description="as sentences say it")
    owner: NeededParty = Field(description="who flies or sails it")
    speed: Pace = Field(description="over ground, on the way out and back", examples=["310 kt"])
    loiter_speed: Pace | None = Field(default=None, description="on station; default: `speed`")
    endurance: Lasting = Field(
        description="from leaving the base to running dry", examples=["28 h"]
    )
    reserve: Duration = Field(
        default=Estimate.exactly(0.0), description="part of the endurance that is kept back"
    )
    turnaround: Duration = Field(
        description="on the ground between two sorties, without failure", examples=["16 h"]
    )
    failure_interval: Wearing = Field(
        description="mean time under way between failures", examples=["60 h"]
    )
    abort_share: Probability = Field(
        description="failures that send it home at once", examples=["0.2"]
    )
    repair_time: Duration = Field(
        description="mean time that a failure costs on the ground", examples=["24 h"]
    )
    inspection_interval: Wearing = Field(
        description="time under way between inspections", examples=["300 h"]
    )
    inspection_time: Duration = Field(description="that an inspection takes", examples=["72 h"])


@section("platforms", topic="watch")
class Aircraft(Craft):
    """An aircraft, with or without crew aboard."""

    kind: Literal["aircraft"]
    height: Flying = Field(description="on station", examples=["15 km"])


@section("platforms", topic="watch")
class Ship(Craft):
    """A ship."""

    kind: Literal["ship"]


Platform = Satellite | Aircraft | Ship
Flown = Aircraft | Ship
"""What goes out from a base and comes back."""


def _month_day(text: str) -> str:
    if not (_MONTH_DAY.fullmatch(text) and int(text[3:]) <= monthrange(2000, int(text[:2]))[1]):
        raise PydanticCustomError(
            "season", "'{text}' is not month-day; write e.g. 05-24", {"text": text}
        )
    return text


MonthDay = Annotated[str, AfterValidator(_month_day)]


@section("fleets", topic="watch")
class Fleet(Declared):
    """Craft of one type at one base."""

    name: str = Field(description="as sentences say it")
    owner: NeededParty = Field(description="who operates it")
    platform: NeededPlatform = Field(description="type of craft")
    base: NeededPlace = Field(description="place that they go out from")
    count: Count = Field(examples=["3"])
    out_of: FleetId | None = Field(
        default=None, description="fleet that craft and crews are taken from: it has so many fewer"
    )
    season: tuple[MonthDay, MonthDay] | None = Field(
        default=None, description="first and last day of the stay in each year; none = all year"
    )
    weather_hold: Probability = Field(
        default=Estimate.exactly(0.0),
        description="share of take-offs that weather at the base stops",
    )
    weather_wait: Duration = Field(
        default=Estimate.exactly(6 * 3600.0),
        description="until a take-off that weather stopped is tried again: a front passes",
    )
    crew_hours: Lasting | None = Field(
        default=None, description="time under way that the crews sustain a day; none = no limit"
    )


@section("stations", topic="watch")
class Station(Declared):
    """Where a patrol stands, and on which way."""

    name: str = Field(description="as sentences say it")
    pattern: PatternKind = Field(description="way that is flown there")
    waters: NeededWaters | None = Field(default=None, description="which it is to watch")


@section("patrols", topic="watch")
class Patrol(Declared):
    """Which share of a fleet's sorties goes to a station."""

    fleet: NeededFleet = Field(description="who goes")
    station: NeededStation = Field(description="where to")
    effort: Probability = Field(description="share of the fleet that goes there", examples=["0.3"])


@section("skies", topic="watch")
class Sky(Declared):
    """How often the sky above a place is clear enough to be seen through, month by month."""

    at: NeededPlace = Field(description="place above which it is")
    clear: Annotated[tuple[Probability, ...], Field(min_length=12, max_length=12)] = Field(
        description="January to December"
    )
    persistence: Probability = Field(
        description="correlation of one day's sky with the next day's", examples=["0.3"]
    )
    left_out: str | None = Field(
        default=None,
        description="who else looks at the place and is not declared, as the answer says it: "
        "'the reconnaissance satellites of …'",
    )


@section("vessels", topic="watch")
class VesselType(Declared):
    """What is looked for at sea."""

    name: str = Field(description="as sentences say it")
    length: Annotated[
        Estimate, Quantity("length", positive=True, maximum=1000.0, example="20 m")
    ] = Field(examples=["30 m"])
    speed: Pace = Field(description="over the ground", examples=["9 kt"])
    cross_section: Area = Field(description="radar cross-section", examples=["200 m^2"])


@section("waters", topic="watch")
class Waters(Declared):
    """A stretch of sea that is watched, and whose territorial sea lies in it."""

    name: str = Field(description="as sentences say it")
    party: NeededParty = Field(description="who administers the coast")
    outline: Annotated[tuple[tuple[Latitude, Longitude], ...], Field(min_length=3)] = Field(
        description="corners, in order; lines between them are geodesics"
    )
    coast: Annotated[tuple[NeededPlace, ...], Field(min_length=1)] = Field(
        description="places from which the territorial sea is measured"
    )
    limit: Distance = Field(description="breadth of the territorial sea", examples=["12 nmi"])
    approach_from: Distance = Field(
        description="how far out an approach begins", examples=["200 km"]
    )
    approach_bearings: tuple[Bearing, Bearing] | None = Field(
        default=None, description="from which side, clockwise from north; none = from all"
    )
    vessels: Annotated[tuple[VesselId, ...], Field(min_length=1)] = Field(
        description="types of vessel that come there"
    )
    look_memory: Memory = Field(
        default=Estimate(
            *(60.0, 600.0, 3600.0),
            scale="log",
            grade="D",
            kind="time",
            note="the modeller's: measured nowhere",
        ),
        description="after which looks at one vessel by one payload are independent",
    )
    tasked: Probability = Field(
        default=Estimate(
            *(0.01, 0.05, 0.5),
            grade="D",
            kind="probability",
            note="the modeller's: who orders images of the open sea is not published",
        ),
        description="share of what a satellite's payload is available for that these waters get",
    )
