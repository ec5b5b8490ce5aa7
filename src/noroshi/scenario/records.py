"""What a scenario declares, as frozen records."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from importlib import import_module
from typing import Annotated, Any, Literal, Protocol, Self

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from noroshi.access.payloads import Payload
from noroshi.commitments.areas import AreaKind
from noroshi.commitments.records import Agreement
from noroshi.declared import (
    Altitude,
    Area,
    ArealDensity,
    Declared,
    Distance,
    Duration,
    Easting,
    Estimate,
    Exact,
    InverseLength,
    Latitude,
    Length,
    Longitude,
    Northing,
    Quantity,
    Record,
)
from noroshi.declared.day import Day, fault_of_day
from noroshi.errors import NoroshiError
from noroshi.ledger.books import Books
from noroshi.ledger.records import Cost, Deflator, Force, Milestone, Move, Plan, Rate, Total
from noroshi.scenario.alternatives import Alternative
from noroshi.scenario.claims import Claim
from noroshi.scenario.watched import (
    Fleet,
    Patrol,
    Platform,
    Sky,
    Station,
    VesselType,
    Waters,
)
from noroshi.sensing import Sensor


class Header(Declared):
    """The section `scenario`: what it is about, and the two dates that a run compares."""

    title: str
    extends: str | None = Field(
        default=None,
        description="built-in scenario, or a folder or file beside this one, that is taken over: "
        "files then hold only what differs",
    )
    before: Day | None = Field(default=None, description="date before the decisions")
    after: Day | None = Field(default=None, description="date with the decisions carried out")
    refractivity_gradient: InverseLength = Estimate.exactly(-39e-9)
    notes: tuple[str, ...] = ()
    ask_about: tuple[str, ...] = Field(
        default=(),
        description="estimates that readers ask about, by path or as shared.WORD: the answer tells "
        "how far each moves it, also where it does not",
    )

    @field_validator("after")
    @classmethod
    def _is_later(cls, after: date | None, info: ValidationInfo) -> date | None:
        before = info.data.get("before")
        if before is not None and after is not None and after <= before:
            raise PydanticCustomError("dates", "`after` is not after `before`")
        return after


class Party(Declared):
    """A state or organisation that owns sensors, has cities, and warns its people."""

    name: str


class Source(Declared):
    """Where a number is from."""

    title: str
    author: str = ""
    publisher: str = ""
    published: date | int | str | None = Field(default=None, description="date or year")
    accessed: Day | None = None
    url: str = ""


class Ground(Declared):
    """A place on the Earth, ashore or afloat."""

    kind: Literal["ground"] = "ground"
    name: str
    lat: Northing
    lon: Easting
    height: Altitude = 0.0


class Geostationary(Declared):
    """A place above the equator that turns with the Earth."""

    kind: Literal["geostationary"]
    name: str = ""
    lon: Easting


Place = Ground | Geostationary


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


class Vehicle(Declared):
    """A class of ballistic vehicles, by what is published about it."""

    name: str
    reach: Annotated[tuple[Distance, Distance], AfterValidator(_increasing)] = Field(
        examples=[("300 km", "1000 km")],
        description="least and greatest distance at which it is used",
    )
    burn_time: Duration = Field(description="length of the powered phase")
    growth: Growth = Field(
        default=Estimate.exactly(1.0),
        description="acceleration at the end of a stage over that at its start; 1 = constant",
    )
    first_stage: Share = Field(
        default=1.0,
        description="share of the burn time that the first of two stages takes; 1 = a single stage",
    )
    ballistic_coefficient: ArealDensity
    powered_cross_section: Area
    cross_section: Area
    notional: bool = Field(default=False, description="stands for a class of range, not for a type")
    first_flown: Day | None = Field(
        default=None, description="day of the first whole flight that is publicly known"
    )


class Aim(Record):
    """Whom flights are aimed at: every receiver of a party within reach, or the listed ones."""

    party: str | None = None
    receivers: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _is_one_of_both(self) -> Self:
        if self.party is not None and self.receivers:
            why = "names a party and receivers; write `null` for the one that is not meant"
            raise PydanticCustomError("aim", "{why}", {"why": why})
        return self


class Profile(Record):
    """The shape of a flight: minimum energy, or a stated apogee [m above the ellipsoid]."""

    apogee: Distance | None = None


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


class Threat(Declared):
    """Flights of one vehicle from some sites to some receivers."""

    name: str = ""
    vehicle: str
    launched_from: Annotated[tuple[str, ...], Field(min_length=1)]
    at: Annotated[Aim, BeforeValidator(_read_aim, json_schema_input_type=Aim | list[str] | str)]
    profile: Annotated[
        Profile,
        BeforeValidator(_read_profile, json_schema_input_type=Literal["minimum-energy"] | Profile),
    ] = Profile()


class Receiver(Declared):
    """A city or another place whose people are to be warned."""

    name: str
    lat: Latitude
    lon: Longitude
    party: str
    population: float = Field(default=0.0, ge=0.0, allow_inf_nan=False)
    region: str = ""


Sureness = Annotated[Estimate, Quantity("probability", minimum=0.05, maximum=0.99)]
"""Of an area that is warned: certainty is never reached, and a twentieth is no knowledge."""


class Rule(Declared):
    """One party's warning chain: from tracks that tell the area to a city that knows.

    A place is warned once the tracks of radars put the impact within `area_radius` of it, or the
    pass within `overflight_radius`, with `area_probability`; or once satellites give a direction.
    """

    party: str
    overflight_radius: Distance = Field(description="how near a pass counts as overhead")
    area_radius: Distance = Field(description="how near an impact concerns a place")
    area_probability: Sureness = Field(description="with which the area must be known")
    burnout_recognition: Duration = Field(
        description="from burn-out until a track shows that the motors have stopped"
    )
    reentry_error: Length = Field(
        description="what the unknown drag adds to a predicted impact, one standard deviation"
    )
    radar_direction_delay: Duration = Field(description="from a known area to acting upon it")
    satellite_direction_delay: Duration
    attribution_delay: Duration
    decision_delay: Duration
    broadcast_delay: Duration
    reception_delay: Duration


class Origin(Protocol):
    """What a declared world was read from."""

    def changed(self, world: "Scenario", values: Mapping[str, Any]) -> "Scenario":
        """The whole world with some values set, by their dotted paths."""


@dataclass(frozen=True, repr=False)
class Scenario:
    """A declared world. Mappings are by id, in the order of the files."""

    header: Header
    parties: Mapping[str, Party]
    sources: Mapping[str, Source]
    places: Mapping[str, Place]
    sensors: Mapping[str, Sensor]
    vehicles: Mapping[str, Vehicle]
    threats: Mapping[str, Threat]
    receivers: Mapping[str, Receiver]
    rules: Mapping[str, Rule]
    alternatives: Mapping[str, Alternative]
    platforms: Mapping[str, Platform]
    payloads: Mapping[str, Payload]
    fleets: Mapping[str, Fleet]
    stations: Mapping[str, Station]
    patrols: Mapping[str, Patrol]
    skies: Mapping[str, Sky]
    vessels: Mapping[str, VesselType]
    waters: Mapping[str, Waters]
    plans: Mapping[str, Plan]
    forces: Mapping[str, Force]
    moves: Mapping[str, Move]
    costs: Mapping[str, Cost]
    totals: Mapping[str, Total]
    deflators: Mapping[str, Deflator]
    rates: Mapping[str, Rate]
    milestones: Mapping[str, Milestone]
    areas: Mapping[str, AreaKind]
    agreements: Mapping[str, Agreement]
    claims: Mapping[str, Claim]
    day: date | None = None
    """The date at which it was cut; None = everything that was ever declared."""
    name: str = field(default="", compare=False)
    """The folder, the file or the built-in scenario that it was read from."""
    changed: tuple[str, ...] = ()
    """Values that were set over what the files hold, as `path = value`."""
    origin: Origin | None = field(default=None, compare=False)
    """What `with_values` starts from."""

    @property
    def title(self) -> str:
        """What the scenario is about, in one line."""
        return "; with ".join((self.header.title, *self.changed))

    def __repr__(self) -> str:
        """One line: what it is about, its dates, and how much it declares."""
        about = self.header
        dates = f"at {self.day}" if self.day else f"{about.before} against {about.after}"
        sizes = {name: len(getattr(self, name)) for name in SECTIONS}
        main = ", ".join(f"{sizes[name]} {name}" for name in _IN_SHORT if sizes[name])
        name = f" {self.name}" if self.name else ""
        counts = f"{sum(sizes.values())} entries" + (f", of them {main}" if main else "")
        return f"<Scenario{name}: {self.title!r}, {dates}; {counts}>"

    def with_values(self, values: Mapping[str, Any]) -> "Scenario":
        """The world with some values set, checked as files are, and cut at the same date.

            load("japan").with_values({"sensors.tpy2-kyogamisaki.reference.range": "2000 km"})

        Args:
            values: by dotted path, what a file would hold there: a quantity, an interval as a
                mapping, a truth value, an id; None takes out what stands there. A plain number
                makes an estimate certain, and so parts it from those that share its unknown;
                `shared.tpy2.range` sets all that are `shared_as: tpy2.range`.

        Raises:
            ScenarioError: a path leads nowhere, or a value does not fit there.
            ValueError: the world was not read from files.
        """
        if self.origin is None:
            raise ValueError("only a world that `load` has read can have values set")
        whole = self.origin.changed(self, values)
        return whole if self.day is None else whole.at(self.day)

    def at(self, day: date | str) -> Self:
        """The world at one date: what holds then, and refers only to what holds then.

        Raises:
            NoroshiError: the day is too near the end of the calendar to count from.
        """
        day = date.fromisoformat(day) if isinstance(day, str) else day
        if why := fault_of_day(day):
            raise NoroshiError(why)
        held: dict[str, Any] = {name: _holding(getattr(self, name), day) for name in SECTIONS}
        cut = replace(self, day=day, **held)
        places, parties, vehicles = cut.places, cut.parties, cut.vehicles
        return replace(
            cut,
            sensors={i: s for i, s in cut.sensors.items() if s.at in places and s.owner in parties},
            receivers={i: r for i, r in cut.receivers.items() if r.party in parties},
            rules={i: r for i, r in cut.rules.items() if r.party in parties},
            threats={i: t for i, t in cut.threats.items() if t.vehicle in vehicles},
            agreements={i: a.at(day) for i, a in cut.agreements.items()},
            **_watching(cut),
            **_reckoning(cut),
        )

    def ask(self, question: str, **options: Any) -> Any:
        """The answer to a question about this world; see `noroshi.questions.ask.ask`."""
        # By name, since questions are made of worlds and not worlds of questions.
        return import_module("noroshi.questions.ask").ask(self, question, **options)

    def estimates(self, sections: Collection[str] | None = None) -> tuple[Estimate, ...]:
        """Every uncertain estimate, once, in the order of the files; names are dotted paths.

        Args:
            sections: only of these and the header; None = of all.
        """
        records: list[Record] = [self.header]
        for section in SECTIONS if sections is None else sections:
            records.extend(getattr(self, section).values())
        found = (e for record in records for e in estimates_of(record) if not e.certain)
        return tuple(dict.fromkeys(found))


_IN_SHORT = ("sensors", "threats", "receivers", "fleets", "platforms", "plans", "agreements")
"""What a scenario's one line counts."""
_NO_SECTIONS = ("header", "day", "name", "changed", "origin")
SECTIONS = tuple(f.name for f in fields(Scenario) if f.name not in _NO_SECTIONS)
"""The sections of a scenario that hold entries by id."""


