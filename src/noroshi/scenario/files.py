"""Which files make a scenario."""

import os
import stat
from importlib.resources import files
from pathlib import Path
from typing import Final

from noroshi.errors import Problem, ScenarioError
from noroshi.nearest import suggestion

SUFFIXES: Final = (".yaml", ".yml")


def built_in() -> dict[str, Path]:
    """The scenarios that come with the program, by name."""
    folder = Path(str(files("noroshi.scenarios")))
    return {p.name: p for p in sorted(folder.iterdir()) if p.is_dir() and _yaml_files(p)}


def scenario_files(scenario: str | Path) -> tuple[Path, ...]:
    """The YAML files of a folder, of one file, or of a built-in scenario, in order of name.

    A folder of that name beside you goes before a built-in scenario, if it holds YAML files.
    """
    path = Path(scenario)
    known = built_in()
    try:
        found = (path,) if path.is_file() else _yaml_files(path)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise _missing(scenario, f"cannot be read: {why}", known) from None
    if found:
        return found
    if str(scenario) in known:
        return _yaml_files(known[str(scenario)])
    if path.is_dir():
        raise _missing(scenario, "the folder holds no YAML file", {})
    raise _missing(
        scenario, "there is no such folder, and no built-in scenario of this name", known
    )


def extended_files(word: str, beside: Path) -> tuple[tuple[Path, ...], Problem | None]:
    """The YAML files of a scenario that a file in the folder `beside` names, or why there is none.

    A path counts from that folder; a folder there goes before a built-in scenario of its name.
    """
    try:
        return scenario_files(_plainly(beside / word)), None
    except ScenarioError as error:
        known = built_in()
        if word in known:
            return _yaml_files(known[word]), None
        found = error.problems[0]
        near = suggestion(word, known)
        paths = f"a path counts from {beside}; built in: {', '.join(known)}"
        hint = found.hint if "no YAML" in found.message else "; ".join(filter(None, [near, paths]))
        return (), Problem(found.file, None, "", "", found.message, hint)


def _plainly(path: Path) -> Path:
    """The path without steps back, unless one of them leads elsewhere, through a link."""
    plain = Path(os.path.normpath(path))
    return plain if plain.resolve() == path.resolve() else path


def extension(scenario: str, folder: Path) -> str:
    """What a file in a folder writes after `extends:` for a scenario that is named here."""
    if str(scenario) in built_in() and not _yaml_files(Path(scenario)):
        return scenario
    return os.path.relpath(Path(scenario).resolve(), folder.resolve())


def _yaml_files(folder: Path) -> tuple[Path, ...]:
    """Regular files only: a pipe or a device under such a name would never end."""
    if not folder.is_dir():
        return ()
    named = sorted(p for p in folder.iterdir() if p.suffix in SUFFIXES)
    return tuple(p for p in named if _regular(p))


def _regular(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return False


def size(path: Path) -> int:
    """Bytes of a file; 0 when it has gone since, which reading it will report."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _missing(scenario: str | Path, message: str, known: dict[str, Path]) -> ScenarioError:
    hint = suggestion(str(scenario), known)
    if known:
        hint = "; ".join(filter(None, [hint, f"built in: {', '.join(known)}"]))
    else:
        hint = "write `noroshi init FOLDER` for one to start from"
    return ScenarioError((Problem(str(scenario), None, "", "", message, hint),))
