"""What a scenario declares of listening to the ground, as frozen records.

A network says how its stations are read, a seismometer where one of them stands and how quiet it is
there, a seismic event what agencies say of it. What they say differs, and all of it is kept.
"""

from typing import Annotated, Literal

from pydantic import Field

from noroshi.constants import SEISMIC_SNR
from noroshi.days import Day, Instant
from noroshi.world import (
    Area,
    Declared,
    Energy,
    Estimate,
    Grade,
    GroundMotion,
    Latitude,
    Longitude,
    Probability,
    Quantity,
    Record,
    Ref,
    Sources,
    section,
)

NeededParty = Annotated[str, Ref("parties", needed=True)]
NeededPlace = Annotated[str, Ref("places", needed=True)]
NeededNetwork = Annotated[str, Ref("seismic_networks", needed=True)]
MagnitudeNumber = Annotated[Estimate, Quantity("ratio", minimum=-3.0, maximum=10.0, example="4.9")]
Scatter = Annotated[Estimate, Quantity("ratio", minimum=0.05, maximum=2.0, example="0.35")]
SignalToNoise = Annotated[Estimate, Quantity("ratio", minimum=1.0, maximum=100.0, example="3")]
Stations = Annotated[int, Field(ge=0, le=100_000)]
Burial = Annotated[Estimate, Quantity("length", minimum=1.0, maximum=10_000.0, example="500 m")]
Scale = Literal["mb", "mb(Lg)", "Ms", "ML", "Mw"]


class StationCount(Record):
    """How many stations of a network work on a day, as somebody counts them."""

    by: str = Field(description="who counts")
    day: Day = Field(description="on which they were counted")
    stations: Stations = Field(description="how many there were")
    source: Sources = ()
    grade: Grade | None = None
    note: str = ""


@section("seismic_networks", topic="listen")
class SeismicNetwork(Declared):
    """Seismometers that are read together, and how: alone, or as a part of another network."""

    name: str = Field(description="as it stands after 'the', e.g. International Monitoring System")
    part_of: Annotated[str, Ref("seismic_networks", needed=True)] | None = Field(
        default=None, description="network whose stations its own are among"
    )
    snr: SignalToNoise = Field(
        default=Estimate.exactly(SEISMIC_SNR),
        description="amplitude over noise from which it is heard",
    )
    scatter: Scatter = Field(
        description="standard deviation of the logarithm of amplitude over noise, between events "
        "of one magnitude and days of one station",
        examples=["0.35"],
    )
    shared: bool = Field(description="whether every party is given its data")
    counts: tuple[StationCount, ...] = Field(
        default=(), description="what others count, which declared stations are held against"
    )


@section("seismometers", topic="listen")
class Seismometer(Declared):
    """A seismic station, or an array of several at one place; its id is its code."""

    name: str = Field(description="as sentences say it")
    lat: Latitude
    lon: Longitude
    array: bool = Field(
        default=False, description="several sensors, which also tell whence a wave comes, and how"
    )
    party: NeededParty = Field(description="on whose ground it stands, or who runs it")
    network: NeededNetwork = Field(description="that it is part of")
    noise: GroundMotion = Field(
        description="amplitude over period of the ground's own motion at about 1 Hz, in a beam "
        "of all sensors of an array",
        examples=["1.5 nanometres"],
    )
    availability: Probability = Field(
        description="share of the time in which its data arrive", examples=["0.95"]
    )


class SeismicMagnitude(Record):
    """A magnitude of an event, as one agency gives it."""

    by: str = Field(description="agency")
    scale: Scale = Field(description="of the magnitude")
    value: MagnitudeNumber = Field(examples=["4.5"])
    source: Sources = ()
    grade: Grade | None = None
    note: str = ""


class StatedYield(Record):
    """A yield that somebody states."""

    by: str = Field(description="who stated it")
    value: Energy = Field(description="a ton of TNT is 4.184 GJ", examples=["4.6 kt"])
    source: Sources = ()
    grade: Grade | None = None
    note: str = ""


class StatedHearing(Record):
    """How many stations of a network heard it, and how well that placed it, as stated."""

    network: NeededNetwork = Field(description="that heard it")
    stations: Stations | None = Field(default=None, description="of it that did")
    or_more: bool = Field(default=False, description="whether it may have been more stations")
    ellipse: Area | None = Field(default=None, description="within which it lies by 90 %")
    source: Sources = ()
    grade: Grade | None = None
    note: str = ""


class XenonFind(Record):
    """Radioactive xenon that was found and laid to the event."""

    at: str = Field(description="where, as it stands after 'at'")
    collected: Day = Field(description="day on which the sample was taken")
    announced: Day | None = Field(default=None, description="day of the announcement")
    both: bool = Field(description="whether Xe-131m and Xe-133 were found, whose ratio dates it")
    source: Sources = ()
    grade: Grade | None = None
    note: str = ""


@section("seismic_events", topic="listen")
class SeismicEvent(Declared):
    """An explosion, or a quake, at a place. The first of its mb is what stations are held to."""

    name: str = Field(description="as sentences say it")
    place: NeededPlace = Field(description="where it was")
    origin: Instant = Field(description="UTC")
    depth: Burial | None = Field(
        default=None,
        description="below the ground above it, as estimated; one relation asks for it",
    )
    magnitudes: Annotated[tuple[SeismicMagnitude, ...], Field(min_length=1)] = Field(
        description="that were stated of it"
    )
    yields: tuple[StatedYield, ...] = Field(default=(), description="that were stated of it")
    heard: tuple[StatedHearing, ...] = Field(
        default=(), description="who was stated to have heard it"
    )
    xenon: tuple[XenonFind, ...] = Field(default=(), description="finds of it that were announced")

    def magnitude(self, scale: Scale, by: str | None = None) -> SeismicMagnitude | None:
        """The first magnitude on a scale, by an agency where one is named; None = there is none."""
        for one in self.magnitudes:
            if one.scale == scale and by in (None, one.by):
                return one
        return None
