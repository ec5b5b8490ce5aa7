"""What `noroshi show` lists of each section: one row an entry, units in the titles.

A column is a field of the records, as `title: field [unit] ~` (`column.of_field`), or a function. A
section that is not named here is listed with all its plain fields.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from noroshi.amounts import amount_words
from noroshi.cli.column import DEGREE, KILOMETRE, ListedColumn, of_field
from noroshi.currencies import CURRENCIES
from noroshi.ledger.contributions import said
from noroshi.ledger.records import Total
from noroshi.present.quantities import number, quantity, spread
from noroshi.scenario.alternatives import Option
from noroshi.scenario.pairing import pairings_of
from noroshi.scenario.records import Scenario
from noroshi.scenario.watched import Satellite
from noroshi.world import HEADER, SECTIONS, Declared, Estimate, estimates_of

SECTION_OF: Final = {"sites": "places"}
"""Where what people call a thing differs from its section."""


def things() -> tuple[str, ...]:
    """Everything that can be shown."""
    named = {SECTION_OF.get(thing, thing) for thing in _COLUMNS}
    return (*_COLUMNS, *(s for s in SECTIONS if s not in named and s != HEADER))


def columns_of(thing: str, scenario: Scenario) -> tuple[ListedColumn, ...]:
    """The columns for one kind of thing."""
    records = tuple(SECTIONS[SECTION_OF.get(thing, thing)].kinds.values())
    chosen = _COLUMNS.get(thing) or _plain_fields(records)
    columns = [c if isinstance(c, ListedColumn) else of_field(c, records) for c in ("id", *chosen)]
    if thing == "threats":
        flights = ListedColumn(
            "flights", "flights", lambda t: len(tuple(pairings_of(scenario, t.id)))
        )
        columns.insert(-2, flights)
    return tuple(columns)


def _plain_fields(records: tuple[type[Declared], ...]) -> tuple[str | ListedColumn, ...]:
    """The fields that hold one word, number or date, or a list of words."""
    fields = {n: f for r in records for n, f in r.model_fields.items()}
    own = (n for n, f in fields.items() if n not in Declared.model_fields and _is_plain(f))
    return (*own, *_DATES, *_TRUST)


def _is_plain(field: FieldInfo) -> bool:
    return not any(issubclass(leaf, BaseModel) for leaf in _leaves(field.annotation))


def _leaves(annotation: Any) -> Iterator[type]:
    """Every class that an annotation speaks of."""
    if isinstance(annotation, type):
        yield annotation
    for part in get_args(annotation):
        yield from _leaves(part)


def _uncertain(entry: Any) -> tuple[Estimate, ...]:
    """Every number of an entry that has an interval."""
    return tuple(e for e in estimates_of(entry) if not e.certain)


def _profile(threat: Any) -> str:
    apogee = threat.profile.apogee
    return "minimum energy" if apogee is None else f"apogee {number(apogee / KILOMETRE)} km"


def _statements(claim: Any) -> tuple[str, ...]:
    return tuple(
        f"{s.value} ({', '.join([*s.source, *([s.grade] if s.grade else [])])})"
        for s in claim.statements
    )


def _orbit(platform: Any) -> str | None:
    """An orbit in a few words; None where there is none."""
    if not isinstance(platform, Satellite):
        return None
    orbit = platform.orbit
    if orbit.kind != "sun-synchronous":
        return orbit.kind
    if orbit.repeat is not None:
        size = f"{orbit.repeat.revolutions} turns in {orbit.repeat.days} d"
    else:
        assert orbit.altitude is not None
        size = quantity(orbit.altitude)
    off = orbit.local_time_error.high / 60.0
    error = f" ± {number(off)} min" if off else ""
    return f"{size}, {orbit.local_time}{error} {orbit.node}"


def _first(*names: str) -> Callable[[Any], Any]:
    """The first of several fields that an entry has, whatever its kind calls it."""
    return lambda entry: next((getattr(entry, n) for n in names if hasattr(entry, n)), None)


def _change(option: Option) -> str:
    """`satellites: area, within 20–500 km`, or `tpy2-shariki at 5° and above`."""
    low = option.lowest_elevation
    if low is not None:
        return f"{', '.join(low.sensors)} at {number(low.elevation / DEGREE)}° and above"
    accuracy = option.satellite_accuracy
    told = "" if accuracy is None else f", within {spread(accuracy, KILOMETRE)} km"
    return f"satellites: {option.satellites}{told}"


def _options(alternative: Any) -> tuple[dict[str, Any], ...]:
    own = ("name", "base", "change", "note", "source", "grade")
    return tuple(
        {key: _change(o) if key == "change" else getattr(o, key) for key in own}
        for o in alternative.options
    )


def _said(amount: Estimate | None) -> str:
    """Money as it is printed; people with their bounds."""
    if amount is None:
        return ""
    if amount.kind in CURRENCIES:
        return amount_words(amount.best, amount.kind)
    return spread(amount)


def _years(years: tuple[int, int]) -> str:
    first, last = years
    return str(first) if first == last else f"{first} to {last}"


def _levels_said(deflator: Any) -> str:
    (first, low), (last, high) = deflator.index[0], deflator.index[-1]
    return f"{low:g} in {first} to {high:g} in {last}"


def _days(days: Any) -> str:
    return "" if days is None else " to ".join(map(str, days))


def _sum(total: Total) -> Estimate | None:
    return total.amount or total.number


_DATES: Final = ("from: since", "until")
_TRUST: Final = ("grade ~", "source ~")
_INTERVALS: Final = ListedColumn("intervals", "intervals", _uncertain, listed=False)
_COLUMNS: Final[Mapping[str, tuple[str | ListedColumn, ...]]] = {
    "sensors": (
        *("name", "kind ~", "at", "owner"),
        ListedColumn("shared with", "shared_with", lambda s: tuple(x.party for x in s.shared)),
        ListedColumn("finds by", "finds_by", lambda s: s.finds_by),
        *(*_DATES, _INTERVALS, *_TRUST),
    ),
    "sites": ("name", "kind", "latitude: lat [°]", "longitude: lon [°]", "height [m]", *_TRUST),
    "vehicles": (
        *("name ~", "used at: reach [km]", "burn_time [s]", "growth", "first_stage"),
        "ballistic_coefficient [kg/m²]",
        "cross-section powered: powered_cross_section [m²]",
        "cross-section: cross_section [m²]",
        *("notional ~", "first_flown ~", *_TRUST),
    ),
    "threats": (
        *("name ~", "vehicle", "from sites: launched_from"),
        ListedColumn("at", "at", lambda t: t.at.receivers or t.at.party),
        ListedColumn("profile", "profile", _profile),
        *_DATES,
    ),
    "receivers": (
        *("name", "party", "latitude: lat [°]", "longitude: lon [°]", "population", "region"),
        "source ~",
    ),
    "rules": (
        *("party ~", "overhead: overflight_radius [km]", "area: area_radius [km]"),
        *("recognition: burnout_recognition [s]", "radar direction: radar_direction_delay [s]"),
        "satellite direction: satellite_direction_delay [s]",
        *("attribution: attribution_delay [s]", "decision: decision_delay [s]"),
        *("broadcast: broadcast_delay [s]", "reception: reception_delay [s]", *_TRUST),
    ),
    "alternatives": (
        "question",
        ListedColumn(
            *("options", "options", _options),
            shown=lambda a: "\n".join(
                f"{o.name} [{_change(o)}]{' (base)' * o.base}" for o in a.options
            ),
        ),
        *_DATES,
        ListedColumn(
            *("grade and source", "trust"),
            lambda a: tuple(f"{o.grade or '–'}: {', '.join(o.source) or '–'}" for o in a.options),
            spare=True,
        ),
    ),
    "platforms": (
        *("name", "kind", "owner"),
        ListedColumn("orbit", "orbit", _orbit),
        *("height [km]", "speed [kt]", "endurance [h]", *_DATES, _INTERVALS, *_TRUST),
    ),
    "payloads": (
        *("name ~", "kind", "on"),
        ListedColumn(
            *("off nadir [°]", "off_nadir_deg", _first("off_nadir", "off_nadir_to")),
            *(DEGREE, DEGREE),
        ),
        ListedColumn("farthest [km]", "farthest_m", _first("farthest", "range"), KILOMETRE),
        *("swath [km]", "resolution [m]", "needs_clear_sky", *_DATES, _INTERVALS, *_TRUST),
    ),
    "fleets": (
        *("name ~", "owner", "platform", "base", "count"),
        ListedColumn("season", "season", lambda f: f.season, shown=lambda f: _days(f.season)),
        *("held by weather: weather_hold", "crews' time a day: crew_hours [h]", *_DATES, *_TRUST),
    ),
    "stations": (
        "name",
        ListedColumn("pattern", "pattern", lambda s: s.pattern.kind),
        ListedColumn("latitude [°]", "lat_deg", lambda s: s.pattern.middle[0], DEGREE, DEGREE),
        ListedColumn("longitude [°]", "lon_deg", lambda s: s.pattern.middle[1], DEGREE, DEGREE),
        ListedColumn("round [km]", "round_m", lambda s: s.pattern.length, KILOMETRE),
        *("waters", *_DATES, *_TRUST),
    ),
    "patrols": ("fleet", "station", "share of sorties: effort", *_DATES, *_TRUST),
    "skies": (
        "at",
        ListedColumn(
            *("clear, January to December", "clear", lambda s: s.clear),
            shown=lambda s: " ".join(number(share.best) for share in s.clear),
        ),
        *("persistence", *_TRUST),
    ),
    "vessels": ("name", "length [m]", "speed [kt]", "cross-section: cross_section [m²]", *_TRUST),
    "waters": (
        *("name", "party", "measured from: coast", "limit [km]", "approach_from [km]", "vessels"),
        *(*_DATES, *_TRUST),
    ),
    "plans": (
        *("name", "of: since", "parties", "replaces", "estimate"),
        ListedColumn("text", "text", lambda p: p.text, listed=False),
        *_TRUST,
    ),
    "forces": (
        *("name", "party", "service", "at: place", "people: number", "plan", "stage"),
        *(*_DATES, *_TRUST),
    ),
    "moves": (
        "leave: leaves",
        ListedColumn("to", "to", lambda m: m.to or m.to_words),
        *("who", "people: number"),
        ListedColumn("begins", "begins", lambda m: m.begins, shown=lambda m: _days(m.begins)),
        *("by", "plan", *_DATES, *_TRUST),
    ),
    "costs": (
        *("payer", "item", "means"),
        ListedColumn("amount", "amount", lambda c: c.amount, shown=lambda c: _said(c.amount)),
        *("prices of: price_year", "plan", *_TRUST),
    ),
    "abilities": (
        *("party", "quantity", "year"),
        ListedColumn("value", "value", lambda a: a.value, shown=lambda a: said(a.value)),
        *_TRUST,
    ),
    "contributions": (
        *("party", "to", "host"),
        ListedColumn("years", "years", lambda c: c.years, shown=lambda c: _years(c.years)),
        ListedColumn("value", "value", lambda c: c.value, shown=lambda c: said(c.value)),
        *("beside", *_TRUST),
    ),
    "totals": (
        "item",
        ListedColumn("sum", "sum", _sum, shown=lambda t: _said(_sum(t))),
        *("prices of: price_year", "parts ~", "rest", "plan", *_TRUST),
    ),
    "deflators": (
        *("name", "currency"),
        ListedColumn("level", "levels", lambda d: dict(d.index), shown=_levels_said),
        *_TRUST,
    ),
    "rates": (
        ListedColumn("pair", "pair", lambda r: f"{_said(r.amount)} = {_said(r.equals)}"),
        *("on", *_TRUST),
    ),
    "milestones": ("day: since", "name", "at: place", *_TRUST),
    "areas": (
        *("name", "kind", "role", "party"),
        ListedColumn(
            "contested by", "contested_by", lambda a: tuple({d.by: 0 for d in a.disputed})
        ),
        *(*_DATES, "basis ~", *_TRUST),
    ),
    "agreements": (
        *("name", "form", "parties", *_DATES),
        ListedColumn(
            *("provisions", "provisions"),
            lambda a: tuple(f"{p.where}: {p.title}" for p in a.provisions.values()),
        ),
        *_TRUST,
    ),
    "sources": ("title", "author", "publisher", "published", "url ~"),
    "claims": ("question", ListedColumn("stated", "statements", _statements), "used", "about"),
}
