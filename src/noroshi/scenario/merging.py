"""Many files become one tree; entries that are `like` another take over its fields."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from noroshi.errors import Problem
from noroshi.scenario.nearest import suggestion_or_list
from noroshi.scenario.reading import Document, Marks, Path_

HEADER: Final = "scenario"
"""The one section that is a record by itself and not a mapping of entries."""

LONGEST_CHAIN: Final = 10
"""Entries that are each like the next."""
MOST_PROBLEMS: Final = 500
"""Told in one reply."""


@dataclass(frozen=True)
class Tree:
    """All files of a scenario: section, id, fields; and where each value stands."""

    data: dict[str, dict[str, Any]]
    marks: Marks
    problems: list[Problem]
    unread: bool
    """Whether a file could not be read: then what seems to be missing may stand in it."""

    def problem(self, path: Path_, message: str, *, value: str = "", hint: str = "") -> None:
        """Report something wrong at a path, or at the nearest thing around it that has a line."""
        file, line = self.mark(path)
        self.problems.append(Problem(file, line, dotted(path), value, message, hint))

    def mark(self, path: Path_) -> tuple[str, int | None]:
        """File and line of a path."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.marks:
                return self.marks[path[:length]]
        return self.marks[()][0] if () in self.marks else "", None

    @property
    def full(self) -> bool:
        """Whether so much is wrong that looking further helps nobody."""
        return len(self.problems) >= MOST_PROBLEMS


def dotted(path: Path_) -> str:
    """`sensors.shariki.faces.0`."""
    return ".".join(map(str, path))


def merge(documents: Iterable[Document], sections: Iterable[str]) -> Tree:
    """Merge files by section and id; the same id in two files is a problem that names both."""
    read = list(documents)
    unread = any(not isinstance(d.data, dict) and (d.problems or d.data is not None) for d in read)
    tree = Tree({name: {} for name in sections}, {}, [], unread)
    for document in read:
        tree.problems.extend(document.problems)
        tree.marks.setdefault((), (document.file, 1))
        if document.data is None:
            continue
        if not isinstance(document.data, dict):
            here = Problem(
                document.file, 1, "", "", "a file holds sections", "write e.g. `sensors:`"
            )
            tree.problems.append(here)
            continue
        for section, entries in document.data.items():
            _merge_section(tree, document, section, entries)
        for path, mark in document.marks.items():
            tree.marks.setdefault(path, mark)
    return tree


def _merge_section(tree: Tree, document: Document, section: str, entries: Any) -> None:
    line = document.marks[(section,)][1]
    if section not in tree.data:
        hint = suggestion_or_list(section, tree.data)
        tree.problems.append(
            Problem(document.file, line, section, "", f"unknown section `{section}`", hint)
        )
        return
    if entries is None:
        return
    if not isinstance(entries, dict):
        hint = "write one entry a line, `id:` and its fields below"
        tree.problems.append(Problem(document.file, line, section, "", "holds no entries", hint))
        return
    for key, value in entries.items():
        _merge_entry(tree, document, section, key, value)


def _merge_entry(tree: Tree, document: Document, section: str, key: str, value: Any) -> None:
    path = (section, key)
    if key in tree.data[section]:
        file, line = tree.marks[path]
        again = document.marks[path][1]
        what = f"`{key}` is declared twice"
        hint = f"it is first in {file}:{line}; give one of them another id"
        tree.problems.append(Problem(document.file, again, dotted(path), "", what, hint))
        return
    tree.data[section][key] = value


def inherit(tree: Tree) -> None:
    """Replace `like: other-id` by the other entry's fields, each unless the entry has its own."""
    by_entry: dict[Path_, Marks] = {}
    for path, mark in tree.marks.items():
        by_entry.setdefault(path[:2], {})[path] = mark
    for section, entries in tree.data.items():
        if section != HEADER:
            for key in list(entries):
                _inherit_entry(tree, by_entry, section, (key,))


def _inherit_entry(
    tree: Tree, by_entry: dict[Path_, Marks], section: str, chain: tuple[str, ...]
) -> None:
    """Resolve the last entry of a chain of entries that are like one another."""
    entries, key = tree.data[section], chain[-1]
    entry = entries[key]
    if not isinstance(entry, dict) or "like" not in entry:
        return
    base = entry.pop("like")
    if fault := _fault(entries, base, chain):
        tree.problem((section, key, "like"), fault[0], hint=fault[1])
        return
    _inherit_entry(tree, by_entry, section, (*chain, base))
    if isinstance(entries[base], dict):
        _take_over(tree, by_entry, (section, base), (section, key))


def _fault(entries: dict[str, Any], base: object, chain: tuple[str, ...]) -> tuple[str, str] | None:
    """Why an entry cannot be like `base`, and what to do; None = it can."""
    if not isinstance(base, str) or base not in entries:
        return f"there is no such entry: '{str(base)[:60]}'", suggestion_or_list(
            str(base), set(entries) - {chain[-1]}
        )
    if base in chain:
        circle = " → ".join((*chain[chain.index(base) :], base))
        return (
            f"entries are like each other in a circle: {circle}",
            "write the fields of one of them",
        )
    if len(chain) >= LONGEST_CHAIN:
        return f"more than {LONGEST_CHAIN} entries are each like the next", "name the first of them"
    return None


def _take_over(
    tree: Tree, by_entry: dict[Path_, Marks], base: tuple[str, str], path: tuple[str, str]
) -> None:
    own = tree.data[path[0]][path[1]]
    taken = {k: v for k, v in tree.data[base[0]][base[1]].items() if k not in own}
    own.update(taken)
    marks = {
        (*path, *p[2:]): mark
        for p, mark in by_entry.get(base, {}).items()
        if len(p) > 2 and p[2] in taken
    }
    by_entry.setdefault(path, {}).update(marks)
    tree.marks.update(marks)
