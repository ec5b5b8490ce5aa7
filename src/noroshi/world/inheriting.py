"""Entries that are `like` another take over its fields, at every depth."""

from dataclasses import dataclass
from typing import Any, Final

from noroshi.nearest import suggestion_or_list
from noroshi.world import HEADER
from noroshi.world.document import Marks, Path_
from noroshi.world.merging import Tree
from noroshi.world.patching import patched_fields, patched_marks, shared_unknowns, value_at

LONGEST_CHAIN: Final = 10
"""Entries that are each like the next."""
MOST_TAKEN: Final = 200_000
"""Values that all entries together may take over: what a small file can grow to."""


@dataclass
class _Heritage:
    """What there is to take over, and how much more may be."""

    tree: Tree
    by_entry: dict[Path_, Marks]
    left: int = MOST_TAKEN


def inherit(tree: Tree) -> None:
    """Replace `like: other-id` by the other entry's fields, over which the entry's own are laid."""
    every = (entry for s, held in tree.data.items() if s != HEADER for entry in held.values())
    if not any(isinstance(entry, dict) and "like" in entry for entry in every):
        return
    heritage = _Heritage(tree, {})
    for path, mark in tree.marks.items():
        heritage.by_entry.setdefault(path[:2], {})[path] = mark
    for section, entries in tree.data.items():
        if section != HEADER:
            for key in list(entries):
                _resolve(heritage, section, (key,))


def _resolve(heritage: _Heritage, section: str, chain: tuple[str, ...]) -> None:
    """Resolve the last entry of a chain of entries that are like one another."""
    entries, key = heritage.tree.data[section], chain[-1]
    entry = entries[key]
    if not isinstance(entry, dict) or "like" not in entry or heritage.tree.full:
        return
    entries[key] = {name: value for name, value in entry.items() if name != "like"}
    base = entry["like"]
    if fault := _fault(entries, base, chain):
        where = (section, key, "like")
        heritage.tree.problem(where, fault[0], value=f"'{str(base)[:60]}'", hint=fault[1])
        heritage.tree.broken.add((section, key))
        return
    _resolve(heritage, section, (*chain, base))
    if isinstance(entries[base], dict) and (section, base) not in heritage.tree.broken:
        _take_over(heritage, (section, base), (section, key))
    else:
        heritage.tree.broken.add((section, key))


def _fault(entries: dict[str, Any], base: object, chain: tuple[str, ...]) -> tuple[str, str] | None:
    """Why an entry cannot be like `base`, and what to do; None = it can."""
    if not isinstance(base, str) or base not in entries:
        hint = suggestion_or_list(str(base), (e for e in entries if e != chain[-1]))
        return f"there is no such entry: '{str(base)[:60]}'", hint
    if base in chain:
        circle = " → ".join((*chain[chain.index(base) :], base))
        what = f"entries are like each other in a circle: {circle}"
        return what, "write the fields of one of them"
    if len(chain) >= LONGEST_CHAIN:
        return f"more than {LONGEST_CHAIN} entries are each like the next", "name the first of them"
    return None


def _take_over(heritage: _Heritage, base: tuple[str, str], path: tuple[str, str]) -> None:
    """Give an entry the fields that it lacks, and the places where they stand."""
    tree, marks = heritage.tree, heritage.by_entry.get(base, {})
    heritage.left -= len(marks)
    if heritage.left < 0:
        what = f"entries take over more than {MOST_TAKEN} values"
        tree.problem((*path, "like"), what, hint="write the fields in fewer entries")
        tree.broken.add(path)
        return
    section, key = path
    own = tree.data[section][key]
    merged = tree.data[section][key] = patched_fields(tree.data[base[0]][base[1]], own)
    inner = patched_marks(merged, _inside(marks), _inside(heritage.by_entry.get(path, {})))
    for old in heritage.by_entry.get(path, {}):
        if len(old) > 2:
            tree.marks.pop(old, None)
    taken = {(*path, *p): mark for p, mark in inner.items()}
    heritage.by_entry[path] = taken
    tree.marks.update(taken)
    _remark_shared(tree, path, own, merged)


def _inside(marks: Marks) -> Marks:
    """The marks of one entry's values, by their paths inside it."""
    return {path[2:]: mark for path, mark in marks.items() if len(path) > 2}


def _remark_shared(tree: Tree, path: Path_, own: Any, merged: Any) -> None:
    """Say which estimates with numbers of their own stay one unknown with another's."""
    for place, word in shared_unknowns(merged):
        stated = value_at(own, place)
        if isinstance(stated, dict) and "best" in stated and "shared_as" not in stated:
            what = f"stays one unknown with all that are `shared_as: {word}`"
            tree.remark((*path, *place), what, hint=f"write `shared_as: {word}`, or `null`")
