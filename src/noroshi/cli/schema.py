"""`noroshi schema`: the JSON Schema of scenario files."""

import json as json_text
import os
from pathlib import Path
from typing import Annotated

import typer

from noroshi.cli.words import path


def schema(
    out: Annotated[
        Path | None,
        typer.Option(parser=path, help="Write it to this file instead of printing it."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Print the JSON Schema of scenario files, so that an editor completes and checks them."""
    from noroshi.cli.printing import print_document, print_json
    from noroshi.scenario.schema import json_schema

    document = json_schema()
    if out is not None:
        _write_whole(out, json_text.dumps(document, indent=1, ensure_ascii=False))
    if json:
        print_document("schema", {"json_schema": document})
    elif out is None:
        print_json(json_text.dumps(document, indent=1, ensure_ascii=False))
    else:
        print(f"{out}: begin a file with `# yaml-language-server: $schema={out.name}`")


def _write_whole(file: Path, text: str) -> None:
    """Write beside, then rename: an interrupt leaves the old file or the new one."""
    beside = file.with_name(f".{file.name}.partial")
    beside.write_text(text + "\n", encoding="utf-8")
    os.replace(beside, file)
