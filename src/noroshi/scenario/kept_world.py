"""A declared world that was read, built and checked before, found again by what it was made from.

Kept under a digest of every byte of its files and of those that it extends, of the values that are
set over them, and of the state of this program's files and of the libraries that read and check.
Only a world that is in order is kept.
"""

import json
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import cache, cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from noroshi.errors import Problem
from noroshi.kept import own_store
from noroshi.kept.digest import ForeignCode, program, state_of
from noroshi.kept.store import Store
from noroshi.scenario.files import extended_files, scenario_files, size
from noroshi.world.document import content_of

if TYPE_CHECKING:  # what a world is kept under is told without all that a world may hold
    from noroshi.scenario.loading import Extending
    from noroshi.scenario.records import Origin, Scenario

_STAGE: Final = "worlds"
_CHECKING: Final = ("h3", "numpy", "pint", "pydantic", "pyproj", "scipy", "sgp4", "shapely", "yaml")
"""Libraries by which a world is read, built and checked."""
_EXTENDS: Final = b'{"extends":'
"""How the text begins that says of a world only what it extends."""
_LARGEST: Final = 16_000_000
"""Of all files of a scenario that is looked for [byte]."""

Check = Callable[[Any, "Scenario"], None]
"""Adds to the problems of a tree what is wrong with its world."""


class ReadBefore(NamedTuple):
    """A declared world, and what is to be said of it."""

    world: "Scenario"
    remarks: tuple[Problem, ...]
    """What goes with what was taken out, and what parts from what it was shared with."""
    odd: tuple[Problem, ...]
    """What is allowed, and may make an answer another one than was meant."""


def world_of(
    scenario: str, values: Mapping[str, Any], check: Check, by: object = None
) -> "ReadBefore":
    """The declared world, and what is allowed in it and may not be meant.

    Args:
        scenario: a folder, a file, or the name of a built-in scenario.
        values: by dotted path, what is set over what the files hold.
        check: of the package, for what only the caller knows to be wrong.
        by: what it goes by besides the world, which `repr` tells from anything else.

    Raises:
        ScenarioError: with everything that is wrong.
    """
    from noroshi.scenario.as_plain import of_plain, plain

    kept_in = own_store()
    asked = _asked(scenario, values, check, by)
    if kept_in is None or asked is None:
        return _read(scenario, values, check)[0]
    with suppress(Exception):  # whatever it is that was kept: then it is read anew
        data = json.loads(_found(kept_in, asked, scenario_files(scenario))[1])
        world = of_plain(data["world"], origin=FilesLater(scenario, values))
        remarks, odd = (tuple(Problem(**p) for p in data[what]) for what in ("remarks", "odd"))
        return ReadBefore(world, remarks, odd)
    found, layers = _read(scenario, values, check)
    with suppress(TypeError):  # records of a program's own
        told = {what: [*map(asdict, getattr(found, what))] for what in ("remarks", "odd")}
        _keep(kept_in, asked, layers, {"world": plain(found.world), **told})
    return found


def kept_under(
    scenario: str, values: Mapping[str, Any], check: Check, by: object = None
) -> str | None:
    """What a world is kept under: any byte of its files, of what it extends and of this program
    changes it. None = it is not kept. The arguments are those of `world_of`.

    Raises:
        ScenarioError: there is no such scenario.
    """
    kept_in = own_store()
    asked = _asked(scenario, values, check, by)
    paths = scenario_files(scenario)
    if kept_in is not None and asked is not None:
        with suppress(Exception):  # whatever it is that was kept
            return _found(kept_in, asked, paths)[0]
    return None


def _asked(scenario: str, values: Mapping[str, Any], check: Check, by: object) -> str | None:
    """All that a world comes from but its files; None = none is kept."""
    program = None if own_store() is None else made_by()
    if program is None:
        return None
    return repr((scenario, dict(values), check.__qualname__, by, program, sys.version))


def _read(
    scenario: str, values: Mapping[str, Any], check: Check
) -> "tuple[ReadBefore, Sequence[Extending]]":
    from noroshi.scenario.loading import read, refuse  # only now: seldom is a world new
    from noroshi.scenario.remarks import bearing

    world, tree, layers = read(scenario, values)
    check(tree, world)
    refuse(tree)
    return ReadBefore(world, tuple(tree.remarks), bearing(tree, world)), layers


def _found(kept_in: Store, asked: str, paths: Sequence[Path]) -> tuple[str, bytes]:
    """What is kept of a world as JSON, and under what. Of one that extends another, it is kept
    under the files of the first which one that is, and under those of both the world.

    Raises:
        Exception: of whatever kind, where there is none.
    """
    key = asked
    while True:
        if sum(map(size, paths)) > _LARGEST:
            raise ValueError("more than a scenario holds")
        key = _key(key, [(str(path), content_of(path.read_bytes())) for path in paths])
        text = kept_in.found(_STAGE, key, ())["json"].tobytes()
        if not text.startswith(_EXTENDS):
            return key, text
        word, beside = json.loads(text)["extends"]
        paths, _ = extended_files(word, Path(beside))


def _keep(
    kept_in: Store, key: str, layers: "Sequence[Extending]", world: Mapping[str, Any]
) -> None:
    for layer in layers:
        key = _key(key, layer.files)
        data = world if layer.extends is None else {"extends": layer.extends}
        text = json.dumps(data, separators=(",", ":")).encode()
        kept_in.keep(_STAGE, key, {"json": np.frombuffer(text, np.uint8)})


def _key(before: str, files: Iterable[tuple[str, str]]) -> str:
    return content_of(repr((before, *files)).encode("utf-8", "surrogatepass"))


@dataclass(frozen=True)
class FilesLater:
    """What the files of a scenario hold, read when a value of it is set."""

    scenario: str
    values: Mapping[str, Any]
    """That are set already."""

    @cached_property
    def _files(self) -> "Origin":
        from noroshi.scenario.loading import Files, read

        return Files(read(self.scenario, self.values).tree)

    def changed(self, world: "Scenario", values: Mapping[str, Any]) -> "Scenario":
        """The world with some values set.

        Raises:
            ScenarioError: a path leads nowhere, or a value does not fit there.
        """
        return self._files.changed(world, values)


@cache
def made_by() -> str | None:
    """The state of the files that results come from, and of the libraries that check.

    Whatever writes one changes when that was, which nobody can set back. None = one was changed
    since this process began.
    """
    specs = map(find_spec, _CHECKING)
    found = [spec.origin for spec in specs if spec is not None and spec.origin]
    try:
        state = program() + state_of((file, os.stat(file)) for file in found)
    except ForeignCode:
        return None
    return content_of(state.encode("utf-8", "surrogatepass"))
