"""The last results of a function, found again by the content of what it is passed."""

from collections.abc import Callable
from typing import Any, Final, Generic, TypeVar

from noroshi.kept.digest import ForeignCode, digest

Made = TypeVar("Made")
MOST: Final = 64
"""So many results are held; then the one that was made first goes."""


class Recent(Generic[Made]):
    """A function that is asked the same within one question, of things that are not the same ones.

    For results that are small and quickly made: they stay in this process, and whoever gets one
    does not write to it.

    Example:
        >>> length = Recent(len)
        >>> length((1.0, 2.0)), length((1.0, 2.0))
        (2, 2)
    """

    def __init__(self, make: Callable[..., Made]) -> None:
        """Hold nothing yet.

        Args:
            make: reads nothing but what it is passed, of which `digest` can tell what it holds;
                what is not of this package is worked out every time.
        """
        self._make = make
        self._held: dict[str, Made] = {}

    def __call__(self, *inputs: Any) -> Made:
        """What the function makes of the inputs."""
        try:
            key = digest(inputs)
        except ForeignCode:
            return self._make(*inputs)
        if key in self._held:
            return self._held[key]
        made = self._make(*inputs)
        if len(self._held) >= MOST:
            self._held.pop(next(iter([*self._held])), None)  # another thread may have been here
        self._held[key] = made
        return made
