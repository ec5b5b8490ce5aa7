"""From plain data to records; what pydantic finds wrong becomes a problem with a place."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from noroshi.nearest import nearest, suggestion_or_list
from noroshi.world import (
    HEADER,
    SECTIONS,
    Declared,
    Header,
    Section,
    named,
)
from noroshi.world.document import Path_
from noroshi.world.merging import Tree
from noroshi.world.writing import cut, example, known_keys, nested, shape, shown, wanted


def build_entries(tree: Tree, section: str) -> dict[str, Declared]:
    """The records of one section, by id; what does not fit is reported and left out."""
    found: dict[str, Declared] = {}
    for key, entry in tree.data[section].items():
        if tree.full:
            break
        if (section, key) in tree.broken:
            continue
        build = partial(build_entry, tree, SECTIONS[section], (section, key), entry)
        record = tree.of_entry("built", (section, key), entry, build)
        if record is not None:
            found[key] = record
    return found


def build_header(tree: Tree) -> Header | None:
    """The record of the section `scenario`; None = it is wrong, or in an unreadable file."""
    if tree.unread and not tree.data[HEADER]:
        return None
    if any(problem.path == HEADER for problem in tree.problems):
        return None  # what stands there is no section, which is told
    if not tree.data[HEADER] and (HEADER,) not in tree.marks:
        hint = "write `scenario:` with `title:`, and `before:` and `after:` to compare two dates"
        tree.problem((HEADER,), "there is no section `scenario`", hint=hint)
        return None
    header = build_entry(tree, SECTIONS[HEADER], (HEADER,), tree.data[HEADER])
    return header if isinstance(header, Header) else None


def build_entry(tree: Tree, section: Section, path: Path_, entry: Any) -> Declared | None:
    """One record, with its id and with every estimate named by its path."""
    if not isinstance(entry, dict):
        hint = f"write its fields below it, e.g. `{_first_key(section)}: …`"
        tree.problem(path, "is no entry", value=shown(entry), hint=hint)
        return None
    record = section.record(entry)
    if record is None:
        _report_kind(tree, section, path, entry)
        return None
    if "id" in entry:
        tree.problem((*path, "id"), "unknown key `id`", hint="the key of the entry is its id")
    try:
        # A file has one word for a thing: `from`, not also the name that Python code has to use.
        built = record.model_validate({**entry, "id": str(path[-1])}, by_alias=True, by_name=False)
    except ValidationError as error:
        details = _once(tree, path, error.errors(include_url=False))
        like = _like(tree, path, details)
        for detail in details:
            lacks = detail["type"] == "missing" and len(detail["loc"]) == 1
            _report(tree, path, record, detail, like if lacks else "")
            like = "" if lacks else like
        return None
    done: Declared = named(built, ".".join(map(str, path)))
    return done


def _first_key(section: Section) -> str:
    """A field that an entry of the section needs."""
    record = section.kinds.get(section.default or "") or next(iter(section.kinds.values()))
    return "kind" if section.default is None else next(iter(wanted(record)))


def _once(tree: Tree, path: Path_, details: list[ErrorDetails]) -> list[ErrorDetails]:
    """One fault gives one message: of what may be of several types, all types are told in one.

    Pydantic tells of each type why the value is none of it; where one of them is a list, of which
    an item is wrong, the item is meant.
    """
    slips = {_without_colon(d)[0] for d in details}
    found = [d for d in details if not _follows(d) and not _is_slip(d, slips)]
    places = [_place(tree, path, tuple(d["loc"])) for d in found]
    kept: dict[Path_, list[ErrorDetails]] = {}
    for detail, place in zip(found, places, strict=True):
        inner = any(p[: len(place)] == place and len(p) > len(place) for p in places)
        if not (inner and detail["type"] in _OF_TYPE):
            kept.setdefault(place, []).append(detail)
    return [told for same in kept.values() for told in _together(same)]


def _together(same: list[ErrorDetails]) -> list[ErrorDetails]:
    """Errors at one place, those about types as one."""
    words = list(dict.fromkeys(w for d in same if (w := _OF_TYPE.get(d["type"]))))
    if len(same) < 2 or not words:
        return same
    first = next(d for d in same if d["type"] in _OF_TYPE)
    listed = words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
    merged: ErrorDetails = {**first, "type": "one_of_types", "msg": f"should be {listed}"}
    return [merged, *(d for d in same if d["type"] not in _OF_TYPE)]


_OF_TYPE = {
    "int_type": "a number",
    "int_parsing": "a number",
    "float_type": "a number",
    "float_parsing": "a number",
    "int_from_float": "a number",
    "string_type": "text",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "date_type": "a date",
    "date_parsing": "a date",
    "date_from_datetime_parsing": "a date",
    "tuple_type": "a list",
    "list_type": "a list",
}
"""Pydantic's errors that say of what type a value should be, in the words of a file."""


