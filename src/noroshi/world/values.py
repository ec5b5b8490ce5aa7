"""Single values laid over a scenario that has been read: `sensors.north.range` = `2000 km`."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final, NamedTuple

from noroshi.errors import Problem, ScenarioError
from noroshi.nearest import suggestion, suggestion_or_list
from noroshi.world import HEADER, SECTIONS, Estimate
from noroshi.world.document import Document, Marks, Path_
from noroshi.world.extending import extended
from noroshi.world.ids import is_id
from noroshi.world.merging import Tree, dotted, merge
from noroshi.world.patching import patched, shared_unknowns, value_at
from noroshi.world.plain_text import obeyed
from noroshi.world.reading import DEEPEST
from noroshi.world.writing import known_keys

SHARED: Final = "shared"
"""First step of the path of an unknown that several estimates share: `shared.tpy2.range`."""

EXAMPLE: Final = '{"sensors.north-radar.max_range": "800 km"}'
"""How values are given by their paths."""


class _Unknown(Exception):
    """There is nothing at a path that could be set."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


class _Place(NamedTuple):
    """Where a value goes."""

    path: Path_
    value: Any


def with_values(tree: Tree, values: Mapping[Any, Any], shown: str) -> Tree:
    """The tree with values set by their dotted paths; `null` takes out what stands there.

    A path is that of a value, of anything around it, or `shared.WORD`: every estimate that is
    `shared_as: WORD`. What is wrong becomes a problem of the tree that is returned.

    Args:
        tree: a scenario without problems; it is not written to.
        values: by dotted path, what a file would hold there.
        shown: what problems name in place of a file.
    """
    taken: dict[Path_, str] = {}
    for text, value in values.items():
        if not isinstance(text, str):
            what, hint = "the path is no text", f"write e.g. {EXAMPLE}"
            tree = _with_problem(tree, Problem(shown, None, str(text), "", what, hint))
            continue
        tree = _with_value(tree, text, value, shown, taken)
    return tree


def _with_value(tree: Tree, text: str, value: Any, shown: str, taken: dict[Path_, str]) -> Tree:
    """The tree with one value set, unless another that was set reaches into it.

    Args:
        tree: with the values that were set before.
        text: the path as it was written.
        value: what is set there.
        shown: what problems name in place of a file.
        taken: the paths of the values that were set before, each as it was written; the path of
            this one is added.
    """
    try:
        places = tuple(_places(tree, text, _plain(value)))
        for place in places:
            _refuse_taken(place.path, text, taken)
    except _Unknown as unknown:
        problem = Problem(shown, None, text, "", unknown.message, unknown.hint)
        return _with_problem(tree, problem)
    taken |= {place.path: text for place in places}
    for place in places:
        tree = extended(tree, _overlay(tree, place, shown))
    if len(places) > 1:
        tree.remarks[:] = [r for r in tree.remarks if r.file != shown]
    return tree


def can_be_set(tree: Tree, text: str) -> bool:
    """Whether a path leads to something that may be set; whatever is set there may still be wrong.

    Args:
        tree: a scenario without problems.
        text: a dotted path.
    """
    try:
        return bool(tuple(_places(tree, text, "")))
    except _Unknown:
        return False


def laid_over(tree: Tree, values: Mapping[str, Any], shown: str) -> dict[str, Any]:
    """What the file of a scenario holds that extends this one and differs from it by some values.

    Lists are replaced as a whole, as files do it.

    Args:
        tree: a scenario without problems; it is not written to.
        values: by dotted path, what is set there.
        shown: what problems name in place of a file.

    Raises:
        ScenarioError: a path leads nowhere, or two values set the same.
    """
    changed = with_values(tree, values, shown)
    if changed.problems:
        raise ScenarioError(tuple(changed.problems))
    file: dict[str, Any] = {}
    for text, value in values.items():
        for place in _places(tree, text, _plain(value)):
            steps = place.path
            item = next((i for i, step in enumerate(steps) if isinstance(step, int)), None)
            written = place.value if item is None else value_at(changed.data, steps[:item])
            here = file
            for step in (steps := steps[:item])[:-1]:
                here = here.setdefault(str(step), {})
            here[str(steps[-1])] = written
    return file


def _refuse_taken(path: Path_, text: str, taken: Mapping[Path_, str]) -> None:
    """Refuse a path that is within another one that is set, or around it: one would be lost."""
    for other, written in taken.items():
        shorter = min(len(path), len(other))
        if path[:shorter] == other[:shorter]:
            raise _Unknown(f"{written} is set, too, and both set the same", "give one of them")


def _with_problem(tree: Tree, problem: Problem) -> Tree:
    same = {name: getattr(tree, name) for name in ("data", "marks", "unread", "folded", "broken")}
    return Tree(problems=[*tree.problems, problem], remarks=tree.remarks, **same)


def _plain(value: Any, depth: int = 0) -> Any:
    """A value as a file would hold it."""
    if depth > DEEPEST:
        raise _Unknown(f"is nested deeper than {DEEPEST} levels", "write it flatter")
    if isinstance(value, Mapping):
        return {str(key): _plain(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item, depth + 1) for item in value]
    if isinstance(value, str) and (bad := obeyed(value)):
        raise _Unknown(f"holds the control character {bad}", "write it without")
    return value


