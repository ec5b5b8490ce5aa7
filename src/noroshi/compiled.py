"""Loops compiled to machine code by Numba, and where what was compiled is kept.

A compiled function is kept on disk, since compiling takes seconds. Numba looks only at the file of
the function itself to see whether what it kept is still right; a function that calls others of
other files would go on with old ones. So everything is kept in a folder named after the state of
all sources: whenever one of them changes, the folder is another one.
"""

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryFile
from threading import Lock
from typing import Any, Final, TypeVar

import numba
from llvmlite.binding import Linkage
from numba import _dynfunc, config
from numba.core.caching import FunctionCache
from numba.core.codegen import JITCodeLibrary
from numba.core.compiler import Compiler
from numba.core.registry import CPUDispatcher
from platformdirs import user_cache_path

Function = TypeVar("Function", bound=Callable[..., Any])
_PACKAGE: Final = Path(__file__).parent
_FOLDERS: Final = 3
"""So many states of the sources are kept; older ones are removed."""
_LOCK: Final = Lock()


_HOW: Final = {"nogil": True, "error_model": "numpy", "fastmath": {"contract", "nsz"}}


def compiled(function: Function) -> Function:
    """The same function as machine code, compiled when it is first called with such arguments.

    It lets other threads run, divides as NumPy does, and may fuse a multiplication with an
    addition. A mark for module-level functions of scalars, tuples and arrays; their text must be
    in a file, and what they call compiled, too.

    Example:
        >>> @compiled
        ... def double(x: float) -> float:
        ...     return 2.0 * x
        >>> double(1.5)
        3.0
    """
    return _made(function)


def lean(function: Function) -> Function:
    """As `compiled`, for functions that make no array and only index the ones that they are given.

    Else Numba counts the references to each part that is taken up, which in small functions takes
    as long as the work (measured, Numba 0.68). What makes an array is refused when compiled.

    Nor may such a function, or one with a mark below, give an array or a part of one back to Python
    or to one that is `compiled`: they would count references that were never taken.
    """
    return _made(function, _nrt=False)


def inner(function: Function) -> Function:
    """As `lean`, for what only compiled functions call: it becomes a part of them."""
    return _part(function)


def _made(function: Function, **options: Any) -> Function:
    how = {**_HOW, "no_cfunc_wrapper": True, "pipeline_class": _WholeCompiler}
    made = numba.njit(**{**how, **options})(function)
    folder = kept_in()
    if folder is not None and os.path.exists(function.__code__.co_filename):
        with _told(folder):
            made._cache = _Kept(function)
    return made  # type: ignore[no-any-return]


def within(function: Function) -> Function:
    """As `inner`, laid into each place that calls it by the compiler."""
    return _part(function, forceinline=True)


def distinct(function: Function) -> Function:
    """As `within`, for a loop over arrays none of which overlaps what is written to.

    The compiler need not make sure of that at each call, which in short loops takes as long as the
    work. Given arrays that overlap, it writes nonsense.
    """
    return _part(function, _DistinctCompiler, forceinline=True)


def apart(function: Function) -> Function:
    """As `inner`, but worked on before: for a loop that the compiler sees through best alone."""
    return _part(function, Compiler)


def summing(function: Function) -> Function:
    """As `apart`, for sums and products whose order is left to the compiler: several at a time."""
    return _part(function, Compiler, fastmath={"contract", "nsz", "reassoc"})


class _WholeLibrary(JITCodeLibrary):  # type: ignore[misc]
    """Code that runs its own copies of what was linked into it.

    Else a process runs whichever copy of a part it met first, and each copy is optimised where it
    stands: the process that compiles got other last digits than those that find what it kept.
    """

    def _optimize_final_module(self) -> None:
        super()._optimize_final_module()
        own = self._final_module
        self._shared_module = own.clone()  # what others link, as Numba shares it
        for function in self._shared_module.functions:
            if not function.is_declaration and function.linkage == Linkage.external:
                function.linkage = Linkage.linkonce_odr
        for function in own.functions:
            if not function.is_declaration and function.linkage == Linkage.linkonce_odr:
                function.linkage = Linkage.internal


class _WholeCompiler(Compiler):  # type: ignore[misc]
    """Compiles what is called from Python."""

    def __init__(self, typing: Any, target: Any, _library: Any, *rest: Any) -> None:
        own = _WholeLibrary(target.codegen(), "whole")
        own.enable_object_caching()
        super().__init__(typing, target, own, *rest)


class _PartLibrary(JITCodeLibrary):  # type: ignore[misc]
    """Code that is only linked into other code, and neither optimised nor made machine code before.

    Numba does both for each function with all that it calls, so that a chain of five is worked on
    five times: half of the time that compiling took (measured, Numba 0.68).
    """

    def _optimize_final_module(self) -> None:
        pass

    def _finalize_final_module(self) -> None:
        self._finalize_dynamic_globals()
        self._finalized = True


