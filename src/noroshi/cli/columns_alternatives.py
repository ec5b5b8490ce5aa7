"""What `noroshi show` lists of alternatives: each question with its options."""

from collections.abc import Mapping
from typing import Any, Final

from noroshi.cli.column import DATES, DEGREE, ID, Column, plain
from noroshi.present.quantities import number, spread
from noroshi.scenario.alternatives import Alternative, Option

KILOMETRE: Final = 1e3


def _change(option: Option) -> str:
    """`satellites: area, within 20–500 km`, or `tpy2-shariki at 5° and above`."""
    low = option.lowest_elevation
    if low is not None:
        return f"{', '.join(low.sensors)} at {number(low.elevation / DEGREE)}° and above"
    accuracy = option.satellite_accuracy
    told = "" if accuracy is None else f", within {spread(accuracy, KILOMETRE)} km"
    return f"satellites: {option.satellites}{told}"


def _options(alternative: Alternative) -> tuple[str, ...]:
    return tuple(f"{o.name} [{_change(o)}]{' (base)' * o.base}" for o in alternative.options)


def _each(alternative: Alternative) -> tuple[dict[str, Any], ...]:
    return tuple(
        {
            "name": o.name,
            "base": o.base,
            "change": _change(o),
            "note": o.note,
            "source": list(o.source),
            "grade": o.grade,
        }
        for o in alternative.options
    )


def _trust(alternative: Alternative) -> tuple[str, ...]:
    return tuple(f"{o.grade or '–'}: {', '.join(o.source) or '–'}" for o in alternative.options)


ALTERNATIVES_COLUMNS: Final[Mapping[str, tuple[Column, ...]]] = {
    "alternatives": (
        ID,
        plain("question", "question"),
        Column("options", "options", _each, shown=lambda a: "\n".join(_options(a))),
        *DATES,
        Column("grade and source", "trust", _trust, spare=True),
    ),
}
