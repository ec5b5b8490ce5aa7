"""Where results are kept: in this process, or as files of a folder that processes share."""

import os
import tempfile
from collections import OrderedDict
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from shutil import rmtree
from threading import Lock
from typing import Any, Final, NamedTuple, Protocol

from noroshi.kept.form import Record, from_bytes, of_its_own, settled, to_bytes

_SUFFIX: Final = ".kept"
_BEGUN: Final = ".kept-begun"
_LEFT: Final = 0.9
"""Of the bound, once it was exceeded: so that not every new file has others removed."""


_FORSAKEN: Final = 3600.0
"""What was begun so long before the newest result is nobody's any more [s]."""


class Store(Protocol):
    """Finds and keeps results. None = not found; no result is None."""

    def found(self, stage: str, key: str, records: Sequence[Record]) -> Any:
        """The result kept under a key."""

    def keep(self, stage: str, key: str, value: Any) -> None:
        """Keep a result, if there is room for it."""


class InMemory:
    """Results of this process; those used longest ago go first."""

    def __init__(self, most: int) -> None:
        """An empty one that holds so many bytes."""
        self._most, self._held, self._lock = most, 0, Lock()
        self._results: OrderedDict[str, tuple[Any, int]] = OrderedDict()

    def found(self, stage: str, key: str, _records: Sequence[Record]) -> Any:
        """The result kept under a key."""
        with self._lock:
            if key not in self._results:
                return None
            self._results.move_to_end(key)
            return self._results[key][0]

    def keep(self, stage: str, key: str, value: Any) -> None:
        """Keep a result, unless it alone takes more than all may."""
        size = settled(value)
        if size > self._most:
            return
        own = of_its_own(value)
        with self._lock:
            if key in self._results:
                return
            self._results[key] = own, size
            self._held += size
            while self._held > self._most:
                self._held -= self._results.popitem(last=False)[1][1]


class InFolder:
    """Results as files, which other processes find, too; those used longest ago go first.

    A file is written beside and renamed, so that a reader finds all of it or nothing. Whatever is
    wrong with a file or the folder means that a result is not found, or not kept.
    """

    def __init__(self, folder: Path, most: int) -> None:
        """One in a folder, which is made when it is needed, and holds so many bytes."""
        self._folder, self._most, self._lock = folder, most, Lock()
        self._held: int | None = None

    def found(self, stage: str, key: str, records: Sequence[Record]) -> Any:
        """The result kept under a key."""
        file = self._file(stage, key)
        try:
            if file.stat().st_size > self._most:
                raise ValueError("larger than anything that is kept")
            value = from_bytes(file.read_bytes(), key, records)
        except FileNotFoundError:
            return None
        except Exception:  # whatever the bytes of a damaged file make of reading
            with suppress(OSError):
                file.unlink(missing_ok=True)
            return None
        with suppress(OSError):
            os.utime(file)
        return value

    def keep(self, stage: str, key: str, value: Any) -> None:
        """Write a result, and remove what was used longest ago where there is no more room."""
        size = settled(value)
        if size > self._most:
            return
        file = self._file(stage, key)
        with suppress(OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            self._write(file, key, value)
            with self._lock:
                if self._held is None or self._held + size > self._most:
                    self._held = _thinned(self._folder, self._most)
                else:
                    self._held += size

    def _file(self, stage: str, key: str) -> Path:
        return self._folder / stage / f"{key}{_SUFFIX}"

    def _write(self, file: Path, key: str, value: Any) -> None:
        handle, beside = tempfile.mkstemp(dir=file.parent, suffix=_BEGUN)
        try:
            with os.fdopen(handle, "wb") as out:
                out.writelines(to_bytes(value, key))
            os.replace(beside, file)
        except BaseException:
            with suppress(OSError):
                os.unlink(beside)
            raise


class KeptStage(NamedTuple):
    """What is kept of one stage."""

    stage: str
    results: int
    size: int
    """[byte]."""


def contents(folder: Path) -> list[KeptStage]:
    """What a folder of results holds, stage by stage; nothing where there is no such folder."""
    held: dict[str, list[int]] = {}
    for file, seen in _files(folder):
        held.setdefault(file.parent.name, []).append(seen.st_size)
    return [KeptStage(stage, len(sizes), sum(sizes)) for stage, sizes in sorted(held.items())]


def clear(folder: Path) -> None:
    """Remove every result in a folder; one that another process writes meanwhile may stay."""
    rmtree(folder, ignore_errors=True)


def _files(folder: Path) -> list[tuple[Path, os.stat_result]]:
    """Results, whole and half written: whatever else lies in the folder is not ours to remove."""
    found = []
    for file in (file for stage in _within(folder) for file in _within(stage)):
        if file.suffix in (_SUFFIX, _BEGUN):
            with suppress(OSError):  # another process may have removed it
                found.append((file, file.stat()))
    return found


def _within(folder: Path) -> list[Path]:
    """What lies in a folder; nothing where there is none, or no more."""
    with suppress(OSError):
        return [*folder.iterdir()]
    return []


def _thinned(folder: Path, most: int) -> int:
    """Remove what was used longest ago until a folder holds less than it may; what it then does."""
    found = sorted(_files(folder), key=lambda one: one[1].st_mtime)
    for file, seen in [*found]:  # what a process that was killed had begun
        if file.suffix == _BEGUN and seen.st_mtime < found[-1][1].st_mtime - _FORSAKEN:
            with suppress(OSError):
                file.unlink(missing_ok=True)
                found.remove((file, seen))
    held = sum(seen.st_size for _, seen in found)
    wanted = most if held <= most else _LEFT * most
    for file, seen in found:
        if held <= wanted:
            break
        with suppress(OSError):
            file.unlink(missing_ok=True)
            held -= seen.st_size
    return held
