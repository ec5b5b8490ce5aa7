"""Entries that are `like` another take over its fields."""

from dataclasses import dataclass
from typing import Any, Final

from noroshi.scenario.merging import HEADER, Tree
from noroshi.scenario.nearest import suggestion_or_list
from noroshi.scenario.reading import Marks, Path_

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
    """Replace `like: other-id` by the other entry's fields, each unless the entry has its own."""
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
    base = entry.pop("like")
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
    own = tree.data[path[0]][path[1]]
    taken = {k: v for k, v in tree.data[base[0]][base[1]].items() if k not in own}
    own.update(taken)
    passed_on = {(*path, *p[2:]): mark for p, mark in marks.items() if len(p) > 2 and p[2] in taken}
    heritage.by_entry.setdefault(path, {}).update(passed_on)
    tree.marks.update(passed_on)
