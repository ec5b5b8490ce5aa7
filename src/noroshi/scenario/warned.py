"""Who is warned of what, and how: vehicles, flights of them, receivers and a party's chain."""

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from noroshi.days import Day
from noroshi.world import (
    Area,
    ArealDensity,
    Declared,
    Distance,
    Duration,
    Estimate,
    Exact,
    Latitude,
    Length,
    Longitude,
    Quantity,
    Record,
    Ref,
    section,
)

ReceiverId = Annotated[str, Ref("receivers")]
PartyId = Annotated[str, Ref("parties")]
NeededVehicle = Annotated[str, Ref("vehicles", needed=True)]
PlaceId = Annotated[str, Ref("places")]
NeededParty = Annotated[str, Ref("parties", needed=True)]
Growth = Annotated[
    Estimate, Quantity("ratio", minimum=1.0, maximum=20.0, scale="log", example="1.6")
]
"""Of acceleration within a stage, as mass is burnt."""
Share = Annotated[float, Exact("probability", minimum=0.1, maximum=1.0, example="0.5")]
"""Of a burn time: that of the first of two stages, or all of it."""


def _increasing(reach: tuple[float, float]) -> tuple[float, float]:
    if reach[0] >= reach[1]:
        raise PydanticCustomError("reach", "the first distance must be less than the second")
    return reach


@section("vehicles", topic="warning")
class Vehicle(Declared):
    """A class of ballistic vehicles, by what is published about it."""

    name: str = Field(description="of the class")
    reach: Annotated[tuple[Distance, Distance], AfterValidator(_increasing)] = Field(
        examples=[("300 km", "1000 km")],
        description="least and greatest distance at which it is used",
    )
    burn_time: Duration = Field(description="length of the powered phase", examples=["110 s"])
    growth: Growth = Field(
        default=Estimate.exactly(1.0),
        description="acceleration at the end of a stage over that at its start; 1 = constant",
    )
    first_stage: Share = Field(
        default=1.0,
        description="share of the burn time that the first of two stages takes; 1 = a single stage",
    )
    ballistic_coefficient: ArealDensity = Field(
        description="mass over drag coefficient times area, at re-entry", examples=["5000 kg/m^2"]
    )
    powered_cross_section: Area = Field(
        description="radar cross-section while it burns", examples=["1 m^2"]
    )
    cross_section: Area = Field(
        description="radar cross-section of what flies on after burn-out", examples=["0.03 m^2"]
    )
    notional: bool = Field(default=False, description="stands for a class of range, not for a type")
    first_flown: Day | None = Field(
        default=None, description="day of the first whole flight that is publicly known"
    )


class Aim(Record):
    """Whom flights are aimed at: every receiver of a party within reach, or the listed ones."""

    party: PartyId | None = Field(default=None, description="all places of which are aimed at")
    receivers: tuple[ReceiverId, ...] = Field(
        default=(), description="single places that are aimed at"
    )

    @model_validator(mode="after")
    def _is_one_of_both(self) -> Self:
        if self.party is not None and self.receivers:
            why = "names a party and receivers; write `null` for the one that is not meant"
            raise PydanticCustomError("aim", "{why}", {"why": why})
        return self


class Profile(Record):
    """The shape of a flight: minimum energy, or a stated apogee [m above the ellipsoid]."""

    apogee: Distance | None = Field(default=None, description="greatest height of the flight")


def _read_aim(value: object) -> object:
    listed = [value] if isinstance(value, str) else value
    return {"receivers": listed} if isinstance(listed, list | tuple) else value


def _read_profile(value: object) -> object:
    if value == "minimum-energy":
        return Profile()
    if isinstance(value, str):
        why = "it is no profile; write e.g. minimum-energy, or {apogee: 700 km}"
        raise PydanticCustomError("profile", "{why}", {"why": why})
    return value


@section("threats", topic="warning")
class Threat(Declared):
    """Flights of one vehicle from some sites to some receivers."""

    name: str = Field(default="", description="of the class and its way of flying")
    vehicle: NeededVehicle = Field(description="which class flies")
    launched_from: Annotated[tuple[PlaceId, ...], Field(min_length=1)] = Field(
        description="places that it may start from"
    )
    at: Annotated[
        Aim, BeforeValidator(_read_aim, json_schema_input_type=Aim | list[ReceiverId] | ReceiverId)
    ] = Field(description="whom it is aimed at")
    profile: Annotated[
        Profile,
        BeforeValidator(_read_profile, json_schema_input_type=Literal["minimum-energy"] | Profile),
    ] = Field(
        default=Profile(),
        description="how it flies: at least energy, depressed or lofted to an apogee",
    )


@section("receivers", topic="warning")
class Receiver(Declared):
    """A city or another place whose people are to be warned."""

    name: str = Field(description="as sentences say it")
    lat: Latitude
    lon: Longitude
    party: NeededParty = Field(description="who warns it")
    population: float = Field(
        default=0.0,
        ge=0.0,
        le=1e10,
        allow_inf_nan=False,
        description="people who live there, at most 1e10",
    )
    region: str = Field(
        default="",
        description="state or prefecture that it lies in, where maps show an outline of it",
    )


Sureness = Annotated[Estimate, Quantity("probability", minimum=0.05, maximum=0.99)]
"""Of an area that is warned: certainty is never reached, and a twentieth is no knowledge."""


@section("rules", topic="warning")
class Rule(Declared):
    """One party's warning chain: from tracks that tell the area to a city that knows.

    A place is warned once the tracks of radars put the impact within `area_radius` of it, or the
    pass within `overflight_radius`, with `area_probability`; or once satellites give a direction.

    Where little is known of a party's, `like:` takes over another's: `qa: {like: ae, party: qa}`.
    """

    party: NeededParty = Field(description="who warns by it")
    overflight_radius: Distance = Field(
        description="how near a pass counts as overhead", examples=["150 km"]
    )
    area_radius: Distance = Field(
        description="how near an impact concerns a place", examples=["100 km"]
    )
    area_probability: Sureness = Field(
        description="with which the area must be known", examples=["0.7"]
    )
    burnout_recognition: Duration = Field(
        description="from burn-out until a track shows that the motors have stopped",
        examples=["5 s"],
    )
    reentry_error: Length = Field(
        description="what the unknown drag adds to a predicted impact, one standard deviation",
        examples=["3 km"],
    )
    radar_direction_delay: Duration = Field(
        description="from a known area to acting upon it", examples=["5 s"]
    )
    satellite_direction_delay: Duration = Field(
        description="from the end of powered flight, as a satellite saw it, to a direction",
        examples=["40 s"],
    )
    attribution_delay: Duration = Field(
        description="from a direction to the statement that there is a launch, and toward where",
        examples=["30 s"],
    )
    decision_delay: Duration = Field(
        description="from that statement to the decision to warn", examples=["30 s"]
    )
    broadcast_delay: Duration = Field(
        description="from the decision to the first broadcast", examples=["10 s"]
    )
    reception_delay: Duration = Field(
        description="from the broadcast to the people", examples=["15 s"]
    )
