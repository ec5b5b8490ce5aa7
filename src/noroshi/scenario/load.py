"""Load a scenario: read, merge, check, and either a `Scenario` or every problem at once."""

from pathlib import Path
from types import MappingProxyType
from typing import Any

from noroshi.errors import Problem, ScenarioError
from noroshi.scenario.catalogue import SECTIONS
from noroshi.scenario.entries import build_entries, build_header
from noroshi.scenario.files import scenario_files, size
from noroshi.scenario.inheriting import inherit
from noroshi.scenario.merging import HEADER, MOST_PROBLEMS, Tree, merge
from noroshi.scenario.reading import LARGEST_FOLDER, read_document
from noroshi.scenario.records import Scenario
from noroshi.scenario.references import check_references
from noroshi.scenario.sense import check_sense


def load(scenario: str | Path) -> Scenario:
    """The declared world of a folder, a file, or a built-in scenario (`load("japan")`).

    Raises:
        ScenarioError: with everything that is wrong, each with file, line, path, value and hint.
    """
    return read(scenario)[0]


def read(scenario: str | Path) -> tuple[Scenario, Tree]:
    """The same with the files' tree, which knows the line of everything.

    Raises:
        ScenarioError: as `load`.
    """
    tree = _tree(scenario_files(scenario), str(scenario))
    inherit(tree)
    check_references(tree)
    world = _records(tree)
    if world is not None and not tree.problems:
        check_sense(tree, world)
    refuse(tree)
    assert world is not None  # or there would be a problem
    return world, tree


def refuse(tree: Tree) -> None:
    """Raise what is wrong, if anything is."""
    if tree.problems:
        raise ScenarioError(_told(tree.problems))


def _tree(paths: tuple[Path, ...], shown: str) -> Tree:
    if sum(map(size, paths)) > LARGEST_FOLDER and len(paths) > 1:
        what = f"the files are larger than {LARGEST_FOLDER // 1_000_000} MB together"
        raise ScenarioError((Problem(shown, None, "", "", what),))
    tree = merge((read_document(path, str(path)) for path in paths), SECTIONS)
    if not tree.problems and not any(tree.data.values()):
        hint = "`noroshi init FOLDER` writes one to start from"
        raise ScenarioError((Problem(shown, None, "", "", "the scenario is empty", hint),))
    return tree


def _records(tree: Tree) -> Scenario | None:
    header = build_header(tree)
    sections: dict[str, Any] = {
        name: MappingProxyType(build_entries(tree, name)) for name in SECTIONS if name != HEADER
    }
    return None if header is None else Scenario(header=header, **sections)


def _told(problems: list[Problem]) -> tuple[Problem, ...]:
    """In the order of the files, each once, however many entries are like the wrong one."""
    once = {(p.file, p.line, p.message): p for p in reversed(problems)}
    told = sorted(once.values(), key=lambda p: (p.file, p.line or 0, p.path))
    if len(told) < MOST_PROBLEMS:
        return tuple(told)
    more = Problem(told[-1].file, None, "", "", "there is more; mend these first")
    return (*told[:MOST_PROBLEMS], more)
