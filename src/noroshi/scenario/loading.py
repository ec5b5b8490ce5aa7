"""Load a scenario: read, merge, check, and either a `Scenario` or every problem at once."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, NamedTuple

from noroshi.errors import Problem, ScenarioError
from noroshi.scenario.files import extended_files, scenario_files, size
from noroshi.scenario.records import Scenario
from noroshi.scenario.sense import check_sense, check_whole
from noroshi.world import HEADER, SECTIONS
from noroshi.world.document import content_of
from noroshi.world.entries import build_entries, build_header
from noroshi.world.extending import extended
from noroshi.world.inheriting import inherit
from noroshi.world.merging import MOST_PROBLEMS, Tree, merge
from noroshi.world.reading import LARGEST_FOLDER, read_document
from noroshi.world.references import check_references
from noroshi.world.values import told, with_values

LONGEST_CHAIN: Final = 10
"""Scenarios that each extend the next."""


def load(scenario: str | Path) -> Scenario:
    """The declared world of a folder, a file, or a built-in scenario (`load("japan")`).

    Raises:
        ScenarioError: with everything that is wrong, each with file, line, path, value and hint.

    Example:
        >>> world = load("small")
        >>> [sensor.name for sensor in world.sensors.values()][0]
        'North Radar'
        >>> world.at("2015-01-01").day
        datetime.date(2015, 1, 1)
    """
    return read(scenario).world


class Extending(NamedTuple):
    """One scenario of those that each extend the next."""

    files: tuple[tuple[str, str], ...]
    """Name and `content_of` each."""
    extends: tuple[str, str] | None
    """The word after `extends:`, and the folder beside which it counts."""


class ReadWorld(NamedTuple):
    """A world as it is read."""

    world: Scenario
    tree: Tree
    """Of the files, which knows the line of everything."""
    layers: tuple[Extending, ...]
    """The scenario's own files, and those of what it extends, one after the other."""


def read(scenario: str | Path, values: Mapping[str, Any] | None = None) -> ReadWorld:
    """The declared world together with what it was read from.

    Args:
        scenario: a folder, a file, or the name of a built-in scenario.
        values: by dotted path, what is set over what the files hold.

    Raises:
        ScenarioError: with everything that is wrong.
    """
    world, tree, layers = _declared(str(scenario), scenario_files(scenario))
    if values:
        world, tree = _changed(tree, world, values, "--set")
    return ReadWorld(world, tree, layers)


def extended_by(found: ReadWorld) -> ReadWorld | None:
    """The world that a scenario extends, as it is declared by itself; None = it extends none.

    Raises:
        ScenarioError: it is wrong by itself, and what extends it mends that.
    """
    above, below = found.layers[0], found.layers[1:]
    if above.extends is None:
        return None
    word, beside = above.extends
    tree, _ = _tree(extended_files(word, Path(beside))[0], word)
    return ReadWorld(_built(tree, word), tree, below)


_LAST: Final[list[ReadWorld]] = []
"""The world that was read last as it is declared, at most one: who sets values does so again."""


def _declared(name: str, paths: tuple[Path, ...]) -> ReadWorld:
    """A world as it is declared; the one that was read last is taken while its files are the same.

    Raises:
        ScenarioError: with everything that is wrong.
    """
    for last in _LAST:
        known = last.tree.data.keys() == SECTIONS.keys()  # a program may have added one since
        if known and last.world.name == name and _same(paths, last.layers):
            return _apart(last)
    tree, layers = _tree(paths, name)
    found = ReadWorld(_built(tree, name), tree, layers)
    _LAST[:] = [_apart(found)]
    return found


def _apart(found: ReadWorld) -> ReadWorld:
    """The same for another reader, who may find something wrong or odd in it, and add that; and who
    may forget it, when what hangs on it is let go."""
    tree = replace(found.tree, problems=[*found.tree.problems], remarks=[*found.tree.remarks])
    return found._replace(world=replace(found.world), tree=tree)


def _same(paths: tuple[Path, ...], layers: tuple[Extending, ...]) -> bool:
    """Whether files are those that a world was read from, and what they extend."""
    for layer in layers:
        if sum(map(size, paths)) > LARGEST_FOLDER:
            return False
        try:
            now = tuple((str(path), content_of(path.read_bytes())) for path in paths)
        except OSError:
            return False
        if now != layer.files:
            return False
        if layer.extends is not None:
            word, beside = layer.extends
            paths = extended_files(word, Path(beside))[0]
    return True


@dataclass(frozen=True)
class Files:
    """What the files of a scenario hold, so that single values of it can be set."""

    tree: Tree

    def changed(self, world: Scenario, values: Mapping[str, Any]) -> Scenario:
        """The world with some values set.

        Raises:
            ScenarioError: a path leads nowhere, or a value does not fit there.
        """
        return _changed(self.tree, world, values, "with_values")[0]


