"""What a scenario declares at a dotted path, with its grade and source."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from noroshi.ledger.span import Span, share
from noroshi.questions.claims.compare import Known, Value
from noroshi.scenario.records import Scenario
from noroshi.units import KINDS
from noroshi.world import Declared, Estimate, Record


class GradedValue(NamedTuple):
    """A declared value, and how far it can be trusted."""

    known: Known | None
    """None = nothing is declared there, or not on that day."""
    grade: str
    source: tuple[str, ...]


def look_up(scenario: Scenario, path: str) -> GradedValue:
    """The value at a path as in a file, such as `fleets.misawa-rq4.from`.

    Grade and source are those of the estimate itself, or else of the entry that it stands in. A
    list counts as the number of its items.
    """
    value: Any = scenario
    grade, source = "", ()
    for step in _steps(path, scenario):
        value = _inside(value, step)
        if isinstance(value, Declared | Estimate | Record):
            grade = getattr(value, "grade", None) or grade
            source = getattr(value, "source", ()) or source
    return GradedValue(_known(value), grade, tuple(source))


def _steps(path: str, scenario: Scenario) -> list[str]:
    """The steps of a path; the id of an entry, which may hold dots, is one of them."""
    section, _, rest = path.partition(".")
    entries = getattr(scenario, section, None)
    ids = entries if isinstance(entries, Mapping) else {}
    entry = max((i for i in ids if f"{rest}.".startswith(f"{i}.")), key=len, default="")
    if not entry:
        return path.split(".")
    return [section, entry, *filter(None, rest[len(entry) :].split("."))]


def look_up_share(scenario: Scenario, part: str, whole: str) -> GradedValue:
    """One declared number as a share of another, between its bounds [1]; grade of the weaker."""
    both = look_up(scenario, part), look_up(scenario, whole)
    grade = max(found.grade for found in both) if all(found.grade for found in both) else ""
    source = tuple(dict.fromkeys(s for found in both for s in found.source))
    spans = [Span(*f.known[:3]) for f in both if isinstance(f.known, Value)]
    if len(spans) < 2:
        return GradedValue(None, grade, source)
    return GradedValue(Value(*share(*spans), unit="share"), grade, source)


def _inside(value: Any, step: str) -> Any:
    if isinstance(value, Mapping):
        return value.get(step)
    if isinstance(value, tuple):
        return value[int(step)] if step.isdigit() and int(step) < len(value) else None
    if isinstance(value, Record):
        fields = type(value).model_fields
        name = next((n for n, f in fields.items() if step in (f.alias or n, n)), None)
        return None if name is None else getattr(value, name)
    return getattr(value, step, None) if isinstance(value, Scenario) else None


def _known(value: Any) -> Known | None:
    if isinstance(value, Estimate):
        unit = KINDS[value.kind].si if value.kind in KINDS else ""
        return Value(value.low, value.best, value.high, unit, value.kind or "ratio")
    if isinstance(value, tuple):
        return _exactly(len(value))
    if isinstance(value, bool | date | str):
        return value
    return _exactly(value) if isinstance(value, int | float) else None


def _exactly(number: float) -> Value:
    return Value(float(number), float(number), float(number))