class _PartCompiler(Compiler):  # type: ignore[misc]
    """Compiles what is linked into other functions."""

    def __init__(self, typing: Any, target: Any, library: Any, *rest: Any) -> None:
        super().__init__(typing, target, _PartLibrary(target.codegen(), "part"), *rest)
        self.state.targetctx.get_executable = _nothing_to_run


class _DistinctCompiler(_PartCompiler):
    """The same, where arrays do not overlap."""

    def __init__(self, typing: Any, target: Any, library: Any, *rest: Any) -> None:
        _, _, flags, _ = rest
        flags.noalias = True
        super().__init__(typing, target, library, *rest)


def _nothing_to_run(library: Any, function: Any, environment: Any) -> Any:
    """What stands for the machine code of a part: an object of its own, which is never called."""
    library._ensure_finalized()
    return _dynfunc.make_function(
        function.lookup_module(), function.qualname, "", 0, environment, (library,)
    )


class _Part(CPUDispatcher):  # type: ignore[misc]
    """A function that becomes a part of compiled ones; called from Python, it is compiled alone."""

    def __call__(self, *arguments: Any) -> Any:
        return _alone(self)(*arguments)


@cache
def _alone(part: _Part) -> Any:
    return _made(part.py_func, _nrt=False, fastmath=part.targetoptions["fastmath"])


def _part(function: Function, compiler: type[Compiler] = _PartCompiler, **options: Any) -> Function:
    """Without what lets Python and C call it, which alone took a third of the time to compile."""
    if config.DISABLE_JIT:
        return function
    bare = {"nopython": True, "_nrt": False, "no_cpython_wrapper": True, "no_cfunc_wrapper": True}
    made: Any = _Part(function, {}, {**_HOW, **bare, **options}, pipeline_class=compiler)
    return made  # type: ignore[no-any-return]


@within
def counted(number: int) -> int:
    """The same number, as one that was worked out.

    One that stands in the text is a type of its own to Numba: a function that is called with it, or
    with what is counted from it, would be compiled once more.
    """
    return number + 0


class _Kept(FunctionCache):  # type: ignore[misc]
    """What cannot be read is compiled anew, what cannot be written is not kept."""

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        """The function as it was kept, or None."""
        try:
            found = super().load_overload(sig, target_context)
            # Two processes may at once give one name to what they compile for different types.
            return found if found is not None and found.signature.args == sig else None
        except Exception:  # whatever the bytes of a damaged file make of unpickling
            with suppress(OSError):
                self.flush()
            return None

    def save_overload(self, sig: Any, data: Any) -> None:
        """Keep it for the next process."""
        with suppress(OSError):
            super().save_overload(sig, data)


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """Numba takes the folder from a setting of the process, which is only borrowed."""
    with _LOCK:
        before, config.CACHE_DIR = config.CACHE_DIR, str(folder)
        try:
            yield
        finally:
            config.CACHE_DIR = before


@cache
def kept_in() -> Path | None:
    """The folder for the present sources, in NOROSHI_CACHE or the user's cache; None = no place."""
    with suppress(OSError, RuntimeError, ValueError):
        chosen = os.environ.get("NOROSHI_CACHE")
        home = Path(chosen).absolute() if chosen else user_cache_path("noroshi")
        if not home.is_absolute():  # a user without a home
            return None
        folder = home / "loops" / state_of(_PACKAGE)
        folder.mkdir(parents=True, exist_ok=True)
        TemporaryFile(dir=folder).close()
        os.utime(folder)
        with suppress(OSError):  # another process may be at it
            _forget_old(folder.parent)
        return folder
    return None


def state_of(package: Path) -> str:
    """Sixteen hexadecimal digits that a change of any source below a folder changes."""
    digest = hashlib.sha256()
    for folder, inner, names in os.walk(package):
        inner.sort()
        for name in sorted(n for n in names if n.endswith(".py")):
            path = os.path.join(folder, name)
            seen = os.stat(path)
            times = f"{seen.st_mtime_ns} {seen.st_ctime_ns}"  # of which the last is never set back
            digest.update(f"{path} {times} {seen.st_size}\n".encode())
    return digest.hexdigest()[:16]


def _forget_old(home: Path) -> None:
    """Remove what was kept for states of the sources that were used longest ago."""
    newest = sorted(home.iterdir(), key=lambda f: f.stat().st_mtime, reverse=True)
    for old in newest[_FOLDERS:]:
        rmtree(old, ignore_errors=True)
