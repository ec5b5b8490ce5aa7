"""What a scenario declares, as frozen records; with this module, every section is registered."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from functools import partial
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Final, Literal, Protocol, Self, TypeVar

from pydantic import (
    AfterValidator,
    Field,
)
from pydantic_core import PydanticCustomError

from noroshi.access.payloads import Payload
from noroshi.commitments.areas import AreaKind
from noroshi.commitments.records import Agreement
from noroshi.days import Day, fault_of_day
from noroshi.errors import NoroshiError
from noroshi.kept.remembered import Remembered
from noroshi.ledger.contributions import Ability, PartyContribution
from noroshi.ledger.records import Cost, Deflator, Force, Milestone, Move, Plan, Rate, Total
from noroshi.scenario.alternatives import Alternative
from noroshi.scenario.candidates import Candidate
from noroshi.scenario.claims import Claim
from noroshi.scenario.listening import SeismicEvent, SeismicNetwork, Seismometer
from noroshi.scenario.partners import without_partners
from noroshi.scenario.sharing import Node, SharingArrangement
from noroshi.scenario.warned import Receiver, Rule, Threat, Vehicle
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
from noroshi.world import SECTIONS as SECTIONS  # every section is registered here
from noroshi.world import (
    Altitude,
    Declared,
    Easting,
    Estimate,
    Header,
    Northing,
    estimates_of,
    section,
    sections_for,
)
from noroshi.world.cutting import holding


@section("parties", topic="world")
class Party(Declared):
    """A state or organisation that owns sensors, has cities, and warns its people."""

    name: str = Field(
        description="as maps have it, without an article: sentences say “the” before a name with a "
        "word such as States, Emirates, Union, Republic or Council in it, “the United States”"
    )
    partner: bool = Field(
        default=False,
        description="told of by the question on partners alone: its sensors, its places and what "
        "is aimed at them enter no other answer",
    )


def _of_the_web(url: str) -> str:
    """An address that a page may lead to; any other kind of address could run something there."""
    if url and not _ADDRESS.match(url):
        raise PydanticCustomError("url", "should begin with https://, http:// or doi:")
    return url


_ADDRESS: Final = re.compile(r"(https?://|doi:)\S", re.IGNORECASE)


@section("sources", topic="world")
class Source(Declared):
    """Where a number is from."""

    title: str = Field(description="of the text")
    author: str = Field(default="", description="who wrote it")
    publisher: str = Field(default="", description="who published it")
    published: date | int | str | None = Field(default=None, description="date or year")
    accessed: Day | None = Field(default=None, description="day on which it was read")
    url: Annotated[str, AfterValidator(_of_the_web)] = Field(
        default="", description="where it is found"
    )


@section("places", topic="world", default=True)
class Ground(Declared):
    """A place on the Earth, ashore or afloat."""

    kind: Literal["ground"] = "ground"
    name: str = Field(description="as sentences say it")
    lat: Northing
    lon: Easting
    height: Altitude = Field(
        default=0.0, description="above the ellipsoid, for which sea level may stand"
    )


@section("places", topic="world")
class Geostationary(Declared):
    """A place above the equator that turns with the Earth."""

    kind: Literal["geostationary"]
    name: str = Field(default="", description="as sentences say it")
    lon: Easting


Place = Ground | Geostationary


Entry = TypeVar("Entry", bound=Declared)


class Origin(Protocol):
    """What a declared world was read from."""

    def changed(self, world: "Scenario", values: Mapping[str, Any]) -> "Scenario":
        """The whole world with some values set, by their dotted paths."""


@dataclass(frozen=True, repr=False)
class Scenario:
    """A declared world. Mappings are by id, in the order of the files, and read only."""

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
    sharing: Mapping[str, SharingArrangement]
    nodes: Mapping[str, Node]
    platforms: Mapping[str, Platform]
    payloads: Mapping[str, Payload]
    fleets: Mapping[str, Fleet]
    stations: Mapping[str, Station]
    patrols: Mapping[str, Patrol]
    skies: Mapping[str, Sky]
    vessels: Mapping[str, VesselType]
    waters: Mapping[str, Waters]
    seismic_networks: Mapping[str, SeismicNetwork]
    seismometers: Mapping[str, Seismometer]
    seismic_events: Mapping[str, SeismicEvent]
    plans: Mapping[str, Plan]
    forces: Mapping[str, Force]
    moves: Mapping[str, Move]
    costs: Mapping[str, Cost]
    totals: Mapping[str, Total]
    deflators: Mapping[str, Deflator]
    rates: Mapping[str, Rate]
    milestones: Mapping[str, Milestone]
    candidates: Mapping[str, Candidate]
    abilities: Mapping[str, Ability]
    contributions: Mapping[str, PartyContribution]
    areas: Mapping[str, AreaKind]
    agreements: Mapping[str, Agreement]
    claims: Mapping[str, Claim]
    more: Mapping[str, Mapping[str, Declared]] = field(default_factory=dict)
    """Entries of registered sections that have no field here."""
    day: date | None = None
    """The date at which it was cut; None = everything that was ever declared."""
    name: str = field(default="", compare=False)
    """The folder, the file or the built-in scenario that it was read from."""
    changed: tuple[str, ...] = ()
    """Values that were set over what the files hold, as `path = value`."""
    origin: Origin | None = field(default=None, compare=False)
    """What `with_values` starts from."""

    @classmethod
    def of_entries(
        cls, header: Header, entries: Mapping[str, Mapping[str, Any]], **rest: Any
    ) -> Self:
        """A world from entries by section and id; a section that is not given is empty.

        Args:
            header: the section `scenario`.
            entries: by the name of a registered section.
            rest: the fields `day`, `name`, `changed`, `origin`.
        """
        own: dict[str, Any] = {name: MappingProxyType(entries.get(name, {})) for name in _FIELDS}
        more = {
            name: MappingProxyType(held) for name, held in entries.items() if name not in _FIELDS
        }
        return cls(header=header, more=more, **own, **rest)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickled and copied from plain mappings, since Python does neither with read-only ones."""
        rest = {name: getattr(self, name) for name in ("day", "name", "changed", "origin")}
        entries = {name: dict(held) for name, held in self.entries.items()}
        return partial(type(self).of_entries, **rest), (self.header, entries)

    @property
    def title(self) -> str:
        """What the scenario is about, in one line."""
        return "; with ".join((self.header.title, *self.changed))

    @property
    def called(self) -> str:
        """The scenario in a sentence: the name of its folder, without the way there."""
        return Path(self.name).name or "the scenario"

    @property
    def example_day(self) -> date:
        """A day that means something in it, for examples: its own, or the last of an entry."""
        own = self.header.after or self.header.before
        since = (e.since for held in self.entries.values() for e in held.values())
        return own or max(filter(None, since), default=date(2015, 1, 1))

    @property
    def entries(self) -> Mapping[str, Mapping[str, Declared]]:
        """All entries, by section and id."""
        return {**{name: getattr(self, name) for name in _FIELDS}, **self.more}

    def of(self, record: type[Entry]) -> Mapping[str, Entry]:
        """The entries that are of one record, by id: `world.of(Fleet)`, `world.of(Radar)`."""
        held = self.entries.values()
        return {i: e for entries in held for i, e in entries.items() if isinstance(e, record)}

    def __repr__(self) -> str:
        """One line: what it is about, its dates, and how much it declares."""
        about = self.header
        dates = f"at {self.day}" if self.day else f"{about.before} against {about.after}"
        sizes = {name: len(held) for name, held in self.entries.items()}
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
        from noroshi.world.values import EXAMPLE  # only now: it brings in what reads files

        if self.origin is None:
            raise ValueError("only a world that `load` has read can have values set")
        if not isinstance(values, Mapping):
            raise NoroshiError(f"{values!r} holds no values by path; write e.g. {EXAMPLE}")
        whole = self.origin.changed(self, values)
        return whole if self.day is None else whole.at(self.day)

    def at(self, day: date | str, *, partners: bool = False) -> Self:
        """The world at one date: what holds then, and needs only what holds then.

        Args:
            day: as a date, or as text.
            partners: whether what belongs to partners is in it; see `Party`.

        Raises:
            NoroshiError: it is no date, or too near the end of the calendar to count from.
        """
        if isinstance(day, str):
            try:
                day = date.fromisoformat(day)
            except ValueError:
                why = f"'{day}' is not a date; write e.g. {self.example_day}"
                raise NoroshiError(why) from None
        elif not isinstance(day, date) or isinstance(day, datetime):
            raise NoroshiError(f"{day!r} is not a date; write e.g. '{self.example_day}'")
        if why := fault_of_day(day):
            raise NoroshiError(why)
        rest = {"name": self.name, "changed": self.changed, "origin": self.origin}
        held = holding(self.entries, day)
        kept = held if partners else without_partners(held)
        return self.of_entries(self.header, kept, day=day, **rest)

    def ask(self, question: str, **options: Any) -> Any:
        """The answer to a question about this world; see `noroshi.questions.ask.ask`."""
        # By name, since questions are made of worlds and not worlds of questions.
        return import_module("noroshi.questions.ask").ask(self, question, **options)

    def estimates(self, sections: Collection[str] | None = None) -> tuple[Estimate, ...]:
        """Every uncertain estimate, once, in the order of the files; names are dotted paths.

        Args:
            sections: only of these and the header; None = of all.
        """
        chosen = [
            held for name, held in self.entries.items() if sections is None or name in sections
        ]
        records = [self.header, *(entry for held in chosen for entry in held.values())]
        found = (e for record in records for e in _uncertain(record))
        return tuple(dict.fromkeys(found))


@Remembered
def _uncertain(record: Declared) -> tuple[Estimate, ...]:
    """The uncertain estimates of one entry."""
    return tuple(e for e in estimates_of(record) if not e.certain)


_IN_SHORT = ("sensors", "threats", "receivers", "fleets", "platforms", "plans", "agreements")
"""What a scenario's one line counts."""
_FIELDS = tuple(f.name for f in fields(Scenario) if f.name in SECTIONS)
WATCHED = sections_for("watch")
"""Sections that only the watch from air and space needs."""
LISTENED = sections_for("listen")
"""Those that only listening to the ground needs."""
PROMISED = sections_for("promises")
"""Those that only questions of what is promised need."""
RECKONED = sections_for("ledger")
"""Those of money and forces: plans, moves, costs, what parties give and are able to."""
WARNED = sections_for("world", "warning", "claims")
"""What warning needs."""
