"""Which files make a scenario."""

import os
import stat
from importlib.resources import files
from pathlib import Path
from typing import Final

from noroshi.errors import NoroshiError, Problem, ScenarioError
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
    if not isinstance(scenario, str | os.PathLike) or not str(scenario):
        what = f"{scenario!r} names no scenario; write a folder, a file or a built-in one"
        raise NoroshiError(f"{what}, e.g. '{next(iter(built_in()))}'")
    path = Path(scenario)
    known = built_in()
    try:
        found = (path,) if path.is_file() else _yaml_files(path)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise _missing(scenario, f"cannot be read: {why}", known) from None
    if not path.is_file():
        _refuse_unreadable(path)
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
        known, found = built_in(), error.problems[0]
        if _named_yaml(beside / word):
            return (), found
        if word in known:
            return _yaml_files(known[word]), None
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
    return tuple(p for p in _named_yaml(folder) if not _unreadable(p))


def _named_yaml(folder: Path) -> list[Path]:
    """Everything in a folder that is called as its YAML files are, in order of name."""
    try:
        return sorted(p for p in folder.iterdir() if p.suffix.lower() in SUFFIXES)
    except (OSError, ValueError):  # no folder, or no name that a folder could have
        return []


def _unreadable(path: Path) -> str:
    """Why what is called as a YAML file is none; empty = it is one."""
    try:
        mode = path.stat().st_mode
    except OSError as error:
        return f"cannot be read: {error.strerror}"
    if stat.S_ISDIR(mode):
        return "is a folder, and none of its files is read"
    return "" if stat.S_ISREG(mode) else "is no regular file, so that reading it might never end"


def _refuse_unreadable(folder: Path) -> None:
    """A part of a scenario is never left out without a word.

    Raises:
        ScenarioError: names everything that is called as a YAML file and is none.
    """
    hint = "take it away, or give it a name that does not end in .yaml"
    found = [
        Problem(str(path), None, "", "", why, hint)
        for path in _named_yaml(folder)
        if (why := _unreadable(path))
    ]
    if found:
        raise ScenarioError(tuple(found))


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


def shown_word(word: str) -> str:
    """A word of the command line in UTF-8, as it was typed, where the system reads it otherwise.

    Its bytes that are no UTF-8 become U+FFFD: names of files may hold such, a report may not.
    """
    return os.fsencode(word).decode("utf-8", "replace")
