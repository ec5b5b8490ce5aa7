"""One text for three engines: a function of numbers, as NumPy, JAX or Numba runs it.

What a sensor of some kind sees is written once, in plain Python on numbers with `np` functions.
NumPy runs it as it stands; JAX traces it, for derivatives and filters, once `np` means `jax.numpy`;
Numba compiles it once the functions that it calls are compiled, too. So the function, and every
plain function that it names, is made anew over globals in which that has been changed.
"""

import hashlib
import os
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache
from inspect import unwrap
from itertools import count
from tempfile import NamedTemporaryFile
from types import CodeType, FunctionType, ModuleType
from typing import Any, Final

import numpy as np

from noroshi.compiled.folder import kept_in

Finish = Callable[[FunctionType], Any]


@cache
def traceable(function: Callable[..., Any]) -> Callable[..., Any]:
    """The same function for JAX to trace; the same object for the same function.

    Example:
        >>> def larger(a, b):
        ...     return np.maximum(a, b)
        >>> float(traceable(larger)(1.0, 2.0))
        2.0
    """
    import jax.numpy as jnp

    made: Callable[..., Any] = rebuilt(function, {id(np): jnp}, lambda f: f)
    return made


def rebuilt(
    function: Callable[..., Any],
    instead: Mapping[int, Any],
    finish: Finish,
    done: dict[Any, Any] | None = None,
) -> Any:
    """A function, and the functions it names, over globals in which other things stand.

    Args:
        function: plain Python; anything else comes back as it is.
        instead: what stands in place of a value of the globals, by its `id`.
        finish: what is made of each function once its globals are changed.
        done: what was made of functions in the same way before, so that what several name is made
            once; written. None = nothing.
    """
    return _rebuilt(function, instead, finish, {} if done is None else done)


def _rebuilt(
    function: Any, instead: Mapping[int, Any], finish: Finish, done: dict[Any, Any]
) -> Any:
    function = unwrap(function) if isinstance(function, FunctionType) else function
    if not isinstance(function, FunctionType):
        return function
    if function not in done:
        changed = dict(function.__globals__)
        made = FunctionType(
            function.__code__,
            changed,
            function.__name__,
            function.__defaults__,
            function.__closure__,
        )
        made.__kwdefaults__ = function.__kwdefaults__
        done[function] = finish(made)
        for name, value in named(function).items():
            other = instead.get(id(value))
            changed[name] = _rebuilt(value, instead, finish, done) if other is None else other
    return done[function]


def named(function: FunctionType) -> dict[str, Any]:
    """What a function names of its globals, by name."""
    known = function.__globals__
    return {name: known[name] for name in _names(function.__code__) if name in known}


def _names(code: CodeType) -> tuple[str, ...]:
    inner = [c for c in code.co_consts if isinstance(c, CodeType)]
    return tuple(dict.fromkeys((*code.co_names, *(n for c in inner for n in _names(c)))))


def state(*values: Any) -> str | None:
    """A text that changes with what functions and types are; None = that cannot be told.

    It has the code, and what the code names: numbers and words by their value, functions by theirs,
    modules by name, named tuples by their fields.
    """
    told: list[str] = []
    return "\n".join(told) if _tell(values, told, {}) else None


def _tell(value: Any, told: list[str], seen: dict[Any, int]) -> bool:
    """Every part says what it is and how long, so that no two values are one text."""
    if isinstance(value, FunctionType):
        value = unwrap(value)
        known = value in seen
        told.append(f"function {seen.setdefault(value, len(seen))}")
        if known or value.__closure__:
            return known
        told.append(_code(value.__code__))
        parts = (value.__defaults__, value.__kwdefaults__, *sorted(named(value).items()))
        return _tell(parts, told, seen)
    if isinstance(value, dict):
        return _tell(tuple(value.items()), told, seen)
    if isinstance(value, tuple):
        told.append(f"{len(value)} parts")
        return all(_tell(part, told, seen) for part in (type(value), *value))
    if isinstance(value, ModuleType):
        # Of what is in another module nobody tells whether it has changed.
        told.append(value.__name__)
        return value.__name__ in ("numpy", "math")
    if isinstance(value, type):
        told.append(value.__qualname__)
        if value.__module__.partition(".")[0] in ("builtins", "noroshi", "numpy"):
            return True
        fields = getattr(value, "_fields", None), getattr(value, "_field_defaults", None)
        return None not in fields and _tell(fields, told, seen)
    if isinstance(value, np.ndarray):
        told.append(f"{value.dtype} {value.shape} {value.tobytes().hex()}")
        return True
    told.append(repr(value))
    return isinstance(value, int | float | str | bool | None | np.number)


def _code(code: CodeType) -> str:
    consts = [_code(c) if isinstance(c, CodeType) else repr(c) for c in code.co_consts]
    return f"{code.co_code.hex()} {code.co_names} {code.co_varnames} {consts}"


_unknown: Final = count()


def generated(text: str, known: str | None, names: Mapping[str, Any]) -> ModuleType:
    """A module of a text, which stands in a file so that Numba finds again what it compiled.

    Args:
        text: Python.
        known: what tells apart modules of the same text, as `state` has it; None = that cannot be
            told, and nothing is kept.
        names: what the text finds defined.
    """
    digest = hashlib.sha256(f"{known}\n{text}".encode()).hexdigest()[:16]
    name = f"noroshi_loops_{next(_unknown) if known is None else digest}"
    module = ModuleType(name)
    module.__dict__.update(names, __file__=_file(name, text, kept=known is not None))
    sys.modules[name] = module
    exec(compile(text, str(module.__file__), "exec"), module.__dict__)
    return module


def _file(name: str, text: str, *, kept: bool) -> str:
    """The path of the text; no such file = not kept."""
    folder = kept_in()
    if folder is None or not kept:
        return f"<{name}>"
    path = folder / f"{name}.py"
    with suppress(OSError):
        if not path.exists():
            with NamedTemporaryFile("w", dir=folder, delete=False, encoding="utf-8") as file:
                file.write(text)
            os.replace(file.name, path)
    return str(path)
