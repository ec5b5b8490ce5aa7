"""Lines of an account in the terminal: plain, indented, wrapped to the window."""

import textwrap
from collections.abc import Iterable
from typing import Final

from rich.console import Console
from rich.text import Text

from noroshi.cli.printing import printable
from noroshi.commitments.explain import Line

_WIDEST = 100
_LAYOUT: Final[dict[str, tuple[str, str, str]]] = {
    "title": ("", "", "bold"),
    "answer": ("", "", ""),
    "note": ("", "", "dim"),
    "heading": ("", "", "bold cyan"),
    "item": ("  • ", "    ", "bold"),
    "text": ("    ", "    ", ""),
    "why": ("    ", "      ", ""),
    "duty": ("    → ", "      ", "green"),
    "source": ("    source: ", "      ", "dim"),
}
"""First indent, further indents, style."""
_SPACED = ("heading", "note", "answer")


def print_lines(lines: Iterable[Line]) -> None:
    """Print an account; a blank line before each part."""
    console = Console(highlight=False)
    width = min(_WIDEST, console.width) if console.is_terminal else _WIDEST
    previous = ""
    for line in lines:
        if line.kind in _SPACED and previous and line.kind != previous:
            console.print()
        first, further, style = _LAYOUT[line.kind]
        text = textwrap.fill(
            printable(line.text),
            width,
            initial_indent=first,
            subsequent_indent=further,
            break_on_hyphens=False,
        )
        console.print(Text(text, style=style), soft_wrap=True)
        previous = line.kind
