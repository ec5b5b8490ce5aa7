"""What may be changed of a declared thing: its numbers, choices and dates, as files hold them."""

import math
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date
from typing import Any, Final, Literal, NamedTuple, Protocol, cast, get_args, get_origin

from pydantic.fields import FieldInfo

from noroshi.scenario.records import Scenario
from noroshi.units import KINDS, UnitError, in_unit, unit_of
from noroshi.web.records import Control
from noroshi.web.spans import limits_of, span
from noroshi.world import Declared, Estimate, Exact, Record, estimates_of
from noroshi.world.merging import Tree
from noroshi.world.patching import shared_unknowns, value_at
from noroshi.world.values import SHARED, can_be_set

_LEFT_OUT: Final = frozenset({"id", "kind", "source", "grade", "note", "name"})
_FIRST: Final = (
    *("range", "reach", "lowest", "availability", "decision_delay", "report_delay", "delay"),
    *("max_range", "lat", "lon", "azimuth", "highest", "height"),
)
"""What is asked about most, by the name of the field; the rest follows as files have it."""
_LATE: Final = frozenset({"bias", "accuracy", "time_budget", "confirm", "search"})
"""Parts whose values come last, however they are called."""
_PAIRS: Final = {"elevation": ("lowest", "highest"), "azimuth": ("from", "to")}
"""What the two numbers of a pair are called."""
_ITSELF: Final = frozenset({"faces"})
"""Parts of which a thing may have just one, which is then called as the thing itself."""
_DIGITS: Final = 6
_ORDERED: Final = (("elevation.0", "elevation.1", 0.01), ("confirm.hits", "confirm.looks", 0.0))
"""The first may not be above the second, and how far apart they stay at the least, of what lies
between them as they are declared [1]."""


class Sourced(Protocol):
    """A record that names sources."""

    @property
    def source(self) -> tuple[str, ...]:
        """Ids of them."""

    @property
    def grade(self) -> str | None:
        """How far its values can be trusted; None = it does not say."""


class _Of(NamedTuple):
    """Of what a control is."""

    tree: Tree
    path: str
    """Of the declared thing, dotted."""
    entry: "Sourced | None"
    """The record around it whose sources are told where a value has none; None = there is none."""


def controls_of(
    world: Scenario,
    tree: Tree,
    path: str,
    value: Any,
    entry: Declared,
    *,
    leave: Sequence[str] = (),
) -> list[Control]:
    """Everything of a record that may be changed, what is asked about most first.

    Args:
        world: that declares it.
        tree: of its files.
        path: of the record, dotted: `sensors.north-radar`.
        value: the record.
        entry: that it belongs to, whose sources are told of values that have none.
        leave: fields of the record that are told elsewhere.
    """
    of = _Of(tree, path, entry)
    found: list[Control] = []
    for field in type(value).model_fields:
        if field not in leave:
            found += _in_field(of, value, field, path, ())
    asked = set(world.header.ask_about)
    kept = [c for c in _in_order(found) if can_be_set(tree, c.path)]
    return sorted(kept, key=lambda control: _rank(control, asked, _stated(tree, control.path)))


def shared_controls(tree: Tree, world: Scenario) -> list[Control]:
    """Unknowns that several values share, each set for all of them: `shared.tpy2.range`."""
    of_word: dict[str, tuple[Estimate, Declared]] = {}
    for entries in world.entries.values():
        for entry in entries.values():
            for e in estimates_of(entry):
                if e.shared_as and e.shared_as not in of_word:
                    of_word[e.shared_as] = e, entry
    places = {word: path for path, word in reversed([*shared_unknowns(tree.data)])}
    return [
        _number(
            _Of(tree, SHARED, of_word[word][1]),
            f"{SHARED}.{word}",
            f"{_field(path)} ({word})",
            of_word[word][0],
            stated=path,
        )
        for word, path in places.items()
        if word in of_word
    ]


def _field(path: Sequence[str | int]) -> str:
    """What a value is called below its entry; of which face it is, no reader asks of several."""
    steps = [str(step) for step in path[2:]]
    faces = {i + k for i, step in enumerate(steps) if step in _ITSELF for k in (0, 1)}
    return words_of([step for i, step in enumerate(steps) if i not in faces])


