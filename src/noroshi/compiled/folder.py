"""Where what was compiled is kept: a folder named after the state of all sources.

A compiled function is kept on disk, since compiling takes seconds. Numba looks only at the file of
the function itself to see whether what it kept is still right; a function that calls others of
other files would go on with old ones. So whenever one of them changes, the folder is another one.
"""

import hashlib
import os
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryFile
from typing import Final

from platformdirs import user_cache_path

_PACKAGE: Final = Path(__file__).parents[1]
_FOLDERS: Final = 3
"""So many states of the sources are kept; older ones are removed."""
Seen = tuple[str, os.stat_result]
"""A file, and its size and times."""
NUMBERS_COME_FROM: Final = (".py", ".csv", ".npz", ".yaml")
"""Endings of files of this package that a result may come from."""
_SOURCES: Final = (".py", ".csv", ".npz")
"""Endings of files that a compiled number may come from. Scenarios are passed, and compiled into
nothing."""


@cache
def kept_in() -> Path | None:
    """The folder for the present sources, in NOROSHI_CACHE or the user's cache; None = no place."""
    with suppress(OSError, RuntimeError, ValueError):
        chosen = os.environ.get("NOROSHI_CACHE")
        home = Path(chosen).absolute() if chosen else user_cache_path("noroshi")
        if not home.is_absolute():  # a user without a home
            return None
        folder = home / "loops" / digest_of_sources(own_files())
        folder.mkdir(parents=True, exist_ok=True)
        TemporaryFile(dir=folder).close()
        os.utime(folder)
        with suppress(OSError):  # another process may be at it
            _forget_old(folder.parent)
        return folder
    return None


def digest_of_sources(files: Iterable[Seen]) -> str:
    """Sixteen hexadecimal digits that a change of any source among files changes."""
    digest = hashlib.sha256()
    for path, seen in files:
        if path.endswith(_SOURCES):
            times = f"{seen.st_mtime_ns} {seen.st_ctime_ns}"  # of which the last is never set back
            digest.update(f"{path} {times} {seen.st_size}\n".encode())
    return digest.hexdigest()[:16]


@cache
def own_files() -> tuple[Seen, ...]:
    """The files of this package that numbers may come from, as they were when first looked at."""
    return tuple(files_of(_PACKAGE))


def files_of(package: Path) -> list[Seen]:
    """The files below a folder that numbers may come from, in order, and size and times of each."""
    found: list[Seen] = []
    homes = [str(package)]
    while homes:
        with os.scandir(homes.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    homes.append(entry.path)
                elif entry.name.endswith(NUMBERS_COME_FROM):
                    found.append((entry.path, os.stat(entry.path)))
    return sorted(found)


def _forget_old(home: Path) -> None:
    """Remove what was kept for states of the sources that were used longest ago."""
    newest = sorted(home.iterdir(), key=lambda f: f.stat().st_mtime, reverse=True)
    for old in newest[_FOLDERS:]:
        rmtree(old, ignore_errors=True)
