"""Make the numerical engine fast from the command line: before JAX is imported, and only there.

A library must not change its host's process; a command owns its own. The folder of compiled
functions is set where the user has not set it, so that the second start is warm.
"""

import ctypes
import os
import sys
import warnings
from importlib import import_module
from pathlib import Path
from tempfile import NamedTemporaryFile
from types import ModuleType
from typing import Any

_NEVER_USED = ("f2py", "testing")
"""Parts of NumPy that SciPy asks for with all others by their names, and never uses."""
_ARENA_MAX = -8
"""GNU malloc's number for the most arenas: one, since those of threads keep what they freed."""
_MMAP_THRESHOLD, _TRIM_THRESHOLD = -3, -1
"""Its numbers for how large an array must be to be asked of the system by itself, and for how much
at the end of what is held may be free before it is given back."""
_HELD_ALIKE, _HELD_BETWEEN = 1 << 25, 1 << 28
"""The same for both [B], the first as large as can be. Else the system would take what a block of
draws leaves, and clear it again for the next: a tenth of a watch. `tidy` gives it back."""


def prepare_engine() -> Path | None:
    """Set up JAX's environment; call before anything imports JAX, which reads it only then.

    Returns:
        The folder of all caches; None = there is none.
    """
    _mallopt(_ARENA_MAX, 1)
    _mallopt(_MMAP_THRESHOLD, _HELD_ALIKE)
    _mallopt(_TRIM_THRESHOLD, _HELD_BETWEEN)
    folder = cache_folder()
    if folder is not None:
        _hear_once(folder)
        os.environ.setdefault("JAX_COMPILATION_CACHE_DIR", str(folder / "compiled"))
        os.environ.setdefault("JAX_PERSISTENT_CACHE_MIN_COMPILE_TIME_SECS", "0.2")
        os.environ.setdefault("JAX_PERSISTENT_CACHE_MIN_ENTRY_SIZE_BYTES", "-1")
    return folder


def prepare_scipy() -> None:
    """Let NumPy have parts that nobody here uses without importing them; call before SciPy comes.

    SciPy takes all that NumPy names into a module of its own, and with it a translator of Fortran
    and a frame of tests: half of the 0.2 s that its special functions take to start. Whoever uses
    one of these finds it as it is.
    """
    import numpy  # only now: help needs none of it

    for part in _NEVER_USED:
        name = f"numpy.{part}"
        if name not in sys.modules:
            setattr(numpy, part, _Later(name))


class _Later(ModuleType):
    """Stands for a module that is imported when something of it is asked for."""

    def __getattr__(self, name: str) -> Any:
        return getattr(import_module(self.__name__), name)


def prepare_xarray() -> None:
    """Import xarray, and let it see that nobody here gives it arrays of pint's.

    It asks once, when it is first asked for an array, and imports pint to do so: a sixth of a
    second, for which no answer has a use.
    """
    if "xarray" in sys.modules or "pint" in sys.modules:
        return
    sys.modules["pint"] = None  # type: ignore[assignment]  # as Python writes "there is none"
    try:
        import xarray

        xarray.DataArray(0.0).to_numpy()
    finally:
        del sys.modules["pint"]


def tidy() -> None:
    """Give back to the system what a finished stage left; between stages, from one thread.

    Threads leave memory that the next stage cannot use: a tenth of what a run of `japan` takes.
    """
    from noroshi.report.run import give_back

    give_back()


def _mallopt(parameter: int, value: int) -> None:
    """Ask the C library's malloc for something where it can be asked (GNU's can)."""
    function = getattr(ctypes.CDLL(None) if os.name == "posix" else None, "mallopt", None)
    if function is not None:
        function(parameter, value)


def cache_folder(*, told: bool = True) -> Path | None:
    """Where compiled functions go: NOROSHI_CACHE, else the user's cache.

    None, and a line on stderr, where it cannot be used: a cache makes a command faster and nothing
    else, so that whatever is wrong with it must not stop one.

    Args:
        told: whether that line is worth its room, as where seconds are lost.
    """
    try:
        folder = _chosen()
        _try(folder / "compiled")
    except (OSError, RuntimeError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        if told:
            print(f"noroshi: no cache is used, so that starts are slower ({why})", file=sys.stderr)
        return None
    return folder


def _hear_once(folder: Path) -> None:
    """JAX warns of each compiled function that it cannot read or keep; once is enough."""
    show, heard = warnings.showwarning, set[bool]()

    def shown(message: Warning | str, *rest: Any, **named: Any) -> None:
        if "persistent compilation cache" not in str(message):
            show(message, *rest, **named)
        elif not heard:
            heard.add(True)
            print(
                f"noroshi: the cache in {folder} is damaged; what cannot be read there is worked"
                " out anew, and removing the folder mends it",
                file=sys.stderr,
            )

    warnings.showwarning = shown


def _chosen() -> Path:
    from platformdirs import user_cache_path

    if chosen := os.environ.get("NOROSHI_CACHE"):
        return Path(chosen).absolute()
    folder = user_cache_path("noroshi")
    if not folder.is_absolute():  # a user without a home
        raise RuntimeError("there is no home folder; NOROSHI_CACHE=FOLDER names another place")
    return folder


def _try(folder: Path) -> None:
    """Do once all that a cache is for: make, list, write, read and remove."""
    folder.mkdir(parents=True, exist_ok=True)
    next(folder.iterdir(), None)
    with NamedTemporaryFile(dir=folder) as file:
        Path(file.name).write_bytes(b"tried")
        Path(file.name).read_bytes()