def refuse(tree: Tree) -> None:
    """Raise what is wrong, if anything is."""
    if tree.problems:
        raise ScenarioError(_in_order(tree.problems))


def _changed(
    tree: Tree, world: Scenario, values: Mapping[str, Any], shown: str
) -> tuple[Scenario, Tree]:
    tree = with_values(tree, values, shown)
    refuse(tree)
    words = tuple(told(path, value) for path, value in values.items())
    return replace(_built(tree, world.name), changed=(*world.changed, *words)), tree


def _built(tree: Tree, name: str) -> Scenario:
    """The records of a tree, that fit together.

    Raises:
        ScenarioError: with everything that is wrong.
    """
    check_references(tree)
    check_whole(tree)
    world = _records(tree, name)
    if world is not None and not tree.problems:
        check_sense(tree, world)
    refuse(tree)
    assert world is not None  # or there would be a problem
    return world


def _tree(paths: tuple[Path, ...], shown: str) -> tuple[Tree, tuple[Extending, ...]]:
    """The tree of some files, with what they extend, and what its entries are like, taken over;
    and which these were."""
    layers: list[Tree] = []
    told: list[Extending] = []
    seen: list[tuple[Path, ...]] = []
    left = LARGEST_FOLDER
    while paths:
        left -= sum(map(size, paths))
        if left < 0 and (layers or len(paths) > 1):
            what = f"the files are larger than {LARGEST_FOLDER // 1_000_000} MB together"
            raise ScenarioError((Problem(shown, None, "", "", what),))
        documents = [read_document(path, str(path)) for path in paths]
        layers.append(merge(documents, SECTIONS))
        seen.append(tuple(path.resolve() for path in paths))
        paths = _base(layers[-1], seen)
        word = str(layers[-1].data[HEADER].get("extends"))
        files = tuple((one.file, one.content) for one in documents)
        told.append(Extending(files, (word, _beside(layers[-1])) if paths else None))
    if len(layers) == 1 and not layers[0].problems and not any(layers[0].data.values()):
        hint = "`noroshi init FOLDER` writes one to start from"
        raise ScenarioError((Problem(shown, None, "", "", "the scenario is empty", hint),))
    tree = layers.pop()
    inherit(tree)
    while layers:
        if tree.unread:
            # What is laid over half a scenario would only give false alarms.
            refuse(tree)
        tree = extended(tree, layers.pop())
    return tree, tuple(told)


def _base(tree: Tree, seen: list[tuple[Path, ...]]) -> tuple[Path, ...]:
    """The files that a scenario extends; none = it stands by itself.

    Raises:
        ScenarioError: there is no such scenario, or it extends itself in the end.
    """
    word, where = tree.data[HEADER].get("extends"), (HEADER, "extends")
    if word is None:
        return ()
    if not isinstance(word, str):
        tree.problem(where, "should be text", value=str(word)[:60], hint="write e.g. japan")
        refuse(tree)
    paths, missing = extended_files(word, Path(_beside(tree)))
    if missing is not None:
        tree.problem(where, missing.message, value=f"'{word[:60]}'", hint=missing.hint)
    elif any({p.resolve() for p in paths} & set(layer) for layer in seen):
        what = "the scenario extends itself" + (" through others" if len(seen) > 1 else "")
        tree.problem(where, what, value=f"'{word[:60]}'", hint="extend another one")
    elif len(seen) >= LONGEST_CHAIN:
        what = f"more than {LONGEST_CHAIN} scenarios each extend the next"
        tree.problem(where, what, hint="write their files into one folder")
    else:
        return paths
    refuse(tree)
    return ()


def _beside(tree: Tree) -> str:
    """The folder of the file that says what is extended."""
    return str(Path(tree.mark((HEADER, "extends"))[0]).parent)


def _records(tree: Tree, name: str) -> Scenario | None:
    header = build_header(tree)
    entries = {name: build_entries(tree, name) for name in SECTIONS if name != HEADER}
    if header is None:
        return None
    return Scenario.of_entries(header, entries, name=name, origin=Files(tree))


def _in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    """In the order of the files, each once, however many entries are like the wrong one."""
    once: dict[Any, Problem] = {}
    for problem in problems:
        once.setdefault((problem.file, problem.line, problem.message), problem)
    ordered = sorted(once.values(), key=lambda p: (p.file, p.line or 0, p.path))
    if len(ordered) < MOST_PROBLEMS:
        return tuple(ordered)
    more = Problem(ordered[-1].file, None, "", "", "there is more; mend these first")
    return (*ordered[:MOST_PROBLEMS], more)
