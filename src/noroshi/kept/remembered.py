"""What comes of an object that is never written to, found again while it is the same object."""

from collections.abc import Callable
from typing import Any, Final, Generic, TypeVar

Of = TypeVar("Of")
Made = TypeVar("Made")
MOST: Final = 10_000
"""Objects that are remembered, several worlds of records; then all are forgotten."""


class Remembered(Generic[Of, Made]):
    """A function of one record that is asked about again and again.

    Records of a world that differs by one value are the same objects but for one. They are told
    apart by what they are and not by what they hold, since looking at that is the work to be saved.

    Example:
        >>> length = Remembered(len)
        >>> length("word"), length("word")
        (4, 4)
    """

    def __init__(self, make: Callable[[Of], Made]) -> None:
        """Remember nothing yet.

        Args:
            make: reads nothing but what it is passed, which nobody writes to.
        """
        self._make = make
        self._known: dict[int, tuple[Any, Made]] = {}

    def __call__(self, of: Of) -> Made:
        """What the function makes of the object."""
        # The object is held, so that no other one can have its number.
        found = self._known.get(id(of))
        if found is None:
            if len(self._known) >= MOST:
                self._known = {}
            found = self._known[id(of)] = of, self._make(of)
        return found[1]
