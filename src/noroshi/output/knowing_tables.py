"""Plain tables on the terminal."""

from typing import Literal

from rich.padding import Padding
from rich.table import Table
from rich.text import Text


def plain_table(title: str, *columns: str, texts: int = 1) -> Table:
    """A table whose first `texts` columns are words, the others numbers."""
    table = Table(title=Text(title), title_justify="left", box=None, pad_edge=False)
    for number, column in enumerate(columns):
        side: Literal["left", "right"] = "left" if number < texts else "right"
        table.add_column(Text(column), justify=side, overflow="fold", header_style="bold")
    return table


def inner(text: str) -> Padding:
    """A row below its heading; also its second line is set in."""
    return Padding(Text(text), (0, 0, 0, 2))
