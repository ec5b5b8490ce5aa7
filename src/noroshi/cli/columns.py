"""What `noroshi show` lists of each kind of entry: one row an entry, units in the columns."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from noroshi.cli.quantities import number, spread
from noroshi.declared import Estimate
from noroshi.scenario.pairing import pairings_of
from noroshi.scenario.records import Profile, Scenario, Threat, estimates_of

DEGREE: Final = math.pi / 180.0
KILOMETRE: Final = 1e3


@dataclass(frozen=True)
class Column:
    """One column: its title for people, its key for programs, and where its values are from."""

    title: str
    key: str
    get: Callable[[Any], Any]
    shown_in: float = 1.0
    """Size in SI of the unit that the title names."""
    given_in: float = 1.0
    """Size in SI of the unit that the key names."""
    listed: bool = True
    """Whether people see it in this table, too."""
    spare: bool = False
    """Whether it goes first where the window is narrow."""

    def text(self, record: Any) -> str:
        """The cell for people."""
        value = self.get(record)
        if isinstance(value, Estimate):
            return spread(value, self.shown_in)
        if isinstance(value, float):
            return number(value / self.shown_in)
        if isinstance(value, tuple):
            return _listed(value, self.shown_in)
        return "" if value is None else "yes" if value is True else str(value or "")

    def data(self, record: Any) -> Any:
        """The cell for programs."""
        return _data(self.get(record), self.given_in)


def _listed(values: tuple[Any, ...], size: float) -> str:
    if values and all(isinstance(v, float) for v in values):
        return "–".join(number(v / size) for v in values)
    return "\n".join(map(str, values))


def _data(value: Any, size: float) -> Any:
    if isinstance(value, Estimate):
        bounds = {"low": value.low / size, "best": value.best / size, "high": value.high / size}
        named = {"path": value.name, "kind": value.kind} if value.name else {}
        return {**named, **bounds}
    if isinstance(value, float):
        return value / size
    if isinstance(value, tuple):
        return [_data(v, size) for v in value]
    return value


def _field(name: str) -> Callable[[Any], Any]:
    return lambda record: getattr(record, name, None)


def _plain(title: str, name: str) -> Column:
    return Column(title, name, _field(name))


def _angle(title: str, name: str) -> Column:
    return Column(f"{title} [°]", f"{name}_deg", _field(name), DEGREE, DEGREE)


def _time(title: str, name: str) -> Column:
    return Column(f"{title} [s]", f"{name}_s", _field(name))


_ID: Final = _plain("id", "id")
_NAME: Final = _plain("name", "name")
_SPARE_NAME: Final = Column("name", "name", _field("name"), spare=True)
_DATES: Final = (_plain("from", "since"), _plain("until", "until"))
_TRUST: Final = (
    Column("grade", "grade", _field("grade"), spare=True),
    Column("source", "source", _field("source"), spare=True),
)


def _profile(threat: Threat) -> str:
    profile: Profile = threat.profile
    if profile.apogee is None:
        return "minimum energy"
    return f"apogee {number(profile.apogee / KILOMETRE)} km"


def _uncertain(record: Any) -> tuple[Estimate, ...]:
    return tuple(e for e in estimates_of(record) if not e.certain)


def columns_of(thing: str, scenario: Scenario) -> tuple[Column, ...]:
    """The columns for one kind of thing."""
    if thing == "threats":
        flights = Column("flights", "flights", lambda t: len(tuple(pairings_of(scenario, t.id))))
        return (*_COLUMNS["threats"], flights, *_DATES)
    return _COLUMNS[thing]


_COLUMNS: Final[Mapping[str, tuple[Column, ...]]] = {
    "sensors": (
        _ID,
        _NAME,
        Column("kind", "kind", _field("kind"), spare=True),
        _plain("at", "at"),
        _plain("owner", "owner"),
        Column("shared with", "shared_with", lambda s: tuple(x.party for x in s.shared)),
        *_DATES,
        Column("intervals", "intervals", _uncertain, listed=False),
        *_TRUST,
    ),
    "sites": (
        _ID,
        _NAME,
        _plain("kind", "kind"),
        _angle("latitude", "lat"),
        _angle("longitude", "lon"),
        Column("height [m]", "height_m", _field("height")),
        *_TRUST,
    ),
    "vehicles": (
        _ID,
        _SPARE_NAME,
        Column("used at [km]", "reach_m", _field("reach"), KILOMETRE),
        _time("burn time", "burn_time"),
        Column(
            "ballistic coefficient [kg/m²]",
            "ballistic_coefficient_kg_per_m2",
            _field("ballistic_coefficient"),
        ),
        Column(
            "cross-section powered [m²]",
            "powered_cross_section_m2",
            _field("powered_cross_section"),
        ),
        Column("cross-section [m²]", "cross_section_m2", _field("cross_section")),
        Column("notional", "notional", _field("notional"), spare=True),
        *_TRUST,
    ),
    "threats": (
        _ID,
        _SPARE_NAME,
        _plain("vehicle", "vehicle"),
        _plain("from sites", "launched_from"),
        Column("at", "at", lambda t: t.at.receivers or t.at.party),
        Column("profile", "profile", _profile),
    ),
    "receivers": (
        _ID,
        _NAME,
        _plain("party", "party"),
        _angle("latitude", "lat"),
        _angle("longitude", "lon"),
        _plain("population", "population"),
        _plain("region", "region"),
        Column("source", "source", _field("source"), spare=True),
    ),
    "rules": (
        _ID,
        Column("party", "party", _field("party"), spare=True),
        Column("overhead [km]", "overflight_radius_m", _field("overflight_radius"), KILOMETRE),
        Column("area [km]", "area_radius_m", _field("area_radius"), KILOMETRE),
        _time("recognition", "burnout_recognition"),
        _time("radar direction", "radar_direction_delay"),
        _time("satellite direction", "satellite_direction_delay"),
        _time("attribution", "attribution_delay"),
        _time("decision", "decision_delay"),
        _time("broadcast", "broadcast_delay"),
        _time("reception", "reception_delay"),
        *_TRUST,
    ),
    "sources": (
        _ID,
        _plain("title", "title"),
        _plain("author", "author"),
        _plain("publisher", "publisher"),
        _plain("published", "published"),
        Column("url", "url", _field("url"), spare=True),
    ),
    "claims": (
        _ID,
        _plain("question", "question"),
        Column(
            "stated",
            "statements",
            lambda c: tuple(
                f"{s.value} ({', '.join([*s.source, *([s.grade] if s.grade else [])])})"
                for s in c.statements
            ),
        ),
        _plain("used", "used"),
        _plain("about", "about"),
    ),
}
