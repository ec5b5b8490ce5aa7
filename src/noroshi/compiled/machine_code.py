"""What Numba makes of functions, and how it finds again what it made before."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import Any, Final

import numba
from llvmlite.binding import Linkage, parse_bitcode
from numba import _dynfunc, config, types
from numba.core.caching import CompileResultCacheImpl, FunctionCache
from numba.core.codegen import JITCodeLibrary
from numba.core.compiler import Compiler
from numba.core.registry import CPUDispatcher
from numba.core.runtime import rtsys

from noroshi.compiled.folder import kept_in

_LOCK: Final = Lock()
_HOW: Final = {"nogil": True, "error_model": "numpy", "fastmath": {"contract", "nsz"}}
_BARE: Final = dict.fromkeys(("nopython", "no_cpython_wrapper", "no_cfunc_wrapper"), True)
"""Without what lets Python and C call it, which alone took a third of the time to compile."""
_NOT_OF_LEAN: Final = {
    "inline_closure_likes",
    "nopython_rewrites",
    "inline_overloads",
    "inline_inlinables",
    "with_lifting",
    "make_function_op_code_to_jit_function",
    "literal_unroll",
}
"""Passes of Numba over functions within a function and over whole arrays, of which a function that
makes no array has none. Each, and a look for what it has changed, goes through the whole text: a
tenth of the time to compile a part (measured, Numba 0.68). Those of other names stay."""


def whole(function: Callable[..., Any], kind: str = "whole", **options: Any) -> Any:
    """A function that Python calls, found again where it was compiled before.

    Not so one that was made anew over other globals: nothing that is kept tells them apart.
    """
    compilers = {"whole": _WholeCompiler, "distinct": _DistinctWholeCompiler}
    how = {**_HOW, "no_cfunc_wrapper": True, "pipeline_class": compilers[kind]}
    made = numba.njit(**{**how, **options})(function)
    own: Any = function
    home = getattr(sys.modules.get(own.__module__), "__dict__", None)
    found_again = home is own.__globals__ and os.path.exists(own.__code__.co_filename)
    folder = kept_in() if found_again else None
    if folder is not None:
        with _told(folder):
            made._cache = _Kept(function)
    return made


def part(function: Callable[..., Any], kind: str = "part", **options: Any) -> Any:
    """A function that becomes a part of compiled ones."""
    compilers = {"part": _PartCompiler, "distinct": _DistinctCompiler, "apart": _ApartCompiler}
    how = {**_HOW, **_BARE, "_nrt": False, **options}
    return _Part(function, {}, how, pipeline_class=compilers[kind])


class _Part(CPUDispatcher):  # type: ignore[misc]
    """A function that a number from the text of what calls it makes nothing special of.

    Numba would compile it once more for each such number, which is of a type of its own.
    """

    def get_call_template(self, args: Any, kws: Any) -> Any:
        """What Numba asks of a function that another calls with arguments of such types."""
        plain = {name: types.unliteral(kind) for name, kind in kws.items()}
        return super().get_call_template(tuple(types.unliteral(kind) for kind in args), plain)


class _Compiler(Compiler):  # type: ignore[misc]
    """Numba's, without what it does in vain."""

    def define_pipelines(self) -> Any:
        """The passes over a function."""
        made = super().define_pipelines()
        if not self.state.flags.nrt:  # see `lean`
            for pipeline in made:
                pipeline.passes = [p for p in pipeline.passes if p[0].name() not in _NOT_OF_LEAN]
        return made


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


class _WholeCompiler(_Compiler):
    """Compiles what is called from Python."""

    def __init__(self, typing: Any, target: Any, _library: Any, *rest: Any) -> None:
        own = _WholeLibrary(target.codegen(), "whole")
        own.enable_object_caching()
        super().__init__(typing, target, own, *rest)


class _DistinctWholeCompiler(_WholeCompiler):
    """The same, where arrays do not overlap."""

    def __init__(self, typing: Any, target: Any, library: Any, *rest: Any) -> None:
        _, _, flags, _ = rest
        flags.noalias = True
        super().__init__(typing, target, library, *rest)


class _ApartLibrary(JITCodeLibrary):  # type: ignore[misc]
    """Code that is only linked into other code, and not made machine code before."""

    def _finalize_final_module(self) -> None:
        self._finalize_dynamic_globals()
        self._finalized = True


class _PartLibrary(_ApartLibrary):
    """Such code that is not optimised before, either.

    Numba does both for each function with all that it calls, so that a chain of five is worked on
    five times: half of the time that compiling took (measured, Numba 0.68).
    """

    def _optimize_final_module(self) -> None:
        pass


class _ApartCompiler(_Compiler):
    """Compiles what is linked into other functions."""

    library: type[JITCodeLibrary] = _ApartLibrary

    def __init__(self, typing: Any, target: Any, _library: Any, *rest: Any) -> None:
        super().__init__(typing, target, self.library(target.codegen(), "part"), *rest)
        self.state.targetctx.get_executable = _nothing_to_run


class _PartCompiler(_ApartCompiler):
    """The same, not optimised before."""

    library = _PartLibrary


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


class _FoundLibrary(JITCodeLibrary):  # type: ignore[misc]
    """Code that was kept, of which its text is read when another function links it.

    Numba reads that text with the code, to learn what the code defines: as long as all else that it
    takes to find a function again.
    """

    _text: bytes
    _shared_module: Any

    @classmethod
    def _unserialize(cls, codegen: Any, state: tuple[str, str, tuple[bytes, bytes]]) -> Any:
        name, kind, (machine_code, text) = state
        if kind != "object":
            raise ValueError(f"{kind} is not what is kept")
        made = cls(codegen, name)
        made.enable_object_caching()
        made._set_compiled_object(machine_code)
        made._text = text
        made._finalize_final_module()
        return made

    def _get_module_for_linking(self) -> Any:
        if self._shared_module is None:
            self._shared_module = parse_bitcode(self._text)
            self._codegen._engine._load_defined_symbols(self._shared_module)
        return self._shared_module

    def get_pointer_to_function(self, name: str) -> int:
        """Where the code of a function of its own begins."""
        self._ensure_finalized()
        return int(self._codegen._engine.get_function_address(name))


class _Found(CompileResultCacheImpl):  # type: ignore[misc]
    """What is kept of a function, as Numba puts it back together."""

    def rebuild(self, target_context: Any, payload: Any) -> Any:
        """The function; Numba holds a lock meanwhile, and is lent the library."""
        (_, _, (machine_code, _)), *_ = payload
        if b"NRT_" in machine_code:  # arrays that it makes itself
            rtsys.initialize(target_context)
        codegen = target_context.codegen()
        codegen._library_class = _FoundLibrary
        try:
            return super().rebuild(target_context, payload)
        finally:
            del codegen._library_class


class _Kept(FunctionCache):  # type: ignore[misc]
    """What cannot be read is compiled anew, what cannot be written is not kept."""

    _impl_class = _Found

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        """The function as it was kept, or None.

        Numba would first import all that it can compile, a quarter of a second that only compiling
        has a use for, and compile how references to arrays are counted.
        """
        try:
            found = self._load_overload(sig, target_context)
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
