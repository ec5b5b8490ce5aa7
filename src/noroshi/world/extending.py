"""One scenario laid over another: a file that `extends` one holds only what differs."""

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import chain
from typing import Any, Final

from noroshi.nearest import suggestion_or_list
from noroshi.world import HEADER
from noroshi.world.document import Marks, Path_
from noroshi.world.inheriting import inherit
from noroshi.world.merging import Tree, dotted
from noroshi.world.patching import (
    patched,
    patched_fields,
    patched_marks,
    shared_unknowns,
    value_at,
)
from noroshi.world.taking_out import let_go


def extended(base: Tree, own: Tree) -> Tree:
    """The tree of `base` with `own` laid over it, field by field; `null` takes an entry out.

    An entry that is `like` another starts from that one, and not from what it was in `base`.
    Neither tree is written to.
    """
    tree = Tree(
        data={section: dict(entries) for section, entries in base.data.items()},
        marks=dict(base.marks),
        problems=[*base.problems, *own.problems],
        unread=base.unread or own.unread,
        folded=dict(base.folded),
        broken=set(base.broken),
        remarks=[*base.remarks, *own.remarks],
        known=dict(base.known),
    )
    by_entry = _of_base(base.marks), _by_entry(own.marks)
    gone = set()
    for section, entries in own.data.items():
        if section == HEADER:
            _lay(tree, (HEADER,), patched_fields(base.data[HEADER], entries), by_entry)
            continue
        for key, entry in entries.items():
            path = (section, key)
            if _differs_by_case(tree, own, path):
                continue
            if entry is None:
                if _take_out(tree, own, path):
                    gone.add(path)
            elif isinstance(entry, dict) and "like" in entry:
                _lay(tree, path, entry, ({}, by_entry[1]))
            else:
                _lay(tree, path, patched(base.data[section].get(key), entry), by_entry)
    inherit(tree)
    let_go(tree, gone, own.marks)
    _remark_shared(tree, base, own)
    return tree


def _by_entry(marks: Marks) -> Mapping[Path_, Marks]:
    """The marks of every entry's values; those of the header under its section's name."""
    found: dict[Path_, Marks] = {}
    for path, mark in marks.items():
        entry = path[:1] if path[:1] == (HEADER,) else path[:2]
        found.setdefault(entry, {})[path] = mark
    return found


_LAST: Final[list[tuple[Marks, Mapping[Path_, Marks]]]] = []
"""What was laid over last, at most one: who sets values does so again."""


def _of_base(marks: Marks) -> Mapping[Path_, Marks]:
    """The same of a tree that others are laid over, which is written to no more."""
    for of, found in _LAST:
        if of is marks:
            return found
    _LAST[:] = [(marks, _by_entry(marks))]
    return _LAST[0][1]


def _lay(
    tree: Tree, path: Path_, value: Any, marks: tuple[Mapping[Path_, Marks], Mapping[Path_, Marks]]
) -> None:
    """Put one entry into the tree, and its marks in place of those that it had there."""
    base, own = (each.get(path, {}) for each in marks)
    if path == (HEADER,):
        tree.data[HEADER] = value
    else:
        tree.data[str(path[0])][str(path[1])] = value
    _forget(tree, path)
    tree.marks.update(patched_marks(tree.data, base, own))


def _forget(tree: Tree, path: Path_) -> None:
    for old in [p for p in tree.marks if p[: len(path)] == path]:
        del tree.marks[old]


def _take_out(tree: Tree, own: Tree, path: tuple[str, str]) -> bool:
    section, key = path
    if key in tree.data[section]:
        del tree.data[section][key]
        tree.folded.pop((section, key.casefold()), None)
        _forget(tree, path)
        tree.marks[path] = own.marks[path]
        return True
    hint = suggestion_or_list(key, tree.data[section])
    tree.problems.append(own.told(path, "there is no such entry to take out", hint=hint))
    return False


def _differs_by_case(tree: Tree, own: Tree, path: tuple[str, str]) -> bool:
    """Whether only case tells an id from one that is taken over; that is reported."""
    section, key = path
    same = tree.folded.setdefault((section, key.casefold()), key)
    if same != key:
        what = f"`{key}` and `{same}` differ by case alone"
        hint = f"write `{same}`, or another id"
        tree.problems.append(own.told(path, what, hint=hint))
    return same != key


def _remark_shared(tree: Tree, base: Tree, own: Tree) -> None:
    """Say which estimates part from their twins, and which stay one unknown with them."""
    touched = [(s, k) for s, entries in own.data.items() if s != HEADER for k in entries]
    before = dict(chain.from_iterable(shared_unknowns(_entry(base, p), p) for p in touched))
    if not before:
        return
    twins: dict[str, list[Path_]] = {}
    for path, word in _every_shared(tree):
        twins.setdefault(word, []).append(path)
    for path, word in before.items():
        stated = value_at(own.data, path)
        others = [p for p in twins.get(word, ()) if p != path]
        if stated is None or not others or "like" in (_entry(own, path[:2]) or ()):
            continue
        if not isinstance(stated, dict):
            tree.remark(path, f"alone is set: {_kept(tree, others, word)}", hint=_all_of(word))
        elif "best" in stated and "shared_as" not in stated:
            what = f"stays one unknown with {_listed(tree, others, word)}"
            tree.remark(path, what, hint=f"{_all_of(word)}; `shared_as: null` makes it its own")


def _every_shared(tree: Tree) -> Iterator[tuple[Path_, str]]:
    yield from shared_unknowns(tree.data[HEADER], (HEADER,))
    for section, entries in tree.data.items():
        for key, entry in entries.items() if section != HEADER else ():
            path = (section, key)
            found = partial(lambda *of: (*shared_unknowns(*of),), entry, path)
            yield from tree.of_entry("shared", path, entry, found)


def _entry(tree: Tree, path: Path_) -> Any:
    return value_at(tree.data, path)


def _kept(tree: Tree, others: list[Path_], word: str) -> str:
    """`3 others that are shared_as: tpy2.range keep 870 km`."""
    many = len(others) > 1
    which = f"{len(others)} others that are" if many else f"{dotted(others[0])}, which is"
    kept = {str(value_at(tree.data, (*p, "best"))) for p in others}
    number = kept.pop() if len(kept) == 1 else "their own numbers"
    return f"{which} `shared_as: {word}`{' keep' if many else ', keeps'} {number}"


def _listed(tree: Tree, others: list[Path_], word: str) -> str:
    """`sensors.b.range and 2 others, which are shared_as 'x' too and keep 870 km`."""
    more = len(others) - 1
    count = "" if not more else " and 1 other" if more == 1 else f" and {more} others"
    kept = {str(value_at(tree.data, (*p, "best"))) for p in others}
    keep = f"keep {kept.pop()}" if len(kept) == 1 else "keep their own numbers"
    which = "which is" if not more else "which are"
    keep = keep.replace("keep", "keeps" if not more else "keep")
    return f"{dotted(others[0])}{count}, {which} `shared_as: {word}` and {keep}"


def _all_of(word: str) -> str:
    return f"--set shared.{word}=… sets all"
