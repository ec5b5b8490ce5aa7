"""Loops compiled to machine code by Numba.

A function is marked here for what it is; Numba, which takes a third of a second, starts when the
first of them is called, so that a command that finds its results never starts it.
"""

from collections.abc import Callable
from functools import update_wrapper
from threading import RLock
from typing import Any, Final, TypeVar

Function = TypeVar("Function", bound=Callable[..., Any])
_LOCK: Final = RLock()


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
    return _marked(function, {})


def lean(function: Function) -> Function:
    """As `compiled`, for functions that make no array and only index the ones that they are given.

    Else Numba counts the references to each part that is taken up, which in small functions takes
    as long as the work (measured, Numba 0.68). What makes an array, or has a function within, is
    refused when compiled.

    Nor may such a function, or one with a mark below, give an array or a part of one back to Python
    or to one that is `compiled`: they would count references that were never taken.
    """
    return _marked(function, _LEAN)


def inner(function: Function) -> Function:
    """As `lean`, for what only compiled functions call: it becomes a part of them."""
    return _marked(function, _LEAN, {})


def within(function: Function) -> Function:
    """As `inner`, laid into each place that calls it by the compiler."""
    return _marked(function, _LEAN, _LAID_IN)


def distinct(function: Function) -> Function:
    """As `within`, for a loop over arrays none of which overlaps what is written to.

    The compiler need not make sure of that at each call, which in short loops takes as long as the
    work, and works on several numbers at once where one array tells which of another is read. Given
    arrays that overlap, it writes nonsense.
    """
    return _marked(function, {**_LEAN, "kind": "distinct"}, {**_LAID_IN, "kind": "distinct"})


def apart(function: Function) -> Function:
    """As `inner`, but worked on before: for a loop that the compiler sees through best alone."""
    return _marked(function, _LEAN, _APART)


def summing(function: Function) -> Function:
    """As `apart`, for sums and products whose order is left to the compiler: several at a time."""
    any_order = {"fastmath": {"contract", "nsz", "reassoc"}}
    return _marked(function, {**_LEAN, **any_order}, {**_APART, **any_order})


_LEAN: Final = {"_nrt": False}
_LAID_IN: Final = {"forceinline": True}
_APART: Final = {"kind": "apart"}


class Compiled:
    """A function with a mark, compiled once it is called."""

    def __init__(
        self, function: Callable[..., Any], whole: dict[str, Any], part: dict[str, Any] | None
    ) -> None:
        """The function, how Python calls it, and how it becomes a part of others.

        Args:
            function: as it is written.
            whole: options of Numba for what is called from Python.
            part: those for what is linked into others; None = the same.
        """
        update_wrapper(self, function)
        self.py_func = function
        self._whole, self._part = whole, part
        self._called: Any = None
        self._linked: Any = None

    def __call__(self, *arguments: Any) -> Any:
        """What the function makes of its arguments."""
        return (self._called or self.called)(*arguments)

    @property
    def called(self) -> Any:
        """What Numba makes of it to be called from Python."""
        with _LOCK:
            if self._called is None:
                from noroshi.compiled.machine_code import whole

                self._called = whole(self.py_func, **self._whole)
            return self._called

    @property
    def linked(self) -> Any:
        """What Numba makes of it to be called from compiled functions."""
        if self._part is None:
            return self.called
        with _LOCK:
            if self._linked is None:
                from noroshi.compiled.machine_code import part

                self._linked = part(self.py_func, **self._part)
            return self._linked

    @property
    def _numba_type_(self) -> Any:
        """As Numba sees it in a function that calls it."""
        return self.linked._numba_type_


def _marked(
    function: Function, whole: dict[str, Any], part: dict[str, Any] | None = None
) -> Function:
    made: Any = Compiled(function, whole, part)
    return made  # type: ignore[no-any-return]
