"""Digests of what a stage is passed: the same for the same content, another for any other."""

import hashlib
import os
import time
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, timedelta, tzinfo
from enum import Enum
from functools import cache, partial
from importlib.util import find_spec
from pathlib import Path
from platform import machine, python_version
from types import MethodType
from typing import Any, Final, Generic, TypeVar

import numpy as np
from pydantic import BaseModel

from noroshi.compiled.folder import Seen, files_of, own_files
from noroshi.kept.remembered import Remembered

Value = TypeVar("Value")
LIBRARIES: Final = {
    **{name: name for name in (
        "h3", "jax", "jaxlib", "jaxtyping", "llvmlite", "numba", "numpy", "pint", "pydantic",
        "pyproj", "scipy", "sgp4", "shapely", "xarray",
    )},
    "pyyaml": "yaml",
    "vl-convert-python": "vl_convert",
}  # fmt: skip
"""Whose versions may change a number, and what Python calls them."""
_PACKAGE: Final = Path(__file__).parents[1]
_BEGUN: Final = time.time()
"""When this process began with this package [s]."""
_PLAIN: Final = (bool, int, float, complex, str, bytes, date, timedelta, tzinfo, type(None))


@dataclass(frozen=True)
class Aside(Generic[Value]):
    """What a stage is passed and no result depends on, as who is told how far it is."""

    value: Value


class ForeignCode(Exception):
    """Code that no digest can tell when it changes: passed to a stage, or changed meanwhile."""


def digest(*values: Any) -> str:
    """Forty hexadecimal digits that any change of any of the values changes.

    Numbers count to the last bit, mappings in their order, records with the names of their classes
    and fields, functions and classes by their names alone: their code is that of the package.

    Raises:
        ForeignCode: a record, class or function is not of this package.
        TypeError: no digest is made of such values.

    Example:
        >>> digest(1.0, {"a": (1, 2)}) == digest(1.0, {"a": (1, 2)})
        True
        >>> digest(0.0) == digest(-0.0)
        False
    """
    found = hashlib.blake2b(digest_size=20)
    _add(found, values)
    return found.hexdigest()


_NOTED_IN: Final[list[Path]] = []
"""The file in which what makes results is noted, at most one."""


def note_in(file: Path) -> None:
    """Have `made_by` note what it finds, so that the next process need not read all files.

    It goes by their state alone, of which nobody can set back when it last changed.
    """
    _NOTED_IN[:] = [file]


@cache
def made_by() -> str:
    """A digest of what makes results: the files of this package, the libraries, the machine.

    Raises:
        ForeignCode: this process may run another text than the files hold by now.
    """
    libraries = state_of((file, os.stat(file)) for file in _origins())
    state = digest(program(), libraries, python_version(), machine())
    for note in _NOTED_IN:
        with suppress(OSError, ValueError):
            known, found, seal = note.read_text().split()
            if known == state and seal == digest(known, found):
                return found
    found = digest(
        content_of(_PACKAGE),
        *(_version(name) for name in LIBRARIES),
        python_version(),
        machine(),
    )
    for note in _NOTED_IN:
        with suppress(OSError):  # half of it has no seal
            note.write_text(f"{state} {found} {digest(state, found)}")
    return found


@cache
def program() -> str:
    """`state_of` the files of this package that results come from.

    Raises:
        ForeignCode: this process may run another text than they hold by now.
    """
    return state_of(own_files())


def state_of(files: Iterable[Seen]) -> str:
    """Names, sizes and times of files, of which whatever writes one changes the last.

    Raises:
        ForeignCode: one is another than when this process began, which may run what it held.
    """
    seen = [*files]
    if any(state.st_ctime > _BEGUN for _, state in seen):
        raise ForeignCode("files changed")
    return "".join(f"{f} {s.st_size} {s.st_mtime_ns} {s.st_ctime_ns}\n" for f, s in seen)


def _origins() -> list[str]:
    """The files with which the libraries begin, of those that are there."""
    specs = map(find_spec, LIBRARIES.values())
    return [spec.origin for spec in specs if spec is not None and spec.origin]


