"""Many files become one tree."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeVar

from noroshi.errors import Problem
from noroshi.nearest import suggestion_or_list
from noroshi.world import HEADER
from noroshi.world.document import Document, Marks, Path_
from noroshi.world.ids import LONGEST, fault_of_id

Found = TypeVar("Found")
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
    folded: dict[tuple[str, str], str] = field(default_factory=dict)
    """Section and id without case, and the id as it first stands there."""
    broken: set[Path_] = field(default_factory=set)
    """Entries that lack what they were to take over from another: nothing more is said of them."""
    remarks: list[Problem] = field(default_factory=list)
    """What is allowed and may not be meant: it is told, and refused by nobody."""
    known: "dict[tuple[str, Path_], tuple[Any, Any]]" = field(default_factory=dict)
    """What was found of single entries, by a word for what and the path, and the entry that it is
    of: see `of_entry`."""

    def of_entry(self, what: str, path: Path_, entry: Any, find: Callable[[], Found]) -> Found:
        """What is found of one entry alone, found once for this tree and those laid over it.

        An entry is never written to: while it is the same one, so is all that comes of it alone.
        None is found again each time, as where it is wrong.
        """
        of, found = self.known.get((what, path), (None, None))
        if of is not entry or found is None:
            found = find()
            self.known[what, path] = entry, found
        answer: Found = found
        return answer

    def problem(self, path: Path_, message: str, *, value: str = "", hint: str = "") -> None:
        """Report something wrong at a path, or at the nearest thing around it that has a line."""
        self.problems.append(self.told(path, message, value=value, hint=hint))

    def remark(self, path: Path_, message: str, *, hint: str = "") -> None:
        """Tell something odd at a path, or at the nearest thing around it that has a line."""
        self.remarks.append(self.told(path, message, hint=hint))

    def told(self, path: Path_, message: str, *, value: str = "", hint: str = "") -> Problem:
        """Something to say about a path, with its file and line."""
        file, line = self.mark(path)
        # A key that is no word of ours may be as long as the file.
        shown = tuple(step[:LONGEST] if isinstance(step, str) else step for step in path)
        return Problem(file, line, dotted(shown), value, message, hint)

    def mark(self, path: Path_) -> tuple[str, int | None]:
        """File and line of a path."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.marks:
                return self.marks[path[:length]]
        return self.marks[()][0] if () in self.marks else "", None

    def declares(self, word: str) -> bool:
        """Whether anything stands at a dotted path."""
        # Nearly always it does, and numbers count items of lists; else every path is looked at.
        likely = tuple(int(s) if s.isdecimal() else s for s in word.split("."))
        some = likely in self.marks and dotted(likely) == word
        return some or any(dotted(path) == word for path in self.marks)

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
    # What no file holds is missing in all of them, and in none more than in another.
    if len(read) > 1:
        tree.marks[()] = (str(Path(read[0].file).parent), None)
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
        shown, hint = section[:LONGEST], suggestion_or_list(section, tree.data)
        what = f"unknown section `{shown}`"
        tree.problems.append(Problem(document.file, line, shown, "", what, hint))
        return
    if entries is None:
        return
    if not isinstance(entries, dict):
        hint = "write one entry a line, `id:` and its fields below"
        hint = "write its fields below it, e.g. `title: …`" if section == HEADER else hint
        tree.problems.append(Problem(document.file, line, section, "", "holds no entries", hint))
        return
    for key, value in entries.items():
        _merge_entry(tree, document, section, key, value)


def _check_id(tree: Tree, document: Document, section: str, key: str) -> None:
    """Report a key that can be no id, or that only case tells from another of its section."""
    line = document.marks[(section, key)][1]
    what, hint = fault_of_id(key, f"{section}-1")
    if what:
        tree.problems.append(Problem(document.file, line, section, "", what, hint))
        return
    same = tree.folded.setdefault((section, key.casefold()), key)
    if same != key:
        file, first = document.marks.get((section, same)) or tree.mark((section, same))
        what = f"`{key}` and `{same}` differ by case alone"
        hint = f"`{same}` is in {file}:{first}; give one of them another id"
        path = dotted((section, key))
        tree.problems.append(Problem(document.file, line, path, "", what, hint))


def _merge_entry(tree: Tree, document: Document, section: str, key: str, value: Any) -> None:
    path = (section, key)
    if section != HEADER:
        _check_id(tree, document, section, key)
    if key in tree.data[section]:
        file, line = tree.marks[path]
        again = document.marks[path][1]
        what = f"`{key}` is declared twice"
        hint = f"it is first in {file}:{line}; give one of them another id"
        tree.problems.append(Problem(document.file, again, dotted(path), "", what, hint))
        return
    tree.data[section][key] = value