def _places(tree: Tree, text: str, value: Any) -> Iterator[_Place]:
    """Where a path leads: to one place, or to all that share an unknown."""
    section, _, rest = text.partition(".")
    if section == SHARED:
        known = list(shared_unknowns(tree.data))
        found = [path for path, word in known if word == rest]
        if not found:
            hint = suggestion_or_list(rest, {word for _, word in known})
            raise _Unknown(f"nothing is `shared_as: {rest}`", hint)
        if value is None:
            raise _Unknown("an unknown that is shared cannot be taken out", "write a value")
        # Certain, it is still one unknown of all: it may be set, or asked about, again.
        plain = not isinstance(value, dict | Estimate)
        stated = dict.fromkeys(("low", "best", "high"), value) if plain else value
        yield from (_Place(path, stated) for path in found)
        return
    if section not in tree.data:
        raise _Unknown(f"there is no section '{section}'", _section_for(tree, section, text))
    yield _Place(_path(tree, section, rest, value), value)


def _section_for(tree: Tree, word: str, text: str) -> str:
    inside = next((s for s, entries in tree.data.items() if s != HEADER and word in entries), None)
    if inside is not None:
        return f"did you mean '{inside}.{text}'?"
    return suggestion_or_list(word, tree.data)


def _path(tree: Tree, section: str, rest: str, value: Any) -> Path_:
    """The path of what stands, or may stand, inside a section."""
    if section == HEADER:
        if not rest and not isinstance(value, dict):
            raise _Unknown(
                "it is a whole section", "set its fields one by one, e.g. scenario.title"
            )
        if rest == "extends":
            raise _Unknown("what is taken over cannot be set", "load the other scenario instead")
        return _inside(tree, (HEADER,), rest)
    entries = tree.data[section]
    if not rest:
        e = f"{section}.{next(iter(entries), 'ID')}"
        raise _Unknown(f"{section} is a whole section", f"set its entries one by one, e.g. {e}")
    # An id may hold dots.
    key = max((k for k in entries if f"{rest}.".startswith(f"{k}.")), key=len, default=None)
    if key is not None:
        return _inside(tree, (section, key), rest[len(key) + 1 :])
    if isinstance(value, dict) and is_id(rest):
        return section, rest
    first, _, more = rest.partition(".")
    near = suggestion(first, entries)
    hint = near[:-2] + f".{more}'?" if near and more else near
    hint = hint.replace("did you mean '", f"did you mean '{section}.")
    raise _Unknown(
        f"there is no '{first[:60]}' in {section}", hint or suggestion_or_list(first, entries)
    )


def _inside(tree: Tree, entry: Path_, rest: str) -> Path_:
    path, here = entry, value_at(tree.data, entry)
    steps = rest.split(".") if rest else []
    for count, step in enumerate(steps):
        if isinstance(here, list) and step.isdecimal() and int(step) < len(here):
            path, here = (*path, int(step)), here[int(step)]
        elif isinstance(here, dict) and step in here:
            path, here = (*path, step), here[step]
        elif isinstance(here, dict) and step in known_keys(
            _record(tree, entry), path[len(entry) :]
        ):
            return (*path, *steps[count:])
        else:
            raise _unknown(tree, entry, path, rest)
    return path


def _unknown(tree: Tree, entry: Path_, path: Path_, rest: str) -> _Unknown:
    """That a path leads nowhere, with the nearest one that leads somewhere."""
    here = value_at(tree.data, path)
    if isinstance(here, list):
        items = "1 item" if len(here) == 1 else f"{len(here)} items"
        what = f"{dotted(path)} has {items}, counted from 0"
        return _Unknown(what, f"write e.g. {dotted(path)}.0")
    if not isinstance(here, dict):
        what = f"{dotted(path)} is a single value, without parts"
        return _Unknown(what, f"set {dotted(path)} as a whole")
    keys = known_keys(_record(tree, entry), path[len(entry) :])
    declared = [dotted(p) for p in tree.marks if p[: len(entry)] == entry]
    known = [*declared, *(f"{dotted(path)}.{key}" for key in keys)]
    last = f".{rest.rpartition('.')[2]}"
    hint = next((f"did you mean '{k}'?" for k in known if k.endswith(last)), "")
    hint = hint or suggestion(f"{dotted(entry)}.{rest}", known)
    return _Unknown("there is no such value", hint or f"known there: {', '.join(sorted(keys))}")


def _record(tree: Tree, entry: Path_) -> Any:
    return SECTIONS[str(entry[0])].record(value_at(tree.data, entry))


def _overlay(tree: Tree, place: _Place, shown: str) -> Tree:
    """A tree that holds one value, and around it what it takes to lay it over another."""
    path = place.path
    value: Any = place.value
    for depth in range(len(path) - 1, -1, -1):
        step = path[depth]
        if isinstance(step, int):
            items = list(value_at(tree.data, path[:depth]))
            items[step] = patched(items[step], value)
            value = items
        else:
            value = {step: value}
    around = (path[:depth] for depth in range(len(path) + 1))
    inside = ((*path, *below) for below in _parts(place.value))
    marks: Marks = dict.fromkeys((*around, *inside), (shown, None))
    return merge([Document(shown, value, marks)], SECTIONS)


def _parts(value: Any) -> Iterator[Path_]:
    """The paths of everything inside a value."""
    items = value.items() if isinstance(value, dict) else ()
    for step, item in enumerate(value) if isinstance(value, list) else items:
        yield (step,)
        for below in _parts(item):
            yield (step, *below)


def told(path: str, value: Any) -> str:
    """`sensors.north.range = 2000 km`, as titles say it."""
    return f"{path} = {_in_words(value)}"


def _in_words(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_in_words(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_in_words, value))}]"
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    return value.isoformat() if isinstance(value, date) else str(value)
