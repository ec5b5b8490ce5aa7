"""`noroshi init`: files to start from."""

from pathlib import Path
from typing import Annotated

import typer

from noroshi.cli.words import path


def init(
    folder: Annotated[Path, typer.Argument(parser=path, help="A new or empty folder.")],
    base: Annotated[
        str | None,
        typer.Option(
            "--from",
            help="Scenario to extend, built in or a folder: the new one holds only what differs.",
        ),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Write a small commented scenario that runs at once, with a schema for your editor.

    With --from, the new folder extends another scenario, and its file shows what one may change.

    Example: noroshi init mine --from japan
    """
    from noroshi.cli.printing import print_document
    from noroshi.scenario.template import write_template

    written = write_template(folder, base)
    if json:
        print_document("init", {"folder": str(folder), "files": [p.name for p in written]})
        return
    print(f"{folder}: {', '.join(p.name for p in written)}")
    print(f"Next: noroshi check {folder}; noroshi run {folder}")