def _follows(detail: ErrorDetails) -> bool:
    """Whether a list is only too short because its wrong items, told one by one, do not count."""
    given = detail["input"]
    if detail["type"] != "too_short" or not isinstance(given, list | tuple):
        return False
    return len(given) >= int(detail["ctx"]["min_length"])


def _without_colon(detail: ErrorDetails) -> tuple[str, str]:
    """Name and value of a field whose colon is missing, `name Riyadh`; empty where none is."""
    key = str(detail["loc"][-1]) if detail["loc"] else ""
    cut = detail["type"] == "extra_forbidden" and detail["input"] is None
    name, _, value = key.partition(" ")
    return (name.rstrip(":"), value) if cut and value else ("", "")


def _is_slip(detail: ErrorDetails, slips: set[str]) -> bool:
    """Whether a field is missing only because its colon is."""
    return detail["type"] == "missing" and str(detail["loc"][-1]) in slips


def _report_kind(tree: Tree, section: Section, path: Path_, entry: Mapping[str, Any]) -> None:
    kinds = ", ".join(section.kinds)
    if "kind" not in entry:
        hint = f"write `kind:` and one of {kinds}"
        tree.problem(path, "`kind` is missing", hint=_or_another(tree, path, hint))
    else:
        hint = suggestion_or_list(str(entry["kind"]), section.kinds)
        tree.problem((*path, "kind"), "unknown kind", value=shown(entry["kind"]), hint=hint)


def _or_another(tree: Tree, path: Path_, hint: str) -> str:
    """What to write; or which entry may be meant, where a file only says more of another's."""
    section, key = str(path[0]), str(path[-1])
    others = tree.data[section] if len(path) > 1 else {}
    file, _ = tree.mark(path)
    # What stands elsewhere, too, is not taken for a slip of another's id.
    if any(at[0] != file for p, at in tree.marks.items() if p[: len(path)] == path):
        return hint
    near = nearest(key, (k for k in others if tree.mark((section, k))[0] != file))
    if not near:
        return hint
    return f"did you mean '{near}', which is declared?{f' Else {hint}' if hint else ''}"


def _like(tree: Tree, path: Path_, details: list[ErrorDetails]) -> str:
    """How to take over several fields that an entry lacks from one that has them; empty = none."""
    lacks = {str(d["loc"][0]) for d in details if d["type"] == "missing" and len(d["loc"]) == 1}
    if len(lacks) < _SEVERAL or len(path) < 2:
        return ""
    others = tree.data[str(path[0])].items()
    kept = (key for key, other in others if isinstance(other, dict) and lacks <= other.keys())
    other = next(kept, "")
    return f"; or take over what '{other}' has: `like: {other}`" if other else ""


