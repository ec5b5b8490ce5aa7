"""`noroshi init`: a small scenario to start from."""

from pathlib import Path
from typing import Annotated

import typer


def init(
    folder: Annotated[Path, typer.Argument(help="A new or empty folder.")],
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Write a small commented scenario that runs at once, with a schema for your editor."""
    from noroshi.cli.printing import print_document
    from noroshi.scenario.template import write_template

    written = write_template(folder)
    if json:
        print_document("init", {"folder": str(folder), "files": [p.name for p in written]})
        return
    print(f"{folder}: {', '.join(p.name for p in written)}")
    print(f"Next: noroshi check {folder}; noroshi run {folder}")
