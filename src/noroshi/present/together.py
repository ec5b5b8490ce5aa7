"""What stands on one line: a date, a name with its number, a number with its sign and unit."""

import re
from collections.abc import Callable
from typing import Final

_UNIT: Final = (
    r"(?:min|s|h|d|%|km²|km/s|km|kt|kW|MW|m²|mrad|m|GHz|MHz|°|dB|points|million|billion|thousand)"
)
_TOGETHER: Final = re.compile(
    r"(?<![\w-])\w{1,12}(?:-\d\w{0,4})+(?![\w-])"
    rf"|(?<![\w.,-])[+−±<>]?\d[\d.,]*(?: {_UNIT}(?!\w)(?: \d\d? (?:min|s|h)(?!\w))?)"
)
GLUE: Final = "\ue000"
"""In place of a space where no line may break: as broad as one, of private use, and never written
out. A no-break space would stay in what is copied."""


def together(text: str, made: Callable[[str], str]) -> str:
    """A text in which each part that no line may break stands as it is made.

    Example:
        >>> together("since 2013-10-02 it is 7 min 05 s", lambda whole: f"[{whole}]")
        'since [2013-10-02] it is [7 min 05 s]'
    """
    return _TOGETHER.sub(lambda found: made(found[0]), text)


def glued(text: str) -> str:
    """A text of the same length, with `GLUE` for each space at which no line may break."""
    return together(text, lambda whole: whole.replace(" ", GLUE))