def _report(
    tree: Tree, path: Path_, record: type[Declared], detail: ErrorDetails, like: str = ""
) -> None:
    """One thing that pydantic found, in the words of the file."""
    inside = tuple(detail["loc"])
    place = _place(tree, path, inside)
    key = str(inside[-1]) if inside else ""
    match detail["type"]:
        case "missing" if inside and isinstance(inside[-1], int):
            tree.problem(place, "has too few items", hint=example(record, inside[:-1]))
        case "missing":
            hint = example(record, inside)
            alone = len(inside) == 1
            told = _or_another(tree, path, hint) if alone else hint
            tree.problem(place, f"`{key}` is missing", hint=f"{told}{like}")
        case "extra_forbidden":
            known = known_keys(record, inside[:-1])
            name, rest = _without_colon(detail)
            if name in known:
                hint = f"write `{name}: {cut(rest)}`"
                tree.problem(place, f"a colon is missing behind `{name}`", hint=hint)
                return
            value = "" if detail["input"] is None else shown(detail["input"])
            hint = nested(record, inside, value.strip("'")) or suggestion_or_list(key, known)
            tree.problem(place, f"unknown key `{cut(key)}`", value=value, hint=hint)
        case kind:
            message, hint = _words(kind, detail["msg"])
            if kind.startswith("date_"):
                hint = f"write year-month-day, e.g. {_day_of(tree)}"
            if bound := _bounded(detail):
                message, hint = bound, ""
            hint = hint or shape(record, detail)
            # That an entry as a whole is a mapping says nothing.
            value = "" if kind in _SAYS_VALUES or not inside else shown(detail["input"])
            tree.problem(place, message, value=value, hint=hint)


def _day_of(tree: Tree) -> str:
    """A day of the scenario's own, for an example."""
    days = (tree.data[HEADER].get(which) for which in ("after", "before"))
    return next((str(day) for day in days if isinstance(day, date)), "2013-10-03")


def _bounded(detail: ErrorDetails) -> str:
    """What a number that is beyond a bound has to be; empty where it is another error."""
    for limit, words in _BOUNDS.items():
        bound = detail.get("ctx", {}).get(limit)
        if bound is not None and detail["type"] in _BEYOND:
            return f"must be {words.format(f'{bound:g}')}"
    return ""


_BOUNDS = {"ge": "{} or more", "gt": "more than {}", "le": "{} or less", "lt": "less than {}"}
_BEYOND = ("greater_than_equal", "greater_than", "less_than_equal", "less_than")


_SEVERAL = 3
"""Fields that an entry lacks, from which on it may be meant to be like another."""
_SAYS_VALUES = frozenset({"order", "log_scale", "omm", "two_line", "too_short", "too_long"})
"""Errors about several values, which the message holds, or counts."""


def _words(kind: str, message: str) -> tuple[str, str]:
    """Message and hint."""
    if kind in ("quantity", "log_scale") or "; write " in message:
        # Ours end in what to write.
        what, _, hint = message.partition("; ")
        return what, hint
    if kind.startswith("datetime_"):
        return "should be a date with a time of day", "write e.g. 2015-01-01T12:00:00Z"
    if kind.startswith("date_"):
        return "should be a date", ""
    message = _PLAIN.get(kind, message)
    for theirs, ours in (
        ("Value error, ", ""),
        ("Input should", "should"),
        ("List should", "should"),
        ("Tuple should", "should"),
        ("Tuple", "list"),
        (" after validation", ""),
    ):
        message = message.replace(theirs, ours)
    # Keys and abbreviations stay as they are.
    return message if message[:2].isupper() else message[0].lower() + message[1:], ""


_PLAIN = {
    "tuple_type": "should be a list",
    "list_type": "should be a list",
    "dict_type": "should hold fields, `name: value`",
    "string_type": "should be text",
    "bool_type": "should be true or false",
    "bool_parsing": "should be true or false",
    "int_type": "should be a whole number",
    "int_parsing": "should be a whole number",
    "int_from_float": "should be a whole number",
    "float_type": "should be a number",
    "float_parsing": "should be a number",
    "model_type": "should hold fields, `name: value`",
    "model_attributes_type": "should hold fields, `name: value`",
}
"""Pydantic's words for Python's types, in the words of a file."""


def _place(tree: Tree, path: Path_, inside: Path_) -> Path_:
    """The path in the file; steps of the record that the file does not have are left out."""
    for step in inside:
        if (*path, step) in tree.marks:
            path = (*path, step)
    return path
