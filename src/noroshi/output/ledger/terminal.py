"""The ledger on the terminal: two sentences, then small tables."""

from typing import Literal

from rich.console import Group
from rich.table import Table
from rich.text import Text

from noroshi.output.ledger.found import Found
from noroshi.output.ledger.paragraph import paragraph
from noroshi.output.ledger.sheets import Sheet, sheets


def terminal(found: Found) -> Group:
    """Everything, in the order in which it is asked."""
    parts: list[Text | Table] = [Text(paragraph(found)), *(_shown(s) for s in sheets(found))]
    return Group(*(item for part in parts for item in (part, Text(""))))


def _shown(sheet: Sheet) -> Table:
    table = Table(title=Text(sheet.title), title_justify="left", box=None, pad_edge=False)
    for column, head in enumerate(sheet.head):
        side: Literal["left", "right"] = "left" if column < sheet.texts else "right"
        table.add_column(Text(head), justify=side, overflow="fold", header_style="bold")
    for row in sheet.rows:
        table.add_row(*(Text(cell) for cell in row))
    return table
