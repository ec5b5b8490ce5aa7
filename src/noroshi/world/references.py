"""Whether every id that an entry names is declared."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from pydantic import BaseModel

from noroshi.nearest import suggestion, suggestion_or_list
from noroshi.world import HEADER, SECTIONS, names_in
from noroshi.world.document import Path_
from noroshi.world.merging import Tree, dotted
from noroshi.world.sections import Named


def check_references(tree: Tree) -> None:
    """Report every reference to something that is not declared, with the nearest known id."""
    lacking: dict[str, list[tuple[Path_, str]]] = {}
    for path, word, target in references(tree):
        if target and not tree.data[target]:
            lacking.setdefault(target, []).append((path, word))
        elif target:
            _check(tree, path, word, target)
        elif word and not tree.full and not tree.declares(word):
            _report_path(tree, path, word)
    for target, named in lacking.items() if not tree.unread else ():
        _report_lacking(tree, target, named)


def _report_lacking(tree: Tree, target: str, named: list[tuple[Path_, str]]) -> None:
    """Tell once of a section of which nothing is declared, where it is first named."""
    (path, word), more = named[0], len(named) - 1
    shown = f"'{word[:60]}'"
    what = f"there is no {shown} in {target}: none is declared"
    if more:
        what += f", and {more} more {'value names' if more == 1 else 'values name'} one"
    hint = f"declare {'them' if more else 'it'} under `{target}:`"
    tree.problem(path, what, value=shown, hint=hint)


def references(tree: Tree) -> Iterator[tuple[Path_, str, str]]:
    """Every id that an entry names: where, the id, and the section that it is of.

    Where the section is empty, the word is the dotted path of a value.
    """
    for name, section in SECTIONS.items():
        entries = {(name,): tree.data[name]} if name == HEADER else _by_path(tree, name)
        for path, entry in entries.items():
            record = section.record(entry) if isinstance(entry, dict) else None
            if record is not None:
                named = partial(_named, record, entry)
                for inside, word, ref in tree.of_entry("names", path, entry, named):
                    yield (*path, *inside), word, ref.section


def _named(record: type[BaseModel], entry: Any) -> tuple[Named, ...]:
    return tuple(names_in(record, entry))


def _by_path(tree: Tree, section: str) -> dict[Path_, Any]:
    return {(section, key): entry for key, entry in tree.data[section].items()}


def _check(tree: Tree, path: Path_, word: str, target: str) -> None:
    known = tree.data[target]
    if word in known or tree.full or (tree.unread and not suggestion(word, known)):
        return
    hint = suggestion_or_list(word, known)
    shown = f"'{word[:60]}'"
    tree.problem(path, f"there is no {shown} in {target}", value=shown, hint=hint)


def _report_path(tree: Tree, where: Path_, about: str) -> None:
    nearest = suggestion(about, _siblings(about, list(dict.fromkeys(map(dotted, tree.marks)))))
    if tree.unread and not nearest:
        return
    shown = f"'{about[:80]}'"
    hint = nearest or "write the dotted path of a value, or leave it out"
    tree.problem(where, f"nothing is declared at {shown}", value=shown, hint=hint)


def _siblings(path: str, declared: list[str]) -> list[str]:
    """Declared paths of the same section and depth, the likeliest to be meant."""
    section, depth = path.partition(".")[0], path.count(".")
    return [p for p in declared if p.partition(".")[0] == section and p.count(".") == depth]
