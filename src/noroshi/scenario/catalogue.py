"""What a scenario file may hold: its sections, the kinds of entries, and what refers to what."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from noroshi.access.payloads import BUILTIN as PAYLOADS
from noroshi.commitments.areas import AREA_KINDS
from noroshi.commitments.records import Agreement
from noroshi.declared import Declared
from noroshi.ledger.records import Cost, Deflator, Force, Milestone, Move, Plan, Rate, Total
from noroshi.scenario.alternatives import Alternative
from noroshi.scenario.claims import Claim
from noroshi.scenario.records import (
    Geostationary,
    Ground,
    Header,
    Party,
    Receiver,
    Rule,
    Source,
    Threat,
    Vehicle,
)
from noroshi.scenario.watched import (
    Aircraft,
    Fleet,
    Patrol,
    Satellite,
    Ship,
    Sky,
    Station,
    VesselType,
    Waters,
)
from noroshi.sensing import KINDS


@dataclass(frozen=True)
class Section:
    """One section: the records that its entries may be, by their `kind`."""

    kinds: Mapping[str, type[Declared]]
    default: str | None = ""
    """The kind of an entry that names none; None = it must name one."""

    def record(self, entry: Mapping[str, Any]) -> type[Declared] | None:
        """The record that an entry is to be; None = it names no known kind."""
        kind = entry.get("kind", self.default)
        return self.kinds.get(kind) if isinstance(kind, str) else None


def _one(record: type[Declared]) -> Section:
    return Section({"": record})


def _kinds(*records: type[Declared]) -> dict[str, type[Declared]]:
    """Records by the one word that their field `kind` allows."""
    return {record.model_fields["kind"].annotation.__args__[0]: record for record in records}  # type: ignore[union-attr]


SECTIONS: Final[Mapping[str, Section]] = {
    "scenario": _one(Header),
    "parties": _one(Party),
    "sources": _one(Source),
    "places": Section(_kinds(Ground, Geostationary), default="ground"),
    "sensors": Section(KINDS, default=None),
    "vehicles": _one(Vehicle),
    "threats": _one(Threat),
    "receivers": _one(Receiver),
    "rules": _one(Rule),
    "alternatives": _one(Alternative),
    "platforms": Section(_kinds(Satellite, Aircraft, Ship), default=None),
    "payloads": Section(_kinds(*PAYLOADS), default=None),
    "fleets": _one(Fleet),
    "stations": _one(Station),
    "patrols": _one(Patrol),
    "skies": _one(Sky),
    "vessels": _one(VesselType),
    "waters": _one(Waters),
    "plans": _one(Plan),
    "forces": _one(Force),
    "moves": _one(Move),
    "costs": _one(Cost),
    "totals": _one(Total),
    "deflators": _one(Deflator),
    "rates": _one(Rate),
    "milestones": _one(Milestone),
    "areas": Section(_kinds(*AREA_KINDS), default=None),
    "agreements": _one(Agreement),
    "claims": _one(Claim),
}

REFERENCES: Final[tuple[tuple[str, str, str], ...]] = (
    ("sensors", "at", "places"),
    ("sensors", "owner", "parties"),
    ("sensors", "shared.*.with", "parties"),
    ("threats", "vehicle", "vehicles"),
    ("threats", "launched_from.*", "places"),
    ("threats", "at.party", "parties"),
    ("threats", "at.receivers.*", "receivers"),
    ("threats", "at.*", "receivers"),
    ("receivers", "party", "parties"),
    ("rules", "party", "parties"),
    ("alternatives", "options.*.lowest_elevation.sensors.*", "sensors"),
    ("platforms", "owner", "parties"),
    ("payloads", "on", "platforms"),
    ("fleets", "owner", "parties"),
    ("fleets", "platform", "platforms"),
    ("fleets", "base", "places"),
    ("fleets", "out_of", "fleets"),
    ("stations", "waters", "waters"),
    ("patrols", "fleet", "fleets"),
    ("patrols", "station", "stations"),
    ("skies", "at", "places"),
    ("waters", "party", "parties"),
    ("waters", "coast.*", "places"),
    ("waters", "vessels.*", "vessels"),
    ("plans", "parties.*", "parties"),
    ("plans", "replaces", "plans"),
    ("forces", "party", "parties"),
    ("forces", "place", "places"),
    ("forces", "plan", "plans"),
    ("forces", "part_of", "forces"),
    ("moves", "party", "parties"),
    ("moves", "leaves", "places"),
    ("moves", "to", "places"),
    ("moves", "plan", "plans"),
    ("costs", "payer", "parties"),
    ("costs", "plan", "plans"),
    ("costs", "rate", "rates"),
    ("totals", "plan", "plans"),
    ("totals", "rest", "parties"),
    ("milestones", "place", "places"),
    ("areas", "party", "parties"),
    ("areas", "of_party", "parties"),
    ("areas", "coast.*", "places"),
    ("areas", "of", "areas"),
    ("areas", "of.*", "areas"),
    ("areas", "less.*", "areas"),
    ("areas", "includes.*", "areas"),
    ("areas", "excludes.*", "areas"),
    ("areas", "disputed.*.by", "parties"),
    ("agreements", "parties.*", "parties"),
    ("agreements", "supersedes.*", "agreements"),
    ("agreements", "disputed.*.by", "parties"),
    ("claims", "checks.*.at", "places"),
    ("claims", "checks.*.by", "parties"),
    ("claims", "checks.*.on", "parties"),
)
"""(section, path inside an entry, section referred to); `*` is any index of a list."""