def _in_order(found: Sequence[Control]) -> Iterator[Control]:
    """The same, of pairs that are ordered each one with an end that the other allows."""
    by_path = {c.path: c for c in found}
    for first, second, share in _ORDERED:
        for path in [p for p in by_path if p.endswith(f".{first}")]:
            under, over = by_path[path], by_path.get(path.removesuffix(first) + second)
            if over is None or over.unit != under.unit:
                continue
            least = under.value if under.high is None else under.high
            most = over.value if over.low is None else over.low
            if isinstance(least, float) and isinstance(most, float):
                apart = share * (most - least)
                highest = min(most - apart, _or(under.most, math.inf))
                lowest = max(least + apart, _or(over.least, -math.inf))
                by_path[path] = under.model_copy(update={"most": _rounded(highest)})
                by_path[over.path] = over.model_copy(update={"least": _rounded(lowest)})
    return iter(by_path.values())


def _or(value: float | None, otherwise: float) -> float:
    return otherwise if value is None else value


def _rank(control: Control, asked: set[str], stated: Any) -> int:
    """What users of such things ask about comes first, then what the scenario's readers do."""
    shared = stated.get("shared_as") if isinstance(stated, dict) else None
    steps = control.path.removeprefix(f"{control.of}.").split(".")
    if steps[-1] in ("0", "1"):
        steps.append(_PAIRS["elevation"][int(steps[-1])] if "elevation" in steps else steps[-2])
    own = steps[-1] in _FIRST and not _LATE.intersection(steps)
    if own:
        return _FIRST.index(steps[-1])
    return len(_FIRST) + (control.path not in asked and f"{SHARED}.{shared}" not in asked)


def _in_field(
    of: _Of, record: Record, name: str, path: str, said: tuple[str, ...]
) -> Iterator[Control]:
    """Of a field; `said` are the steps by which the record is called."""
    field = type(record).model_fields[name]
    if name in _LEFT_OUT:
        return
    step = field.alias or name
    yield from _in_value(of, getattr(record, name), field, f"{path}.{step}", (*said, step))


def _in_value(
    of: _Of, value: Any, field: FieldInfo, path: str, said: tuple[str, ...]
) -> Iterator[Control]:
    label = words_of(said)
    choices = _choices(field.annotation)
    if isinstance(value, Estimate):
        yield _number(of, path, label, value, field=field)
    elif isinstance(value, Record):
        if getattr(value, "source", ()):  # a part that names its own
            of = of._replace(entry=cast(Sourced, value))
        for name in type(value).model_fields:
            yield from _in_field(of, value, name, path, said)
    elif isinstance(value, tuple | list):
        for i, item in enumerate(value):
            if isinstance(item, Estimate | Record | tuple):
                alone = len(value) == 1 and said[-1] in _ITSELF
                one = said[:-1] if alone else (*said, str(i))
                yield from _in_value(of, item, field, f"{path}.{i}", one)
    elif choices:
        kept = None if value is None else _plain(value)
        yield _control(of, path, label, field, kind="choice", value=kept, choices=choices)
    elif isinstance(value, date) or (value is None and date in leaves(field.annotation)):
        kept = None if value is None else value.isoformat()
        yield _control(of, path, label, field, kind="date", value=kept)
    elif isinstance(value, int | float):
        exact = next((m for m in field.metadata if isinstance(m, Exact)), None)
        kind = "" if exact is None else exact.kind
        yield _number(of, path, label, Estimate(value, value, value, kind=kind), field=field)