def content_of(package: Path) -> str:
    """A digest of the files below a folder that a result may come from, wherever it lies.

    Of their bytes and not of their times, which installers may set to one and the same.
    """
    below = len(str(package))
    files = files_of(package)
    return digest([(file[below:], np.fromfile(file, np.uint8)) for file, _ in files])


def _version(name: str) -> str:
    from importlib.metadata import PackageNotFoundError, version  # only now: seldom is it new

    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _add(found: Any, value: Any) -> None:
    """Every part says what it is and how long, so that no two values are one text."""
    kind: Any = type(value)
    _how(kind)(found, value)


@cache
def _how(kind: type) -> Callable[[Any, Any], None]:
    """How values of a class are added: worlds hold a hundred thousand of a few dozen classes."""
    if issubclass(kind, Enum):
        return _member
    if issubclass(kind, _PLAIN):
        return partial(_plain, kind.__name__)
    if issubclass(kind, Aside):
        return lambda found, _: _text(found, "aside")
    if issubclass(kind, BaseModel):
        return _of_fields(kind, [*kind.model_fields])
    if issubclass(kind, tuple) and hasattr(kind, "_fields"):
        return _of_fields(kind, [*kind._fields])
    if is_dataclass(kind):
        return _of_fields(kind, [f.name for f in fields(kind)])
    if issubclass(kind, tuple | list):
        return _items
    if issubclass(kind, Mapping):
        return partial(_entries, kind.__name__)
    if issubclass(kind, Set):
        return lambda found, value: _text(found, f"set {sorted(map(digest, value))}")
    if hasattr(kind, "__array__"):
        return lambda found, value: _array(found, np.asarray(value))
    return _code


def _plain(kind: str, found: Any, value: Any) -> None:
    _text(found, f"{kind} {value!r}")


def _member(found: Any, value: Enum) -> None:
    _text(found, _name(type(value)))
    _text(found, value.name)


def _items(found: Any, values: Any) -> None:
    _text(found, f"{len(values)} items")
    for item in values:
        _add(found, item)


def _entries(kind: str, found: Any, values: Mapping[Any, Any]) -> None:
    _text(found, f"{len(values)} entries of {kind}")
    for key, item in values.items():
        _add(found, key)
        if isinstance(item, BaseModel) and item.model_config.get("frozen"):
            _text(found, _of_record(item))
        else:
            _add(found, item)


_of_record: Final = Remembered(digest)
"""Of an entry of a world, most of which are the same ones in the next world."""


def _code(found: Any, value: Any) -> None:
    if not (isinstance(value, type) or (callable(value) and hasattr(value, "__qualname__"))):
        raise TypeError(f"no digest is made of a {type(value).__name__}: {value!r:.100}")
    _text(found, _name(value))


def _text(found: Any, text: str) -> None:
    found.update(_told(text))


def _told(text: str) -> bytes:
    told = text.encode("utf-8", "surrogatepass")
    return b"%d:%b" % (len(told), told)


def _array(found: Any, array: Any) -> None:
    if array.dtype.kind not in "biufcSUmM":
        raise TypeError(f"no digest is made of an array of {array.dtype}")
    _text(found, f"array {array.dtype.str} {array.shape}")
    found.update(np.ascontiguousarray(array).reshape(-1).view(np.uint8).data)


def _of_fields(kind: type, names: Sequence[str]) -> Callable[[Any, Any], None]:
    """How records of a class are added: what all of them say of themselves is written once."""
    return partial(_record, _told(_name(kind)), [(name, _told(name)) for name in names])


def _record(kind: bytes, names: Sequence[tuple[str, bytes]], found: Any, value: Any) -> None:
    found.update(kind)
    for name, told in names:
        found.update(told)
        _add(found, getattr(value, name))


def _name(of: Any) -> str:
    if (getattr(of, "__module__", None) or "").partition(".")[0] != __name__.partition(".")[0]:
        raise ForeignCode(of.__qualname__)
    if "<" in of.__qualname__ or isinstance(of, MethodType):  # whose object no name tells
        raise TypeError(f"{of.__qualname__} is not told from others by its name")
    return f"{of.__module__}.{of.__qualname__}"
