"""Shapes that annotations of the engine promise, checked wherever a test calls it.

`Finder` wraps public functions and methods as their modules are loaded, so that every later import
takes the wrapped one. Only annotations of jaxtyping are looked at: those of a function's arguments
and result share their axes; so do the fields of a record that it takes or gives.
"""

import inspect
from collections.abc import Callable
from functools import wraps
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any, get_args, get_type_hints

from beartype.door import die_if_unbearable
from jaxtyping import AbstractArray, jaxtyped

from noroshi.compiled import Compiled


def tells_shapes(hint: Any) -> bool:
    """Whether jaxtyping has a word in a type hint."""
    if inspect.isclass(hint) and issubclass(hint, AbstractArray):
        return True
    return any(tells_shapes(part) for part in get_args(hint))


def shaped(hints: dict[str, Any]) -> dict[str, Any]:
    """The hints that tell shapes."""
    return {name: hint for name, hint in hints.items() if tells_shapes(hint)}


def fields(record: Any) -> dict[str, Any]:
    """The hints of a NamedTuple's fields that tell shapes; none of anything else."""
    return shaped(get_type_hints(record)) if is_record(record) else {}


def is_record(kind: Any) -> bool:
    """Whether it is a NamedTuple."""
    return inspect.isclass(kind) and issubclass(kind, tuple) and hasattr(kind, "_fields")


def check(values: dict[str, Any], hints: dict[str, Any]) -> None:
    """Hold values against their hints, whose axes they share."""
    for name, hint in hints.items():
        if name in values:
            die_if_unbearable(values[name], hint)


def check_record(value: Any) -> None:
    """Hold a record's fields against their hints, whose axes they share."""
    with jaxtyped("context"):
        check(value._asdict(), fields(type(value)))


def checked(function: Callable[..., Any]) -> Callable[..., Any]:
    """A function that looks at the shapes of what it takes and gives, and of their records."""
    signature = inspect.signature(function)
    hints = {name: p.annotation for name, p in signature.parameters.items()}
    hints["return"] = signature.return_annotation
    told = shaped(hints)
    records = {name for name, hint in hints.items() if fields(hint)}
    if not told and not records:
        return function

    @wraps(function)
    def watching(*args: Any, **kwargs: Any) -> Any:
        given = signature.bind(*args, **kwargs).arguments
        with jaxtyped("context"):
            check(given, told)
            given = {**given, "return": function(*args, **kwargs)}
            check(given, {"return": told["return"]} if "return" in told else {})
        for name in records & given.keys():
            check_record(given[name])
        return given["return"]

    return watching


def wrap(module: ModuleType) -> None:
    """Wrap what a module defines and gives out, but for what Numba compiles: it calls no Python."""
    for name, thing in list(vars(module).items()):
        own = getattr(thing, "__module__", None) == module.__name__
        if own and inspect.isclass(thing):
            wrap_methods(thing)
        # Loops call one another compiled; what stands before them is looked at.
        elif (
            own and callable(thing) and not name.startswith("_") and not isinstance(thing, Compiled)
        ):
            setattr(module, name, checked(thing))


def wrap_methods(kind: type) -> None:
    """Wrap the methods, bound or static, that a class defines and gives out."""
    for name, thing in list(vars(kind).items()):
        if name.startswith("_"):
            continue
        if isinstance(thing, staticmethod):
            setattr(kind, name, staticmethod(checked(thing.__func__)))
        elif inspect.isfunction(thing):
            setattr(kind, name, checked(thing))


class Finder(MetaPathFinder):
    """Finds modules of some packages, and wraps what they define once they are loaded."""

    def __init__(self, packages: tuple[str, ...]) -> None:
        self._packages = packages

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        if not name.startswith(self._packages):
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec is None or spec.loader is None:
            return spec
        load = spec.loader.exec_module

        def load_and_wrap(module: ModuleType) -> None:
            load(module)
            wrap(module)

        spec.loader.exec_module = load_and_wrap  # type: ignore[method-assign]
        return spec
