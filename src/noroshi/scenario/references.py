"""Whether every id that an entry names is declared."""

from collections.abc import Iterator
from typing import Any

from noroshi.scenario.catalogue import REFERENCES
from noroshi.scenario.claims import ids_of, paths_of
from noroshi.scenario.merging import HEADER, Tree, dotted
from noroshi.scenario.nearest import suggestion, suggestion_or_list
from noroshi.scenario.reading import Path_


def check_references(tree: Tree) -> None:
    """Report every reference to something that is not declared, with the nearest known id."""
    for path, word, target in references(tree):
        _check(tree, path, word, target)
    for path, word, target in source_references(tree):
        _check(tree, path, word, target)
    _check_claims(tree)


def references(tree: Tree) -> Iterator[tuple[Path_, str, str]]:
    """Every id that an entry names: where, the id, and the section that it is of."""
    for section, pattern, target in REFERENCES:
        for key, entry in tree.data[section].items():
            for path, word in _matches(entry, tuple(pattern.split(".")), (section, key)):
                yield path, word, target


def source_references(tree: Tree) -> Iterator[tuple[Path_, str, str]]:
    """Every id of a source that anything gives: where, the id, and `sources`."""
    for section, entries in tree.data.items():
        for path, word in _sources(entries, (section,)):
            yield path, word, "sources"


def _check(tree: Tree, path: Path_, word: str, target: str) -> None:
    known = tree.data[target]
    if word in known or tree.full or (tree.unread and not suggestion(word, known)):
        return
    hint = suggestion_or_list(word, known) if known else f"declare it under `{target}:`"
    shown = f"'{word[:60]}'"
    tree.problem(path, f"there is no {shown} in {target}", value=shown, hint=hint)


def _matches(value: Any, pattern: Path_, path: Path_) -> Iterator[tuple[Path_, str]]:
    """Every text at the end of a pattern; what is no text is the business of the records."""
    if not pattern:
        if isinstance(value, str):
            yield path, value
    elif pattern[0] == "*":
        items = enumerate(value) if isinstance(value, list) else ()
        for index, item in items:
            yield from _matches(item, pattern[1:], (*path, index))
    elif isinstance(value, dict) and pattern[0] in value:
        yield from _matches(value[pattern[0]], pattern[1:], (*path, pattern[0]))


def _sources(value: Any, path: Path_) -> Iterator[tuple[Path_, str]]:
    """Every id under a key `source`, however deep."""
    if isinstance(value, dict):
        for key, item in value.items():
            # The ids of a section are names, not fields: a source may itself be called "source".
            if key == "source" and (len(path) > 1 or path[0] == HEADER):
                yield from _matches(item, (), (*path, key))
                yield from _matches(item, ("*",), (*path, key))
            else:
                yield from _sources(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _sources(item, (*path, index))


def _check_claims(tree: Tree) -> None:
    """A claim that is about a declared value must name it, and so must what it is checked by."""
    declared = {dotted(path): None for path in tree.marks}
    for key, claim in tree.data["claims"].items():
        if not isinstance(claim, dict):
            continue
        for place, path in paths_of(claim):
            if path not in declared and not tree.full:
                _report_claim(tree, ("claims", key, *place), path, declared)
        for (place, word), section in ids_of(claim):
            _check(tree, ("claims", key, *place), word, section)


def _report_claim(tree: Tree, where: Path_, about: str, declared: dict[str, None]) -> None:
    nearest = suggestion(about, _siblings(about, declared))
    if tree.unread and not nearest:
        return
    shown = f"'{about[:80]}'"
    hint = nearest or "write the dotted path of a value, or leave it out"
    tree.problem(where, f"nothing is declared at {shown}", value=shown, hint=hint)


def _siblings(path: str, declared: dict[str, None]) -> list[str]:
    """Declared paths of the same section and depth, the likeliest to be meant."""
    section, depth = path.partition(".")[0], path.count(".")
    return [p for p in declared if p.partition(".")[0] == section and p.count(".") == depth]