WATCHED = ("platforms", "payloads", "fleets", "stations", "patrols", "skies", "vessels", "waters")
"""Those that only the watch from air and space needs."""
PROMISED = ("areas", "agreements")
"""Those that only questions of what is promised need."""
RECKONED = Books._fields
"""Those that only the ledger needs: plans, forces, moves, costs and what goes with them."""
VARIED = ("alternatives",)
"""That which only the comparison of structural choices needs."""
WARNED = tuple(n for n in SECTIONS if n not in (*WATCHED, *PROMISED, *RECKONED, *VARIED))
"""The rest: what warning needs."""


def _watching(cut: Scenario) -> dict[str, Any]:
    """What still refers to something that holds, of the sections that the watch needs."""
    places, parties = cut.places, cut.parties
    platforms = {i: p for i, p in cut.platforms.items() if p.owner in parties}
    fleets = {
        i: f
        for i, f in cut.fleets.items()
        if f.platform in platforms and f.base in places and f.owner in parties
    }
    waters = {
        i: w
        for i, w in cut.waters.items()
        if w.party in parties and all(p in places for p in w.coast)
    }
    stations = {i: s for i, s in cut.stations.items() if s.waters is None or s.waters in waters}
    return {
        "platforms": platforms,
        "payloads": {i: p for i, p in cut.payloads.items() if p.on in platforms},
        "fleets": fleets,
        "waters": waters,
        "stations": stations,
        "patrols": {
            i: p for i, p in cut.patrols.items() if p.fleet in fleets and p.station in stations
        },
        "skies": {i: s for i, s in cut.skies.items() if s.at in places},
    }


