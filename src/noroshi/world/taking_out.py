"""What goes with an entry that is taken out of a scenario that another one extends.

It is as if the entry had never been declared: a list that names it is shorter, and what cannot be
without it goes, too. That holds for what is taken over; what the extending files name themselves
has to be there.
"""

from collections.abc import Iterable
from typing import Any, Final

from noroshi.world import SECTIONS
from noroshi.world.document import Marks, Path_
from noroshi.world.merging import Tree, dotted
from noroshi.world.patching import value_at
from noroshi.world.references import references

_DEEPEST: Final = 20
"""Entries that go because one goes because …"""


def let_go(tree: Tree, gone: Iterable[tuple[str, str]], own: Marks) -> None:
    """Take out of the tree what names entries that are gone, unless `own` files name them."""
    known: dict[Path_, Path_] = {path: path for path in gone}
    for _ in range(_DEEPEST if known else 0):
        dangling = {
            (path, word, known[target, word])
            for path, word, target in references(tree)
            if (target, word) in known and path not in own and not _is_claim(path)
        }
        if not dangling:
            break
        # From the last item of a list to the first, so that no place moves before its turn.
        for path, word, cause in sorted(dangling, key=_last_first, reverse=True):
            if value_at(tree.data, path) == word:
                _drop(tree, path, cause, known)
    _drop_claims(tree, own)


def _last_first(dangling: tuple[Path_, str, Path_]) -> tuple[tuple[bool, Any], ...]:
    return tuple((isinstance(step, str), step) for step in dangling[0])


def _drop(tree: Tree, path: Path_, cause: Path_, known: dict[Path_, Path_]) -> None:
    """Take out the item of a list that names what is gone, or else the whole entry."""
    if path[-1] == "source":
        _remove(tree, path)
        return
    item = next((n for n in range(len(path), 2, -1) if isinstance(path[n - 1], int)), 0)
    if not item:
        _remove(tree, path[:2])
        known[path[:2]] = cause
        file, line = tree.mark(cause)
        tree.marks[path[:2]] = (file, line)
        tree.remark(path[:2], f"goes with {dotted(cause)}, which it names")
        return
    holder = path[: item - 1]
    if len(value_at(tree.data, holder)) == 1:
        _drop(tree, holder, cause, known)
        return
    _remove(tree, path[:item])
    if path[item - 2] != "source":
        what = f"is no more named by {dotted(holder[:2])}"
        if tree.told(cause, what) not in tree.remarks:  # once of all lists of one entry
            tree.remark(cause, what)


def _drop_claims(tree: Tree, own: Marks) -> None:
    """Take out entries that speak of a value, or of anything else, that is there no more."""
    for path, word, target in list(references(tree)):
        entry = path[:2]
        lost = word not in tree.data[target] if target else word and not tree.declares(word)
        if lost and path not in own and _is_claim(path) and value_at(tree.data, entry) is not None:
            tree.remark(entry, f"goes: {_named(tree, path)} is declared no more")
            _remove(tree, entry)


def _is_claim(path: Path_) -> bool:
    """Whether a place is in an entry about others, which a part less would make another one."""
    return SECTIONS[str(path[0])].topic == "claims"


def _named(tree: Tree, path: Path_) -> str:
    return f"'{value_at(tree.data, path)}', which it names,"


def _remove(tree: Tree, path: Path_) -> None:
    """Take one value out; the entry is copied on the way, since another tree may hold it."""
    section, key, *inside = path
    entries = tree.data[str(section)]
    if inside:
        entries[str(key)] = _without(entries[str(key)], tuple(inside))
    else:
        del entries[str(key)]
    _move_marks(tree, path)


def _without(value: Any, path: Path_) -> Any:
    first, rest = path[0], path[1:]
    copy: Any = dict(value) if isinstance(value, dict) else list(value)
    if rest:
        copy[first] = _without(copy[first], rest)
    else:
        del copy[first]
    return copy


def _move_marks(tree: Tree, path: Path_) -> None:
    """Forget where a value stood; the items behind it in a list move up."""
    length, last = len(path), path[-1]
    moved: Marks = {}
    for old in [p for p in tree.marks if p[: length - 1] == path[:-1] and len(p) >= length]:
        step = old[length - 1]
        if isinstance(step, int) and isinstance(last, int) and step > last:
            moved[*path[:-1], step - 1, *old[length:]] = tree.marks.pop(old)
        elif step == last:
            del tree.marks[old]
    tree.marks.update(moved)
