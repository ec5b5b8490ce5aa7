"""What `noroshi show` lists of the entries that the watch from air and space needs."""

from collections.abc import Mapping
from typing import Any, Final

from noroshi.cli.column import (
    DATES,
    DEGREE,
    ID,
    INTERVALS,
    KILOMETRE,
    NAME,
    SPARE_NAME,
    TRUST,
    Column,
    field_of,
    plain,
)
from noroshi.present.quantities import number, quantity
from noroshi.scenario.watched import Fleet, Satellite, Sky, Station

HOUR: Final = 3600.0
KNOT: Final = 1852.0 / 3600.0


def _hours(title: str, name: str) -> Column:
    return Column(f"{title} [h]", f"{name}_s", field_of(name), HOUR)


def _length(title: str, name: str) -> Column:
    return Column(f"{title} [km]", f"{name}_m", field_of(name), KILOMETRE)


def _speed(title: str, name: str) -> Column:
    return Column(f"{title} [kt]", f"{name}_m_per_s", field_of(name), KNOT)


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


def _first(*names: str) -> Any:
    """The first of several fields that an entry has, whatever its kind calls it."""

    def get(record: Any) -> Any:
        return next((getattr(record, name) for name in names if hasattr(record, name)), None)

    return get


def _season(fleet: Fleet) -> str:
    return "" if fleet.season is None else " to ".join(fleet.season)


def _middle(index: int) -> Any:
    def get(station: Station) -> float:
        return station.pattern.middle[index]

    return get


def _best_by_month(sky: Sky) -> str:
    return " ".join(number(share.best) for share in sky.clear)


WATCH_COLUMNS: Final[Mapping[str, tuple[Column, ...]]] = {
    "platforms": (
        ID,
        NAME,
        plain("kind", "kind"),
        plain("owner", "owner"),
        Column("orbit", "orbit", _orbit),
        _length("height", "height"),
        _speed("speed", "speed"),
        _hours("endurance", "endurance"),
        *DATES,
        INTERVALS,
        *TRUST,
    ),
    "payloads": (
        ID,
        SPARE_NAME,
        plain("kind", "kind"),
        plain("on", "on"),
        Column(
            "off nadir [°]", "off_nadir_deg", _first("off_nadir", "off_nadir_to"), DEGREE, DEGREE
        ),
        Column("farthest [km]", "farthest_m", _first("farthest", "range"), KILOMETRE),
        _length("swath", "swath"),
        Column("resolution [m]", "resolution_m", field_of("resolution")),
        plain("needs clear sky", "needs_clear_sky"),
        *DATES,
        INTERVALS,
        *TRUST,
    ),
    "fleets": (
        ID,
        SPARE_NAME,
        plain("owner", "owner"),
        plain("platform", "platform"),
        plain("base", "base"),
        plain("count", "count"),
        Column("season", "season", field_of("season"), shown=_season),
        plain("held by weather", "weather_hold"),
        _hours("crews' time a day", "crew_hours"),
        *DATES,
        *TRUST,
    ),
    "stations": (
        ID,
        NAME,
        Column("pattern", "pattern", lambda s: s.pattern.kind),
        Column("latitude [°]", "lat_deg", _middle(0), DEGREE, DEGREE),
        Column("longitude [°]", "lon_deg", _middle(1), DEGREE, DEGREE),
        Column("round [km]", "round_m", lambda s: s.pattern.length, KILOMETRE),
        plain("waters", "waters"),
        *DATES,
        *TRUST,
    ),
    "patrols": (
        ID,
        plain("fleet", "fleet"),
        plain("station", "station"),
        plain("share of sorties", "effort"),
        *DATES,
        *TRUST,
    ),
    "skies": (
        ID,
        plain("at", "at"),
        Column("clear, January to December", "clear", field_of("clear"), shown=_best_by_month),
        Column("persistence", "persistence", lambda s: s.persistence),
        *TRUST,
    ),
    "vessels": (
        ID,
        NAME,
        Column("length [m]", "length_m", field_of("length")),
        _speed("speed", "speed"),
        Column("cross-section [m²]", "cross_section_m2", field_of("cross_section")),
        *TRUST,
    ),
    "waters": (
        ID,
        NAME,
        plain("party", "party"),
        plain("measured from", "coast"),
        _length("limit", "limit"),
        _length("approach from", "approach_from"),
        plain("vessels", "vessels"),
        *DATES,
        *TRUST,
    ),
}
