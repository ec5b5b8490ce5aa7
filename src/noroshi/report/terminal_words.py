"""Words on a terminal: no line of them breaks inside a date, or between a number and its unit."""

from typing import Any

from rich.console import Console, ConsoleOptions
from rich.containers import Lines
from rich.measure import Measurement
from rich.text import Text

from noroshi.present.together import GLUE, glued


class Words(Text):
    """Text that wraps only where a line may break; what is printed is as it was written."""

    def wrap(self, console: Console, width: int, **how: Any) -> Lines:
        """The lines of a window; what is too long for a whole one is folded."""
        lines = _held(self).wrap(console, width, **how)
        for line in lines:
            line.plain = line.plain.replace(GLUE, " ")
        return lines

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        """As text is measured, by the longest part that stays whole."""
        return _held(self).__rich_measure__(console, options)


def _held(text: Text) -> Text:
    held = text.copy()
    held.plain = glued(text.plain)
    return held
