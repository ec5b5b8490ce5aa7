"""What `noroshi show` lists of each kind of entry: one row an entry, units in the columns."""

from collections.abc import Mapping
from typing import Final

from noroshi.cli.column import (
    DATES,
    ID,
    INTERVALS,
    KILOMETRE,
    NAME,
    SPARE_NAME,
    TRUST,
    Column,
    angle,
    field_of,
    plain,
    time,
)
from noroshi.cli.columns_alternatives import ALTERNATIVES_COLUMNS
from noroshi.cli.columns_commitments import COMMITMENTS_COLUMNS
from noroshi.cli.columns_ledger import LEDGER_COLUMNS
from noroshi.cli.columns_watch import WATCH_COLUMNS
from noroshi.present.quantities import number
from noroshi.scenario.pairing import pairings_of
from noroshi.scenario.records import Profile, Scenario, Threat


def _profile(threat: Threat) -> str:
    profile: Profile = threat.profile
    if profile.apogee is None:
        return "minimum energy"
    return f"apogee {number(profile.apogee / KILOMETRE)} km"


def columns_of(thing: str, scenario: Scenario) -> tuple[Column, ...]:
    """The columns for one kind of thing."""
    if thing == "threats":
        flights = Column("flights", "flights", lambda t: len(tuple(pairings_of(scenario, t.id))))
        return (*_COLUMNS["threats"], flights, *DATES)
    elsewhere = {**WATCH_COLUMNS, **LEDGER_COLUMNS, **COMMITMENTS_COLUMNS, **ALTERNATIVES_COLUMNS}
    return {**_COLUMNS, **elsewhere}[thing]


_COLUMNS: Final[Mapping[str, tuple[Column, ...]]] = {
    "sensors": (
        ID,
        NAME,
        Column("kind", "kind", field_of("kind"), spare=True),
        plain("at", "at"),
        plain("owner", "owner"),
        Column("shared with", "shared_with", lambda s: tuple(x.party for x in s.shared)),
        Column("finds by", "finds_by", lambda s: s.finds_by),
        *DATES,
        INTERVALS,
        *TRUST,
    ),
    "sites": (
        ID,
        NAME,
        plain("kind", "kind"),
        angle("latitude", "lat"),
        angle("longitude", "lon"),
        Column("height [m]", "height_m", field_of("height")),
        *TRUST,
    ),
    "vehicles": (
        ID,
        SPARE_NAME,
        Column("used at [km]", "reach_m", field_of("reach"), KILOMETRE),
        time("burn time", "burn_time"),
        plain("growth", "growth"),
        plain("first stage", "first_stage"),
        Column(
            "ballistic coefficient [kg/m²]",
            "ballistic_coefficient_kg_per_m2",
            field_of("ballistic_coefficient"),
        ),
        Column(
            "cross-section powered [m²]",
            "powered_cross_section_m2",
            field_of("powered_cross_section"),
        ),
        Column("cross-section [m²]", "cross_section_m2", field_of("cross_section")),
        Column("notional", "notional", field_of("notional"), spare=True),
        Column("first flown", "first_flown", field_of("first_flown"), spare=True),
        *TRUST,
    ),
    "threats": (
        ID,
        SPARE_NAME,
        plain("vehicle", "vehicle"),
        plain("from sites", "launched_from"),
        Column("at", "at", lambda t: t.at.receivers or t.at.party),
        Column("profile", "profile", _profile),
    ),
    "receivers": (
        ID,
        NAME,
        plain("party", "party"),
        angle("latitude", "lat"),
        angle("longitude", "lon"),
        plain("population", "population"),
        plain("region", "region"),
        Column("source", "source", field_of("source"), spare=True),
    ),
    "rules": (
        ID,
        Column("party", "party", field_of("party"), spare=True),
        Column("overhead [km]", "overflight_radius_m", field_of("overflight_radius"), KILOMETRE),
        Column("area [km]", "area_radius_m", field_of("area_radius"), KILOMETRE),
        time("recognition", "burnout_recognition"),
        time("radar direction", "radar_direction_delay"),
        time("satellite direction", "satellite_direction_delay"),
        time("attribution", "attribution_delay"),
        time("decision", "decision_delay"),
        time("broadcast", "broadcast_delay"),
        time("reception", "reception_delay"),
        *TRUST,
    ),
    "sources": (
        ID,
        plain("title", "title"),
        plain("author", "author"),
        plain("publisher", "publisher"),
        plain("published", "published"),
        Column("url", "url", field_of("url"), spare=True),
    ),
    "claims": (
        ID,
        plain("question", "question"),
        Column(
            "stated",
            "statements",
            lambda c: tuple(
                f"{s.value} ({', '.join([*s.source, *([s.grade] if s.grade else [])])})"
                for s in c.statements
            ),
        ),
        plain("used", "used"),
        plain("about", "about"),
    ),
}