def _number(
    of: _Of,
    path: str,
    label: str,
    estimate: Estimate,
    *,
    field: FieldInfo | None = None,
    stated: Sequence[str | int] | None = None,
) -> Control:
    limits = limits_of(field)
    kind = estimate.kind or limits.kind
    text = _stated(of.tree, path) if stated is None else value_at(of.tree.data, tuple(stated))
    unit = _unit(kind, text, estimate.best)

    def shown(value: float) -> float | None:
        if not math.isfinite(value):
            return None
        with suppress(UnitError):
            return _rounded(in_unit(value, kind, unit) if kind else value)
        return None

    sure = estimate.certain
    log = bool(kind) and unit in KINDS[kind].decibel
    # A word that several values share does not tell what they are.
    named = path if stated is None else ".".join(map(str, stated))
    least, most = span(estimate, kind, limits, named, log=log)
    return _control(
        of,
        path,
        label,
        field,
        kind="number",
        unit=unit,
        value=shown(estimate.best),
        low=None if sure else shown(estimate.low),
        high=None if sure else shown(estimate.high),
        least=shown(least),
        most=shown(most),
        estimate=estimate,
    )


def _control(
    of: _Of,
    path: str,
    label: str,
    field: FieldInfo | None,
    *,
    kind: Literal["number", "choice", "date"],
    value: float | str | None,
    unit: str = "",
    low: float | None = None,
    high: float | None = None,
    least: float | None = None,
    most: float | None = None,
    choices: Sequence[str] = (),
    estimate: Estimate | None = None,
) -> Control:
    own = Estimate.exactly(0.0) if estimate is None else estimate
    entry = of.entry
    stated = of.path == SHARED or _stated(of.tree, path) is not None
    return Control(
        path=path,
        of=of.path,
        label=label,
        kind=kind,
        unit=unit,
        value=value,
        low=low,
        high=high,
        least=least,
        most=most,
        choices=list(choices),
        basis="own" if own.source or own.grade else "record" if stated else "default",
        sources=list(own.source),
        grade=own.grade or "",
        record_sources=[] if entry is None else list(entry.source),
        record_grade="" if entry is None else getattr(entry, "grade", None) or "",
        declared=None,
        shared_as=own.shared_as or "",
        note=own.note or ((field.description or "") if field is not None else ""),
    )


def _unit(kind: str, stated: Any, best: float) -> str:
    """The unit that the file states, else one that suits."""
    text = stated.get("best", "") if isinstance(stated, dict) else stated
    if isinstance(text, str) and (unit := unit_of(text)):
        return unit
    if kind in ("", "ratio", "probability"):
        return ""
    if kind == "length" and abs(best) >= 1e3:
        return "km"
    return {"angle": "deg", "inverse_length": "N/km"}.get(kind, KINDS[kind].si)


def _stated(tree: Tree, path: str) -> Any:
    """What stands in the files at a dotted path; ids may hold dots."""
    section, _, rest = path.partition(".")
    here: Any = tree.data.get(section)
    while rest and isinstance(here, dict | list):
        if isinstance(here, list):
            step, _, rest = rest.partition(".")
            here = here[int(step)] if step.isdecimal() and int(step) < len(here) else None
            continue
        key = max((k for k in here if f"{rest}.".startswith(f"{k}.")), key=len, default=None)
        if key is None:
            return None
        here, rest = here[key], rest[len(key) + 1 :]
    return here


def _choices(annotation: Any) -> list[str]:
    if annotation is bool:
        return ["true", "false"]
    if get_origin(annotation) is Literal:
        return [str(word) for word in get_args(annotation)]
    return []


def leaves(annotation: Any) -> Iterator[Any]:
    """An annotation and all that it is made of."""
    yield annotation
    for part in get_args(annotation):
        yield from leaves(part)


def _plain(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _rounded(value: float) -> float:
    return float(f"{value:.{_DIGITS}g}")


def words_of(steps: Sequence[str]) -> str:
    """`faces.0.azimuth.1` as "Face 1 azimuth 2", `reference.range` as "Reference range"."""
    said = []
    for i, step in enumerate(steps):
        pair = _PAIRS.get(steps[i - 1]) if i and step in ("0", "1") else None
        if pair is not None:
            said.append(pair[int(step)])
            continue
        nth = step.isdecimal()
        one = i + 1 < len(steps) and steps[i + 1].isdecimal() and step.endswith("s")
        said.append(str(int(step) + 1) if nth else (step.removesuffix("s") if one else step))
    text = " ".join(said).replace("_", " ").replace("-", " ")
    return text[:1].upper() + text[1:]