def _reckoning(cut: Scenario) -> dict[str, Any]:
    """What still belongs to a plan that has been made, of the sections that the ledger needs."""
    return {
        name: {i: e for i, e in getattr(cut, name).items() if e.plan in (None, *cut.plans)}
        for name in ("forces", "moves", "costs", "totals")
    }


def _holding(entries: Mapping[str, Declared], day: date) -> dict[str, Declared]:
    return {name: entry for name, entry in entries.items() if entry.holds(day)}


def estimates_of(value: object) -> Iterator[Estimate]:
    """Every estimate inside a record, certain or not, depth first."""
    if isinstance(value, Estimate):
        yield value
    elif isinstance(value, Record):
        for name in type(value).model_fields:
            yield from estimates_of(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from estimates_of(item)


def named(value: Any, path: str) -> Any:
    """The same record with every estimate named by its dotted path, keys as in the file."""
    if isinstance(value, Estimate):
        return replace(value, name=path)
    if isinstance(value, Record):
        parts = {n: f.alias or n for n, f in type(value).model_fields.items()}
        return value.model_copy(
            update={n: named(getattr(value, n), f"{path}.{key}") for n, key in parts.items()}
        )
    if isinstance(value, tuple):
        return tuple(named(item, f"{path}.{i}") for i, item in enumerate(value))
    return value
